"""A speaker's phrases become plan style where a rule is certain, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.composition.style import in_prose, plan_style, relative_words
from flows.model import Prose
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


ENDINGS = [
    ("推進します。", "推進する。"),
    ("推進しました。", "推進した。"),
    ("推進しています。", "推進している。"),
    ("推進していました。", "推進していた。"),
    ("推進しません。", "推進しない。"),
    ("課題です。", "課題である。"),
    ("課題でした。", "課題であった。"),
    ("できます。", "できる。"),
    ("できません。", "できない。"),
    ("なります。", "なる。"),
    ("なければなりません。", "なければならない。"),
    ("図ります。", "図る。"),
    ("図っていきます。", "図っていく。"),
    ("進めます。", "進める。"),
    ("進めました。", "進めた。"),
    ("取り組みます。", "取り組む。"),
    ("行います。", "行う。"),
    ("を行いました。", "を行った。"),
    ("目指します。", "目指す。"),
    ("見直します。", "見直す。"),
    ("示します。", "示す。"),
    ("示しました。", "示した。"),
    ("されます。", "される。"),
    ("されました。", "された。"),
    ("されていません。", "されていない。"),
    ("必要があります。", "必要がある。"),
    ("必要ではありません。", "必要ではない。"),
    ("課題がありません。", "課題がない。"),
    ("高まります。", "高まる。"),
    ("つなげます。", "つなげる。"),
    ("含みます。", "含む。"),
    ("伴います。", "伴う。"),
    ("基づきます。", "基づく。"),
    ("続いています。", "続いている。"),
    ("担います。", "担う。"),
    ("とします。", "とする。"),
    ("のとおりです。", "のとおりである。"),
    ("ものです。", "ものである。"),
    ("関わります。", "関わる。"),
    ("支えます。", "支える。"),
    ("用います。", "用いる。"),
    ("講じます。", "講じる。"),
    ("防ぎます。", "防ぐ。"),
    ("学びます。", "学ぶ。"),
    ("役立ちます。", "役立つ。"),
    ("生かします。", "生かす。"),
    ("整えます。", "整える。"),
    ("作成します（別表）。", "作成する（別表）。"),
    ("至りました。", "至った。"),
    ("なりました。", "なった。"),
    ("持ちます。", "持つ。"),
    ("いただきます。", "いただく。"),
    ("残ります。", "残る。"),
    ("下回りました。", "下回った。"),
    ("行いません。", "行わない。"),
    ("見込みます。", "見込む。"),
    ("デジタル化します。", "デジタル化する。"),
    ("資するものです。", "資するものである。"),
    ("始まります。", "始まる。"),
    ("導入していきます。", "導入していく。"),
    ("増えてきました。", "増えてきた。"),
    ("求められます。", "求められる。"),
    ("といいます。", "という。"),
    ("影響は大きいものでした。", "影響は大きいものであった。"),
]


@pytest.mark.parametrize(("polite", "plain"), ENDINGS)
def test_a_certain_ending_takes_either_style(polite: str, plain: str) -> None:
    assert in_prose(polite, Prose.PLAIN) == plain
    assert in_prose(plain, Prose.POLITE) in (polite, plain)


def test_most_plain_endings_become_polite() -> None:
    left = [plain for polite, plain in ENDINGS if in_prose(plain, Prose.POLITE) != polite]
    assert len(left) <= 4, left


@pytest.mark.parametrize(
    "text",
    [
        "窓口の改革を推進。",
        "３月まで。",
        "確かめて記入してください。",
        "進めましょう。",
        "新しい方法を使った。",
        "利用者が多い。",
        "推進のため",
    ],
)
def test_an_ending_that_is_not_certain_stays(text: str) -> None:
    assert in_prose(text, Prose.PLAIN) == text
    assert in_prose(text, Prose.POLITE) == text


def test_a_clause_before_the_end_follows_in_plain_style() -> None:
    text = "利用は増えていますが、課題があります。"
    assert in_prose(text, Prose.PLAIN) == "利用は増えているが、課題がある。"
    assert in_prose(text, Prose.POLITE) == text


@given(
    st.lists(
        st.sampled_from(
            [
                *"。（）が、市民窓口をにはとしてでいるたなまずりくえ",
                "ます。",
                "ました。",
                "ません。",
                "です。",
                "でした。",
                "である。",
                "する。",
                "した。",
                "ない。",
            ]
        ),
        max_size=8,
    ).map("".join),
    st.sampled_from(Prose),
)
def test_a_text_in_the_chosen_style_stays_as_it_is(text: str, prose: Prose) -> None:
    once = in_prose(text, prose)
    assert in_prose(once, prose) == once
