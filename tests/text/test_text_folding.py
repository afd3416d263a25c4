"""Folding and cleaning: what is equal, what stays apart."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from flows.text import clean, fold, fold_map, readable

JAPANESE = st.text(
    alphabet=st.one_of(
        st.sampled_from("がが゛ｶﾞﾊﾟ①⒈½㈱㍻⼾⾏⻑⺠～〜−ー－　 \t\n\u00ad\u200b葛\U000e0100Ｄ９，％令和七年度①ﾞ"),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＤＸ推進　計画", "DX推進計画"),
        ("⾃治体の⾏政⼿続", "自治体の行政手続"),
        ("⻑寿と⺠⽣", "長寿と民生"),
        ("⼾籍", "戸籍"),
        ("⿊字", "黒字"),
        ("か\u3099", "が"),
        ("カ゛", "ガ"),
        ("ﾃﾞｼﾞﾀﾙ", "デジタル"),
        ("葛\U000e0100城市", "葛城市"),
        ("令和８～10年度", "令和8〜10年度"),
        ("㎡", "m²"),
        ("標 準\n化", "標準化"),
        ("デジ\u00adタル\u200b化", "デジタル化"),
        ("\uf06c 窓口", "窓口"),
        ("2020‐2025", "2020-2025"),
        ("神\ufa19社", "神神社"),
        ("㍻", "平成"),
    ],
)
def test_spellings_of_the_same_text_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("①20業務", "120業務"),
        ("⒈5倍", "1.5倍"),
        ("½", "1/2"),
        ("サーバー", "サーバ-"),
        ("か", "が"),
        ("、", "，"),
        ("は", "ハ"),
        ("高", "髙"),
        ("Ai", "AI"),
        ("2.5", "25"),
        ("△5", "5"),
    ],
)
def test_what_means_something_else_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(JAPANESE)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(JAPANESE, st.sampled_from(["NFC", "NFD"]))
def test_canonically_equal_text_folds_to_the_same(text: str, form: str) -> None:
    assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(JAPANESE)
def test_the_map_folds_like_fold_and_runs_forward_to_the_end(text: str) -> None:
    folded, offsets = fold_map(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets)
    assert offsets[-1] == len(text)


def test_the_map_finds_a_folded_match_in_the_original() -> None:
    text = "本市は、 令 和 ７ 年 度 から"
    mapped = fold_map(text)
    start = mapped.folded.index("令和7年度")
    first, last = mapped.span(start, start + 5)
    assert text[first:last].strip() == "令 和 ７ 年 度"


def test_a_map_of_hostile_marks_stays_linear() -> None:
    assert fold_map("か" + "\u0301" * 20_000)[0] == fold("か" + "\u0301" * 20_000)
    assert fold_map("か" + " " * 200_000 + "\u3099")[0] == "が"


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_cleaned_text_fits_into_xml(text: str) -> None:
    element = etree.Element("t")
    element.text = clean(text)
    assert etree.fromstring(etree.tostring(element)).text in (
        clean(text),
        None if clean(text) == "" else clean(text),
    )


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_cleaning_and_reading_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert readable(readable(text)) == readable(text)
    assert clean(readable(text)) == readable(text)
    assert fold(readable(text)) == fold(text)


def test_readable_keeps_what_a_reader_sees() -> None:
    assert readable("①⑴㈱㍻ＤＸ ㎡\t10²") == "①⑴㈱㍻ＤＸ ㎡\t10²"
    assert readable("⾏政の⼾籍\ufa19\uf06c\x02\u200b") == "行政の戸籍神"
    assert readable("一行\r\n二行\x0c三行") == "一行\n二行\n三行"
