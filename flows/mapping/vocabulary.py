"""The words of the field as data (語彙): what is said of each item and chapter, and how much each word weighs.

The file templates/vocabulary/jichitai-dx.yaml is edited by people, so every mistake in it is found in one reading
and told with its line; nothing is skipped in silence. A `Vocabulary` is what matching needs and nothing else: cues
(word, owner, tier, weight), pairs (words that must stand near each other), patterns, weights, roles, kinds.
Hard cases: a word so short that it matches everywhere (refused), a near-miss that points at an unknown item, a
group that is not there, a weight that is no number, the same word twice under one item.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from flows.mapping.spelling import canonical
from flows.model import BadConfiguration, DocumentKind, Role
from flows.resources import templates_dir

NONE: Final = "none"
SILENCE: Final = "silence"
_SECTIONS = {
    "schema_version", "weights", "crosswalk", "groups", "items", "topics", "silence", "roles", "kinds",
}  # fmt: skip
_WEIGHTS = {
    "strong", "strong_more", "term", "together", "lone_term", "heading", "heading_far", "title", "start", "silence",
    "model", "yield",
}  # fmt: skip
_OWNER_KEYS = {"title", "strong", "terms", "together", "near"}


@dataclass(frozen=True)
class Cue:
    """One word or set phrase. `tier`: strong, term, near, part (of a pair), group, silence, or role."""

    word: str
    """In canonical spelling."""
    owner: str
    tier: str
    weight: float
    shown: str
    """As the file has it: for reasons."""


@dataclass(frozen=True)
class Together:
    """Words that decide for `owner` when one of each part stands near the others."""

    owner: str
    parts: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Vocabulary:
    """The whole file, checked."""

    items: dict[str, str]
    """Item key → short title."""
    topics: dict[str, str]
    cues: tuple[Cue, ...]
    togethers: tuple[Together, ...]
    weights: dict[str, float]
    crosswalk: dict[str, tuple[str, ...]]
    patterns: tuple[re.Pattern[str], ...] = ()
    kinds: dict[DocumentKind, tuple[str, ...]] = field(default_factory=dict)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Items, then topics."""
        return (*self.items, *self.topics)


class _Reading:
    """One reading of the file: collects cues and mistakes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mistakes: list[tuple[int, str]] = []
        self.cues: list[Cue] = []
        self.togethers: list[Together] = []
        self.groups: dict[str, list[str]] = {}
        self.weights: dict[str, float] = {}
        self._parts: dict[tuple[str, ...], str] = {}

    def wrong(self, node: Any, key: Any, message: str) -> None:
        self.mistakes.append((line_of(node, key), message))

    def words(self, node: Any, key: Any, least: int = 2) -> Iterator[tuple[str, float | None]]:
        """The words of a list: `語` or `{語: 重み}`."""
        values = node.get(key) or []
        if not isinstance(values, list):
            self.wrong(node, key, f"「{key}」は [ ] の並びで書いてください。")
            return
        seen: set[str] = set()
        for index, value in enumerate(values):
            word, weight = (
                next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else (value, None)
            )
            form = canonical(str(word))
            if weight is not None and not isinstance(weight, int | float):
                self.wrong(values, index, f"「{word}」の重み「{weight}」が数ではありません。")
            elif not isinstance(word, str | int) or len(form) < least:
                self.wrong(values, index, f"「{word}」は短すぎます。{least}文字以上で書いてください。")
            elif form in seen:
                self.wrong(values, index, f"「{word}」が同じ並びに二度あります。")
            else:
                seen.add(form)
                yield str(word), None if weight is None else float(weight)

    def part(self, words: tuple[str, ...]) -> str:
        """The name of a list of words inside a pair."""
        if words not in self._parts:
            name = self._parts[words] = f"part{len(self._parts)}"
            self.cues += [Cue(canonical(word), name, "part", 0.0, word) for word in words]
        return self._parts[words]


def line_of(node: Any, key: Any = None) -> int:
    """1-based line of a key or index in a YAML node; the node's own line when it has none."""
    try:
        return int(node.lc.data[key][0]) + 1
    except (AttributeError, KeyError, IndexError, TypeError):
        return int(getattr(getattr(node, "lc", None), "line", 0) or 0) + 1


