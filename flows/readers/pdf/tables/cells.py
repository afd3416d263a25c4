"""The words of each cell (セルの文字), in the order in which the page holds them.

    characters of the page ── by centre ──▶ cell ── lines_of ──▶ lines ── joined ──▶ text

Content order is kept wherever it reads downwards, so that a cell's text can be found again in the text of the
page. Hard cases: lines wrapped by the cell's width (joined) against lines that end on purpose (kept, as a line
feed), centred heads in several lines, letter-spaced words (予 算 額), upright words in narrow cells.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

_LIST_MARK = re.compile(
    r"[・･●○◎◆◇■□▪▫◦•‣※★☆▼▲▶►➢✓✔\uf000-\uf0ff①-⑳㋐-㋾]|[(（]?[0-9０-９ア-ンa-zA-Z]{1,2}[)）.．、 　]"
)
_WORD = re.compile(r"[A-Za-z0-9,.;:)\]%&]$")
_WORD_START = re.compile(r"^[A-Za-z0-9(\[&]")
_FIGURE_AT_END = re.compile(r"[^0-9０-９,，.．].*[0-9０-９][%％]?$")
_PADDING = 6.0
"""Points between the words of a cell and its side, at most."""
_SPACES = re.compile(r"[ \t\u3000]+")


def inked(char: str) -> bool:
    """Leaves ink: no space, no control."""
    return char > " " and char != "\u3000"


class Characters(Protocol):
    """What is asked of a page: its characters and their boxes."""

    @property
    def text(self) -> str: ...
    @property
    def x0(self) -> list[float]: ...
    @property
    def top(self) -> list[float]: ...
    @property
    def x1(self) -> list[float]: ...
    @property
    def bottom(self) -> list[float]: ...


class TextLine(NamedTuple):
    """A line of text with its box in points."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str


def lines_of(page: Characters, indices: Sequence[int]) -> list[TextLine]:
    """Lines in reading order from the indices of inked characters in content order."""
    return _in_order(_beside([line_of(page, run) for run in runs_of(page, indices)]))


def runs_of(page: Characters, indices: Iterable[int]) -> list[list[int]]:
    """The indices cut wherever content order leaves a line: up, down or back."""
    x0, tops, bottoms = page.x0, page.top, page.bottom
    runs: list[list[int]] = []
    x = top = bottom = float("-inf")
    for i in indices:
        overlap = min(bottom, bottoms[i]) - max(top, tops[i])
        height = min(bottom - top, bottoms[i] - tops[i])
        if overlap > 0.5 * height and x0[i] > x - 0.3 * height:
            runs[-1].append(i)
        else:
            runs.append([i])
        x, top, bottom = x0[i], tops[i], bottoms[i]
    return runs


def line_of(page: Characters, run: Sequence[int]) -> TextLine:
    """One line from the indices of its characters, with the spaces between them."""
    first, last = run[0], run[-1]
    if last - first + 1 == len(run):
        text = page.text[first : last + 1]
    else:
        parts = [page.text[first]]
        for before, after in pairwise(run):
            between = page.text[before + 1 : after]
            if between and (between.isspace() or page.x0[after] - page.x1[before] > 1.0):
                parts.append("\u3000" if "\u3000" in between else " ")
            parts.append(page.text[after])
        text = "".join(parts)
    return TextLine(
        min([page.x0[i] for i in run]),
        min([page.top[i] for i in run]),
        max([page.x1[i] for i in run]),
        max([page.bottom[i] for i in run]),
        text,
    )


def _beside(lines: list[TextLine]) -> list[TextLine]:
    """Pieces of one line that follow each other in content order made one."""
    out: list[TextLine] = []
    for line in lines:
        last = out[-1] if out else None
        if last and line.x0 >= last.x1 - 1.0 and _level(last, line):
            gap = " " if line.x0 - last.x1 > 0.3 * (line.bottom - line.top) else ""
            out[-1] = TextLine(
                last.x0,
                min(last.top, line.top),
                line.x1,
                max(last.bottom, line.bottom),
                last.text + gap + line.text,
            )
        else:
            out.append(line)
    return out


