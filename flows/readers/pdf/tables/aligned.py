"""Tables of figures without rulings (罫線のない表): figures right under each other, and words before them.

    a page with many figures ── segments ──▶ rows of words and figures ── aligned with each other ──▶ TableRegion

Only what is safe: at least three rows close under each other, each with words and at least two figures, the figures
in columns. Everything else that is set in columns without rulings stays text. A page costs one look at its text
unless it has such lines. Hard cases: heads over the columns, places left empty, axes and labels of charts (not
aligned), letter-spaced words and negative figures (△ 1,200).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.tables.cells import TextLine, inked, line_of, runs_of, unspaced
from flows.readers.pdf.tables.region import Rectangle, TableRegion

_FIGURE = re.compile(r"[△▲\-−+]?[  ]?[0-9０-９][0-9０-９,，.．]*[%％]?")
_FIGURE_WITHIN = re.compile(r"(?:^|(?<=\s))[0-9０-９][0-9０-９,，.．]+[%％]?(?=\s|$)")
_LEAST_FIGURES = 6
_WIDE_GAP = 0.8
"""Of the height of a line: what parts one column from the next."""
_ALIGNED = 3.0
_LEAST_ROWS = 3
_MOST_ROWS = 200
_FILLED = 0.8
"""Of the places of the columns, at least."""


@dataclass(slots=True)
class _Row:
    top: float
    bottom: float
    words: list[TextLine]
    figures: list[TextLine]
    places: list[int] = field(default_factory=list)


def aligned_tables(page: PageGeometry, taken: Sequence[Rectangle]) -> list[TableRegion]:
    """Tables of figures without rulings outside the rectangles `taken`, from top to bottom."""
    if _figures_outside(page, taken) < _LEAST_FIGURES:
        return []
    free = [i for i, char in enumerate(page.text) if inked(char) and not _within(page, i, taken)]
    rows = [row for level in _levels(_segments(page, free)) if (row := _row(level))]
    found = (_region(page, group) for group in _groups(rows[:_MOST_ROWS]))
    return [region for region in found if region]


def _figures_outside(page: PageGeometry, taken: Sequence[Rectangle]) -> int:
    """How many figures stand in lines of text that begin outside the rectangles."""
    figures, start = 0, 0
    for text in page.text.split("\r\n"):
        found = len(_FIGURE_WITHIN.findall(text))
        if found and not _within(page, start + len(text) - len(text.lstrip()), taken):
            figures += found
        start += len(text) + 2
    return figures


def _within(page: PageGeometry, i: int, taken: Sequence[Rectangle]) -> bool:
    x, y = (page.x0[i] + page.x1[i]) / 2, (page.top[i] + page.bottom[i]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in taken)


def _levels(segments: Sequence[TextLine]) -> list[list[TextLine]]:
    """Segments at one height, from left to right; from top to bottom."""
    levels: list[list[TextLine]] = []
    for segment in sorted(segments, key=lambda s: (s.top + s.bottom) / 2):
        middle = (segment.top + segment.bottom) / 2
        if levels and levels[-1][0].top <= middle <= levels[-1][0].bottom:
            levels[-1].append(segment)
        else:
            levels.append([segment])
    return [sorted(level) for level in levels]


def _row(segments: list[TextLine]) -> _Row | None:
    """Words, then two figures or more to the end of the line."""
    figures = [segment for segment in segments if _FIGURE.fullmatch(segment.text)]
    words = segments[: len(segments) - len(figures)]
    if len(figures) < 2 or not words or segments[len(words) :] != figures:
        return None
    return _Row(min(s.top for s in segments), max(s.bottom for s in segments), words, figures)


def _segments(page: PageGeometry, indices: Sequence[int]) -> list[TextLine]:
    """Lines of text cut wherever the gap is wide."""
    out: list[TextLine] = []
    for run in runs_of(page, indices):
        part = [run[0]]
        for a, b in pairwise(run):
            gap, high = page.x0[b] - page.x1[a], page.bottom[a] - page.top[a]
            # A sign stands apart from its figure.
            if gap > _WIDE_GAP * high and page.text[a] not in "△▲":
                out.append(line_of(page, part))
                part = []
            part.append(b)
        out.append(line_of(page, part))
    return out


def _groups(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows close under each other with at least two figures aligned."""
    group: list[_Row] = []
    for row in rows:
        if group and not (
            row.top - group[-1].bottom < 1.5 * (row.bottom - row.top) and _agree(group[-1], row)
        ):
            if len(group) >= _LEAST_ROWS:
                yield group
            group = []
        group.append(row)
    if len(group) >= _LEAST_ROWS:
        yield group


