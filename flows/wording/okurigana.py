"""Nouns whose okurigana official documents leave out (送り仮名), told from the verbs they are made of.

取り組み is 取組 as a noun (取り組みを, 取り組みの推進) and stays as a verb (取り組みます, …に取り組み、); the other
way round 取組む is 取り組む. From the two spellings of the noun the other ones follow: the half-shortened noun
(取組み, 打合わせ) and the shortened verb by its row (込み: 込む, 込んだ, 込め; 上げ: 上げる, 上げた).
"""

import re
from collections.abc import Iterator

from flows.wording.rules import Word

_KANA = re.compile(r"[ぁ-ん]+")
_VERB_AFTER = "ま[すしせ]|た[いくり]|な(?:がら|さ)|つつ|そう|始め|続け|直[しす]|終[えわ]|合[うっいわ]|やす|にく[いく]|ん|得"
_NOUN_AFTER = rf"(?!{_VERB_AFTER})(?:[をがはもへ・（）()」』〕】／/]|の|に(?!く)|と|や(?!す)|から|など|[一-龥ァ-ヶ]|で(?:は|す|あ|の|、|き)|\s*$|。)"
_STOP_AFTER = "、"
_NOUN_BEFORE = "[一-龥ァ-ヶーの・]"
_GODAN = {
    "み": "[むめも]|ん[だで]|み(?:ま[すしせ]|た[いく])",
    "い": "[うえわ]|っ[たて]|い(?:ま[すしせ]|た[いく])",
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
    yield Word(found=spellings, use=noun, after=_NOUN_AFTER)
    yield Word(found=spellings, use=noun, before=_NOUN_BEFORE, after=_STOP_AFTER)
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
