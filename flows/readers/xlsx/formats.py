"""A cell's value as its reader sees it: 45.3%, 1,234人, 令和7年4月1日 by the cell's number format.

Quotes are checked against what the sheet shows, and staff quote what they see, so a ratio stored as 0.453 must
come out as 45.3%. Supported are the parts of the format language that sheets of figures use: sections for
negative and zero, grouping, decimals, percent, scaling by trailing commas, literals, dates and times with 和暦
(g, e). A format beyond that (fractions, exponents) gives the plain value.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_ERAS = (
    (dt.date(2019, 5, 1), "令和", "R"),
    (dt.date(1989, 1, 8), "平成", "H"),
    (dt.date(1926, 12, 25), "昭和", "S"),
    (dt.date(1912, 7, 30), "大正", "T"),
    (dt.date(1868, 10, 23), "明治", "M"),
)
_WEEKDAYS = "月火水木金土日"
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(general)|(g{1,3}|e{1,2}|yyyy|yy|y|m{1,5}|d{1,4}|h{1,2}|s{1,2}(?:\.0+)?|aaaa?|am/pm|a/p|[#0?][#0?,]*(?:\.[#0?]+)?,*|%)|(.)',
    re.IGNORECASE | re.DOTALL,
)
_DATE_LETTER = re.compile(r"[ymdhsgea]", re.IGNORECASE)
_STRIPPED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|general', re.IGNORECASE)
_TOO_LONG = 255


def shown(value: object, number_format: str) -> str:
    """The text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return _moment(value, number_format)
    if isinstance(value, dt.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    return str(value)


def is_date(number_format: str) -> bool:
    """True when the format shows a date or time, 和暦 without month and day included."""
    return (
        bool(_DATE_LETTER.search(_STRIPPED.sub("", _sections(number_format)[0])))
        and "e+" not in number_format.lower()
    )


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[str, ...]:
    """The sections for positive, negative, zero and text."""
    return tuple(re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)', number_format[:_TOO_LONG])) or (
        "General",
    )


def _plain(value: float) -> str:
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return text if "e" not in text else f"{Decimal(text):f}"[:40]


def _number(value: float, number_format: str) -> str:
    sections = _sections(number_format)
    section, magnitude = sections[0], value
    if value < 0 and len(sections) > 1:
        section, magnitude = sections[1], -value
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    bare = _STRIPPED.sub("", section)
    if not re.search(r"[#0?]", bare) and not bare.strip():
        literal = _literals(section)
        return (
            literal
            if literal and "general" not in section.lower()
            else literal.replace("\0", "") + _plain(value)
        )
    if not re.search(r"[#0?]", bare) or "/" in bare or "e+" in bare.lower():
        return _plain(value)
    return _fill(section, magnitude)


def _literals(section: str) -> str:
    return "".join((m[1] or m[2] or "") for m in _TOKEN.finditer(section))


def _fill(section: str, value: float) -> str:
    """The section with the number in place of its first run of digits."""
    try:
        exact = Decimal(repr(value)) * Decimal(100) ** _STRIPPED.sub("", section).count("%")
    except InvalidOperation:
        return _plain(value)
    written, done = [], False
    for match in _TOKEN.finditer(section):
        literal, escaped, _, code, other = match.groups()
        if literal is not None or escaped is not None:
            written.append(literal or escaped or "")
        elif code and code[0] in "#0?":
            written.append("" if done else _digits(code, exact))
            done = True
        else:
            written.append(code or other or "")
    text = "".join(written)
    return f"-{text.lstrip('-')}" if value < 0 and not text.startswith(("-", "△", "▲", "(")) else text


def _digits(pattern: str, value: Decimal) -> str:
    scale = len(pattern) - len(pattern.rstrip(","))
    pattern = pattern.rstrip(",")
    whole, _, fraction = pattern.partition(".")
    value = abs(value) / Decimal(1000) ** scale
    try:
        rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return f"{value:f}"[:40]
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    integer, _, decimals = text.partition(".")
    while decimals and len(decimals) > fraction.rstrip("#").__len__() and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.zfill(whole.replace(",", "").count("0"))
    if integer == "0" and "0" not in whole:
        integer = ""
    return f"{integer}.{decimals}" if decimals else integer


def _moment(value: dt.datetime | dt.date | dt.time, number_format: str) -> str:
    moment = value if isinstance(value, dt.datetime) else None
    if moment is None and isinstance(value, dt.date):
        moment = dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 -- a sheet's dates have no zone
    if moment is None and isinstance(value, dt.time):
        moment = dt.datetime.combine(dt.date(1900, 1, 1), value)
    if moment is None:
        return str(value)
    section = _sections(number_format)[0]
    if section.lower() == "general" or section.lower().startswith("mm-dd-yy") or not is_date(section):
        section = "yyyy/m/d" if moment.time() == dt.time() else "yyyy/m/d h:mm"
    written: list[str] = []
    clock = False
    for match in _TOKEN.finditer(section):
        literal, escaped, _, code, other = match.groups()
        if literal is not None or escaped is not None:
            written.append(literal or escaped or "")
        elif code:
            low = code.lower()
            clock = low.startswith(("h", "s")) or (clock and low.startswith("m"))
            written.append(_part(low, moment, clock))
        else:
            written.append(other or "")
    return "".join(written).strip()


def _part(code: str, moment: dt.datetime, clock: bool) -> str:  # noqa: PLR0911 -- one line per letter of the language
    era = next(
        ((name, short, first.year) for first, name, short in _ERAS if moment.date() >= first), ("", "", 1)
    )
    two = f"{{:0{2 if len(code) > 1 else 1}d}}"
    match code[0]:
        case "g":
            return era[1] if len(code) == 1 else era[0][:1] if len(code) == 2 else era[0]
        case "e":
            return two.format(moment.year - era[2] + 1)
        case "y":
            return f"{moment.year:04d}" if len(code) > 2 else f"{moment.year % 100:02d}"
        case "m" if clock:
            return two.format(moment.minute)
        case "m":
            return two.format(moment.month) if len(code) < 3 else str(moment.month)
        case "d":
            return two.format(moment.day) if len(code) < 3 else ""
        case "h":
            return two.format(moment.hour)
        case "s":
            return f"{moment.second:02d}"
        case "a" if code.startswith("aaa"):
            return _WEEKDAYS[moment.weekday()] + ("曜日" if len(code) > 3 else "")
        case _:
            return ""
