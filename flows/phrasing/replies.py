"""A model's reply → sentences with the numbers of their evidence.

Asked for is JSON; models put fences, thoughts and words of greeting around it, and small ones write lines such as
「文。[1][3]」 instead: both are read. A sentence without numbers is a sentence all the same (it will be refused, and said).
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from flows.model import Value
from flows.text import clean, readable

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_BRACKET = re.compile(r"[{\[]")
_MOST_PLACES = 20
"""Brackets at which JSON is looked for."""
_MOST_SENTENCES = 100
_LONGEST = 2000
_PLAIN = re.compile(
    r"(?P<text>[^。\n\[\]［］【】]+。?)\s*(?P<numbers>(?:[\[［【][\s0-9０-９、,，]+[\]］】]\s*)*)(?P<stop>。?)"
)
_NUMBER = re.compile("[0-9０-９]{1,4}")
_BEHIND = re.compile(r"(?:\s*[\[［【][\s0-9０-９、,，]+[\]］】])+\s*(?P<stop>。?)\s*$")
"""Numbers that a model writes into the sentence as well."""
_BEFORE = re.compile(r"^\s*(?:[-*・#>]+|\d+[.)．）])?\s*")


class Sentence(Value):
    """A sentence and the evidence it claims."""

    text: str
    numbers: tuple[int, ...]


class Unreadable(Exception):  # noqa: N818 (named for what is wrong)
    """The reply holds no sentences."""


def sentences(reply: str) -> tuple[Sentence, ...]:
    """The sentences of a reply. Raises Unreadable."""
    text = _THOUGHT.sub("", reply)
    found = _from_json(text)
    if found is None:
        found = list(_from_lines(text))
        if not any(sentence.numbers for sentence in found):
            raise Unreadable
    if not found:
        raise Unreadable
    return tuple(_whole(found[:_MOST_SENTENCES]))


def _whole(found: Iterable[Sentence]) -> Iterator[Sentence]:
    """Evidence of two sentences comes back as two with the same numbers: they are one again."""
    for numbers, parts in groupby(found, key=lambda sentence: sentence.numbers):
        if numbers:
            yield Sentence(text="".join(part.text for part in parts), numbers=numbers)
        else:
            yield from parts


def _from_json(text: str) -> list[Sentence] | None:
    decoder = json.JSONDecoder()
    for place in list(_BRACKET.finditer(text))[:_MOST_PLACES]:
        try:
            value, _ = decoder.raw_decode(text, place.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            value = value.get("sentences")
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            return [sentence for item in value if (sentence := _sentence(item)) is not None]
    return None


def _sentence(item: dict[str, Any]) -> Sentence | None:
    text, numbers = item.get("text"), item.get("evidence")
    if not isinstance(text, str):
        return None
    listed = numbers if isinstance(numbers, list) else [numbers]
    return _made(text, tuple(number for each in listed for number in _numbers(each)))


def _numbers(value: object) -> Iterator[int]:
    if isinstance(value, int | str) and not isinstance(value, bool):
        yield from map(int, _NUMBER.findall(str(value)[:80]))


def _from_lines(text: str) -> Iterator[Sentence]:
    for line in text.splitlines():
        for found in _PLAIN.finditer(_BEFORE.sub("", line)):
            if (made := _made(found["text"], tuple(_numbers(found["numbers"])))) is not None:
                yield made


def _made(text: str, numbers: tuple[int, ...]) -> Sentence | None:
    said = _BEHIND.sub(r"\g<stop>", "".join(readable(clean(text)).split("\n")).strip())[:_LONGEST]
    if not said:
        return None
    return Sentence(text=said if said.endswith("。") else f"{said}。", numbers=tuple(dict.fromkeys(numbers)))
