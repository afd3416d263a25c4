"""Old and foreign formats (.doc .xls .ppt .odt .rtf .jtd): converted with LibreOffice where it is installed.

Documents become Word files and sheets Excel files, slides become PDF, one page each. The conversion runs in a
temporary folder with a profile of its own (no macros, no active content, nothing fetched), under a time limit;
the original is never touched. LibreOffice ends with exit code 0 even when it failed, so only a new file counts.
Without LibreOffice, or when it cannot read the file, a finding says what to do, with the command.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flows.model import Document, Origin, Severity
from flows.readers import limits
from flows.readers.dispatch import reader_of
from flows.readers.options import ReadOptions
from flows.readers.sniffing import FileType, by_content
from flows.readers.unreadable import UnreadableDocumentError, finding

_TARGETS = {
    FileType.WORD_OLD: "docx",
    FileType.OPEN_TEXT: "docx",
    FileType.RICH_TEXT: "docx",
    FileType.ICHITARO: "docx",
    FileType.EXCEL_OLD: "xlsx",
    FileType.OPEN_SHEET: "xlsx",
    FileType.SLIDES: "pdf",
}
_ENDINGS = {
    FileType.WORD_OLD: ".doc",
    FileType.OPEN_TEXT: ".odt",
    FileType.RICH_TEXT: ".rtf",
    FileType.ICHITARO: ".jtd",
    FileType.EXCEL_OLD: ".xls",
    FileType.OPEN_SHEET: ".ods",
    FileType.SLIDES: ".ppt",
}
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SHARE_OF_TIME = 0.7
"""Of the document's time limit; the rest is for reading the result."""
_NAMES = 'xmlns:oor="http://openoffice.org/2001/registry"'
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_CLOSED_PROFILE = (
    f'<?xml version="1.0" encoding="UTF-8"?><oor:items {_NAMES}>'
    + "".join(
        f'<item oor:path="{_SECURITY}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in (("MacroSecurityLevel", "3"), ("DisableActiveContent", "true"),
                            ("DisableMacrosExecution", "true"), ("BlockUntrustedRefererLinks", "true"))
    )
    + "</oor:items>"
)  # fmt: skip


def read_converted(path: Path, *, name: str, sha256: str, origin: Origin, options: ReadOptions) -> Document:
    """Convert an old format and read the result. Raises UnreadableDocumentError."""
    kind = by_content(path)
    if kind not in _TARGETS:
        raise UnreadableDocumentError("unknown-type", "は読み取れる種類のファイルではありません。")
    target = _TARGETS[kind]
    program = find_program() if options.convert else None
    if program is None:
        raise UnreadableDocumentError("needs-conversion", _advice(name, kind, target))
    with tempfile.TemporaryDirectory(prefix="dxplan-convert-", ignore_cleanup_errors=True) as folder:
        converted = _convert(path, kind, program, Path(folder), options)
        if converted is None:
            raise UnreadableDocumentError("conversion-failed", _advice(name, kind, target, failed=True))
        reader = reader_of({"docx": FileType.DOCX, "xlsx": FileType.XLSX, "pdf": FileType.PDF}[target])
        document = reader(converted, name=name, sha256=sha256, origin=origin, options=options)
    message = (
        f"は{kind.value}なので、LibreOffice で変換して読みました。表や図の崩れがないか確かめてください。"
    )
    note = finding("converted", name, message, Severity.INFO)
    return document.model_copy(update={"findings": (note, *document.findings)})


def find_program() -> str | None:
    """LibreOffice on this machine, if it is there."""
    found = next((path for program in _PROGRAMS if (path := shutil.which(program))), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def _convert(path: Path, kind: FileType, program: str, folder: Path, options: ReadOptions) -> Path | None:
    """The converted file in `folder`, or None. The copy has a plain name, so that no name can be taken for an option."""
    ending = path.suffix.lower() if path.suffix.lower() in (".pptx", ".odp", ".xlsb") else _ENDINGS[kind]
    copy, target = folder / f"document{ending}", _TARGETS[kind]
    shutil.copyfile(path, copy)
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_CLOSED_PROFILE, encoding="utf-8")
    command = [
        program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", target, "--outdir", str(out), str(copy),
    ]  # fmt: skip
    with limits.lifted(), (folder / "log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 -- a fixed command; the document's path has a name of ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=_leads_itself(),
        )
    with _ended(process):
        try:
            process.wait(options.time_limit * _SHARE_OF_TIME)
        except subprocess.TimeoutExpired:
            return None
    result = out / f"document.{target}"
    return result if result.is_file() and result.stat().st_size else None


def _leads_itself() -> bool:
    """Inside a worker the converter stays in the worker's group, which the parent kills as a whole."""
    return sys.platform != "win32" and not limits.in_worker()


@contextlib.contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Afterwards the converter is gone, whatever happened."""
    try:
        yield
    finally:
        if process.poll() is None:
            if _leads_itself():
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
        process.wait()


def _advice(name: str, kind: FileType, target: str, *, failed: bool = False) -> str:
    file = name.rsplit("/", 1)[-1]
    command = f'soffice --headless --convert-to {target} "{file}"'
    if kind is FileType.ICHITARO:
        return "は一太郎の文書なので、そのままでは読めません。一太郎で開き、PDF か Word（.docx）で保存し直してください。"
    if failed:
        return (
            f"は{kind.value}で、LibreOffice でも変換できませんでした。"
            f"パスワードがあれば外し、元のソフトで開いて .{target} で保存し直してください。"
        )
    return (
        f"は{kind.value}なので、そのままでは読めません。元のソフトで .{target} に保存し直すか、"
        f"LibreOffice で変換してください：{command}"
    )
