"""Width of Arabic figures (全角・半角), changed within a text and nowhere else.

A figure is a run of digits with its decimal point and its commas for thousands: １，２３４．５ is one figure and becomes
1,234.5 as a whole. Digits of a Latin name (ISO27001, 5G, Ｗｅｂ３) go with its letters: their width is the name's.
`fold` of the text never changes, and each function is idempotent.
"""

import re

from flows.model import Digits

_DIGIT = "[0-9０-９]"
_FIGURE = re.compile(rf"{_DIGIT}+(?:[,，]{_DIGIT}{{3}}(?!{_DIGIT}))*(?:[.．]{_DIGIT}+)?")
_RUN = re.compile(
    r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ.．,，/／@＠_＿:\\-]*[0-9０-９][0-9０-９A-Za-zＡ-Ｚａ-ｚ.．,，/／@＠_＿:\\-]*"
)
_NAME = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ@＠_＿:\\]")
_WIDE_NAME = re.compile(rf"[Ａ-Ｚａ-ｚ]+{_DIGIT}|{_DIGIT}[Ａ-Ｚａ-ｚ]+")
_WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789.,"}
_HALF = {wide: half for half, wide in _WIDE.items()}
_LETTERS = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


def in_width(text: str, digits: Digits) -> str:
    """Every figure in the chosen width."""
    return {Digits.HALF: half, Digits.FULL: full, Digits.MIXED: mixed}[digits](text)


def half(text: str) -> str:
    """Every figure in half width, full-width letters that touch one with it (Ｒ７ → R7)."""
    return _RUN.sub(lambda run: _narrowed(run[0]), text)


def full(text: str) -> str:
    """Every figure in full width but those of Latin names."""
    return _RUN.sub(lambda run: _outside_names(run[0], longest=len(text)), text)


def mixed(text: str) -> str:
    """One digit in full width, two and more in half width, but for those of Latin names."""
    return _RUN.sub(lambda run: _outside_names(run[0], longest=1), text)


def _narrowed(run: str) -> str:
    if _WIDE_NAME.search(run):
        run = run.translate(_LETTERS)
    return _FIGURE.sub(lambda figure: figure[0].translate(_HALF), run)


def _outside_names(run: str, *, longest: int) -> str:
    """Figures of up to `longest` letters in full width, longer ones in half width; a name stays as it is."""
    if _NAME.search(run):
        return run
    return _FIGURE.sub(lambda figure: figure[0].translate(_WIDE if len(figure[0]) <= longest else _HALF), run)
