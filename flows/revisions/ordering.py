"""What the new draft has in another order than the draft that was sent: told, never moved in the staff's file.

Sections are held against those beside them (by their keys), the texts and tables of a section against each other, and the
rows of a table. Of two
orders the longest common run stays put, and only what left its neighbour is told: a section that moved takes its own
sections along in one line. What staff have in the new order already, or have removed, is not told.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.revisions.reading import Range
from flows.revisions.results import Told
from flows.revisions.units import Unit

_REASON = "新しい素案では順序が変わりました。本文の順序はそのままです。新しい順序にするときは、本文を移してください。"
_SHOWN = 24


@dataclass(frozen=True)
class _Item:
    """Something that has a place among others: a section, a text, a table or a row."""

    unit: Unit
    words: str
    before: int
    """Its place in the draft that was sent."""
    there: int
    """Its place in the staff's file."""
    text: str


def moved(
    new: Sequence[Unit], pairs: Mapping[str, str], sent: Sequence[str], located: Mapping[str, Range]
) -> Iterator[Told]:
    """What has another place in the new draft. `sent`: names of the sent texts in their order."""
    ranks = {name: at for at, name in enumerate(sent)}
    groups: dict[tuple[str, int], dict[tuple[int, int], list[Unit]]] = defaultdict(dict)
    for unit in new:
        old = pairs.get(unit.name, "")
        if old in ranks and old in located:
            for group, item in _memberships(unit):
                groups[group].setdefault(item, []).append(unit)
    for (_, table), members in groups.items():
        items = [_item(units, table, pairs, ranks, located) for units in members.values()]
        yield from _told(items)


def _memberships(unit: Unit) -> Iterator[tuple[tuple[str, int], tuple[int, int]]]:
    """The group in which a text has its place, and which of the group's items it belongs to."""
    if unit.is_heading:
        yield (f"#{unit.section.rpartition('.')[0]}", -1), (-1, unit.order)
    elif unit.table < 0:
        yield (unit.section, -1), (-1, unit.order)
    else:
        yield (unit.section, -1), (unit.table, -1)
        yield (unit.section, unit.table), (unit.table, unit.row)


def _item(
    units: Sequence[Unit],
    table: int,
    pairs: Mapping[str, str],
    ranks: Mapping[str, int],
    located: Mapping[str, Range],
) -> _Item:
    first = units[0]
    olds = [pairs[unit.name] for unit in units]
    shown = first.text if len(first.text) <= _SHOWN else f"{first.text[:_SHOWN]}…"
    whole = table < 0 <= first.table
    kind = "の表" if whole else "の行" if first.table >= 0 else ""
    return _Item(
        first,
        f"「{shown}」{kind}",
        min(ranks[old] for old in olds),
        min(located[old].paragraph.at for old in olds),
        located[olds[0]].text,
    )


def _told(items: Sequence[_Item]) -> Iterator[Told]:
    """`items` in the order of the new draft."""
    if all(a.before < b.before for a, b in pairwise(items)):
        return
    sent = sorted(items, key=lambda item: item.before)
    theirs = sorted(items, key=lambda item: item.there)
    stays = _longest_run([item.before for item in items])
    for at, item in enumerate(items):
        previous = items[at - 1] if at else None
        if at in stays or previous in (_previous(sent, item), _previous(theirs, item)):
            continue
        yield Told(
            id=item.unit.entry.id,
            place=item.unit.place,
            section=item.unit.section,
            sent=_between(sent, item),
            staff=item.text,
            proposed=_between(items, item),
            reason=_REASON,
        )


def _previous(items: Sequence[_Item], item: _Item) -> _Item | None:
    at = items.index(item)
    return items[at - 1] if at else None


def _between(items: Sequence[_Item], item: _Item) -> str:
    """The neighbours, for people."""
    at = items.index(item)
    around = [f"{items[at - 1].words}の後"] if at else []
    around += [f"{items[at + 1].words}の前"] if at + 1 < len(items) else []
    return "、".join(around)


def _longest_run(numbers: Sequence[int]) -> set[int]:
    """The places of a longest ascending run."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tails, number)
        before.append(places[length - 1] if length else -1)
        tails[length : length + 1] = [number]
        places[length : length + 1] = [at]
    run: set[int] = set()
    at = places[-1] if places else -1
    while at >= 0:
        run.add(at)
        at = before[at]
    return run
