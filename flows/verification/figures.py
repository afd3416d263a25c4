"""Figures of a sentence against those of the text it cites: dates, years, numbers with units.

Equal: 令和8年度 and 2026年度 · 1,234千円, 1,234,000円 and 123万4千円 · 50パーセント and ５０％ · 二十業務 and 20業務.
Not equal: 年 and 年度, 人 and 件, 50% and 約50% or 50%以上 (in a sentence; a table cell may leave 約 to its note).
A figure that stands without unit in the cited text (a table cell) takes the unit only if its word is on the cited
page: 千円 in （単位：千円）. Then 45,123 there is 45,123,000円.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from flows.text import Date, Number, Years, dates, fold, numbers, years
from flows.verification.verdicts import Fault

_MONEY = {
    "千円": Decimal(1000),
    "百万円": Decimal(10**6),
    "万円": Decimal(10**4),
    "億円": Decimal(10**8),
    "円": Decimal(1),
}
_SPELLINGS = {
    "%": ("%", "パーセント"),
    "箇所": ("箇所", "か所", "カ所", "ヶ所"),
    "m2": ("m2", "平方メートル"),
}


@dataclass(frozen=True)
class Figures:
    """All figures of a text, each counted once: what is part of a date or year is no number."""

    dates: tuple[Date, ...]
    years: tuple[Years, ...]
    numbers: tuple[Number, ...]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The parts of the text that are figures."""
        return _spans(*self.dates, *self.years, *self.numbers)


def figures(text: str) -> Figures:
    """The figures of a text."""
    found_dates = dates(text)
    found_years = tuple(y for y in years(text) if not any(d.start <= y.start < d.end for d in found_dates))
    return Figures(found_dates, found_years, numbers(masked(text, _spans(*found_dates, *found_years))))


def _spans(*found: Date | Years | Number) -> list[tuple[int, int]]:
    return [(figure.start, figure.end) for figure in found]


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a mark that is no letter in place of each character of the spans; same length."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = "／" * (end - start)
    return "".join(chars)


@dataclass(frozen=True)
class Cited:
    """The text a block cites, and the pages it stands on."""

    text: str
    surroundings: str
    """Folded text of the cited pages: says which unit a bare figure has."""

    def faults(self, stated: Figures, *, strict: bool, unit: str = "") -> Iterator[Fault]:
        """Figures that the cited text does not have. `unit`: what a table's head says its column counts."""
        cited_years, cited_dates = years(self.text), dates(self.text)
        for date in stated.dates:
            if not any(_same_date(date, other) for other in cited_dates):
                yield Fault(reason=f"日付「{date.text}」が引用文にありません", token=date.text)
        for year in stated.years:
            if not all(_has_year(cited_years, end, year.fiscal) for end in (year.first, year.last)):
                yield Fault(reason=f"年「{year.text}」が引用文にありません", token=year.text)
        cited = numbers(self.text)
        lengths = {Decimal(year.last - year.first + 1) for year in cited_years if year.last > year.first}
        for number in stated.numbers:
            if number.unit in ("年間", "か年") and number.value in lengths:
                continue
            if not any(self._same(number, other, unit, strict) for other in cited):
                yield Fault(reason=f"数値「{number.text}」が引用文にありません", token=number.text)

    def _same(self, stated: Number, cited: Number, head: str, strict: bool) -> bool:
        if strict and (stated.about, stated.bound) != (cited.about, cited.bound):
            return False
        unit, value = stated.unit, stated.value
        if not unit and head in _MONEY:
            unit, value = "円", value * _MONEY[head]
        if unit == cited.unit:
            return value == cited.value
        if unit and cited.unit:
            return False
        if not unit:
            return not strict and value == cited.value
        if unit == "円":
            return any(
                value == cited.value * scale and self._declares(name) for name, scale in _MONEY.items()
            )
        return value == cited.value and any(map(self._declares, _SPELLINGS.get(unit, (fold(unit),))))

    def _declares(self, unit: str) -> bool:
        """Whether the pages name the unit by itself, not only behind some figure: （単位：千円）."""
        return re.search(rf"(?<![0-9数千百万億兆]){re.escape(unit)}", self.surroundings) is not None


def head_unit(head: str) -> str:
    """The money unit a column's head gives: 予算額（千円） → 千円."""
    folded = fold(head)
    return next((name for name in _MONEY if f"({name})" in folded or f":{name})" in folded), "")


def _same_date(stated: Date, cited: Date) -> bool:
    return (stated.year, stated.month) == (cited.year, cited.month) and stated.day in (None, cited.day)


def _has_year(cited: Iterable[Years], year: int, fiscal: bool | None) -> bool:
    return any(
        year in (other.first, other.last)
        and (fiscal is None or other.fiscal is None or fiscal == other.fiscal)
        for other in cited
    )
