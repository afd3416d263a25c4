"""A measure of the plan (施策): what its sheet (個票) says, field by field, and where each word comes from.

The key is made from the name alone, without its number and marks, so it stays when sheets are added, sorted or numbered
anew. The number is given within the plan; a source's own number is no part of the name.
"""

from collections.abc import Sequence
from enum import StrEnum

from flows.model.base import Value
from flows.model.facts import Budget, Indicator, Place, Schedule


class Field(StrEnum):
    """A field of a measure sheet (個票の欄); its Japanese label is in templates/sections/measures.yaml."""

    NAME = "name"
    NUMBER = "number"
    ITEM = "item"
    POLICY = "policy"
    STATUS = "status"
    AIM = "aim"
    CONTENT = "content"
    SCHEDULE = "schedule"
    INDICATOR = "indicator"
    DEPARTMENT = "department"
    COST = "cost"
    EFFORT = "effort"
    ALTERNATIVE = "alternative"
    KIND = "kind"


class Entry(Value):
    """What a source says in a field."""

    field: Field
    text: str
    """As the source writes it."""
    place: Place


class Measure(Value):
    """One measure, from all places that speak of it."""

    key: str
    """8 hex digits from the name's meaning."""
    number: str
    """Within the plan: "3-1"."""
    name: str
    named: Place
    item: str = ""
    """Item.key; empty for a measure that answers no item of the nation."""
    entries: tuple[Entry, ...] = ()
    """The newest source first."""
    indicators: tuple[Indicator, ...] = ()
    """The newest figures first; those of one name are one indicator at several times."""
    schedules: tuple[Schedule, ...] = ()
    """The newest source first."""
    budgets: tuple[Budget, ...] = ()
    """Lines of the budget, the newest year first."""
    kind: str = ""
    """A proposal for staff: does it change the way of working or only the tool? Empty where no rule is certain."""
    alternative: str = ""
    """A proposal for those who cannot use digital means; empty where no rule is certain."""
    vague: bool = False
    """Whether its content only says that it is promoted or considered."""

    def of(self, field: Field) -> tuple[Entry, ...]:
        """What the sources say in a field."""
        return tuple(entry for entry in self.entries if entry.field is field)

    @property
    def places(self) -> tuple[Place, ...]:
        """All places that speak of it: the name's first."""
        return (
            self.named,
            *(entry.place for entry in self.entries),
            *(fact.place for fact in self.indicators),
            *(fact.place for fact in self.schedules),
            *(fact.place for fact in self.budgets),
        )

    @property
    def passages(self) -> frozenset[str]:
        """Ids of the passages of its places."""
        return frozenset(place.passage for place in self.places)

    @property
    def costs(self) -> tuple[Budget, ...]:
        """The amounts of the newest year: the first of each row of a budget, for the others are parts of it."""
        newest_year = max((fact.fiscal_year or 0 for fact in self.budgets), default=0)
        rows: dict[str, Budget] = {}
        for fact in self.budgets:
            if (fact.fiscal_year or 0) == newest_year:
                rows.setdefault(fact.place.passage, fact)
        return tuple(rows.values())

    @property
    def figures(self) -> tuple[tuple[Indicator, Indicator], ...]:
        """For each indicator the one with the newest baseline and the one with the newest target, often the same."""
        named: dict[tuple[str, str], list[Indicator]] = {}
        for fact in self.indicators:
            named.setdefault((fact.name, fact.unit), []).append(fact)
        return tuple(newest(facts) for facts in named.values())


def newest(facts: Sequence[Indicator]) -> tuple[Indicator, Indicator]:
    """Of one indicator at several times: its newest baseline and its newest target."""
    target = max(facts, key=lambda fact: (bool(fact.target), fact.target_year or 0, fact.baseline_year or 0))
    baseline = max(facts, key=lambda fact: (bool(fact.baseline), fact.baseline_year or 0))
    one = target.baseline == baseline.baseline and target.baseline_year == baseline.baseline_year
    return (target if one else baseline), target
