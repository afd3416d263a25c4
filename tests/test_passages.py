"""Documents split into sentences, items and rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.model import (
    Block,
    BlockKind,
    Document,
    DocumentKind,
    Origin,
    PageStart,
    Passage,
    PassageKind,
    Source,
)
from flows.passages import heads, sentences, split
from flows.readers.pdf import read_pdf
from flows.text import fold


def document(*blocks: Block, pages: int = 9, page_texts: tuple[str, ...] = ()) -> Document:
    source = Source(path="計画.pdf", sha256="c0ffee00" * 8, pages=pages, kind=DocumentKind.PLAN, title="計画")
    printed = tuple(str(n + 10) for n in range(pages))
    return Document(source=source, blocks=blocks, printed_pages=printed, page_texts=page_texts)


def block(
    text: str, kind: BlockKind = BlockKind.PARAGRAPH, page: int = 1, level: int | None = None, **more: object
) -> Block:
    return Block.model_validate(
        {"kind": kind, "text": text, "original": text, "page": page, "level": level} | more
    )


def heading(text: str, level: int) -> Block:
    return block(text, BlockKind.HEADING, level=level)


def table(*rows: tuple[str, ...], header_rows: int = 1, **more: object) -> Block:
    text = "\n".join("\t".join(row) for row in rows)
    return block(text, BlockKind.TABLE, rows=rows, header_rows=header_rows, **more)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一つ目です。二つ目です。", ["一つ目です。", "二つ目です。"]),
        ("終わりのない文", ["終わりのない文"]),
        ("「進めます。」と述べた。次に移る。", ["「進めます。」と述べた。", "次に移る。"]),
        (
            "『「ひと」が輝く。「まち」も輝く。』を掲げる。",
            ["『「ひと」が輝く。「まち」も輝く。』を掲げる。"],
        ),
        (
            "法律（令和３年法律第40号。以下「法」という。）による。終わり。",
            ["法律（令和３年法律第40号。以下「法」という。）による。", "終わり。"],
        ),
        (
            "保有率は75.4％で、1.5倍となった。次の年は２．３倍。",
            ["保有率は75.4％で、1.5倍となった。", "次の年は２．３倍。"],
        ),
        ("本当でしょうか？はい。", ["本当でしょうか？", "はい。"]),
        ("やった！！次へ。", ["やった！！", "次へ。"]),
        ("https://example.jp/a.html?x=1 を見る。", ["https://example.jp/a.html?x=1 を見る。"]),
        (
            "閉じない「括弧がある。" + "あ" * 500 + "。次の文。",
            ["閉じない「括弧がある。" + "あ" * 500 + "。", "次の文。"],
        ),
        ("終わる。）次の文。", ["終わる。）", "次の文。"]),
        ("一行目\n二行目", ["一行目\n", "二行目"]),
        ("Ver.2 を使う。", ["Ver.2 を使う。"]),
        ("注記です。 続きです。", ["注記です。 ", "続きです。"]),
    ],
)
def test_a_sentence_ends_where_people_end_it(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == parts


def test_passages_stand_under_their_headings() -> None:
    found = split(
        document(
            heading("第１章 現状", 1), heading("１ 人口", 2), block("減っている。"),
            heading("２ 財政", 2), block("厳しい。"), heading("第２章 目標", 1), block("保つ。"),
        )
    )  # fmt: skip
    assert [(p.text, p.headings) for p in found if p.kind is PassageKind.SENTENCE] == [
        ("減っている。", ("第１章 現状", "１ 人口")),
        ("厳しい。", ("第１章 現状", "２ 財政")),
        ("保つ。", ("第２章 目標",)),
    ]
    assert [p.text for p in found if p.kind is PassageKind.HEADING][1:3] == ["１ 人口", "２ 財政"]
    assert found[1].headings == ("第１章 現状",)


def test_a_sentence_over_a_page_end_has_a_span_for_each_page() -> None:
    text = "初めの文。次の文は頁の終わりを越えて続く。最後の文。"
    starts = (PageStart(offset=text.index("越え"), page=4),)
    found = split(document(block(text, page=3, page_starts=starts)))
    assert [[(span.page, span.text) for span in p.spans] for p in found] == [
        [(3, "初めの文。")],
        [(3, "次の文は頁の終わりを"), (4, "越えて続く。")],
        [(4, "最後の文。")],
    ]
    assert [p.printed_page for p in found] == ["12", "12", "13"]


def test_sentences_of_a_paragraph_share_it() -> None:
    first, second, other = split(document(block("甲である。乙である。"), block("丙である。")))
    assert first.paragraph == second.paragraph == "甲である。乙である。"
    assert first.paragraph_id == second.paragraph_id != other.paragraph_id


def test_ids_come_from_the_words_and_repeats_are_counted() -> None:
    found = split(document(block("同じ文。違う文。同じ文。")))
    moved = split(document(block("前に一文。"), block("同じ文。違う文。同じ文。", page=5)))
    assert [p.id for p in found] == [p.id for p in moved[1:]]
    assert found[0].id.startswith("c0ffee00-")
    assert found[2].id == f"{found[0].id}-2"


def test_a_row_keeps_its_cells_under_the_tables_head() -> None:
    rows = ("指標", "基準", ""), ("", "年度", "値"), ("保有率", "R5", "70％"), ("満足度", "", "")
    found = split(document(block("表１ 目標値"), block("（単位：％）"), table(*rows, header_rows=2, page=2)))
    row = found[-2]
    assert (row.kind, row.cells, row.page) == (PassageKind.ROW, ("保有率", "R5", "70％"), 2)
    assert row.head == ("指標", "基準 年度", "基準 値")
    assert [span.text for span in row.spans] == ["保有率", "R5", "70％"]
    assert row.paragraph.startswith("表１ 目標値\n（単位：％）\n指標")


def test_a_merged_head_stands_over_all_its_columns() -> None:
    assert heads([("区分", "令和７年度", "", ""), ("", "予算", "決算", "差")]) == (
        "区分",
        "令和７年度 予算",
        "令和７年度 決算",
        "令和７年度 差",
    )
    assert heads([]) == ()


def test_rows_of_a_table_over_pages_know_their_page() -> None:
    rows = ("名", "額"), ("甲", "1"), ("乙", "2")
    found = split(document(table(*rows, page=5, row_pages=(5, 5, 6))))
    assert [p.page for p in found] == [5, 5, 6]


def test_a_row_cut_by_the_page_end_is_quoted_page_by_page() -> None:
    cut = table(
        ("名", "説明"), ("甲", "初めの頁から次の頁へ"), ("乙", "短い\n二行"), page=5, row_pages=(5, 5, 6)
    )
    at = cut.original.index("次の頁へ")
    found = split(document(cut.model_copy(update={"page_starts": (PageStart(offset=at, page=6),)})))
    assert [(span.page, span.text) for span in found[1].spans] == [
        (5, "甲"),
        (5, "初めの頁から"),
        (6, "次の頁へ"),
    ]
    assert [(span.page, span.text) for span in found[2].spans] == [(6, "乙"), (6, "短い\n二行")]


def test_a_cell_of_running_text_is_split_into_sentences() -> None:
    long = "改定後の文である。" * 80
    found = split(document(table(("改定後", "現行"), (long, "現行の文である。"))))
    assert [p.kind for p in found] == [PassageKind.ROW] + [PassageKind.SENTENCE] * 81
    assert found[-1].text == "現行の文である。"
    assert found[-1].paragraph == "改定後\t現行"


def test_a_cell_whose_lines_stand_apart_on_the_page_is_quoted_in_pieces() -> None:
    page = "令和 当初 ７年度 予算 保有率"
    found = split(document(table(("令和７年度", "当初予算"), ("保有率", "70")), page_texts=(page,)))
    assert [span.text for span in found[0].spans] == ["令和", "７年度", "当初", "予算"]


def test_radicals_are_repaired_in_the_text_and_kept_in_the_spans() -> None:
    odd = Block(kind=BlockKind.PARAGRAPH, text="行政の計画。次。", original="⾏政の計画。次。", page=1)
    first = split(document(odd))[0]
    assert (first.text, first.spans[0].text) == ("行政の計画。", "⾏政の計画。")


def test_a_figure_without_words_is_no_passage() -> None:
    assert split(document(block("", BlockKind.FIGURE), block("", BlockKind.HEADING, level=1))) == ()


def words(passages: tuple[Passage, ...]) -> str:
    return "".join(fold(p.text) for p in passages)


PIECES = st.lists(
    st.sampled_from(
        [
            "計画",
            "。",
            "「",
            "」",
            "（",
            "）",
            "！",
            "？",
            "1.5",
            "．",
            "\n",
            " ",
            "DX",
            "第１章",
            "『",
            "』",
            "…",
        ]
    ),
    max_size=30,
)
BLOCKS = st.lists(
    st.tuples(
        PIECES.map("".join),
        st.sampled_from([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING]),
        st.integers(0, 40),
    ),
    max_size=6,
)


@given(BLOCKS)
def test_nothing_of_the_body_is_lost_and_the_spans_are_the_text(
    parts: list[tuple[str, BlockKind, int]],
) -> None:
    blocks = [
        block(
            text,
            kind,
            level=1 if kind is BlockKind.HEADING else None,
            page_starts=(PageStart(offset=cut, page=2),) if cut < len(text) else (),
        )
        for text, kind, cut in parts
    ]
    passages = split(document(*blocks))
    assert words(passages) == "".join(fold(each.text) for each in blocks)
    assert all(fold("".join(span.text for span in p.spans)) == fold(p.text) for p in passages)
    assert len({p.id for p in passages}) == len(passages)


@given(
    st.lists(
        st.lists(st.sampled_from(["", "甲", "乙 丙", "70％", "第1"]), min_size=3, max_size=3).map(tuple),
        min_size=1,
        max_size=6,
    )
)
def test_no_cell_of_a_table_is_lost(rows: list[tuple[str, ...]]) -> None:
    passages = split(document(table(*rows)))
    assert words(passages) == "".join(fold(cell) for row in rows for cell in row)
    assert [span.text for p in passages for span in p.spans] == [cell for row in rows for cell in row if cell]


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name", ["nankoku/施政方針_R8", "nankoku/新規事業_R4", "pairs/dp2020_02", "traps/vertical_広報_2021-06"]
)
def test_every_span_of_a_real_document_is_found_on_its_page(shared: Path, name: str) -> None:
    path = shared / "corpus" / f"{name}.pdf"
    read = read_pdf(path, name=path.name, sha256="0" * 64, origin=Origin.MUNICIPALITY)
    pages = [fold(text) for text in read.page_texts]
    passages = split(read)
    lost = [
        (span.page, span.text)
        for p in passages
        for span in p.spans
        if fold(span.text) not in pages[span.page - 1]
    ]
    assert lost == []
    assert words(passages) == "".join(fold(each.text) for each in read.blocks)
