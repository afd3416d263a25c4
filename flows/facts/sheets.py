"""Measure sheets (個票): tables that go down instead of across, a label on the left and what it says beside
it.

担当課 | 企画課 · 計画期間 | 令和5～9年度 · 現状値 | 45%(令和6年度) · 目標値 | 80%(令和10年度). The labels
are the heads of other tables, told by the same words; a cell counts as a label when it is short, stands
left of its value and is no figure. The measure is named by the sheet's own row for it, else by the heading
over it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.facts.heads import MONEY, Role, column
from flows.facts.indicators import value_and_year
from flows.facts.money import in_cell
from flows.facts.periods import from_row
from flows.facts.places import cell
from flows.facts.tables import Table, text_at
from flows.model import Budget, Department, Fact, Indicator, Passage
from flows.text import fold, numbers

_LONGEST_LABEL = 16
_LABELS = {Role.NAME, Role.DEPARTMENT, Role.AMOUNT, Role.BASELINE, Role.TARGET, Role.INDICATOR, Role.PERIOD}


@dataclass(frozen=True, slots=True)
class _Entry:
    role: Role
    row: Passage
    index: int
    value: str
    year: int | None
    money: str


def from_table(table: Table) -> Iterator[Fact]:
    """Facts of a sheet; nothing when the table's heads say what its columns are."""
    if sum(column.role in _LABELS for column in table.columns) >= 2:
        return
    entries = [entry for row in table.rows for entry in _entries(row)]
    if len({entry.role for entry in entries}) < 2:
        return
    subject = _subject(table, entries)
    for entry in entries:
        if entry.role is Role.DEPARTMENT and subject:
            yield Department(name=fold(entry.value), subject=subject, place=cell(entry.row, entry.index))
        elif entry.role is Role.PERIOD:
            yield from from_row(entry.row, entry.index)
        elif entry.role is Role.AMOUNT and subject:
            yen = in_cell(entry.value, entry.money or table.money)
            if yen is not None:
                place = cell(entry.row, entry.index)
                yield Budget(
                    name=subject, yen=yen, fiscal_year=entry.year or table.year, department=None, place=place
                )
    yield from _indicators(entries)


def _indicators(entries: list[_Entry]) -> Iterator[Indicator]:
    """An indicator's name, then its baseline and target, before the next name."""
    name = ""
    held: dict[Role, _Entry] = {}
    for entry in (*entries, None):
        if entry is None or entry.role is Role.INDICATOR:
            if name and held:
                yield _indicator(name, held)
            name, held = (entry.value if entry else ""), {}
        elif entry.role in (Role.BASELINE, Role.TARGET):
            held.setdefault(entry.role, entry)


def _indicator(name: str, held: dict[Role, _Entry]) -> Indicator:
    base, goal = held.get(Role.BASELINE), held.get(Role.TARGET)
    shown = base or goal
    assert shown is not None  # noqa: S101 — `held` is not empty
    baseline, baseline_year = value_and_year(base.value, base.year) if base else ("", None)
    target, target_year = value_and_year(goal.value, goal.year) if goal else ("", None)
    unit = next(
        (found[0].unit for value in (baseline, target) if (found := numbers(value)) and found[0].unit), ""
    )
    return Indicator(
        name=name,
        unit=unit,
        baseline=baseline or None,
        baseline_year=baseline_year,
        target=target or None,
        target_year=target_year,
        department=None,
        place=cell(shown.row, shown.index),
    )


def _entries(row: Passage) -> Iterator[_Entry]:
    """Label and value pairs of a row."""
    filled = [(index, text_at(row, index)) for index in range(len(row.cells)) if text_at(row, index)]
    at = 0
    while at + 1 < len(filled):
        _, label = filled[at]
        index, value = filled[at + 1]
        known = column(label)
        if (
            known.role in _LABELS
            and len(fold(label)) <= _LONGEST_LABEL
            and not re.match(r"^[\d△▲]", fold(label))
        ):
            yield _Entry(
                known.role, row, index, value, known.year, known.money if known.money in MONEY else ""
            )
            at += 2
        else:
            at += 1


def _subject(table: Table, entries: list[_Entry]) -> str:
    named = next((entry.value for entry in entries if entry.role is Role.NAME), "")
    headings = table.rows[0].headings
    return named or (headings[-1] if headings else "")
