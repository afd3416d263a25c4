"""From ruled lines to the cells they enclose (罫線).

    horizontal and vertical rulings ── aligned ──▶ lines ── crossing ──▶ Lattice per table: xs, ys, spans

A lattice is the grid of all line positions of one group of crossing lines. Elementary cells with no line
between them are one cell, so merged cells need no special case; cells open to the outside are none. Hard cases: a
line drawn as many short pieces or as thin boxes (aligned and joined first), double lines (one line), tables
whose outer lines are left out (closed where several lines end together), underlines and strikes inside a cell
(they cross nothing, or cover no full side), cells of other than rectangular shape (cut into rectangles), charts
and maps with thousands of lines (given up: bounded work).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

SNAP = 3.0
"""Points: lines nearer than this are one, pieces with a smaller gap are joined, ends may miss by as much."""
MOST_CROSSINGS = 400_000
"""Pairs of lines looked at on a page, at most: beyond lies a map or a chart, not a table."""
MOST_CELLS = 20_000
"""Elementary cells of one table, at most."""
LEAST_SIDE = 4.0
"""A row or column thinner than this holds no text: it is the gap of a double line."""


class Line(NamedTuple):
    """A horizontal (at = top) or vertical (at = x) line from start to end, in points."""

    at: float
    start: float
    end: float


class Span(NamedTuple):
    """A cell: from row and column, over so many rows and columns."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """The grid of one table: line positions and the cells between them, in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]

    def row_at(self, y: float) -> int:
        """The row in which a height lies, -1 or the number of rows outside."""
        return bisect_right(self.ys, y) - 1

    def height_at(self, y: float) -> float:
        """How high the row is in which a height lies; it must lie in one."""
        row = self.row_at(y)
        return self.ys[row + 1] - self.ys[row]

    def column_at(self, x: float) -> int:
        """The column in which a place lies, -1 or the number of columns outside."""
        return bisect_right(self.xs, x) - 1

    def cell_at(self, x: float, y: float) -> Span | None:
        """The cell in which a point lies."""
        row, column = self.row_at(y), self.column_at(x)
        return next(
            (
                s
                for s in self.spans
                if s.row <= row < s.row + s.rows and s.column <= column < s.column + s.columns
            ),
            None,
        )


def lattices(horizontals: Iterable[Line], verticals: Iterable[Line]) -> tuple[Lattice, ...]:
    """All groups of crossing lines that enclose at least one cell, from top to bottom."""
    across, down = aligned(horizontals), aligned(verticals)
    if not across or not down or len(across) * len(down) > MOST_CROSSINGS:
        return ()
    found = (_lattice(*_closed(*group)) for group in _groups(across, down))
    return tuple(sorted((it for it in found if it), key=lambda it: (it.ys[0], it.xs[0])))


def aligned(lines: Iterable[Line]) -> list[Line]:
    """Lines nearly at the same place moved there, and pieces that touch joined."""
    ordered = sorted(lines)
    out: list[Line] = []
    first = 0
    for i in range(1, len(ordered) + 1):
        # Measured from the first, not the last: hatching may not creep on for ever.
        if i < len(ordered) and ordered[i].at - ordered[first].at <= SNAP:
            continue
        group = ordered[first:i]
        at = sum(line.at for line in group) / len(group)
        out += _joined(at, group)
        first = i
    return out


def _joined(at: float, group: list[Line]) -> Iterator[Line]:
    pieces = sorted((line.start, line.end) for line in group)
    start, end = pieces[0]
    for next_start, next_end in pieces[1:]:
        if next_start <= end + SNAP:
            end = max(end, next_end)
        else:
            yield Line(at, start, end)
            start, end = next_start, next_end
    yield Line(at, start, end)


