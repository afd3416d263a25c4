"""The same said twice is recognised; like things with other numbers are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mapping_passages import passage

from flows.mapping import duplicates

LONG = "市民課の窓口に書かない窓口の仕組みを取り入れ、来庁された方の待ち時間を短くしてまいります。"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LONG, LONG, True),
        (LONG, LONG.replace("取り入れ", "取入れ"), True),
        (LONG, " ".join(LONG), True),
        (
            LONG,
            LONG + "なお、費用は国の交付金を活用するほか、来年度以降の運用の費用は各課で見込むものとします。",
            False,
        ),
        ("電子申請の件数は令和5年度に1,204件でした。", "電子申請の件数は令和6年度に1,204件でした。", False),
        ("現状と課題", "現状と課題", False),
    ],
)
def test_sameness(one: str, other: str, same: bool) -> None:
    found = duplicates(
        [
            passage(one, key="a"),
            passage("水道管の更新を計画的に進めてまいります。", key="x"),
            passage(other, key="b"),
        ]
    )
    assert found == ((("a", "b"),) if same else ())


@given(st.lists(st.text(min_size=0, max_size=40), max_size=12))
def test_each_passage_stands_in_one_group_at_most(texts: list[str]) -> None:
    found = duplicates([passage(text, key=str(n)) for n, text in enumerate(texts)])
    ids = [key for group in found for key in group]
    assert len(ids) == len(set(ids))
    assert all(len(group) > 1 for group in found)
