"""A sheet of cells as headings, paragraphs and tables.

Staff put several tables on a sheet, titles and notes between them, and merge cells for looks. The sheet is cut
into islands: runs of rows without an empty row between, then columns without an empty column between; a merged
cell counts as filled wherever it reaches, so that a form drawn on squared paper (方眼紙) is not torn apart. Of an
island, leading rows with a single filled cell are titles and notes, the rest is a table without its empty
columns. `place` is the cell range.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flows.readers.assembly import Flow, tidy_cell
from flows.readers.heads import Rows

MAX_COLUMNS = 1000
_TITLE_LENGTH = 40
_NOTE_MARKS = ("※", "＊", "*", "注", "（注", "(注", "出典", "資料", "備考")


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
        yield Island(Range(top, left, bottom, right), rows)


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
    rows, at = island.rows, island.range
    while rows and _is_line(rows):
        text = next(cell for cell in rows[0] if cell)
        place = Range(at.top, at.left, at.top, at.left).place(sheet)
        if len(text) <= _TITLE_LENGTH and not text.startswith(_NOTE_MARKS) and not text.endswith("。"):
            flow.heading(text, 2, place=place)
        else:
            flow.paragraph(text, place=place)
        rows, at = rows[1:], at._replace(top=at.top + 1)
    notes: list[tuple[str, str]] = []
    while len(rows) > 1 and _filled(rows[-1]) == 1 and rows[-1][0].startswith(_NOTE_MARKS):
        place = Range(at.bottom, at.left, at.bottom, at.left).place(sheet)
        notes.insert(0, (rows[-1][0], place))
        rows, at = rows[:-1], at._replace(bottom=at.bottom - 1)
    if rows:
        flow.table(rows, place=at.place(sheet))
    for text, place in notes:
        flow.paragraph(text, place=place)


def _is_line(rows: Rows) -> bool:
    """The first row holds one cell and is no part of a table below it: a title, a note, a remark."""
    if _filled(rows[0]) != 1:
        return False
    if len(rows[0]) == 1:
        return len(rows) == 1 or len(rows[0][0]) > _TITLE_LENGTH
    return bool(rows[0][0]) or len(rows) == 1


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _at(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""
