"""LibreOffice as an independent editor: converts a file in a profile of its own, or edits many as a clerk would."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from flows.writers.docx.pagination import environment

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
_EDITOR = Path(__file__).with_name("uno_editor.py")
_PYTHONS = ("/usr/bin/python3", "/opt/libreoffice/program/python", "python3")


def convert(path: Path, kind: str, folder: Path) -> Path:
    """The file in another format ("pdf", "docx:MS Word 2007 XML"), made anew in the folder. Fails when none was made."""
    assert PROGRAM is not None
    target = folder / f"{path.stem}.{kind.partition(':')[0]}"
    assert target != path
    target.unlink(missing_ok=True)  # a failed export exits 0 and leaves the old file
    with tempfile.TemporaryDirectory(prefix="dxplan-office-") as profile:
        subprocess.run(
            [PROGRAM, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
             "--convert-to", kind, "--outdir", str(folder), str(path)],
            check=False, capture_output=True, timeout=180, env=environment(),
        )  # fmt: skip
    assert target.is_file(), f"LibreOffice could not convert {path.name}"
    return target


@cache
def editor_python() -> str | None:
    """A Python that can drive LibreOffice (the system's, or LibreOffice's own); None where there is none."""
    if PROGRAM is None:
        return None
    own = Path(PROGRAM).resolve().with_name("python")
    for candidate in (str(own), *_PYTHONS):
        found = shutil.which(candidate)
        if (
            found
            and subprocess.run([found, "-c", "import uno"], check=False, capture_output=True).returncode == 0
        ):
            return found
    return None


def edit_files(jobs: Sequence[dict[str, Any]], folder: Path, timeout: float = 300) -> list[dict[str, Any]]:
    """Open, edit and save each job's file in one LibreOffice; see uno_editor. What hangs is ended with all it started."""
    python = editor_python()
    assert python is not None
    assert PROGRAM is not None
    told, done = folder / "jobs.json", folder / "done.json"
    told.write_text(json.dumps(list(jobs), ensure_ascii=False), encoding="utf-8")
    done.unlink(missing_ok=True)
    process = subprocess.Popen(
        [python, str(_EDITOR), str(told), str(done), PROGRAM],
        start_new_session=True, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        _, complaint = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        complaint = f"nothing within {timeout} s".encode()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    found = json.loads(done.read_text(encoding="utf-8")) if done.is_file() else []
    assert len(found) == len(jobs), complaint.decode(errors="replace")
    return list(found)
