"""The words of the field, ready for matching (語彙): cues, pairs, weights, crosswalk.

A `Vocabulary` is what matching needs of templates/vocabulary/<framework>.yaml and nothing else: every word becomes a
`Cue` in canonical spelling with its owner (item, topic, group, role or part of a pair), tier and weight. The file's
shape and checks are in `vocabulary_file`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from flows.configuration import read_configuration
from flows.mapping.spelling import canonical
from flows.mapping.vocabulary_file import NONE, Pair, Subject, VocabularyFile, Weights, Word, mistakes_of
from flows.model import DocumentKind
from flows.resources import templates_dir

SILENCE: Final = "silence"


@dataclass(frozen=True)
class Cue:
    """One word or set phrase. `tier`: strong, term, near, part (of a pair), group, silence or role."""

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
    weights: Weights
    crosswalk: dict[str, tuple[str, ...]]
    patterns: tuple[re.Pattern[str], ...]
    kinds: dict[DocumentKind, tuple[str, ...]]

    @property
    def subjects(self) -> tuple[str, ...]:
        """Items, then topics."""
        return (*self.items, *self.topics)


class _Parts:
    """Names for the lists of words inside pairs: equal lists share one."""

    def __init__(self, file: VocabularyFile) -> None:
        self._groups = {f"@{name}": tuple(word.word for word in words) for name, words in file.groups.items()}
        self._names: dict[tuple[str, ...], str] = {}

    def together(self, owner: str, pair: Pair, default: float) -> Together:
        parts = tuple(self._name(part) for part in pair.all)
        return Together(owner, parts, default if pair.weight is None else pair.weight)

    def _name(self, part: str | tuple[str, ...]) -> str:
        words = self._groups.get(part, (part,)) if isinstance(part, str) else part
        return self._names.setdefault(words, f"part{len(self._names)}")

    def cues(self) -> Iterator[Cue]:
        for words, name in self._names.items():
            yield from (Cue(canonical(word), name, "part", 0.0, word) for word in words)


def read_vocabulary(path: Path) -> Vocabulary:
    """Load and check one vocabulary. Raises BadConfiguration listing every mistake with its line."""
    file = read_configuration(path, VocabularyFile, (mistakes_of,))
    subjects = {**file.items, **file.topics}
    parts = _Parts(file)
    togethers = tuple(
        parts.together(key, pair, file.weights.together)
        for key, subject in subjects.items()
        for pair in subject.together
    )
    cues = [cue for key, subject in subjects.items() for cue in _subject_cues(key, subject, file.weights)]
    for name, words in file.groups.items():
        cues += _cues(words, name, "group", 0.0)
    for role, words in file.roles.items():
        cues += _cues(words, role.value, "role", 1.0)
    cues += [*_cues(file.silence.words, SILENCE, "silence", 1.0), *parts.cues()]
    return Vocabulary(
        items={key: subject.title for key, subject in file.items.items()},
        topics={key: subject.title for key, subject in file.topics.items()},
        cues=tuple(cues),
        togethers=togethers,
        weights=file.weights,
        crosswalk=file.crosswalk,
        patterns=tuple(re.compile(pattern) for pattern in file.silence.patterns),
        kinds={kind: tuple(canonical(word.word) for word in words) for kind, words in file.kinds.items()},
    )


def _subject_cues(key: str, subject: Subject, weights: Weights) -> Iterator[Cue]:
    yield from _cues(subject.strong, key, "strong", weights.strong)
    yield from _cues(subject.terms, key, "term", weights.term)
    for word, other in subject.near.items():
        yield Cue(canonical(word), other, "near", weights.strong, word)


def _cues(words: Iterable[Word], owner: str, tier: str, default: float) -> Iterator[Cue]:
    for word in words:
        weight = default if word.weight is None else word.weight
        yield Cue(canonical(word.word), owner, tier, weight, word.word)


@lru_cache(maxsize=4)
def vocabulary(name: str = "jichitai-dx") -> Vocabulary:
    """The vocabulary that ships with the program."""
    return read_vocabulary(templates_dir() / "vocabulary" / f"{name}.yaml")


__all__ = ["NONE", "SILENCE", "Cue", "Together", "Vocabulary", "read_vocabulary", "vocabulary"]
