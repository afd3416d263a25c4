"""The draft plan (素案): sections of blocks, each with its citations. Everything the Word file shows comes from it."""

from __future__ import annotations

from enum import StrEnum

from flows.model.base import Value
from flows.model.forms import Computation


class BlockStatus(StrEnum):
    """Where a block's words come from."""

    QUOTED = "quoted"
    """Taken from a source to the letter."""
    COMPOSED = "composed"
    """Put together by rule from cited sources."""
    TEMPLATE = "template"
    """Fixed wording of a template."""
    TODO = "todo"
    """要確認"""


class Stance(StrEnum):
    """How a statement is to be taken."""

    FACT = "事実"
    ESTIMATE = "推定"
    PROPOSAL = "仮説"


class DraftBlockKind(StrEnum):
    """How a block is laid out."""

    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    LABEL = "label"
    """A small head inside a section: 現状, 課題."""
    TABLE = "table"
    CELL = "cell"
    CAPTION = "caption"
    NOTE = "note"


class Chart(StrEnum):
    """How figures are drawn (図)."""

    LINE = "line"
    """折れ線: a series over years"""
    BAR = "bar"
    """棒: values side by side"""


class Drawing(Value):
    """Which figures of a table are drawn under it, and how. Rows and columns are counted from 0, heads included."""

    kind: Chart
    rows: tuple[int, ...] = ()
    """Empty: all below the heads."""
    columns: tuple[int, ...] = ()
    """Empty: all but the first that hold figures."""
    down: bool = False
    """The first column names the points and each column is a series; else the heads name the points, the rows are
    series."""


class Citation(Value):
    """A quote with its place (出典). The quote stands on that page to the letter, after folding."""

    source: str
    sha256: str
    page: int
    """1-based PDF page (sheet of a workbook, 1 for a text flow)."""
    printed_page: str | None = None
    quote: str
    title: str = ""
    place: str = ""
    confidence: float | None = None


class DraftBlock(Value):
    """A paragraph, bullet, label, table or cell of the draft.

    A table's `rows` are cells, each a block of its own with id, status and citations; its own `text` is theirs
    joined by tabs and line ends, its citations are theirs.
    """

    id: str
    """From meaning: section key, slot and a hash of what it says; never from position."""
    kind: DraftBlockKind
    text: str
    status: BlockStatus
    citations: tuple[Citation, ...] = ()
    stance: Stance | None = None
    computation: Computation | None = None
    """A sentence of a fixed form: its figures and what was computed from them."""
    slot: str = ""
    """Which part of the section it fills: 国の方針, 現状, 課題, 取組, 指標 …"""
    rows: tuple[tuple[DraftBlock, ...], ...] = ()
    header_rows: int = 0
    widths: tuple[float, ...] = ()
    """Tables: relative column widths."""
    chart: Drawing | None = None
    """Tables: drawn as a chart as well; what is no number is a gap."""
    refers: str = ""
    """Section.key of the section that the text names by its title (相互参照)."""
    inputs: str = ""
    """Hash of all that the block was made from; unchanged inputs = unchanged block."""


class Section(Value):
    """A chapter, section or subsection of the plan."""

    key: str
    title: str
    level: int
    """1 chapter, 2 section, 3 subsection."""
    blocks: tuple[DraftBlock, ...] = ()


class Draft(Value):
    """The whole plan (素案)."""

    title: str
    subtitle: str
    municipality: str
    edition: str
    date: str
    """ISO date shown on the cover; from the newest input, not the clock, so that equal input gives equal bytes."""
    sections: tuple[Section, ...]
