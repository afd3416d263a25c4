"""What stands in a page's margins (柱・ノンブル): running heads, footers and the printed page number.

A page number is told by counting: a number at the top or bottom of a page that rises by one from page to page. A
running head is the same small text at the same height on several pages. Neither belongs to the body; the number is
kept as the page's printed number ("- 6 -" → "6"). A slide's title that several slides share is larger than
running heads are, and stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flows.readers.pdf.lines import Line
from flows.text import fold

_PAGE_NUMBER = re.compile(
    r"^(?:[-~=・.|\[(〔【<＜«]*)(?:p(?:age)?\.?)?(?P<number>\d{1,4}|[ivxl]{1,7})(?:頁|ページ)?"
    r"(?:(?:/|of)\d{1,4})?(?:[-~=・.|\])〕】>＞»]*)$",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+(?=[頁])")
_BAND = 0.12
"""Share of the page's height that counts as margin, at the top and at the bottom."""
_LEAST_BAND = 85.0
"""Points: 30 mm, the margin of Word, which is more of a page in landscape."""


@dataclass(frozen=True, slots=True)
class Margins:
    """What was found in the margins of one page."""

    number: str | None
    """The printed page number."""
    lines: frozenset[int]
    """`Line.start` of all lines that belong to the margins."""


def margins_of(
    pages: Sequence[Sequence[Line]], sizes: Sequence[tuple[float, float]], body: float
) -> list[Margins]:
    """The margins of each page. `sizes`: width and height of the pages; `body`: font size of running text."""
    outer = [
        [line for line in lines if _in_band(line, size)] for lines, size in zip(pages, sizes, strict=True)
    ]
    numbers = _page_numbers(outer, pages)
    heads = _running(outer, sizes, body)
    places = _places(heads, outer, sizes)
    found = []
    for i, lines in enumerate(outer):
        taken = {line.start for line in lines if _key(line, sizes[i]) in heads}
        taken |= {
            line.start for line in lines if line.size <= 1.1 * body and _key(line, sizes[i])[1] in places
        }
        number = numbers[i]
        if number:
            taken.add(number[0].start)
        found.append(Margins(number[1] if number else None, frozenset(taken)))
    return found


def _in_band(line: Line, size: tuple[float, float]) -> bool:
    _, top, _, bottom = line.box
    band = max(_BAND * size[1], _LEAST_BAND)
    return bottom < band or top > size[1] - band


def _page_numbers(
    outer: Sequence[Sequence[Line]], pages: Sequence[Sequence[Line]]
) -> list[tuple[Line, str] | None]:
    """Per page the line with its number: of all candidates those whose distance to the count of pages is commonest."""
    candidates: list[list[tuple[Line, str, tuple[int, bool]]]] = []
    for i, lines in enumerate(outer):
        here = []
        for line in lines:
            found = _PAGE_NUMBER.match(fold(line.text))
            if found and len(line.text) <= 14:
                text = found["number"].lower()
                here.append((line, text, (_value(text) - i, text.isdigit())))
        candidates.append(here)
    votes = Counter(distance for here in candidates for distance in {each[2] for each in here})
    least = 3 if len(pages) > 5 else 2
    result: list[tuple[Line, str] | None] = []
    for here, lines in zip(candidates, pages, strict=True):
        best = max(here, key=lambda each: votes[each[2]], default=None)
        sure = best is not None and (votes[best[2]] >= least or _stands_out(best[0], lines))
        result.append((best[0], best[1]) if best is not None and sure else None)
    heights = {round(each[0].top / 3) for each in result if each}
    for i, here in enumerate(candidates):
        if result[i] is None and here and round(here[0][0].top / 3) in heights:
            result[i] = here[0][:2]
    return result


def _stands_out(line: Line, lines: Sequence[Line]) -> bool:
    """Between dashes, or the outermost line of a page: a number even if no other page confirms it."""
    dashed = len(fold(line.text)) > len(_DIGITS.sub("", fold(line.text))) > 1
    return dashed and (
        line.top <= min(each.top for each in lines) or line.bottom >= max(each.bottom for each in lines)
    )


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _running(
    outer: Sequence[Sequence[Line]], sizes: Sequence[tuple[float, float]], body: float
) -> set[tuple[str, int]]:
    """Keys of small texts that stand at the same height on at least three pages (two, in a paper of few pages)."""
    counts = Counter(
        key
        for lines, size in zip(outer, sizes, strict=True)
        for key in {_key(line, size) for line in lines if line.size <= 1.1 * body}
    )
    least = 3 if len(outer) > 4 else 2
    return {key for key, count in counts.items() if count >= least and key[0].strip("#")}


def _places(
    heads: set[tuple[str, int]], outer: Sequence[Sequence[Line]], sizes: Sequence[tuple[float, float]]
) -> set[int]:
    """Heights at which most pages have a running head: there, one that changes with the chapter is a head as well."""
    counts = Counter(
        place
        for lines, size in zip(outer, sizes, strict=True)
        for place in {_key(line, size)[1] for line in lines if _key(line, size) in heads}
    )
    return {place for place, count in counts.items() if count >= 3 and count * 2 > len(outer)}


def _key(line: Line, size: tuple[float, float]) -> tuple[str, int]:
    _, top, _, bottom = line.box
    return _DIGITS.sub("#", fold(line.text)), round((top + bottom) / 2 / max(size[1], 1.0) * 100)
