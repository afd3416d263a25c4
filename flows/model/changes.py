"""What one edition of a framework changed against another: each a typed value that explains itself
(改定の内容)."""

from flows.model.base import Value
from flows.model.editions import Group, Item, Verification

_MARKS = {
    Verification.CONFIRMED: "",
    Verification.PARTIAL: "(一部未確認)",
    Verification.UNCONFIRMED: "(未確認)",
}


class EditionChange(Value):
    """A change between two editions; as sure as the less sure of the two titles it rests on."""

    verification: Verification

    @property
    def key(self) -> str:
        """The item it is about; a group's name for a group."""
        raise NotImplementedError

    @property
    def message(self) -> str:
        """The change in plain Japanese, with its mark."""
        return f"{self._said()}{_MARKS[self.verification]}"

    def _said(self) -> str:
        raise NotImplementedError


class Added(EditionChange):
    """A subject that the old edition did not have (新設)."""

    item: Item

    @property
    def key(self) -> str:
        return self.item.key

    def _said(self) -> str:
        return f"「{self.item.number}{self.item.title}」が加わりました。"


class Removed(EditionChange):
    """A subject that the new edition has no more (削除)."""

    item: Item

    @property
    def key(self) -> str:
        return self.item.key

    def _said(self) -> str:
        return f"「{self.item.number}{self.item.title}」がなくなりました。"


class _Both(EditionChange):
    old: Item
    new: Item

    @property
    def key(self) -> str:
        return self.new.key


class Renamed(_Both):
    """The same subject under another title (名称の変更)."""

    spelling_only: bool = False
    """The words are the same, only their spelling differs: 取組み, 取組."""

    def _said(self) -> str:
        what = "表記" if self.spelling_only else "名称"
        return f"「{self.old.title}」の{what}が「{self.new.title}」に変わりました。"


class Renumbered(_Both):
    """The same subject at another number (番号の変更)."""

    def _said(self) -> str:
        return f"「{self.new.title}」の番号が{self.old.number}から{self.new.number}に変わりました。"


class Moved(_Both):
    """The same subject in another group (区分の変更)."""

    old_group: str
    new_group: str

    def _said(self) -> str:
        return f"「{self.new.title}」の区分が「{self.old_group}」から「{self.new_group}」に変わりました。"


class Split(EditionChange):
    """A subject that stood inside another and now stands alone (独立)."""

    item: Item
    origin: Item
    """The old edition's item that held it."""

    @property
    def key(self) -> str:
        return self.item.key

    def _said(self) -> str:
        return f"「{self.item.number}{self.item.title}」が「{self.origin.title}」から独立しました。"


class Absorbed(EditionChange):
    """A subject that stood alone and now stands inside another (統合)."""

    item: Item
    into: Item
    """The new edition's item that holds it."""

    @property
    def key(self) -> str:
        return self.item.key

    def _said(self) -> str:
        return f"「{self.item.title}」は「{self.into.number}{self.into.title}」に含まれるようになりました。"


class GroupRenamed(EditionChange):
    """A group of items under another title (区分の名称の変更)."""

    group: Group
    old: str
    new: str
    spelling_only: bool = False

    @property
    def key(self) -> str:
        return self.group.value

    def _said(self) -> str:
        what = "表記" if self.spelling_only else "名称"
        return f"区分「{self.old}」の{what}が「{self.new}」に変わりました。"


Change = Added | Removed | Renamed | Renumbered | Moved | Split | Absorbed | GroupRenamed
