"""A sheet of cells as headings, paragraphs and tables.

Staff put several tables on a sheet, titles and notes between them, and merge cells for looks. The sheet is cut
into islands: runs of rows without an empty row between, then columns without an empty column between; a merged
cell counts as filled wherever it reaches, so that a form drawn on squared paper (方眼紙) is not torn apart. Of an
island, leading rows with a single filled cell are titles and notes, the rest is a table without its empty
columns. `place` is the cell range.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flows.readers.assembly import Flow, tidy_cell
from flows.readers.heads import Rows

MAX_COLUMNS = 1000
_TITLE_LENGTH = 40
_REMARK = re.compile(r"[※＊*]|[（(]?(?:注|単位|出典|資料|備考)|.{0,20}(?:現在|時点)[）)]?$")
"""A line that says something about a table and names nothing: 「（単位：千円）」「令和８年４月１日現在」."""


class Range(NamedTuple):
    """Cells from (top, left) to (bottom, right), 0-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def place(self, sheet: str) -> str:
        """「調査結果!B3:F20」; without a sheet's name just the range."""
        first, last = f"{column_name(self.left)}{self.top + 1}", f"{column_name(self.right)}{self.bottom + 1}"
        cells = first if first == last else f"{first}:{last}"
        return f"{sheet}!{cells}" if sheet else cells


class Island(NamedTuple):
    """A filled rectangle of a sheet."""

    range: Range
    rows: Rows
    """Without empty rows and columns."""
    lines: tuple[int, ...]
    """The sheet's row of each of `rows`."""
    columns: tuple[int, ...]
    """The sheet's column of each cell of a row."""


def column_name(index: int) -> str:
    """0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name


def write_sheet(
    rows: Iterable[tuple[int, Sequence[str]]], flow: Flow, sheet: str = "", merged: Sequence[Range] = ()
) -> None:
    """Write a sheet into the flow: its filled rows with their 0-based numbers, and its merged cells."""
    for island in islands(rows, merged):
        if flow.full:
            return
        _write(island, flow, sheet)


def islands(rows: Iterable[tuple[int, Sequence[str]]], merged: Sequence[Range] = ()) -> Iterator[Island]:
    """The filled rectangles, top to bottom, left to right."""
    filled: dict[int, tuple[str, ...]] = {}
    for index, row in rows:
        tidied = tuple(tidy_cell(cell) if cell else "" for cell in row[:MAX_COLUMNS])
        if any(tidied):
            filled[index] = tidied
    if not filled:
        return
    last = max(filled)
    reaches = [(merge.top, min(merge.bottom, last)) for merge in merged if merge.top in filled]
    for top, bottom in _joined([*((index, index) for index in filled), *reaches]):
        band = {index: filled[index] for index in range(top, bottom + 1) if index in filled}
        yield from _columns(band, [merge for merge in merged if merge.top <= bottom and merge.bottom >= top])


def _columns(band: dict[int, tuple[str, ...]], merged: Sequence[Range]) -> Iterator[Island]:
    """Cut a band of rows at its empty columns."""
    width = max(len(row) for row in band.values())
    used = {index for row in band.values() for index, cell in enumerate(row) if cell}
    reaches = [(merge.left, min(merge.right, width - 1)) for merge in merged if merge.left in used]
    for left, right in _joined([*((column, column) for column in used), *reaches]):
        part = {index: row[left : right + 1] for index, row in band.items() if any(row[left : right + 1])}
        top, bottom = min(part), max(part)
        kept = [column for column in range(left, right + 1) if column in used]
        rows = tuple(tuple(_at(row, column - left) for column in kept) for row in part.values())
        yield Island(Range(top, left, bottom, right), rows, tuple(part), tuple(kept))


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that touch or overlap, as one."""
    start, end = None, -1
    for first, last in sorted(spans):
        if start is None or first > end + 1:
            if start is not None:
                yield start, end
            start, end = first, last
        else:
            end = max(end, last)
    if start is not None:
        yield start, end


def _write(island: Island, flow: Flow, sheet: str) -> None:
    first, last = 0, len(island.rows)
    while first < last and _is_line(island.rows[first:last]):
        text, place = _only(island, first, sheet)
        if len(text) <= _TITLE_LENGTH and not _REMARK.match(text) and not text.endswith("。"):
            flow.heading(text, 2, place=place)
        else:
            flow.paragraph(text, place=place)
        first += 1
    while (
        last - first > 1 and _filled(island.rows[last - 1]) == 1 and _REMARK.match(island.rows[last - 1][0])
    ):
        last -= 1
    if first < last:
        at = island.range._replace(top=island.lines[first], bottom=island.lines[last - 1])
        flow.table(island.rows[first:last], place=at.place(sheet))
    for index in range(last, len(island.rows)):
        text, place = _only(island, index, sheet)
        flow.paragraph(text, place=place)


def _only(island: Island, index: int, sheet: str) -> tuple[str, str]:
    """The only filled cell of a row, and its place."""
    column, text = next((column, cell) for column, cell in enumerate(island.rows[index]) if cell)
    line, right = island.lines[index], island.columns[column]
    return text, Range(line, right, line, right).place(sheet)


def _is_line(rows: Rows) -> bool:
    """The first row holds one cell and is no part of a table below it: a title, a note, a remark."""
    if _filled(rows[0]) != 1:
        return False
    if len(rows[0]) == 1:
        return len(rows) == 1 or len(rows[0][0]) > _TITLE_LENGTH
    return bool(rows[0][0]) or len(rows) == 1 or bool(_REMARK.match(next(cell for cell in rows[0] if cell)))


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _at(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""