def _agree(a: _Row, b: _Row) -> bool:
    return sum(any(abs(f.x1 - g.x1) <= _ALIGNED for g in a.figures) for f in b.figures) >= 2


def _region(page: PageGeometry, group: list[_Row]) -> TableRegion | None:
    ends = _ends([figure for row in group for figure in row.figures])
    for row in group:
        row.places = (
            [min(range(len(ends)), key=lambda k: abs(ends[k] - f.x1)) for f in row.figures] if ends else []
        )
        off = any(abs(ends[k] - f.x1) > _ALIGNED for k, f in zip(row.places, row.figures, strict=True))
        if off or len(set(row.places)) < len(row.figures):
            return None
    # Shares written on the bars of a chart are seldom under each other.
    if len(ends) < 2 or sum(len(row.figures) for row in group) < _FILLED * len(ends) * len(group):
        return None
    starts = [
        min(f.x0 for row in group for k, f in zip(row.places, row.figures, strict=True) if k == c)
        for c in range(len(ends))
    ]
    left = min(row.words[0].x0 for row in group)
    edge = max(row.words[-1].x1 for row in group)
    columns = [
        left,
        (min(edge, starts[0]) + starts[0]) / 2,
        *((a + b) / 2 for a, b in zip(ends, starts[1:], strict=False)),
        ends[-1],
    ]
    body = [_texts(row, len(ends)) for row in group]
    head, top = _head(page, columns, group[0])
    rows = ([head] if head else []) + body
    edges = ([(top, group[0].top)] if head else []) + [(row.top, row.bottom) for row in group]
    return TableRegion(
        bbox=(left - 1.0, edges[0][0], ends[-1] + 1.0, group[-1].bottom),
        rows=tuple(rows),
        header_rows=1 if head else 0,
        row_boxes=tuple(edges),
        columns=tuple(columns),
    )


def _ends(figures: Sequence[TextLine]) -> list[float]:
    """Right ends that figures of several rows share."""
    clusters: list[list[float]] = []
    for x in sorted(figure.x1 for figure in figures):
        if clusters and x - clusters[-1][0] <= _ALIGNED:
            clusters[-1].append(x)
        else:
            clusters.append([x])
    return [sum(cluster) / len(cluster) for cluster in clusters]


def _texts(row: _Row, figures: int) -> tuple[str, ...]:
    cells = [unspaced(" ".join(words.text for words in row.words))] + [""] * figures
    for place, figure in zip(row.places, row.figures, strict=True):
        cells[place + 1] = unspaced(figure.text)
    return tuple(cells)


def _head(page: PageGeometry, columns: Sequence[float], first: _Row) -> tuple[tuple[str, ...] | None, float]:
    """The words right over the columns of figures, if there are some over at least two of them."""
    high = first.bottom - first.top
    over = page.inside(0.0, first.top - 2.0 * high, page.width, first.top - 0.1 * high)
    segments = [
        segment
        for segment in _segments(page, [i for i in over if inked(page.text[i])])
        if segment.x1 > columns[0] and segment.x0 < columns[-1]
    ]
    cells = [""] * (len(columns) - 1)
    for segment in segments:
        middle = (segment.x0 + segment.x1) / 2
        place = sum(middle >= x for x in columns[1:-1])
        cells[place] += unspaced(segment.text)
    if sum(map(bool, cells[1:])) < 2 or any(_FIGURE.fullmatch(cell) for cell in cells if cell):
        return None, 0.0
    return tuple(cells), min(segment.top for segment in segments)
