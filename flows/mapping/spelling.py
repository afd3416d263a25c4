"""One spelling for matching (表記ゆれ): folded, lower case, and the variants officials write brought together.

Built on `flows.text.fold`; for matching only. Applied to cues and texts alike, so a cue is written once.
"""

import re

from flows.text import fold

_VARIANTS = {
    "取り組み": "取組", "取組み": "取組", "取り組む": "取組む", "手続き": "手続", "申し込み": "申込", "申込み": "申込",
    "問い合わせ": "問合せ", "問合わせ": "問合せ", "位置づけ": "位置付け", "障がい": "障害", "漏洩": "漏えい",
    "ソフトウエア": "ソフトウェア", "グループウエア": "グループウェア", "ディジタル": "デジタル", "見なおし": "見直し",
    "デジタル・トランスフォーメーション": "dx", "デジタルトランスフォーメーション": "dx", "dx(dx)": "dx",
    "個人番号カード": "マイナンバーカード", "マイナカード": "マイナンバーカード", "wi‐fi": "wi-fi", "wifi": "wi-fi",
    "web会議": "ウェブ会議", "wi-fi": "wi-fi", "コンビニエンスストア": "コンビニ", "サーバー": "サーバ",
    "eltax": "eltax", "el‐qr": "el-qr", "取扱い": "取扱", "行ない": "行い", "引っ越し": "引越し", "引越": "引越",
    "窓口に来なくて": "行かない窓口", "スマートホン": "スマートフォン", "ｰ": "ー",
}  # fmt: skip
_PATTERN = re.compile("|".join(sorted(map(re.escape, _VARIANTS), key=len, reverse=True)))
_DOUBLE = re.compile(r"dx[(（]dx[)）]")


def canonical(text: str) -> str:
    """The text as matching sees it: `fold`, lower case, one spelling of each variant."""
    return _DOUBLE.sub("dx", _PATTERN.sub(lambda found: _VARIANTS[found.group()], fold(text).lower()))
