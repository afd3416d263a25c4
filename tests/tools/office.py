"""LibreOffice as an independent editor: converts a file in a profile of its own."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from flows.writers.docx.pagination import environment

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")


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
