"""Years given in another form (和暦・西暦の書換え), where nothing else can be meant.

令和8年度 ⇄ 2026年度, or both: 令和8年度（2026年度）. Left as they are: the year of a law's number (昭和22年法律第67号), names
(2025年の崖, 2040年問題), years that are given in both forms already, letter eras (R7), a calendar year in which an era
ended when no month tells which (2019年). A text with a year that leans on the one before it (令和7年度から9年度) is left
whole. The result says the same years, dates and figures, sentence by sentence, or the text comes back unchanged.
"""

import re
from collections.abc import Iterator
from datetime import date

from flows.model import EraForm
from flows.text.eras import Years, dates, era_name, mentions, years
from flows.text.numerals import numbers
from flows.text.shadow import shadow

_ERA = re.compile(r"(?:令和|平成|昭和)\s?(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?(?P<tail>年度?)")
_WEST = re.compile(r"[0-9]{4}\s?(?P<tail>年度?)")
_BARE = re.compile(r"(?:元|[0-9]{1,2}|[一二三四五六七八九十〇]{1,3})(?:\s?年度?)?")
_LAW = re.compile(
    r"[0-9月日\s]{0,8}(?:法律|政令|省令|府令|勅令|内閣|告示|訓令|条例|規則|規程|要綱|第[0-9]+号)"
)
_NAME_AFTER = re.compile(r"(?:の崖|問題|年代|[ァ-ヺ]{2})")
_OTHER_FORM = re.compile(r"\s?\(\s?(?:令和|平成|昭和|[0-9]{4})")
_IS_OTHER_FORM = re.compile(r"(?:年度?|[0-9])\s?\(\s?$")
_MONTH = re.compile(r"\s?([0-9]{1,2})\s?月(?:\s?([0-9]{1,2})\s?日)?")
_SENTENCE = re.compile("[^。\n]*[。\n]|[^。\n]+")
_STARTS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"), (date(1926, 12, 25), "昭和"))
_FIRST_YEAR = 1927
_A_GOAL = 2040
"""From this calendar year on a year is the name of a goal more than a date: it stays in its form alone."""


def restated(text: str, form: EraForm) -> str:
    """The text with its years in that form where that is certain."""
    found = () if form is EraForm.SOURCE else mentions(text)
    if not found or any(_BARE.fullmatch(shadow(year.text).text) for year in found):
        return text
    new, end = "", 0
    for year in found:
        new += text[end : year.start] + (_other(text, year, form) or year.text)
        end = year.end
    new += text[end:]
    return new if same_figures(new, text) else text


def same_figures(one: str, other: str) -> bool:
    """Whether two texts say the same years, dates and figures, sentence by sentence and as a whole."""
    return _says(one) == _says(other)


def _other(text: str, year: Years, form: EraForm) -> str:
    """The year in the form wanted; empty where it stays."""
    written = shadow(year.text).text
    era, west = _ERA.fullmatch(written), _WEST.fullmatch(written)
    match = era or west
    after, before = shadow(text[year.end : year.end + 24]).text, shadow(text[: year.start]).text
    if match is None or _LAW.match(after) or _OTHER_FORM.match(after) or _IS_OTHER_FORM.search(before):
        return ""
    western = f"{year.first}{match['tail']}"
    if form is EraForm.WESTERN:
        return western if era else ""
    if _NAME_AFTER.match(after):
        return ""
    own = written if era else _era(year, match["tail"], after)
    if not own:
        return ""
    if form is EraForm.BOTH:
        in_brackets = before.count("(") > before.count(")")
        return "" if in_brackets else f"{year.text if era else own}（{western}）"
    is_goal = year.first >= _A_GOAL and match["tail"] == "年"
    return own if west and not is_goal else ""


def _era(year: Years, tail: str, after: str) -> str:
    if year.first < _FIRST_YEAR:
        return ""
    if tail == "年度":
        return f"{era_name(year.first)}度"
    month = _MONTH.match(after)
    if month is None:
        return "" if any(first.year == year.first for first, _ in _STARTS) else era_name(year.first)
    try:
        day = date(year.first, int(month[1]), int(month[2] or 28))
    except ValueError:
        return ""
    return next((_named(day, first, era) for first, era in _STARTS if day >= first), "")


def _named(day: date, first: date, era: str) -> str:
    number = day.year - first.year + 1
    return f"{era}{'元' if number == 1 else number}年"


def _says(text: str) -> list[list[object]]:
    return [list(_figures(part)) for part in (text, *_SENTENCE.findall(text))]


def _figures(text: str) -> Iterator[object]:
    chars = list(text)
    for year in years(text):
        yield year.first, year.last, year.fiscal
        chars[year.start : year.end] = "／" * (year.end - year.start)
    yield from ((found.year, found.month, found.day) for found in dates(text))
    yield from ((found.value, found.unit, found.about, found.bound) for found in numbers("".join(chars)))
