"""The national framework in one edition, and the outline of a plan that answers it."""

from enum import StrEnum
from functools import cached_property

from flows.model.base import Value


class Verification(StrEnum):
    """How far a title is verified: never present an unverified one as official."""

    CONFIRMED = "confirmed"
    PARTIAL = "partial"
    UNCONFIRMED = "unconfirmed"


class Group(StrEnum):
    """The groups of items in the national plan."""

    PRIORITY = "priority"
    """重点取組事項"""
    ACCOMPANYING = "accompanying"
    """あわせて取り組むべき事項"""
    OPTIONAL = "optional"
    """各団体において必要に応じ実施を検討する取組"""
    ORGANIZATION = "organization"
    """推進体制の構築"""


class Item(Value):
    """One thing the nation asks for (取組事項). `key` is the same subject in every edition."""

    key: str
    group: Group
    number: str
    """As the edition has it: "(1)"."""
    title: str
    verification: Verification
    needs: tuple[str, ...] = ()
    """What to ask the municipality for when its documents say nothing, in plain Japanese."""
    short: str = ""
    """A name of a few characters for narrow columns; never presented as official."""
    answered_by: tuple[str, ...] = ()
    """Item keys and topics whose evidence answers this item, when it has no evidence of its own."""
    includes: tuple[str, ...] = ()
    """Keys of subjects that this edition treats inside this item and other editions list apart."""
    taken_from: str = ""
    """The edition whose list stands in for this one ("3.0"), when the edition's own is not known."""


class OutlineSection(Value):
    """A section of the plan: fixed ones, and one that repeats for each item of a group."""

    key: str
    title: str
    level: int
    """1 chapter (第1章), 2 section (1), 3 subsection ((1))."""
    topic: str = ""
    """What evidence belongs here: a topic of the framework's vocabulary ("period", "vision")."""
    repeat: Group | None = None
    """One subsection for each item of this group."""
    needs: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """All topics and item keys whose evidence belongs here, `topic` first."""


class Outline(Value):
    """What our plan contains (目次構成)."""

    sections: tuple[OutlineSection, ...]


class StatedChange(Value):
    """What an edition is said to have changed against the one before (改定の要点)."""

    text: str
    verification: Verification
    source: str = ""


class TargetPeriod(Value):
    """The period the national plan covers (対象期間); None where it sets none."""

    first: str | None = None
    """ISO month: "2021-01"."""
    last: str | None = None
    verification: Verification
    note: str = ""


class Edition(Value):
    """The national framework in one edition (国の枠組み・版)."""

    framework: str
    """"jichitai-dx"."""
    name: str
    """"5.1" (初版 = "1.0")."""
    title: str
    """自治体デジタル・トランスフォーメーション(DX)推進計画"""
    mark: str
    """【第5.1版】, 初版 for the first."""
    date: str
    """ISO date."""
    era_date: str
    date_verification: Verification
    publisher: str
    items: tuple[Item, ...]
    group_titles: tuple[tuple[Group, str, Verification], ...]
    outline: Outline
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    previous: str = ""
    """Name of the edition before, "" for the first."""
    document_url: str = ""
    period: TargetPeriod | None = None
    stated_changes: tuple[StatedChange, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Item]:
        """Items by key."""
        return {item.key: item for item in self.items}

    def of(self, group: Group) -> tuple[Item, ...]:
        """The items of a group in the edition's order."""
        return tuple(item for item in self.items if item.group is group)
