"""Measures that stand in a row: of a table of measures, of a schedule, of a budget."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from flows.facts.measures.found import Found
from flows.facts.measures.vocabulary import label, rules
from flows.facts.places import cell
from flows.model import (
    Budget,
    DocumentKind,
    Entry,
    Fact,
    Field,
    Passage,
    PassageKind,
    Place,
    Schedule,
)

_PLANS = (
    DocumentKind.DX_PLAN,
    DocumentKind.PLAN,
    DocumentKind.GENERAL_PLAN,
    DocumentKind.BUDGET,
    DocumentKind.OTHER,
)
_TOLD = (Field.CONTENT, Field.STATUS, Field.AIM, Field.DEPARTMENT, Field.POLICY, Field.ITEM, Field.EFFORT)


def rows(passages: Sequence[Passage], facts: Iterable[Fact]) -> Iterator[Found]:
    """Rows under heads that name a measure and its content. A line of a budget only adds to what `facts` finds."""
    paid = {fact.place.passage for fact in facts if isinstance(fact, Budget)}
    over: tuple[str, str, Place] | None = None
    for passage in passages:
        if passage.kind is not PassageKind.ROW or passage.document_kind not in _PLANS or not passage.head:
            continue
        cells = dict(_cells(passage))
        if Field.POLICY in cells:
            over = (passage.paragraph_id, *cells[Field.POLICY])
        elif over and over[0] == passage.paragraph_id:
            cells[Field.POLICY] = over[1:]  # a policy's cell stands beside all of its measures
        named = cells.pop(Field.NAME, None)
        if named is None or not (Field.CONTENT in cells or _is_system(passage, cells)):
            continue
        entries = [
            Entry(field=field, text=text, place=place)
            for field, (text, place) in cells.items()
            if field in _TOLD
        ]
        in_budget = passage.id in paid
        rank = 2 if in_budget else 1
        yield Found(name=named[0], named=named[1], rank=rank, entries=entries, firm=not in_budget)


def _is_system(row: Passage, cells: Collection[Field]) -> bool:
    """A row of 施策体系: the measures of a plan for digital matters under its policies."""
    return row.document_kind is DocumentKind.DX_PLAN and Field.POLICY in cells


def _cells(row: Passage) -> Iterator[tuple[Field, tuple[str, Place]]]:
    """Fields of a row by the heads over its cells; the first cell of a field counts."""
    seen = set()
    for at, (head, text) in enumerate(zip(row.head, row.cells, strict=False)):
        field = label(head)
        if field and field not in seen and text.strip() and label(text) is not field:
            seen.add(field)
            yield field, (text.strip(), cell(row, at))


def facts(found: Iterable[Fact], known: Mapping[str, Passage], years: Mapping[str, int]) -> Iterator[Found]:
    """A measure for each schedule, and for each line of a new budget."""
    newest = max((years.get(passage.sha256, 0) for passage in known.values()), default=0)
    oldest = newest - int(rules()["budget_years"])
    for fact in found:
        if isinstance(fact, Schedule):
            yield Found(name=fact.measure, named=_named(fact.place, fact.measure), rank=1, schedules=[fact])
        elif isinstance(fact, Budget) and known[fact.place.passage].kind is PassageKind.ROW:
            yield from _line(fact, oldest)


def _line(fact: Budget, oldest: int) -> Iterator[Found]:
    named = _named(fact.place, fact.name)
    entries = []
    if fact.detail:
        entries.append(Entry(field=Field.CONTENT, text=fact.detail, place=_named(fact.place, fact.detail)))
    if fact.department:
        department = _named(fact.place, fact.department)
        entries.append(Entry(field=Field.DEPARTMENT, text=fact.department, place=department))
    firm = (fact.fiscal_year or 0) >= oldest and fact.yen > 0
    yield Found(name=fact.name, named=named, rank=2, entries=entries, budgets=[fact], firm=firm)


def _named(place: Place, text: str) -> Place:
    return place.model_copy(update={"quote": text})
