"""A shadow of a text for reading figures: half-width, unspaced, with the place of each character in the text.

Same order and (nearly) same length as the text: full-width forms become ASCII, the wave dashes `~`, the dashes and
minus signs `-`, one-character eras (㍻) their two characters; the spaces of a letter-spaced run (令 和 ７ 年 度) go.
A run is letter-spaced when at least four characters follow each other with one space between, three of them kana
or kanji: the cells of a row of digits stay apart.
"""

import re
from dataclasses import dataclass

from flows.text.radicals import RADICALS

_WIDTH = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, "〜∼～"), "~")
    | dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
    | dict.fromkeys(map(ord, "\u3000\u00a0\u2002\u2003\u2009\t"), " ")
    | RADICALS
)
_SQUARE = {"㍻": "平成", "㍼": "昭和", "㍽": "大正", "㍾": "明治", "㋿": "令和"}
_SQUARES = re.compile("[㍻-㍾㋿]")
_SPACED = re.compile(r"\S(?: (?:[0-9]{2,4}(?= |$)|\S)){3,}")
_LETTER = re.compile("[ぁ-ヿ一-鿿々]")
_BETWEEN_NUMBERS = re.compile(r"(?<=[0-9]{2}) (?=[0-9])|(?<=[0-9]) (?=[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Shadow:
    """The shadow text and where its characters come from; `offsets` is None when it is one to one."""

    text: str
    source: str
    offsets: tuple[int, ...] | None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The part of the source that text[start:end] stands for."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]


def shadow(text: str) -> Shadow:
    """The shadow of `text`."""
    plain = text.translate(_WIDTH)
    if not _SPACED.search(plain) and not _SQUARES.search(plain):
        return Shadow(plain, text, None)
    dropped = {
        run.start() + place
        for run in _SPACED.finditer(plain)
        if len(_LETTER.findall(run[0])) >= 3
        for place, char in enumerate(run[0])
        if char == " " and not _BETWEEN_NUMBERS.match(plain, run.start() + place)
    }
    chars: list[str] = []
    offsets: list[int] = []
    for place, char in enumerate(plain):
        if place not in dropped:
            expanded = _SQUARE.get(char, char)
            chars.append(expanded)
            offsets.extend([place] * len(expanded))
    return Shadow("".join(chars), text, (*offsets, len(text)))
