"""What documents state in figures, as typed values with their place (事実): periods, budgets, indicators,
rates, schedules, departments, law numbers.

    heads, tables, proofs      what the columns of a table hold; unit and year from around it
    budgets, indicators, schedules, departments, sheets    tables → facts
    periods, rates, laws, phrases                           sentences → facts
    contradictions     facts → Finding…  two periods for one plan, two baselines for one indicator

Everything is by rule and certain of its words: what a document does not plainly say is no fact. Facts come
in the order of the passages, the same fact from the same passage once.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from flows.facts import budgets, departments, indicators, laws, periods, rates, schedules, sheets
from flows.facts.contradictions import contradictions
from flows.facts.heads import Role
from flows.facts.measures import find_measures
from flows.facts.measures import findings as vague
from flows.facts.proofs import with_units
from flows.facts.tables import Table, tables
from flows.model import Fact, Passage, PassageKind

__all__ = ["contradictions", "find", "find_measures", "vague"]


_LONGEST = 5_000
"""Characters; a longer text is no sentence, and reading it as one would take time for nothing."""


def find(passages: Iterable[Passage]) -> tuple[Fact, ...]:
    """All facts of the passages, which stand in document order."""
    found: list[Fact] = []
    for _, members in groupby(passages, key=lambda passage: passage.source):
        found += _of_document(tuple(members))
    return tuple(dict.fromkeys(found))


def _of_document(passages: tuple[Passage, ...]) -> list[Fact]:
    order = {passage.id: index for index, passage in enumerate(passages)}
    found = [
        fact for passage in passages if passage.kind is not PassageKind.ROW for fact in _of_sentence(passage)
    ]
    for table in with_units(tuple(tables(passages))):
        found += _of_table(table)
    return sorted(found, key=lambda fact: order[fact.place.passage])


def _of_sentence(passage: Passage) -> Iterator[Fact]:
    if len(passage.text) > _LONGEST:
        return
    yield from periods.from_sentence(passage)
    yield from laws.from_sentence(passage)
    if passage.kind is not PassageKind.HEADING:
        yield from budgets.from_sentence(passage)
        yield from rates.from_sentence(passage)
        yield from indicators.from_sentence(passage)
        yield from departments.from_sentence(passage)


def _of_table(table: Table) -> Iterator[Fact]:
    yield from budgets.from_table(table)
    yield from indicators.from_table(table)
    yield from schedules.from_table(table)
    yield from departments.from_table(table)
    yield from sheets.from_table(table)
    for row in table.rows:
        if len(row.text) > _LONGEST:
            continue
        yield from laws.from_sentence(row)
        for index in table.at(Role.PERIOD):
            if index < len(row.cells):
                yield from periods.from_row(row, index)
