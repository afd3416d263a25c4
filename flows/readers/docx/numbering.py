"""Numbers that Word computes: 第1章, 1.2, (3), ア. They are part of what a reader sees, yet stand nowhere in the text.

A paragraph names a list (numId) and a depth (ilvl). The list leads to an abstract definition with nine levels,
each with a format, a start and a pattern ("第%1章"). Counting follows Word: a paragraph at a depth counts up
there and restarts all deeper levels; lists that share an abstract definition share their counters, until a list
overrides a start. Pictures and dingbats as bullets are left out: that the block is an item says it all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from flows.readers.docx.names import child, number, switched_on, value
from flows.readers.numerals import counter

_SLOT = re.compile(r"%([1-9])")
_DEPTHS = 9


@dataclass(frozen=True)
class Level:
    """One level of a list."""

    style: str = "decimal"
    pattern: str = ""
    start: int = 1
    suffix: str = " "
    restart: int | None = None
    """Restarts only when a level up to this one (1-based) counts; 0: never."""
    legal: bool = False
    """All numbers in plain digits."""
    linked: str | None = None
    """Id of the paragraph style bound to this level."""

    @property
    def is_bullet(self) -> bool:
        """A mark instead of a number."""
        return self.style == "bullet" or not _SLOT.search(self.pattern)


class Numbering:
    """Lists of a file and where each one stands."""

    def __init__(self, root: _Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._styles: dict[str, str] = {}
        self._lists: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._counts: dict[str, list[int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def level(self, identity: str, depth: int) -> Level | None:
        """The level, or None when there is no such list."""
        found = self._lists.get(identity)
        if found is None:
            return None
        levels = found[1].get(depth) or self._levels(found[0]).get(depth)
        return levels or Level(pattern=f"%{depth + 1}")

    def depth_of(self, identity: str, style: str | None) -> int:
        """The depth that a list binds to a paragraph style; 0 when it binds none."""
        found = self._lists.get(identity)
        levels = {**self._levels(found[0]), **found[1]} if found else {}
        return next((depth for depth, level in levels.items() if style and level.linked == style), 0)

    def next(self, identity: str, depth: int) -> str:
        """Count one paragraph of the list at `depth` and return its number as written, with what follows it."""
        depth = min(max(depth, 0), _DEPTHS - 1)
        level = self.level(identity, depth)
        if level is None:
            return ""
        abstract, _, starts = self._lists[identity]
        counts = self._counts.setdefault(abstract, [-1] * _DEPTHS)
        if depth in starts and (identity, depth) not in self._started:
            counts[depth] = starts[depth]
        elif counts[depth] < 0:
            counts[depth] = level.start
        else:
            counts[depth] += 1
        self._started.add((identity, depth))
        for deeper in range(depth + 1, _DEPTHS):
            below = self.level(identity, deeper)
            if below is None or below.restart is None or depth < below.restart:
                counts[deeper] = -1
        if level.is_bullet:
            return ""
        written = _SLOT.sub(
            lambda slot: self._write(identity, counts, int(slot[1]) - 1, level), level.pattern
        )
        return written + level.suffix if written else ""

    def _write(self, identity: str, counts: list[int], depth: int, of: Level) -> str:
        level = self.level(identity, depth) or Level()
        if counts[depth] < 0:
            counts[depth] = level.start
        return counter(counts[depth], "decimal" if of.legal else level.style)

    def _levels(self, abstract: str) -> dict[int, Level]:
        levels = self._abstract.get(abstract, {})
        if not levels and abstract in self._links:
            return self._abstract.get(self._styles.get(self._links[abstract], ""), {})
        return levels

    def _load(self, root: _Element) -> None:
        for element in root.iter("{*}abstractNum"):
            identity = value(element, "abstractNumId") or ""
            self._abstract[identity] = {
                number(level, "ilvl") or 0: _level(level) for level in element.iter("{*}lvl")
            }
            link, own = value(child(element, "numStyleLink")), value(child(element, "styleLink"))
            if link:
                self._links[identity] = link
            if own:
                self._styles[own] = identity
        for element in root.iter("{*}num"):
            levels, starts = {}, {}
            for override in element.iter("{*}lvlOverride"):
                depth = number(override, "ilvl") or 0
                own_level = child(override, "lvl")
                if own_level is not None:
                    levels[depth] = _level(own_level)
                start = number(child(override, "startOverride"))
                if start is not None:
                    starts[depth] = start
            abstract = value(child(element, "abstractNumId")) or ""
            self._lists[value(element, "numId") or ""] = (abstract, levels, starts)


def _level(element: _Element) -> Level:
    start = number(child(element, "start"))
    suffix = value(child(element, "suff")) or "tab"
    return Level(
        style=value(child(element, "numFmt")) or "decimal",
        pattern=value(child(element, "lvlText")) or "",
        start=1 if start is None else max(start, 0),
        suffix="" if suffix == "nothing" else " ",
        restart=number(child(element, "lvlRestart")),
        legal=bool(switched_on(child(element, "isLgl"))),
        linked=value(child(element, "pStyle")),
    )
