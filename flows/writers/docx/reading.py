"""Reading a finished file back: what a reader of it sees, text by text.

An own walk over the XML: insertions count, deletions do not, content controls, text boxes and cells are entered, field
codes and footnote marks are not text. Each text belongs to the innermost hidden bookmark round it; text in
no bookmark comes back without an id, so that nothing in the file can pass unseen. The gate counts on this.
"""

import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from flows.model import BadInput, Value
from flows.writers.docx.identity import OWN, PREFIX
from flows.writers.docx.oxml import Element, parse, qn
from flows.writers.docx.package import RELATIONSHIPS
from flows.writers.docx.styles import Style

_LARGEST_PART = 100 * 1024 * 1024
_UNSEEN = {
    *map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:fldData")),
    *map(qn, ("w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:trPr", "w:tcPr")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_REFERRED = "_Ref"
_NOTEREF = re.compile(r"\s*NOTEREF\s+(\S+)")
_BREAKS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:ptab"): "\t",
}


class ReadBlock(Value):
    """A text of the file as it shows (読み戻し)."""

    id: str | None
    """The draft block's id; "dx:…" for the writer's own texts (cover, contents, headings); None: in no bookmark."""
    text: str
    footnotes: tuple[str, ...] = ()
    """The footnotes whose marks stand in it, in order."""

    @property
    def is_own(self) -> bool:
        """Whether it is one of the writer's own texts."""
        return self.id is not None and self.id.startswith(OWN)


def read_back(path: Path) -> tuple[ReadBlock, ...]:
    """All body text of a file by bookmark, in reading order. Raises BadInput when it is no readable Word file."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _Parts(archive)
            walk = _Walk(parts.footnotes(), parts.mark_styles)
            walk.enter(parts.body())
            return walk.result(parts.ids())
    except (OSError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise BadInput(
            f"Word 文書として読めません: {path.name}（{error}）",
            "Word で開けるか確かめ、.docx で保存し直してください。",
        ) from error


def read_edges(path: Path) -> tuple[str, ...]:
    """What stands in the heads and feet of the pages. Raises BadInput when it is no readable Word file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _Parts(archive).edges()
    except (OSError, KeyError, ValueError, SyntaxError, zipfile.BadZipFile) as error:
        raise BadInput(
            f"Word 文書として読めません: {path.name}（{error}）",
            "Word で開けるか確かめ、.docx で保存し直してください。",
        ) from error


class _Parts:
    """The parts of the file that matter, found by relationship type."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        mains = list(self._targets("", "document"))
        if not mains:
            raise ValueError("Word の本文がありません")
        self.main = mains[0]
        self.document = self._parse(self.main)

    def body(self) -> Element:
        """The body; another dialect of the format (Strict) has none under this name and is refused, not read as empty."""
        body = self.document.find(qn("w:body"))
        if body is None:
            raise ValueError("Word の標準の形式ではありません")
        return body

    def edges(self) -> tuple[str, ...]:
        """The texts of heads and feet."""
        found: list[str] = []
        for name in (*self._targets(self.main, "header"), *self._targets(self.main, "footer")):
            walk = _Walk({}, self.mark_styles)
            walk.enter(self._parse(name))
            found += [block.text for block in walk.result({})]
        return tuple(found)

    def footnotes(self) -> dict[str, str]:
        notes: dict[str, str] = {}
        for name in self._targets(self.main, "footnotes"):
            for note in self._parse(name).iter(qn("w:footnote")):
                walk = _Walk({}, self.mark_styles)
                walk.enter(note)
                notes[note.get(qn("w:id"), "")] = "\n".join(block.text for block in walk.result({})).strip()
        return notes

    @cached_property
    def mark_styles(self) -> frozenset[str]:
        """The ids of the styles of footnote marks and what closes them: no text of the plan."""
        names = (Style.FOOTNOTE_MARK, Style.AFTER_MARK)
        return frozenset(
            style.get(qn("w:styleId"), "")
            for part in self._targets(self.main, "styles")
            for style in self._parse(part).iter(qn("w:style"))
            if (title := style.find(qn("w:name"))) is not None and title.get(qn("w:val"), "").lower() in names
        )

    def ids(self) -> dict[str, str]:
        """Bookmark name → id, from the manifest."""
        for name in self._targets(self.main, "customXml"):
            content = self._parse(name)
            if content.tag == qn("dx:manifest"):
                return {entry.get("name", ""): entry.get("id", "") for entry in content.iter(qn("dx:text"))}
        return {}

    def _targets(self, owner: str, kind: str) -> Iterator[str]:
        folder = PurePosixPath(owner).parent
        links = f"{folder}/_rels/{PurePosixPath(owner).name}.rels" if owner else "_rels/.rels"
        for link in self._parse(links):
            if link.get("Type") == RELATIONSHIPS[kind]:
                target = link.get("Target", "")
                yield _normal(target if target.startswith("/") else f"{folder}/{target}")

    def _parse(self, name: str) -> Element:
        if self.archive.getinfo(name).file_size > _LARGEST_PART:
            raise ValueError(f"{name} が大きすぎます")
        return parse(self.archive.read(name))


def _normal(name: str) -> str:
    parts: list[str] = []
    for part in name.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


@dataclass
class _Gathered:
    name: str | None
    pieces: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    paragraph: int = 0


class _Walk:
    """Goes through the body once, with the bookmarks that are open on a stack."""

    def __init__(self, notes: dict[str, str], mark_styles: Collection[str]) -> None:
        self._notes = notes
        self._mark_styles = mark_styles
        self._referred: dict[str, str] = {}
        self._marked: list[tuple[str, str]] = []
        self._fields: list[bool] = []
        self._open: list[tuple[str, _Gathered]] = []
        self._found: list[_Gathered] = []
        self._loose: _Gathered | None = None
        self._paragraph = 0

    def enter(self, element: Element) -> None:
        for child in element:
            self._visit(child)

    def _visit(self, element: Element) -> None:
        tag = element.tag
        if tag in _UNSEEN or not isinstance(tag, str):
            return
        if tag == qn("w:p"):
            self._paragraph += 1
            self._loose = None
            self.enter(element)
            self._loose = None
        elif tag == qn("w:bookmarkStart"):
            self._begin(element)
        elif tag == qn("w:bookmarkEnd"):
            number = element.get(qn("w:id"), "")
            self._open = [entry for entry in self._open if entry[0] != number]
            self._marked = [entry for entry in self._marked if entry[0] != number]
        elif tag == qn("w:r"):
            self._run(element)
        else:
            self.enter(element)

    def _begin(self, element: Element) -> None:
        name = element.get(qn("w:name"), "")
        if name.startswith(_REFERRED):
            self._marked.append((element.get(qn("w:id"), ""), name))
        elif name.startswith(PREFIX):
            gathered = _Gathered(name, paragraph=self._paragraph)
            self._found.append(gathered)
            self._open.append((element.get(qn("w:id"), ""), gathered))

    def _run(self, run: Element) -> None:
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        is_mark = style is not None and style.get(qn("w:val"), "") in self._mark_styles
        for child in run:
            if child.tag == qn("w:footnoteReference"):
                number = child.get(qn("w:id"), "")
                self._here().notes.append(number)
                self._referred |= {name: number for _, name in self._marked}
            elif child.tag == qn("w:fldChar"):
                self._field(child.get(qn("w:fldCharType"), ""))
            elif child.tag == qn("w:instrText"):
                self._instruction(child.text or "")
            elif child.tag == qn("w:t"):
                self._say("" if is_mark else child.text or "")
            elif child.tag in _BREAKS:
                self._say("" if is_mark else _BREAKS[child.tag])
            elif child.tag not in _UNSEEN:
                self.enter(child)

    def _say(self, text: str) -> None:
        if not text or any(self._fields):
            return
        here = self._here()
        if here.pieces and here.paragraph != self._paragraph:
            here.pieces.append("\n")
        here.paragraph = self._paragraph
        here.pieces.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruction(self, code: str) -> None:
        """A field that repeats the number of an earlier footnote is a mark, not text."""
        reference = _NOTEREF.match(code)
        if reference is not None:
            self._here().notes.append(reference[1])
            self._fields[-1:] = [True]

    def _here(self) -> _Gathered:
        if self._open:
            return self._open[-1][1]
        if self._loose is None:
            self._loose = _Gathered(None, paragraph=self._paragraph)
            self._found.append(self._loose)
        return self._loose

    def result(self, ids: dict[str, str]) -> tuple[ReadBlock, ...]:
        return tuple(
            ReadBlock(
                id=None if found.name is None else ids.get(found.name, found.name.removeprefix(PREFIX)),
                text="".join(found.pieces),
                footnotes=tuple(self._notes.get(self._referred.get(note, note), "") for note in found.notes),
            )
            for found in self._found
            if found.name is not None or "".join(found.pieces).strip() or found.notes
        )
