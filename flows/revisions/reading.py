"""What is known of a file that staff returned: its paragraphs, their pieces, and the ranges of our bookmarks.

A Piece is one w:t, tab or break in one run: small enough to cut, and it remembers where it came from. A Range is what
stands in one of our hidden bookmarks, over however many paragraphs.
"""

from dataclasses import dataclass, field

from flows.revisions.ooxml import Element, climb, get, is_a, qn
from flows.revisions.package import Package

AUTHOR = "dxplan"
PREFIX = "_dx_"


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
    marks: list[Element] = field(default_factory=list)
    """The runs of its footnotes' marks that we may strike."""
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
