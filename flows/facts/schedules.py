"""Schedules (工程表): a measure's steps by fiscal year, from tables with a column for each year.

An arrow, a bar or a ditto mark carries the step before it on; each line of a cell is a step, several may run at once. A table
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

_TRAILING = re.compile(r"\s*[→⇒➡➔►▶⟶]+$")


def from_table(table: Table) -> Iterator[Schedule]:
    """A schedule for each row that has a step in some year."""
    years = [(index, year) for index in table.at(Role.YEAR) if (year := table.columns[index].year)]
    names = table.at(Role.NAME, Role.OTHER)
    if len(years) < 2 or not names or table.money or table.at(Role.TARGET, Role.BASELINE):
        return
    for row in table.rows:
        measure = next((text for index in names if index < years[0][0] and (text := text_at(row, index))), "")
        if measure:
            yield from of_row(row, years, measure)


def of_row(row: Passage, years: list[tuple[int, int]], measure: str) -> Iterator[Schedule]:
    """The schedule in a row of a sheet whose years stand in the row above: (column, fiscal year)."""
    steps = tuple(_steps(row, years))
    if any(re.search(r"[一-龥ぁ-んァ-ヶ]", step) for _, step in steps):
        first = next(index for index, _ in years if text_at(row, index))
        yield Schedule(measure=measure, steps=steps, place=cell(row, first))


def _steps(row: Passage, years: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Each line of a cell is a step of its own: several run at the same time."""
    running: tuple[str, ...] = ()
    for index, year in years:
        said = tuple(_lines(row.cells[index])) if index < len(row.cells) else ()
        if said and all(_CARRIED.match(fold(line)) for line in said):
            said = running or said
        running = tuple(_TRAILING.sub("", step) or step for step in said)
        yield from ((year, step) for step in running)


def _lines(text: str) -> Iterator[str]:
    """The steps of a cell; a line that merely goes on from the one before (導 / 入) is joined to it."""
    open_line = ""
    for line in filter(None, (part.strip() for part in text.splitlines())):
        goes_on = len(line) == 1 or re.match(r"[ぁ-んー、。）)]", line)
        if open_line and (goes_on or open_line[-1] in "のをとに・、（("):
            open_line += line
        else:
            if open_line:
                yield open_line
            open_line = line
    if open_line:
        yield open_line
