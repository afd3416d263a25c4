"""Checks over the whole document: what is mixed in it, and abbreviations that nobody explained.

What is mixed is counted in the plan's own words only; the rarer way is told, the more frequent one suggested. With a
tie the first one used counts as the usual one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from flows.model import Prose
from flows.wording.lookup import Hit
from flows.wording.rules import Rule
from flows.wording.units import Place, Unit, touched

Found = tuple[Unit, Hit]
Check = Callable[[Sequence[Unit], Rule], Iterator[Found]]
Mention = tuple[Unit, Hit, str]
"""A place, what it would be in the other way, and which way it is."""

_DIGITS = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")
_COMMA = re.compile(r"(?<![0-9０-９A-Za-z])[、，](?![0-9０-９])|(?<=[0-9０-９])、")
_PARENTHESIS = re.compile(r"[（(](?=[^()（）]{0,40}[ぁ-んァ-ヶ一-龥])")
_ERA = re.compile(r"(?:令和|平成|昭和)\s?(?:元|[0-9０-９]{1,2})\s?年")
_WEST = re.compile(r"(?<![0-9０-９])(?:19|20|１９|２０)[0-9０-９]{2}\s?年")
_ASIDE = re.compile(r"^\s?度?\s?[（(]\s?(?:令和|平成|昭和|(?:19|20|１９|２０)[0-9０-９]{2})")
_YEAR_BEFORE = re.compile(r"(?:年度?|[0-9０-９])\s?[（(]\s?$")
_LAW = re.compile(r"^[0-9０-９月日\s]{0,8}(?:法律|政令|省令|内閣|告示|訓令|条例|規則)")
_POLITE = re.compile(
    r"(?:ます|ました|ません|ませんでした|です|でした|でしょう|ましょう|ください)(?:（[^（）]*）)?。$"
)
_PLAIN = re.compile(r"[るたいうくすつぬむぐぶだ](?:（[^（）]*）)?。$")


def width(units: Sequence[Unit], rule: Rule) -> Iterator[Found]:
    """Full and half width digits; one digit and more digits may each have their own way, and so may tables.

    The title of the plan is a name of its own.

    Figures of two digits and more are half width wherever both occur: machines read them so.
    """
    mentions: dict[bool, list[Mention]] = {True: [], False: []}
    for unit in units:
        if unit.place is Place.CELL or (unit.place is Place.TITLE and not unit.section):
            continue
        for match in _DIGITS.finditer(unit.text):
            if unit.touches_quote(*match.span()) or _is_label(unit.text, match):
                continue
            plain = unicodedata.normalize("NFKC", match[0])
            way = "half" if plain == match[0] else "full" if _all_wide(match[0]) else "both"
            other = _wide(plain) if way == "half" else plain
            mentions[len(match[0]) > 1].append((unit, Hit(match.start(), match.end(), other), way))
    yield from _rarer(mentions[False])
    if len({way for _, _, way in mentions[True]}) > 1:
        yield from ((unit, hit) for unit, hit, way in mentions[True] if way != "half")


def _is_label(text: str, match: re.Match[str]) -> bool:
    """Whether it is the number of an item, at the head of a text or in brackets: its width is the list's."""
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    bracketed = before in ("（", "(") and after in ("）", ")")
    return len(match[0]) <= 2 and (bracketed or (match.start() == 0 and (not after or after in ")）.． 　")))


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
    """（） and () around Japanese words; the opening one speaks for both."""
    other = str.maketrans("（(", "(（")
    yield from _rarer(
        (
            unit,
            Hit(mark.start(), mark.end(), mark[0].translate(other)),
            "half" if mark[0].isascii() else "full",
        )
        for unit in units
        for mark in _PARENTHESIS.finditer(unit.text)
        if not unit.touches_quote(*mark.span())
    )


def style(units: Sequence[Unit], prose: Prose | None) -> Iterator[Found]:
    """Sentences that end in the other style than the plan's, those of the municipality's own documents among them.

    Documents that are quoted to the letter, notes to staff, cells and what stands in 「」 have their own. Without a
    chosen style the rarer one is told, in running text alone.
    """
    mentions = [
        mention
        for unit in units
        if unit.place is Place.PROSE or (prose is not None and unit.place is Place.BULLET)
        if not (unit.open or unit.national or (prose is None and unit.cited))
        for mention in _styled(unit)
    ]
    if prose is None:
        yield from _rarer(mentions)
    else:
        yield from ((unit, hit) for unit, hit, way in mentions if way != prose)


def _styled(unit: Unit) -> Iterator[Mention]:
    for start, end in unit.sentences:
        sentence = unit.text[start:end]
        ending = _POLITE.search(sentence) or _PLAIN.search(sentence)
        if ending and not touched(unit.brackets.speech, start + ending.start(), end):
            way = Prose.POLITE if ending.re is _POLITE else Prose.PLAIN
            yield unit, Hit(start + ending.start(), end), way


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
            names = [match.span() for match in allowed.finditer(unit.text)]
            mentions += [
                (unit, *match.span(), match[0])
                for match in pattern.finditer(unit.text)
                if touched(names, *match.span()) is None and not unit.touches_quote(*match.span())
            ]
        usual = Counter(way for *_, way in mentions).most_common(1)
        for unit, start, end, way in mentions:
            if way != usual[0][0]:
                yield unit, Hit(start, end, usual[0][0])


CHECKS: dict[str, Check] = {
    "width": width,
    "comma": comma,
    "parentheses": parentheses,
    "era": era,
    "spellings": spellings,
}
