"""A table of the draft → a native Word table.

The table style of the reference document does the shading: head row and bands, or for a sheet without a head row
(個票) a head column. Head rows repeat on every page; rows do not break across pages unless they are very long.
"""

import re
from dataclasses import dataclass

from flows.model import DraftBlock, Section
from flows.text import clean
from flows.writers.docx.body import Body
from flows.writers.docx.identity import is_open
from flows.writers.docx.oxml import Element, el, paragraph, val
from flows.writers.docx.styles import Style

WIDE_FROM = 8
"""Columns from which a table gets a landscape page (工程表)."""
_SCHEDULE = "工程"
_FIGURE = re.compile(
    r"[△▲▼±+＋\-－−約]?[\d０-９][\d０-９,，.．]*\s*(?:[%％円人件回台校課点年度か所千百万億]+)?"
)
_LONG = 300
_LEAST_SHARE, _MOST_SHARE = 5.0, 30.0


@dataclass
class _Place:
    """Where a cell stands, as far as its look depends on it."""

    head: bool
    first: bool
    schedule: bool


def is_wide(block: DraftBlock) -> bool:
    """Whether the table needs a landscape page."""
    return max((len(row) for row in block.rows), default=0) >= WIDE_FROM


def table(body: Body, block: DraftBlock, section: Section, width: int, title: str) -> list[Element]:
    """The table, and a note for what its head cites. `width` in twentieths of a point."""
    columns = max(len(row) for row in block.rows)
    widths = _widths(block, columns, width)
    heads = min(block.header_rows, len(block.rows))
    comment = _Commenting(body, block, section)
    rows = [_row(body, block, at, widths, at < heads, comment) for at in range(len(block.rows))]
    grid = el("w:tblGrid", None, *(el("w:gridCol", {"w:w": str(w)}) for w in widths))
    made = [el("w:tbl", None, _properties(body, heads, width, title), grid, *rows)]
    note = body.sources_of_head(block, (cell for row in block.rows[:heads] for cell in row))
    return made if note is None else [*made, note]


def _properties(body: Body, heads: int, width: int, title: str) -> Element:
    style = Style.TABLE if heads else Style.SHEET
    look = {
        "w:val": "0420" if heads else "0680",
        "w:firstRow": "1" if heads else "0",
        "w:lastRow": "0",
        "w:firstColumn": "0" if heads else "1",
        "w:lastColumn": "0",
        "w:noHBand": "0" if heads else "1",
        "w:noVBand": "1",
    }
    return el(
        "w:tblPr",
        None,
        val("w:tblStyle", body.reference.style(style)),
        el("w:tblW", {"w:w": str(width), "w:type": "dxa"}),
        el("w:tblLayout", {"w:type": "fixed"}),
        el("w:tblLook", look),
        val("w:tblCaption", clean(title)) if title else None,
    )


def _row(
    body: Body, block: DraftBlock, at: int, widths: list[int], head: bool, comment: "_Commenting"
) -> Element:
    row = block.rows[at]
    long = any(len(cell.text) > _LONG for cell in row)
    settings = [el("w:cantSplit")] if not long else []
    settings += [el("w:tblHeader")] if head else []
    made = el("w:tr", None, el("w:trPr", None, *settings) if settings else None)
    for column, cell_width in enumerate(widths):
        place = _Place(head, column == 0 and not block.header_rows, _SCHEDULE in block.slot and column > 0)
        cell = row[column] if column < len(row) else None
        properties = el("w:tcPr", None, el("w:tcW", {"w:w": str(cell_width), "w:type": "dxa"}))
        made.append(el("w:tc", None, properties, _cell(body, block, cell, place, comment)))
    return made


def _cell(
    body: Body, block: DraftBlock, cell: DraftBlock | None, place: _Place, comment: "_Commenting"
) -> Element:
    if cell is None or not clean(cell.text).strip():
        return paragraph(body.reference.style(Style.CELL))
    content = body.words(cell, table=block.id, marks=not place.head)
    return paragraph(body.reference.style(_style(cell, place)), *comment.on(cell, content))


def _style(cell: DraftBlock, place: _Place) -> Style:
    if place.head or place.first:
        return Style.CELL_HEAD
    if is_open(cell):
        return Style.CELL_TODO
    if place.schedule:
        return Style.CELL_SCHEDULE
    return Style.CELL_FIGURE if _FIGURE.fullmatch(clean(cell.text).strip()) else Style.CELL


@dataclass
class _Commenting:
    """One comment a table, on its first open cell: one on each would bury the page."""

    body: Body
    block: DraftBlock
    section: Section
    done: bool = False

    def on(self, cell: DraftBlock, content: tuple[Element, ...]) -> tuple[Element, ...]:
        if self.done or not is_open(cell):
            return content
        self.done = True
        cells = [each for row in self.block.rows for each in row if is_open(each)]
        return self.body.comments.on(cell.id, self.body.open_cells(cells, self.section), *content)


def _widths(block: DraftBlock, columns: int, width: int) -> list[int]:
    """Column widths that add up to the width of the text."""
    given = block.widths
    if len(given) != columns or any(share <= 0 for share in given):
        longest = [
            max((len(clean(row[at].text)) for row in block.rows if at < len(row)), default=0)
            for at in range(columns)
        ]
        given = tuple(min(max(float(length), _LEAST_SHARE), _MOST_SHARE) for length in longest)
    total = sum(given)
    ends = [round(width * sum(given[: at + 1]) / total) for at in range(columns)]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
