"""A Word table as a grid: spans widen a row, vertical merges empty the cells below, removed rows are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from flows.readers.docx.names import child, local, number, switched_on, value

_MAX_COLUMNS = 63
"""Word's own bound on a table."""
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(frozen=True)
class Grid:
    """Cells by row, all rows equally long, and how many leading rows repeat as heads."""

    rows: tuple[tuple[str, ...], ...]
    header_rows: int | None
    """None: the file does not say."""


def through(element: _Element, name: str) -> Iterator[_Element]:
    """Children of that name, also inside content controls and insertions."""
    for item in element:
        found = local(item)
        if found == name:
            yield item
        elif found in _WRAPPERS:
            yield from through(item, name)


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows that are there once changes are accepted, without hidden ones."""
    for row in through(table, "tr"):
        properties = child(row, "trPr")
        if child(properties, "del") is None and not switched_on(child(properties, "hidden")):
            yield row


def cells_of(row: _Element) -> Iterator[_Element]:
    """The cells that are there once changes are accepted."""
    for cell in through(row, "tc"):
        if child(child(cell, "tcPr"), "cellDel") is None:
            yield cell


def sole_cell(table: _Element) -> _Element | None:
    """The only cell of a table that is but a frame around text (囲み), else None."""
    rows = rows_of(table)
    first, second = next(rows, None), next(rows, None)
    if first is None or second is not None:
        return None
    cells = list(cells_of(first))
    return cells[0] if len(cells) == 1 else None


def grid(table: _Element, text_of: Callable[[_Element], str], max_cells: int) -> Grid:
    """The table's cells; `text_of` reads one cell. Rows beyond `max_cells` cells are not read."""
    rows: list[list[str]] = []
    heads, counting, seen = 0, True, 0
    for row in rows_of(table):
        properties = child(row, "trPr")
        line = [""] * min(number(child(properties, "gridBefore")) or 0, _MAX_COLUMNS)
        for cell in cells_of(row):
            continued = _continues(cell)
            line.append("" if continued else text_of(cell))
            line.extend([""] * (_span(cell) - 1))
        line.extend([""] * min(number(child(properties, "gridAfter")) or 0, _MAX_COLUMNS))
        rows.append(line)
        counting = counting and bool(switched_on(child(properties, "tblHeader")))
        heads += counting
        seen += len(line)
        if seen > max_cells:
            break
    width = max((len(line) for line in rows), default=0)
    padded = tuple(tuple(line + [""] * (width - len(line))) for line in rows)
    return Grid(padded, heads or None)


def _span(cell: _Element) -> int:
    span = number(child(child(cell, "tcPr"), "gridSpan")) or 1
    return min(max(span, 1), _MAX_COLUMNS)


def _continues(cell: _Element) -> bool:
    merge = child(child(cell, "tcPr"), "vMerge")
    return merge is not None and (value(merge) or "continue") == "continue"
