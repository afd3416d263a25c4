"""The shape of the files under templates/editions: what may stand in framework.yaml, outline.yaml and
items.yaml.

These are the files as written, before references between them are followed: a group of items is either a
list of its own or `same_as` another edition's. What only makes sense within one file is checked here;
`same_as` and item keys, which reach into other files, are checked where they are followed
(`flows.editions.loading`).
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from flows.configuration import Mistake
from flows.model import Group, Verification

Words = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
EditionName = Annotated[str, Field(pattern=r"^\d+\.\d+$")]


def _iso(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


TOPICS = frozenset(
    [
        "intro",
        "positioning",
        "period",
        "trend",
        "status",
        "survey",
        "vision",
        "policy",
        "kpi",
        "promotion",
        "progress_mgmt",
        "appendix",
    ]
)
"""What evidence for a plan's chapters is called; evidence for an item is called by its key."""


class Strict(BaseModel):
    """No unknown names: a misspelt one must not pass in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


VerificationMark = Annotated[Verification, Field(strict=False)]


class ItemFile(Strict):
    """One line of a group."""

    key: Key
    number: str = ""
    title: Words
    verification: VerificationMark | None = None
    """The group's unless told."""


class GroupFile(Strict):
    """A group of items: `items` of its own, or `same_as` another edition."""

    title: str = ""
    title_verification: VerificationMark | None = None
    verification: VerificationMark
    items: Annotated[tuple[ItemFile, ...] | None, Field(strict=False)] = None
    same_as: EditionName | None = None
    note: str = ""


class DateFile(Strict):
    """When the edition was published."""

    value: Annotated[str, BeforeValidator(_iso), Field(pattern=r"^(?:\d{4}-\d{2}-\d{2})?$")]
    """"" when nobody knows yet."""
    era: str
    verification: VerificationMark
    note: str = ""


class PeriodFile(Strict):
    """The period the national plan covers."""

    first: Month | None = None
    last: Month | None = None
    verification: VerificationMark
    note: str = ""


class ChangeFile(Strict):
    """What the edition is said to have changed."""

    text: Words
    verification: VerificationMark
    source: str = ""


class FrameworkFile(Strict):
    """framework.yaml: what the nation asks, in one edition."""

    framework: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    edition: EditionName
    title: Words
    mark: str = ""
    publisher: Words
    date: DateFile
    document_url: str = ""
    previous: EditionName | None = None
    period: PeriodFile | None = None
    groups: dict[Annotated[Group, Field(strict=False)], GroupFile]
    changes: Annotated[tuple[ChangeFile, ...], Field(strict=False)] = ()
    sources: Annotated[tuple[str, ...], Field(strict=False)] = ()
    notes: Annotated[tuple[str, ...], Field(strict=False)] = ()


class AboutItem(Strict):
    """What is the same for an item in every edition."""

    short: Words
    needs: Annotated[tuple[Words, ...], Field(strict=False, min_length=1)]
    answered_by: Annotated[tuple[str, ...], Field(strict=False)] = ()
    part_of: Key | None = None
    """The item inside which editions treat it that do not list it."""


class ItemsFile(Strict):
    """items.yaml."""

    items: dict[Key, AboutItem]


class SectionFile(Strict):
    """A section of outline.yaml."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
    title: Words
    level: Annotated[int, Field(ge=1, le=3)]
    topics: Annotated[tuple[str, ...], Field(strict=False)] = ()
    repeat: Annotated[Group, Field(strict=False)] | None = None
    needs: Annotated[tuple[Words, ...], Field(strict=False)] = ()


class OutlineFile(Strict):
    """outline.yaml: what our plan contains."""

    sections: Annotated[tuple[SectionFile, ...], Field(strict=False, min_length=1)]


def framework_mistakes(file: FrameworkFile) -> Iterator[Mistake]:
    """Contradictions within framework.yaml."""
    seen: set[str] = set()
    for group, content in file.groups.items():
        place = ("groups", group.value)
        if (content.items is None) == (content.same_as is None):
            yield place, "items(一覧)か same_as(同じ内容の版)の、どちらか一つを書いてください。"
        if content.items is not None and not content.title:
            yield place, "title(区分の名称)が書かれていません。"
        if content.same_as == file.edition:
            yield (*place, "same_as"), "自分の版を指しています。"
        numbers: set[str] = set()
        for index, item in enumerate(content.items or ()):
            if item.key in seen:
                yield (*place, "items", index, "key"), f"「{item.key}」が二度書かれています。"
            if item.number and item.number in numbers:
                yield (*place, "items", index, "number"), f"番号「{item.number}」が二度書かれています。"
            seen.add(item.key)
            numbers.add(item.number)
    yield from _date_mistakes(file.date)


_ERA = re.compile(r"^(令和|平成)(元|\d+)年(\d+)月(\d+)日$")
_YEAR_BEFORE = {"令和": 2018, "平成": 1988}


def _date_mistakes(stated: DateFile) -> Iterator[Mistake]:
    if not stated.value and not stated.era:
        if stated.verification is not Verification.UNCONFIRMED:
            yield ("date", "verification"), "日付がないときは unconfirmed と書いてください。"
        return
    try:
        day = date.fromisoformat(stated.value)
    except ValueError:
        yield ("date", "value"), f"暦にない日付です: {stated.value}"
        return
    if (era := _ERA.match(stated.era)) is None:
        yield ("date", "era"), "「令和8年1月30日」の形で書いてください。"
        return
    year = _YEAR_BEFORE[era[1]] + (1 if era[2] == "元" else int(era[2]))
    if (year, int(era[3]), int(era[4])) != (day.year, day.month, day.day):
        yield ("date", "era"), f"西暦の日付({stated.value})と合いません: {stated.era}"


def items_mistakes(file: ItemsFile, known: Collection[str]) -> Iterator[Mistake]:
    """References to nothing in items.yaml; `known`: keys of other such files."""
    keys = {*known, *file.items}
    for key, about in file.items.items():
        if about.part_of is not None and (about.part_of == key or about.part_of not in keys):
            yield ("items", key, "part_of"), f"「{about.part_of}」は、ほかの項目の名前ではありません。"
        for index, name in enumerate(about.answered_by):
            if name not in keys | TOPICS:
                yield ("items", key, "answered_by", index), f"「{name}」という項目や話題はありません。"


def outline_mistakes(file: OutlineFile, known: Collection[str]) -> Iterator[Mistake]:
    """Contradictions within outline.yaml; `known`: the keys of all items."""
    seen: set[str] = set()
    level = 0
    for index, section in enumerate(file.sections):
        place = ("sections", index)
        if section.key in seen:
            yield (*place, "key"), f"「{section.key}」が二度書かれています。"
        if section.level > level + 1:
            yield (*place, "level"), f"階層が飛んでいます({level}の次に{section.level})。"
        for at, topic in enumerate(section.topics):
            if topic not in TOPICS and topic not in known:
                yield (*place, "topics", at), f"「{topic}」という話題や項目はありません。"
        seen.add(section.key)
        level = section.level
