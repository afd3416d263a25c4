"""A Word file as a package of parts, written so that equal content gives equal bytes.

The reference document (templates/word/reference.docx) gives styles, numbering, theme, fonts and settings; staff restyle
it in Word, which renames parts and style ids at will. So parts are found by relationship type and styles by name. What
would make Word ask or look elsewhere (attached template, update-fields, embedded fonts, revision ids) is left out.
"""

import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath

from flows.model import BadConfiguration, NotWritable
from flows.writers.docx.oxml import Element, attributes, el, parse, qn, root, serialise

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_COMMON = ("styles", "numbering", "settings", "fontTable", "footnotes", "comments", "header", "footer")
RELATIONSHIPS = {
    "document": _OFFICE + "officeDocument",
    "core": _PACKAGE + "metadata/core-properties",
    "app": _OFFICE + "extended-properties",
    "workbook": _OFFICE + "package",
    **{name: _OFFICE + name for name in (*_COMMON, "theme", "customXml", "customXmlProps", "chart")},
}
CONTENT_TYPES = {
    "document": _WORD + "document.main+xml",
    "core": "application/vnd.openxmlformats-package.core-properties+xml",
    "app": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "customXmlProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "workbook": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **{name: f"{_WORD}{name}+xml" for name in _COMMON},
}
_UNWANTED = (
    "attachedTemplate", "updateFields", "rsids", "revisionView", "trackRevisions", "documentProtection",
    "writeProtection", "footnotePr", "endnotePr", "numPicBullet", "lvlPicBulletId", "mailMerge", "saveThroughXslt",
    "docVars", "hdrShapeDefaults", "shapeDefaults", "schemaLibrary", "attachedSchema",
    "embedRegular", "embedBold", "embedItalic", "embedBoldItalic",
)  # fmt: skip
_MOMENT = (1980, 1, 1, 0, 0, 0)
_LARGEST_PART = 20 * 1024 * 1024


def zip_entry(name: str) -> zipfile.ZipInfo:
    """An entry that is the same on every day and every system."""
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry


