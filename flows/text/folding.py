"""Folding: the form in which two spellings of the same text are equal. For matching only, never for output.

Equal after folding: width (ＤＸ = DX, ｶﾞ = ガ), composition (カ゛ = ガ), radicals (⾏ = 行), compatibility
ideographs, variation selectors, all white space, soft hyphens, zero-width and control characters, glyphs of
private use (bullets of symbol fonts), the hyphens and dashes among themselves, the wave dashes likewise.

Kept apart, because they mean something: case, 、 and ，, ー and -, kana and kana, and the characters that
NFKC would melt into a neighbouring digit: ① ⒈ ½ (①20 is not 120). Superscripts do fold (m² = ㎡ = m2).

`fold(fold(x)) == fold(x)`; `fold_map` gives the same text with the place of each character in the original.
"""

import re
import unicodedata
from typing import NamedTuple

from flows.text.radicals import RADICALS

_DROPPED = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    r"\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_DROP = re.compile(f"[{_DROPPED}]+")
_RADICAL = re.compile("[⺀-⿟]")
_KEPT = re.compile("([¼-¾⅐-⅟↉①-⑳⒈-⒛⓪-⓿❶-➓㉐-㉟㊱-㊿]+)")
_DASH = re.compile("[‐‑‒–—―−﹘﹣]")
_WAVE = re.compile("[〜∼～]")
# Each of these begins anew whatever stands before it, so a map may be cut in front of it.
_PLAIN = re.compile(r"[!-~、-〕〜ぁ-ゖァ-ヺー-ヿ一-鿿！-～]")


class FoldMap(NamedTuple):
    """Folded text with its place in the original."""

    folded: str
    offsets: tuple[int, ...]
    """offsets[i]: where folded[i] begins in the original; one more at the end, the original's length."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original that folded[start:end] came from."""
        return self.offsets[start], self.offsets[end]


def fold(text: str) -> str:
    """The form in which two spellings of the same text are equal."""
    text = _DROP.sub("", _RADICAL.sub(_unified, text))
    if not _KEPT.search(text):
        return _compose(text)
    return "".join(part if _KEPT.match(part) else _compose(part) for part in _KEPT.split(text))


def fold_map(text: str) -> FoldMap:
    """`fold(text)` with the offset of each of its characters in `text`."""
    folded: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(text):
        end, piece = _piece(text, start)
        folded.append(piece)
        offsets.extend([start] * len(piece))
        start = end
    return FoldMap("".join(folded), (*offsets, len(text)))


def _piece(text: str, start: int) -> tuple[int, str]:
    """End and folded text of the shortest piece from `start` that folds alone as it does in its place."""
    end = start + 1
    while end < len(text) and not _PLAIN.match(text, end):
        if run := _DROP.match(text, end):
            end = run.end()
            continue
        here = fold(text[end])
        if here and not unicodedata.combining(here[0]) and not _joins(text[start:end], text[end]):
            break
        end += 1
    return end, fold(text[start:end])


def _joins(before: str, char: str) -> bool:
    """A few starters still compose with what precedes them (Hangul vowels, some Indic ones)."""
    return fold(before + char) != fold(before) + fold(char)


def _compose(text: str) -> str:
    text = _DROP.sub("", unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFC", _WAVE.sub("~", _DASH.sub("-", text)))


def _unified(radical: re.Match[str]) -> str:
    return radical[0].translate(RADICALS)
