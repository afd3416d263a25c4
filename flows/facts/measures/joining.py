"""What several places say of one measure, joined by its name; and the item of the nation that it answers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.facts.heads import Role, column
from flows.facts.measures.found import Found
from flows.facts.measures.vocabulary import core, digital, key_of, label, nothing, plain_name, rules
from flows.model import (
    Budget,
    Department,
    Edition,
    Entry,
    Fact,
    Field,
    Indicator,
    Match,
    Passage,
    PassageKind,
    Place,
    Schedule,
)
from flows.model import Mapping as Matches
from flows.model.hearing import ANSWERED, QuestionKey
from flows.text import fold

_SURE = 0.5
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_SHORTEST = 4
"""Folded letters of a name below which two papers may well mean different things by it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """All of one measure."""

    key: str
    name: str
    named: Place
    item: str
    entries: tuple[Entry, ...]
    indicators: tuple[Indicator, ...]
    schedules: tuple[Schedule, ...]
    budgets: tuple[Budget, ...]
    rank: int


def joined(  # noqa: PLR0913, PLR0917 (what a measure is told from)
    found: Iterable[Found],
    facts: Sequence[Fact],
    known: Mapping[str, Passage],
    matches: Matches,
    edition: Edition,
    years: Mapping[str, int],
) -> list[Joined]:
    """One for each name that makes a measure: sheets first, then in the order of the documents."""
    joiner = _Joiner(facts, known, matches, edition, years)
    groups: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        name = core(each.name)
        if len(name) >= _SHORTEST and not name.isdigit():
            groups[name].append(each)
    made = [joiner.of(members) for members in groups.values() if any(each.firm for each in members)]
    kept = [each for each in made if each.item or digital(each.name)]
    return _few_from_budget(sorted(kept, key=lambda each: each.rank))


def _few_from_budget(measures: Sequence[Joined]) -> list[Joined]:
    """Of an item's measures that only a budget knows, those with the largest amounts."""
    most = int(rules()["most_from_budget"])
    lines: dict[str, list[Joined]] = defaultdict(list)
    for measure in measures:
        if measure.rank == 2:
            lines[measure.item].append(measure)
    kept = {
        measure.key
        for members in lines.values()
        for measure in sorted(members, key=lambda each: -each.budgets[0].yen)[:most]
    }
    return [measure for measure in measures if measure.rank < 2 or measure.key in kept]


