"""The units of rates and counts (助数詞): money, years and ordinals have facts of their own, or none."""

import re

COUNTER = re.compile(
    r"%|ポイント|パーミル|割|件|人|名|台|手続|業務|枚|団体|回|時間|箇所|世帯|校|課|種類|施設|事業|システム|市町村|自治体"
    r"|戸|店舗|社|項目|講座|教室|会場|通|冊|点|本"
)
"""Matches a whole unit as `flows.text.numbers` gives it."""
