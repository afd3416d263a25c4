"""Schedules (工程表): a measure's steps by fiscal year, from tables with a column for each year.

An arrow, a bar or a ditto mark carries the step before it on; a cell that stands alone is a step. A table
of figures or of money by year is no schedule, nor is one with fewer than two years.
"""

import re
from collections.abc import Iterator

from flows.facts.heads import Role
from flows.facts.places import cell
from flows.facts.tables import Table, text_at
from flows.model import Passage, Schedule
from flows.text import fold

_CARRIED = re.compile(r"^[→⇒➡➔►▶⟶＞>\-－―ー—–━─=＝〃″\"々■●◎○~〜～]+$")


def from_table(table: Table) -> Iterator[Schedule]:
    """A schedule for each row that has a step in some year."""
    years = [(index, year) for index in table.at(Role.YEAR) if (year := table.columns[index].year)]
    names = table.at(Role.NAME, Role.OTHER)
    if len(years) < 2 or not names or table.money or table.at(Role.TARGET, Role.BASELINE):
        return
    for row in table.rows:
        measure = next((text for index in names if index < years[0][0] and (text := text_at(row, index))), "")
        steps = tuple(_steps(row, years))
        heads = [fold(table.columns[index].head) for index, _ in years]
        if [fold(text_at(row, index)) for index, _ in years] == heads:  # the head, repeated on the next page
            continue
        if measure and any(re.search(r"[一-龥ぁ-んァ-ヶ]", step) for _, step in steps):
            first = next(index for index, _ in years if text_at(row, index))
            yield Schedule(measure=measure, steps=steps, place=cell(row, first))


def _steps(row: Passage, years: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    running = ""
    for index, year in years:
        text = text_at(row, index)
        if text and _CARRIED.match(fold(text)):
            text = running or text
        running = text
        if text:
            yield year, text
