"""A table as found on one page (表), and whether it goes on over the page end."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.text import fold

Rectangle = tuple[float, float, float, float]
Rows = tuple[tuple[str, ...], ...]

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
    """How many leading rows of `following` repeat the head."""
    head = [_folded(row) for row in rows[:header_rows]]
    return header_rows if head and [_folded(row) for row in following[:header_rows]] == head else 0


def _folded(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(fold(cell) for cell in row)


def continued(previous: TableRegion, following: TableRegion) -> tuple[Rows, bool]:
    """The rows that `following` adds without a repeated head, and whether the first of them ends the last row.

    A row was cut by the page end where the next page begins without a text in its first column while others
    have some: then its cells belong to the last row of the page before.
    """
    rows = following.rows[repeated(previous.rows, previous.header_rows, following.rows) :]
    if not rows or not previous.rows:
        return rows, False
    first, last = rows[0], previous.rows[-1]
    goes_on = (
        not first[0] and any(first) and all(text or not more for text, more in zip(last, first, strict=True))
    )
    return rows, goes_on
