"""How many leading rows of a table are its head (見出し行)."""

import re
from collections.abc import Sequence

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.tables.lattice import Lattice

_NUMBER = re.compile(r"^[△▲\-−+]?[0-9０-９][0-9０-９,，.．]*\s*[%％円人件]?$|^[-－―ー]$")
_DIGIT = re.compile(r"[0-9０-９]")
_YEAR = re.compile(r"(?:令和|平成|[RHＲＨ])\s?[0-9０-９]{1,2}|[0-9０-９]{4}|[0-9０-９]{1,2}年度")
_LONGEST_HEAD = 24
MOST_HEAD_ROWS = 4


def header_rows(page: PageGeometry, grid: Lattice, rows: Sequence[Sequence[str]]) -> int:
    """0 if nothing sets the first row apart from the rest; a title over the whole width counts as a row of it."""
    first = 1 if any(span.row == 0 and span.columns == len(rows[0]) for span in grid.spans) else 0
    depth = _depth(grid, rows, first)
    if depth >= min(len(rows), first + MOST_HEAD_ROWS + 1) or sum(map(bool, rows[first])) < 2:
        return 0
    head = [text for row in rows[first:depth] for text in row if text]
    longest = max(map(len, head))
    if longest > 2 * _LONGEST_HEAD or any(_NUMBER.match(text) for text in head):
        return 0
    if len(rows[0]) < 4 and any(_DIGIT.search(_YEAR.sub("", text)) for text in head):
        # Names on the left, values on the right: the first pair is no head.
        return 0
    apart = depth > first + 1 or _shaded(page, grid, first, depth)
    differs = longest <= _LONGEST_HEAD and _body_differs(rows[first], rows[depth:])
    return depth if apart or differs else 0


def _depth(grid: Lattice, rows: Sequence[Sequence[str]], first: int) -> int:
    """Rows down to the first line that runs through the whole table: heads over heads belong together."""
    bottom = first + 1
    for span in grid.spans:
        if first <= span.row < bottom:
            bottom = max(bottom, span.row + span.rows)
    if bottom == first + 1 < len(rows):
        # A head over several columns has heads of its own under it if nothing stands under the others.
        heads = [span for span in grid.spans if span.row == first]
        alone = [span.column for span in heads if span.columns == 1]
        merged = len(alone) < len(heads) and not any(rows[bottom][column] for column in alone)
        if merged or _completes(rows[first], rows[bottom]):
            bottom += 1
    return bottom


def _completes(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """A second row of heads without merged cells: filled wherever the first is not, empty under others."""
    gaps = sum(not text for text in upper)
    filled = all(under for over, under in zip(upper, lower, strict=True) if not over)
    return gaps > 1 and filled and any(over and not under for over, under in zip(upper, lower, strict=True))


def _shaded(page: PageGeometry, grid: Lattice, first: int, depth: int) -> bool:
    """The head stands on a colour on which the row under it does not."""

    def colours(row: int) -> set[tuple[int, int, int]]:
        middle = (grid.ys[row] + grid.ys[row + 1]) / 2
        return {
            fill.colour
            for fill in page.fills
            if fill.top <= middle <= fill.bottom and fill.x1 > grid.xs[0] and fill.x0 < grid.xs[-1]
        } - {(255, 255, 255)}

    return bool(colours(first) - colours(depth))


def _body_differs(head: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Under short words stand numbers or longer texts."""
    under = [text for row in body for text in row[1:] if text]
    if not under:
        return False
    if sum(bool(_NUMBER.match(text)) for text in under) >= 0.3 * len(under):
        return True
    words = [text for text in head if text]
    full = len(words) >= len(head) - 1
    return full and sum(map(len, under)) / len(under) >= 0.9 * sum(map(len, words)) / len(words)
