"""Lines of a page, as one sees them (行).

pdfium's line ends are the first cut; a piece that goes on at the same height is joined to it (a raised footnote
number breaks pdfium's line), a piece that spans a gutter or a table's edge is cut, pieces that the file holds in
another order are put together by place. Vertical writing is left to `vertical`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.line import Line, words_of
from flows.readers.pdf.order import Rectangle
from flows.readers.pdf.vertical import vertical_lines

__all__ = ["Line", "lines_of"]


def lines_of(page: PageGeometry, without: Sequence[Rectangle] = ()) -> list[Line]:
    """The page's lines in content order, vertical ones last; what stands in the rectangles `without` is left out."""
    level: list[list[int]] = []
    upright: list[int] = []
    for inked in _pieces(page, without):
        (upright.extend(inked) if _is_vertical(page, inked) else level.append(inked))
    if len(upright) > sum(map(len, level)):
        # Digits set upright within a vertical line are pieces of their own.
        upright += [i for inked in level if len(inked) <= 2 for i in inked]
        level = [inked for inked in level if len(inked) > 2]
    gutters = _gutters(page, level)
    cut = [part for inked in level for part in _cut(page, inked, gutters)]
    ordinal = list(accumulate((char > " " for char in page.text), initial=0))
    lines = [_line(page, inked, ordinal) for inked in _gathered(page, list(_rejoined(page, cut)))]
    if upright:
        lines.extend(vertical_lines(page, upright))
    return [line for line in lines if line.text]


def _pieces(page: PageGeometry, without: Sequence[Rectangle]) -> Iterator[list[int]]:
    """The indices of the visible characters of each of pdfium's lines."""
    text, start = page.text, 0
    width, height = page.width, page.height
    for piece in text.split("\r\n"):
        inked = [i for i in range(start, start + len(piece)) if text[i] > " " and text[i] != "\u3000"]
        start += len(piece) + 2
        if not inked:
            continue
        first, last = inked[0], inked[-1]
        if page.x1[last] < 0 or page.x0[first] > width or page.bottom[first] < 0 or page.top[first] > height:
            continue
        outside = [i for i in inked if not _within(page, i, without)] if without else inked
        if outside and (len(outside) == len(inked) or not _cut_off(page, inked, outside)):
            yield outside


def _cut_off(page: PageGeometry, inked: list[int], outside: list[int]) -> bool:
    """A table's edge may run through a word of its first column: a few letters left outside belong to the cell."""
    after = inked.index(outside[-1]) + 1
    if len(outside) > 3 or after == len(inked):
        return False
    return page.x0[inked[after]] - page.x1[outside[-1]] < 0.5 * (
        page.bottom[outside[-1]] - page.top[outside[-1]]
    )