def load_yaml(path: Path) -> Any:
    """The file's content with line numbers. Raises BadConfiguration when it is missing or no YAML."""
    try:
        return YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadConfiguration(f"{path} がありません。", "ファイルの場所を確かめてください。") from error
    except UnicodeDecodeError as error:
        raise BadConfiguration(
            f"{path} がUTF-8で書かれていません。", "UTF-8で保存し直してください。"
        ) from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{mark.line + 1}行目" if mark else "どこか"
        raise BadConfiguration(
            f"{path} の{place}がYAMLとして読めません。", "字下げ・引用符・コロンを確かめてください。"
        ) from error


def refuse(path: Path, mistakes: list[tuple[int, str]]) -> None:
    """Raises BadConfiguration with all mistakes by line, if there are any."""
    if mistakes:
        lines = "\n".join(f"  {line}行目: {message}" for line, message in sorted(set(mistakes)))
        raise BadConfiguration(
            f"{path} に{len(set(mistakes))}か所の誤りがあります。\n{lines}",
            "直してからもう一度実行してください。",
        )


def _weights(reading: _Reading, node: Any) -> None:
    for key, value in (node or {}).items():
        if key not in _WEIGHTS:
            reading.wrong(node, key, f"weights に「{key}」という重みはありません。")
        elif not isinstance(value, int | float):
            reading.wrong(node, key, f"重み「{key}」が数ではありません。")
        else:
            reading.weights[key] = float(value)
    for key in sorted(_WEIGHTS - set(node or {})):
        reading.mistakes.append((line_of(node), f"weights に「{key}」がありません。"))


def _owner(reading: _Reading, key: str, node: Any, known: set[str]) -> None:
    for name in node:
        if name not in _OWNER_KEYS:
            reading.wrong(node, name, f"「{key}」に「{name}」という欄はありません。")
    for tier, column in (("strong", "strong"), ("term", "terms")):
        default = reading.weights.get(tier, 0.0)
        for word, weight in reading.words(node, column):
            reading.cues.append(Cue(canonical(word), key, tier, default if weight is None else weight, word))
    for word, other in (node.get("near") or {}).items():
        if other not in known | {NONE}:
            reading.wrong(node["near"], word, f"near「{word}」の行き先「{other}」という事項はありません。")
        elif len(canonical(str(word))) < 2:
            reading.wrong(node["near"], word, f"near「{word}」は短すぎます。")
        else:
            reading.cues.append(
                Cue(canonical(str(word)), other, "near", reading.weights.get("strong", 0.0), str(word))
            )
    _pairs(reading, key, node)


def _pairs(reading: _Reading, key: str, node: Any) -> None:
    for index, pair in enumerate(node.get("together") or []):
        parts = pair.get("all") if isinstance(pair, dict) else None
        if not isinstance(parts, list) or len(parts) < 1 or set(pair) - {"all", "weight"}:
            reading.wrong(
                node["together"],
                index,
                f"「{key}」の together は {{all: [[語, 語], …]}} の形で書いてください。",
            )
            continue
        names = []
        for part in parts:
            if isinstance(part, str) and part.startswith("@"):
                if part[1:] not in reading.groups:
                    reading.wrong(node["together"], index, f"語群「{part}」が groups にありません。")
                    continue
                words = tuple(reading.groups[part[1:]])
            else:
                words = tuple(str(word) for word in (part if isinstance(part, list) else [part]))
            if any(len(canonical(word)) < 2 for word in words):
                reading.wrong(node["together"], index, f"「{key}」の together に1文字の語があります。")
            names.append(reading.part(words))
        weight = pair.get("weight", reading.weights.get("together", 0.0))
        if not isinstance(weight, int | float):
            reading.wrong(node["together"], index, f"together の重み「{weight}」が数ではありません。")
        else:
            reading.togethers.append(Together(key, tuple(names), float(weight)))


