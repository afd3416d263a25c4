"""Checks over the whole document: what is mixed in it, and abbreviations that nobody explained.

What is mixed is counted in the plan's own words only; the rarer way is told, the more frequent one suggested. With a
tie the first one used counts as the usual one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from flows.wording.lookup import Hit
from flows.wording.rules import Rule
from flows.wording.units import Place, Unit

Found = tuple[Unit, Hit]
Check = Callable[[Sequence[Unit], Rule], Iterator[Found]]
Mention = tuple[Unit, Hit, str]
"""A place, what it would be in the other way, and which way it is."""

_DIGITS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")
_COMMA = re.compile(r"(?<![0-9０-９A-Za-z])[、，](?![0-9０-９])|(?<=[0-9０-９])、")
_PARENTHESIS = re.compile(r"[（(](?=[^()（）]{0,40}[ぁ-んァ-ヶ一-龥])|(?<=[ぁ-んァ-ヶ一-龥])[）)]")
_ERA = re.compile(r"(?:令和|平成|昭和)\s?(?:元|[0-9０-９]{1,2})\s?年")
_WEST = re.compile(r"(?<![0-9０-９])(?:19|20|１９|２０)[0-9０-９]{2}\s?年")
_ASIDE = re.compile(r"^\s?度?\s?[（(]\s?(?:令和|平成|昭和|(?:19|20|１９|２０)[0-9０-９]{2})")
_YEAR_BEFORE = re.compile(r"(?:年度?|[0-9０-９])\s?[（(]\s?$")
_LAW = re.compile(r"^[0-9０-９月日\s]{0,8}(?:法律|政令|省令|内閣|告示|訓令|条例|規則)")
_POLITE = re.compile(r"(?:ます|ました|ません|ませんでした|です|でした|でしょう|ましょう|ください)(?:（[^（）]*）)?。$")
_PLAIN = re.compile(r"[るたいうくすつぬむぐぶだ](?:（[^（）]*）)?。$")


def width(units: Sequence[Unit], rule: Rule) -> Iterator[Found]:
    """Full and half width digits; one digit and more digits may each have their own way."""
    mentions: dict[bool, list[Mention]] = {True: [], False: []}
    for unit in units:
        for match in _DIGITS.finditer(unit.text):
            if unit.touches_quote(*match.span()):
                continue
            plain = unicodedata.normalize("NFKC", match[0])
            way = "half" if plain == match[0] else "full" if _all_wide(match[0]) else "both"
            other = _wide(plain) if way == "half" else plain
            mentions[len(match[0]) > 1].append((unit, Hit(match.start(), match.end(), other), way))
    for kind in mentions.values():
        yield from _rarer(kind)


def _all_wide(digits: str) -> bool:
    return not any(each.isascii() and each.isdigit() for each in digits)


def _wide(digits: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if each.isdigit() else each for each in digits)


def comma(units: Sequence[Unit], rule: Rule) -> Iterator[Found]:
    """、 and ，."""
    yield from _rarer(
        (unit, Hit(mark.start(), mark.end(), "，" if mark[0] == "、" else "、"), mark[0])
        for unit in units
        for mark in _COMMA.finditer(unit.text)
        if not unit.touches_quote(*mark.span())
    )


def parentheses(units: Sequence[Unit], rule: Rule) -> Iterator[Found]:
    """（） and () around Japanese words."""
    other = str.maketrans("（）()", "()（）")
    yield from _rarer(
        (unit, Hit(mark.start(), mark.end(), mark[0].translate(other)), "half" if mark[0].isascii() else "full")
        for unit in units
        for mark in _PARENTHESIS.finditer(unit.text)
        if not unit.touches_quote(*mark.span())
    )


def style(units: Sequence[Unit], rule: Rule) -> Iterator[Found]:
    """です・ます and である in running text; a list may have its own."""
    mentions: list[Mention] = []
    for unit in units:
        if unit.place is not Place.PROSE:
            continue
        for start, end in unit.sentences:
            sentence = unit.text[start:end]
            ending = _POLITE.search(sentence) or _PLAIN.search(sentence)
            if ending:
                way = "polite" if ending.re is _POLITE else "plain"
                mentions.append((unit, Hit(start + ending.start(), end), way))
    yield from _rarer(mentions)


def era(units: Sequence[Unit], rule: Rule) -> Iterator[Found]:
    """Era years and western years; a year given in both ways and a law's year are neither."""
    mentions: list[Mention] = []
    for unit in units:
        for way, pattern in (("era", _ERA), ("west", _WEST)):
            for match in pattern.finditer(unit.text):
                after = unit.text[match.end() : match.end() + 14]
                before = unit.text[max(0, match.start() - 4) : match.start()]
                if unit.touches_quote(*match.span()):
                    continue
                if not (_ASIDE.search(after) or _LAW.search(after) or _YEAR_BEFORE.search(before)):
                    mentions.append((unit, Hit(match.start(), match.end()), way))
    yield from _rarer(mentions)


def _rarer(mentions: Iterable[Mention]) -> Iterator[Found]:
    listed = list(mentions)
    usual = Counter(way for _, _, way in listed).most_common(1)
    for unit, hit, way in listed:
        if way != usual[0][0]:
            yield unit, hit


def spellings(units: Sequence[Unit], rule: Rule) -> Iterator[Found]:
    """One word in several spellings; `allow` are names that have a spelling of their own."""
    allowed = re.compile("|".join(map(re.escape, sorted(rule.allow, key=len, reverse=True))) or r"(?!)")
    for group in rule.spellings:
        pattern = re.compile("|".join(map(re.escape, sorted(group, key=len, reverse=True))))
        mentions: list[tuple[Unit, int, int, str]] = []
        for unit in units:
            if not any(spelling in unit.text for spelling in group):
                continue
            names = [match.span() for match in allowed.finditer(unit.text)] + list(unit.brackets.speech)
            for match in pattern.finditer(unit.text):
                if not any(start < match.end() and match.start() < end for start, end in names):
                    mentions.append((unit, *match.span(), match[0]))
        usual = Counter(way for *_, way in mentions).most_common(1)
        for unit, start, end, way in mentions:
            if way != usual[0][0]:
                yield unit, Hit(start, end, usual[0][0])


CHECKS: dict[str, Check] = {
    "width": width,
    "comma": comma,
    "parentheses": parentheses,
    "style": style,
    "era": era,
    "spellings": spellings,
}
