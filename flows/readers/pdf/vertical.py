"""Vertical writing (縦書き), gathered anew from the characters, for pdfium mixes its punctuation up.

Each character is linked to the one right under it, of about its size; the chains are lines, read from right to left
within each cluster of them. A chain's line is turned by a quarter (`Line.turned`), so that everything after knows
one direction only: along the line from left to right, line under line from top to bottom.
"""

from __future__ import annotations

from statistics import median

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.line import CONTROL, Line
from flows.readers.pdf.order import in_reading_order

_MIRRORED = {ord("("): "）", ord(")"): "（"}
"""In vertical writing brackets are full-width; a narrow one comes from a full-width one that pdfium turned."""
_BRACKETS = {"【": "】", "［": "］", "〔": "〕", "〈": "〉", "《": "》", "『": "』"}


def vertical_lines(page: PageGeometry, inked: list[int]) -> list[Line]:
    """Vertical writing: each character linked to the one right under it; the chains in reading order."""
    below = _links(page, inked)
    followers = set(below.values())
    lines = []
    for i in inked:
        if i not in followers:
            chain = [i]
            while chain[-1] in below:
                chain.append(below[chain[-1]])
            lines.append(_line(page, chain))
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


def _line(page: PageGeometry, inked: list[int]) -> Line:
    run = page.run_at(inked[len(inked) // 2])
    return Line(
        page.number,
        inked[0],
        inked[0],
        _unmirrored(CONTROL.sub("", "".join(page.text[i] for i in inked))),
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
