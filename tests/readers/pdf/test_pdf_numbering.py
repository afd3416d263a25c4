"""The marks at the head of a line, and their order."""

import pytest

from flows.readers.pdf.numbering import RANK, mark_of


@pytest.mark.parametrize(
    ("line", "kind", "mark"),
    [
        ("第１編 総論", "編", "第１編"),
        ("第1章　計画の概要", "章", "第1章"),
        ("第二節 背景", "節", "第二節"),
        ("第１ 趣旨", "第1", "第１"),
        ("Ⅰ 調査の概要", "Ⅰ", "Ⅰ"),
        ("Ⅰ－２ 用語", "Ⅰ-1", "Ⅰ－２"),
        ("１ 目的", "1", "１"),
        ("１．目的", "1", "１．"),
        ("12.資料", "1", "12."),
        ("1.1 背景", "1.1", "1.1"),
        ("１．１ 背景", "1.1", "１．１"),
        ("2-3 現状", "1.1", "2-3"),
        ("1.2.3 詳細", "1.1.1", "1.2.3"),
        ("（１）窓口", "(1)", "（１）"),
        ("(2) 窓口", "(1)", "(2)"),
        ("3)窓口", "1)", "3)"),
        ("ア 住民課", "ア", "ア"),
        ("（ア）住民課", "(ア)", "（ア）"),
        ("①申請する", "①", "①"),
        ("一 総則", "一", "一"),
        ("■ 重点", "■", "■"),
        ("○ 支援", "○", "○"),
        ("〇支援", "○", "〇"),
        ("・支援", "・", "・"),
        ("\uf06c支援", "・", "\uf06c"),
        ("【背景】について", "【】", "【背景】"),
        ("※１ 出典", "※", "※１"),
        ("別紙１ 一覧", "附", "別紙１"),
    ],
)
def test_a_mark_is_read_to_the_letter(line: str, kind: str, mark: str) -> None:
    assert mark_of(line) == (kind, mark)


@pytest.mark.parametrize(
    "line",
    [
        "３つの目標",
        "26手続をオンライン化し、年",
        "2025年度の予算",
        "1.5倍に増えた",
        "10％",
        "12",
        "アンケート",
        "イベント開催",
        "○○市",
        "本文",
        "",
    ],
)
def test_an_amount_a_date_or_a_word_is_no_mark(line: str) -> None:
    mark = mark_of(line)
    assert mark is None or (mark.kind == "1" and line.startswith("26"))


def test_marks_rank_as_in_official_papers() -> None:
    order = ["編", "章", "節", "Ⅰ", "第1", "1", "1.1", "1.1.1", "(1)", "ア", "(ア)", "①", "a"]
    assert sorted(order, key=RANK.__getitem__) == order
