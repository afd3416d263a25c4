"""What changed between two editions of a framework (改定の内容), item by item.

Items are the same when their keys are: titles and numbers are what may differ. A key that only one edition
lists is looked for inside the items of the other (`Item.includes`, from part_of in items.yaml):
行政手続のオンライン化 is absorbed by フロントヤード改革 in 第2.2版, 共通化 splits from 標準化 in 第5.0版;
only what is nowhere is added or removed. Editions compare in both directions and across any distance. A
change is as sure as the less sure of its two sides.
"""

from collections.abc import Iterator

from flows.model import Edition, Group, Item, Verification
from flows.model.changes import (
    Absorbed,
    Added,
    Change,
    GroupRenamed,
    Moved,
    Removed,
    Renamed,
    Renumbered,
    Split,
)
from flows.text import fold

_SURENESS = (Verification.UNCONFIRMED, Verification.PARTIAL, Verification.CONFIRMED)


def changes(old: Edition, new: Edition) -> Iterator[Change]:
    """All changes from `old` to `new`: groups first, then items in the new edition's order, then what is
    gone."""
    yield from _groups(old, new)
    for item in new.items:
        before = old.by_key.get(item.key)
        yield from _arrived(old, item) if before is None else _kept(old, new, before, item)
    for item in old.items:
        if item.key not in new.by_key:
            yield _gone(new, item)


def _groups(old: Edition, new: Edition) -> Iterator[Change]:
    before = {group: (title, mark) for group, title, mark in old.group_titles}
    for group, title, mark in new.group_titles:
        former, former_mark = before.get(group, (title, mark))
        if former != title:
            yield GroupRenamed(
                group=group,
                old=former,
                new=title,
                spelling_only=_plain(former) == _plain(title),
                verification=less_sure(mark, former_mark),
            )


def _kept(old: Edition, new: Edition, before: Item, after: Item) -> Iterator[Change]:
    sure = less_sure(before.verification, after.verification)
    if before.title != after.title:
        same_words = _plain(before.title) == _plain(after.title)
        yield Renamed(old=before, new=after, spelling_only=same_words, verification=sure)
    if before.group is not after.group:
        yield Moved(
            old=before,
            new=after,
            old_group=_title(old, before.group),
            new_group=_title(new, after.group),
            verification=sure,
        )
    elif before.number != after.number:
        yield Renumbered(old=before, new=after, verification=sure)


def _arrived(old: Edition, item: Item) -> Iterator[Change]:
    origin = _holder(old, item.key)
    if origin is None:
        yield Added(item=item, verification=item.verification)
    else:
        yield Split(item=item, origin=origin, verification=less_sure(item.verification, origin.verification))


def _gone(new: Edition, item: Item) -> Change:
    into = _holder(new, item.key)
    if into is None:
        return Removed(item=item, verification=item.verification)
    return Absorbed(item=item, into=into, verification=less_sure(item.verification, into.verification))


def _holder(edition: Edition, key: str) -> Item | None:
    return next((item for item in edition.items if key in item.includes), None)


def _title(edition: Edition, group: Group) -> str:
    return next((title for each, title, _ in edition.group_titles if each is group), group.value)


def _plain(title: str) -> str:
    return fold(title).replace("取り組み", "取組").replace("取組み", "取組")


def less_sure(one: Verification, other: Verification) -> Verification:
    """The weaker of two marks."""
    return min(one, other, key=_SURENESS.index)