def _level(a: TextLine, b: TextLine) -> bool:
    overlap = min(a.bottom, b.bottom) - max(a.top, b.top)
    return overlap > 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def _in_order(lines: list[TextLine]) -> list[TextLine]:
    """Content order if it reads downwards, or in upright columns from right to left; else by place."""
    if len(lines) < 2 or all(_after(a, b) for a, b in pairwise(lines)):
        return lines
    if _upright(lines):
        return lines
    placed = sorted(lines, key=lambda line: (line.top + line.bottom) / 2)
    rows: list[list[TextLine]] = []
    for line in placed:
        if rows and _level(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return _beside([line for row in rows for line in sorted(row)])


def _after(a: TextLine, b: TextLine) -> bool:
    return b.top > a.top or (_level(a, b) and b.x0 >= a.x0)


def _upright(lines: Sequence[TextLine]) -> bool:
    """Most pieces are one character, and most of those stand right under the one before: vertical writing."""
    if sum(len(line.text) == 1 for line in lines) <= 0.8 * len(lines):
        return False
    under = sum(
        b.top > a.top + 0.3 * (a.bottom - a.top) and abs(a.x0 + a.x1 - b.x0 - b.x1) < a.bottom - a.top
        for a, b in pairwise(lines)
    )
    return under >= 0.6 * (len(lines) - 1)


def joined(lines: Sequence[TextLine], edge: float = 0.0) -> str:
    """The lines of a cell as one text: wrapped lines run on, lines that end on purpose end in a line feed.

    `edge`: the right side of the cell, if known; else the longest line says how far a line may go.
    """
    texts = [unspaced(line.text) for line in lines]
    if not texts:
        return ""
    if _upright(lines):
        return "".join(texts)
    right = max([*(line.x1 for line in lines), edge - _PADDING])
    centred = _centred(lines)
    out = texts[0]
    for before, after, text in zip(lines, lines[1:], texts[1:], strict=False):
        if _LIST_MARK.match(text) or (not centred and _ends(before, after, right)):
            out += "\n" + text
        elif _WORD.search(out) and _WORD_START.match(text):
            out += " " + text
        else:
            out += text
    return out


def _centred(lines: Sequence[TextLine]) -> bool:
    """Lines that share their middle but not their left end."""
    middles = [(line.x0 + line.x1) / 2 for line in lines]
    em = lines[0].bottom - lines[0].top
    starts = [line.x0 for line in lines]
    return max(middles) - min(middles) < 0.6 * em and max(starts) - min(starts) > 0.4 * em


def _ends(before: TextLine, after: TextLine, right: float) -> bool:
    """The line stops although the next one's first word would still have fitted, or both end in figures."""
    if _FIGURE_AT_END.search(before.text) and _FIGURE_AT_END.search(after.text) and after.text[0] > "\u2e80":
        return True
    em = before.bottom - before.top
    first = re.match(r"[A-Za-z0-9,.\-/:]+|.", after.text)
    width = em * 1.2 if first is None or len(first[0]) == 1 else len(first[0]) * em * 0.6 + em * 0.6
    return right - before.x1 > max(width, 2.2 * em)


def unspaced(text: str) -> str:
    """Letter-spaced words closed up (予 算 額 → 予算額); other spaces kept."""
    parts = _SPACES.split(text.strip())
    if len(parts) < 2:
        return parts[0] if parts else ""
    gaps = _SPACES.findall(text.strip())
    out = parts[0]
    for before, gap, after in zip(parts, gaps, parts[1:], strict=False):
        single = len(before) == 1 and len(after) == 1
        out += after if single and _ideographic(before) and _ideographic(after) else gap + after
    return out


def _ideographic(char: str) -> bool:
    return "\u3040" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or char in "々〇ー・"


def runs_on(lines: Sequence[TextLine], edge: float, floor: float) -> bool:
    """Whether the last line of a cell breaks off: it is full, at the cell's floor, and ends no sentence."""
    if len(lines) < 2 or _upright(lines) or _centred(lines):
        return False
    last, em = lines[-1], lines[-1].bottom - lines[-1].top
    full = max([*(line.x1 for line in lines), edge - _PADDING]) - last.x1 < 1.6 * em
    return full and floor - last.bottom < 1.5 * em and last.text[-1] not in "。．！？!?"
