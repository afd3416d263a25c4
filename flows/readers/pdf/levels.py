"""How high each heading stands (見出しの階層): 1, 2, 3 … consistent within a document.

Numbering decides (章 over 節 over 1 over (1) …); where the contents list or the outline order the numbers likewise,
their levels hold. Headings without a number take the level of numbered ones of the same look, stand over those in
smaller type, else under the heading before them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from flows.readers.pdf.contents import Titles
from flows.readers.pdf.numbering import RANK, SIGNS, Mark
from flows.readers.pdf.paragraphs import Paragraph

Style = tuple[float, bool, str]
"""Size in points (to a half), bold, face."""
_UNRANKED = SIGNS | {"附"}
_LOWEST = 9


@dataclass(slots=True)
class Look:
    """How a paragraph looks and what speaks for its being a heading."""

    paragraph: Paragraph
    mark: Mark | None
    score: float
    style: Style
    kind: str
    """The kind of its mark, "" without one."""


def levels_of(chosen: dict[int, Look], titles: Titles) -> dict[int, int]:
    """Levels by index of the headings `chosen`, which are given in their order."""
    _number_chapters(chosen)
    told = {
        i: level for i, look in chosen.items() if (level := titles.level(look.paragraph.text)) is not None
    }
    ranked = sorted({look.kind for look in chosen.values()} & RANK.keys() - _UNRANKED, key=RANK.__getitem__)
    level_of = _told_levels(ranked, chosen, told)
    if level_of is None:
        told, level_of = {}, _under_larger(chosen, {kind: n for n, kind in enumerate(ranked, start=1)})
    level_of = _by_indent(chosen, level_of)
    plain = _Plain(chosen, level_of)
    result: dict[int, int] = {}
    over = 0
    for i, look in chosen.items():
        level = level_of.get(look.kind, told.get(i))
        if level is None:
            plain.add(i, look, over)
        else:
            result[i] = over = level
    result.update(plain.levels())
    return {i: min(_LOWEST, level) for i, level in sorted(result.items())}


def _number_chapters(chosen: dict[int, Look]) -> None:
    """A heading right over "2.1" is chapter 2, even if its number is drawn and not written."""
    if any(look.kind == "1" for look in chosen.values()):
        return
    for look, following in pairwise(chosen.values()):
        number = following.mark.text if following.mark and following.kind == "1.1" else ""
        if not look.kind and re.search(r"\D[1１][.．]?$", number):
            look.kind = "1"


def _told_levels(ranked: list[str], chosen: dict[int, Look], told: dict[int, int]) -> dict[str, int] | None:
    """Levels of all numbered kinds if contents list or outline tell some of them and agree with the numbering."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for i, level in told.items():
        votes[chosen[i].kind][level] += 1
    level_of: dict[str, int] = {}
    before = 0
    for kind in ranked:
        level = votes[kind].most_common(1)[0][0] if votes[kind] else before + 1
        if level <= before:
            return None
        level_of[kind] = before = level
    return level_of if told else None


def _by_indent(chosen: dict[int, Look], level_of: dict[str, int]) -> dict[str, int]:
    """Heading styles that step in by half an em a level, as those of government templates do: two steps at once tell
    that a level between the two is not used."""
    lefts: dict[str, list[float]] = {kind: [] for kind in level_of}
    for look in chosen.values():
        if look.kind in level_of and look.mark:
            lefts[look.kind].append(look.paragraph.first.x0 / (look.paragraph.first.size or 1.0))
    kinds = [kind for kind in level_of if lefts[kind]]
    steps = [(median(lefts[b]) - median(lefts[a])) / 0.5 for a, b in pairwise(kinds)]
    regular = all(step > -0.1 and abs(step - round(step)) < 0.1 for step in steps)
    if not regular or 1 not in {round(step) for step in steps}:
        return level_of
    result = dict(level_of)
    skipped = 0
    for step, kind in zip(steps, kinds[1:], strict=True):
        skipped += max(0, round(step) - 1)
        result[kind] = level_of[kind] + skipped
    return result


def _under_larger(chosen: dict[int, Look], level_of: dict[str, int]) -> dict[str, int]:
    """All numbered levels one down if unnumbered headings in clearly larger type recur over them."""
    largest = max((look.style[0] for look in chosen.values() if look.kind in level_of), default=0.0)
    larger = {
        look.paragraph.page
        for look in chosen.values()
        if look.kind not in level_of and look.style[0] > 1.12 * largest
    }
    return {kind: n + 1 for kind, n in level_of.items()} if level_of and len(larger) >= 3 else level_of


class _Plain:
    """Headings whose mark, if any, does not tell their level: those with one sign, or of one look, get one level."""

    def __init__(self, chosen: dict[int, Look], level_of: dict[str, int]) -> None:
        self.groups: dict[str | Style, list[tuple[int, Look, int]]] = defaultdict(list)
        self.by_style: dict[Style, set[int]] = defaultdict(set)
        kinds: dict[str, list[Style]] = defaultdict(list)
        for look in chosen.values():
            if look.kind in level_of:
                self.by_style[look.style].add(level_of[look.kind])
                kinds[look.kind].append(look.style)
        self.ranks = [(level, *_usual(kinds[kind])) for kind, level in level_of.items() if kinds[kind]]

    def add(self, i: int, look: Look, over: int) -> None:
        """A heading and the level of the one before it whose level is known, 0 if there is none."""
        self.groups[look.kind or look.style].append((i, look, over))

    def levels(self) -> dict[int, int]:
        """Levels by index."""
        sizes = sorted(
            {look.style[:2] for group in self.groups.values() for _, look, _ in group}, reverse=True
        )
        result = {}
        for group in self.groups.values():
            style = Counter(look.style for _, look, _ in group).most_common(1)[0][0]
            usual = self._of(group[0][1].kind, style, [over for *_, over in group if over])
            for i, look, over in group:
                first = look.kind == "附" or over == 0
                result[i] = min(sizes.index(style[:2]) + 1, 3) if not self.ranks else 1 if first else usual
        return result

    def _of(self, kind: str, style: Style, over: list[int]) -> int:
        for level, size, bold in self.ranks:
            if style[0] > 1.06 * size or (style[0] > 0.97 * size and style[1] and not bold):
                return level
        alike = self.by_style[style]
        if not kind and len(alike) == 1:
            return min(alike)
        return Counter(over).most_common(1)[0][0] + 1 if over else 1


def _usual(styles: Iterable[Style]) -> tuple[float, bool]:
    styles = list(styles)
    return median(style[0] for style in styles), sum(style[1] for style in styles) * 2 > len(styles)
