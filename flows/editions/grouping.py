"""From the entries of a contents list to groups of items with their keys (項目の対応付け).

A group's heading is the one most like a title that the group has had; its items are the entries (1), (2), …
right below it. Keys come from known titles (`similarity.best_pairs`), each key once in a document; what is
worded anew or is like nothing known is marked for review, as is a title that the body does not repeat.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.editions.contents import Entry, Level, contents
from flows.editions.similarity import best_pairs, likeness, plain
from flows.model import Document, Edition, Finding, Group, Severity, Verification

_SAME_GROUP = 0.6
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
        after = max((entry.read_on for entry in entries), default=0)
        self._without_contents = not contents(document.page_texts)
        self._body = [plain(text) for text in document.page_texts[after:]]

    def groups(self) -> Iterator[ReadGroup]:
        """Each group that the document shows, with its items."""
        for group in Group:
            titles = {
                title for edition in self._known for each, title, _ in edition.group_titles if each is group
            }
            if (
                titles
                and (at := self._heading(titles)) is not None
                and (items := tuple(self._items(group, at)))
            ):
                head = self._entries[at]
                yield ReadGroup(group, head.title, self._mark(head), items)

    def _heading(self, titles: set[str]) -> int | None:
        """Which entry heads the group."""
        scored = [
            (max(_like_group(entry.title, title) for title in titles), -at)
            for at, entry in enumerate(self._entries)
            if entry.level is not Level.ITEM
        ]
        score, minus = max(scored, default=(0.0, 0))
        if score >= _SAME_GROUP:
            return -minus
        wanted = "」「".join(sorted(titles))
        self._doubt(
            "edition-group-missing",
            f"「{wanted}」に当たる見出しが見つかりません。この区分は書き出していません。",
        )
        return None

    def _items(self, group: Group, at: int) -> Iterator[ReadItem]:
        below = self._below(at)
        if not below:
            self._doubt(
                "edition-group-empty", f"「{self._entries[at].title}」の下に(1)からの項目がありません。"
            )
        unbroken = [int(entry.number.strip("()")) for entry in below] == list(range(1, len(below) + 1))
        if not unbroken:
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
