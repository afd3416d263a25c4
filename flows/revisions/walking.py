"""Reading a Word file as staff left it: every text by the hidden bookmark it stands in, piece by piece.

    document.xml ─ walk ─ Paragraph… (each its Pieces) and Range… (a bookmark's pieces)

What is read is the *staff's* text: insertions and moves of theirs count, deletions do not; our own pending suggestions
count the other way round, as if they had been rejected, and are noted on the range. Text boxes, cells and content
controls are entered; field codes and footnote marks are no text. Hard cases: a bookmark over two paragraphs (split),
two in one paragraph (joined), a bookmark that holds nothing any more, the same bookmark twice (copied), text typed
beside a bookmark, a bookmark that begins between paragraphs. LibreOffice writes a split bookmark as two starts of one
name and a single end, and calls the mark of a pasted copy `…_Copy_1`.
"""

import re
from dataclasses import dataclass

from flows.revisions.ooxml import BREAKS, Element, climb, get, qn
from flows.revisions.package import Package
from flows.revisions.reading import AUTHOR, PREFIX, Paragraph, Piece, Range, Reading

_HIDDEN = {
    *map(
        qn,
        ("w:instrText", "w:delInstrText", "w:fldData", "w:pPr", "w:rPr", "w:sectPr", "w:tblPr", "w:tblGrid"),
    ),
    *map(qn, ("w:trPr", "w:tcPr", "mc:Fallback")),
}
_BREAKS = {qn(name): text for name, text in BREAKS.items()}
_INSERTED = {qn("w:ins"), qn("w:moveTo")}
_REMOVED = {qn("w:del"), qn("w:moveFrom")}
_MARK_STYLES = ("footnote reference", "脚注番号の括弧")
_NOTEREF = re.compile(r"\s*NOTEREF\s+(\S+)")
_COPY = re.compile(r"(?:_Copy_\d+)+$")


def read(package: Package) -> Reading:
    """Read the body and the footnotes of a file."""
    styles = _mark_styles(package)
    body = package.tree(package.main).find(qn("w:body"))
    walk = _Walk(styles, body)
    if body is not None:
        walk.enter(body, _Place())
    return Reading(
        package, walk.paragraphs, walk.ranges, walk.copies, _footnotes(package, styles), walk.referred
    )


def _torn(body: Element) -> frozenset[str]:
    """Ids of bookmarks that begin and never end."""
    ends = {get(end, "w:id") for end in body.iter(qn("w:bookmarkEnd"))}
    return frozenset(get(start, "w:id") for start in body.iter(qn("w:bookmarkStart"))) - ends


def _begins(paragraph: Element | None, name: str) -> bool:
    """Whether a bookmark of this name begins in the paragraph."""
    starts = [] if paragraph is None else paragraph.iter(qn("w:bookmarkStart"))
    return any(get(start, "w:name") == name for start in starts)