@dataclass
class Package:
    """The parts of a file, their relationships and content types, as they are put together."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, name: str, kind: str, content: Element, owner: str = "word/document.xml") -> str:
        """Add a part that `owner` refers to ("" = the package itself); returns the relationship's id."""
        return self.add_bytes(name, kind, serialise(content), owner)

    def add_bytes(self, name: str, kind: str, content: bytes, owner: str) -> str:
        """Add a part that is no XML."""
        self.parts[name] = content
        if kind in CONTENT_TYPES:
            self.types[name] = CONTENT_TYPES[kind]
        links = self.links.setdefault(owner, [])
        folder = PurePosixPath(owner).parent
        target = PurePosixPath(name)
        inside = target.is_relative_to(folder) and owner != ""
        links.append(
            (
                f"rId{len(links) + 1}",
                RELATIONSHIPS[kind],
                str(target.relative_to(folder)) if inside else f"/{name}",
            )
        )
        return links[-1][0]

    def save(self, path: Path) -> None:
        """Write the file; a half-written one never stands under its name. Raises NotWritable."""
        unfinished = path.with_name(path.name + ".part")
        try:
            unfinished.write_bytes(self.data())
            unfinished.replace(path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise NotWritable(
                f"{path.name} を書き込めません（{error.strerror or error}）。",
                "同じ名前のファイルを Word で開いていれば閉じ、フォルダの空きと権限を確かめてください。",
            ) from error

    def data(self) -> bytes:
        """The file's bytes."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, content in self._files():
                archive.writestr(zip_entry(name), content)
        return buffer.getvalue()

    def _files(self) -> list[tuple[str, bytes]]:
        relations = {
            (
                f"{PurePosixPath(owner).parent}/_rels/{PurePosixPath(owner).name}.rels"
                if owner
                else "_rels/.rels"
            ): links
            for owner, links in self.links.items()
        }
        return [
            ("[Content_Types].xml", serialise(self._content_types())),
            *((name, serialise(_relationships(links))) for name, links in sorted(relations.items())),
            *sorted(self.parts.items()),
        ]

    def _content_types(self) -> Element:
        defaults = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
        }
        return root(
            "ct:Types",
            (),
            [
                el("ct:Default", {"Extension": ending, "ContentType": kind})
                for ending, kind in defaults.items()
            ]
            + [
                el("ct:Override", {"PartName": f"/{name}", "ContentType": kind})
                for name, kind in sorted(self.types.items())
            ],
        )


def _relationships(links: list[tuple[str, str, str]]) -> Element:
    return root(
        "rel:Relationships",
        (),
        [el("rel:Relationship", {"Id": key, "Type": kind, "Target": target}) for key, kind, target in links],
    )


@dataclass(frozen=True)
class Reference:
    """The document that staff restyle: its parts by kind, its styles by name, its page setup."""

    parts: dict[str, Element]
    document: Element

    @classmethod
    def load(cls, path: Path) -> "Reference":
        """Raises BadConfiguration when the file is missing, damaged or has no styles."""
        try:
            with zipfile.ZipFile(path) as archive:
                return cls._from(archive)
        except (OSError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
            raise BadConfiguration(
                f"書式のひな形 {path.name} を読めません（{error}）。",
                "Word で開けるか確かめ、開けなければ元のひな形に戻してください。",
            ) from error

    @classmethod
    def _from(cls, archive: zipfile.ZipFile) -> "Reference":
        def part(name: str) -> Element:
            if archive.getinfo(name).file_size > _LARGEST_PART:
                raise ValueError(f"{name} が大きすぎます")
            return parse(archive.read(name))

        links = [link for link in part("_rels/.rels") if link.get("Type") == RELATIONSHIPS["document"]]
        if not links:
            raise ValueError("本文がありません")
        main = links[0].get("Target", "").lstrip("/")
        folder, name = PurePosixPath(main).parent, PurePosixPath(main).name
        kinds = {
            RELATIONSHIPS[kind]: kind for kind in ("styles", "numbering", "settings", "fontTable", "theme")
        }
        parts = {
            kinds[link.get("Type", "")]: _cleaned(part(_resolve(folder, link.get("Target", ""))))
            for link in part(f"{folder}/_rels/{name}.rels")
            if link.get("Type") in kinds
        }
        if "styles" not in parts:
            raise ValueError("スタイルがありません")
        return cls(parts, part(main))

    @cached_property
    def _styles(self) -> dict[str, str]:
        return {
            name.get(qn("w:val"), "").lower(): style.get(qn("w:styleId"), "")
            for style in self.parts["styles"].iter(qn("w:style"))
            for name in style.iter(qn("w:name"))
        }

    def style(self, name: str) -> str:
        """A style's id. Raises BadConfiguration when staff deleted or renamed the style."""
        try:
            return self._styles[name.lower()]
        except KeyError:
            raise BadConfiguration(
                f"書式のひな形にスタイル「{name}」がありません。",
                "スタイルの名前は変えず、書式だけを変えてください。元のひな形に戻すこともできます。",
            ) from None

    def style_element(self, name: str) -> Element:
        """A style. Raises BadConfiguration when staff deleted or renamed it."""
        key = self.style(name)
        return next(
            one for one in self.parts["styles"].iter(qn("w:style")) if one.get(qn("w:styleId")) == key
        )

    def levels(self, name: str) -> list[Element]:
        """The levels of lists that go with a paragraph style; none where staff took its number away."""
        key, numbering = self._styles.get(name.lower()), self.parts.get("numbering")
        if key is None or numbering is None:
            return []
        return [
            link.getparent()  # type: ignore[misc]
            for link in numbering.iter(qn("w:pStyle"))
            if link.get(qn("w:val")) == key and link.getparent() is not None
        ]

    @property
    def text_width(self) -> int:
        """The width of the text on the page as it is, in twentieths of a point."""
        size, margins = self._page_parts
        return int(size[qn("w:w")]) - int(margins[qn("w:left")]) - int(margins[qn("w:right")])

    @property
    def text_height(self) -> int:
        """The height of the text on that page."""
        size, margins = self._page_parts
        return int(size[qn("w:h")]) - int(margins[qn("w:top")]) - int(margins[qn("w:bottom")])

    @property
    def wide_width(self) -> int:
        """The width of the text on a page in landscape: the page turned, or as it is."""
        return self.text_width if self.is_wide else self.text_height

    @property
    def is_wide(self) -> bool:
        """Whether the page is in landscape anyhow."""
        size, _ = self._page_parts
        return int(size[qn("w:w")]) > int(size[qn("w:h")])

    @property
    def _page_parts(self) -> tuple[dict[str, str], dict[str, str]]:
        size, margins, _ = self.page
        return size, margins

    @property
    def section(self) -> Element:
        """The page setup. Raises BadConfiguration when there is none."""
        section = self.document.find(f".//{qn('w:body')}/{qn('w:sectPr')}")
        if section is None:
            raise BadConfiguration("書式のひな形にページ設定がありません。", "元のひな形に戻してください。")
        return section

    @property
    def page(self) -> tuple[dict[str, str], dict[str, str], Element | None]:
        """Page size, margins (twentieths of a point, as Word has them) and grid, from the last section."""
        section = self.section
        size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        if size is None or margins is None:
            raise BadConfiguration(
                "書式のひな形に用紙か余白の設定がありません。", "元のひな形に戻してください。"
            )
        return attributes(size), attributes(margins), section.find(qn("w:docGrid"))


def _resolve(folder: PurePosixPath, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(folder / target)


def _cleaned(part: Element) -> Element:
    for name in _UNWANTED:
        for element in list(part.iter(qn(f"w:{name}"))):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    return part
