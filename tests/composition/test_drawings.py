"""A table is drawn when its figures are of one kind; the picture never mixes units."""

import pytest

from flows.composition.drawings import drawing, shares_of
from flows.model import Chart, Drawing
from flows.writers.docx.charts import Figures, figures
from tests.writers.specimen import Blocks

POPULATION = [
    ["区分", "平成26年", "", "令和元年", "", "令和6年", ""],
    ["", "人数", "構成比", "人数", "構成比", "人数", "構成比"],
    ["0～14歳", "6,310", "11.9", "5,600", "11.0", "4,720", "9.8"],
    ["合計", "53,010", "100.0", "51,010", "100.0", "48,390", "100.0"],
]
DOWN = [
    ["年度", "件数（件）", "割合（％）", "職員（人）"],
    ["令和5年度", "718", "31.2", "12"],
    ["令和6年度", "984", "35.0", "12"],
    ["令和7年度", "1,204", "41.3", "13"],
]
CHOICES = [
    ["選択肢", "回答数", "割合（％）"],
    ["証明書の請求", "563", "61.7"],
    ["引越しの手続", "402", "44.1"],
    ["施設の予約", "357", "39.1"],
]


def drawn(rows: list[list[str]], heads: int) -> tuple[Drawing | None, Figures | None]:
    table = Blocks("k").table([list(row) for row in rows], "調査結果", heads=heads)
    plan = drawing(table)
    return plan, figures(table.model_copy(update={"chart": plan}))


def test_of_the_columns_under_each_year_one_kind_is_drawn() -> None:
    plan, picture = drawn(POPULATION, 2)
    assert plan == Drawing(kind=Chart.LINE, rows=(2, 3), columns=(1, 3, 5))
    assert picture == Figures(
        ("平成26年", "令和元年", "令和6年"),
        (("0～14歳", (6310.0, 5600.0, 4720.0)), ("合計", (53010.0, 51010.0, 48390.0))),
    )


def test_years_down_the_first_column_draw_the_columns_of_one_unit() -> None:
    plan, picture = drawn(DOWN, 1)
    assert plan == Drawing(kind=Chart.LINE, rows=(1, 2, 3), columns=(1,), down=True)
    assert picture == Figures(
        ("令和5年度", "令和6年度", "令和7年度"), (("件数（件）", (718.0, 984.0, 1204.0)),)
    )


def test_the_shares_of_a_question_are_bars() -> None:
    plan, picture = drawn(CHOICES, 1)
    assert plan == Drawing(kind=Chart.BAR, rows=(1, 2, 3), columns=(2,), down=True)
    assert picture == Figures(
        ("証明書の請求", "引越しの手続", "施設の予約"), (("割合（％）", (61.7, 44.1, 39.1)),)
    )


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ([["対象", "18歳以上の市民"], ["回収数（人）", "912"], ["回収率（％）", "45.6"]], 0),
        ([["年度", "取組"], ["令和5年度", "実証"], ["令和6年度", "導入"], ["令和7年度", "拡充"]], 1),
        ([["区分", "令和6年度", "令和7年度"], ["件数", "10", "20"]], 1),
        ([["選択肢", "割合（％）"], ["はい", "61.7"], ["いいえ", "38.3"]], 1),
        ([["区分", "令和5年度"], ["件数"]], 1),
    ],
    ids=["names and values", "words over years", "two years", "two choices", "a torn table"],
)
def test_what_makes_no_picture_is_left_to_the_table(rows: list[list[str]], heads: int) -> None:
    assert drawn(rows, heads) == (None, None)


def test_indicators_in_per_cent_stand_side_by_side_and_others_stay_out() -> None:
    head = ["指標名", "単位", "現状値", "現状値の年度", "目標値", "目標値の年度"]
    rows = [
        ["保有率", "％", "72.4", "令和5年度", "90.0", "令和11年度"],
        ["利用件数", "件", "6,480", "令和5年度", "15,000", "令和11年度"],
        ["電子決裁の割合", "％", "0.0", "令和5年度", "90.0", "令和11年度"],
        ["受講率", "％", "要確認", "令和5年度", "100", "令和11年度"],
    ]
    table = Blocks("k").table([head, *rows], "指標")
    plan = shares_of(table, 1, (2, 4))
    assert plan == Drawing(kind=Chart.BAR, rows=(1, 3), columns=(2, 4), down=True)
    assert figures(table.model_copy(update={"chart": plan})) == Figures(
        ("保有率", "電子決裁の割合"), (("現状値", (72.4, 0.0)), ("目標値", (90.0, 90.0)))
    )
    assert shares_of(Blocks("k").table([head, *rows[:2]], "指標"), 1, (2, 4)) is None
