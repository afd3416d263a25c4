"""A document as read: blocks of text in reading order, each with its page and place."""

from enum import StrEnum
from functools import cached_property

from flows.model.base import Value
from flows.model.findings import Finding


class DocumentKind(StrEnum):
    """What sort of paper it is: decides how its words are to be taken."""

    SPEECH = "speech"
    """施政方針・市政報告"""
    GENERAL_PLAN = "general_plan"
    """総合計画"""
    DX_PLAN = "dx_plan"
    """DX推進計画・方針, earlier ones"""
    PLAN = "plan"
    """any other plan"""
    BUDGET = "budget"
    """予算書・主な事業"""
    SURVEY = "survey"
    """アンケート・調査結果"""
    HEARING = "hearing"
    """庁内ヒアリング・会議録・メモ"""
    BULLETIN = "bulletin"
    """広報"""
    GUIDANCE = "guidance"
    """国・県の計画、指針、仕様書"""
    DATA = "data"
    """統計表"""
    OTHER = "other"


class Origin(StrEnum):
    """Whose document: decides whether it may speak for the municipality."""

    MUNICIPALITY = "municipality"
    GUIDANCE = "guidance"


class BlockKind(StrEnum):
    """The kinds of block a reader yields."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    FIGURE = "figure"


class BBox(Value):
    """A rectangle on a page in PDF points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


class PageStart(Value):
    """From `offset` in the block's `original` on, the text stands on `page` (1-based)."""

    offset: int
    page: int


class Source(Value):
    """A file as received (出典)."""

    path: str
    """Path relative to the input folder, with forward slashes; the file's name for a single file."""
    sha256: str
    pages: int
    """Pages of a PDF, sheets of a workbook, 1 for a text flow (Word, text, HTML)."""
    kind: DocumentKind = DocumentKind.OTHER
    origin: Origin = Origin.MUNICIPALITY
    title: str = ""
    """The document's own title, else its file name without the ending."""
    media: str = "pdf"
    """pdf, docx, xlsx, csv, text or html: says whether `page` is a page, a sheet or nothing."""


class Block(Value):
    """A heading, paragraph, list item, table or figure.

    `original` is the text as it stands (letter spacing and line breaks inside sentences removed, characters
    untouched). `text` is the same with nothing folded away but what no reader sees (radicals, stray controls).
    A paragraph that goes on over a page end is one block; `page_starts` says where the next page begins.
    """

    kind: BlockKind
    text: str
    original: str
    page: int
    """1-based page on which the block begins (sheet number for a workbook, 1 for a text flow)."""
    level: int | None = None
    """1 = highest; headings only (list items: depth of nesting)."""
    bbox: BBox | None = None
    """On the first page."""
    rows: tuple[tuple[str, ...], ...] | None = None
    """Tables only: cells by row; a merged cell's text stands in its first place, the others are empty."""
    header_rows: int = 0
    """Tables only: how many leading rows are heads."""
    row_pages: tuple[int, ...] | None = None
    """Tables only, when it goes on over pages: the page of each row."""
    page_starts: tuple[PageStart, ...] = ()
    confidence: float | None = None
    """0–1 for text that came from OCR, else None."""
    place: str = ""
    """Where in a file without pages: sheet and cell range, slide, or such."""


class Document(Value):
    """One source, read (文書)."""

    source: Source
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    printed_pages: tuple[str | None, ...] = ()
    """By PDF page: the page number printed on it, if one was found."""
    page_texts: tuple[str, ...] = ()
    """By page: all text on it in content order, running heads and all: what a quote is checked against."""

    @cached_property
    def by_page(self) -> dict[int, tuple[Block, ...]]:
        """Blocks by the page on which they begin."""
        pages: dict[int, list[Block]] = {}
        for block in self.blocks:
            pages.setdefault(block.page, []).append(block)
        return {page: tuple(blocks) for page, blocks in pages.items()}
