"""A table of the draft → a native Word table.

The table style of the reference document does the shading: head row and bands, or for a sheet without a head row
(個票) a head column. Head rows repeat on every page; rows do not break across pages unless they are very long.
"""

import re
from dataclasses import dataclass, field

from flows.model import DraftBlock, Section
from flows.text import clean
from flows.writers.docx.body import Body
from flows.writers.docx.identity import is_open
from flows.writers.docx.notes import Scope
from flows.writers.docx.oxml import Element, el, keep_with_next, paragraph, qn, val
from flows.writers.docx.styles import Style

WIDE_FROM = 8
"""Columns from which a table gets a landscape page (工程表)."""
_SCHEDULE = "工程"
_FIGURE = re.compile(
    r"[△▲▼±+＋\-－−約]?[\d０-９][\d０-９,，.．]*\s*(?:[%％円人件回台校課点年度か所千百万億]+)?"
)
_MARK = re.compile(r"[－―ー\-○◎△×]")
_FEW_ROWS, _FEW_WORDS = 8, 500
_LONG = 300
_LEAST_SHARE, _MOST_SHARE = 5.0, 30.0


def is_wide(block: DraftBlock) -> bool:
    """Whether the table needs a landscape page."""
    return max((len(row) for row in block.rows), default=0) >= WIDE_FROM


def is_small(block: DraftBlock) -> bool:
    """Whether the table stays on one page."""
    return len(block.rows) <= _FEW_ROWS and len(block.text) <= _FEW_WORDS


def table(body: Body, block: DraftBlock, section: Section, width: int, title: str) -> list[Element]:
    """The table, and a note for what its head cites. `width` in twentieths of a point."""
    return _Table(body, block, section, width, title).elements()


@dataclass
class _Table:
    body: Body
    block: DraftBlock
    section: Section
    width: int
    title: str
    _widths: list[int] = field(default_factory=list)
    _commented: bool = False

    def elements(self) -> list[Element]:
        self._widths = column_widths(self.block, self.width)
        heads = self._heads
        rows = [self._row(row, head=at < heads) for at, row in enumerate(self.block.rows)]
        grid = el("w:tblGrid", None, *(el("w:gridCol", {"w:w": str(width)}) for width in self._widths))
        made = [el("w:tbl", None, self._properties(), grid, *rows)]
        note = self.body.sources_of_head(
            self.block, (cell for row in self.block.rows[:heads] for cell in row)
        )
        if is_small(self.block):
            for row in rows if note is not None else rows[:-1]:
                for cell in row.iter(qn("w:p")):
                    keep_with_next(cell)
        return made if note is None else [*made, note]

    @property
    def _heads(self) -> int:
        return min(self.block.header_rows, len(self.block.rows))

    def _properties(self) -> Element:
        headed = bool(self._heads)
        look = {
            "w:val": "0420" if headed else "0680",
            "w:firstRow": str(int(headed)),
            "w:lastRow": "0",
            "w:firstColumn": str(int(not headed)),
            "w:lastColumn": "0",
            "w:noHBand": str(int(not headed)),
            "w:noVBand": "1",
        }
        return el(
            "w:tblPr",
            None,
            val("w:tblStyle", self.body.reference.style(Style.TABLE if headed else Style.SHEET)),
            el("w:tblW", {"w:w": str(self.width), "w:type": "dxa"}),
            el("w:tblLayout", {"w:type": "fixed"}),
            el("w:tblLook", look),
            val("w:tblCaption", clean(self.title)) if self.title else None,
        )

    def _row(self, row: tuple[DraftBlock, ...], *, head: bool) -> Element:
        settings = [] if any(len(cell.text) > _LONG for cell in row) else [el("w:cantSplit")]
        settings += [el("w:tblHeader")] if head else []
        made = el("w:tr", None, el("w:trPr", None, *settings) if settings else None)
        scope = None if head else self.body.footnotes.scope(c for cell in row for c in cell.citations)
        for column, width in enumerate(self._widths):
            words = self._cell(row[column] if column < len(row) else None, column, scope)
            made.append(
                el("w:tc", None, el("w:tcPr", None, el("w:tcW", {"w:w": str(width), "w:type": "dxa"})), words)
            )
        return made

    def _cell(self, cell: DraftBlock | None, column: int, scope: Scope | None) -> Element:
        """A cell's paragraph. `scope`: the row's footnotes; None in the head, where Word has no place for them."""
        if cell is None or not clean(cell.text).strip():
            return paragraph(self.body.reference.style(Style.CELL))
        shown = cell if scope else cell.model_copy(update={"citations": ()})
        content = self.body.words(shown, table=self.block.id, row=scope)
        style = self._style(cell, column) if scope else Style.CELL_HEAD
        return paragraph(self.body.reference.style(style), *self._with_comment(cell, content))

    def _style(self, cell: DraftBlock, column: int) -> Style:
        if column == 0 and not self._heads:
            return Style.CELL_HEAD
        if is_open(cell):
            return Style.CELL_TODO
        text = clean(cell.text).strip()
        if _MARK.fullmatch(text):
            return Style.CELL_MARK
        if _SCHEDULE in self.block.slot and column > 0:
            return Style.CELL_SCHEDULE
        return Style.CELL_FIGURE if _FIGURE.fullmatch(text) else Style.CELL

    def _with_comment(self, cell: DraftBlock, content: tuple[Element, ...]) -> tuple[Element, ...]:
        """One comment a table, on its first open cell: one on each would bury the page."""
        if self._commented or not is_open(cell):
            return content
        self._commented = True
        cells = [each for row in self.block.rows for each in row if is_open(each)]
        return self.body.comments.on(cell.id, self.body.open_cells(cells, self.section), *content)


def column_widths(block: DraftBlock, width: int) -> list[int]:
    """Column widths that add up to the width of the text, as the block says or by what the cells hold."""
    columns = max(len(row) for row in block.rows)
    shares = block.widths
    if len(shares) != columns or any(not 0 < share < float("inf") for share in shares):
        shares = tuple(
            min(max(float(_longest(block, column)), _LEAST_SHARE), _MOST_SHARE) for column in range(columns)
        )
    total = sum(shares)
    ends = [round(width * sum(shares[: at + 1]) / total) for at in range(columns)]
    return [max(end - start, 1) for start, end in zip([0, *ends], ends, strict=False)]


def _longest(block: DraftBlock, column: int) -> int:
    return max((len(clean(row[column].text)) for row in block.rows if column < len(row)), default=0)
