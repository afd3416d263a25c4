"""Sentences of a fixed form (定型): words from the register with holes for figures and dates of sources.

    Pattern  = words with holes, what each hole may hold, and which sums are done with the figures
    Computation = the holes of one sentence filled, each with its citation, and the results as shown

A pattern without steps states a figure of a table (事実); one with steps computes (推定), and its words show how. The
gate renders the pattern anew from the cited figures: whatever differs fails. Hard cases: direction (増加/減少) is chosen
by the sign of the first step; the number of addends of a sum is open; a figure without a unit in its cell takes the
unit of the pattern, whose `says` the cell's heads must meet.
"""

from __future__ import annotations

from enum import StrEnum

from flows.model.base import Value


class StepKind(StrEnum):
    """What is done with the figures."""

    DIFFERENCE = "difference"
    """second − first"""
    CHANGE_RATE = "change_rate"
    """(second − first) ÷ first × 100"""
    SHARE = "share"
    """first ÷ second × 100"""
    SUM = "sum"
    """of all figures"""
    PER_YEAR = "per_year"
    """(second − first) ÷ years between the first and the second word"""


class Step(Value):
    """One result of a computation."""

    name: str
    kind: StepKind
    of: tuple[str, ...] = ()
    """Names of holes; none for a sum of all."""
    decimals: int = 0
    """Rounded half up."""


class Whose(StrEnum):
    """Whose row of a table of municipalities a figure stands in."""

    OWN = "own"
    PREFECTURE = "prefecture"
    NATION = "nation"


class FigureHole(Value):
    """What a hole for a figure may hold."""

    says: str = ""
    """What must stand over or beside the cell (regular expression on its folded heads); "": the quote is a sentence."""
    unit: str
    """As `flows.text.numbers` names it; "*": any, the one of the quote."""
    whose: Whose = Whose.OWN


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
    words: tuple[str, ...] = ()
    """Holes for dates, years and names."""
    steps: tuple[Step, ...] = ()
    quote: str = ""
    """What the quote must look like: {hole} stands for the figure as shown, the rest is a regular expression."""


class Forms(Value):
    """All that may stand in the draft in a fixed form only."""

    proposals: tuple[str, ...] = ()
    """Sentences that may stand as 仮説."""
    patterns: tuple[Pattern, ...] = ()
    headings: tuple[str, ...] = ()
    """Heads of measure sheets with the number that the plan gives them; behind it stands the cited name."""

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
