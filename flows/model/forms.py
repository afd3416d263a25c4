"""Sentences of a fixed form (定型): words from the register with holes for figures and dates of sources.

    Pattern  = words with holes, what each hole may hold, and which sums are done with the figures
    Computation = the holes of one sentence filled, each with its citation, and the results as shown

A pattern without steps states a figure of a table (事実); one with steps computes (推定), and its words show how. The
gate computes anew from the cited cells: whatever differs fails. Hard cases: direction (増加/減少) is chosen by the sign
of the first step; a figure without a unit in its cell takes the unit of the pattern, whose `says` the cell's heads must
meet; of a table of municipalities a hole takes only the row of whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum

from pydantic import Field

from flows.model.base import Value

_FIGURE = re.compile(r"[^0-9.,△-]+$")
"""The unit behind a figure."""


class StepKind(StrEnum):
    """What is done with the figures."""

    DIFFERENCE = "difference"
    """second − first"""
    CHANGE_RATE = "change_rate"
    """(second − first) ÷ first × 100"""
    SHARE = "share"
    """first ÷ second × 100"""
    PER_YEAR = "per_year"
    """(second − first) ÷ years between the third and the fourth, which are words"""
    YEARS = "years"
    """From the first to the second, which are words."""


class Step(Value):
    """One result of a computation."""

    name: str
    kind: StepKind
    of: tuple[str, ...]
    """Names of holes."""
    decimals: int = 0
    """Rounded half up; a difference is exact and needs none."""


class Whose(StrEnum):
    """Whose row of a table of municipalities a figure stands in."""

    OWN = "own"
    PREFECTURE = "prefecture"
    NATION = "nation"


class FigureHole(Value):
    """What a hole for a figure may hold."""

    says: str
    """What must stand over the cell (regular expression on its folded heads)."""
    newest: bool = False
    """Of several columns that say so, the one of the newest year."""
    unit: str
    """As `flows.text.numbers` names it; "*": any, the one the table gives."""
    whose: Whose = Whose.OWN


class WordKind(StrEnum):
    """What a hole for words holds."""

    DAY = "day"
    """A full date, at which the figure was so."""
    YEAR = "year"
    """A year or fiscal year in the head over the figure, or in its cell."""
    NAME = "name"
    """The cell of the row under a head that `says` so."""
    UNIT = "unit"
    """What the figure counts."""


class WordHole(Value):
    """What a hole for words may hold."""

    kind: WordKind
    of: str = ""
    """Of which figure."""
    says: str = ""


class Pattern(Value):
    """A sentence with holes."""

    name: str
    section: str
    """Key of the section it stands in."""
    same: str
    """The words; {hole} for a figure with its unit, {hole_n} for the figure alone. For a first result of 0."""
    up: str = ""
    """The words when the first result is above 0; "": as `same`."""
    down: str = ""
    figures: dict[str, FigureHole]
    words: dict[str, WordHole] = Field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    @property
    def is_estimate(self) -> bool:
        """Whether it says what was computed."""
        return bool(self.steps)

    def rendered(self, computation: Computation, sign: int) -> str:
        """The sentence; `sign` of the first result. Raises KeyError for a hole that is not filled."""
        words = {1: self.up, -1: self.down}.get(sign) or self.same
        holes = {filled.name: filled.text for filled in (*computation.figures, *computation.words)}
        bare = {f"{filled.name}_n": _FIGURE.sub("", filled.text) for filled in computation.figures}
        return words.format_map({**holes, **bare, **dict(computation.results)})


def as_it_is(text: str) -> str:
    """The sentence in the manner of the pattern."""
    return text


class Forms(Value):
    """All that may stand in the draft in a fixed form only."""

    proposals: tuple[str, ...] = ()
    """Sentences that may stand as 仮説."""
    patterns: tuple[Pattern, ...] = ()
    headings: tuple[str, ...] = ()
    """Heads of measure sheets with the number that the plan gives them; behind it stands the cited name."""
    in_manner: Callable[[str], str] = as_it_is
    """A sentence of a pattern as the plan writes it (文体, 数字, 年, 句読点); it keeps every year, date and figure."""

    def pattern(self, name: str) -> Pattern | None:
        """The pattern of that name."""
        return next((pattern for pattern in self.patterns if pattern.name == name), None)


class Filled(Value):
    """What stands in a hole."""

    name: str
    text: str
    """As shown, a figure with its unit."""
    citation: int
    """Which of the block's citations holds it, counted from 0."""


class Computation(Value):
    """A sentence of a fixed form with its figures (計算)."""

    pattern: str
    figures: tuple[Filled, ...]
    words: tuple[Filled, ...] = ()
    results: tuple[tuple[str, str], ...] = ()
    """(step, result as shown)"""
