"""One process per document: a parser that hangs, dies or eats the memory takes down its own document only.

A hung call in C ignores every limit inside its process, so the parent waits with a clock and kills the whole
process group. What the worker wrote is read only if it is of bounded size and validates as a Document; anything
else is a finding. The worker runs in safe-path mode: a module lying in the folder the user happens to stand in
is never imported.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import ValidationError

from flows.model import Document, Origin
from flows.readers.dispatch import CRASHED, OUT_OF_MEMORY
from flows.readers.job import FOLDER_PREFIX, Job
from flows.readers.limits import MAX_OUTPUT_MB
from flows.readers.options import MEGABYTE, ReadOptions
from flows.readers.unreadable import unreadable

WORKER = ("-m", "flows.readers.worker")
_ROOT = Path(__file__).resolve().parents[2]
_TOO_SLOW = (
    "は{:.0f}秒以内に読み終わらないため中止しました。"
    "元のソフトで PDF に保存し直すか、ページを分けて置き直してください。"
)
_log = logging.getLogger(__name__)


def read_isolated(path: Path, *, name: str, origin: Origin, options: ReadOptions) -> Document:
    """Read a document in a process of its own. Never raises for a bad document: its findings say what is wrong."""
    with tempfile.TemporaryDirectory(prefix=FOLDER_PREFIX, ignore_cleanup_errors=True) as folder:
        answer = Path(folder) / "document.json"
        job = Job(
            path=str(path.absolute()),
            name=name,
            origin=origin,
            options=options,
            answer=str(answer),
            progress=str(Path(folder) / "progress"),
        )
        code, message = _run(job, Path(folder), options)
        if not code:
            document = _answer(answer)
            if document is not None:
                return document
            code, message = CRASHED
        return unreadable(code, message, name=name, origin=origin)


def read_many(
    documents: Iterable[tuple[Path, str, Origin]],
    options: ReadOptions,
    *,
    jobs: int | None = None,
    done: Callable[[Document], None] | None = None,
) -> tuple[Document, ...]:
    """Read (path, name, origin) in `jobs` processes at once (default: one per CPU), in the order given.

    `done` is called with each document as it is finished, from the thread that read it.
    """

    def one(entry: tuple[Path, str, Origin]) -> Document:
        path, name, origin = entry
        document = read_isolated(path, name=name, origin=origin, options=options)
        if done is not None:
            done(document)
        return document

    with ThreadPoolExecutor(max_workers=jobs or os.cpu_count() or 1) as pool:
        return tuple(pool.map(one, documents))


def _run(job: Job, folder: Path, options: ReadOptions) -> tuple[str, str]:
    """Run the worker to its end; a code and message when it did not end well, else empty ones."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module; the job goes through a pipe
            [sys.executable, "-P", "-X", "utf8", *WORKER],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
        try:
            _hand_over(process, job)
            code = _wait(process, Path(job.progress), options)
        except subprocess.TimeoutExpired:
            return "timeout", _TOO_SLOW.format(options.time_limit)
        finally:
            _end(process)
    return _verdict(code, folder)


def _wait(process: subprocess.Popen[bytes], progress: Path, options: ReadOptions) -> int:
    """Wait as long as the options allow, and longer for each page that has gone to OCR meanwhile."""
    started = time.monotonic()
    while True:
        pages = progress.stat().st_size if progress.exists() else 0
        left = started + options.time_limit + pages * options.ocr_seconds_per_page - time.monotonic()
        if left <= 0:
            raise subprocess.TimeoutExpired(process.args, options.time_limit)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(left)


def _hand_over(process: subprocess.Popen[bytes], job: Job) -> None:
    """Write the job and leave the pipe open: it closes with this process."""
    assert process.stdin is not None  # noqa: S101 -- stdin=PIPE above
    try:
        process.stdin.write(job.model_dump_json().encode("utf-8") + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return  # the worker died at once: its exit code tells


def _verdict(code: int, folder: Path) -> tuple[str, str]:
    if code == 0:
        return "", ""
    said = (folder / "log").read_bytes()[-4000:].decode("utf-8", "replace")
    _log.debug("worker ended with %s: %s", code, said)
    if "MemoryError" in said or "bad_alloc" in said or code == -9:
        return OUT_OF_MEMORY
    return CRASHED


def _answer(path: Path) -> Document | None:
    try:
        if path.stat().st_size > MAX_OUTPUT_MB * MEGABYTE:
            return None
        return Document.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the worker and all that it started."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
    if process.stdin is not None:
        with contextlib.suppress(OSError):
            process.stdin.close()


def _environment(folder: Path) -> dict[str, str]:
    """This process's environment, with our package found first and temporary files in the worker's own folder."""
    path = os.pathsep.join(part for part in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if part)
    return {
        **os.environ,
        "PYTHONPATH": path,
        "MALLOC_ARENA_MAX": "2",
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
    }
