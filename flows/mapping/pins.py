"""Staff's corrections (対応付けの修正): mapping.yaml in the municipality's folder pins or bans a match.

    pin:                                   # 必ず対応させる
      - {text: 文書の文の一部, item: online, role: 取組}
      - {passage: 0a1b2c3d-11223344, item: mynumber}
    ban:                                   # 決して対応させない（item: "*" はすべて）
      - {text: 文書の文の一部, item: frontyard}

A passage is named by a quote from it (8 characters or more, compared after folding, so line breaks and widths do not
matter) or by its id. A quote outlives a new edition of the file; an id only the same file. All mistakes at once.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.configuration import Mistake, read_configuration
from flows.mapping.spelling import canonical
from flows.mapping.vocabulary import vocabulary
from flows.model import Passage, Role, Value

_LEAST = 8
EVERY = "*"


class Pin(Value):
    """One correction: a passage named by quote or id, and the item."""

    item: str
    """Item or topic key; "*" in a ban means every one."""
    text: str = ""
    passage: str = ""
    role: Role | None = None

    def names(self, passage: Passage, text: str) -> bool:
        """Whether this passage (its canonical text beside it) is meant."""
        if self.passage:
            return passage.id == self.passage
        return bool(self.text) and canonical(self.text) in text


class Pins(Value):
    """All corrections of a municipality."""

    pin: tuple[Pin, ...] = ()
    ban: tuple[Pin, ...] = ()

    def banned(self, passage: Passage, text: str) -> frozenset[str]:
        """The items this passage must never be matched to."""
        return frozenset(ban.item for ban in self.ban if ban.names(passage, text))

    def pinned(self, passage: Passage, text: str) -> tuple[Pin, ...]:
        """The items this passage must be matched to."""
        return tuple(pin for pin in self.pin if pin.names(passage, text))

    def unused(self, passages: Sequence[Passage]) -> tuple[Pin, ...]:
        """Corrections that name no passage any more: staff should know."""
        texts = [(passage, canonical(passage.text)) for passage in passages]
        return tuple(
            pin
            for pin in (*self.pin, *self.ban)
            if not any(pin.names(passage, text) for passage, text in texts)
        )


def load_pins(path: Path) -> Pins:
    """The corrections in `path`; none when the file does not exist. Raises BadConfiguration with all mistakes."""
    return read_configuration(path, Pins, (_mistakes,)) if path.exists() else Pins()


def _mistakes(pins: Pins) -> Iterator[Mistake]:
    for column, entries in (("pin", pins.pin), ("ban", pins.ban)):
        for index, entry in enumerate(entries):
            for message in _wrong(entry, column):
                yield (column, index), message
    for index, pin in enumerate(pins.pin):
        if any(_against(ban, pin) for ban in pins.ban):
            yield ("pin", index), f"同じ文と事項「{pin.item}」が pin と ban の両方にあります。"


def _wrong(entry: Pin, column: str) -> Iterator[str]:
    subjects = vocabulary().subjects
    if entry.item not in subjects and not (column == "ban" and entry.item == EVERY):
        yield f"「{entry.item}」という事項はありません({'、'.join(subjects)})。"
    if bool(entry.text) == bool(entry.passage):
        yield "text(文の一部)か passage(文の番号)のどちらか一つを書いてください。"
    if entry.text and len(canonical(entry.text)) < _LEAST:
        yield f"「{entry.text}」は短すぎます。ほかの文と紛れないよう{_LEAST}文字以上を書いてください。"


def _against(ban: Pin, pin: Pin) -> bool:
    same = (canonical(pin.text), pin.passage) == (canonical(ban.text), ban.passage)
    return same and ban.item in {pin.item, EVERY}
