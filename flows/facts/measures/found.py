"""What one place says of a measure, before the places are joined."""

from dataclasses import dataclass, field

from flows.model import Budget, Entry, Indicator, Place, Schedule


@dataclass(slots=True)
class Found:
    """A measure as one sheet, row or line has it."""

    name: str
    named: Place
    rank: int
    """How much it tells: 0 a sheet, 1 a row or a schedule, 2 a line of a budget."""
    entries: list[Entry] = field(default_factory=list)
    schedules: list[Schedule] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    rows: frozenset[str] = frozenset()
    """Passages of the sheet: facts that stand in them belong to the measure."""
    firm: bool = True
    """Whether it makes a measure by itself; a line of an old budget only adds to one."""
