"""Years in Japanese documents: era years (和暦), fiscal years (年度), spans of years, dates.

令和7年度, Ｒ７, 2025年度, 令和７（2025）年度 are one fiscal year, that from 1 April 2025. A year without its era
(七年度, 28年度) takes the era, or the century, of the mention before it in the same text; without one it is no year.
Spans: 令和8年度から3年間, 令和8～10年度, 2026〜28年度, 令和8年度から令和10年度まで, R8-R10年度.

An era year beyond the era's end (平成40年度, in plans of the time) counts on. A letter era stands alone (R7, not AR7
or R72). Every mention is given with its place in the text as it stands, in order; mentions do not overlap.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.text.kanji import kanji_number
from flows.text.shadow import Shadow, shadow

_BEFORE_FIRST_YEAR = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}
_PLAUSIBLE = {"R": range(1, 40), "H": range(1, 41), "S": range(20, 65)}
"""Letter eras without 年 behind them: H7 and R7 are years, S3 is a storage service."""

_NUMBER = r"(?:元|[0-9]{1,2}(?![0-9])|[一二三四五六七八九十〇]{1,3})"
_ERA = r"(?P<era>令和|平成|昭和|大正|明治|(?<![A-Za-z0-9])[RHSTM])\s?"
_WEST = r"(?:(?:19|20)[0-9]{2}(?!,?[0-9])|[一二][〇九][〇一二三四五六七八九]{2})"
_ASIDE = r"(?:\s?\([^()]{1,12}\))?"
_MENTION = re.compile(
    rf"(?:{_ERA}(?P<n>{_NUMBER})(?![A-Za-z])|(?<![0-9.])(?<![0-9],)(?:FY ?|西暦\s?)?(?P<west>{_WEST})"
    rf"|(?<![0-9.第〇一二三四五六七八九十百])(?<![0-9],)(?P<bare>{_NUMBER})"
    r"(?=\s?年度(?!間|目|分|連続|にわた)|\s?年\s?[0-9]{1,2}\s?月))"
    r"\s?(?P<tail>年度|年(?!間|代|以上|以下|目|ごと|生))?"
)
_TAIL_AHEAD = re.compile(
    rf"(?:\s?\([^()]{{1,12}}\)|\s?\)|(?:\s?[~・、,-]\s?(?:令和|平成|[RH]|20)?\s?{_NUMBER}){{1,9}})\s?(?P<tail>年度|年)"
)
_ASIDE_OPEN = re.compile(r"\s?\(\s?")
_ASIDE_CLOSE = re.compile(r"\s?\)(?:\s?年度|\s?年(?![間代]))?")
_UNTIL = re.compile(r"\s?(?:~|-|から、?)\s?")
_LASTING = re.compile(
    rf"{_ASIDE}(?:から|より|を初年度とする|を始期とする|以降)の?、?(?:向こう)?\s?(?P<n>{_NUMBER})\s?(?:年間|[かカヵケヶ箇]年)"
)
_MONTH_DAY = re.compile(
    r"\s?(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})\s?月"
    r"(?:\s?(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?日)?"
)
_POINTS = re.compile(r"(?P<sep>[./-])(?P<month>[0-9]{1,2})(?:(?P=sep)(?P<day>[0-9]{1,2}))?(?![0-9])")


@dataclass(frozen=True, slots=True)
class Years:
    """A year or a span of years; one year has first = last (年度・年)."""

    first: int
    last: int
    fiscal: bool | None
    """True for 年度, False for a calendar year, None when the text does not say (R7, 令和7)."""
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is given: the day may be missing (年月日)."""

    year: int
    month: int
    day: int | None
    start: int
    end: int
    text: str


def era_year(era: str, number: int) -> int:
    """The calendar year of an era year: era_year("令和", 8) == 2026; the era's letter will do.

    Raises KeyError for an unknown era, ValueError for a year below 1.
    """
    if number < 1:
        raise ValueError(f"{era}{number}年")
    return _BEFORE_FIRST_YEAR[_LETTERS.get(era, era)] + number


def years(text: str) -> tuple[Years, ...]:
    """Every year and span of years in the text, calendar years too."""
    plain = shadow(text)
    found = _spans(plain.text, _asides(plain.text, list(_mentions(plain.text))))
    return tuple(_placed(plain, year) for year in found)


def fiscal_years(text: str) -> tuple[Years, ...]:
    """Every fiscal year and span of them; one of which the text does not say counts as fiscal."""
    return tuple(found for found in years(text) if found.fiscal is not False)


