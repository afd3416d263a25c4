"""Rates and counts that a sentence states (率・件数): what, how much, of which unit.

Money, years and dates are facts of other kinds; ordinals (第5次, 3番目), articles of law and ages are none.
A figure about which the sentence does not plainly say what it counts is left out.
"""

import re
from collections.abc import Iterator

from flows.facts.counters import COUNTER
from flows.facts.phrases import phrase_before
from flows.facts.places import sentence
from flows.model import Passage, Rate
from flows.text import dates, numbers, years

_NO_COUNT_BEFORE = re.compile(r"(?:第|※|注|図|表|No\.?|[A-Za-zＡ-Ｚａ-ｚ][-‐−]?|[.．])\s?$")
_CHANGE = re.compile(
    r"^\s?(?:程度|余り)?(?:の?(?P<up>増|上昇|改善|上回|プラス)|の?(?P<down>減|低下|悪化|下回|マイナス))"
)
_TOPIC = re.compile(r"^(?P<topic>[^、。]{2,30}?)(?:につきまして|について|に関しまして|に関して)は?、")


def from_sentence(passage: Passage) -> Iterator[Rate]:
    """The rates and counts of a sentence, in order."""
    text = passage.text
    dated = [(found.start, found.end) for found in years(text)] + [
        (found.start, found.end) for found in dates(text)
    ]
    for number in numbers(text):
        before = text[: number.start]
        if (
            not COUNTER.fullmatch(number.unit)
            or _NO_COUNT_BEFORE.search(before)
            or text.startswith("目", number.end)
        ):
            continue
        if any(start <= number.start < end for start, end in dated):
            continue
        if name := _with_topic(text, phrase_before(text, number.start)):
            change = _CHANGE.match(text[number.end :])
            yield Rate(
                name=f"{name}の増減" if change else name,
                value=-number.value if change and change["down"] else number.value,
                unit=number.unit,
                place=sentence(passage),
            )


def _with_topic(text: str, name: str) -> str:
    """マイナンバーカードにつきましては、… 保有率は: the rate is that of the topic the sentence sets."""
    topic = _TOPIC.match(text)
    if not name or not topic or topic["topic"] in name or name in topic["topic"]:
        return name
    return f"{topic['topic'].strip()}：{name}"
