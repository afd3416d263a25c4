"""Contradictions between documents (食い違い): two periods for one plan, two baselines for one indicator.

Plans and indicators are the same when their names are, folded and without 市の, (案), DX spelt out;
editions of a plan (第1期, 第2期, 第5次) are different plans. Baselines contradict only for the same year,
or when no year is given for either, and when their figures differ, not their spelling: 45.0％ and 45%
agree. A rate that a sentence gives for the same
year speaks against a baseline too. Each disagreeing value is told once.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from flows.model import Fact, Finding, Indicator, Period, Place, Rate, Severity
from flows.text import fold, numbers

Stated = TypeVar("Stated")

_SPELLED = re.compile(r"デジタル[・･]?トランスフォーメーション(?:\(DX\))?")
_PART = re.compile(r"^(?:前期|後期|中期)?(?:基本|実施|推進|行動)?(?:計画|構想|方針|戦略|プラン)$")
"""Parts that many plans have: the name alone does not say of which."""
_TOWN = re.compile(r"^(?:第[0-9一二三四五六七八九十]+[期次])?[一-龥ァ-ヶ]{1,6}[市町村区県](?=.{4})")


def contradictions(facts: Iterable[Fact]) -> tuple[Finding, ...]:
    """A finding for each contradiction, with both sources; in the order in which the facts came."""
    kept = tuple(facts)
    return (*_periods(kept), *_baselines(kept))


def _periods(facts: Iterable[Fact]) -> Iterator[Finding]:
    plans: dict[str, list[Period]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Period) and not _PART.match(fold(fact.plan)):
            plans[_plan(fact.plan)].append(fact)
    for stated in plans.values():
        for one, other in _disagreeing(stated, lambda period: (period.first, period.last)):
            yield _finding(
                "plan-period-contradiction",
                f"「{one.plan}」の計画期間が資料によって違います: "
                f"{_years(one)}({_where(one.place)})と{_years(other)}({_where(other.place)})。"
                "どちらが正しいか確かめてください。",
                one.place,
            )


def _baselines(facts: Iterable[Fact]) -> Iterator[Finding]:
    known: dict[tuple[str, int | None], list[_Stated]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Indicator) and fact.baseline:
            known[_indicator(fact.name), fact.baseline_year].append(_baseline(fact, fact.baseline))
    for fact in facts:
        if isinstance(fact, Rate) and fact.year and (key := (_indicator(fact.name), fact.year)) in known:
            shown = f"{fact.value.normalize():,f}{fact.unit}"
            known[key].append(_Stated(fact.name, shown, (fact.value.normalize(), fact.unit), fact.place))
    for (_, year), stated in known.items():
        for one, other in _disagreeing(stated, lambda each: each.figure):
            when = f"({year}年度)" if year else ""
            yield _finding(
                "indicator-baseline-contradiction",
                f"指標「{one.name}」の現状値{when}が資料によって違います: "
                f"{one.shown}({_where(one.place)})と{other.shown}({_where(other.place)})。"
                "どちらが正しいか確かめてください。",
                one.place,
            )


@dataclass(frozen=True, slots=True)
class _Stated:
    """A figure that a document gives for something."""

    name: str
    shown: str
    figure: object
    place: Place


def _baseline(fact: Indicator, value: str) -> _Stated:
    """An indicator's baseline; a bare figure has the unit of its row."""
    found = numbers(value)
    figure: object = fold(value)
    if len(found) == 1:
        figure = (found[0].value.normalize(), found[0].unit or fold(fact.unit))
    shown = value if len(found) == 1 and found[0].unit else f"{value}{fact.unit}"
    return _Stated(fact.name, shown, figure, fact.place)


def _disagreeing(stated: list[Stated], said: Callable[[Stated], object]) -> Iterator[tuple[Stated, Stated]]:
    """The first statement beside the first of each other content."""
    told: dict[object, Stated] = {}
    for fact in stated:
        told.setdefault(said(fact), fact)
    first, *others = told.values()
    for other in others:
        yield first, other


def _plan(name: str) -> str:
    """The plan that a name means: 第2期南国… and 第２期 … alike; the town's own name does not tell plans
    apart."""
    plain = _SPELLED.sub("DX", fold(name)).replace("位置づけ", "位置付け")
    number = re.match(r"第[0-9一二三四五六七八九十]+[期次]", plain)
    rest = _TOWN.sub("", plain)
    rest = re.sub(r"^第[0-9一二三四五六七八九十]+[期次]", "", rest)
    inner = re.match(r"第[0-9一二三四五六七八九十]+[期次]", rest)
    edition = number or inner
    rest = re.sub(r"^第[0-9一二三四五六七八九十]+[期次]|\((?:案|素案|仮称)\)|[「」]", "", rest)
    return (edition[0] if edition else "") + rest


def _indicator(name: str) -> str:
    """Without marks, 本市の, and the topic that a sentence set: カード：保有率 → 保有率 only where it stands so."""
    plain = re.sub(r"[\s・、,()「」]", "", fold(name))
    return re.sub(r"^(?:.*:)?(?:本?[市町村]の)?", "", plain)


def _years(period: Period) -> str:
    return f"{period.first}〜{period.last}年度"


def _where(place: Place) -> str:
    return f"{place.source} {place.page}ページ"


def _finding(code: str, message: str, place: Place) -> Finding:
    return Finding(
        code=code, severity=Severity.WARNING, message=message, source=place.source, page=place.page
    )
