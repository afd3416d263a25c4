"""Staff's corrections (対応付けの修正): mapping.yaml in the municipality's folder pins or bans a match.

    pin:                                   # 必ず対応させる
      - {text: 文書の文の一部, item: online, role: 取組}
      - {passage: 0a1b2c3d-11223344, item: mynumber}
    ban:                                   # 決して対応させない（item: "*" はすべて）
      - {text: 文書の文の一部, item: frontyard}

A passage is named by a quote from it (8 characters or more, compared after folding, so line breaks and widths do not
matter) or by its id. A quote outlives a new edition of the file; an id only the same file. All mistakes at once.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.mapping.spelling import canonical
from flows.mapping.vocabulary import Vocabulary, line_of, load_yaml, refuse, vocabulary
from flows.model import BadConfiguration, Passage, Role, Value

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

    pins: tuple[Pin, ...] = ()
    bans: tuple[Pin, ...] = ()

    def banned(self, passage: Passage, text: str) -> frozenset[str]:
        """The items this passage must never be matched to."""
        return frozenset(ban.item for ban in self.bans if ban.names(passage, text))

    def pinned(self, passage: Passage, text: str) -> tuple[Pin, ...]:
        """The items this passage must be matched to."""
        return tuple(pin for pin in self.pins if pin.names(passage, text))

    def unused(self, passages: Sequence[Passage]) -> tuple[Pin, ...]:
        """Corrections that name no passage any more: staff should know."""
        texts = [(passage, canonical(passage.text)) for passage in passages]
        return tuple(
            pin
            for pin in (*self.pins, *self.bans)
            if not any(pin.names(passage, text) for passage, text in texts)
        )


def load_pins(path: Path) -> Pins:
    """The corrections in `path`; none when the file does not exist. Raises BadConfiguration with all mistakes."""
    if not path.exists():
        return Pins()
    root = load_yaml(path)
    if root is None:
        return Pins()
    if not isinstance(root, dict):
        raise BadConfiguration(
            f"{path} は pin: と ban: の並びで書いてください。", "例: pin: [{text: 文の一部, item: online}]"
        )
    words = vocabulary()
    mistakes = [
        (line_of(root, key), f"「{key}」という欄はありません（pin と ban だけです）。")
        for key in root
        if key not in {"pin", "ban"}
    ]
    pins = _entries(root, "pin", words, mistakes)
    bans = _entries(root, "ban", words, mistakes)
    for pin, line in pins:
        if any(_same(pin, ban) for ban, _ in bans):
            mistakes.append((line, f"同じ文と事項「{pin.item}」が pin と ban の両方にあります。"))
    refuse(path, mistakes)
    return Pins(pins=tuple(pin for pin, _ in pins), bans=tuple(ban for ban, _ in bans))


def _same(pin: Pin, ban: Pin) -> bool:
    where = (canonical(pin.text), pin.passage) == (canonical(ban.text), ban.passage)
    return where and ban.item in {pin.item, EVERY}


def _entries(
    root: Any, column: str, words: Vocabulary, mistakes: list[tuple[int, str]]
) -> list[tuple[Pin, int]]:
    values = root.get(column) or []
    if not isinstance(values, list):
        mistakes.append((line_of(root, column), f"「{column}」は - で始まる並びで書いてください。"))
        return []
    entries = []
    for index, value in enumerate(values):
        line = line_of(values, index)
        wrong = _wrong(value, column, words)
        mistakes += [(line, message) for message in wrong]
        if not wrong:
            role = Role(value["role"]) if value.get("role") else None
            pin = Pin(
                item=value["item"], text=value.get("text", ""), passage=value.get("passage", ""), role=role
            )
            entries.append((pin, line))
    return entries


def _wrong(value: Any, column: str, words: Vocabulary) -> list[str]:
    if not isinstance(value, dict):
        return ["{text: 文の一部, item: 事項} の形で書いてください。"]
    wrong = [
        f"「{key}」という欄はありません。" for key in value if key not in {"text", "passage", "item", "role"}
    ]
    wrong += [
        f'「{key}」は文字で書いてください（" " で囲む）。'
        for key in ("text", "passage", "item", "role")
        if key in value and not isinstance(value[key], str)
    ]
    if wrong:
        return wrong
    item = value.get("item", "")
    if item not in words.subjects and not (column == "ban" and item == EVERY):
        wrong.append(f"「{item}」という事項はありません（{', '.join(words.subjects)}）。")
    if bool(value.get("text")) == bool(value.get("passage")):
        wrong.append("text（文の一部）か passage（文の番号）のどちらか一つを書いてください。")
    if value.get("text") and len(canonical(value["text"])) < _LEAST:
        wrong.append(
            f"「{value['text']}」は短すぎます。ほかの文と紛れないよう{_LEAST}文字以上を書いてください。"
        )
    if value.get("role") and value["role"] not in {role.value for role in Role}:
        wrong.append(f"役割「{value['role']}」はありません（{'・'.join(role.value for role in Role)}）。")
    return wrong
