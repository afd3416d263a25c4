"""Reading a Word file as staff left it: every text by the hidden bookmark it stands in, piece by piece.

    document.xml ─ walk ─ Paragraph… (each its Pieces) and Range… (a bookmark's pieces)

What is read is the *staff's* text: insertions and moves of theirs count, deletions do not; our own pending suggestions
count the other way round, as if they had been rejected, and are noted on the range. A Piece is one w:t, tab or break in one run: small
enough to cut, and it remembers where it came from. Text boxes, cells and content controls are entered; field codes and
footnote marks are no text. Hard cases: a bookmark over two paragraphs (split), two in one paragraph (joined), a bookmark
that holds nothing any more, the same bookmark twice (copied), text typed beside a bookmark.
"""

import re
from dataclasses import dataclass, field

from flows.revisions.ooxml import BREAKS, Element, climb, get, is_a, qn
from flows.revisions.package import Package

AUTHOR = "dxplan"
PREFIX = "_dx_"
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


@dataclass(eq=False)
class Piece:
    """A stretch of text in one element of one run."""

    run: Element
    child: Element
    text: str
    paragraph: "Paragraph"
    plain: bool
    """Whether it may be struck by us: not inside anybody's tracked change, field or control."""


@dataclass(eq=False)
class Paragraph:
    """A paragraph of the file with the pieces that show."""

    element: Element
    at: int
    """Its place in reading order."""
    pieces: list[Piece] = field(default_factory=list)
    loose: list[Piece] = field(default_factory=list)
    """Pieces in no bookmark of ours."""
    names: list[str] = field(default_factory=list)
    """Bookmarks of ours that have text or begin here."""

    @property
    def loose_text(self) -> str:
        """The text in no bookmark of ours."""
        return "".join(piece.text for piece in self.loose)


@dataclass(eq=False)
class Range:
    """The text in a bookmark of ours."""

    name: str
    paragraph: Paragraph
    """Where it begins."""
    pieces: list[Piece] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Ids of its footnotes, or of bookmarks on their marks."""
    pending: list[Element] = field(default_factory=list)
    """Our own tracked changes in it that nobody has decided on."""

    @property
    def text(self) -> str:
        """The staff's text; line ends between paragraphs."""
        return "".join(text for text, _ in self.spans())

    def spans(self) -> list[tuple[str, Piece | None]]:
        """The pieces' texts in order, with a line end of no piece between paragraphs."""
        found: list[tuple[str, Piece | None]] = []
        before: Paragraph | None = None
        for piece in self.pieces:
            if before is not None and before is not piece.paragraph:
                found.append(("\n", None))
            before = piece.paragraph
            found.append((piece.text, piece))
        return found

    @property
    def is_pending(self) -> bool:
        """Whether a suggestion of ours on it waits: in its words, its paragraph mark or its row."""
        return bool(self.pending) or own_mark(self.paragraph.element) is not None or own_row(self) is not None


@dataclass(eq=False)
class Reading:
    """A file as read."""

    package: Package
    paragraphs: list[Paragraph]
    ranges: dict[str, Range]
    copies: list[Range]
    """Ranges whose bookmark stands in the file a second time."""
    footnotes: dict[str, str]
    referred: dict[str, str]
    """Bookmark on a footnote's mark → footnote's id."""

    @property
    def body(self) -> Element:
        """The document's body."""
        found = self.package.tree(self.package.main).find(qn("w:body"))
        if found is None:
            raise ValueError("no body")
        return found

    def sources(self, found: Range) -> tuple[str, ...]:
        """The texts of a range's footnotes."""
        ids = dict.fromkeys(self.referred.get(note, note) for note in found.notes)
        return tuple(self.footnotes[key] for key in ids if key in self.footnotes)


def own_mark(paragraph: Element) -> Element | None:
    """Our own tracked change of a paragraph's mark."""
    return _own(paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}"))


def own_row(found: Range) -> Element | None:
    """Our own tracked change of the row in which a range stands."""
    row = climb(found.paragraph.element, "w:tr")
    return None if row is None else _own(row.find(qn("w:trPr")))


def _own(properties: Element | None) -> Element | None:
    if properties is None:
        return None
    return next(
        (child for child in properties if is_a(child, "w:ins", "w:del") and get(child, "w:author") == AUTHOR),
        None,
    )


def read(package: Package) -> Reading:
    """Read the body and the footnotes of a file."""
    styles = _mark_styles(package)
    walk = _Walk(styles)
    body = package.tree(package.main).find(qn("w:body"))
    if body is not None:
        walk.enter(body, _Place())
    return Reading(
        package, walk.paragraphs, walk.ranges, walk.copies, _footnotes(package, styles), walk.referred
    )


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

    def __init__(self, mark_styles: frozenset[str]) -> None:
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

    def _begin(self, element: Element) -> None:
        name, number = get(element, "w:name"), get(element, "w:id")
        if name.startswith("_Ref"):
            self._marked.append((number, name))
        elif name.startswith(PREFIX):
            if self._here:
                self._open_range(name, number)
            else:
                self._waiting.append((name, number))

    def _open_range(self, name: str, number: str) -> None:
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
                self._note(get(child, "w:id"))
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

    def _note(self, key: str) -> None:
        for _, found in self._open[-1:]:
            found.notes.append(key)

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
