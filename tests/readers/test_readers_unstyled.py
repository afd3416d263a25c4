"""Headings and items of a text without styles."""

from __future__ import annotations

import pytest

from flows.model import Block, BlockKind
from flows.readers.unstyled import structured

BODY = "本市は人口が減り、窓口の人手が足りない。"


def blocks(*texts: str) -> list[Block]:
    return [Block(kind=BlockKind.PARAGRAPH, text=text, original=text, page=1) for text in texts]


def headings(*texts: str) -> list[tuple[int | None, str]]:
    return [(b.level, b.text) for b in structured(blocks(*texts)) if b.kind is BlockKind.HEADING]


CASES = {
    "chapters and their parts": (
        ["第１章　総論", "１　背景", BODY, "２　目的", BODY, "第２章　各論", BODY],
        [(1, "第１章　総論"), (2, "１　背景"), (2, "２　目的"), (1, "第２章　各論")],
    ),
    "the order of official papers": (
        ["第１　現状", "１　窓口", "(1) 体制", BODY, "ア　本庁", BODY],
        [(1, "第１　現状"), (2, "１　窓口"), (3, "(1) 体制"), (4, "ア　本庁")],
    ),
    "a run of marked lines is a list": (
        ["第１　現状", BODY, "ア　本庁", "イ　支所", "ウ　出張所"],
        [(1, "第１　現状")],
    ),
    "signs lie under the numbers before them": (
        ["１　市民課", "■現状", BODY, "■課題", BODY, "２　税務課", "■現状", BODY],
        [(1, "１　市民課"), (2, "■現状"), (2, "■課題"), (1, "２　税務課"), (2, "■現状")],
    ),
    "a sentence is no heading": (["１　本市は次のとおり定める。", BODY], []),
    "nothing marked": ([BODY, BODY], []),
}


@pytest.mark.parametrize(("texts", "expected"), CASES.values(), ids=CASES)
def test_marks_make_headings(texts: list[str], expected: list[tuple[int, str]]) -> None:
    assert headings(*texts) == expected


def test_a_file_with_headings_of_its_own_gets_no_others() -> None:
    given = [
        Block(kind=BlockKind.HEADING, text="総論", original="総論", page=1, level=1),
        *blocks("１　背景", BODY),
    ]
    assert [block.kind for block in structured(given)] == [
        BlockKind.HEADING,
        BlockKind.LIST_ITEM,
        BlockKind.PARAGRAPH,
    ]


def test_a_marked_line_that_is_no_heading_is_an_item() -> None:
    found = structured(blocks(BODY, "・窓口を一つにする。", "・書かなくてよくする。"))
    assert [block.kind for block in found] == [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM]


def test_no_word_is_changed() -> None:
    texts = ["第１　現状", BODY, "ア　本庁", "イ　支所"]
    assert [block.text for block in structured(blocks(*texts))] == texts
