"""Nouns whose okurigana official documents leave out (送り仮名), told from the verbs they are made of.

取り組み is 取組 as a noun (取り組みを, 取り組みの推進) and stays as a verb (取り組みます, …に取り組み、); the other
way round 取組む is 取り組む. From the two spellings of the noun the other ones follow: the half-shortened noun
(取組み, 打合わせ) and the shortened verb by its row (込み: 込む, 込んだ, 込め; 上げ: 上げる, 上げた).
"""

import re
from collections.abc import Iterator

from flows.wording.rules import Word

_KANA = re.compile(r"[ぁ-ん]+")
_VERB_AFTER = "ま[すしせ]|た[いくり]|ながら|なさ|つつ|そう|始め|続け|直[しす]|終[えわ]|合[うっいわ]|やす|にく[いく]|得る"
_PARTICLE_AFTER = rf"(?!{_VERB_AFTER})(?:[をがはもへ・（）()」』〕】／/]|の|に|と|や|から|など|で(?:は|す|あ|の|、|き)|\s*$|。)"
_JOINED_AFTER = rf"(?!{_VERB_AFTER})[一-龥ァ-ヶ]"
"""Before these the stem of a verb may stand as well: 土地を引き渡し使用を始める."""
_LISTED_BEFORE = "^|[のァ-ヶー・]"
"""Before 、 it is a noun for certain only behind these: 引き続き取り組み、 is a verb."""
_OBJECT_BEFORE = "[をにがへともはでら]"
_GODAN = {
    "み": "[むめ]|もう|ん[だで]|み(?:ま[すしせ]|た[いく])",
    "い": "[うえ]|わ[なずれせ]|っ[たて]|い(?:ま[すしせ]|た[いく])",
    "し": "[すせさ]|し(?:た|て|ま[すしせ])",
    "り": "[るれら]|っ[たて]|り(?:ま[すしせ]|た[いく])",
    "ぎ": "[ぐげが]|い[でだ]|ぎ(?:ま[すしせ]|た[いく])",
    "き": "[くけか]|い[てた]|き(?:ま[すしせ]|た[いく])",
    "ち": "[つてた]|っ[たて]|ち(?:ま[すしせ])",
}
_ICHIDAN = "る|た(?!め)|て(?!い(?:案|示))|れば|ない|ず|られ|ま[すしせ]"
_E_ROW = "えけげせてねべめれ"


def words_of(noun: str, whole: str) -> Iterator[Word]:
    """What is to be found for one noun: 取組, 取り組み."""
    half = _squeezed(whole)
    spellings = tuple(dict.fromkeys(each for each in (whole, half) if each != noun))
    yield Word(found=spellings, use=noun, after=_PARTICLE_AFTER)
    yield Word(found=spellings, use=noun, not_before=_OBJECT_BEFORE, after=_JOINED_AFTER)
    yield Word(found=spellings, use=noun, before=_LISTED_BEFORE, after="、")
    yield from _verbs(whole, half)


def _squeezed(whole: str) -> str:
    """Okurigana at the end only: 取り組み → 取組み."""
    runs = list(_KANA.finditer(whole))
    last = runs[-1].start() if runs and runs[-1].end() == len(whole) else len(whole)
    return _KANA.sub("", whole[:last]) + whole[last:]


def _verbs(whole: str, half: str) -> Iterator[Word]:
    """A verb written as short as the noun: 取組む, 引上げる."""
    last = whole[-1]
    if half == whole or not _KANA.fullmatch(last):
        return
    if last in _E_ROW:
        yield Word(found=(half,), use=whole, after=_ICHIDAN)
    elif last in _GODAN:
        yield Word(found=(half[:-1],), use=whole[:-1], after=_GODAN[last])
