"""Years, spans of years and dates as Japanese documents write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text import dates, era_year, fiscal_years, years


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("令和7年度", 2025, 2025),
        ("R7", 2025, 2025),
        ("Ｒ７年度", 2025, 2025),
        ("2025年度", 2025, 2025),
        ("２０２５年度", 2025, 2025),
        ("二〇二五年度", 2025, 2025),
        ("FY2025", 2025, 2025),
        ("令和七年度", 2025, 2025),
        ("令和元年度", 2019, 2019),
        ("令 和 ７ 年 度", 2025, 2025),
        ("㋿7年度", 2025, 2025),
        ("平成28年度", 2016, 2016),
        ("平成二十八年度", 2016, 2016),
        ("平成40年度", 2028, 2028),
        ("昭和60年度", 1985, 1985),
        ("H30年度", 2018, 2018),
        ("令和７（2025）年度", 2025, 2025),
        ("2025（令和７）年度", 2025, 2025),
        ("令和7年度（2025年度）", 2025, 2025),
        ("令和8年度から3年間", 2026, 2028),
        ("令和８年度からの５か年", 2026, 2030),
        ("令和8年度を初年度とする5年間", 2026, 2030),
        ("令和8～10年度", 2026, 2028),
        ("令和8年度～10年度", 2026, 2028),
        ("2026〜2028年度", 2026, 2028),
        ("2026〜28年度", 2026, 2028),
        ("令和８年度から令和10年度まで", 2026, 2028),
        ("令和8年度から10年度まで", 2026, 2028),
        ("平成30～令和2年度", 2018, 2020),
        ("R8～R10", 2026, 2028),
        ("R8-R10年度", 2026, 2028),
        ("令和８（2026）年度から令和12（2030）年度まで", 2026, 2030),
    ],
)
def test_a_spelling_of_fiscal_years_is_read(text: str, first: int, last: int) -> None:
    assert [(found.first, found.last) for found in fiscal_years(text)] == [(first, last)]
    assert [(found.first, found.last) for found in fiscal_years(f"本市では、{text}に行う。")] == [
        (first, last)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "七年度",
        "8年度",
        "2025人",
        "12,025年度の",
        "AR7",
        "R7A",
        "S3",
        "3年度間",
        "令和7年4月1日",
        "2,026年度",
        "三年度目",
        "R0",
        "0年度",
    ],
)
def test_what_is_no_fiscal_year_is_left(text: str) -> None:
    assert fiscal_years(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和７年度は準備、８年度に開始", [2025, 2026]),
        ("令和7・8年度", [2025, 2026]),
        ("平成30年度と元年度", [2018, 1989]),
        ("令和7（2024）年度", [2025, 2024]),
        ("令和9年度から令和11年", [2027]),
        ("令和6年度末、令和７年３月から令和７年度", [2024, 2025]),
    ],
)
def test_several_years_in_a_text(text: str, expected: list[int]) -> None:
    assert [found.first for found in fiscal_years(text)] == expected


def test_a_calendar_year_is_no_fiscal_year() -> None:
    assert [(found.first, found.fiscal) for found in years("令和7年の冬、令和7年度、R7")] == [
        (2025, False),
        (2025, True),
        (2025, None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和８年１月30日", (2026, 1, 30)),
        ("令和八年一月三十日", (2026, 1, 30)),
        ("2026年1月", (2026, 1, None)),
        ("R8.1.30", (2026, 1, 30)),
        ("2026/1/30", (2026, 1, 30)),
        ("2026-01-30", (2026, 1, 30)),
        ("平成31年4月", (2019, 4, None)),
    ],
)
def test_a_spelling_of_a_date_is_read(text: str, expected: tuple[int, int, int | None]) -> None:
    assert [(found.year, found.month, found.day) for found in dates(f"同市は{text}に")] == [expected]


def test_an_impossible_date_is_none() -> None:
    assert dates("令和8年13月1日") == ()
    assert dates("2026/1/45") == ()


@given(st.integers(1, 30), st.sampled_from(["令和{}年度", "R{}年度", "令 和 {} 年 度"]))
def test_era_and_western_spelling_agree(number: int, form: str) -> None:
    western = fiscal_years(f"{era_year('令和', number)}年度")[0]
    japanese = fiscal_years(form.format(number))[0]
    assert (western.first, western.last, western.fiscal) == (japanese.first, japanese.last, japanese.fiscal)


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("令和平成RＲ7８12０元年度月日から～（）. ㋿十二"), st.characters())
    )
)
def test_every_mention_is_a_part_of_the_text_in_order(text: str) -> None:
    end = 0
    for found in years(text):
        assert found.text == text[found.start : found.end] != ""
        assert found.start >= end
        end = found.end
    for date in dates(text):
        assert date.text == text[date.start : date.end]


@pytest.mark.parametrize(
    "text",
    ["2020~" * 5_000, "令和1~" * 5_000, "令和7(" * 5_000, "1年度" * 5_000, "R7." * 5_000, "7 " * 9_000],
)
def test_a_hostile_text_ends_soon(text: str) -> None:
    assert len(years(text)) <= len(text)
    assert len(dates(text)) <= len(text)


@pytest.mark.parametrize(("era", "number"), [("令和", 0), ("平成", -1)])
def test_a_year_below_one_is_refused(era: str, number: int) -> None:
    with pytest.raises(ValueError, match=era):
        era_year(era, number)