def _silence(reading: _Reading, node: Any) -> tuple[re.Pattern[str], ...]:
    node = node or {}
    for word, weight in reading.words(node, "words"):
        reading.cues.append(Cue(canonical(word), SILENCE, "silence", 1.0 if weight is None else weight, word))
    patterns = []
    for index, pattern in enumerate(node.get("patterns") or []):
        try:
            patterns.append(re.compile(str(pattern)))
        except re.error as error:
            reading.wrong(node["patterns"], index, f"正規表現「{pattern}」が正しくありません（{error}）。")
    return tuple(patterns)


def _roles(reading: _Reading, node: Any) -> None:
    known = {role.value for role in Role}
    for key in node or {}:
        if key not in known:
            reading.wrong(node, key, f"役割「{key}」はありません（{'・'.join(sorted(known))}）。")
            continue
        for word, weight in reading.words(node, key):
            reading.cues.append(Cue(canonical(word), key, "role", 1.0 if weight is None else weight, word))


def _kinds(reading: _Reading, node: Any) -> dict[DocumentKind, tuple[str, ...]]:
    kinds = {}
    for key in node or {}:
        if key not in set(DocumentKind):
            reading.wrong(node, key, f"文書の種類「{key}」はありません。")
        else:
            kinds[DocumentKind(key)] = tuple(canonical(word) for word, _ in reading.words(node, key))
    return kinds


def read_vocabulary(path: Path) -> Vocabulary:
    """Load and check one vocabulary. Raises BadConfiguration listing every mistake with its line."""
    root = load_yaml(path)
    if not isinstance(root, dict):
        raise BadConfiguration(f"{path} に中身がありません。", "元のファイルに戻してください。")
    reading = _Reading(path)
    for key in root:
        if key not in _SECTIONS:
            reading.wrong(root, key, f"「{key}」という欄はありません。")
    items, topics = root.get("items") or {}, root.get("topics") or {}
    known = set(items) | set(topics)
    _weights(reading, root.get("weights") or {})
    groups = root.get("groups") or {}
    for key in groups:
        reading.groups[key] = [word for word, _ in reading.words(groups, key)]
        reading.cues += [Cue(canonical(word), key, "group", 0.0, word) for word in reading.groups[key]]
    for section in (items, topics):
        for key, node in section.items():
            if not isinstance(node, dict) or not node.get("title") or not node.get("strong"):
                reading.wrong(section, key, f"「{key}」に title と strong が要ります。")
            else:
                _owner(reading, key, node, known)
    crosswalk = root.get("crosswalk") or {}
    for key, others in crosswalk.items():
        for other in (key, *others):
            if other not in known:
                reading.wrong(crosswalk, key, f"crosswalk の「{other}」という事項はありません。")
    patterns = _silence(reading, root.get("silence"))
    _roles(reading, root.get("roles"))
    kinds = _kinds(reading, root.get("kinds"))
    refuse(path, reading.mistakes)
    return Vocabulary(
        items={key: str(node["title"]) for key, node in items.items()},
        topics={key: str(node["title"]) for key, node in topics.items()},
        cues=tuple(reading.cues),
        togethers=tuple(reading.togethers),
        weights=reading.weights,
        crosswalk={key: tuple(others) for key, others in crosswalk.items()},
        patterns=patterns,
        kinds=kinds,
    )


@lru_cache(maxsize=4)
def vocabulary(name: str = "jichitai-dx") -> Vocabulary:
    """The vocabulary that ships with the program."""
    return read_vocabulary(templates_dir() / "vocabulary" / f"{name}.yaml")
