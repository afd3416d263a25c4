"""Indicators (指標): name, baseline, target, unit and the years that heads, cells or sentences give them.

現状値(令和6年度) | 目標値(令和10年度), or a column for each year with the last for the target. A value is
given as the cell has it, without the year beside it: 45.2%(令和6年度) → 45.2% and 2024. An empty cell, －,
未設定 are no value.
"""

import re
from collections.abc import Iterator

from flows.facts.counters import COUNTER
from flows.facts.heads import Role
from flows.facts.phrases import phrase_before
from flows.facts.places import cell, sentence
from flows.facts.tables import Table, text_at
from flows.model import Indicator, Passage
from flows.text import fiscal_years, fold, numbers

_NOTHING = re.compile(r"^(?:[-－―ー—–\s]*|未設定|なし|調整中|未定|\*|・)$")
_AIM = re.compile(r"目標|目指|めざ|達成|引き上げ|引上げ|高め|増や|向上|拡大|減ら|削減|KPI|ＫＰＩ")
_GOAL = re.compile(
    r"^(?:以上|以下|以内|程度)?(?:を目標|を目指|をめざ|を達成|(?:へと?|に|まで(?:に)?)(?:引き?上げ|高め|増や|拡大|向上|する|減ら|削減|短縮)"
    r"|とすること|とする目標)"
)
_BY = re.compile(r"^(?:末|中)?(?:まで|に|には|の)")
_UNIT_IN_NAME = re.compile(
    rf"[（(](?:単位[:：]?\s*)?([千百万億]{{0,2}}(?:円|分|か所|ヵ所|人日|{COUNTER.pattern.replace('%', '[%％]')}))(?:/年|／年)?[）)]\s*$"
)


def from_table(table: Table) -> Iterator[Indicator]:
    """An indicator for each row with a name and a baseline or a target."""
    baselines, targets, years = table.at(Role.BASELINE), table.at(Role.TARGET), table.at(Role.YEAR)
    names = table.at(Role.INDICATOR) or (table.at(Role.NAME) if baselines or targets else ())
    if not names or not (baselines or targets or years) or _is_schedule_like(table, years, names):
        return
    for row in table.rows:
        name = text_at(row, names[0])
        if not name or re.fullmatch(r"[\d\s.,%％-]+", name):
            continue
        yearly = tuple(
            (year, value)
            for index in (*targets, *years)
            if len(targets) + len(years) > 1
            and (year := table.columns[index].year)
            and (value := _value(text_at(row, index)))
        )
        base = _stated(table, row, _newest_first(table, baselines))
        goal = _stated(table, row, tuple(reversed(targets)))
        if not goal[0] and yearly:
            goal = (yearly[-1][1], yearly[-1][0], years[-1])
        if base[0] or goal[0]:
            yield Indicator(
                name=_UNIT_IN_NAME.sub("", name),
                unit=_unit(table, row, name, base[0], goal[0]),
                baseline=base[0] or None,
                baseline_year=base[1],
                target=goal[0] or None,
                target_year=goal[1],
                department=next(
                    (text for at in table.at(Role.DEPARTMENT) if (text := text_at(row, at))), None
                ),
                place=cell(row, goal[2] if goal[0] and not base[0] else base[2] if base[0] else goal[2]),
                yearly=yearly,
            )


def from_sentence(passage: Passage) -> Iterator[Indicator]:
    """The targets that a sentence sets, with the baseline and year it gives for them."""
    text = passage.text
    if not _AIM.search(text):
        return
    figures = [number for number in numbers(text) if COUNTER.fullmatch(number.unit)]
    for at, goal in enumerate(figures):
        if not _GOAL.match(text[goal.end :]):
            continue
        start, base = goal.start, None
        if at and re.fullmatch(
            r"(?:[（(][^（()）]{1,20}[)）])?から、?.{0,20}", text[figures[at - 1].end : goal.start]
        ):
            base = figures[at - 1]
            start = base.start
        if name := phrase_before(text, start):
            said = [
                year for year in fiscal_years(text) if year.end <= goal.start and _BY.match(text[year.end :])
            ]
            then = fiscal_years(text[base.end : base.end + 14]) if base else ()
            yield Indicator(
                name=name,
                unit=goal.unit,
                baseline=base.text if base else None,
                baseline_year=then[0].first if then and text[base.end if base else 0] in "（(" else None,
                target=goal.text,
                target_year=said[-1].last if said else None,
                department=None,
                place=sentence(passage),
            )


def _is_schedule_like(table: Table, years: tuple[int, ...], names: tuple[int, ...]) -> bool:
    """Year columns that mostly hold words are steps of a schedule, and money is a budget."""
    if table.at(Role.BASELINE, Role.TARGET):
        return False
    cells = [text for row in table.rows for index in years if (text := text_at(row, index))]
    figures = [text for text in cells if numbers(text) and len(fold(text)) <= 12]
    return bool(table.money) or len(figures) * 2 < len(cells) or not names


def _stated(table: Table, row: Passage, columns: tuple[int, ...]) -> tuple[str, int | None, int]:
    """Value, year and column of the first of these columns that has a value in this row."""
    for index in columns:
        text = text_at(row, index)
        value, year = value_and_year(text, table.columns[index].year)
        if value:
            return value, year, index
    return "", None, columns[0] if columns else 0


def value_and_year(text: str, year: int | None) -> tuple[str, int | None]:
    """A cell's value and the year it gives for it, else `year`; 45%(令和6年度) → 45%, 2024."""
    said = fiscal_years(text)
    return _value(text), said[-1].last if said else year


def _value(text: str) -> str:
    """The cell without its year and without empty brackets."""
    for found in sorted(fiscal_years(text), key=lambda year: -year.start):
        text = text[: found.start] + text[found.end :]
    text = re.sub(r"[（(【\[]\s*(?:末|時点|現在|実績)?\s*[）)】\]]", "", text)
    text = re.sub(r"^\s*[:：]\s*", "", text).strip()
    return "" if _NOTHING.match(text) else text


def _newest_first(table: Table, columns: tuple[int, ...]) -> tuple[int, ...]:
    """Of several columns of results the newest year's; without years as they stand."""
    return tuple(sorted(columns, key=lambda index: -(table.columns[index].year or 0)))


def _unit(table: Table, row: Passage, name: str, *values: str) -> str:
    for index in table.at(Role.UNIT):
        if text := text_at(row, index):
            return text
    if inside := _UNIT_IN_NAME.search(name):
        return inside[1]
    return next((found[0].unit for value in values if (found := numbers(value)) and found[0].unit), "")
