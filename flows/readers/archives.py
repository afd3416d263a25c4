"""Office packages and XML, opened with suspicion.

A .docx or .xlsx is a zip of XML. Before anything is unpacked its directory is judged: how many parts, how large
they say they are (Python never inflates a part beyond what the directory declares, so the sum is a true bound),
how far they are squeezed, and whether their names lead out of the package. Parts are read into memory only,
never extracted. The standard forbids document type declarations in Office XML, so a part that has one is an
attack (entity bombs, external entities) and is refused unparsed. The parser resolves no entities, loads nothing
and keeps libxml2's bounds on depth and text size.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from lxml import etree

from flows.readers.options import MEGABYTE, ReadOptions
from flows.readers.unreadable import UnreadableDocumentError

MAX_PARTS = 20_000
MAX_XML_PART_MB = 128
"""libxml2 needs some ten times a part's size; a million-cell sheet is about 40 MB."""
MAX_RATIO = 400
"""Deflate reaches 1030 at most; sheets of repeated rows reach 100."""
RATIO_MATTERS_FROM = 20 * MEGABYTE
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


def parser() -> etree.XMLParser:
    """A parser that resolves, loads and trusts nothing."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )


def broken() -> UnreadableDocumentError:
    """The file is damaged."""
    return UnreadableDocumentError(
        "broken",
        "は壊れているため読めません。元のファイルを開けるか確かめ、保存し直したものと差し替えてください。",
    )


def suspicious(detail: str) -> UnreadableDocumentError:
    """The file is built to do harm, or so damaged that it looks like it."""
    return UnreadableDocumentError(
        "hostile-archive",
        f"は{detail}ため、安全のため開きませんでした。入手元を確かめ、Office で開いて保存し直したものと差し替えてください。",
    )


class Package:
    """An Office package whose directory has been judged; a context manager."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        """Open and judge. Raises UnreadableDocumentError."""
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise broken() from error
        try:
            _judge(self._zip.infolist(), options)
        except UnreadableDocumentError:
            self._zip.close()
            raise
        self.names = frozenset(self._zip.namelist())

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def open(self, part: str) -> IO[bytes]:
        """A part as a stream, bounded by its declared size. Raises UnreadableDocumentError."""
        try:
            info = self._zip.getinfo(part)
            if info.flag_bits & 0x1:
                raise UnreadableDocumentError(
                    "encrypted",
                    "はパスワードで保護されているため読めません。パスワードを外して保存し直してください。",
                )
            return self._zip.open(info)
        except (KeyError, RuntimeError, *_BROKEN) as error:
            raise broken() from error

    def chunks(self, part: str) -> Iterator[bytes]:
        """A part's bytes, a megabyte at a time. Raises UnreadableDocumentError."""
        with self.open(part) as stream:
            while True:
                try:
                    chunk = stream.read(_CHUNK)
                except _BROKEN as error:
                    raise broken() from error
                if not chunk:
                    return
                yield chunk

    def xml(self, part: str) -> etree._Element:
        """A part parsed. Raises UnreadableDocumentError."""
        data = b"".join(self.chunks(part))
        refuse_declarations(data[: _CHUNK * 2])
        try:
            root = etree.fromstring(data, parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise broken() from error
        if _has_doctype(root):
            raise suspicious("文書型の宣言（XMLの実体参照）を含む")
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """A part's relations inside the package: id → (last word of the type, target part)."""
        folder = PurePosixPath(part).parent
        rels = str(folder / "_rels" / (PurePosixPath(part).name + ".rels"))
        if rels not in self.names:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for element in self.xml(rels).iter("{*}Relationship"):
            if element.get("TargetMode") == "External":
                continue
            kind = (element.get("Type") or "").rsplit("/", 1)[-1]
            found[element.get("Id") or ""] = (kind, resolve(folder, element.get("Target") or ""))
        return found

    def related(self, part: str, kind: str) -> Iterator[str]:
        """The parts that `part` names as its `kind` ("footnotes", "drawing") and that exist."""
        for found, target in self.relations(part).values():
            if found == kind and target in self.names:
                yield target


def refuse_declarations(data: bytes) -> None:
    """Refuse XML with a document type or entity declaration in any common encoding, before a parser sees it."""
    if _DECLARATION.search(data.replace(b"\0", b"")):
        raise suspicious("文書型の宣言（XMLの実体参照）を含む")


def _has_doctype(root: etree._Element) -> bool:
    return bool(getattr(root.getroottree().docinfo, "doctype", ""))


def resolve(folder: PurePosixPath, target: str) -> str:
    """A relation's target as a part name; steps above the package's root lead nowhere."""
    path = PurePosixPath(target.lstrip("/")) if target.startswith("/") else folder / target
    parts: list[str] = []
    for piece in path.parts:
        if piece == "..":
            if parts:
                parts.pop()
        elif piece != ".":
            parts.append(piece)
    return "/".join(parts)


def _judge(entries: list[zipfile.ZipInfo], options: ReadOptions) -> None:
    if len(entries) > MAX_PARTS:
        raise suspicious("部品の数が異常に多い")
    if sum(entry.file_size for entry in entries) > options.max_unpacked_mb * MEGABYTE:
        raise suspicious("展開すると異常に大きくなる（圧縮爆弾のおそれがある）")
    for entry in entries:
        if _leads_out(entry.filename):
            raise suspicious("フォルダの外を指す部品を含む")
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > RATIO_MATTERS_FROM and ratio > MAX_RATIO:
            raise suspicious("異常な率で圧縮されている（圧縮爆弾のおそれがある）")
        if entry.filename.endswith((".xml", ".rels")) and entry.file_size > MAX_XML_PART_MB * MEGABYTE:
            raise UnreadableDocumentError(
                "too-large",
                "は本文が大きすぎるため読めません。章やシートごとにファイルを分けて保存し直してください。",
            )


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in (path.parts[0] if path.parts else "")
