"""Words of a sentence against the text it cites: names, subjects, negations.

A sentence put together by rule changes endings and connecting words, which are hiragana. So every run of kanji,
katakana or letters must stand in the cited text (that covers names of people, places, offices, plans, systems), every
「…」 as a whole, the words of a sentence in the order they have there, and nowhere may a negation have come or gone,
except with the whole clause it stands in.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from flows.text import fold
from flows.verification.verdicts import Fault, Outcome

_WORD = re.compile(r"[一-鿿㐀-䶿々〆ヶ\U00020000-\U0003ffff]+|[ァ-ヺー]+|[A-Za-z]+|[①-⑳Ⅰ-ⅿ]")
_SAID = re.compile(r"「([^「」]+)」|『([^『』]+)』")
_NEGATION = re.compile(
    r"[未不非無否]|(?<![少危])ない|なかっ|なく|なけれ|ません|(?<![必ま少先])ず(?![つっ])|ぬ(?=[。、])|まい(?=[。、])|ゼロ|廃止|中止|停止|休止|取りやめ|見送"
)
_CLAUSE_END = "。、，,.．」』）)\n"
_AROUND = 3
_EXCERPT = 40
_BEFORE_CUT = re.compile(r"[未不非無否脱反]$")
_AFTER_NOUN = re.compile(
    r"(?:し|でき|され|せ|では|で|は|が)?て?(?:い|おり)?(?:は|が)?(?:ない|なかっ|なく|ません|ず[、。に]|困難|廃止|中止)"
)
_REST = re.compile(r"[^。、]*")
_HIRAGANA = re.compile("[ぁ-ん]$")
_MOST_LETTERS = 1_000_000
"""Product of lengths up to which two texts are aligned."""


def word_faults(text: str, cited: str, *, in_order: bool) -> Iterator[Fault]:
    """Names and words of `text` (its figures masked) that the cited text does not have, or has in another order."""
    folded = fold(cited)
    for said in _SAID.finditer(text):
        inner = fold(said[1] or said[2])
        if inner and inner not in folded and "/" not in inner:
            yield Fault(reason=f"「{said[1] or said[2]}」が引用文にありません", token=said[0])
    after = 0
    for word in (match[0] for match in _WORD.finditer(fold(text))):
        if word not in folded:
            yield Fault(reason=f"言葉「{word}」が引用文にありません", token=word)
        elif in_order:
            place = folded.find(word, after)
            if place < 0:
                yield Fault(reason=f"言葉「{word}」の順や回数が引用文と違います", token=word)
            after = max(after, place + len(word))


def negation_faults(text: str, cited: str, *, part: bool = False) -> Iterator[Fault]:
    """Places where a negation came, went, or was cut off. `part`: the text is but a part of what it cites (a cell)."""
    stated, source = fold(text), fold(cited)
    if stated in source:
        if not any(_is_whole(source, place, place + len(stated)) for place in _places(stated, source)):
            yield Fault(reason="引用文の打ち消しの言葉が切り落とされています", token=text[:_EXCERPT])
        return
    if _NEGATION.findall(stated) == _NEGATION.findall(source):
        return
    if len(stated) * len(source) > _MOST_LETTERS:
        yield Fault(reason="文が長く、引用文と突き合わせられません", outcome=Outcome.CANNOT_CHECK)
        return
    if token := _changed_negation(stated, source, part=part):
        yield Fault(reason=f"打ち消しの有無が引用文と違います（「{token}」の付近）", token=token)


def _places(wanted: str, text: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _is_whole(source: str, start: int, end: int) -> bool:
    """Whether the part of the source from start to end says what it says there."""
    if _BEFORE_CUT.search(source[:start][-1:]):
        return False
    if not _HIRAGANA.search(source[start:end]):
        return not _AFTER_NOUN.match(source, end)
    rest = _REST.match(source, end)
    return rest is None or not _NEGATION.search(rest[0])


def _changed_negation(stated: str, source: str, *, part: bool) -> str:
    matcher = SequenceMatcher(None, source, stated, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal" or (kind == "delete" and _is_clause(source, i1, i2)):
            continue
        if part and kind == "delete" and (i1 == 0 or i2 == len(source)):
            continue
        before = source[max(0, i1 - _AROUND) : i2 + _AROUND]
        after = stated[max(0, j1 - _AROUND) : j2 + _AROUND]
        if len(_NEGATION.findall(before)) != len(_NEGATION.findall(after)):
            return (after or before)[:_EXCERPT]
    return ""


def _is_clause(source: str, start: int, end: int) -> bool:
    """Whether source[start:end] begins and ends where a clause does; the cut may lie a few letters to either side."""
    for shift in range(-_AROUND, _AROUND + 1):
        first, last = start + shift, end + shift
        if (
            not 0 <= first <= last <= len(source)
            or source[min(start, first) : max(start, first)] != source[min(end, last) : max(end, last)]
        ):
            continue
        if (first == 0 or source[first - 1] in _CLAUSE_END) and (
            last == len(source) or source[last - 1] in _CLAUSE_END
        ):
            return True
    return False
