"""The vocabulary's file as people write it (語彙ファイル): its shape, and what a shape cannot say.

templates/vocabulary/jichitai-dx.yaml is edited by consultants; `flows.configuration` lists all mistakes with their
lines. Beyond the shape: a word so short that it matches everywhere, a near-miss or crosswalk that points at nothing,
a group that is not there, the same word twice in one list, a pattern that is no regular expression.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, model_validator

from flows.configuration import Mistake, mistakes_of_repeats
from flows.mapping.spelling import canonical
from flows.model import DocumentKind, Role, Value

NONE = "none"
_LEAST = 2
_SHORT = f"短すぎて、どこにでも当たります。{_LEAST}文字以上で書いてください。"


class Word(Value):
    """One word: `語`, or `{語: 重み}`."""

    word: str
    weight: float | None = None

    @model_validator(mode="before")
    @classmethod
    def _written(cls, value: Any) -> Any:
        if isinstance(value, str | int):
            return {"word": str(value)}
        if isinstance(value, dict) and len(value) == 1:
            word, weight = next(iter(value.items()))
            if word != "word" and isinstance(weight, int | float):
                return {"word": str(word), "weight": weight}
        raise ValueError("「語」か「{語: 重みの数}」の形で書いてください。")


class Pair(Value):
    """Words that decide together: one of each part, near each other."""

    all: Annotated[tuple[str | tuple[str, ...], ...], Field(min_length=1)]
    weight: float | None = None


class Subject(Value):
    """The words of an item or of a chapter's topic."""

    title: Annotated[str, Field(min_length=1)]
    strong: Annotated[tuple[Word, ...], Field(min_length=1)]
    terms: tuple[Word, ...] = ()
    together: tuple[Pair, ...] = ()
    near: dict[str, str] = Field(default_factory=dict)


class Weights(Value):
    """How much each kind of evidence weighs, in log-odds; what each is stands in the file."""

    strong: float
    strong_more: float
    term: float
    together: float
    lone_term: float
    heading: float
    heading_far: float
    title: float
    start: float
    elsewhere: float
    silence: float
    concrete: float
    model: float


class Silence(Value):
    """What makes a passage no statement."""

    words: tuple[Word, ...] = ()
    patterns: tuple[str, ...] = ()


class VocabularyFile(Value):
    """The whole file."""

    schema_version: int
    weights: Weights
    crosswalk: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    groups: dict[str, tuple[Word, ...]] = Field(default_factory=dict)
    items: dict[str, Subject]
    topics: dict[str, Subject]
    silence: Silence = Silence()
    roles: dict[Role, tuple[Word, ...]] = Field(default_factory=dict)
    kinds: dict[DocumentKind, tuple[Word, ...]] = Field(default_factory=dict)


def mistakes_of(file: VocabularyFile) -> Iterator[Mistake]:
    """All mistakes that the shape does not tell."""
    known = file.items.keys() | file.topics.keys()
    for section, subjects in (("items", file.items), ("topics", file.topics)):
        for key, subject in subjects.items():
            yield from _of_words((section, key, "strong"), subject.strong)
            yield from _of_words((section, key, "terms"), subject.terms)
            yield from _of_near((section, key, "near"), subject.near, known)
            yield from _of_pairs((section, key, "together"), subject.together, file.groups)
    for name, words in file.groups.items():
        yield from _of_words(("groups", name), words)
    for key, others in file.crosswalk.items():
        for other in {key, *others} - known:
            yield ("crosswalk", key), f"「{other}」という事項はありません。"
    for role, words in file.roles.items():
        yield from _of_words(("roles", role.value), words)
    yield from _of_words(("silence", "words"), file.silence.words)
    for index, pattern in enumerate(file.silence.patterns):
        try:
            re.compile(pattern)
        except re.error as error:
            yield ("silence", "patterns", index), f"正規表現として読めません({error})。"


def _of_words(place: tuple[str, ...], words: tuple[Word, ...]) -> Iterator[Mistake]:
    yield from mistakes_of_repeats(place, (canonical(word.word) for word in words))
    for index, word in enumerate(words):
        if len(canonical(word.word)) < _LEAST:
            yield (*place, index), f"「{word.word}」は{_SHORT}"


def _of_near(place: tuple[str, ...], near: dict[str, str], known: set[str]) -> Iterator[Mistake]:
    for word, other in near.items():
        if other not in known | {NONE}:
            yield (*place, word), f"行き先「{other}」という事項はありません。"
        if len(canonical(word)) < _LEAST:
            yield (*place, word), f"「{word}」は{_SHORT}"


def _of_pairs(
    place: tuple[str, ...], pairs: tuple[Pair, ...], groups: dict[str, tuple[Word, ...]]
) -> Iterator[Mistake]:
    for index, pair in enumerate(pairs):
        for part in pair.all:
            if isinstance(part, str) and part.startswith("@"):
                if part[1:] not in groups:
                    yield (*place, index), f"語群「{part}」が groups にありません。"
                continue
            for word in (part,) if isinstance(part, str) else part:
                if len(canonical(word)) < _LEAST:
                    yield (*place, index), f"「{word}」は{_SHORT}"
