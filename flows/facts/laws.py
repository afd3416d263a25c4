"""Law numbers (法令番号): 地方自治法（昭和22年法律第67号）, 令和3年法律第40号, ○○市条例第5号,
令和6年総務省告示第12号.

Numbers in kanji count too (昭和二十二年法律第六十七号). The name is what stands right before the bracket; a
number without one is a fact without a name.
"""

import re
from collections.abc import Iterator

from flows.facts.places import sentence
from flows.model import LawNumber, Passage
from flows.text import fold_map, years

_KANJI = "〇一二三四五六七八九十百千"
_NUMBER = re.compile(
    rf"(?:令和|平成|昭和|大正|明治)(?:元|[0-9]+|[{_KANJI}]+)年(?:[0-9{_KANJI}]+月[0-9{_KANJI}]+日)?"
    rf"(?P<body>[一-龥ァ-ヶー]{{0,12}}?)(?P<kind>法律|政令|省令|府令|条例|規則|告示|訓令|規程|要綱|勅令)第(?:[0-9]+|[{_KANJI}]+)号"
)
_QUOTED = re.compile(r"「(?P<name>[^「」]{2,60})」\($")
_NAME = re.compile(
    r"(?P<name>[一-龥々ぁ-んァ-ヶーA-Za-z0-9・]{2,60}?(?:法律|法|令|条例|規則|規程|要綱|基準|告示))[(「]?$"
)
_BEGINS = re.compile(
    r"^.*(?:、|。|及び|並びに|又は|「|[はがを]|に基づく|による|により|(?<=[等る])の)(?=.{2})"
)


def from_sentence(passage: Passage) -> Iterator[LawNumber]:
    """The law numbers of a passage, in order."""
    if "号" not in passage.text:
        return
    folded = fold_map(passage.text)
    for match in _NUMBER.finditer(folded.folded):
        before = folded.folded[: match.start()]
        name = (_QUOTED.search(before) or _NAME.search(before)) if before.endswith("(") else None
        mentioned = years(match[0])
        if mentioned:
            start, end = folded.span(match.start(), match.end())
            yield LawNumber(
                law=_BEGINS.sub("", name["name"]) if name else "",
                number=re.sub(r"\s", "", passage.text[start:end]),
                year=mentioned[0].first,
                kind=match["kind"],
                place=sentence(passage),
            )
