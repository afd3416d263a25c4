"""Word files: what a reader of the paper sees comes out, once and in order."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from hostile_files import R, W, docx, package, paragraph, relations
from lxml import etree

from flows.model import Block, BlockKind, Document, Origin
from flows.readers import ReadOptions, read
from flows.text import fold

W14 = 'xmlns:wps="urn:wps" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.fixture
def word(tmp_path: Path):
    """Read a Word file with this body and these parts."""

    def make(body: str, extra: dict[str, str | bytes] | None = None) -> Document:
        path = tmp_path / "計画.docx"
        docx(path, body, extra)
        document = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions())
        page = fold(document.page_texts[0]) if document.page_texts else ""
        assert all(fold(block.text) in page for block in document.blocks)
        return document

    return make


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def tables(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.TABLE]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def p(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def inside(tag: str, *content: str) -> str:
    return f"<w:{tag}>{''.join(content)}</w:{tag}>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


INSTRUCTION = "<w:r><w:instrText>REF x</w:instrText></w:r>"
DELETED = "<w:del><w:r><w:delText>旧く</w:delText></w:r></w:del>"
PLACEHOLDER = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
SYMBOL = '<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>'
RUBY = inside("r", inside("ruby", inside("rt", run("なんこく")), inside("rubyBase", run("南国"))))
WORDS = {
    "insertions count": (p(run("本市は"), inside("ins", run("新たに")), run("進む。")), "本市は新たに進む。"),
    "deletions do not": (p(run("本市は"), DELETED, run("進む。")), "本市は進む。"),
    "moved text counts where it went": (
        p(inside("moveFrom", run("ここから")), inside("moveTo", run("ここへ"))),
        "ここへ",
    ),
    "hidden runs do not": (p(run("見える"), run("隠れた", "<w:vanish/>")), "見える"),
    "a run that is not hidden after all": (p(run("見える", '<w:vanish w:val="0"/>')), "見える"),
    "hyperlinks and smart tags": (
        p(inside("hyperlink", run("総務省")), inside("smartTag", run("南"))),
        "総務省南",
    ),
    "content controls": (p(inside("sdt", inside("sdtContent", run("回答")))), "回答"),
    "placeholders of empty controls do not": (
        p(run("氏名"), inside("sdt", PLACEHOLDER, inside("sdtContent", run("クリックして入力")))),
        "氏名",
    ),
    "results of fields, not their instructions": (
        p(field("begin"), INSTRUCTION, field("separate"), run("図１"), field("end"), run("のとおり")),
        "図１のとおり",
    ),
    "simple fields": (p(f"<w:fldSimple w:instr='DATE'>{run('令和８年')}</w:fldSimple>"), "令和８年"),
    "the base of ruby without its reading": (p(RUBY), "南国"),
    "a symbol of Wingdings": (p(SYMBOL, run("重点")), "●重点"),
    "tabs as spaces": (p(run("担当"), "<w:r><w:tab/></w:r>", run("企画課")), "担当 企画課"),
    "a title spread out by spaces": (p(run("目　　次")), "目次"),
    "radicals as the ideographs they stand for": (p(run("⼈⼝")), "人口"),
}


@pytest.mark.parametrize(("body", "expected"), WORDS.values(), ids=WORDS)
def test_a_paragraph_says_what_its_reader_sees(word, body: str, expected: str) -> None:
    assert texts(word(body)) == [expected]


def test_a_field_that_never_ends_does_not_swallow_the_rest(word) -> None:
    broken = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r></w:p>'
    )
    assert texts(word(broken + paragraph("続きの本文。"))) == ["続きの本文。"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(word) -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前半と')}</w:p>"
    assert texts(word(first + paragraph("後半。"))) == ["前半と後半。"]


def test_a_text_box_comes_once_after_its_paragraph(word) -> None:
    box = f"<w:txbxContent>{paragraph('囲みの中')}</w:txbxContent>"
    both = (
        f"<w:p {W14}>{run('本文')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(word(both + paragraph("次"))) == ["本文", "囲みの中", "次"]


def test_comments_and_changes_are_findings_not_text(word) -> None:
    document = word(
        f"<w:p><w:ins>{run('足した')}</w:ins><w:r><w:commentReference w:id='1'/></w:r></w:p>",
        {
            "word/_rels/document.xml.rels": relations(("r1", "comments", "comments.xml")),
            "word/comments.xml": f'<w:comments xmlns:w="{W}"><w:comment w:id="1">{paragraph("要確認では")}</w:comment></w:comments>',
        },
    )
    assert texts(document) == ["足した"]
    assert {finding.code for finding in document.findings} == {"tracked-changes", "comments"}


def test_notes_follow_the_paragraph_that_names_them(word) -> None:
    document = word(
        f"<w:p>{run('普及率は84％')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('である。')}</w:p>"
        + paragraph("次"),
        {
            "word/_rels/document.xml.rels": relations(("r1", "footnotes", "footnotes.xml")),
            "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="0" w:type="separator">{paragraph("線")}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph("白書による")}</w:footnote></w:footnotes>',
        },
    )
    assert [(block.text, block.place) for block in document.blocks] == [
        ("普及率は84％である。", ""),
        ("白書による", "脚注"),
        ("次", ""),
    ]


def test_running_heads_belong_to_the_page_but_not_to_the_body(word) -> None:
    document = word(
        paragraph("本文"),
        {
            "word/_rels/document.xml.rels": relations(("r1", "header", "header1.xml")),
            "word/header1.xml": f'<w:hdr xmlns:w="{W}">{paragraph("取扱注意")}</w:hdr>',
        },
    )
    assert texts(document) == ["本文"]
    assert "取扱注意" in document.page_texts[0]


STYLES = (
    f'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{R}">'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="章の見出し"/><w:basedOn w:val="a3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="見出し 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a6"><w:name w:val="小見出し"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="tt"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c1"><w:name w:val="輪"/><w:basedOn w:val="c2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="c2"><w:name w:val="輪2"/><w:basedOn w:val="c1"/></w:style>'
    "</w:styles>"
)
WITH_STYLES = {
    "word/_rels/document.xml.rels": relations(("r1", "styles", "styles.xml")),
    "word/styles.xml": STYLES,
}


def styled(text: str, style: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{run(text)}</w:p>'


@pytest.mark.parametrize(
    ("style", "level"), [("a3", 1), ("a4", 1), ("a5", 2), ("a6", 3), ("c1", None), ("ない", None)]
)
def test_a_heading_is_known_by_what_its_style_means(word, style: str, level: int | None) -> None:
    (block,) = word(styled("基本方針", style), WITH_STYLES).blocks
    assert block.level == level
    assert (block.kind is BlockKind.HEADING) is (level is not None)


def test_an_outline_level_on_the_paragraph_itself_wins(word) -> None:
    (block,) = word(styled("本文扱い", "a3", '<w:outlineLvl w:val="9"/>'), WITH_STYLES).blocks
    assert block.kind is BlockKind.PARAGRAPH


def test_the_place_of_a_block_is_the_path_of_headings_over_it(word) -> None:
    body = (
        styled("総論", "a3")
        + styled("背景", "a5")
        + paragraph("本文一")
        + styled("各論", "a3")
        + paragraph("本文二")
    )
    document = word(body, WITH_STYLES)
    assert [block.place for block in document.blocks if block.kind is BlockKind.PARAGRAPH] == [
        "総論 > 背景",
        "各論",
    ]


def test_contents_stay_out_of_the_body_but_on_the_page(word) -> None:
    document = word(styled("第１章　総論　1", "t1") + styled("総論", "a3") + paragraph("本文"), WITH_STYLES)
    assert texts(document) == ["総論", "本文"]
    assert "第１章" in document.page_texts[0]


def test_a_title_style_names_the_document(word) -> None:
    body = (
        styled("第２期", "tt")
        + styled("情報化推進計画", "tt")
        + styled("総論", "a3")
        + styled("別の表題", "tt")
    )
    assert word(body, WITH_STYLES).source.title == "第２期情報化推進計画"


def test_typed_numbers_make_headings_where_no_style_does(word) -> None:
    body = "".join(
        map(
            paragraph,
            [
                "第１章　総論",
                "１　背景",
                "人口が減る。",
                "２　目的",
                "効率を上げる。",
                "第２章　各論",
                "取り組む。",
            ],
        )
    )
    document = word(body)
    assert [(b.level, b.text) for b in document.blocks if b.kind is BlockKind.HEADING] == [
        (1, "第１章 総論"),
        (2, "１ 背景"),
        (2, "２ 目的"),
        (1, "第２章 各論"),
    ]


def test_spans_and_vertical_merges_leave_empty_cells(word) -> None:
    body = table(
        row(
            cell(paragraph("区分"), '<w:vMerge w:val="restart"/>'),
            cell(paragraph("年度"), '<w:gridSpan w:val="2"/>'),
        ),
        row(cell("<w:p/>", "<w:vMerge/>"), cell(paragraph("令和７")), cell(paragraph("令和８"))),
        row(cell(paragraph("件数")), cell(paragraph("12")), cell(paragraph("15"))),
    )
    (found,) = tables(word(body))
    assert found.rows == (("区分", "年度", ""), ("", "令和７", "令和８"), ("件数", "12", "15"))
    assert found.header_rows == 2


def test_rows_marked_as_heads_are_heads(word) -> None:
    head = row(cell(paragraph("施策")), cell(paragraph("内容")), properties="<w:tblHeader/>")
    (found,) = tables(word(table(head, row(cell(paragraph("窓口")), cell(paragraph("書かない"))))))
    assert found.header_rows == 1


def test_deleted_and_hidden_rows_are_gone(word) -> None:
    body = table(
        row(cell(paragraph("残る")), cell(paragraph("行"))),
        row(cell(paragraph("消す")), cell(paragraph("行")), properties="<w:del/>"),
        row(cell(paragraph("隠す")), cell(paragraph("行")), properties="<w:hidden/>"),
    )
    (found,) = tables(word(body))
    assert found.rows == (("残る", "行"),)


def test_a_table_in_a_cell_is_a_table_of_its_own(word) -> None:
    inner = table(row(cell(paragraph("内")), cell(paragraph("側"))))
    first, second = tables(
        word(table(row(cell(paragraph("外")), cell(paragraph("中に") + inner + "<w:p/>"))))
    )
    assert (first.rows, second.rows) == ((("外", "中に"),), (("内", "側"),))


def test_a_table_of_one_cell_is_a_frame_around_text(word) -> None:
    assert texts(word(table(row(cell(paragraph("一行目。") + paragraph("二行目。")))))) == [
        "一行目。",
        "二行目。",
    ]


def test_paragraphs_of_a_cell_are_lines(word) -> None:
    (found,) = tables(word(table(row(cell(paragraph("上") + paragraph("下")), cell(paragraph("右"))))))
    assert found.rows == (("上\n下", "右"),)


@pytest.mark.parametrize("span", ["0", "-3", "999999999", "x", ""])
def test_a_span_that_cannot_be_is_bounded(word, span: str) -> None:
    (found,) = tables(
        word(table(row(cell(paragraph("a"), f'<w:gridSpan w:val="{span}"/>'), cell(paragraph("b")))))
    )
    assert found.rows is not None
    assert len(found.rows[0]) <= 200


def test_words_of_smart_art_are_a_figure(word) -> None:
    points = "".join(f"<dgm:pt><a:t>{word}</a:t></dgm:pt>" for word in ("将来像", "柱１"))
    diagram = f'<dgm:dataModel xmlns:dgm="urn:dgm" xmlns:a="urn:a">{points}</dgm:dataModel>'
    document = word(
        '<w:p><w:r><w:drawing><dgm:relIds xmlns:dgm="urn:dgm" r:dm="r9"/></w:drawing></w:r></w:p>'
        + paragraph("本文"),
        {
            "word/_rels/document.xml.rels": relations(("r9", "diagramData", "diagrams/data1.xml")),
            "word/diagrams/data1.xml": diagram,
        },
    )
    assert [(b.kind, b.text) for b in document.blocks if b.kind is BlockKind.FIGURE] == [
        (BlockKind.FIGURE, "将来像\n柱１")
    ]


def test_a_strict_file_reads_like_a_transitional_one(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    path = tmp_path / "厳格.docx"
    package(
        path,
        {
            "word/document.xml": f'<w:document xmlns:w="{strict}"><w:body><w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
            "<w:r><w:t>総論</w:t></w:r></w:p></w:body></w:document>"
        },
    )
    (block,) = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions()).blocks
    assert (block.kind, block.level) == (BlockKind.HEADING, 1)


def test_a_file_of_pictures_only_says_so(word) -> None:
    document = word("<w:p/>", {"word/media/image1.png": b"\x89PNG"})
    assert [finding.code for finding in document.findings] == ["pictures-only"]


def own_text(paragraph: etree._Element) -> str:
    """The characters of a paragraph without those of text boxes in it and of branches for old programs."""
    pieces = []
    for item in paragraph.iter("{*}t", "{*}noBreakHyphen"):
        above = [etree.QName(element).localname for element in item.iterancestors()]
        if (
            above.index("p") == [e is paragraph for e in item.iterancestors()].index(True)
            and "Fallback" not in above
        ):
            pieces.append("-" if item.text is None else item.text)
    return "".join(pieces)


@pytest.mark.corpus
@pytest.mark.parametrize("stem", ["dp2020_02", "dp2020_03", "dp2021_06_att"])
def test_no_paragraph_of_a_real_file_is_lost(shared: Path, stem: str) -> None:
    """Against every w:t of the file, which knows nothing of order, fields or changes."""
    path = shared / "corpus" / "pairs" / f"{stem}.docx"
    document = read(path, name=path.name, origin=Origin.GUIDANCE, options=ReadOptions())
    page = fold(document.page_texts[0])
    with ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    seen = [text for paragraph in body.iter("{*}p") if fold(text := own_text(paragraph))]
    found = sum(1 for text in seen if fold(text) in page)
    assert found >= 0.99 * len(seen)
