"""One document, read in this process by the reader of its true type.

The first bytes decide, not the ending; where both disagree the document is read by what it is and a finding
says so. A reader's module is imported only when a document needs it: the process that reads one text file pays
for no PDF library. Whatever a reader raises becomes a document without blocks and one finding that names the
file and says what to do.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from flows.model import Document, Origin, Severity
from flows.readers.options import MEGABYTE, ReadOptions
from flows.readers.sniffing import FileType, by_content, by_ending
from flows.readers.unreadable import UnreadableDocumentError, finding, unreadable

Reader = Callable[..., Document]
_log = logging.getLogger(__name__)

_READERS = {
    FileType.PDF: ("paper", "read_paper"),
    FileType.DOCX: ("docx", "read_docx"),
    FileType.XLSX: ("xlsx", "read_xlsx"),
    FileType.DELIMITED: ("delimited", "read_delimited"),
    FileType.HTML: ("html", "read_html"),
    FileType.TEXT: ("plain", "read_text"),
    FileType.IMAGE: ("image", "read_image"),
}
"""Module and function; all other types are old formats to convert."""

OUT_OF_MEMORY = (
    "out-of-memory",
    "は大きすぎるか異常な作りのため、決められた量のメモリでは読めません。必要なページだけに分けて置き直してください。",
)
CRASHED = (
    "reader-crashed",
    "は作りが壊れているか特殊なため読めませんでした。元のソフトで開き、PDF か Word で保存し直してください。",
)


def read(path: Path, *, name: str, origin: Origin, options: ReadOptions) -> Document:
    """Read a document in this process. Never raises for a bad document: its findings say what is wrong."""
    sha256 = ""
    try:
        _check_size(path, options)
        sha256 = _digest(path)
        return _read_by_type(path, name=name, sha256=sha256, origin=origin, options=options)
    except UnreadableDocumentError as error:
        code, message = error.code, error.message
    except (MemoryError, RecursionError):
        code, message = OUT_OF_MEMORY
    except OSError as error:
        _log.debug("reading %s", name, exc_info=error)
        code, message = (
            "unreadable-file",
            "を開けません。ファイルがあること、読み取りの権限があることを確かめてください。",
        )
    except Exception as error:  # a reader met a file nobody has thought of: its document is lost, not the run
        _log.debug("reading %s", name, exc_info=error)
        code, message = CRASHED
    return unreadable(code, message, name=name, origin=origin, sha256=sha256)


def _check_size(path: Path, options: ReadOptions) -> None:
    size = path.stat().st_size
    if not path.is_file():
        raise UnreadableDocumentError(
            "not-a-file", "は通常のファイルではないため読めません。文書そのものを置いてください。"
        )
    if size == 0:
        raise UnreadableDocumentError(
            "zero-bytes", "は中身が空（0バイト）です。元のファイルを確かめ、コピーし直してください。"
        )
    if size > options.max_file_mb * MEGABYTE:
        raise UnreadableDocumentError(
            "too-large",
            f"は{options.max_file_mb}MBを超えるため読めません。必要なページだけのファイルに分けて置き直してください。",
        )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_by_type(path: Path, *, name: str, sha256: str, origin: Origin, options: ReadOptions) -> Document:
    promised, found = by_ending(path), by_content(path)
    if found is None:
        raise UnreadableDocumentError(
            "unknown-type",
            "は読み取れる種類のファイルではありません。元のソフトで開き、PDF か Word で保存し直してください。",
        )
    document = reader_of(found)(path, name=name, sha256=sha256, origin=origin, options=options)
    if not document.blocks and not document.findings:
        message = "には読み取れる文字がありません。ファイルの中身を確かめてください。"
        empty = finding("empty", name, message, Severity.WARNING)
        document = document.model_copy(update={"findings": (empty,)})
    if promised is None or promised is found or document.source.pages == 0:
        return document
    message = f"は名前の末尾（{path.suffix}）と違い、中身は{found.value}です。{found.value}として読みました。"
    note = finding("wrong-ending", name, message, Severity.WARNING)
    return document.model_copy(update={"findings": (note, *document.findings)})


def reader_of(kind: FileType) -> Reader:
    """The reader of a type, imported now."""
    module, function = _READERS.get(kind, ("legacy", "read_converted"))
    reader: Reader = getattr(import_module(f"flows.readers.{module}"), function)
    return reader
