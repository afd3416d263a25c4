"""Measures found in the facts (取組): indicators, budget lines and schedules joined by item and name.

A measure is what a source gives a name to under an item of the nation: the row of a budget, of a table of indicators or
of a schedule. The same name in several documents is one measure; of its figures the newest are shown, and every place
they come from is named. Facts of national papers and facts that speak to no item stay out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.model import (
    Budget,
    Department,
    Edition,
    Fact,
    Indicator,
    Mapping,
    Origin,
    Passage,
    Schedule,
    Value,
)
from flows.text import fold

_SURE = 0.5
_DIGITS = "[0-9０-９]{1,2}"
_NUMBERING = re.compile(
    rf"\s*(?:{_DIGITS}(?:[-－‐–]{_DIGITS})+|{_DIGITS}(?:[.．]{_DIGITS})*[.．]?(?=\s)|[(（]{_DIGITS}[)）]|[①-⑳])[.．、]?"
)
_MARKS = re.compile(r"[【\[(](?:新規|拡充|継続|新|拡|主要|重点)[】\])]")
_GENERIC = ("事業", "事業費", "の推進", "推進", "の実施")


class Initiative(Value):
    """One row of the list."""

    item: str
    """Item.key"""
    name: str
    """As the newest source writes it."""
    detail: str = ""
    indicators: tuple[Indicator, ...] = ()
    """The newest target first; those of one name are one indicator at several times."""
    budget: Budget | None = None
    """The newest."""
    schedule: Schedule | None = None
    department: str = ""
    places: tuple[str, ...] = ()
    """Passage ids, newest figures first."""


def initiatives(
    edition: Edition, mapping: Mapping, facts: Iterable[Fact], known: dict[str, Passage]
) -> tuple[Initiative, ...]:
    """All measures in the order of the edition's items, then of the documents."""
    items = _items(edition, mapping)
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        passage = known.get(fact.place.passage)
        item = items.get(fact.place.passage)
        name = _name(fact)
        if passage is None or item is None or not name or passage.origin is not Origin.MUNICIPALITY:
            continue
        groups.setdefault((item, core(name)), []).append(fact)
    order = {item.key: number for number, item in enumerate(edition.items)}
    found = [
        measure for (item, _), members in groups.items() if (measure := _joined(item, members)) is not None
    ]
    return tuple(sorted(found, key=lambda measure: order[measure.item]))


def core(name: str) -> str:
    """What a name says without its number and marks: two spellings of one measure agree in it."""
    numbered = _NUMBERING.match(name)
    plain = _MARKS.sub("", fold(name[numbered.end() :] if numbered else name))
    for ending in _GENERIC:
        if plain.endswith(ending) and len(plain) > len(ending) + 3:
            return plain.removesuffix(ending)
    return plain


def _items(edition: Edition, mapping: Mapping) -> dict[str, str]:
    """Passage → the item of the edition it speaks to best."""
    best: dict[str, tuple[float, str]] = {}
    for match in mapping.matches:
        if match.item in edition.by_key and match.score >= _SURE:
            score, _ = best.get(match.passage, (0.0, ""))
            if match.score > score:
                best[match.passage] = (match.score, match.item)
    return {passage: item for passage, (_, item) in best.items()}


def _name(fact: Fact) -> str:
    match fact:
        case Indicator() | Budget():
            return fact.name
        case Schedule():
            return fact.measure
        case Department():
            return fact.subject
        case _:
            return ""


def _joined(item: str, members: Sequence[Fact]) -> Initiative | None:
    """One measure from its facts; None when only somebody's being in charge is known."""
    indicators = sorted(
        (fact for fact in members if isinstance(fact, Indicator)),
        key=lambda fact: (-(fact.target_year or 0), -(fact.baseline_year or 0)),
    )
    budgets = sorted(
        (fact for fact in members if isinstance(fact, Budget)), key=lambda fact: -(fact.fiscal_year or 0)
    )
    schedules = [fact for fact in members if isinstance(fact, Schedule)]
    if not (indicators or budgets or schedules):
        return None
    shown: list[Fact] = [*newest(indicators), *budgets[:1], *schedules[:1]]
    departments = [name for fact in [*shown, *members] if (name := _department(fact))]
    named = budgets[0].name if budgets else schedules[0].measure if schedules else indicators[0].name
    return Initiative(
        item=item,
        name=" ".join(named.split()),
        detail=next((fact.detail for fact in budgets if fact.detail), ""),
        indicators=tuple(indicators),
        budget=budgets[0] if budgets else None,
        schedule=schedules[0] if schedules else None,
        department=departments[0] if departments else "",
        places=tuple(dict.fromkeys(fact.place.passage for fact in [*shown, *_in_charge(members)])),
    )


def newest(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """The indicator with the newest baseline and the one with the newest target; one and the same where it is so.

    Values in different units do not belong together: then only the first counts.
    """
    if not indicators:
        return ()
    target = indicators[0]
    alike = [fact for fact in indicators if fact.unit == target.unit and fact.baseline]
    baseline = max(alike, key=lambda fact: fact.baseline_year or 0, default=target)
    return (target,) if baseline == target else (baseline, target)


def _department(fact: Fact) -> str:
    name = fact.name if isinstance(fact, Department) else None
    if isinstance(fact, (Indicator, Budget)):
        name = fact.department
    return " ".join((name or "").split())


def _in_charge(members: Iterable[Fact]) -> Iterator[Fact]:
    return (fact for fact in members if isinstance(fact, Department))
