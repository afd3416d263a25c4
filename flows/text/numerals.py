"""Figures in Japanese sentences: value, unit, place (数値).

６億９，７４０万円 = 697400000 円; 1,234千円 = 1234000 円; 二十業務 = 20 業務; 約８割; △3.5ポイント = -3.5 ポイント;
2分の1 and 1/2 = 0.5 割合. The value is exact (Decimal) and in the plain unit: money in 円, 45パーセント as 45 %.
A scale in the middle of a word is none (20万全 → 20), and a kanji numeral counts only before a counter or when it has a
rank inside (二十, not 一般, 万一, 統一, 一人ひとり).

Digits that belong to years and dates are numbers here as well (令和7年度 → 7 年度); `years` reads them as years.
Ranges (10～20人) are two numbers; a missing unit of the first is taken from the second. Joined numbers such as 1.2.3
or 03-1234 are the numbers between the marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from flows.text.kanji import kanji_number
from flows.text.shadow import Shadow, shadow
from flows.text.units import canonical, unit_at

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+(?!\.?[0-9]))?|[0-9]+(?:\.[0-9]+(?!\.[0-9]))?"
_MEASURED = r"円|人|名|件|台|戸|世帯|万|億|兆|個|本|部|枚|回|t|トン|㎡|m|ha|ヘクタール|点|ドル|[0-9]"
_SCALE = rf"(?:[十百千]?[億兆]|[十百千]?万(?![全一能葉華博が])|[百千](?={_MEASURED}))"
_ARABIC = rf"(?:{_DIGITS})(?:\s?{_SCALE})?(?:(?<=[万億兆千百])\s?(?:{_DIGITS})(?:\s?{_SCALE})?){{0,4}}"
_KANJI = r"[〇零一二三四五六七八九十百千万億兆]{1,16}"
_NUMBER = re.compile(
    rf"(?:(?P<top>{_DIGITS})\s?/\s?(?P<bottom>[0-9]{{1,3}})(?![0-9/.])|(?P<of>{_DIGITS}|{_KANJI})\s?分の\s?(?P<part>{_DIGITS}|{_KANJI})"
    rf"|(?P<arabic>{_ARABIC})|(?P<kanji>{_KANJI}))"
)
_PART = re.compile(rf"(?P<digits>{_DIGITS})\s?(?P<scale>{_SCALE})?")
_MINUS = re.compile(r"[△▲]\s?$|(?<![0-9A-Za-z一-鿿ァ-ヺー)-])-$|マイナス\s?$")
_ABOUT_BEFORE = re.compile(r"(?:約|およそ|おおむね|概ね|おおよそ|ほぼ)\s?[△▲-]?$")
_ABOUT_AFTER = re.compile(r"\s?(?:程度|前後|余り|あまり|弱|強(?![化い])|ほど)")
_BOUND = re.compile(r"\s?(?P<bound>以上|以下|以内|未満|を?超|を?上回|を?下回)")
_RANGE = re.compile(r"\s?[~-]\s?")
_IDIOM = re.compile(r"一人(?:ひとり|一人|ひと)|一日も|[一十]分(?![の0-9])|一つ|一部|一時|一本化|一体|一度|一面|万一|一定|一回り")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as the text states it (数値)."""

    value: Decimal
    unit: str
    """In its plain form: 円 for every form of money, % for パーセント, 箇所 for か所; "" if none follows."""
    text: str
    start: int
    end: int
    about: bool = False
    """約, 程度, 前後 …"""
    bound: str = ""
    """以上, 以下, 以内, 未満, 超, 上回, 下回"""


def numbers(text: str) -> tuple[Number, ...]:
    """Every figure of the text in order, with its unit."""
    plain = shadow(text)
    found: list[Number] = []
    for match in _NUMBER.finditer(plain.text):
        if number := _number(plain, match):
            if not number.unit and _RANGE.match(plain.text, match.end()):
                pass
            found.append(number)
    return tuple(found)
