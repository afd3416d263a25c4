"""A speaker's phrases become plan style where a rule is certain, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.composition.style import plan_style, relative_words
from flows.text import numbers


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("保有率につきましては、増加しております。", "保有率については、増加しています。"),
        ("円滑な手続に努めてまいります。", "円滑な手続に努めていきます。"),
        ("推進本部を設置いたしました。", "推進本部を設置しました。"),
        ("市といたしましては、支援を行います。", "市としては、支援を行います。"),
        ("本市におきましても、取組を進めます。", "本市においても、取組を進めます。"),
        ("また、窓口を改めます。", "窓口を改めます。"),
        ("導入しておりまして、効果が出ております。", "導入しており、効果が出ています。"),
        ("期限は令和７年度末であります。", "期限は令和７年度末です。"),
        ("移行は完了しておりません。", "移行は完了していません。"),
        ("このため、方針を改めます。", "このため、方針を改めます。"),
        ("計画を策定する。", "計画を策定する。"),
        ("市長は「進めてまいります」と述べました。", "市長は「進めてまいります」と述べました。"),
    ],
)
def test_a_spoken_ending_becomes_a_written_one(spoken: str, written: str) -> None:
    assert plan_style(spoken) == written


@given(
    st.text(
        alphabet="本市の計画を進め令和８年度12,3千円％％ておりますまいりたしつきては、。「」", max_size=60
    )
)
def test_no_figure_is_ever_changed(sentence: str) -> None:
    assert [n.value for n in numbers(plan_style(sentence))] == [n.value for n in numbers(sentence)]


@given(st.text(alphabet="進めておりますまいたしつきては、。「」また", max_size=40))
def test_a_sentence_in_plan_style_stays_as_it_is(sentence: str) -> None:
    once = plan_style(sentence)
    assert plan_style(once) == once or sentence.startswith(("また、", "「"))


def test_times_seen_from_the_source_are_told() -> None:
    assert relative_words("昨年末の保有率は、前年同時期と比べて増えました。") == ("昨年末", "前年同時期")
    assert relative_words("令和７年度末の保有率は「昨年末」と呼ばれる。") == ()
