"""How Japanese official papers number their parts (見出し番号): the marks, and which stands over which.

The order follows the rules for official documents (公用文: 第1 → 1 → (1) → ア → (ア) → a → (a)) and the chapters
of laws and plans (編・章・節・款), with Roman numerals over plain ones and circled numbers under bracketed ones.
`mark_of` reads the mark at the head of a line; whether the line is a heading or a list item is not decided here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMBER = r"[0-9０-９一二三四五六七八九十百]+"
_DIGITS = r"[0-9０-９]{1,3}"
_DOT = r"[.．・\-－‐]"
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"

_GRAMMAR: tuple[tuple[str, str], ...] = (
    ("編", rf"第{_NUMBER}[編部](?=[\s　:：]|$|\D)"),
    ("章", rf"第{_NUMBER}章"),
    ("節", rf"第{_NUMBER}節"),
    ("款", rf"第{_NUMBER}[款目項]"),
    ("条", rf"第{_NUMBER}条(?:の{_NUMBER})?"),
    ("Ⅰ-1", rf"[Ⅰ-Ⅻ][\-－‐−]{_DIGITS}"),
    ("Ⅰ", r"[Ⅰ-Ⅻ]+[.．、]?"),
    ("附", r"(?:別紙|別添|参考|資料|付録|附則|別表|参考資料)[0-9０-９]{1,2}(?=[\s　:：])"),
    ("第1", rf"第{_NUMBER}(?=[\s　.．])"),
    ("1.1.1.1", rf"{_DIGITS}(?:{_DOT}{_DIGITS}){{3}}[.．]?(?=\D)"),
    ("1.1.1", rf"{_DIGITS}(?:{_DOT}{_DIGITS}){{2}}[.．]?(?=\D)"),
    ("1.1", rf"{_DIGITS}{_DOT}{_DIGITS}[.．]?(?=[^\d０-９.．％%])"),
    ("(1)", rf"[(（]{_DIGITS}[)）]"),
    ("1)", rf"{_DIGITS}[)）]"),
    ("1", rf"{_DIGITS}[.．、](?=\D)|{_DIGITS}(?=[\s　])"),
    ("(ア)", rf"[(（][{_KANA}][)）]"),
    ("(a)", r"[(（][a-zａ-ｚA-Z][)）]"),
    ("(一)", r"[(（][一二三四五六七八九十]+[)）]"),
    ("一", r"[一二三四五六七八九十]{1,2}[、．.](?=\S)|[一二三四五六七八九十]{1,2}(?=[\s　])"),
    ("①", r"[①-⑳❶-❿⓫-⓴㉑-㊿]"),
    ("ア", rf"[{_KANA}](?=[\s　.．、)）])[.．、)）]?"),
    ("a", r"[a-zａ-ｚ][.．、)）]"),
    ("A", r"[A-ZＡ-Ｚ][.．、)）](?=\D)"),
    ("■", r"[■◼▉█]"),
    ("◆", r"[◆◇❖]"),
    ("●", r"[●⚫⬤]"),
    ("○", r"[○◯〇⚪◎](?![○◯〇])"),
    ("□", r"[□▢☐]"),
    ("▼", r"[▼▽▶►▷➢➤⮚]"),
    ("★", r"[★☆✦]"),
    ("・", r"[・･•◦▪▫∙‣⁃➣✓✔☑\ue000-\uf8ff](?=.)"),
    ("-", r"[-－–—―‐](?=[\s　])"),
    ("※", r"[※＊*](?:[0-9０-９]{1,2})?"),
    ("【】", r"【[^】]{1,30}】"),
    ("〈〉", r"[〈＜<《≪][^〉＞>》≫]{1,30}[〉＞>》≫]"),
)
_HIERARCHY = (
    "編", "章", "節", "款", "条", "Ⅰ", "Ⅰ-1", "第1", "一", "1", "1.1", "1.1.1", "1.1.1.1", "(1)", "(一)", "1)", "A", "ア", "(ア)",
    "①", "a", "(a)",
)  # fmt: skip
RANK = {kind: rank for rank, kind in enumerate(_HIERARCHY)}
"""0 = highest; for marks that number parts. The signs ■ ○ ・ have no fixed order among papers."""
_PATTERN = re.compile("|".join(f"(?P<k{i}>{pattern})" for i, (_, pattern) in enumerate(_GRAMMAR)))
_PLAIN = f"k{[kind for kind, _ in _GRAMMAR].index('1')}"
BULLETS = frozenset({"・", "-", "※", "▼", "★", "□"})
SIGNS = frozenset({"■", "◆", "●", "○", "□", "▼", "★", "【】", "〈〉"})
"""Marks that do not count: their level follows from the paper, not from a rule."""


class Mark(NamedTuple):
    """The mark at the head of a line."""

    kind: str
    """A kind of the grammar: 章, 1.1, (1), ア, ○ …"""
    text: str
    """To the letter."""


def mark_of(text: str) -> Mark | None:
    """The mark with which a line begins, if it does; a line that is nothing but a number has none."""
    found = _PATTERN.match(text)
    if not found or (found.end() == len(text) and found.lastgroup == _PLAIN):
        return None
    kind = _GRAMMAR[int((found.lastgroup or "k0")[1:])][0]
    if kind in ("1", "1.1") and _UNIT.match(text, found.end()):
        return None
    return Mark(kind, found.group())


_UNIT = re.compile(
    r"(?:年|月|日|時|分|秒|人|名|件|円|千円|万|億|兆|％|%|割|倍|回|台|個|か所|カ所|ヶ所|箇所|歳|代|世帯|戸|校|社|団体|"
    r"頁|枚|冊|点|位|番|号|次|期|級|階|km|cm|mm|kg|㎡|ｍ|つ)"
)
"""A number right before one of these is an amount or a date (３つの目標), not the number of a part."""
WEAK = frozenset({"1", "一", "-", "第1", "1.1"})
"""Marks that also begin the wrapped line of a sentence (… 平成 / 30 年度 …)."""
