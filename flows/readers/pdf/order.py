"""Reading order of a page's pieces (読み順).

The page is cut again and again: across, wherever a clear horizontal gap runs through all pieces; along, wherever a
clear gutter does. Rows that share a gutter form a band and are cut along it first, so that two columns are read one
after the other and not line by line. Pieces that cannot be parted (overlapping boxes) keep the order in which the
file holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Rectangle = tuple[float, float, float, float]
"""x0, top, x1, bottom in points."""
Piece = TypeVar("Piece")
_DEPTH = 12


def in_reading_order(
    pieces: Sequence[Piece], box: Callable[[Piece], Rectangle], gutter: float
) -> list[Piece]:
    """The pieces as one reads them, left column before right. `gutter`: least width of one, in points."""
    boxes = [box(piece) for piece in pieces]
    return [pieces[i] for i in _ordered(list(range(len(pieces))), boxes, gutter, _DEPTH)]


def _ordered(items: list[int], boxes: Sequence[Rectangle], gutter: float, depth: int) -> list[int]:
    if len(items) < 2 or depth == 0:
        return items
    out: list[int] = []
    bands = _bands(_rows(items, boxes), boxes, gutter)
    for band, cuts in bands:
        if cuts:
            for column in _columns(band, boxes, cuts):
                out.extend(_ordered(column, boxes, gutter, depth - 1))
        elif len(bands) == 1:
            out.extend(sorted(band))
        else:
            out.extend(_ordered(band, boxes, gutter, depth - 1))
    return out


def _rows(items: list[int], boxes: Sequence[Rectangle]) -> list[list[int]]:
    """Groups of pieces with a clear horizontal gap between group and group, from top to bottom."""
    rows: list[list[int]] = []
    floor = float("-inf")
    for i in sorted(items, key=lambda i: boxes[i][1]):
        top, bottom = boxes[i][1], boxes[i][3]
        slack = min(2.0, 0.2 * (bottom - top))
        if rows and top < floor - slack:
            rows[-1].append(i)
        else:
            rows.append([i])
        floor = max(floor, bottom)
    return rows


def _bands(
    rows: list[list[int]], boxes: Sequence[Rectangle], gutter: float
) -> list[tuple[list[int], list[tuple[float, float]]]]:
    """Rows joined while they share a gutter; each band with its gutters.

    A row on one side of the gutter only waits until a later row shows whether the gutter goes on.
    """
    bands: list[tuple[list[int], list[tuple[float, float]]]] = []
    waiting: list[list[int]] = []
    for row in rows:
        gaps = _gaps(row, boxes, gutter)
        if bands and bands[-1][1]:
            band, before = bands[-1]
            both = band + [i for each in waiting for i in each] + row
            shared = [
                gap for gap in _gaps(both, boxes, gutter) if any(gap[0] < b and a < gap[1] for a, b in before)
            ]
            if shared and (gaps or _fills_column(row, band, boxes)):
                bands[-1] = (both, shared)
                waiting = []
                continue
            if shared and not gaps:
                waiting.append(row)
                continue
        bands.extend((each, []) for each in waiting)
        waiting = []
        bands.append((row, gaps))
    return bands + [(each, []) for each in waiting]


def _fills_column(row: list[int], band: list[int], boxes: Sequence[Rectangle]) -> bool:
    """The row's only piece is as wide as a column of the band: the column goes on beside nothing."""
    if len(row) != 1:
        return False
    x0, _, x1, _ = boxes[row[0]]
    return any(abs(boxes[i][0] - x0) < 4 and x1 - x0 > 0.7 * (boxes[i][2] - boxes[i][0]) > 100 for i in band)


def _gaps(items: list[int], boxes: Sequence[Rectangle], gutter: float) -> list[tuple[float, float]]:
    """Vertical strips, at least `gutter` wide, that no piece touches, with pieces on both sides."""
    gaps: list[tuple[float, float]] = []
    edge: float | None = None
    for i in sorted(items, key=lambda i: boxes[i][0]):
        if edge is not None and boxes[i][0] - edge >= gutter:
            gaps.append((edge, boxes[i][0]))
        edge = boxes[i][2] if edge is None else max(edge, boxes[i][2])
    return gaps


def _columns(
    items: list[int], boxes: Sequence[Rectangle], gutters: list[tuple[float, float]]
) -> list[list[int]]:
    columns: list[list[int]] = [[] for _ in range(len(gutters) + 1)]
    for i in sorted(items):
        middle = (boxes[i][0] + boxes[i][2]) / 2
        columns[sum(middle > right for _, right in gutters)].append(i)
    return [column for column in columns if column]
