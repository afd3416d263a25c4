"""From the entries of a contents list to groups of items with their keys (項目の対応付け).

A group's heading is the one most like a title that the group has had; its items are the entries (1), (2), …
right below it. Keys come from known titles (`similarity.best_pairs`), each key once in a document; what is
worded anew or is like nothing known is marked for review, as is a title that the body does not repeat.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.editions.contents import Entry, Level, contents
from flows.editions.similarity import best_pairs, likeness, plain
from flows.model import Document, Edition, Finding, Group, Severity, Verification
from flows.text import fold

_SAME_GROUP = 0.6
_SAME_ITEMS = 0.6
"""Share of known titles below a heading that makes it the group's under another name."""
_SAME_TITLE = 0.8
_FEW = 2
_TOO_SHORT = 4
"""Letters: その他 is a group's title only to the letter."""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item as read, with the reason why someone should look at it ("" when there is none)."""

    key: str
    number: str
    title: str
    verification: Verification
    review: str = ""


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """A group of items as read."""

    group: Group
    title: str
    verification: Verification
    items: tuple[ReadItem, ...]


class Grouping:
    """The groups of one document; doubts are added to `findings`."""

    def __init__(
        self, document: Document, entries: Sequence[Entry], known: Sequence[Edition], findings: list[Finding]
    ) -> None:
        self._document = document
        self._entries = entries
        self._known = known
        self._findings = findings
        self._taken: set[str] = set()
        self._headed: set[int] = set()
        after = max((entry.read_on for entry in entries), default=0)
        self._without_contents = not contents(document.page_texts)
        self._body = [plain(text) for text in document.page_texts[after:]]

    def groups(self) -> Iterator[ReadGroup]:
        """Each group that the document shows, with its items."""
        for group in Group:
            at, renamed = self._heading(group)
            if at is not None and (items := tuple(self._items(group, at))):
                head = self._entries[at]
                self._headed.add(at)
                yield ReadGroup(
                    group, head.title, Verification.PARTIAL if renamed else self._mark(head), items
                )

    def _heading(self, group: Group) -> tuple[int | None, bool]:
        """Which entry heads the group, and whether only its items say so."""
        titles = {
            title for edition in self._known for each, title, _ in edition.group_titles if each is group
        }
        if not titles:
            return None, False
        heads = [
            at
            for at, entry in enumerate(self._entries)
            if entry.level is not Level.ITEM and at not in self._headed
        ]
        by_title = {at: max(_like_group(self._entries[at].title, title) for title in titles) for at in heads}
        best = max(heads, key=lambda at: by_title[at], default=None)
        if best is not None and by_title[best] >= _SAME_GROUP:
            return best, False
        wanted = "」「".join(sorted(titles))
        by_items = {at: self._share_known(group, at) for at in heads}
        best = max(heads, key=lambda at: by_items[at], default=None)
        if best is not None and by_items[best] >= _SAME_ITEMS:
            said = (
                f"区分「{self._entries[best].title}」を、その下の項目から「{wanted}」に当たると見た(要確認)。"
            )
            self._doubt("edition-review", said, self._entries[best].read_on)
            return best, True
        said = f"「{wanted}」に当たる見出しが見つかりません。この区分は書き出していません。"
        self._doubt("edition-group-missing", said)
        return None, False

    def _share_known(self, group: Group, at: int) -> float:
        """How many of the entries below are titles that the group has had."""
        titles = {item.title for edition in self._known for item in edition.of(group)}
        below = self._below(at)
        known = sum(max(likeness(entry.title, title) for title in titles) >= _SAME_TITLE for entry in below)
        return known / len(below) if len(below) >= _FEW else 0.0

    def _items(self, group: Group, at: int) -> Iterator[ReadItem]:
        below = self._below(at)
        if not below:
            self._doubt(
                "edition-group-empty", f"「{self._entries[at].title}」の下に(1)からの項目がありません。"
            )
        counted = [int(re.sub(r"\D", "", fold(entry.number))) for entry in below]
        unbroken = counted == list(range(counted[0], counted[0] + len(below))) if below else False
        unbroken = unbroken and counted[0] <= 1
        if below and not unbroken:
            listed = "、".join(entry.number for entry in below)
            self._doubt(
                "edition-numbers", f"項目の番号が続いていません({listed})。抜けがないか確かめてください。"
            )
        pairs = best_pairs([entry.title for entry in below], self._titles())
        for index, entry in enumerate(below):
            key, like, score = pairs.get(index, (f"new_{group.value}_{index + 1}", "", 0.0))
            self._taken.add(key)
            mark = self._mark(entry)
            review = "・".join(
                filter(None, (_doubt_about(like, score), "" if mark is _SURE else "本文に同じ見出しがない"))
            )
            if review:
                said = f"{entry.number}「{entry.title}」: {review}(要確認)。"
                self._doubt("edition-review", said, entry.read_on)
            settled = (
                mark if score == 1.0 and unbroken else min(mark, Verification.PARTIAL, key=_SURENESS.index)
            )
            yield ReadItem(key, entry.number, entry.title, settled, review)

    def _below(self, at: int) -> list[Entry]:
        below: list[Entry] = []
        for entry in self._entries[at + 1 :]:
            if entry.level is not Level.ITEM:
                break
            below.append(entry)
        return below

    def _titles(self) -> dict[str, tuple[str, ...]]:
        """All titles that each key has had, newest first, of keys that are still free."""
        titles: dict[str, dict[str, None]] = {}
        for edition in reversed(self._known):
            for item in edition.items:
                if item.key not in self._taken:
                    titles.setdefault(item.key, {})[item.title] = None
        return {key: tuple(each) for key, each in titles.items()}

    def _mark(self, entry: Entry) -> Verification:
        """Confirmed when contents and body say the same."""
        wanted = plain(entry.number + entry.title)
        said_twice = not self._without_contents and any(wanted in page for page in self._body)
        return _SURE if said_twice else Verification.PARTIAL

    def _doubt(self, code: str, message: str, page: int | None = None) -> None:
        self._findings.append(finding(self._document, code, message, page))


_SURE = Verification.CONFIRMED
_SURENESS = (Verification.UNCONFIRMED, Verification.PARTIAL, Verification.CONFIRMED)


def finding(document: Document, code: str, message: str, page: int | None = None) -> Finding:
    """Something about the document that someone should settle."""
    return Finding(
        code=code, severity=Severity.WARNING, message=message, source=document.source.path, page=page
    )


def _doubt_about(like: str, score: float) -> str:
    if score == 1.0:
        return ""
    if not like:
        return "新しい項目。key を決め、items.yaml の short と needs を書く"
    return f"以前の版の「{like}」と同じ項目と見た"


def _like_group(title: str, known: str) -> float:
    """A title inside a longer one is nearly the same: 重点取組事項, 自治体DXの重点取組事項."""
    one, other = plain(title), plain(known)
    if min(len(one), len(other)) <= _TOO_SHORT:
        return 1.0 if one == other else 0.0
    return 0.95 if one != other and (one in other or other in one) else likeness(one, other)
