"""What a file truly is: from its first bytes and, for packages, its directory; the ending decides only among texts."""

from __future__ import annotations

import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from flows.readers.encodings import looks_binary
from flows.readers.unreadable import UnreadableDocumentError


class FileType(StrEnum):
    """The types that a reader knows; the value is what staff call it."""

    PDF = "PDF"
    DOCX = "Word（.docx）"
    XLSX = "Excel（.xlsx）"
    DELIMITED = "CSV"
    TEXT = "テキスト"
    HTML = "HTML"
    IMAGE = "画像"
    WORD_OLD = "旧形式のWord（.doc）"
    EXCEL_OLD = "旧形式のExcel（.xls・.xlsb）"
    SLIDES = "PowerPoint"
    OPEN_TEXT = "OpenDocument文書（.odt）"
    OPEN_SHEET = "OpenDocument表計算（.ods）"
    RICH_TEXT = "リッチテキスト（.rtf）"
    ICHITARO = "一太郎（.jtd）"


ENDINGS: dict[str, FileType] = {
    ".pdf": FileType.PDF,
    ".docx": FileType.DOCX, ".docm": FileType.DOCX, ".dotx": FileType.DOCX,
    ".xlsx": FileType.XLSX, ".xlsm": FileType.XLSX,
    ".csv": FileType.DELIMITED, ".tsv": FileType.DELIMITED,
    ".txt": FileType.TEXT, ".text": FileType.TEXT, ".md": FileType.TEXT, ".markdown": FileType.TEXT,
    ".html": FileType.HTML, ".htm": FileType.HTML, ".xhtml": FileType.HTML,
    ".jpg": FileType.IMAGE, ".jpeg": FileType.IMAGE, ".png": FileType.IMAGE, ".tif": FileType.IMAGE,
    ".tiff": FileType.IMAGE, ".bmp": FileType.IMAGE,
    ".doc": FileType.WORD_OLD, ".dot": FileType.WORD_OLD,
    ".xls": FileType.EXCEL_OLD, ".xlsb": FileType.EXCEL_OLD,
    ".ppt": FileType.SLIDES, ".pptx": FileType.SLIDES, ".pptm": FileType.SLIDES, ".odp": FileType.SLIDES,
    ".odt": FileType.OPEN_TEXT, ".ods": FileType.OPEN_SHEET, ".rtf": FileType.RICH_TEXT,
    ".jtd": FileType.ICHITARO, ".jtt": FileType.ICHITARO, ".jtdc": FileType.ICHITARO,
}  # fmt: skip

_HEAD = 8192
_PDF_WITHIN = 1024
"""Readers of PDF accept up to 1,024 bytes in front of the header."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"BM")
_PACKAGES = (
    ("word/document.xml", FileType.DOCX),
    ("xl/workbook.xml", FileType.XLSX),
    ("xl/workbook.bin", FileType.EXCEL_OLD),
    ("ppt/presentation.xml", FileType.SLIDES),
)
_OPEN_DOCUMENTS = (
    (b"opendocument.text", FileType.OPEN_TEXT),
    (b"opendocument.spreadsheet", FileType.OPEN_SHEET),
    (b"opendocument.presentation", FileType.SLIDES),
)
_STREAMS = (
    ("WordDocument", FileType.WORD_OLD),
    ("Workbook", FileType.EXCEL_OLD),
    ("Book", FileType.EXCEL_OLD),
    ("PowerPoint Document", FileType.SLIDES),
    ("DocumentText", FileType.ICHITARO),
)
_TEXTS = (FileType.TEXT, FileType.DELIMITED, FileType.HTML)


def by_ending(path: Path) -> FileType | None:
    """The type that a file's ending promises."""
    return ENDINGS.get(path.suffix.lower())


def by_content(path: Path) -> FileType | None:
    """The type that a file's bytes show; None: none that a reader knows. Raises UnreadableDocumentError, OSError."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return FileType.PDF
    if head.startswith(b"PK\x03\x04"):
        return _package(path)
    if head.startswith(_OLE):
        return _compound(path)
    if head.startswith(b"{\\rtf"):
        return FileType.RICH_TEXT
    if head.startswith(_IMAGES):
        return FileType.IMAGE
    return _text(head, by_ending(path))


def _text(head: bytes, promised: FileType | None) -> FileType | None:
    bare = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if bare.startswith((b"<!doctype html", b"<html")):
        return FileType.HTML
    if promised in _TEXTS:
        return promised
    marked = head.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    return FileType.TEXT if head and (marked or not looks_binary(head)) else None


def _package(path: Path) -> FileType | None:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            kind = package.open("mimetype").read(200) if "mimetype" in names else b""
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        KeyError,
    ):
        raise UnreadableDocumentError(
            "broken",
            "は壊れている（途中で切れている）ため読めません。"
            "元のファイルを開けるか確かめ、保存し直したものと差し替えてください。",
        ) from None
    for mark, found in _OPEN_DOCUMENTS:
        if mark in kind:
            return found
    return next((found for part, found in _PACKAGES if part in names), None)


def _compound(path: Path) -> FileType | None:
    """A compound file (OLE): its directory holds the names of its streams in UTF-16."""
    with path.open("rb") as file:
        data = file.read(64 * 1024 * 1024)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableDocumentError(
            "encrypted",
            "はパスワードで保護されているため読めません。パスワードを外して保存し直してください。",
        )
    return next((found for stream, found in _STREAMS if _stream_name(stream) in data), None)


def _stream_name(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\0\0"