class _Joiner:
    def __init__(
        self,
        facts: Sequence[Fact],
        known: Mapping[str, Passage],
        matches: Matches,
        edition: Edition,
        years: Mapping[str, int],
    ) -> None:
        self._known = known
        self._years = years
        self._items = _speaking(matches.matches, edition)
        self._answers = _answers(matches.matches, known)
        self._indicators = [fact for fact in facts if isinstance(fact, Indicator)]
        self._charged = _charged(facts)

    def of(self, members: Sequence[Found]) -> Joined:
        best = min(members, key=lambda each: each.rank)
        name = plain_name(best.name)[0]
        key = key_of(name)
        entries = self._entries(members, core(name), key)
        indicators = tuple(sorted(self._belonging(members, core(name)), key=_newest_figures))
        if not any(entry.field is Field.POLICY for entry in entries):
            entries += self._policies(members)
        if indicators and any(each.rows for each in members):
            entries = [entry for entry in entries if entry.field is not Field.INDICATOR]
        schedules = {fact: None for each in members for fact in each.schedules}
        budgets = {fact: None for each in members for fact in each.budgets}
        return Joined(
            key=key,
            name=name,
            named=best.named,
            item=self._item([*entries, *self._named(members)], name),
            entries=tuple(entries),
            indicators=indicators,
            schedules=tuple(sorted(schedules, key=lambda fact: -self._year(fact.place))),
            budgets=tuple(sorted(budgets, key=lambda fact: -(fact.fiscal_year or 0))),
            rank=best.rank,
        )

    def _year(self, place: Place) -> int:
        passage = self._known.get(place.passage)
        return self._years.get(passage.sha256, 0) if passage else 0

    def _named(self, members: Sequence[Found]) -> Iterator[Entry]:
        for each in members:
            yield Entry(field=Field.NAME, text=each.name, place=each.named)
            for schedule in each.schedules:
                yield Entry(field=Field.SCHEDULE, text=schedule.measure, place=schedule.place)

    def _policies(self, members: Sequence[Found]) -> list[Entry]:
        """The policy in whose chapter the measure stands: 基本目標１ …"""
        for each in members:
            place = each.named
            for heading in reversed(self._known[place.passage].headings):
                if core(heading) != core(each.name) and re.search(rules()["policy_heading"], fold(heading)):
                    told = place.model_copy(update={"quote": heading})
                    return [Entry(field=Field.POLICY, text=heading, place=told)]
        return []

    def _entries(self, members: Sequence[Found], name: str, key: str) -> list[Entry]:
        """Once each, the newest paper's first; what staff answered before all."""
        told = [entry for each in members for entry in each.entries]
        told += [
            Entry(
                field=Field.DEPARTMENT,
                text=fact.name,
                place=fact.place.model_copy(update={"quote": fact.name}),
            )
            for fact in self._charged.get(name, ())
        ]
        told = [entry for entry in told if fold(entry.text).strip("。.()") not in nothing()]
        told.sort(key=lambda entry: -self._year(entry.place))
        once = {(entry.field, fold(entry.text), self._year(entry.place)): entry for entry in reversed(told)}
        return [*self._answers.get(key, ()), *_whole(reversed(once.values()))]

    def _belonging(self, members: Sequence[Found], name: str) -> Iterator[Indicator]:
        """Indicators of the measure's sheets, rows and name, and those of other papers with the same names."""
        rows = frozenset[str]().union(*(each.rows for each in members))
        own = [
            fact
            for fact in self._indicators
            if fact.place.passage in rows
            or name in (core(fact.name), core(_measure_of(self._known[fact.place.passage])))
        ]
        names = {(fold(fact.name), fold(fact.unit)) for fact in own}
        yield from (
            fact for fact in self._indicators if fact in own or (fold(fact.name), fold(fact.unit)) in names
        )

    def _item(self, entries: Iterable[Entry], name: str) -> str:
        """The item most of its words speak to; its name and what it says of the nation's plan count most."""
        votes: dict[str, float] = defaultdict(float)
        weights = {Field.ITEM: 3.0, Field.NAME: 2.0, Field.CONTENT: 1.0, Field.SCHEDULE: 1.0}
        for entry in entries:
            for item, score in self._items.get(entry.place.passage, {}).items():
                votes[item] += weights.get(entry.field, 0.0) * score
        return max(votes, key=lambda item: votes[item], default="") if any(votes.values()) else ""


def _whole(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Without those that only repeat a part of what the same passage says in the field."""
    kept: dict[tuple[Field, str], list[str]] = defaultdict(list)
    for entry in entries:
        told = kept[entry.field, entry.place.passage]
        if not any(fold(entry.text) in text for text in told):
            told.append(fold(entry.text))
            yield entry


def _newest_figures(fact: Indicator) -> tuple[int, int]:
    return -(fact.target_year or 0), -(fact.baseline_year or 0)


def _speaking(matches: Iterable[Match], edition: Edition) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for match in matches:
        if match.item in edition.by_key and match.score >= _SURE:
            scores = found[match.passage]
            scores[match.item] = max(match.score, scores.get(match.item, 0.0))
    return found


def _charged(facts: Iterable[Fact]) -> dict[str, list[Department]]:
    """Who is in charge of what, by the name's meaning."""
    found: dict[str, list[Department]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Department):
            found[core(fact.subject)].append(fact)
    return found


def _measure_of(row: Passage) -> str:
    """The measure that a row of indicators stands beside."""
    if row.kind is not PassageKind.ROW:
        return ""
    cells = zip(row.head, row.cells, strict=False)
    return next(
        (text for head, text in cells if label(head) is Field.NAME or column(head).role is Role.NAME), ""
    )


def _answers(matches: Iterable[Match], known: Mapping[str, Passage]) -> dict[str, list[Entry]]:
    """What staff answered in a returned sheet, by the measure's key: 「所管課：市民課」; without a label the content."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for match in matches:
        key = QuestionKey.find(match.reason) if match.reason.startswith(ANSWERED) else None
        if key is None or len(key.field) <= 8 or match.passage not in known:
            continue
        passage = known[match.passage]
        line = passage.spans[-1].text
        head, mark, rest = line.partition("：") if "：" in line else line.partition(":")
        field = label(_ASIDE.sub("", head)) if mark else None
        text = rest.strip() if field else line
        if text:
            place = Place(source=passage.source, page=passage.page, passage=passage.id, quote=text)
            found[key.field[:8]].append(Entry(field=field or Field.CONTENT, text=text, place=place))
    return found
