"""Our suggestions as tracked changes in the staff's file: w:ins and w:del by 「dxplan」.

Only text of the machine's own, plain in the file, is ever struck; nothing of the staff's is touched, and rejecting all of
ours gives their text again. What cannot be tracked that way (text in a field, in somebody's own tracked change, in a
control) is refused here, and told in a comment instead. Everything that is no text (footnote marks, comment anchors,
bookmarks, pictures) stays where it is.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from dataclasses import replace as copied

from flows.revisions.ooxml import Element, child_of, climb, el, get, is_a, qn, settings, text_runs
from flows.revisions.reading import AUTHOR, Paragraph, Piece, Range
from flows.revisions.wording import Edit

_TO_DELETED = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
FROM_DELETED = {new: old for old, new in _TO_DELETED.items()}
_KEPT_LOOK = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange")
_UNKNOWN_INSIDE = (
    "w:sdt",
    "w:fldSimple",
    "w:ins",
    "w:moveTo",
    "w:moveFrom",
    "w:object",
    "w:pict",
    "w:altChunk",
)


@dataclass
class Stamp:
    """Gives out the author, the date and a fresh number for each tracked change."""

    date: str
    last: int
    used: list[Element] = field(default_factory=list)

    @classmethod
    def for_file(cls, root: Element, date: str) -> "Stamp":
        """Numbers above all that the file has."""
        numbers = [int(value) for e in root.iter() if (value := _number(e))]
        return cls(date, max(numbers, default=0))

    def make(self, name: str, *children: Element) -> Element:
        """A tracked change of ours."""
        return el(name, self.attributes(), *children)

    def attributes(self) -> dict[str, str]:
        """Number, author and date."""
        return {"w:id": self.number(), "w:author": AUTHOR, "w:date": self.date}

    def number(self) -> str:
        """A number that the file does not have yet."""
        self.last += 1
        return str(self.last)


def _number(element: Element) -> str:
    value = element.get(qn("w:id")) if isinstance(element.tag, str) else None
    text = str(value or "")
    return text if text.isdigit() and len(text) < 9 else ""


def replace(found: Range, edits: Sequence[Edit], stamp: Stamp) -> list[Element] | None:
    """Make the edits on a range as tracked changes; the changed elements in order, or None (nothing done)."""
    pieces: _Spans = [(text, piece and copied(piece)) for text, piece in found.spans()]
    if not pieces or any(not _possible(pieces, edit) for edit in edits):
        return None
    made: list[Element] = []
    for edit in reversed(edits):
        made[:0] = _one(pieces, edit, stamp)
    return made


_Spans = list[tuple[str, Piece | None]]


def _possible(pieces: _Spans, edit: Edit) -> bool:
    at = 0
    for text, piece in pieces:
        if at < edit.end and at + len(text) > edit.start and (piece is None or not piece.plain):
            return False
        at += len(text)
    if edit.end > at:
        return False
    return edit.end > edit.start or _neighbour(pieces, edit.start) is not None


def _neighbour(pieces: _Spans, place: int) -> tuple[Piece, bool] | None:
    """The plain piece beside a place, and whether the place is after it."""
    at = 0
    right: tuple[Piece, bool] | None = None
    for text, piece in pieces:
        if piece is not None and piece.plain:
            if at < place <= at + len(text):
                return piece, True
            if at == place:
                right = piece, False
        at += len(text)
    return right


def _one(pieces: _Spans, edit: Edit, stamp: Stamp) -> list[Element]:
    _cut(pieces, edit.end)
    _cut(pieces, edit.start)
    made: list[Element] = []
    look: Element | None = None
    place: Element | None = None
    at = 0
    for text, piece in list(pieces):
        if piece is not None and edit.start <= at and at + len(text) <= edit.end and text:
            _isolate(pieces, piece)
            struck = stamp.make("w:del")
            piece.run.addprevious(struck)
            struck.append(piece.run)
            rename(piece.run, _TO_DELETED)
            look = look if look is not None else piece.run.find(qn("w:rPr"))
            made.append(struck)
            place = struck
        at += len(text)
    if edit.new:
        made.append(_inserted(pieces, edit, stamp, place, look))
    return made


def _inserted(
    pieces: _Spans, edit: Edit, stamp: Stamp, place: Element | None, look: Element | None
) -> Element:
    following = False
    if place is None:
        beside = _neighbour(pieces, edit.start)
        if beside is None:
            raise ValueError("no place for the text")
        place, following = beside[0].run, not beside[1]
        look = place.find(qn("w:rPr"))
    inserted = stamp.make("w:ins", *text_runs(edit.new, _look(look)))
    if following:
        place.addprevious(inserted)
    else:
        place.addnext(inserted)
    return inserted


def _look(properties: Element | None) -> Element | None:
    if properties is None:
        return None
    copied = deepcopy(properties)
    for child in [child for child in copied if is_a(child, *_KEPT_LOOK)]:
        copied.remove(child)
    return copied


def rename(run: Element, names: dict[str, str]) -> None:
    """Give text inside an element the names that it has in a deletion, or back."""
    for child in run.iter(*names):
        child.tag = names[str(child.tag)]


def rename_deleted(run: Element) -> None:
    """Give a run's text the names that it has in a deletion."""
    rename(run, _TO_DELETED)


