"""What the columns of a table hold, by their heads: names vary from town to town, the words they are made
of hardly.

A head is matched folded (spaces and widths gone) against words for each role, the most telling role first:
what merely accompanies an amount (財源内訳, 増減, 構成比) must not be taken for one, and 基本目標 or
現状と課題 are not figures. Year and unit are read from the head too: Ｒ８年度当初予算額, 事業費(千円),
目標値(令和10年度).
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from flows.text import fiscal_years, fold


class Role(Enum):
    """What a column is for."""

    DIFFERENCE = auto()
    """増減, 構成比: never an amount."""
    FUNDING = auto()
    """財源内訳: 国, 県, 地方債, 一般財源."""
    DEPARTMENT = auto()
    UNIT = auto()
    PERIOD = auto()
    AMOUNT = auto()
    TARGET = auto()
    BASELINE = auto()
    INDICATOR = auto()
    DETAIL = auto()
    NAME = auto()
    YEAR = auto()
    """A fiscal year and nothing else."""
    OTHER = auto()


_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.DIFFERENCE,
        re.compile(
            r"増減|比較|差引|伸び?率|構成比|前年度?比|増加率|達成率|進捗率|執行率|現在高|残高|起債額|元金|利子"
        ),
    ),
    (
        Role.FUNDING,
        re.compile(
            r"財源|国庫|国費|[国県都道府]支出金|県費|地方債|起債|市債|町債|村債|一財"
            r"|^(?:\(?[国県都道府債]\)?|その他|特財|特定)$"
        ),
    ),
    (
        Role.DEPARTMENT,
        re.compile(
            r"^(?:主|主管|所管|担当|所属|実施|関係|関連|取組)?(?:課|室|部署|部局|部課|課室|所属|所管)(?:名|等|\(|・|$)|担当$"
        ),
    ),
    (Role.OTHER, re.compile(r"款|^(?:項|目|節|番号|№|No\.?|コード|頁|ページ)$", re.IGNORECASE)),
    (Role.UNIT, re.compile(r"^単位$")),
    (Role.PERIOD, re.compile(r"計画の?期間|対象期間|実施期間|取組期間|^期間$")),
    (
        Role.AMOUNT,
        re.compile(
            r"予算|決算|(?<!主な)事業費|経費|金額|費用|補正額|限度額|見込額|交付額|補助額|所要額|計上額|コスト|(?:料|費|額)(?:\(|$)"
        ),
    ),
    (
        Role.TARGET,
        re.compile(
            r"(?<!基本)(?<!重点)(?<!施策)(?<!政策)(?<!行動)(?<!個別)目標(?!名|と|の|を|像|達成)|目指す値|めざす値|到達値"
        ),
    ),
    (
        Role.BASELINE,
        re.compile(
            r"(?:現状|現況|基準|実績|初期|当初|策定時)(?:の)?(?:値|数値|年|年度|時|\(|$)|^(?:現状|現況|基準|実績)(?![とやの・及])"
        ),
    ),
    (Role.INDICATOR, re.compile(r"指標(?!の説明)|K[PG]I|アウトカム|アウトプット", re.IGNORECASE)),
    (Role.DETAIL, re.compile(r"内容|概要|説明|摘要|備考|積算|内訳|考え方")),
    (
        Role.NAME,
        re.compile(
            r"事業|施策|取組|取り組み|業務|項目|事項|件名|名称|手続|システム|計画|費目|区分|サービス|メニュー"
        ),
    ),
)
_MONEY = re.compile(r"(千円|百万円|万円|億円|円)(?=[)、,，・%％/／。]|$)")
_UNIT_NOTE = re.compile(r"単位[:：は]?\(?(千円|百万円|万円|億円|円)")
MONEY = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}


@dataclass(frozen=True, slots=True)
class Column:
    """A column's role, and the year and money unit that its head states."""

    role: Role
    head: str
    year: int | None
    money: str


def column(head: str) -> Column:
    """The column under this head."""
    plain = fold(head)
    mentioned = fiscal_years(head) or fiscal_years(plain)
    year = mentioned[-1].last if mentioned else None
    role = next((role for role, words in _ROLES if words.search(plain)), Role.OTHER)
    if role is Role.OTHER and mentioned and _only_years(plain):
        role = Role.YEAR
    money = _MONEY.search(plain)
    return Column(role, head, year, money[1] if money else "")


def _only_years(plain: str) -> bool:
    """Nothing but the year and brackets: 令和8年度, R8, (2026年度), 令和8(2026)."""
    rest = plain
    for found in sorted(fiscal_years(plain), key=lambda year: -year.start):
        rest = rest[: found.start] + rest[found.end :]
    return len(re.sub(r"[()年度中末~・]", "", rest)) == 0


def money_unit(text: str) -> str:
    """The unit that a note states for a whole table: (単位：千円、％) → 千円; "" without one."""
    note = _UNIT_NOTE.search(fold(text))
    return note[1] if note else ""
