"""Numbers that Word computes, as they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_files import W, docx, relations

from flows.model import BlockKind, Document, Origin
from flows.readers import ReadOptions, read
from flows.readers.numerals import counter


def level(depth: int, style: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
    )


PLAN = (
    level(0, "decimal", "第%1章")
    + level(1, "decimalFullWidth", "%2")
    + level(2, "decimal", "(%3)")
    + level(3, "aiueoFullWidth", "%4")
)


def read_numbered(
    tmp_path: Path, paragraphs: list[tuple[str, int, str]], levels: str, overrides: str = "", styles: str = ""
) -> Document:
    """Paragraphs of (numId, depth, text) with an abstract list of these levels; numId 1 is plain, 2 has overrides."""
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identity}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
        for identity, depth, text in paragraphs
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num></w:numbering>'
    )
    path = tmp_path / "番号.docx"
    docx(
        path,
        body,
        {
            "word/_rels/document.xml.rels": relations(
                ("r1", "numbering", "numbering.xml"), ("r2", "styles", "styles.xml")
            ),
            "word/numbering.xml": numbering,
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        },
    )
    return read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions())


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_deeper_levels_begin_anew_under_each_higher_one(tmp_path: Path) -> None:
    plan = [
        ("1", 0, "総論"),
        ("1", 1, "背景"),
        ("1", 1, "目的"),
        ("1", 2, "国"),
        ("1", 3, "県"),
        ("1", 0, "各論"),
        ("1", 1, "窓口"),
    ]
    document = read_numbered(tmp_path, plan, PLAN)
    assert texts(document) == ["第1章 総論", "１ 背景", "２ 目的", "(1) 国", "ア 県", "第2章 各論", "１ 窓口"]


def test_items_keep_their_depth(tmp_path: Path) -> None:
    document = read_numbered(tmp_path, [("1", 1, "窓口を改善する。"), ("1", 2, "書かない。")], PLAN)
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.LIST_ITEM, 2),
        (BlockKind.LIST_ITEM, 3),
    ]


def test_a_pattern_may_name_higher_levels(tmp_path: Path) -> None:
    levels = level(0, "japaneseCounting", "%1") + level(1, "decimal", "%1-%2", "<w:isLgl/>")
    document = read_numbered(tmp_path, [("1", 0, "甲"), ("1", 0, "乙"), ("1", 1, "丙")], levels)
    assert texts(document) == ["一 甲", "二 乙", "2-1 丙"]


def test_bullets_leave_no_mark_but_make_items(tmp_path: Path) -> None:
    document = read_numbered(tmp_path, [("1", 0, "窓口")], level(0, "bullet", "\uf06c"))
    assert [(block.kind, block.text) for block in document.blocks] == [(BlockKind.LIST_ITEM, "窓口")]


def test_a_list_that_overrides_its_start_begins_there(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    document = read_numbered(
        tmp_path, [("1", 0, "a"), ("2", 0, "b"), ("2", 0, "c")], level(0, "decimal", "%1"), override
    )
    assert texts(document) == ["1 a", "5 b", "6 c"]


def test_lists_of_one_definition_count_on(tmp_path: Path) -> None:
    document = read_numbered(tmp_path, [("1", 0, "a"), ("2", 0, "b")], level(0, "decimal", "%1"))
    assert texts(document) == ["1 a", "2 b"]


def test_nothing_follows_a_number_when_the_level_says_so(tmp_path: Path) -> None:
    document = read_numbered(
        tmp_path, [("1", 0, "概要")], level(0, "decimalFullWidth", "%1", '<w:suff w:val="nothing"/>')
    )
    assert texts(document) == ["１概要"]


@pytest.mark.parametrize("identity", ["0", "99", "x"])
def test_a_list_that_is_not_there_numbers_nothing(tmp_path: Path, identity: str) -> None:
    assert texts(read_numbered(tmp_path, [(identity, 0, "本文")], PLAN)) == ["本文"]


def test_a_heading_style_finds_its_level_by_its_link(tmp_path: Path) -> None:
    levels = level(0, "decimal", "第%1章") + level(1, "decimal", "%2", '<w:pStyle w:val="h2"/>')
    style = (
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    path = tmp_path / "見出し.docx"
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    docx(
        path,
        '<w:p><w:pPr><w:pStyle w:val="h2"/></w:pPr><w:r><w:t>背景</w:t></w:r></w:p>',
        {
            "word/_rels/document.xml.rels": relations(
                ("r1", "numbering", "numbering.xml"), ("r2", "styles", "styles.xml")
            ),
            "word/numbering.xml": numbering,
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{style}</w:styles>',
        },
    )
    (block,) = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions()).blocks
    assert (block.kind, block.level, block.text) == (BlockKind.HEADING, 2, "1 背景")


COUNTERS = [
    ("decimal", 12, "12"),
    ("decimalZero", 3, "03"),
    ("decimalFullWidth", 10, "１０"),
    ("upperRoman", 14, "XIV"),
    ("lowerRoman", 9, "ix"),
    ("upperLetter", 27, "AA"),
    ("lowerLetter", 3, "c"),
    ("aiueoFullWidth", 1, "ア"),
    ("aiueoFullWidth", 45, "ヲ"),
    ("aiueo", 3, "ｳ"),
    ("irohaFullWidth", 3, "ハ"),
    ("japaneseCounting", 10, "十"),
    ("japaneseCounting", 21, "二十一"),
    ("japaneseCounting", 105, "百五"),
    ("japaneseLegal", 10, "壱拾"),
    ("japaneseDigitalTenThousand", 20, "二〇"),
    ("ideographTraditional", 3, "丙"),
    ("ideographZodiac", 1, "子"),
    ("decimalEnclosedCircle", 1, "①"),
    ("decimalEnclosedCircle", 20, "⑳"),
    ("decimalEnclosedCircle", 21, "㉑"),
    ("decimalEnclosedCircle", 51, "(51)"),
    ("decimalEnclosedParen", 2, "⑵"),
    ("decimalEnclosedFullstop", 3, "⒊"),
    ("ideographEnclosedCircle", 2, "㊁"),
    ("none", 4, ""),
    ("unheardOf", 4, "4"),
]


@pytest.mark.parametrize(("style", "number", "written"), COUNTERS)
def test_a_counter_is_written_in_its_format(style: str, number: int, written: str) -> None:
    assert counter(number, style) == written


@pytest.mark.parametrize("style", sorted({style for style, *_ in COUNTERS}))
@pytest.mark.parametrize("number", [-1, 0, 1, 999, 99_999, 10**9])
def test_no_number_is_too_strange_for_any_format(style: str, number: int) -> None:
    assert len(counter(number, style)) < 60
