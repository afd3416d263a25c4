"""A table as found on one page (表), and whether it goes on over the page end."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.text import fold

Rectangle = tuple[float, float, float, float]
Rows = tuple[tuple[str, ...], ...]

_SHORTEST_TEXT = 40
"""Characters: a cell with fewer is a name or a figure; a longer one may end its sentence at the page end and go on."""
_LONG_ROW = 300.0
"""Points: a row this high fills most of its page."""
_SAME_PLACE = 4.0
"""Points by which the columns of a table may move from page to page."""


@dataclass(frozen=True, slots=True)
class TableRegion:
    """One table on one page."""

    bbox: Rectangle
    """x0, top, x1, bottom in points, origin top left."""
    rows: Rows
    """Text by row and column; a merged cell's text stands in its first place, the others are empty."""
    header_rows: int
    row_boxes: tuple[tuple[float, float], ...]
    """Top and bottom of each row."""
    columns: tuple[float, ...]
    """Left ends of the columns and the right end of the last."""
    caption: str = ""
    """The line over the table that names it (表１ …), if there is one."""
    open_columns: frozenset[int] = frozenset()
    """Columns in which the text of the last row breaks off in the middle of a sentence."""
    unit: str = ""
    """What its numbers count, where a line near it says so: 千円, ％."""


def continues(previous: TableRegion, following: TableRegion) -> bool:
    """Whether a table goes on in the first table of the next page: the columns stand at the same places.

    That nothing but running heads lies between them is for the caller to see.
    """
    a, b = previous.columns, following.columns
    if len(a) != len(b) or following.caption:
        return False
    shift = b[0] - a[0]
    if abs(shift) > 60.0 or any(abs(q - p - shift) > _SAME_PLACE for p, q in zip(a, b, strict=True)):
        return False
    return following.header_rows == 0 or _same_head(previous, following) or previous.header_rows == 0


def _same_head(previous: TableRegion, following: TableRegion) -> bool:
    return bool(repeated(previous.rows, previous.header_rows, following.rows))


def repeated(rows: Rows, header_rows: int, following: Rows) -> int:
    """How many leading rows of `following` repeat the head, known as one or not."""
    count = header_rows or 1
    head = [_folded(row) for row in rows[:count]]
    same = [_folded(row) for row in following[:count]] == head
    return count if same and sum(map(bool, head[0])) > 1 else 0


def _folded(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(cell) for cell in row)


def continued(previous: TableRegion, following: TableRegion) -> tuple[Rows, bool]:
    """The rows that `following` adds without a repeated head, and whether the first of them ends the last row.

    A row was cut by the page end where a sentence of it breaks off there, and the next page begins with words
    in that column, but with no new name or number in another. So it was where a row fills most of a page, for then
    rows are longer than pages.
    """
    rows = following.rows[repeated(previous.rows, previous.header_rows, following.rows) :]
    if not rows or not previous.rows:
        return rows, False
    last, first = previous.rows[-1], rows[0]
    top, bottom = previous.row_boxes[-1]
    cut = bottom - top > _LONG_ROW or any(first[c] for c in previous.open_columns if c < len(first))
    named = any(
        text and column not in previous.open_columns and len(last[column]) < _SHORTEST_TEXT
        for column, text in enumerate(first)
    )
    return rows, cut and not named
