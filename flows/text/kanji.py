"""Kanji numerals (漢数字): 二十 = 20, 百二十 = 120, 一億二千万 = 120000000, 二〇二六 = 2026."""

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "億": 10**8, "兆": 10**12}

KANJI_NUMERALS = "".join((*_DIGITS, *_SMALL, *_LARGE))


def kanji_number(numeral: str) -> int:
    """The value of a kanji numeral, by place (二〇二六) or by rank (二千二十六); ValueError for other text."""
    if not numeral or any(char not in KANJI_NUMERALS for char in numeral):
        raise ValueError(numeral)
    if all(char in _DIGITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total = block = 0
    digit: int | None = None
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char] if digit is None else digit * 10 + _DIGITS[char]
        elif char in _SMALL:
            block += (1 if digit is None else digit) * _SMALL[char]
            digit = None
        else:
            block += digit or 0
            total += (block or 1) * _LARGE[char]
            block, digit = 0, None
    return total + block + (digit or 0)
