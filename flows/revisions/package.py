"""A returned file as a package: opened with bounds, refused with a reason, and written back with its parts as they were.

Only the parts that the merge changes are replaced; every other part, known or not, is kept byte for byte. The file itself
is never written to.
"""

import posixpath
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from flows.model import BadInput, NotWritable
from flows.revisions.ooxml import Element, el, get, parse, qn, serialise

_LARGEST = 400 * 1024 * 1024
"""What all parts together may unpack to, in bytes."""
_MOST_PARTS = 20_000
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_SAVE_AS_DOCX = "Word で開き、「名前を付けて保存」で種類「Word 文書（*.docx）」を選んで保存し直してください。"
_REPAIR = "Word で開けるか確かめ、開けたら .docx で保存し直してください。開けないときは、もう一度受け取ってください。"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


@dataclass
class Package:
    """The parts of a Word file, and those that were changed."""

    name: str
    """What the file is called in messages."""
    parts: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, name: str = "") -> "Package":
        """`name`: what to call the file in messages. Raises BadInput for what is no Word file, is damaged, or is of another kind."""
        try:
            with path.open("rb") as file:
                head = file.read(8)
        except OSError as error:
            raise BadInput(
                f"「{name or path}」を読めません（{error.strerror}）。",
                "ファイルの名前と場所を確かめてください。",
            ) from error
        name = name or path.name
        _refuse_other_kinds(name, head)
        package = cls(name, _unpacked(path, name))
        package._check()
        return package

    def _check(self) -> None:
        """Refuse what is no Word file that we can give back as one."""
        if "mimetype" in self.parts and b"opendocument" in self.parts["mimetype"]:
            raise BadInput(f"「{self.name}」は OpenDocument（.odt）です。", _SAVE_AS_DOCX)
        try:
            body = self.tree(self.main).find(qn("w:body"))
        except (KeyError, StopIteration) as error:
            raise BadInput(f"「{self.name}」は壊れているため読めません。", _REPAIR) from error
        kind = self._kind()
        if "spreadsheetml" in kind or "presentationml" in kind:
            raise BadInput(
                f"「{self.name}」は Word 文書ではありません（Excel か PowerPoint のファイルです）。",
                "素案に加筆した Word ファイル（.docx）を指定してください。",
            )
        if "macroEnabled" in kind:
            raise BadInput(f"「{self.name}」はマクロ付きの文書（.docm）です。", _SAVE_AS_DOCX)
        if body is None and _STRICT in self.parts[self.main][:4000]:
            raise BadInput(f"「{self.name}」は「厳密な Open XML」形式です。", _SAVE_AS_DOCX)
        if body is None:
            raise BadInput(f"「{self.name}」に本文がありません。", _REPAIR)

    def _kind(self) -> str:
        """The content type of the document part; empty where the file does not say."""
        name = "[Content_Types].xml"
        parts = self.tree(name) if name in self.parts else []
        return next((get(p, "ContentType") for p in parts if get(p, "PartName") == f"/{self.main}"), "")

    @property
    def main(self) -> str:
        """The name of the document part."""
        return next(iter(self.targets("", "officeDocument")))

    def tree(self, name: str) -> Element:
        """A part's tree, parsed once; what is changed in it is written by `save` after `touch`."""
        if name not in self.trees:
            try:
                self.trees[name] = parse(self.parts[name])
            except (etree.XMLSyntaxError, ValueError) as error:
                raise BadInput(f"「{self.name}」は壊れているため読めません（{name}）。", _REPAIR) from error
        return self.trees[name]

    def touch(self, name: str) -> None:
        """Take a part's tree over into the file."""
        self.parts[name] = serialise(self.trees[name])

    def targets(self, owner: str, kind: str) -> list[str]:
        """The parts that `owner` ("" = the package) refers to as `kind`, those that are there."""
        return list(self.by_key(owner, kind).values())

    def by_key(self, owner: str, kind: str) -> dict[str, str]:
        """The same parts, by the id that `owner` has for them."""
        links = _links(owner)
        if links not in self.parts:
            return {}
        found = {
            get(link, "Id") or f"?{at}": _target(owner, link)
            for at, link in enumerate(self.tree(links))
            if get(link, "Type").rpartition("/")[2] == kind and get(link, "TargetMode") != "External"
        }
        return {key: name for key, name in found.items() if name in self.parts}

    def manifest(self) -> str | None:
        """The name of our manifest's part."""
        for name in self.targets(self.main, "customXml"):
            try:
                if self.tree(name).tag == qn("dx:manifest"):
                    return name
            except BadInput:
                continue  # a part of some other program's: kept as it is
        return None

    def add(self, folder: str, stem: str, kind: str, root: Element) -> str:
        """A new part that the document refers to."""
        number = 1
        while (name := f"{folder}/{stem}{number if stem == 'item' or number > 1 else ''}.xml") in self.parts:
            number += 1
        self.trees[name] = root
        self.touch(name)
        self.relate(self.main, kind, name)
        self._declare(name, "application/xml" if kind == "customXml" else _WORD_TYPE.format(kind))
        return name

    def put(self, stem: str, suffix: str, data: bytes, content: str) -> str:
        """A new part under a free name, of this content type; nothing refers to it yet."""
        taken = {name.lower() for name in self.parts}
        name = next(
            name for at in range(1, len(taken) + 2) if (name := f"{stem}{at}{suffix}").lower() not in taken
        )
        self.parts[name] = data
        self._declare(name, content)
        return name

    def relate(self, owner: str, kind: str, name: str, *, key: str = "") -> str:
        """Let a part refer to another as `kind`; the id of that, `key` where it is free."""
        links = _links(owner)
        if links not in self.parts:
            self.trees[links] = el("rel:Relationships")
        relations = self.tree(links)
        taken = {get(link, "Id") for link in relations}
        if not key or key in taken:
            key = next(f"rIdDx{at}" for at in range(1, len(taken) + 2) if f"rIdDx{at}" not in taken)
        relations.append(el("rel:Relationship", {"Id": key, "Type": _OFFICE + kind, "Target": f"/{name}"}))
        self.touch(links)
        return key

    def drop(self, name: str) -> None:
        """Take a part away that only the document, or a part that goes too, refers to."""
        for gone in (name, _links(name)):
            self.parts.pop(gone, None)
            self.trees.pop(gone, None)
        links = _links(self.main)
        for link in list(self.tree(links)):
            if get(link, "TargetMode") != "External" and _target(self.main, link) == name:
                self.tree(links).remove(link)
                self.touch(links)
        types = self.tree("[Content_Types].xml")
        for declared in list(types):
            if get(declared, "PartName") == f"/{name}":
                types.remove(declared)
                self.touch("[Content_Types].xml")

    def _declare(self, name: str, content: str) -> None:
        types = self.tree("[Content_Types].xml")
        types.append(el("ct:Override", {"PartName": f"/{name}", "ContentType": content}))
        self.touch("[Content_Types].xml")

    def save(self, path: Path) -> None:
        """Write all parts in their order. Raises NotWritable."""
        try:
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                for name, data in self.parts.items():
                    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    entry.create_system = 0
                    archive.writestr(entry, data)
        except OSError as error:
            raise NotWritable(
                f"「{path}」に書き込めません（{error.strerror}）。", "空き容量と権限を確かめてください。"
            ) from error


