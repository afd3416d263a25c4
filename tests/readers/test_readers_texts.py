"""Text, Markdown, delimited files and saved web pages."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.model import BlockKind, Document, Origin
from flows.readers import ReadOptions, read
from flows.readers.breaks import paragraphs_of
from flows.readers.encodings import decode
from flows.readers.unreadable import UnreadableDocumentError
from flows.text import fold

H, P, ITEM, T = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str | bytes], Document]:
    """Read a file of this name and content."""

    def make(name: str, content: str | bytes) -> Document:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        document = read(path, name=name, origin=Origin.MUNICIPALITY, options=ReadOptions())
        page = fold(document.page_texts[0]) if document.page_texts else ""
        assert all(fold(block.text) in page for block in document.blocks)
        return document

    return make


def outline(document: Document) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in document.blocks]


JAPANESE = "令和８年度の取組①、㈱南国、髙橋～"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-32"])
def test_text_in_any_encoding_of_windows_is_the_same(encoding: str) -> None:
    assert decode(JAPANESE.encode(encoding)) == JAPANESE


@pytest.mark.parametrize("encoding", ["euc_jp", "iso2022_jp"])
def test_text_in_older_encodings_is_the_same(encoding: str) -> None:
    plain = "本市の電子申請の利用率は令和七年度に三割となりました。アンケートの結果です。"
    assert decode(plain.encode(encoding)) == plain


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"", "utf-16-le"), (b"", "utf-16-be"), (codecs.BOM_UTF16_BE, "utf-16-be")]
)
def test_utf16_is_known_without_its_mark(mark: bytes, encoding: str) -> None:
    rows = "課,件数\n企画課,12\n"
    assert decode(mark + rows.encode(encoding)) == rows


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError):
        decode(bytes(range(256)) * 10)


def test_damaged_text_keeps_what_is_whole() -> None:
    whole = "令和八年度の取組を定める。"
    assert decode(whole.encode() + b"\xff" + whole.encode()) == f"{whole}\ufffd{whole}"


BREAKS = {
    "a full line goes on": ("あ" * 30 + "\nい。", ["あ" * 30 + "い。"]),
    "a sentence has ended": ("あ" * 30 + "。\nい。", ["あ" * 30 + "。", "い。"]),
    "short lines stand alone": ("企画課\n総務課", ["企画課", "総務課"]),
    "a mark begins anew": ("あ" * 30 + "\n・い", ["あ" * 30, "・い"]),
    "a number begins anew": ("あ" * 30 + "\n（１）い", ["あ" * 30, "（１）い"]),
    "Latin words keep their space": (
        "The quick brown fox jumps over\nthe dog",
        ["The quick brown fox jumps over the dog"],
    ),
    "empty lines are nothing": ("\n\nあ\n\n", ["あ"]),
}


@pytest.mark.parametrize(("text", "expected"), BREAKS.values(), ids=BREAKS)
def test_a_line_break_wraps_or_begins_anew(text: str, expected: list[str]) -> None:
    assert paragraphs_of(text) == expected


def test_markdown_has_headings_items_and_tables(file) -> None:
    text = (
        "# 推進計画 #\n\n本文**強調**と[出典](http://example.jp)。\n\n- 一つ目\n  - 二つ目\n\n"
        "## 指標\n\n| 名称 | 値 |\n|---|---|\n| 件数 | 12 |\n\n<!-- 見えない -->終わり。"
    )
    document = file("計画.md", text)
    assert outline(document) == [
        (H, "推進計画"),
        (P, "本文強調と出典。"),
        (ITEM, "一つ目"),
        (ITEM, "二つ目"),
        (H, "指標"),
        (T, "名称\t値\n件数\t12"),
        (P, "終わり。"),
    ]
    assert [block.level for block in document.blocks if block.kind is not P and block.kind is not T] == [
        1,
        1,
        2,
        2,
    ]
    assert document.source.title == "推進計画"


def test_a_sharp_in_plain_text_is_no_heading(file) -> None:
    assert outline(file("覚え.txt", "# 番号 5 について")) == [(P, "# 番号 5 について")]


def test_minutes_without_styles_get_headings_from_their_numbers(file) -> None:
    text = "第１　現状\n　窓口の手続は紙が多い。\n第２　課題\n　人材が足りない。\n　ア　採用\n　イ　研修\n"
    document = file("議事録.txt", text)
    assert [(b.kind, b.level) for b in document.blocks] == [
        (H, 1),
        (P, None),
        (H, 1),
        (P, None),
        (ITEM, 1),
        (ITEM, 1),
    ]
    assert document.blocks[1].place == "第１ 現状"


@pytest.mark.parametrize(
    ("name", "separator"), [("a.csv", ","), ("a.tsv", "\t"), ("a.csv", "\t"), ("a.csv", ";")]
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932", "utf-16"])
def test_a_delimited_file_is_a_table(file, name: str, separator: str, encoding: str) -> None:
    rows = [["区分", "令和６年度", "令和７年度"], ["電子申請", "1200", "1850"]]
    document = file(name, "\r\n".join(separator.join(row) for row in rows).encode(encoding))
    (block,) = document.blocks
    assert block.rows == tuple(map(tuple, rows))
    assert (block.header_rows, block.place, document.source.media) == (1, "A1:C2", "csv")


def test_quoted_fields_keep_their_separators_and_line_ends(file) -> None:
    (block,) = file("a.csv", '名称,説明\n窓口,"書かない,\n待たない"\n').blocks
    assert block.rows == (("名称", "説明"), ("窓口", "書かない,\n待たない"))


def test_titles_and_blank_lines_in_a_delimited_file_are_told_from_tables(file) -> None:
    document = file("a.csv", "電子申請の件数\n\n月,件数\n4月,10\n\n年,件数\n6年,120\n")
    assert [block.kind for block in document.blocks] == [H, T, T]


PAGE = """<!DOCTYPE html><html><head><title>市のDX</title><meta charset="{charset}"><style>p{{}}</style></head><body>
<nav>メニュー</nav><script>alert(1)</script><h1>推進<br>計画</h1><p>本文<b>です</b>。<br>続き。</p>
<ul><li>一<ul><li>内</li></ul></li><li>二</li></ul>
<table><tr><th>名称</th><th colspan="2">値</th></tr><tr><td rowspan="2">件数</td><td>1</td><td>2</td></tr>
<tr><td>3</td><td>4</td></tr></table>
<table><tr><td><p>飾りの表</p></td></tr></table>文末<p hidden>隠し</p></body></html>"""


@pytest.mark.parametrize(
    ("charset", "encoding"), [("Shift_JIS", "cp932"), ("utf-8", "utf-8"), ("euc-jp", "euc_jp")]
)
def test_a_web_page_is_read_without_its_machinery(file, charset: str, encoding: str) -> None:
    document = file("page.html", PAGE.format(charset=charset).encode(encoding))
    assert outline(document) == [
        (H, "推進計画"),
        (P, "本文です。"),
        (P, "続き。"),
        (ITEM, "一"),
        (ITEM, "内"),
        (ITEM, "二"),
        (T, "名称\t値\t\n件数\t1\t2\n\t3\t4"),
        (P, "飾りの表"),
        (P, "文末"),
    ]
    assert document.source.title == "市のDX"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<html></html>",
        "<html><body></body></html>",
        "<table><tr></tr></table>",
        "<!DOCTYPE html>",
        "<html>\0</html>",
    ],
)
def test_a_page_without_words_is_a_finding(file, content: str) -> None:
    document = file("空.html", content)
    assert not document.blocks
    assert document.findings
