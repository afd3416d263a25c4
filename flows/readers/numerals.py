"""A counter as Word writes it: 一, ア, ①, (1), iv, 甲 … by the number formats of ECMA-376 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_AIUEO = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_AIUEO_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"
_LEGAL = "〇壱弐参四伍六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def counter(number: int, style: str) -> str:
    """`number` in a format of ST_NumberFormat; formats not known here count in plain digits."""
    if number < 0 or number > 99_999:
        return str(number)
    return _FORMATS.get(style, str)(number)


def _cycle(letters: str) -> Callable[[int], str]:
    """The letters in turn; beyond the last they begin anew."""
    return lambda number: letters[(number - 1) % len(letters)] if number else ""


def _repeat(letters: str) -> Callable[[int], str]:
    """a … z, then aa, bb …"""

    def write(number: int) -> str:
        times, index = divmod(number - 1, len(letters))
        return letters[index] * min(times + 1, 20) if number else ""

    return write


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * min(times, 20)
    return written


def _positional(digits: str, units: str) -> Callable[[int], str]:
    """十, 二十一, 百三: with units of ten; `units` for 10, 100, 1000, 10000."""

    def below(number: int) -> str:
        written = ""
        for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0])):
            value, number = divmod(number, power)
            if value:
                written += (digits[value] if value > 1 or digits is _LEGAL else "") + unit
        return written + (digits[number] if number else "")

    def write(number: int) -> str:
        if not number:
            return digits[0]
        high, low = divmod(number, 10_000)
        return (below(high) + units[3] if high else "") + below(low)

    return write


def _circled(number: int) -> str:
    for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(start + number - first)
    return f"({number})"


def _enclosed(start: int, before: str, after: str) -> Callable[[int], str]:
    return lambda number: chr(start + number - 1) if 1 <= number <= 20 else f"{before}{number}{after}"


def _full_width(number: int) -> str:
    return str(number).translate(_FULL_WIDTH)


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


_counting = _positional(_DIGITS, "十百千万")
_LOWER = "abcdefghijklmnopqrstuvwxyz"
_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": _repeat(_LOWER.upper()),
    "lowerLetter": _repeat(_LOWER),
    "aiueo": _cycle(_AIUEO_HALF),
    "aiueoFullWidth": _cycle(_AIUEO),
    "iroha": _cycle(_IROHA_HALF),
    "irohaFullWidth": _cycle(_IROHA),
    "japaneseCounting": _counting,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseLegal": _positional(_LEGAL, "拾百阡萬"),
    "japaneseDigitalTenThousand": _digital,
    "ideographDigital": _digital,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographEnclosedCircle": lambda number: chr(0x3280 + number - 1) if 1 <= number <= 10 else _counting(number),
    "decimalEnclosedParen": _enclosed(0x2474, "(", ")"),
    "decimalEnclosedFullstop": _enclosed(0x2488, "", "."),
}  # fmt: skip
