"""A passage: the smallest piece of a document that says something, under its headings."""

from enum import StrEnum

from flows.model.base import Value
from flows.model.documents import DocumentKind, Origin


class PassageKind(StrEnum):
    """What the passage was in its document."""

    SENTENCE = "sentence"
    LIST_ITEM = "list_item"
    ROW = "row"
    """One row of a table; `cells` and `head` hold it."""
    HEADING = "heading"


class Span(Value):
    """The part of a passage that stands on one page, to the letter as the document has it."""

    page: int
    text: str


class Passage(Value):
    """A sentence, list item or table row with its context (文節)."""

    id: str
    """From meaning: first 8 hex digits of the source's sha256, then of the text's hash, then -2, -3 for repeats."""
    source: str
    """Source.path"""
    sha256: str
    origin: Origin
    document_kind: DocumentKind
    document_title: str
    kind: PassageKind
    text: str
    spans: tuple[Span, ...]
    """The text by page, in order; one quote each. For a row: one per cell with words in it."""
    headings: tuple[str, ...] = ()
    """The headings over it, highest first."""
    paragraph: str = ""
    """The whole paragraph (or table caption and head) it stands in."""
    paragraph_id: str = ""
    """The same for all passages of a paragraph or table; order in the document = order of passages."""
    head: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    confidence: float | None = None
    place: str = ""
    printed_page: str | None = None

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.spans[0].page