def _cut(pieces: _Spans, place: int) -> None:
    """Cut the run at a place, so that no piece lies over it."""
    at = 0
    for number, (text, piece) in enumerate(pieces):
        if piece is not None and at < place < at + len(text):
            offset = place - at
            rest = deepcopy(piece.child)
            piece.child.text, rest.text = text[:offset], text[offset:]
            for half in (piece.child, rest):
                half.set(qn("xml:space"), "preserve")
            piece.child.addnext(rest)
            piece.text = text[:offset]
            second = Piece(piece.run, rest, text[offset:], piece.paragraph, piece.plain)
            pieces[number : number + 1] = [(piece.text, piece), (second.text, second)]
            _split_before(pieces, second)
            return
        at += len(text)


def _split_before(pieces: _Spans, piece: Piece) -> None:
    """Cut a run before a piece: the piece and what follows it go into a run of their own."""
    run = piece.run
    rest = el("w:r")
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        rest.append(deepcopy(properties))
    moving = [piece.child, *piece.child.itersiblings()]
    rest.extend(moving)
    run.addnext(rest)
    for _, other in pieces:
        if other is not None and other.run is run and other.child.getparent() is rest:
            other.run = rest


def _isolate(pieces: _Spans, piece: Piece) -> None:
    """Leave nothing but the piece in its run."""
    before = piece.child.getprevious()
    if before is not None and not is_a(before, "w:rPr"):
        _split_before(pieces, piece)
    following = piece.child.getnext()
    if following is not None:
        _split_before(pieces, Piece(piece.run, following, "", piece.paragraph, piece.plain))


def can_remove(paragraph: Paragraph, names: set[str]) -> bool:
    """Whether a paragraph holds nothing but texts of these bookmarks, and nothing that we do not know."""
    known = sum(len(piece.text) for piece in paragraph.pieces) > 0 and not paragraph.loose
    strange = any(True for _ in paragraph.element.iter(*map(qn, _UNKNOWN_INSIDE), qn("w:drawing")))
    plain = all(
        piece.plain and is_a(piece.run.getparent(), "w:p", "w:hyperlink") for piece in paragraph.pieces
    )
    return known and set(paragraph.names) <= names and not strange and plain


def remove_paragraph(paragraph: Element, stamp: Stamp) -> list[Element]:
    """Strike a whole paragraph, with its mark where Word can do without it."""
    made = strike_runs(paragraph, stamp)
    alone = climb(paragraph, "w:tc") is not None
    properties = settings(paragraph)
    if not alone and properties.find(qn("w:sectPr")) is None:
        mark_paragraph(paragraph, "w:del", stamp)
    return made


def strike_runs(paragraph: Element, stamp: Stamp) -> list[Element]:
    """Strike all runs of a paragraph but those of comment marks."""
    made: list[Element] = []
    for run in [r for r in paragraph.iter(qn("w:r")) if is_a(r.getparent(), "w:p", "w:hyperlink")]:
        if run.find(qn("w:commentReference")) is not None or climb(run, "w:p") is not paragraph:
            continue
        struck = stamp.make("w:del")
        run.addprevious(struck)
        struck.append(run)
        rename(run, _TO_DELETED)
        made.append(struck)
    return made


def mark_paragraph(paragraph: Element, name: str, stamp: Stamp) -> None:
    """Track the paragraph's mark as inserted or deleted."""
    properties = settings(paragraph)
    look = properties.find(qn("w:rPr"))
    if look is None:
        look = el("w:rPr")
        later = next((child for child in properties if is_a(child, "w:sectPr", "w:pPrChange")), None)
        if later is None:
            properties.append(look)
        else:
            later.addprevious(look)
    place = sum(1 for child in look if is_a(child, "w:ins"))
    look.insert(place, stamp.make(name))


def mark_row(row: Element, name: str, stamp: Stamp) -> None:
    """Track a table's row as inserted or deleted."""
    properties = row.find(qn("w:trPr"))
    if properties is None:
        # The schema wants one setting at least beside the mark; this is the one that changes nothing.
        properties = el("w:trPr", None, el("w:cantSplit", {"w:val": "off"}))
        exceptions = row.find(qn("w:tblPrEx"))
        if exceptions is None:
            row.insert(0, properties)
        else:
            exceptions.addnext(properties)
    change = next((child for child in properties if is_a(child, "w:trPrChange")), None)
    if change is None:
        properties.append(stamp.make(name))
    else:
        change.addprevious(stamp.make(name))


def remove_bookmark(root: Element, start: Element) -> None:
    """Remove a bookmark, both ends."""
    number = get(start, "w:id")
    for end in [start, *(e for e in root.iter(qn("w:bookmarkEnd")) if get(e, "w:id") == number)]:
        parent = end.getparent()
        if parent is not None:
            parent.remove(end)


def top(element: Element) -> tuple[Element, Element]:
    """The paragraph round an element, and the paragraph's child that holds it."""
    paragraph = element if is_a(element, "w:p") else climb(element, "w:p")
    if paragraph is None:
        raise ValueError("not in a paragraph")
    return paragraph, child_of(element, paragraph)
