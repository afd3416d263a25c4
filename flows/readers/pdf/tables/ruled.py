"""Ruled tables (罫線の表): which lattices are tables, and what stands in their cells.

    rulings + fills ──▶ lattices ──▶ characters by cell ──▶ table or not ──▶ TableRegion

No table: a frame of one cell or one column, a row of boxes, a chart (its bars share no line with each
other), a grid without words. Hard cases: heads drawn as coloured areas without lines, areas behind paragraphs
inside a cell (no line of the table), tables in a cell of a table (their words stay in the outer cell).
"""

from bisect import bisect_right
from collections.abc import Sequence

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.tables.cells import TextLine, joined, lines_of, runs_on
from flows.readers.pdf.tables.heads import header_rows
from flows.readers.pdf.tables.lattice import SNAP, Lattice, Line, Span, lattices
from flows.readers.pdf.tables.region import TableRegion, continues
from flows.readers.pdf.tables.schedules import with_steps

_STRIPES = 40
"""Striped rows that may follow each other without a line."""
_MOST_TABLES = 60
"""On one page."""
Texts = dict[Span, list[TextLine]]


def ruled_tables(page: PageGeometry, after: TableRegion | None = None) -> tuple[TableRegion, ...]:
    """The ruled tables of a page from top to bottom; `after`: the last table of the page before."""
    if len(page.rulings) < 4:
        return ()
    across = [Line(r.top, r.x0, r.x1) for r in page.rulings if r.horizontal]
    down = [Line(r.x0, r.top, r.bottom) for r in page.rulings if not r.horizontal]
    _add_shaded(page, across, down)
    grids = _outermost(
        [grid for grid in lattices(across, down) if len(grid.xs) > 2 and _enclosed(grid) >= 0.85]
    )[:_MOST_TABLES]
    found: list[TableRegion] = []
    for grid, texts in zip(grids, _texts(page, grids), strict=True):
        if not texts:
            continue
        region = _region(page, grid, texts)
        if _is_fragment(grid, texts):
            if not found and after is not None and continues(after, region):
                found.append(region)
        elif _is_table(grid, texts):
            found.append(region)
    return tuple(found)


def _add_shaded(page: PageGeometry, across: list[Line], down: list[Line]) -> None:
    """Edges of coloured areas in line with the rulings: heads and striped rows drawn without lines of their own.

    Both sides stand on lines, and the top or bottom on a line or on another such area: a bar in a row does not.
    """
    xs = sorted([line.at for line in down] + [end for line in across for end in line[1:]])
    ys = sorted([line.at for line in across] + [end for line in down for end in line[1:]])
    largest = 0.2 * page.width * page.height
    rest = [
        fill
        for fill in page.fills
        if (fill.x1 - fill.x0) * (fill.bottom - fill.top) <= largest
        and _near(xs, fill.x0)
        and _near(xs, fill.x1)
    ]
    for _ in range(_STRIPES):
        joining = [fill for fill in rest if _near(ys, fill.top) or _near(ys, fill.bottom)]
        if not joining:
            return
        taken = set(joining)
        rest = [fill for fill in rest if fill not in taken]
        for fill in joining:
            across += Line(fill.top, fill.x0, fill.x1), Line(fill.bottom, fill.x0, fill.x1)
            down += Line(fill.x0, fill.top, fill.bottom), Line(fill.x1, fill.top, fill.bottom)
        ys = sorted({*ys, *(edge for fill in joining for edge in (fill.top, fill.bottom))})


def _near(places: Sequence[float], at: float) -> bool:
    i = bisect_right(places, at)
    return any(abs(places[k] - at) <= SNAP for k in (i - 1, i) if 0 <= k < len(places))


def _outermost(grids: list[Lattice]) -> list[Lattice]:
    """Without those that lie within another."""
    return [
        grid
        for grid in grids
        if not any(
            other is not grid
            and other.xs[0] <= grid.xs[0] + SNAP
            and other.xs[-1] >= grid.xs[-1] - SNAP
            and other.ys[0] <= grid.ys[0] + SNAP
            and other.ys[-1] >= grid.ys[-1] - SNAP
            for other in grids
        )
    ]


def _texts(page: PageGeometry, grids: Sequence[Lattice]) -> list[Texts]:
    """The lines of each cell of each lattice: one pass over the characters of the page."""
    owners = [_owners(grid) for grid in grids]
    indices: list[dict[Span, list[int]]] = [{} for _ in grids]
    # Neighbouring characters mostly stand in one cell: its box is tried first.
    left = top = right = bottom = 0.0
    cell: list[int] = []
    for i, (char, x0, x1, y0, y1) in enumerate(
        zip(page.text if grids else "", page.x0, page.x1, page.top, page.bottom, strict=False)
    ):
        if char <= " " or char == "\u3000":
            continue
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if not (left <= x < right and top <= y < bottom):
            for k, grid in enumerate(grids):
                xs, ys = grid.xs, grid.ys
                if xs[0] <= x < xs[-1] and ys[0] <= y < ys[-1]:
                    span = owners[k].get((grid.row_at(y), grid.column_at(x)))
                    break
            else:
                continue
            if span is None:
                continue
            cell = indices[k].setdefault(span, [])
            left, right = xs[span.column], xs[span.column + span.columns]
            top, bottom = ys[span.row], ys[span.row + span.rows]
        cell.append(i)
    return [{span: lines_of(page, chars) for span, chars in cells.items()} for cells in indices]


def _owners(grid: Lattice) -> dict[tuple[int, int], Span]:
    return {
        (row, column): span
        for span in grid.spans
        for row in range(span.row, span.row + span.rows)
        for column in range(span.column, span.column + span.columns)
    }


def _is_table(grid: Lattice, texts: Texts) -> bool:
    """By its words: a drawing of boxes has few of its places enclosed by themselves, and words in few of those."""
    places = (len(grid.ys) - 1) * (len(grid.xs) - 1)
    return len(texts) / len(grid.spans) + len(grid.spans) / places >= (1.6 if places <= 9 else 1.2)


def _is_fragment(grid: Lattice, texts: Texts) -> bool:
    """Words in one row or one column only: no table by itself."""
    return len(grid.ys) == 2 or min(len({s.column for s in texts}), len({s.row for s in texts})) < 2


def _enclosed(grid: Lattice) -> float:
    """The share of the grid's area that lies in cells."""
    area = sum(
        (grid.xs[s.column + s.columns] - grid.xs[s.column]) * (grid.ys[s.row + s.rows] - grid.ys[s.row])
        for s in grid.spans
    )
    return area / ((grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))


def _region(page: PageGeometry, grid: Lattice, texts: Texts) -> TableRegion:
    rows = [[""] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    open_columns: set[int] = set()
    for span, lines in texts.items():
        edge = grid.xs[span.column + span.columns]
        rows[span.row][span.column] = joined(lines, edge)
        if span.row + span.rows == len(rows) and runs_on(lines, edge, grid.ys[-1]):
            open_columns.add(span.column)
    heads = header_rows(page, grid, rows)
    return TableRegion(
        bbox=(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]),
        rows=tuple(map(tuple, with_steps(page, grid, rows, heads))),
        header_rows=heads,
        row_boxes=tuple(zip(grid.ys, grid.ys[1:], strict=False)),
        columns=grid.xs,
        open_columns=frozenset(open_columns),
    )
