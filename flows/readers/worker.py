"""The process that reads one document: `python -P -m flows.readers.worker`, started by `isolation`.

The job comes as one line of JSON on standard input, which then stays open: when it closes, the parent is gone
and the worker ends too. The document goes as JSON into the file that the job names. Nothing is pickled.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from pathlib import Path

from flows.readers import limits
from flows.readers.dispatch import OUT_OF_MEMORY, read
from flows.readers.job import FOLDER_PREFIX, Job
from flows.readers.options import MEGABYTE
from flows.readers.progress import announcing
from flows.readers.unreadable import unreadable

_STDIN = 0


def main() -> int:
    """Read the job, read the document, write the answer."""
    job = Job.model_validate_json(_line())
    threading.Thread(target=_end_with_parent, args=(Path(job.answer).parent,), daemon=True).start()
    limits.apply(job.options)
    try:
        answer = _answer(job)
    except MemoryError:
        answer = b""
    if not answer or len(answer) > limits.MAX_OUTPUT_MB * MEGABYTE:
        code, message = OUT_OF_MEMORY
        answer = unreadable(code, message, name=job.name, origin=job.origin).model_dump_json().encode("utf-8")
    partial = Path(job.answer + ".part")
    partial.write_bytes(answer)
    partial.replace(job.answer)
    return 0


def _answer(job: Job) -> bytes:
    def announce() -> None:
        with Path(job.progress).open("ab") as file:
            file.write(b".")

    with announcing(announce):
        document = read(Path(job.path), name=job.name, origin=job.origin, options=job.options)
    return document.model_dump_json().encode("utf-8")


def _line() -> bytes:
    """The first line of standard input; unbuffered, so that no buffer's lock is held when the process ends."""
    line = b""
    while not line.endswith(b"\n") and (piece := os.read(_STDIN, 65536)):
        line += piece
    return line


def _end_with_parent(folder: Path) -> None:
    """Block until standard input closes, then end at once, with all that was started, and leave no `folder` behind."""
    while os.read(_STDIN, 4096):
        pass
    if folder.name.startswith(FOLDER_PREFIX):
        shutil.rmtree(folder, ignore_errors=True)
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
