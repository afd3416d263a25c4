"""How many leading rows of a table are its head (見出し行)."""

import re
from collections.abc import Sequence

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.tables.lattice import Lattice

_NUMBER = re.compile(r"^[△▲\-−+]?[0-9０-９][0-9０-９,，.．]*\s*[%％円人件]?$|^[-－―ー]$")
_LONGEST_HEAD = 24
MOST_HEAD_ROWS = 4


def header_rows(page: PageGeometry, grid: Lattice, rows: Sequence[Sequence[str]]) -> int:
    """0 if nothing sets the first row apart from the rest."""
    depth = _depth(grid)
    if depth >= min(len(rows), MOST_HEAD_ROWS + 1) or sum(map(bool, rows[0])) < 2:
        return 0
    head = [text for row in rows[:depth] for text in row if text]
    longest = max(map(len, head))
    if longest > 2 * _LONGEST_HEAD or any(_NUMBER.match(text) for text in head):
        return 0
    apart = (
        depth > 1 or _shaded(page, grid, depth) or (longest <= _LONGEST_HEAD and _body_differs(rows, depth))
    )
    return depth if apart else 0


def _depth(grid: Lattice) -> int:
    """Rows down to the first line that runs through the whole table: heads over heads belong together."""
    bottom = 1
    for span in grid.spans:
        if span.row < bottom:
            bottom = max(bottom, span.row + span.rows)
    if bottom == 1 and any(span.row == 0 and span.columns > 1 for span in grid.spans):
        bottom = 2
    return bottom


def _shaded(page: PageGeometry, grid: Lattice, depth: int) -> bool:
    """The head stands on a colour on which the row under it does not."""

    def colours(row: int) -> set[tuple[int, int, int]]:
        middle = (grid.ys[row] + grid.ys[row + 1]) / 2
        return {
            fill.colour
            for fill in page.fills
            if fill.top <= middle <= fill.bottom and fill.x1 > grid.xs[0] and fill.x0 < grid.xs[-1]
        } - {(255, 255, 255)}

    return bool(colours(0) - colours(depth))


def _body_differs(rows: Sequence[Sequence[str]], depth: int) -> bool:
    """Under short words stand numbers or longer texts."""
    body = [text for row in rows[depth:] for text in row[1:] if text]
    if not body:
        return False
    head = [text for text in rows[0] if text]
    numbers = sum(bool(_NUMBER.match(text)) for text in body)
    if numbers >= 0.3 * len(body):
        return True
    full = len(head) >= len(rows[0]) - 1
    return full and sum(map(len, body)) / len(body) >= 0.9 * sum(map(len, head)) / len(head)