def _links(owner: str) -> str:
    return f"{posixpath.dirname(owner)}/_rels/{posixpath.basename(owner)}.rels" if owner else "_rels/.rels"


def _refuse_other_kinds(name: str, head: bytes) -> None:
    if head.startswith(b"%PDF"):
        raise BadInput(
            f"「{name}」は PDF です。",
            "PDF からは加筆を取り込めません。元の Word ファイル（.docx）を受け取ってください。",
        )
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(
            f"「{name}」は古い形式（.doc）か、パスワードの掛かったファイルです。",
            f"パスワードを外し、{_SAVE_AS_DOCX}",
        )
    if head.startswith(b"{\\rtf"):
        raise BadInput(f"「{name}」はリッチテキスト（.rtf）です。", _SAVE_AS_DOCX)
    if not head.startswith(b"PK"):
        raise BadInput(f"「{name}」は Word 文書（.docx）ではないか、壊れています。", _REPAIR)


def _target(owner: str, link: Element) -> str:
    """The part to which a relationship leads."""
    place = posixpath.join("/", posixpath.dirname(owner), get(link, "Target"))
    return posixpath.normpath(place).lstrip("/")


def _unpacked(path: Path, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            names = {entry.filename for entry in entries}
            if len(names) != len(entries) or len(entries) > _MOST_PARTS:
                raise zipfile.BadZipFile("部品の重なり")
            if sum(entry.file_size for entry in entries) > _LARGEST:
                raise BadInput(
                    f"「{name}」は大きすぎます（展開すると{_LARGEST // 1024 // 1024}MBを超えます）。",
                    "画像を圧縮するか、別のファイルに分けてください。",
                )
            return {entry.filename: archive.read(entry) for entry in entries}
    except (OSError, zipfile.BadZipFile, RuntimeError, ValueError, NotImplementedError, EOFError) as error:
        raise BadInput(f"「{name}」は壊れているため読めません。", _REPAIR) from error
    except Exception as error:  # zlib and lzma raise errors of their own for damaged data
        if isinstance(error, BadInput):
            raise
        raise BadInput(f"「{name}」は壊れているため読めません。", _REPAIR) from error
