"""Figures with their units, as Japanese documents write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.text import kanji_number, numbers, tokens, words


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("６億９，７４０万円", "697400000", "円"),
        ("６ 億 ９ ， ７ ４ ０ 万 円", "697400000", "円"),
        ("1,234千円", "1234000", "円"),
        ("３千円", "3000", "円"),
        ("120百万円", "120000000", "円"),
        ("1.5億円", "150000000", "円"),
        ("3億2千万円", "320000000", "円"),
        ("1兆2,345億6,789万円", "1234567890000", "円"),
        ("一億二千万円", "120000000", "円"),
        ("5万6千人", "56000", "人"),
        ("45,123人", "45123", "人"),
        ("８２．５％", "82.5", "%"),
        ("82.5パーセント", "82.5", "%"),
        ("△3.5ポイント", "-3.5", "ポイント"),
        ("▲1,200千円", "-1200000", "円"),
        ("－５件", "-5", "件"),
        ("二十業務", "20", "業務"),
        ("20業務", "20", "業務"),
        ("十六項目", "16", "項目"),
        ("百二十人", "120", "人"),
        ("三つ", "3", "つ"),
        ("12か所", "12", "箇所"),
        ("12ヶ所", "12", "箇所"),
        ("24カ月", "24", "か月"),
        ("3分の1", "0.3333333333333333333333333333", "割合"),
        ("1/2", "0.5", "割合"),
        ("三分の二", "0.6666666666666666666666666667", "割合"),
        ("８割", "8", "割"),
        ("5.1版", "5.1", "版"),
        ("第2期", "2", "期"),
        ("20㎡", "20", "m2"),
        ("150基地局", "150", "基地局"),
        ("0件", "0", "件"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, value: str, unit: str) -> None:
    assert [(str(found.value), found.unit) for found in numbers(f"本市は{text}を")] == [
        (str(Decimal(value)), unit)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一般会計",
        "統一的な",
        "一人ひとりに寄り添う",
        "万一の備え",
        "一部を",
        "十分に",
        "一元化",
        "三重県",
        "一方で",
        "（単位：千円）",
        "四万十町",
        "八千代市",
        "一人当たり",
        "唯一の",
        "一体的に",
    ],
)
def test_a_kanji_numeral_inside_a_word_is_no_figure(text: str) -> None:
    assert numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 2 3 4", ["1", "2", "3", "4"]),
        ("10～20人", ["10", "20"]),
        ("1.2.3 概要", ["1", "2", "3"]),
        ("03-1234", ["3", "1234"]),
        ("20万全の", ["20"]),
        ("8人、12件", ["8", "12"]),
        ("令和７年度に45件", ["7", "45"]),
    ],
)
def test_separate_figures_stay_apart(text: str, values: list[str]) -> None:
    assert [str(found.value) for found in numbers(text)] == values


def test_a_range_shares_its_unit() -> None:
    assert [found.unit for found in numbers("10～20人")] == ["人", "人"]


@pytest.mark.parametrize(
    ("text", "about", "bound"),
    [
        ("約50人", True, ""),
        ("およそ５割", True, ""),
        ("50人程度", True, ""),
        ("50人以上", False, "以上"),
        ("５０％を超える", False, "超"),
        ("50%未満", False, "未満"),
        ("50人の", False, ""),
    ],
)
def test_hedges_and_bounds_belong_to_the_figure(text: str, about: bool, bound: str) -> None:
    (found,) = numbers(text)
    assert (found.about, found.bound) == (about, bound)


@given(st.integers(0, 10**12))
def test_every_way_of_writing_an_amount_means_the_same(yen: int) -> None:
    plain = str(yen)
    wide = f"{yen:,}".translate(
        {ord(a): b for a, b in zip("0123456789,", "０１２３４５６７８９，", strict=True)}
    )
    spellings = [f"{plain}円", f"{yen:,}円", f"{wide}円", f"{yen * 1000}円"]
    values = [numbers(spelling)[0].value for spelling in spellings]
    assert values == [yen, yen, yen, yen * 1000]
    assert numbers(f"{yen:,}千円")[0].value == yen * 1000
    assert numbers(f"{wide}百万円")[0].value == yen * 10**6


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_a_composite_is_the_sum_of_its_parts(oku: int, man: int) -> None:
    (found,) = numbers(f"{oku:,}億{man:,}万円")
    assert found.value == oku * 10**8 + man * 10**4


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("0123９，.十百千万億円人％約△-/分の 一二第〇"), st.characters())
    )
)
def test_every_digit_belongs_to_exactly_one_figure(text: str) -> None:
    found = numbers(text)
    covered = [place for number in found for place in range(number.start, number.end)]
    assert covered == sorted(set(covered))
    for place, char in enumerate(text):
        if char in "0123456789０１２３４５６７８９":
            assert place in covered
    for number in found:
        assert number.text == text[number.start : number.end]


def test_a_hostile_figure_ends_soon() -> None:
    assert len(numbers("9" * 20_000)) == 1
    assert len(numbers("1," * 20_000)) == 20_000
    assert len(numbers("一" * 20_000)) < 20_000


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十", 20),
        ("十", 10),
        ("百二十", 120),
        ("二千二十六", 2026),
        ("二〇二六", 2026),
        ("一億二千万", 120_000_000),
        ("三万五", 30_005),
    ],
)
def test_a_kanji_numeral_has_its_value(numeral: str, value: int) -> None:
    assert kanji_number(numeral) == value


def test_what_is_no_kanji_numeral_is_refused() -> None:
    with pytest.raises(ValueError, match="市"):
        kanji_number("二市")


@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_tokens_are_runs_of_one_kind() -> None:
    assert tokens("標準化をサーバーで20,5DX、") == ("標準化", "を", "サーバー", "で", "20,5", "DX", "、")
    assert words("窓口のデジタル化をDXで、A市") == ("窓口", "デジタル", "DX")