def _mark_styles(package: Package) -> frozenset[str]:
    return frozenset(
        get(style, "w:styleId")
        for part in package.targets(package.main, "styles")
        for style in package.tree(part).iter(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None and get(name, "w:val").lower() in _MARK_STYLES
    )


def _footnotes(package: Package, styles: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in package.targets(package.main, "footnotes"):
        for note in package.tree(part).iter(qn("w:footnote")):
            walk = _Walk(styles)
            walk.enter(note, _Place())
            text = "\n".join("".join(p.text for p in paragraph.pieces) for paragraph in walk.paragraphs)
            if not get(note, "w:type"):
                found[get(note, "w:id")] = text.strip()
    return found


@dataclass(frozen=True)
class _Place:
    """What stands round the element being read."""

    shown: bool = True
    plain: bool = True
    own: Element | None = None
    """Our own w:ins or w:del round it."""


class _Walk:
    """Goes through the tree once, with the bookmarks that are open on a stack."""

    def __init__(self, mark_styles: frozenset[str], body: Element | None = None) -> None:
        self.paragraphs: list[Paragraph] = []
        self.ranges: dict[str, Range] = {}
        self.copies: list[Range] = []
        self.referred: dict[str, str] = {}
        self._mark_styles = mark_styles
        self._open: list[tuple[str, Range]] = []
        self._marked: list[tuple[str, str]] = []
        self._waiting: list[tuple[str, str]] = []
        self._fields: list[bool] = []
        self._here: list[Paragraph] = []
        self._torn = frozenset() if body is None else _torn(body)

    def enter(self, element: Element, place: _Place) -> None:
        for child in element:
            self._visit(child, place)

    def _visit(self, element: Element, place: _Place) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _HIDDEN:
            return
        if tag == qn("w:p"):
            self._paragraph(element, place)
        elif tag == qn("w:bookmarkStart"):
            self._begin(element)
        elif tag == qn("w:bookmarkEnd"):
            self._end(get(element, "w:id"))
        elif tag == qn("w:r"):
            self._run(element, place)
        elif tag in _INSERTED or tag in _REMOVED:
            self._tracked(element, place)
        elif tag == qn("w:txbxContent"):
            outside, self._open = self._open, []
            self.enter(element, place)
            self._open = outside
        else:
            holds = tag in (qn("w:fldSimple"), qn("w:sdt"), qn("w:smartTag")) and self._inside(element)
            self.enter(element, _Place(place.shown, place.plain and not holds, place.own))

    @staticmethod
    def _inside(element: Element) -> bool:
        return climb(element, "w:p") is not None

    def _tracked(self, element: Element, place: _Place) -> None:
        removed = element.tag in _REMOVED
        if get(element, "w:author") == AUTHOR:
            for _, found in self._open[-1:]:
                found.pending.append(element)
            self.enter(element, _Place(place.shown and removed, False, element))
        else:
            self.enter(element, _Place(place.shown and not removed, False, place.own))

    def _paragraph(self, element: Element, place: _Place) -> None:
        self._here.append(Paragraph(element, len(self.paragraphs)))
        self.paragraphs.append(self._here[-1])
        for name, number in self._waiting:
            self._open_range(name, number)
        self._waiting = []
        self.enter(element, place)
        self._here.pop()
        following = element.getnext()
        self._open = [
            (number, found)
            for number, found in self._open
            if number not in self._torn or _begins(following, found.name)
        ]

    def _begin(self, element: Element) -> None:
        name, number = _COPY.sub("", get(element, "w:name")), get(element, "w:id")
        if name.startswith("_Ref"):
            self._marked.append((number, name))
        elif name.startswith(PREFIX):
            if self._here:
                self._open_range(name, number)
            else:
                self._waiting.append((name, number))

    def _open_range(self, name: str, number: str) -> None:
        before = next(
            (entry for entry in self._open if entry[1].name == name and entry[0] in self._torn), None
        )
        if before is not None:
            self._open[self._open.index(before)] = (number, before[1])
            return
        found = Range(name, self._here[-1])
        found.paragraph.names.append(name)
        if name in self.ranges:
            self.copies.append(found)
        else:
            self.ranges[name] = found
        self._open.append((number, found))

    def _end(self, number: str) -> None:
        self._open = [entry for entry in self._open if entry[0] != number]
        self._marked = [entry for entry in self._marked if entry[0] != number]
        self._waiting = [entry for entry in self._waiting if entry[1] != number]

    def _run(self, run: Element, place: _Place) -> None:
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        is_mark = style is not None and get(style, "w:val") in self._mark_styles
        for child in run:
            tag = child.tag
            if tag == qn("w:footnoteReference"):
                self._note(get(child, "w:id"), run if place.plain and not self._fields else None)
                self.referred |= {name: get(child, "w:id") for _, name in self._marked}
            elif tag == qn("w:fldChar"):
                self._field(get(child, "w:fldCharType"))
            elif tag == qn("w:instrText"):
                reference = _NOTEREF.match(child.text or "")
                if reference is not None:
                    self._note(reference[1])
                    self._fields[-1:] = [True]
            elif tag in (qn("w:t"), qn("w:delText")) or tag in _BREAKS:
                if not is_mark:
                    self._say(run, child, _BREAKS.get(tag, child.text or ""), place)
            elif isinstance(tag, str) and tag not in _HIDDEN:
                self.enter(child, place)

    def _note(self, key: str, mark: Element | None = None) -> None:
        for _, found in self._open[-1:]:
            found.notes.append(key)
            if mark is not None:
                found.marks.append(mark)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _say(self, run: Element, child: Element, text: str, place: _Place) -> None:
        if not text or not place.shown or any(self._fields) or not self._here:
            return
        here = self._here[-1]
        piece = Piece(run, child, text, here, place.plain and not self._fields)
        here.pieces.append(piece)
        if not self._open:
            here.loose.append(piece)
            return
        found = self._open[-1][1]
        found.pieces.append(piece)
        if found.name not in here.names:
            here.names.append(found.name)