def _groups(across: list[Line], down: list[Line]) -> Iterator[tuple[list[Line], list[Line]]]:
    """Lines that cross each other, directly or through others (union-find)."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    tops = [line.at for line in across]
    for k, line in enumerate(down, start=len(across)):
        for i in range(bisect_left(tops, line.start - SNAP), bisect_right(tops, line.end + SNAP)):
            if across[i].start - SNAP <= line.at <= across[i].end + SNAP:
                parent[root(i)] = root(k)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, line in enumerate([*across, *down]):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(line)
    for horizontal, vertical in groups.values():
        if len(horizontal) > 1 and vertical:
            yield horizontal, vertical


def _closed(across: list[Line], down: list[Line]) -> tuple[list[Line], list[Line]]:
    """With the outer lines that were left out: of printed statistics, of a row cut by the page end."""
    down = sorted([*down, *_missing(across, down)])
    across = sorted([*across, *_missing(down, across)])
    return _resting(across, down), _resting(down, across)


def _resting(lines: list[Line], crossing: list[Line]) -> list[Line]:
    """Those that end on a line across, or at the sides of the table: an arrow or a connector ends in mid-air."""
    first, last = min(line.start for line in lines), max(line.end for line in lines)
    stops = [line.at for line in crossing]

    def rests(end: float) -> bool:
        i = bisect_left(stops, end - LEAST_SIDE)
        return (i < len(stops) and stops[i] <= end + LEAST_SIDE) or end - first <= SNAP or last - end <= SNAP

    return [line for line in lines if rests(line.start) and rests(line.end)]


def _missing(lines: list[Line], crossing: list[Line]) -> Iterator[Line]:
    """Where several lines end together a line across must be, as long as the table, drawn or not."""
    first, last = min(line.start for line in crossing), max(line.end for line in crossing)
    for field, outermost in ((1, min), (2, max)):
        end = outermost(line[field] for line in lines)
        agreeing = sum(abs(line[field] - end) <= SNAP for line in lines)
        if agreeing >= max(3, 0.25 * len(lines)):
            drawn = [line.at for line in crossing if abs(line.at - end) <= LEAST_SIDE]
            yield Line(drawn[0] if drawn else end, first, last)


def _lattice(across: list[Line], down: list[Line]) -> Lattice | None:
    xs, ys = _places(down), _places(across)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > MOST_CELLS or _is_chart(down, ys[-1] - ys[0]):
        return None
    above = _covered(across, ys, xs)
    left = _covered(down, xs, ys)
    spans = _spans(rows, columns, above, left)
    return _without_gaps(xs, ys, spans) if spans else None


def _is_chart(down: list[Line], height: float) -> bool:
    """In a table most columns run through many rows; the bars of a chart end each at a place of its own."""
    lengths: dict[float, float] = {}
    for line in down:
        lengths[line.at] = lengths.get(line.at, 0.0) + line.end - line.start
    inner = [lengths[x] for x in sorted(lengths)[1:-1]]
    return len(inner) > 6 and sum(length >= 0.25 * height for length in inner) < 0.4 * len(inner)


def _places(lines: list[Line]) -> list[float]:
    return sorted({line.at for line in lines})


def _covered(lines: list[Line], places: list[float], stops: list[float]) -> set[tuple[int, int]]:
    """(line place, interval between two stops) wherever a line runs along the whole interval."""
    index = {at: i for i, at in enumerate(places)}
    covered: set[tuple[int, int]] = set()
    for line in lines:
        first = bisect_left(stops, line.start - SNAP)
        last = bisect_right(stops, line.end + SNAP) - 1
        covered.update((index[line.at], i) for i in range(first, last))
    return covered


def _spans(rows: int, columns: int, above: set[tuple[int, int]], left: set[tuple[int, int]]) -> list[Span]:
    """Flood the grid through missing lines; what the flood from outside reaches is no cell."""
    owner: dict[tuple[int, int], int] = {}
    areas: list[list[tuple[int, int]]] = []
    for start in ((r, c) for r in range(rows) for c in range(columns)):
        if start in owner:
            continue
        area, leaks = [start], False
        owner[start] = len(areas)
        for row, column in area:
            for step, open_ in (
                ((row - 1, column), (row, column) not in above),
                ((row + 1, column), (row + 1, column) not in above),
                ((row, column - 1), (column, row) not in left),
                ((row, column + 1), (column + 1, row) not in left),
            ):
                if not open_:
                    continue
                if not (0 <= step[0] < rows and 0 <= step[1] < columns):
                    leaks = True
                elif step not in owner:
                    owner[step] = len(areas)
                    area.append(step)
        areas.append([] if leaks else area)
    return sorted(span for area in areas if area for span in _rectangles(area))


def _rectangles(area: list[tuple[int, int]]) -> Iterator[Span]:
    """The area cut into as few rectangles as its rows allow; a rectangle stays whole."""
    runs: list[tuple[int, int, int]] = []
    for row, column in sorted(area):
        if runs and runs[-1][0] == row and runs[-1][2] == column:
            runs[-1] = (row, runs[-1][1], column + 1)
        else:
            runs.append((row, column, column + 1))
    open_: dict[tuple[int, int], Span] = {}
    for row, first, end in runs:
        span = open_.get((first, end))
        if span and span.row + span.rows == row:
            open_[first, end] = span._replace(rows=span.rows + 1)
        else:
            if span:
                yield span
            open_[first, end] = Span(row, first, 1, end - first)
    yield from open_.values()


def _without_gaps(xs: list[float], ys: list[float], spans: list[Span]) -> Lattice | None:
    """The lattice without the slits of double lines and without lines at which no cell begins or ends."""
    wide = [s for s in spans if xs[s.column + s.columns] - xs[s.column] >= LEAST_SIDE]
    kept = [s for s in wide if ys[s.row + s.rows] - ys[s.row] >= LEAST_SIDE]
    if not kept:
        return None
    starts = sorted({s.column for s in kept})
    tops = sorted({s.row for s in kept})
    end = max(s.column + s.columns for s in kept)
    bottom = max(s.row + s.rows for s in kept)
    moved = (
        Span(
            bisect_left(tops, s.row),
            bisect_left(starts, s.column),
            bisect_left(tops, s.row + s.rows) - bisect_left(tops, s.row),
            bisect_left(starts, s.column + s.columns) - bisect_left(starts, s.column),
        )
        for s in kept
    )
    return Lattice(
        tuple(xs[i] for i in (*starts, end)),
        tuple(ys[i] for i in (*tops, bottom)),
        tuple(sorted(moved)),
    )
