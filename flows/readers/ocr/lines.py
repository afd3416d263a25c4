"""A recognised line, and the order in which lines are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple


class OcrLine(NamedTuple):
    """A line read from a picture: text, place, confidence 0–1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def vertical(self) -> bool:
        """Characters stand under each other."""
        return len(self.text) > 1 and self.bottom - self.top > 1.5 * (self.x1 - self.x0)


_SHORTEST_LINE = 8
"""Characters in a line of running text, at least."""


def in_reading_order(lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Top to bottom, columns one after the other; a page of vertical writing from right to left."""
    upright = sum(len(line.text) for line in lines if line.vertical)
    if upright * 2 > sum(len(line.text) for line in lines):
        # Turned by a quarter, vertical writing is horizontal writing.
        right = max(line.x1 for line in lines)
        turned = [
            line._replace(x0=line.top, top=right - line.x1, x1=line.bottom, bottom=right - line.x0)
            for line in lines
        ]
        back = {id(t): line for t, line in zip(turned, lines, strict=True)}
        return [back[id(t)] for t in _ordered(turned)]
    return _ordered(list(lines))


def _ordered(lines: list[OcrLine]) -> list[OcrLine]:
    gutter = _gutter(lines)
    if gutter is None:
        return _by_rows(lines)
    out: list[OcrLine] = []
    left: list[OcrLine] = []
    right: list[OcrLine] = []
    for line in sorted(lines, key=lambda line: line.top):
        if line.x0 < gutter < line.x1:
            out += _ordered(left) + _ordered(right) + [line]
            left, right = [], []
        else:
            (left if line.x1 <= gutter else right).append(line)
    return out + _ordered(left) + _ordered(right)


def _gutter(lines: list[OcrLine], columns: int = 5) -> float | None:
    """Where a page of running text is parted: few lines cross it, lines fill the left side and each column right.

    `columns`: how many there may be at most.
    """
    if len(lines) < 8 or columns < 2:
        return None
    first, last = min(line.x0 for line in lines), max(line.x1 for line in lines)
    margin = 0.08 * (last - first)
    ends = {line.x1 + 0.01 for line in lines if first + margin < line.x1 < last - margin}
    crossed = {x: sum(line.x0 < x < line.x1 for line in lines) for x in ends}
    for x in sorted(ends, key=lambda x: (crossed[x], x)):
        if crossed[x] > 0.3 * len(lines):
            return None
        left = [line for line in lines if line.x1 <= x]
        right = [line for line in lines if line.x0 >= x]
        if min(len(left), len(right)) < 4:
            continue
        if _filled(left) and (_filled(right) or _gutter(right, columns - 1) is not None):
            return x
    return None


def _filled(lines: list[OcrLine]) -> bool:
    """Lines as long as their column is wide, and wide enough for sentences: running text, not the cells of a table."""
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    length = median(line.x1 - line.x0 for line in lines)
    return length > max(0.5 * width, _SHORTEST_LINE * median(line.bottom - line.top for line in lines))


def _by_rows(lines: list[OcrLine]) -> list[OcrLine]:
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom) / 2):
        middle = (line.top + line.bottom) / 2
        if rows and rows[-1][0].top <= middle <= rows[-1][0].bottom:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.x0)]


_KATAKANA = "ァ-ヺ"
_COUNTED = "一人枚つ部式括覧般体定元貫環層時律連方番日月年回度件名冊本台個箇級種次切丸身気"
_LOOK_ALIKES = (
    # A long-vowel mark follows kana only; the numeral one after katakana is followed by what it counts.
    (re.compile(r"(?<![ぁ-んァ-ヺー])ー|(?<=[ぁ-ん])ー(?=[㐀-鿿])"), "一"),
    (re.compile(rf"(?<=[{_KATAKANA}])一(?![{_COUNTED}ぁ-ん])"), "ー"),
    (re.compile(rf"(?<=[{_KATAKANA}])べ(?=[{_KATAKANA}])"), "ベ"),
    (re.compile(rf"(?<=[{_KATAKANA}])ぺ(?=[{_KATAKANA}])"), "ペ"),
    (re.compile(r"(?<=[ぁ-ん])ベ(?=[ぁ-ん])"), "べ"),
    (re.compile(r"(?<=[ぁ-ん])ヘ(?=[ぁ-ん])"), "へ"),
    (re.compile(r"(?<=[ぁ-ん])リ(?=[ぁ-ん])"), "り"),
)


def without_look_alikes(text: str) -> str:
    """Characters no word can have there, put right: ー for 一, katakana ベ among hiragana."""
    for pattern, right in _LOOK_ALIKES:
        text = pattern.sub(right, text)
    return text
