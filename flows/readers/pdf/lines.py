"""Lines of a page, as one sees them (行).

pdfium's line ends are the first cut; a piece that goes on at the same height is joined to it (a raised footnote
number breaks pdfium's line), a piece that spans a gutter or a table's edge is cut. Vertical writing is gathered anew
from the characters, for pdfium mixes its punctuation up; such lines are turned (`Line.turned`) into a frame in which
they run left to right and top to bottom, so that everything after this module knows one direction only.

Spaces: pdfium puts one wherever there is a gap. A line whose characters all stand apart is letter-spaced and
closed up, keeping gaps that are wider than the rest; the quarter em that typesetting puts between Japanese and
Latin is closed up; every other space stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.order import Rectangle, in_reading_order

_MIRRORED = {ord("("): "）", ord(")"): "（"}
"""In vertical writing brackets are full-width; a narrow one comes from a full-width one that pdfium turned."""
_BRACKETS = {"【": "】", "［": "］", "〔": "〕", "〈": "〉", "《": "》", "『": "』"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(slots=True)
class Line:
    """A line of one column. Lengths in points; x along the line, `top` and `bottom` across it."""

    page: int
    start: int
    end: int
    """Range among the page's visible characters: the next line follows in the file if it starts at this one's end."""
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    font: str
    turned: float = 0.0
    """Page width, if the line is vertical and its frame therefore turned; else 0."""
    confidence: float | None = None
    """0–1, if it came from OCR."""
    scattered: bool = False
    """Its characters do not follow each other in the file: only the page's reading-order text holds it."""

    @property
    def box(self) -> Rectangle:
        """Where it stands on the page, turned back if need be: x0, top, x1, bottom."""
        if self.turned:
            return self.turned - self.bottom, self.x0, self.turned - self.top, self.x1
        return self.x0, self.top, self.x1, self.bottom


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
        lines.extend(_vertical_lines(page, upright))
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
        _text(page, inked),
        min(x0),
        min(top),
        max(x1),
        max(bottom),
        max(middle.size, page.size_at(first)),
        bold,
        middle.font,
        scattered=scattered,
    )


def _text(page: PageGeometry, inked: list[int]) -> str:
    """The line's characters with the spaces that mean something."""
    start, end = inked[0], inked[-1] + 1
    if end - start == len(inked) and end > start:
        return _CONTROL.sub("", page.text[start:end])
    gaps = [page.x0[b] - page.x1[a] for a, b in pairwise(inked)]
    size = median(page.bottom[i] - page.top[i] for i in inked)
    spaced = _spacing(page, inked, gaps, size)
    out = [page.text[inked[0]]]
    for a, b, gap in zip(inked, inked[1:], gaps, strict=False):
        between = page.text[a + 1 : b]
        # A space of the file has a width; one that pdfium puts in has none, and the gap must tell.
        wide = any(page.x1[i] - page.x0[i] > 0.05 * size for i in range(a + 1, b))
        written = spaced is None and wide and not between.strip()
        if between and (written or _is_space(page.text[a], page.text[b], gap, size, spaced)):
            out.append("\u3000" if "\u3000" in between else " ")
        out.append(page.text[b])
    return _CONTROL.sub("", "".join(out))


def _spacing(page: PageGeometry, inked: list[int], gaps: list[float], size: float) -> float | None:
    """The usual gap of a letter-spaced line; None if the line is not letter-spaced."""
    apart = sum(b > a + 1 for a, b in pairwise(inked))
    if apart * 4 < 3 * len(gaps) or sum(_is_wide(page.text[i]) for i in inked) * 2 < len(inked):
        return None
    usual = median(gaps)
    if len(inked) < 5 and (
        max(gaps) - min(gaps) > 0.6 * size or any(not _is_wide(page.text[i]) for i in inked)
    ):
        return None
    return usual


def _is_space(left: str, right: str, gap: float, size: float, spaced: float | None) -> bool:
    if spaced is not None:
        return gap > spaced + 0.55 * size
    if _is_wide(left) and _is_wide(right):
        return gap > 0.3 * size
    if _is_wide(left) or _is_wide(right):
        return gap > 0.42 * size
    return gap > 0.1 * size


def _is_wide(char: str) -> bool:
    return char >= "\u2e80"


def _vertical_lines(page: PageGeometry, inked: list[int]) -> list[Line]:
    """Vertical writing: each character linked to the one right under it; the chains in reading order."""
    below = _links(page, inked)
    followers = set(below.values())
    lines = []
    for i in inked:
        if i not in followers:
            chain = [i]
            while chain[-1] in below:
                chain.append(below[chain[-1]])
            lines.append(_vertical_line(page, chain))
    lines.sort(key=lambda line: (line.top, line.x0))
    em = median(line.size for line in lines)
    return in_reading_order(lines, lambda line: (line.x0, line.top, line.x1, line.bottom), em)


def _links(page: PageGeometry, inked: list[int]) -> dict[int, int]:
    """For each character the nearest one under it in its column, of about its size."""
    strips: dict[int, list[int]] = {}
    for i in inked:
        strips.setdefault(int(page.x0[i] // 4), []).append(i)
    taken: set[int] = set()
    links: dict[int, int] = {}
    for a in sorted(inked, key=lambda i: page.top[i]):
        size = max(page.size_at(a), page.bottom[a] - page.top[a])
        near = (
            b
            for k in range(-2, 3)
            for b in strips.get(int(page.x0[a] // 4) + k, ())
            if b != a and b not in taken
        )
        under = [b for b in near if _is_under(page, a, b, size)]
        if under:
            links[a] = min(under, key=lambda b: page.top[b])
            taken.add(links[a])
    return links


def _is_under(page: PageGeometry, a: int, b: int, size: float) -> bool:
    aside = min(
        abs(page.x0[a] - page.x0[b]),
        abs(page.x1[a] - page.x1[b]),
        abs(page.x0[a] + page.x1[a] - page.x0[b] - page.x1[b]) / 2,
    )
    gap = page.top[b] - page.bottom[a]
    other = max(page.size_at(b), 1.0)
    return (
        page.top[b] > page.top[a]
        and aside < 0.3 * size
        and -0.5 * size < gap < 0.8 * size
        and 0.6 < size / other < 1.7
    )


def _vertical_line(page: PageGeometry, inked: list[int]) -> Line:
    run = page.run_at(inked[len(inked) // 2])
    return Line(
        page.number,
        inked[0],
        inked[0],
        _unmirrored(_CONTROL.sub("", "".join(page.text[i] for i in inked))),
        min(page.top[i] for i in inked),
        page.width - max(page.x1[i] for i in inked),
        max(page.bottom[i] for i in inked),
        page.width - min(page.x0[i] for i in inked),
        run.size,
        run.bold,
        run.font,
        turned=page.width,
    )


def _unmirrored(text: str) -> str:
    """Brackets put right: pdfium takes vertical writing for right-to-left here and there and turns its brackets."""
    out: list[str] = []
    for char in text.translate(_MIRRORED):
        closing = _BRACKETS.get(char)
        is_open = closing and char in out and closing not in out[len(out) - out[::-1].index(char) - 1 :]
        out.append(closing if closing and is_open else char)
    return "".join(out)
