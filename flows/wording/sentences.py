"""Checks of one text that a pattern cannot do: levels of 及び, brackets, length, digits, vague measures."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from flows.wording.lookup import Hit
from flows.wording.rules import Rule
from flows.wording.units import Place, Unit

Check = Callable[[Unit, Rule], Iterator[Hit]]

_PAIRS = (
    (re.compile("(?<=[ぁ-んァ-ヶー一-龥、）」])並びに"), "及び"),
    (re.compile("(?<=[ぁ-んァ-ヶー一-龥、）」])若しくは"), "又は"),
)
"""Outer or inner level, and the word without which it does not occur."""
_OTHER_WIDTH = str.maketrans("）)", ")）")
_NARROW = re.compile(r"[｡-ﾟ]+")
_COUNTERS = "円|千円|万円|人|名|件|世帯|戸|台|枚|回|冊|部|時間|店|社|校|事業所|手続|業務|㎡|ｍ|トン|キロ"
_LONG_NUMBER = re.compile(
    rf"(?<![0-9０-９万億兆,，.．:：/／\-－―‐第A-Za-zＡ-Ｚａ-ｚ])[0-9０-９]{{4,15}}(?=\s?(?:{_COUNTERS}))"
)
_NOT_LETTERS = re.compile(r"\s+")


def levels(unit: Unit, rule: Rule) -> Iterator[Hit]:
    """並びに only over 及び, 若しくは only under 又は."""
    for start, end in unit.sentences:
        sentence = unit.text[start:end]
        for word, needs in _PAIRS:
            if needs not in sentence and (found := word.search(sentence)):
                yield Hit(start + found.start(), start + found.end(), needs)


def brackets(unit: Unit, rule: Rule) -> Iterator[Hit]:
    """A bracket without its partner, or with one of another width."""
    for at in unit.brackets.single:
        yield Hit(at, at + 1)
    for at in unit.brackets.uneven:
        yield Hit(at, at + 1, unit.text[at].translate(_OTHER_WIDTH))


def long(unit: Unit, rule: Rule) -> Iterator[Hit]:
    """A sentence of more letters than the limit; spaces are no letters."""
    limit = rule.limit or 0
    if unit.place is Place.CELL:
        return
    for start, end in unit.sentences:
        if end - start > limit and unit.text[end - 1] == "。":
            length = len(_NOT_LETTERS.sub("", unit.text[start:end]))
            if length > limit:
                yield Hit(start, end)


def narrow(unit: Unit, rule: Rule) -> Iterator[Hit]:
    """Half-width katakana and its marks."""
    for match in _NARROW.finditer(unit.text):
        yield Hit(match.start(), match.end(), unicodedata.normalize("NFKC", match[0]))


def digit_groups(unit: Unit, rule: Rule) -> Iterator[Hit]:
    """A count of four digits and more without commas; years and numbers of things are none."""
    for match in _LONG_NUMBER.finditer(unit.text):
        plain = unicodedata.normalize("NFKC", match[0])
        if plain[0] != "0":
            yield Hit(match.start(), match.end(), f"{int(plain):,}")


class Vague:
    """A measure that only says 推進する: nothing in it could be seen to be done."""

    def __init__(self, rule: Rule) -> None:
        self._concrete = re.compile("|".join(f"(?:{each})" for each in rule.allow)) if rule.allow else None

    def __call__(self, unit: Unit, rule: Rule) -> Iterator[Hit]:
        """The ending of each such sentence."""
        if unit.slot not in rule.slots or unit.place not in (Place.PROSE, Place.BULLET):
            return
        for start, end in unit.sentences:
            ending = _VAGUE.search(unit.text[start:end])
            if ending and not (self._concrete and self._concrete.search(unit.text, start, end)):
                yield Hit(start + ending.start(), start + ending.end())


_VAGUE = re.compile(
    r"(?:推進|検討|促進|強化|充実|向上|活性化|支援|連携)(?:を(?:図|行|進め|目指|深め))?(?:に(?:努め|取り組み?))?"
    r"(?:し|す|り|る|って|い|て)*(?:ます|する|ていく|ていきます|まいります|こと)?(?:を(?:進め|目指し|図り)(?:る|ます|す))?。?$"
)

CHECKS: dict[str, Check] = {
    "levels": levels,
    "brackets": brackets,
    "long": long,
    "narrow": narrow,
    "digit-groups": digit_groups,
}
