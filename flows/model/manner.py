"""How the plan is written and laid out (書き方・書式): what a municipality settles once for its plan.

The values are the words that staff write in municipality.yaml. Manner is what the text follows and every text of the
plan's own obeys it; Layout only says how the pages look, and what it leaves open is as the reference document has it.
"""

from enum import StrEnum

from flows.model.base import Value


class Prose(StrEnum):
    """How a sentence ends (文体)."""

    POLITE = "です・ます"
    PLAIN = "である"


class Digits(StrEnum):
    """Width of Arabic figures (算用数字の幅)."""

    HALF = "半角"
    FULL = "全角"
    MIXED = "一桁は全角"
    """One digit is full width, two and more are half width."""


class EraForm(StrEnum):
    """How years are given (年の表し方)."""

    SOURCE = "資料のまま"
    ERA = "和暦"
    WESTERN = "西暦"
    BOTH = "併記"
    """令和8年度（2026年度）"""


class Numbering(StrEnum):
    """Numbers of chapters and what is below them (見出しの番号)."""

    CHAPTER = "第1章"
    """第1章 → 1 → (1) → ア"""
    FIRST = "第1"
    """第1 → 1 → (1) → ア, as 公用文作成の考え方 has it"""


class Marks(StrEnum):
    """Comma and full stop (句読点)."""

    TEN = "、。"
    COMMA = "，。"


class Fonts(StrEnum):
    """Typefaces of the theme: Gothic for heads, Mincho for running text (書体)."""

    BIZ_UD = "BIZ UD"
    MS = "MS"
    YU = "游"


class Paper(StrEnum):
    """Size and direction of the page (用紙)."""

    A4 = "A4縦"
    A4_WIDE = "A4横"
    B5 = "B5縦"


class LineSpacing(StrEnum):
    """Distance of lines in running text (行間)."""

    NORMAL = "標準"
    NARROW = "狭い"
    WIDE = "広い"


class Manner(Value):
    """How the plan is written (書き方)."""

    prose: Prose = Prose.POLITE
    digits: Digits = Digits.HALF
    era: EraForm = EraForm.SOURCE
    numbering: Numbering = Numbering.CHAPTER
    punctuation: Marks = Marks.TEN


class Layout(Value):
    """How the pages look (書式); None: as the reference document has it."""

    fonts: Fonts | None = None
    paper: Paper | None = None
    line_spacing: LineSpacing | None = None
