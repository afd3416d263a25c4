"""What a figure counts (単位・助数詞): spellings that mean the same become one.

A counter that is not listed is the run of kanji (at most four), katakana or letters behind the figure.
"""

import re

_ALIASES = {
    "%": ("パーセント", "%", "㌫"),
    "ポイント": ("%ポイント", "パーセントポイント", "ポイント", "pt"),
    "箇所": ("箇所", "か所", "カ所", "ヶ所", "ケ所", "ヵ所", "個所"),
    "か月": ("箇月", "か月", "カ月", "ヶ月", "ケ月", "ヵ月", "個月"),
    "か年": ("箇年", "か年", "カ年", "ヶ年", "ケ年", "ヵ年"),
    "か国": ("箇国", "か国", "カ国", "ヶ国", "ヵ国"),
    "m2": ("㎡", "m²", "m2", "平方メートル"),
    "km2": ("㎢", "km²", "km2", "平方キロメートル"),
    "km": ("キロメートル", "㎞", "km"),
    "m": ("メートル", "m"),
    "ha": ("ヘクタール", "㏊", "ha"),
    "t": ("トン", "t"),
    "kg": ("キログラム", "㎏", "kg"),
    "つ": ("つ",),
    "人": ("人",),
    "円": ("円",),
}
_PLAIN = """
年度 年間 年 月 日間 日 週間 時間 時 分 秒 名 件 台 戸 世帯 個 本 部 枚 冊 通 票 回 歳 点 倍 割 期 次 位 階
校 園 社 店 館 室 班 課 係 局 団体 業務 分野 項目 種類 手続 手続き 施策 事業 課題 取組 柱 本柱 段階 区分 路線 便
区画 組 自治体 都道府県 市町村 市町 市 区 町 村 章 節 条 項 号 版 頁 ページ システム サービス ドル ギガ メガ
"""
_UNITS = {spelling: unit for unit, spellings in _ALIASES.items() for spelling in spellings} | {
    u: u for u in _PLAIN.split()
}
_KNOWN = re.compile("|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True)))
_WORD_GOES_ON = {
    "分": "の野析散類担け",
    "時": "代",
    "本": "市町村県庁計年人当格来",
    "人": "口材々",
    "月": "額",
    "部": "門分",
    "日": "本",
    "市": "民",
    "点": "検",
}
_OTHER = re.compile(r"[一-鿿々]{1,4}|[ァ-ヺー]{1,12}|[A-Za-z]{1,6}(?![A-Za-z])")


def unit_at(text: str, start: int) -> tuple[str, int]:
    """The unit beginning at `start` (or one space later) and where it ends; ("", start) if there is none."""
    place = start + 1 if text[start : start + 1] == " " else start
    known, other = _KNOWN.match(text, place), _OTHER.match(text, place)
    if known and not _goes_on(known[0], text[known.end() : known.end() + 1]):
        return _UNITS[known[0]], known.end()
    if other and place == start:
        return other[0], other.end()
    return "", start


def is_counter(text: str, start: int) -> bool:
    """Whether a listed counter begins here: only then is a single kanji numeral before it a figure."""
    return bool(_KNOWN.match(text, start))


def _goes_on(counter: str, char: str) -> bool:
    """5分野 does not count minutes."""
    return bool(char) and char in _WORD_GOES_ON.get(counter, "")
