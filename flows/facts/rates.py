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
from flows.text import Number, Years, dates, fiscal_years, numbers, years

_NO_COUNT_BEFORE = re.compile(r"(?:第|※|注|図|表|No\.?|[A-Za-zＡ-Ｚａ-ｚ][-‐−]?|[.．])\s?$")
_NO_COUNT_AFTER = re.compile(r"^\s?(?:目|当たり|あたり|につき|一人|ひとり)")
_CHANGE = re.compile(
    r"^\s?(?:程度|余り)?(?:の?(?P<up>増|上昇|改善|上回|プラス)|の?(?P<down>減|低下|悪化|下回|マイナス))"
)
_RIGHT_BEFORE = re.compile(r"^(?:末|中|の|に|は|で|、|実績|決算|時点|現在|約|\s)*$")
_TOPIC = re.compile(r"^(?P<topic>[^、。]{2,30}?)(?:につきまして|について|に関しまして|に関して)は?、")


def from_sentence(passage: Passage) -> Iterator[Rate]:
    """The rates and counts of a sentence, in order."""
    text = passage.text
    share = ""
    said = fiscal_years(text)
    for number in _counts(text):
        change = _CHANGE.match(text[number.end :])
        name = _with_topic(text, phrase_before(text, number.start))
        if number.unit == "ポイント" and change and share:
            name = share  # points are gained or lost by the share the sentence has just given
        if number.unit == "%" and not change:
            share = name
        if name:
            yield Rate(
                name=f"{name}の増減" if change else name,
                value=-number.value if change and change["down"] else number.value,
                unit=number.unit,
                place=sentence(passage),
                year=_year(text, said, number.start),
            )


def _year(text: str, said: tuple[Years, ...], at: int) -> int | None:
    """令和5年度の6,840件: the year right before a figure; a month in between makes it one of many in the year."""
    before = [year for year in said if year.end <= at and year.fiscal and year.first == year.last]
    return before[-1].first if before and _RIGHT_BEFORE.match(text[before[-1].end : at]) else None


def _counts(text: str) -> Iterator[Number]:
    """The figures that count something: with a counter behind, and neither ordinal nor part of a date."""
    dated = [(found.start, found.end) for found in years(text)] + [
        (found.start, found.end) for found in dates(text)
    ]
    for number in numbers(text):
        before, after = text[: number.start], text[number.end :]
        ordinal = _NO_COUNT_BEFORE.search(before) or _NO_COUNT_AFTER.match(after) or before.endswith("一人")
        in_date = any(start <= number.start < end for start, end in dated)
        if COUNTER.fullmatch(number.unit) and not ordinal and not in_date:
            yield number


def _with_topic(text: str, name: str) -> str:
    """マイナンバーカードにつきましては、… 保有率は: the rate is that of the topic the sentence sets."""
    topic = _TOPIC.match(text)
    if not name or not topic or topic["topic"] in name or name in topic["topic"]:
        return name
    return f"{topic['topic'].strip()}：{name}"
