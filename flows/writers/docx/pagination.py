"""Counting pages with LibreOffice: convert to PDF, take the pages of the headings from its outline.

Used only where the program is installed and only for the page numbers of the contents; every failure (not there, too
slow, an outline that does not match) gives None and the estimate stands. The program runs in a folder of its own, and
its exit code says nothing: a failed export exits 0, so only a fresh PDF counts.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from flows.resources import templates_dir
from flows.text import fold
from flows.writers.docx.outline import Heading

TIMEOUT = 120
"""Seconds."""
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def count_pages(
    path: Path, *, program: str | None = None, timeout: float = TIMEOUT
) -> list[tuple[str, int]] | None:
    """The file's outline, each head with its number and its page of the PDF; None when it cannot be had.

    `program`: the command, soffice or libreoffice on the search path unless told.
    """
    command = program or _program()
    if command is None:
        return None
    with tempfile.TemporaryDirectory(prefix="dxplan-office-", ignore_cleanup_errors=True) as folder:
        made = Path(folder) / "out" / f"{path.stem}.pdf"
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        convert = ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(made.parent), str(path)]
        ended = _run([command, profile, "--headless", "--norestore", *convert], timeout)
        return _outline(made) if ended and made.is_file() else None


def _program() -> str | None:
    """The command: on the search path, else where Windows and macOS install it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    usual = (Path(place) / "LibreOffice" / "program" / "soffice.exe" for place in _places())
    return found or next((str(path) for path in (*usual, _MAC) if path.is_file()), None)


def _places() -> list[str]:
    return [place for name in ("ProgramFiles", "ProgramFiles(x86)") if (place := os.environ.get(name))]


def _run(command: list[str], timeout: float) -> bool:
    """Whether the program ended in time. It starts others: they all end with it, so that none is left behind."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed command on a file of our own, no shell
            command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment(), start_new_session=True
        )
    except OSError:
        return False
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        _end(process)
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def environment() -> dict[str, str]:
    """The environment for the program: Windows' names of typefaces lead to the same faces under their names here."""
    fonts = templates_dir() / "word" / "fonts.conf"
    known = os.environ.get("FONTCONFIG_FILE")
    return dict(os.environ) | ({} if known or os.name == "nt" else {"FONTCONFIG_FILE": str(fonts)})


def matched(headings: Sequence[Heading], outline: Sequence[tuple[str, int]]) -> list[int] | None:
    """The printed page of each heading, the first one standing on page 1; None unless all are found in order.

    The outline may hold more than the headings: small heads within a section stand in it too.
    """
    entries = iter(outline)
    pages: list[int] = []
    for heading in headings:
        wanted = fold(heading.number + heading.title)
        page = next((page for title, page in entries if fold(title) == wanted), None)
        if page is None:
            return None
        pages.append(page)
    return [page - pages[0] + 1 for page in pages]


def _outline(pdf: Path) -> list[tuple[str, int]] | None:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return None
    try:
        found = [(entry.get_title(), entry.get_dest()) for entry in document.get_toc()]
        pages = [(title, dest.get_index()) for title, dest in found if dest is not None]
    finally:
        document.close()
    return [(title, page) for title, page in pages if page is not None]
