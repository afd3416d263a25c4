"""Figures, commas and years in another form say what they said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.model import EraForm
from flows.text import (
    dates,
    fold,
    full,
    half,
    mixed,
    numbers,
    restated,
    same_figures,
    with_comma,
    with_ten,
    years,
)

SENTENCES = st.lists(
    st.sampled_from(
        [
            *"令和平成昭2026年度月日（）()、。，．,.０１８９038%％件円",
            "令和８年度",
            "令和7～9年度",
            "2026年度",
            "平成31年4月1日",
            "令和元年",
            "から3年間",
            "R7",
            "Ｒ７",
            "１，２３４千円",
            "45.6％",
            "8年度",
            "昭和22年法律第67号",
            "2025年の崖",
        ]
    ),
    max_size=9,
).map("".join)


@pytest.mark.parametrize(
    ("text", "narrow", "wide", "one"),
    [
        ("１，２３４件", "1,234件", "１，２３４件", "1,234件"),
        ("第２次、10か所", "第2次、10か所", "第２次、１０か所", "第２次、10か所"),
        ("45.6％", "45.6％", "４５．６％", "45.6％"),
        ("Ｒ７と５Ｇ", "R7と5G", "Ｒ７と５Ｇ", "Ｒ７と５Ｇ"),
        ("ISO27001", "ISO27001", "ISO27001", "ISO27001"),
        ("ＤＸと①", "ＤＸと①", "ＤＸと①", "ＤＸと①"),
    ],
)
def test_figures_take_the_chosen_width_as_a_whole(text: str, narrow: str, wide: str, one: str) -> None:
    assert (half(text), full(text), mixed(text)) == (narrow, wide, one)


@given(SENTENCES)
def test_width_changes_nothing_that_folding_sees(text: str) -> None:
    for change in (half, full, mixed):
        assert fold(change(text)) == fold(text)
        assert change(change(text)) == change(text)


@pytest.mark.parametrize(
    ("text", "ten", "comma"),
    [
        ("窓口，予約、電話", "窓口、予約、電話", "窓口，予約，電話"),
        ("１，２３４件、７、８月", "１，２３４件、７、８月", "１，２３４件，７、８月"),
    ],
)
def test_a_comma_takes_the_chosen_shape_outside_figures(text: str, ten: str, comma: str) -> None:
    assert (with_ten(text), with_comma(text)) == (ten, comma)


@given(SENTENCES)
def test_commas_leave_every_figure_its_value(text: str) -> None:
    for change in (with_ten, with_comma):
        assert change(change(text)) == change(text)
        assert [n.value for n in numbers(change(text))] == [n.value for n in numbers(text)]
    assert with_ten(with_comma(text)) == with_ten(text)


@pytest.mark.parametrize(
    ("text", "era", "western", "both"),
    [
        (
            "令和８年度から令和10年度まで",
            "令和８年度から令和10年度まで",
            "2026年度から2028年度まで",
            "令和８年度（2026年度）から令和10年度（2028年度）まで",
        ),
        ("2026年度末", "令和8年度末", "2026年度末", "令和8年度（2026年度）末"),
        ("平成31年4月", "平成31年4月", "2019年4月", "平成31年（2019年）4月"),
        ("2019年6月", "令和元年6月", "2019年6月", "令和元年（2019年）6月"),
        (
            "2026年1月30日",
            "令和8年1月30日",
            "2026年1月30日",
            "令和8年（2026年）1月30日",
        ),
        ("（令和7年度の資料）", "（令和7年度の資料）", "（2025年度の資料）", "（令和7年度の資料）"),
    ],
)
def test_a_year_takes_the_chosen_form(text: str, era: str, western: str, both: str) -> None:
    assert [restated(text, form) for form in (EraForm.ERA, EraForm.WESTERN, EraForm.BOTH)] == [
        era,
        western,
        both,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "昭和22年法律第67号",
        "2025年の崖",
        "令和7年度から9年度まで",
        "令和7～9年度",
        "2019年の調査",
        "令和８（2026）年度",
        "令和8年度（2026年度）",
        "R7",
        "午後8時",
    ],
)
def test_a_year_that_is_not_certain_stays(text: str) -> None:
    assert restated(text, EraForm.BOTH) == text
    assert restated(text, EraForm.ERA) == text


@given(SENTENCES, st.sampled_from(EraForm))
def test_years_dates_and_figures_keep_their_values(text: str, form: EraForm) -> None:
    once = restated(text, form)
    assert same_figures(once, text)
    assert [(y.first, y.last) for y in years(once)] == [(y.first, y.last) for y in years(text)]
    assert [(d.year, d.month, d.day) for d in dates(once)] == [(d.year, d.month, d.day) for d in dates(text)]


@given(SENTENCES, st.sampled_from(EraForm))
def test_a_text_in_the_chosen_form_stays(text: str, form: EraForm) -> None:
    once = restated(text, form)
    assert restated(once, form) == once


def test_a_date_in_both_forms_is_one_date() -> None:
    found = dates("令和8年（2026年）1月30日に公表")
    assert [(date.year, date.month, date.day) for date in found] == [(2026, 1, 30)]


def test_a_year_behind_either_comma_is_a_year() -> None:
    assert [year.first for year in years("保有率は，2026年度末に，令和9年度より")] == [2026, 2027]
    assert years("1,2026年") == ()


def test_a_figure_with_a_unit_in_brackets_is_no_second_form_of_the_year() -> None:
    assert years("令和8年度（2026%）")[0].text == "令和8年度"
    assert years("令和8年度（2026）")[0].text == "令和8年度（2026）"
