"""Drawn bars and arrows over the rows of a table (矢印・帯), and the words that belong to them.

A bar is a small figure, picture, coloured area or inner line in the columns of the years. Hard cases: a coloured row
(its name stands on the same colour: no bar), an area laid over several rows (no bar of any), a bar with its
shadow, outline or arrow head (one bar), words on a bar, above a line, in front of an arrow, words longer than
their bar, several bars side by side whose words stand on one line of text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.tables.cells import TextLine, inked, line_of, runs_of
from flows.readers.pdf.tables.lattice import SNAP, Lattice

_MOST_BARS = 400
"""In one table; what is more is ornament."""

Rectangle = tuple[float, float, float, float]


@dataclass(slots=True)
class Bar:
    """A drawn bar and the lines of text that belong to it; lengths in points."""

    x0: float
    top: float
    x1: float
    bottom: float
    lines: list[TextLine] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


def bars_of(page: PageGeometry, grid: Lattice, years: range, first: int) -> list[Bar]:
    """What is drawn in the columns `years` from row `first` on and is neither line nor ground of the table."""
    left, right = grid.xs[years.start], grid.xs[years.stop]
    widths = [grid.xs[c + 1] - grid.xs[c] for c in years]
    narrowest, room = 0.3 * min(widths), 0.5 * median(widths)
    bars = [
        Bar(x0, top, x1, bottom)
        for x0, top, x1, bottom in _marks(page, grid, first)
        if x1 - x0 >= narrowest
        and left - room <= x0 < right
        and x1 <= right + room
        and grid.ys[first] <= (top + bottom) / 2 < grid.ys[-1]
        and bottom - top <= 1.3 * grid.height_at((top + bottom) / 2)
    ]
    return _distinct(bars) if len(bars) <= _MOST_BARS else []


def _marks(page: PageGeometry, grid: Lattice, first: int) -> Iterator[Rectangle]:
    for shape in page.shapes:
        yield shape.x0, shape.top, shape.x1, shape.bottom
    yield from page.images
    grounds = _grounds(page, grid, first)
    for fill in page.fills:
        row = grid.row_at((fill.top + fill.bottom) / 2)
        if min(fill.colour) <= 245 and fill.colour not in grounds.get(row, set()):
            yield fill.x0, fill.top, fill.x1, fill.bottom
    for rule in page.rulings:
        if rule.horizontal and all(abs(rule.top - y) > SNAP for y in grid.ys):
            yield rule.x0, rule.top - 1.0, rule.x1, rule.bottom + 1.0


def _grounds(page: PageGeometry, grid: Lattice, first: int) -> dict[int, set[tuple[int, int, int]]]:
    """By row: the colours behind its name, which colour the row and mean nothing."""
    grounds: dict[int, set[tuple[int, int, int]]] = {}
    x = (grid.xs[0] + grid.xs[1]) / 2
    behind = [fill for fill in page.fills if fill.x0 <= x <= fill.x1]
    for row in range(first, len(grid.ys) - 1):
        middle = (grid.ys[row] + grid.ys[row + 1]) / 2
        grounds[row] = {fill.colour for fill in behind if fill.top <= middle <= fill.bottom}
    return grounds


def _distinct(bars: list[Bar]) -> list[Bar]:
    out: list[Bar] = []
    for bar in sorted(bars, key=lambda bar: (bar.top, bar.x0)):
        twin = next((other for other in out if _same(other, bar)), None)
        if twin is None:
            out.append(bar)
        else:
            twin.x0, twin.top = min(twin.x0, bar.x0), min(twin.top, bar.top)
            twin.x1, twin.bottom = max(twin.x1, bar.x1), max(twin.bottom, bar.bottom)
    return out


def _same(a: Bar, b: Bar) -> bool:
    """At the same height, and the shorter one mostly within the other."""
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    return overlap > 0.6 * min(a.bottom - a.top, b.bottom - b.top) and shared > 0.5 * min(
        a.x1 - a.x0, b.x1 - b.x0
    )


def with_texts(
    page: PageGeometry, grid: Lattice, years: range, first: int
) -> tuple[list[Bar], list[TextLine]]:
    """The bars with their words, and the lines of text in the same columns that belong to none."""
    bars = bars_of(page, grid, years, first)
    left, right = grid.xs[years.start], grid.xs[years.stop]
    room = 0.5 * (right - left) / len(years)
    inside = page.inside(left, grid.ys[first], right + room, grid.ys[-1] + SNAP)
    free: list[TextLine] = []
    for run in runs_of(page, (i for i in inside if inked(page.text[i]))):
        for piece in _pieces(page, run, bars, grid):
            line = line_of(page, piece)
            row = grid.row_at((line.top + line.bottom) / 2)
            near = [bar for bar in bars if grid.row_at(bar.middle) == row or _covers(bar, line)]
            bar = _on(line, near) or _behind(line, near)
            (bar.lines if bar else free).append(line)
    for bar in bars:
        if not bar.lines and (before := _before(bar, bars)):
            bar.lines = before.lines
    return bars, free


def _covers(bar: Bar, line: TextLine) -> bool:
    return bar.top <= (line.top + line.bottom) / 2 <= bar.bottom


def _pieces(
    page: PageGeometry, run: Sequence[int], bars: Sequence[Bar], grid: Lattice
) -> Iterator[list[int]]:
    """A line of text cut where it passes from one bar to the next, or over a wide gap into the next column."""
    piece = [run[0]]
    for a, b in pairwise(run):
        gap, high = page.x0[b] - page.x1[a], page.bottom[a] - page.top[a]
        if gap > 0.25 * high:
            one, other = _holding(page, a, bars), _holding(page, b, bars)
            apart = gap > 0.8 * high and grid.column_at(page.x0[a]) != grid.column_at(page.x0[b])
            if one is not other or (one is None and apart):
                yield piece
                piece = []
        piece.append(b)
    yield piece


def _holding(page: PageGeometry, i: int, bars: Sequence[Bar]) -> Bar | None:
    x, y = (page.x0[i] + page.x1[i]) / 2, (page.top[i] + page.bottom[i]) / 2
    reach = page.bottom[i] - page.top[i]
    near = [
        bar
        for bar in bars
        if bar.x0 - 1 <= x <= bar.x1 + 1 and bar.top - reach <= y <= bar.bottom + reach / 3
    ]
    return min(near, key=lambda bar: abs(bar.middle - y), default=None)


def _on(line: TextLine, bars: Sequence[Bar]) -> Bar | None:
    """The bar on which, or closely over which, a line begins."""
    high, middle = line.bottom - line.top, (line.top + line.bottom) / 2
    near = [
        bar
        for bar in bars
        if bar.x0 - high <= line.x0 <= bar.x1 - 0.5 * high
        and bar.top - 1.2 * high <= middle <= bar.bottom + 0.3 * high
    ]
    return min(near, key=lambda bar: abs(bar.middle - middle), default=None)


def _behind(line: TextLine, bars: Sequence[Bar]) -> Bar | None:
    """The arrow that sets out right behind a line; it then begins where the line does."""
    high, middle = line.bottom - line.top, (line.top + line.bottom) / 2
    near = [
        bar
        for bar in bars
        if -high <= bar.x0 - line.x1 <= 2 * high and bar.top - high / 2 <= middle <= bar.bottom + high / 2
    ]
    bar = min(near, key=lambda bar: bar.x0, default=None)
    if bar:
        bar.x0 = min(bar.x0, line.x0)
    return bar


def _before(bar: Bar, bars: Sequence[Bar]) -> Bar | None:
    """The bar with words whose end a bare arrow takes up."""
    high = max(bar.bottom - bar.top, 8.0)
    near = [
        other
        for other in bars
        if other.lines
        and abs(other.middle - bar.middle) <= 0.6 * high
        and -high <= bar.x0 - other.x1 <= 2 * high
    ]
    return max(near, key=lambda other: other.x1, default=None)
