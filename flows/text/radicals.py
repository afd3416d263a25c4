"""Radicals that fonts put in place of ideographs (CJK部首補助・康熙部首).

A PDF maker that looks a glyph's character up backwards finds the radical ⾏ where the author wrote 行: to the
eye they are one, to a search they are not. NFKC repairs the block U+2F00–2FDF, almost nothing of U+2E80–2EFF.
The table for that block is Equivalent_Unified_Ideograph of Unicode 14.0: one ideograph
for each code point from U+2E81 to U+2EF3; 〓 stands where Unicode names none.

Two radicals lead to forms that Japanese does not use, while Japanese fonts draw them as 戸 and 黒: those win.
"""

import unicodedata
from collections.abc import Iterator

_SUPPLEMENT_START = 0x2E81
_SUPPLEMENT = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵〓旡日月歺母民"
    "氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹"
    "虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣"
    "𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
_JAPANESE = {"⼾": "戸", "⿊": "黒"}
_COMPATIBILITY = ((0x2F00, 0x2FD6), (0xF900, 0xFB00), (0x2F800, 0x2FA20))


def _pairs() -> Iterator[tuple[int, str]]:
    for offset, ideograph in enumerate(_SUPPLEMENT):
        if ideograph != "〓":
            yield _SUPPLEMENT_START + offset, ideograph
    for first, end in _COMPATIBILITY:
        for code in range(first, end):
            normal = unicodedata.normalize("NFKC", chr(code))
            if normal != chr(code):
                yield code, normal
    for radical, ideograph in _JAPANESE.items():
        yield ord(radical), ideograph


UNIFIED: dict[int, str] = dict(_pairs())
"""Radical or compatibility ideograph → the ideograph that Japanese text uses; for `str.translate`."""

RADICALS: dict[int, str] = {code: unified for code, unified in UNIFIED.items() if code < 0x3000}
"""The radicals alone."""
