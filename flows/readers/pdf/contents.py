"""Contents pages (目次): recognised, kept out of the body, and used to know the headings.

A contents entry ends in leader dots and a page number, or stands with others of its kind on a page headed 目次. What
it names is a heading wherever it stands in the body, so entries are the best witness of headings that there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flows.readers.pdf.lines import Line
from flows.readers.pdf.numbering import mark_of
from flows.text import fold

_LEADERS = re.compile(
    r"^(?P<title>.*?)[.．・…‥·･_＿─―ー\-\s　]{4,}[(（\-]*\s*(?P<page>[0-9０-９]{1,4}|[ivxl]{1,6})[)）\-]*\s*$"
)
_TITLE_AND_PAGE = re.compile(r"^(?P<title>.*?\D)[\s　]*[(（PpＰ\-]*(?P<page>[0-9０-９]{1,4})[)）\-]*\s*$")
_HEADS = frozenset({"目次", "もくじ", "目録", "contents", "図表目次", "図目次", "表目次"})
_BORDER = "～~【】[]〈〉<>■-－―・ "


class Titles:
    """Headings that the contents list and the file's outline (しおり) name, with the levels that these give them.

    A title is known with its number or, if it has none there or here, without; under another number it is another.
    """

    def __init__(self, outline: Iterable[tuple[str, int]] = ()) -> None:
        self._whole: dict[str, int] = {}
        self._without_number: dict[str, int] = {}
        for title, level in outline:
            self._add(title, level)

    def add_contents(self, entries: Sequence[tuple[str, float]]) -> None:
        """Entries of the contents list as (title, indent in points): deeper indent, lower level."""
        levels = indent_levels([indent for _, indent in entries])
        for title, indent in entries:
            self._add(title, levels[indent])

    def _add(self, title: str, level: int) -> None:
        if words := fold(title):
            self._whole.setdefault(words, level)
            if len(without := _without_mark(title)) > 1 and without != words:
                self._without_number.setdefault(without, level)

    def level(self, text: str) -> int | None:
        """The level of a title; None if it is not known."""
        whole, without = fold(text), _without_mark(text)
        if whole in self._whole:
            return self._whole[whole]
        return (self._without_number if without == whole else self._whole).get(without)

    def names(self, text: str) -> float:
        """How surely a text is one of the titles: 1 with the same number, less without it, 0 if it is none."""
        if self.level(text) is None:
            return 0.0
        return 1.0 if fold(text) in self._whole or mark_of(text) else 0.4


def _without_mark(text: str) -> str:
    mark = mark_of(text)
    return fold(text[len(mark.text) :] if mark and mark.kind not in ("【】", "〈〉") else text)


def contents_of(lines: Sequence[Line]) -> tuple[frozenset[int], list[tuple[str, float]]]:
    """(`Line.start` of all lines of a contents list on this page, titles that it names with their indent)."""
    led = [(line, found) for line in lines if (found := _LEADERS.match(line.text))]
    head = next((line for line in lines if is_contents_head(line.text)), None)
    if len(led) < 4 and head is None:
        return frozenset(), []
    entries = led
    if head is not None and len(led) < 3:
        below = [line for line in lines if line.top >= head.top and line is not head]
        entries = [(line, found) for line in below if (found := _TITLE_AND_PAGE.match(line.text))]
        if len(entries) < 3 or len(entries) * 2 < len(below):
            return frozenset(), []
    elif len(led) * 3 < len(lines) and head is None:
        return frozenset(), []
    first = min([line.top for line, _ in entries] + ([head.top] if head else []))
    last = max(line.bottom for line, _ in entries)
    inside = [line for line in lines if first - 1 <= line.top and line.bottom <= last + 1]
    return frozenset(line.start for line in inside), [
        (title, line.x0) for line, found in entries if (title := _title(found["title"]))
    ]


def indent_levels(indents: Sequence[float]) -> dict[float, int]:
    """1 for the leftmost entries of a contents list, 2 for those further in, and so on; steps under 5 points are none."""
    levels: dict[float, int] = {}
    level, edge = 0, float("-inf")
    for indent in sorted(set(indents)):
        if indent - edge > 5.0:
            level, edge = level + 1, indent
        levels[indent] = level
    return levels


def is_contents_head(text: str) -> bool:
    """The line says 目次 and nothing else."""
    return len(text) <= 16 and fold(text).strip(_BORDER).lower() in _HEADS


def _title(text: str) -> str:
    return text.rstrip(".．・…‥·･_＿─―- 　")
