"""Contents lists, and the titles they vouch for."""

import pytest
from typeset_pages import Text, bare_page

from flows.readers.pdf.contents import Titles, contents_of, indent_levels
from flows.readers.pdf.lines import lines_of


def found(*lines: str, indent: float = 0.0) -> tuple[int, list[str]]:
    page = bare_page(Text(85 + indent * (n % 2), 100 + 20 * n, line) for n, line in enumerate(lines))
    taken, entries = contents_of(lines_of(page))
    return len(taken), [title for title, _ in entries]


@pytest.mark.parametrize("leaders", ["..........", "・・・・・・", "……………", "‥‥‥‥", "──────", "．．．．．．"])
def test_entries_with_leaders_make_a_contents_list(leaders: str) -> None:
    lines = [f"{n} 第{n}の取組{leaders}{n + 3}" for n in range(1, 6)]
    assert found("目次", *lines) == (6, [f"{n} 第{n}の取組" for n in range(1, 6)])


def test_entries_without_leaders_need_the_word_contents_over_them() -> None:
    lines = [f"第{n}章 計画の柱　　　　{n}" for n in range(1, 6)]
    assert found("目　次", *lines)[0] == 6
    assert found("本文", *lines) == (0, [])


def test_a_contents_list_that_goes_on_over_the_page_has_no_head() -> None:
    assert found(*(f"({n}) 細目{'.' * 20}{n}" for n in range(1, 8)))[0] == 7


@pytest.mark.parametrize("line", ["本市の人口は48,392人", "令和７年度", "参加者は、次のとおり"])
def test_ordinary_lines_are_no_entries(line: str) -> None:
    assert found(*[line] * 8) == (0, [])


def test_indents_become_levels() -> None:
    assert indent_levels([85.0, 96.0, 85.2, 107.0, 96.1]) == {85.0: 1, 85.2: 1, 96.0: 2, 96.1: 2, 107.0: 3}


@pytest.mark.parametrize(
    ("text", "sure", "level"),
    [
        ("１ 趣旨", 1.0, 1),
        ("1　趣旨", 1.0, 1),
        ("２ 趣旨", 0.0, None),
        ("趣旨", 0.4, 1),
        ("資料編", 1.0, 2),
        ("３ 資料編", 1.0, 2),
        ("本文", 0.0, None),
    ],
)
def test_a_title_is_known_by_its_number(text: str, sure: float, level: int | None) -> None:
    titles = Titles([("１ 趣旨", 1), ("資料編", 2)])
    assert (titles.names(text), titles.level(text)) == (sure, level)
