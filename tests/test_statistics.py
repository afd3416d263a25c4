"""Figures of tables become sentences of a fixed form; nothing is stated that the table leaves open."""

import pytest
from tables_of_municipalities import CODES, NAMES, OWN, document, population

from flows.composition import forms
from flows.model import Municipality, Statistic
from flows.statistics import find


def found(*documents: object, own: Municipality = OWN) -> dict[str, Statistic]:
    return {each.pattern: each for each in find(documents, own, forms())}  # type: ignore[arg-type]


def texts(statistic: Statistic) -> list[str]:
    return [each.text for each in (*statistic.figures, *statistic.words)]


def test_population_is_read_with_date_and_place() -> None:
    made = found(population())
    assert texts(made["population"]) == ["42,000人", "令和7年1月1日"]
    assert made["population"].figures[0].cell == "人口!F7"
    assert texts(made["natural_change"]) == ["300人", "500人", "令和6年"]
    assert texts(made["sexes"]) == ["20,000人", "22,000人", "令和7年1月1日"]


def test_nothing_is_read_for_a_municipality_that_is_not_in_the_table() -> None:
    assert found(population(), own=Municipality(name="遠山市", code="199001", prefecture="山梨県")) == {}


def cards(*heads: str, own_row: tuple[str, ...], line: str = "") -> dict[str, Statistic]:
    body = tuple(
        (CODES[name], "福井県", name, *(own_row if name == OWN.name else ("1",) * len(own_row)))
        for name in NAMES
    )
    lines = (line,) if line else ()
    return found(document((("団体コード", "都道府県名", "市区町村名", *heads), *body), *lines))


def test_a_column_of_dates_dates_the_figures_beside_it() -> None:
    made = cards(
        "交付枚数", "交付件数基準日", "人口算出基準日", own_row=("22,465", "2022/12/31", "2022/01/01")
    )
    assert texts(made["card_count"]) == ["22,465枚", "令和4年12月31日"]


@pytest.mark.parametrize(
    ("heads", "row", "line", "why"),
    [
        (("交付枚数",), ("22,465",), "", "no date at all"),
        (("交付枚数",), ("22,465",), "令和4年12月31日（人口は令和4年1月1日）", "two dates"),
        (("交付枚数", "交付枚数"), ("22,465", "9"), "令和4年12月31日現在", "two columns of that name"),
        (("交付枚数",), ("約22,000",), "令和4年12月31日現在", "no exact figure"),
        (("交付枚数",), ("－",), "令和4年12月31日現在", "no figure"),
        (("交付枚数",), ("22",), "令和4年12月31日現在（単位：千枚）", "counted in thousands"),
        (("未交付枚数",), ("22,465",), "令和4年12月31日現在", "another head"),
    ],
)
def test_what_is_open_is_not_stated(
    heads: tuple[str, ...], row: tuple[str, ...], line: str, why: str
) -> None:
    assert "card_count" not in cards(*heads, own_row=row, line=line), why


@pytest.mark.parametrize(("title", "read"), [("福井県内", True), ("富山県内", False), ("県内", True)])
def test_a_namesake_in_the_table_of_another_prefecture_is_not_read(title: str, read: bool) -> None:
    rows = tuple((name, str(30000 + at)) for at, name in enumerate(NAMES))
    made = found(document((("市町村名", "保有枚数"), *rows), f"{title}の市町村（令和7年3月31日現在）"))
    assert ("card_held" in made) is read


def indicators(*rows: tuple[str, ...]) -> dict[str, list[str]]:
    head = ("指標名", "単位", "現状値（令和５年度）", "実績値（令和７年度）", "目標値（令和11年度）")
    paper = document((head, *rows), path="計画.pdf")
    return {each.pattern: texts(each) for each in find([paper], OWN, forms())}


def test_the_newest_value_of_an_indicator_is_held_against_its_target() -> None:
    made = indicators(("オンライン手続の数", "手続", "40", "68", "120"))
    assert made["goal_count"] == [
        "68手続",
        "120手続",
        "オンライン手続の数",
        "手続",
        "令和7年度",
        "令和11年度",
    ]


def test_a_share_is_compared_in_points() -> None:
    made = indicators(("電子決裁の割合", "％", "0.0", "45.5", "90.0"))
    assert list(made) == ["goal_share"]


@pytest.mark.parametrize("value", ["導入", "約70", "70以上", "60～70", ""])
def test_an_older_value_is_taken_with_its_year_where_the_newest_is_no_exact_figure(value: str) -> None:
    made = indicators(("手続の数", "手続", "40", value, "120"))
    assert made == {"goal_count": ["40手続", "120手続", "手続の数", "手続", "令和5年度", "令和11年度"]}
