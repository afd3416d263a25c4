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
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.text.kanji import kanji_number
from flows.text.shadow import Shadow, shadow
from flows.text.units import is_counter, unit_at

_GROUPED = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+(?![0-9]|\.[0-9]))?"
_DECIMAL = r"(?<![0-9]\.)[0-9]+\.[0-9]+(?![0-9]|\.[0-9])"
_DIGITS = rf"(?:{_GROUPED}|{_DECIMAL}|[0-9]+)"
_MEASURED = r"円|人|名|件|台|戸|世帯|万|億|兆|個|本|部|枚|回|t|トン|㎡|m|ha|ヘクタール|点|ドル|[0-9]"
_SCALE = rf"(?:[十百千]?[億兆]|[十百千]?万(?![全一能葉華博が])|[百千](?={_MEASURED}))"
_ARABIC = rf"{_DIGITS}(?:\s?{_SCALE})?(?:(?<=[万億兆千百])\s?{_DIGITS}(?:\s?{_SCALE})?){{0,4}}"
_KANJI = r"[〇零一二三四五六七八九十百千万億兆]{1,16}"
_NOT_ZERO = "(?![0.,〇零]+(?![1-9]))"
_NUMBER = re.compile(
    rf"(?:(?P<top>{_DIGITS})\s?/\s?(?P<bottom>{_NOT_ZERO}[0-9]{{1,3}})(?![0-9/.])|{_NOT_ZERO}(?P<of>{_DIGITS}|{_KANJI})\s?分の\s?(?P<part>{_DIGITS}|{_KANJI})"
    rf"|(?P<arabic>{_ARABIC})|(?P<kanji>{_KANJI}))"
)
_PART = re.compile(rf"(?P<digits>{_DIGITS})\s?(?P<scale>[十百千]?[万億兆]|[百千])?")
_MINUS = re.compile(r"[△▲]\s?$|(?<![0-9A-Za-z一-鿿ァ-ヺー)-])-$|マイナス\s?$")
_ABOUT_BEFORE = re.compile(r"(?:約|およそ|おおむね|概ね|おおよそ|ほぼ)\s?[△▲-]?$")
_ABOUT_AFTER = re.compile(r"\s?(?:程度|前後|余り|あまり|弱|強(?![化い])|ほど)")
_BOUND = re.compile(r"\s?(?P<bound>以上|以下|以内|未満|を?超|を?上回|を?下回)")
_RANGE = re.compile(r"\s?[~-]\s?")
_IDIOM = re.compile(
    r"一人(?:ひとり|一人|ひと|当|取)|一日も|[一十]分(?![の0-9])|一つ|一部|一時|一本化|一体|一度|一面|万一|一定|一回り"
)
_NAME_ENDS = tuple("市町村区")
_LETTER_AFTER = re.compile("[一-鿿々]")
_ZEROS = {"十": 1, "百": 2, "千": 3, "万": 4, "億": 8, "兆": 12}


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
    return tuple(_with_range_units(plain, list(_figures(plain))))


def _figures(plain: Shadow) -> Iterator[tuple[Number, int, int]]:
    """Figures with the place of the bare number in the shadow."""
    text = plain.text
    for match in _NUMBER.finditer(text):
        value, fraction = _value(match)
        if value is None or (match["kanji"] and not _is_figure(text, match)):
            continue
        unit, end = ("割合", match.end()) if fraction else unit_at(text, match.end())
        start, before = match.start(), text[max(0, match.start() - 5) : match.start()]
        if minus := _MINUS.search(before):
            value, start = -value, start - len(minus[0])
            before = before[: minus.start()]
        about = _ABOUT_BEFORE.search(before) or _ABOUT_AFTER.match(text, end)
        bound = _BOUND.match(text, end)
        place = plain.place(start, end)
        number = Number(
            value,
            unit,
            plain.source[slice(*place)],
            *place,
            about=bool(about),
            bound=bound["bound"].removeprefix("を") if bound else "",
        )
        yield number, match.start(), match.end()


def _with_range_units(plain: Shadow, figures: list[tuple[Number, int, int]]) -> Iterator[Number]:
    """10～20人: the first figure counts what the second counts."""
    for (number, _, end), following in zip(figures, (*figures[1:], None), strict=False):
        if following and not number.unit and _RANGE.fullmatch(plain.text, end, following[1]):
            yield replace(number, unit=following[0].unit)
        else:
            yield number


def _value(match: re.Match[str]) -> tuple[Decimal | None, bool]:
    if match["arabic"]:
        return _composite(match["arabic"]), False
    if match["kanji"]:
        return Decimal(kanji_number(match["kanji"])), False
    top, bottom = (match["top"], match["bottom"]) if match["top"] else (match["part"], match["of"])
    divisor = _plain(bottom)
    return (_plain(top) / divisor if divisor else None), True


def _composite(written: str) -> Decimal:
    """6億9,740万: each part times its scale."""
    total = Decimal(0)
    for part in _PART.finditer(written):
        value = _plain(part["digits"])
        for scale in part["scale"] or "":
            value = value.scaleb(_ZEROS[scale])
        total += value
    return total


def _plain(numeral: str) -> Decimal:
    digits = numeral.replace(",", "")
    return Decimal(digits) if digits.isascii() else Decimal(kanji_number(numeral))


def _is_figure(text: str, match: re.Match[str]) -> bool:
    """Kanji numerals are also parts of words: 一般, 統一, 十分, 三重."""
    if _IDIOM.match(text, match.start()) or text[: match.start()].endswith(
        ("統", "唯", "随", "均", "同", "単")
    ):
        return False
    if not match[0].strip("百千万億兆") and text.startswith("円", match.end()):
        return False  # 単位：千円
    if text[match.end() : match.end() + 1] in _NAME_ENDS:
        return False
    if is_counter(text, match.end()):
        return True
    return (
        len(match[0]) > 1
        and any(char in "十百〇" for char in match[0])
        and not _LETTER_AFTER.match(text, match.end())
    )