def _within(page: PageGeometry, i: int, boxes: Sequence[Rectangle]) -> bool:
    x, y = (page.x0[i] + page.x1[i]) / 2, (page.top[i] + page.bottom[i]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _is_vertical(page: PageGeometry, inked: list[int]) -> bool:
    """Most steps from character to character go down or up rather than on."""
    if len(inked) < 2 or max(page.top[i] for i in inked) - min(page.top[i] for i in inked) < page.size_at(
        inked[0]
    ):
        return False
    down = sum(abs(page.top[b] - page.top[a]) > abs(page.x0[b] - page.x0[a]) for a, b in pairwise(inked))
    return down * 2 > len(inked) - 1


def _gutters(page: PageGeometry, pieces: list[list[int]]) -> list[float]:
    """Places (x) where many lines have a wide gap and others end or begin: between columns of running text."""
    votes: dict[int, int] = {}
    for inked in pieces:
        if inked[-1] - inked[0] + 1 == len(inked):
            continue  # no space in it, so pdfium saw no gap
        for a, b in pairwise(inked):
            if b == a + 1:
                continue
            if page.x0[b] - page.x1[a] > 9 and page.x0[b] - page.x1[a] > 1.5 * page.size_at(a):
                for x in range(max(0, int(page.x1[a] // 6)) + 1, int(min(page.x0[b], page.width) // 6) + 1):
                    votes[x] = votes.get(x, 0) + 1
    return [x * 6.0 for x, count in votes.items() if count >= 6 and count * 3 > len(pieces)]


def _cut(page: PageGeometry, inked: list[int], gutters: list[float]) -> Iterator[list[int]]:
    """A piece cut where it crosses a gutter, jumps far (another cell or box) or to another height."""
    first, end = inked[0], inked[-1] + 1
    if end - first == len(inked) and max(page.top[first:end]) < min(page.bottom[first:end]):
        yield inked  # pdfium saw no gap in it
        return
    part = [inked[0]]
    for a, b in pairwise(inked):
        gap, size = page.x0[b] - page.x1[a], page.bottom[a] - page.top[a] or 1.0
        apart = page.top[b] > page.bottom[a] or page.bottom[b] < page.top[a]
        crossing = gap > 1.5 * size and any(page.x1[a] <= x <= page.x0[b] for x in gutters)
        if apart or crossing or gap > 8 * size or gap < -3 * size:
            yield part
            part = []
        part.append(b)
    yield part


def _rejoined(page: PageGeometry, parts: list[list[int]]) -> Iterator[list[int]]:
    """Neighbouring pieces at one height and side by side made one line."""
    whole: list[int] = []
    for part in parts:
        if whole and _goes_on(page, whole[-1], part[0]):
            whole = whole + part
            continue
        if whole:
            yield whole
        whole = part
    if whole:
        yield whole


def _gathered(page: PageGeometry, parts: list[list[int]]) -> list[list[int]]:
    """Lines whose pieces the file holds in another order, as layout programs write them, put together by place."""
    ends: dict[tuple[int, int], list[int]] = {}
    for k, part in enumerate(parts):
        ends.setdefault(_cell(page.x0[part[0]], page.bottom[part[0]]), []).append(k)
    follows: dict[int, int] = {}
    for k, part in enumerate(parts):
        column, row = _cell(page.x1[part[-1]], page.bottom[part[-1]])
        near = (n for x in (-1, 0, 1) for y in (-1, 0, 1) for n in ends.get((column + x, row + y), ()))
        found = next((n for n in near if n != k and _goes_on(page, part[-1], parts[n][0], 0.35)), None)
        if found is not None and found not in follows.values():
            follows[k] = found
    if len(follows) < 8:
        return parts
    inner = set(follows.values())
    return [_chain(parts, follows, k) for k in range(len(parts)) if k not in inner]


def _chain(parts: list[list[int]], follows: dict[int, int], k: int) -> list[int]:
    line = list(parts[k])
    while k in follows:
        k = follows.pop(k)
        line += parts[k]
    return line


def _cell(x: float, y: float) -> tuple[int, int]:
    return int(x // 8), int(y // 8)


def _goes_on(page: PageGeometry, a: int, b: int, most: float = 0.8) -> bool:
    overlap = min(page.bottom[a], page.bottom[b]) - max(page.top[a], page.top[b])
    low = min(page.bottom[a] - page.top[a], page.bottom[b] - page.top[b])
    high = max(page.bottom[a] - page.top[a], page.bottom[b] - page.top[b])
    gap = page.x0[b] - page.x1[a]
    return overlap > 0.5 * low and -0.3 * high < gap < most * high


def _line(page: PageGeometry, inked: list[int], ordinal: list[int]) -> Line:
    first, end = inked[0], inked[-1] + 1
    scattered = ordinal[end] - ordinal[first] != len(inked)
    # The spaces that pdfium puts in have boxes of no size inside the line: no need to pass them over.
    x0, top, x1, bottom = (
        [column[i] for i in inked] if scattered else column[first:end]
        for column in (page.x0, page.top, page.x1, page.bottom)
    )
    middle = page.run_at(inked[len(inked) // 2])
    bold = middle.bold
    if len(inked) > 8 and middle.end < end:
        bold = sum(page.run_at(inked[len(inked) * k // 8]).bold for k in range(8)) > 4
    return Line(
        page.number,
        ordinal[first],
        ordinal[end],
        words_of(page, inked),
        min(x0),
        min(top),
        max(x1),
        max(bottom),
        max(middle.size, page.size_at(first)),
        bold,
        middle.font,
        scattered=scattered,
    )
