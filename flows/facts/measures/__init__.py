"""Measures found in the papers (施策): sheets, plans by row, schedules and budget lines of one name joined into one.

    sheets, lists    passages → Found…      a source's own 個票; rows of a table of measures; labelled headings
    joining          Found… + facts → one per name, with its indicators, and the item of the nation it answers
    judging          words of a measure → the way of working or only the tool, a substitute, vague or not
    vocabulary       templates/sections/measures.yaml

What a source gives a name to is a measure when it describes it (a sheet, a row with its content), plans it (a schedule)
or pays for it now (a line of a new budget). An indicator is no measure: it belongs to the measure in whose sheet or row
it stands or whose name it shares. Hard cases: one measure in several papers (name without number and marks), a sheet
over several tables, a sheet told by headings only, an old plan's measure that newer papers continue, an item of the
nation with a dozen budget lines (the largest get a sheet), a measure that answers no item.
"""

from collections.abc import Iterable, Mapping, Sequence

from flows.facts.measures import judging, lists, sheets
from flows.facts.measures.joining import Joined, joined
from flows.facts.measures.vocabulary import rules
from flows.model import Edition, Fact, Field, Finding, Group, Measure, Origin, Passage, Severity
from flows.model import Mapping as Matches

__all__ = ["find_measures", "findings"]

_SECTIONS = (Group.PRIORITY, Group.ACCOMPANYING, Group.OPTIONAL)
"""Groups whose items have a section of their own, in the order of the plan."""


def find_measures(
    passages: Sequence[Passage],
    facts: Iterable[Fact],
    matches: Matches,
    edition: Edition,
    years: Mapping[str, int],
) -> tuple[Measure, ...]:
    """All measures of the municipality, numbered, in the order of the plan.

    `years`: the fiscal year in which a document speaks, by its sha256.
    """
    own = [passage for passage in passages if passage.origin is Origin.MUNICIPALITY]
    known = {passage.id: passage for passage in own}
    kept = [fact for fact in facts if fact.place.passage in known]
    found = [
        *sheets.of_tables(own),
        *sheets.of_headings(own),
        *lists.rows(own, kept),
        *lists.facts(kept, known, years),
    ]
    groups = joined(found, kept, known, matches, edition, years)
    order = _order(edition)
    places = {
        item: [group for group in groups if order.get(group.item, "") == item] for item in order.values()
    }
    return tuple(
        _measure(group, f"{chapter}-{number}")
        for chapter, members in enumerate(places.values(), 1)
        for number, group in enumerate(members, 1)
    )


def _order(edition: Edition) -> dict[str, str]:
    """Item → the section its measures stand in, in the order of the plan; "" for those of no item."""
    sections = {item.key: item.key for group in _SECTIONS for item in edition.of(group)}
    sections[""] = ""
    return sections | {item.key: Group.ORGANIZATION.value for item in edition.of(Group.ORGANIZATION)}


def _measure(group: Joined, number: str) -> Measure:
    contents = [entry.text for entry in group.entries if entry.field is Field.CONTENT]
    words = "\n".join((group.name, *contents))
    return Measure(
        key=group.key,
        number=number,
        name=group.name,
        named=group.named,
        item=group.item,
        entries=group.entries,
        indicators=group.indicators,
        schedules=group.schedules,
        budgets=group.budgets,
        kind=judging.kind(words) if contents else "",
        alternative=judging.alternative(words, group.item),
        vague=judging.vague(contents),
    )


def findings(found: Iterable[Measure]) -> tuple[Finding, ...]:
    """Measures that only say that they are promoted or considered, for staff to make concrete."""
    return tuple(
        Finding(
            code="measure-vague",
            severity=Severity.WARNING,
            message=str(rules()["ask_concrete"]).format(number=measure.number, name=measure.name),
            source=measure.of(Field.CONTENT)[0].place.source,
            page=measure.of(Field.CONTENT)[0].place.page,
        )
        for measure in found
        if measure.vague
    )
