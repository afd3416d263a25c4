"""Figures of a sentence against those of the text it cites: dates, years, numbers with units.

Equal: 令和8年度 and 2026年度 · 1,234千円, 1,234,000円 and 123万4千円 · 50パーセント and ５０％ · 二十業務 and 20業務.
Not equal: 年 and 年度, 人 and 件, 50% and 約50% or 50%以上 (in a sentence; a table cell may leave 約 to its note).
A figure that stands without unit in the cited text (a table cell) takes the unit only if its word is on the cited
page: 千円 in （単位：千円）. Then 45,123 there is 45,123,000円.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from flows.text import Date, Number, Years, dates, fold, numbers, years
from flows.text.units import is_counter
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


Figure = Date | Years | Number


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
    found_years = tuple(
        year
        for year in years(text)
        if not any(date.start <= year.start < date.end for date in found_dates) and not _counts(text, year)
    )
    return Figures(found_dates, found_years, numbers(masked(text, _spans(*found_dates, *found_years))))


def _counts(text: str, year: Years) -> bool:
    """令和8% is no year, whatever it may be."""
    behind = fold(text[year.end : year.end + 8])
    return year.fiscal is None and (is_counter(behind, 0) or behind[:1] in tuple("十百千万億兆"))


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
        """Figures that the cited text does not have.

        `strict`, for sentences: with their 約 and 以上, each as often as it stands there, and in the same order.
        `unit`: what a table's head says its column counts.
        """
        cited = self._events
        lengths = {Decimal(year.last - year.first + 1) for year in years(self.text) if year.last > year.first}
        after = -1
        for _, figure in events(stated.dates, stated.years, stated.numbers):
            if isinstance(figure, Number) and _is_length(figure) and figure.value in lengths:
                continue
            places = [place for place, other in cited if self._same(figure, other, unit, strict)]
            in_order = [place for place in places if place > after] if strict else places
            if in_order:
                after = in_order[0]
            else:
                why = "出てくる順や回数が引用文と違います" if places else "引用文にありません"
                yield Fault(reason=f"{_kind(figure)}「{figure.text}」が{why}", token=figure.text)

    @cached_property
    def _events(self) -> list[tuple[int, Figure]]:
        # Numbers inside years too: a sentence may have lost the era before its 8年度.
        return list(events(dates(self.text), years(self.text), numbers(self.text)))

    def _same(self, stated: Figure, cited: Figure, unit: str, strict: bool) -> bool:
        if isinstance(stated, Number):
            return isinstance(cited, Number) and self._same_number(stated, cited, unit, strict)
        if isinstance(stated, Date):
            return isinstance(cited, Date) and _same_date(stated, cited)
        return isinstance(cited, Years) and _same_year(stated, cited)

    def _same_number(self, stated: Number, cited: Number, head: str, strict: bool) -> bool:
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


def events(
    found_dates: Iterable[Date], found_years: Iterable[Years], found_numbers: Iterable[Number]
) -> list[tuple[int, Figure]]:
    """All figures by place; a span of years is its two ends."""
    found: list[tuple[int, Figure]] = [(date.start, date) for date in found_dates]
    found += [(number.start, number) for number in found_numbers]
    for year in found_years:
        found.append((year.start, replace(year, last=year.first)))
        if year.last > year.first:
            found.append((year.end - 1, replace(year, first=year.last)))
    return sorted(found, key=lambda event: event[0])


def _is_length(number: Number) -> bool:
    return number.unit in ("年間", "か年") and not number.about and not number.bound


def _kind(figure: Figure) -> str:
    return {Date: "日付", Years: "年", Number: "数値"}[type(figure)]


def _same_date(stated: Date, cited: Date) -> bool:
    return (stated.year, stated.month) == (cited.year, cited.month) and stated.day in (None, cited.day)


def _same_year(stated: Years, cited: Years) -> bool:
    said = stated.fiscal is None or cited.fiscal is None or stated.fiscal == cited.fiscal
    return said and stated.first == cited.first