def dates(text: str) -> tuple[Date, ...]:
    """Every date with year and month: 令和8年1月30日, 令和8年（2026年）1月, R8.1.30, 2026/1/30, 2026-01-30, 2026-01."""
    plain = shadow(text)
    return tuple(
        Date(
            year.first, month, day, *plain.place(year.start, end), text[slice(*plain.place(year.start, end))]
        )
        for year in _asides(plain.text, list(_mentions(plain.text, with_points=True)))
        for month, day, end in _month_day(plain.text, year)
    )


def mentions(text: str) -> tuple[Years, ...]:
    """Every single year as it is written, the two ends of a span and the two ways of 令和８（2026）年度 apart."""
    plain = shadow(text)
    return tuple(_placed(plain, year) for year in _mentions(plain.text))


def _mentions(text: str, *, with_points: bool = False) -> Iterator[Years]:
    """Single years, as they come. A bare 西暦 number counts only where something says it is a year."""
    context: int | None = None
    before = -1
    for match in _MENTION.finditer(text):
        base, number = _base_and_number(match, context)
        if base is None:
            continue
        tail, ahead = match["tail"], _TAIL_AHEAD.match(text, match.end())
        points = bool(_POINTS.match(text, match.end())) and not tail
        if not tail and ahead and not points:
            tail = ahead["tail"]
        beside = before >= 0 and (
            _ASIDE_OPEN.fullmatch(text, before, match.start())
            or _UNTIL.fullmatch(text, before, match.start())
        )
        if match["west"] and not (
            tail or beside or match[0].startswith(("FY", "西暦")) or (points and with_points)
        ):
            continue
        if len(match["era"] or "") == 1 and not tail and number not in _PLAUSIBLE.get(match["era"], ()):
            continue
        fiscal = None if not tail and not points else tail == "年度"
        context = base if match["era"] or match["bare"] else base + number - number % 100
        before = match.end()
        yield Years(base + number, base + number, fiscal, match.start(), match.end(), "")


def _base_and_number(match: re.Match[str], context: int | None) -> tuple[int | None, int]:
    if west := match["west"]:
        return 0, int(west) if west.isascii() else kanji_number(west)
    number = _number(match["n"] or match["bare"])
    if number == 0:
        return None, 0
    return (era_year(match["era"], 1) - 1, number) if match["era"] else (context, number)


def _number(numeral: str) -> int:
    if numeral == "元":
        return 1
    return int(numeral) if numeral.isascii() else kanji_number(numeral)


def _asides(text: str, mentions: list[Years]) -> list[Years]:
    """令和７（2025）年度 is one mention; where the two disagree they stay two."""
    merged: list[Years] = []
    for year in mentions:
        last = merged[-1] if merged else None
        close = _ASIDE_CLOSE.match(text, year.end)
        said = close or year.fiscal is not None
        if last and said and last.first == year.first and _ASIDE_OPEN.fullmatch(text, last.end, year.start):
            fiscal = year.fiscal if last.fiscal is None else last.fiscal
            merged[-1] = replace(last, fiscal=fiscal, end=close.end() if close else year.end)
        else:
            merged.append(year)
    return merged


def _spans(text: str, mentions: list[Years]) -> Iterator[Years]:
    waiting = list(reversed(mentions))
    while waiting:
        year = waiting.pop()
        after = waiting[-1] if waiting else None
        same_kind = after and (None in (year.fiscal, after.fiscal) or year.fiscal == after.fiscal)
        if after and same_kind and after.first > year.first and _UNTIL.fullmatch(text, year.end, after.start):
            waiting.pop()
            fiscal = after.fiscal if year.fiscal is None else year.fiscal
            yield replace(year, last=after.last, fiscal=fiscal, end=after.end)
        elif (lasting := _LASTING.match(text, year.end)) and (length := _number(lasting["n"])):
            yield replace(year, last=year.first + length - 1, end=lasting.end())
        else:
            yield year


def _month_day(text: str, year: Years) -> Iterator[tuple[int, int | None, int]]:
    match = (_MONTH_DAY if text[year.end - 1] in "年)" else _POINTS).match(text, year.end)
    if match:
        month, day = _number(match["month"]), _number(match["day"]) if match["day"] else None
        if 1 <= month <= 12 and (day is None or 1 <= day <= 31):
            yield month, day, match.end()


def _placed(plain: Shadow, year: Years) -> Years:
    start, end = plain.place(year.start, year.end)
    return replace(year, start=start, end=end, text=plain.source[start:end])


def era_name(year: int) -> str:
    """The year as official papers write it: era_name(2026) == "令和8年"; years before 令和 are given as 平成 …

    Raises ValueError for a year before 明治.
    """
    for era, before in _BEFORE_FIRST_YEAR.items():
        if year > before:
            return f"{era}{'元' if year == before + 1 else year - before}年"
    raise ValueError(year)
