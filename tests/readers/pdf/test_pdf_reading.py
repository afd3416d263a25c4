"""Whole papers: paragraphs, margins, contents, headings, order, findings."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from typeset_pages import GOTHIC, HEIGHT, LEFT, WIDTH, Text, bare_page, paragraph, read_sheets, typeset

from flows.model import Block, BlockKind, Document, DocumentKind, Origin, Severity
from flows.readers import pdf as pdf_room
from flows.readers.options import ReadOptions
from flows.readers.pdf import read_pdf
from flows.readers.pdf.assembly import body_of
from flows.readers.pdf.pages import page_of
from flows.text import fold

PROSE = (
    "本市では、行政手続のオンライン化を段階的に進めており、住民の利便性の向上と職員の負担の軽減を両立させることを目指して、"
    "窓口業務の見直しと合わせて取り組んでいます。"
)
MORE = "また、情報格差の解消に向けて、地域の公民館で講習会を開き、端末の操作に不慣れな方にも利用していただけるように努めます。"


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [block.text for block in document.blocks if kind is None or block.kind is kind]


def headings(document: Document) -> list[tuple[int | None, str]]:
    return [(block.level, block.text) for block in document.blocks if block.kind is BlockKind.HEADING]


# -- paragraphs -----------------------------------------------------------------------------------------------


def test_lines_inside_a_sentence_are_joined_and_an_indent_begins_a_paragraph(tmp_path: Path) -> None:
    first = paragraph(100, PROSE)
    document = read_sheets(tmp_path, [*first, *paragraph(first[-1].top + 18, MORE)])
    assert texts(document) == [PROSE, MORE]


def test_a_list_hangs_and_each_item_is_a_block_of_its_own(tmp_path: Path) -> None:
    sheet = [
        *paragraph(100, PROSE),
        Text(LEFT, 190, "① 窓口の予約をスマートフォンからも受け付けることができるようにするとともに"),
        Text(LEFT + 21, 208, "待ち時間を減らす。"),
        Text(LEFT, 226, "② 申請書の記入を省く。"),
    ]
    document = read_sheets(tmp_path, sheet)
    assert texts(document, BlockKind.LIST_ITEM) == [
        "① 窓口の予約をスマートフォンからも受け付けることができるようにするとともに待ち時間を減らす。",
        "② 申請書の記入を省く。",
    ]


def test_short_lines_of_a_list_of_names_stay_apart(tmp_path: Path) -> None:
    names = ["青葉市 企画課", "若草町 情報政策課", "早瀬市 総務課", "深山村 住民課"]
    document = read_sheets(
        tmp_path, [*paragraph(100, PROSE), *(Text(LEFT, 300 + 18 * n, name) for n, name in enumerate(names))]
    )
    assert texts(document)[1:] == names


def test_a_paragraph_goes_on_over_the_page_end(tmp_path: Path) -> None:
    lines = paragraph(700, PROSE + MORE)
    first, second = lines[:3], [Text(x, 80 + 18 * n, t, s) for n, (x, _, t, s, *_) in enumerate(lines[3:])]
    block = read_sheets(tmp_path, first, second).blocks[0]
    assert block.text == PROSE + MORE
    assert [start.page for start in block.page_starts] == [2]
    assert block.original[block.page_starts[0].offset :] == "".join(line.text for line in second)


def test_a_sentence_that_ends_with_the_page_goes_on_nowhere(tmp_path: Path) -> None:
    document = read_sheets(tmp_path, paragraph(700, PROSE), paragraph(80, MORE))
    assert texts(document) == [PROSE, MORE]


def test_words_between_two_latin_lines_are_parted_by_a_space(tmp_path: Path) -> None:
    long = "This policy applies to every system that the municipality operates on behalf of residents"
    sheet = [Text(LEFT, 100, long), Text(LEFT, 116, "and to all services."), Text(LEFT, 132, "")]
    assert "residents and to" in " ".join(texts(read_sheets(tmp_path, sheet)))


# -- margins --------------------------------------------------------------------------------------------------


def book(
    pages: int, number: str = "- {} -", first: int = 1, head: str = "青葉市地域計画"
) -> list[list[Text]]:
    return [
        [
            Text(400, 40, head, 9),
            *paragraph(100, PROSE.replace("本市", f"第{n}地区")),
            *paragraph(300, MORE.replace("また", f"第{n}に")),
            Text(280, 800, number.format(n + first - 1), 10),
        ]
        for n in range(1, pages + 1)
    ]


@pytest.mark.parametrize("number", ["- {} -", "{}", "({})", "P.{}", "－ {} －", "{} / 9", "{}ページ"])
def test_a_page_number_is_kept_out_of_the_body_and_kept_as_printed(tmp_path: Path, number: str) -> None:
    document = read_sheets(tmp_path, *book(4, number, first=5))
    assert document.printed_pages == ("5", "6", "7", "8")
    assert all(block.text.startswith("第") for block in document.blocks)


def test_a_running_head_is_no_body_but_stays_in_the_page_text(tmp_path: Path) -> None:
    document = read_sheets(tmp_path, *book(4))
    assert "青葉市地域計画" not in "".join(texts(document))
    assert all("青葉市地域計画" in text for text in document.page_texts)


def test_a_head_that_changes_with_the_chapter_is_a_running_head_too(tmp_path: Path) -> None:
    sheets = book(6)
    sheets[3] = [sheets[3][0]._replace(text="青葉市資料編"), *sheets[3][1:]]
    assert "資料編" not in "".join(texts(read_sheets(tmp_path, *sheets)))


def test_a_slide_title_that_several_slides_share_stays(tmp_path: Path) -> None:
    sheets = [[Text(60, 40, "適合確認の考え方", 24, GOTHIC), *paragraph(150 + n, PROSE)] for n in range(4)]
    assert len([text for text in texts(read_sheets(tmp_path, *sheets)) if text == "適合確認の考え方"]) == 4


def test_a_number_in_the_text_is_no_page_number(tmp_path: Path) -> None:
    document = read_sheets(tmp_path, [*paragraph(100, PROSE), Text(300, 400, "128")])
    assert document.printed_pages == (None,)
    assert "128" in texts(document)


# -- contents, headings, order --------------------------------------------------------------------------------

PLAN = [
    ("章", "第１章 計画の策定に当たって", 1),
    ("節", "１ 策定の趣旨", 2),
    ("節", "２ 計画の位置付け", 2),
    ("章", "第２章 現状と課題", 1),
    ("節", "１ 人口の推移", 2),
    ("細", "（１）年齢別の人口", 3),
    ("細", "（２）地区別の人口", 3),
]


def plan(style: dict[str, tuple[float, str]]) -> list[list[Text]]:
    sheet: list[Text] = []
    top = 80.0
    for kind, title, _ in PLAN:
        size, font = style[kind]
        sheet.append(Text(LEFT, top, title, size, font))
        sheet += paragraph(top + 24, PROSE)
        top += 100
    return [sheet]


CHART = ["満足", "12.5", "40.1", "30.0", "10.2", "不満", "51.8%", "20.1%", "8.8", "0%", "50%", "100%"]
STYLES = {
    "gothic": {"章": (10.5, GOTHIC), "節": (10.5, GOTHIC), "細": (10.5, GOTHIC)},
    "large": {"章": (16, GOTHIC), "節": (13, GOTHIC), "細": (11, GOTHIC)},
}


@pytest.mark.parametrize("style", STYLES)
def test_headings_are_told_by_number_and_type_with_one_level_for_each_kind(
    tmp_path: Path, style: str
) -> None:
    document = read_sheets(tmp_path, *plan(STYLES[style]))
    assert headings(document) == [(level, title) for _, title, level in PLAN]


def test_a_contents_page_is_no_body_and_vouches_for_plain_headings(tmp_path: Path) -> None:
    listed = [(f"{title} {'.' * 40} {n + 2}", 20 * level) for n, (_, title, level) in enumerate(PLAN)]
    contents = [
        Text(250, 60, "目　次", 12),
        *(Text(LEFT + x, 100 + 20 * n, line) for n, (line, x) in enumerate(listed)),
    ]
    plain = dict.fromkeys("章節細", (10.5, "HeiseiMin-W3"))
    document = read_sheets(tmp_path, contents, *plan(plain))
    assert headings(document) == [(level, title) for _, title, level in PLAN]
    assert all(block.page == 2 for block in document.blocks)
    assert "目" in document.page_texts[0]


def test_headings_without_numbers_are_told_by_the_space_around_them(tmp_path: Path) -> None:
    sheet: list[Text] = []
    for n, title in enumerate(["総　　務", "財　　政", "福　　祉", "教　　育"]):
        sheet += [Text(LEFT, 60 + 180 * n, title), *paragraph(95 + 180 * n, PROSE)]
    assert headings(read_sheets(tmp_path, sheet)) == [(1, "総務"), (1, "財政"), (1, "福祉"), (1, "教育")]


@pytest.mark.parametrize(
    "line",
    [
        "図１ 計画の体系",
        "表２ 指標の一覧",
        "令和７年４月１日",
        "出典：総務省資料",
        "※ 令和５年度末の値",
        "以上のことから、",
        "３２１",
    ],
)
def test_a_caption_a_date_or_a_note_is_no_heading(tmp_path: Path, line: str) -> None:
    sheet = [*paragraph(100, PROSE), Text(LEFT, 220, line, 12, GOTHIC), *paragraph(260, MORE)]
    assert headings(read_sheets(tmp_path, sheet)) == []


def test_numbered_items_right_under_each_other_are_a_list(tmp_path: Path) -> None:
    items = [
        Text(LEFT, 200 + 18 * n, f"（{n + 1}）{what}の見直し")
        for n, what in enumerate(["窓口", "様式", "手数料", "備品"])
    ]
    document = read_sheets(tmp_path, [*paragraph(100, PROSE), *items])
    assert len(texts(document, BlockKind.LIST_ITEM)) == 4


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    sheet = [Text(60, 50, "お知らせ", 16, GOTHIC)]
    for n in range(8):
        sheet += [
            Text(60, 100 + 18 * n, f"左の段の文章の{n}行目になります、"),
            Text(320, 100 + 18 * n, f"右の段の文章の{n}行目になります、"),
        ]
    whole = "".join(texts(read_sheets(tmp_path, sheet)))
    places = [whole.index(f"{side}の段の文章の{n}行目") for side in "左右" for n in range(8)]
    assert places == sorted(places)


def test_the_title_of_a_cover_is_the_documents_title_and_no_heading(tmp_path: Path) -> None:
    cover = [
        Text(150, 200, "青葉市総合計画", 24, GOTHIC),
        Text(220, 600, "令和７年３月"),
        Text(240, 640, "青葉市", 14),
    ]
    document = read_sheets(tmp_path, cover, *plan(STYLES["large"]))
    assert (document.source.title, document.source.kind) == ("青葉市総合計画", DocumentKind.GENERAL_PLAN)
    assert headings(document) == [(level, title) for _, title, level in PLAN]


def test_a_paper_without_a_title_is_called_by_its_file_name(tmp_path: Path) -> None:
    document = read_sheets(tmp_path, paragraph(100, PROSE), name="施政方針 令和８年.pdf")
    assert (document.source.title, document.source.kind) == ("施政方針 令和８年", DocumentKind.SPEECH)


def test_footnotes_stand_after_the_page_and_do_not_part_a_paragraph(tmp_path: Path) -> None:
    lines = paragraph(640, PROSE + MORE)
    first = [*lines[:3], Text(LEFT, 780, "1 総務省の調査による。", 7)]
    second = [Text(x, 80 + 18 * n, t, s) for n, (x, _, t, s, *_) in enumerate(lines[3:])]
    document = read_sheets(tmp_path, first, second)
    assert texts(document) == [PROSE + MORE, "1 総務省の調査による。"]


def test_the_labels_of_a_chart_are_one_figure(tmp_path: Path) -> None:
    chart = [Text(LEFT + 100 * (n % 4), 250 + 40 * (n // 4), label, 8) for n, label in enumerate(CHART)]
    document = read_sheets(tmp_path, [*paragraph(100, PROSE), *chart, *paragraph(420, MORE)])
    figure = document.blocks[1]
    assert [block.kind for block in document.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.FIGURE,
        BlockKind.PARAGRAPH,
    ]
    assert sorted(figure.text.split()) == sorted(" ".join(CHART).split())


def test_a_list_of_names_is_no_chart(tmp_path: Path) -> None:
    names = [
        Text(LEFT, 250 + 20 * n, f"{what}課") for n, what in enumerate("総務税務市民福祉環境農林建設水道教育")
    ]
    document = read_sheets(tmp_path, [*paragraph(100, PROSE), *names])
    assert not any(block.kind is BlockKind.FIGURE for block in document.blocks)


# -- characters -----------------------------------------------------------------------------------------------


def test_radicals_are_repaired_in_text_and_kept_in_original(tmp_path: Path) -> None:
    block = read_sheets(tmp_path, paragraph(100, PROSE)).blocks[0]
    assert block.text == fold(block.original) == PROSE
    radical = page_of(bare_page([Text(85, 100, "⾏政の⻑期計画を定める。")]))
    read = body_of([radical], []).blocks[0]
    assert (read.text, read.original) == ("行政の長期計画を定める。", "⾏政の⻑期計画を定める。")


# -- pages that cannot be read --------------------------------------------------------------------------------


def scan(path: Path, words: str = "", size: int = 9) -> Path:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.drawString(85, 740, "digital text on the first page, long enough to be used as it is")
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("L", (300, 420), 255)), 0, 0, WIDTH, HEIGHT)
    canvas.setFont("Helvetica", size)
    canvas.drawString(85, 20, words)
    canvas.showPage()
    canvas.save()
    return path


def test_a_scanned_page_inside_a_digital_pdf_is_a_finding_that_says_what_to_do(tmp_path: Path) -> None:
    document = read_pdf(scan(tmp_path / "s.pdf"), name="s.pdf", sha256="0", origin=Origin.MUNICIPALITY)
    found = [(finding.code, finding.page, finding.severity) for finding in document.findings]
    assert found == [("pdf-page-unreadable", 2, Severity.WARNING)]
    assert "--extra ocr" in document.findings[0].message
    assert len(document.page_texts) == 2


def test_a_scanned_page_is_recognised_where_ocr_is_given(tmp_path: Path) -> None:
    class Read:
        geometry = bare_page([Text(85, 100, "専決処分の報告について申し上げます。")], number=2)

        def confidence(self, start: int = 0, end: int | None = None) -> float:
            return 0.9

    seen: list[tuple[int, float, float]] = []

    def ocr(image: object, number: int, width: float, height: float) -> Read:
        seen.append((number, width, height))
        return Read()

    document = read_pdf(
        scan(tmp_path / "s.pdf"), name="s.pdf", sha256="0", origin=Origin.MUNICIPALITY, ocr=ocr
    )
    block = document.blocks[-1]
    assert seen == [(2, pytest.approx(WIDTH), pytest.approx(HEIGHT))]
    assert (block.text, block.page, block.confidence) == ("専決処分の報告について申し上げます。", 2, 0.9)
    assert [finding.code for finding in document.findings] == ["pdf-ocr"]
    assert "専決処分" in document.page_texts[1]


@pytest.mark.parametrize(("size", "findings"), [(8, 1), (24, 0)])
def test_a_stamp_on_a_scan_is_no_text_and_a_title_on_a_photograph_is(
    tmp_path: Path, size: int, findings: int
) -> None:
    document = read_pdf(
        scan(tmp_path / "s.pdf", "Smart City", size), name="s.pdf", sha256="0", origin=Origin.MUNICIPALITY
    )
    assert len(document.findings) == findings
    assert "Smart City" in document.page_texts[1]


def test_pages_beyond_the_bound_are_left_out_with_a_finding(tmp_path: Path) -> None:
    path = typeset(tmp_path / "long.pdf", book(6))
    options = ReadOptions(max_pages=2)
    document = read_pdf(path, name="long.pdf", sha256="0", origin=Origin.MUNICIPALITY, options=options)
    assert document.source.pages == 6
    assert {block.page for block in document.blocks} == {1, 2}
    assert [finding.code for finding in document.findings] == ["pdf-too-many-pages"]


def test_a_blank_page_is_no_finding(tmp_path: Path) -> None:
    document = read_sheets(tmp_path, paragraph(100, PROSE), [], paragraph(100, MORE))
    assert document.findings == ()
    assert document.page_texts[1] == ""


def test_the_outline_of_the_file_vouches_for_headings(tmp_path: Path) -> None:
    sheet: list[Text] = []
    for n, title in enumerate(["取組の全体像", "体制の整備", "進み具合の確認"]):
        sheet += [Text(LEFT, 80 + 130 * n, title), *paragraph(105 + 130 * n, PROSE)]
    path = typeset(tmp_path / "o.pdf", [sheet])
    writer = PdfWriter(clone_from=PdfReader(path))
    for title in ("取組の全体像", "体制の整備", "進み具合の確認"):
        writer.add_outline_item(title=title, page_number=0)
    writer.write(path)
    document = read_pdf(path, name="o.pdf", sha256="0", origin=Origin.MUNICIPALITY)
    assert headings(document) == [(1, "取組の全体像"), (1, "体制の整備"), (1, "進み具合の確認")]


# -- real documents -------------------------------------------------------------------------------------------

DIGITAL = [
    "nankoku/施政方針_R8", "nankoku/市政報告_R7-12", "nankoku/第5次総合計画_基本構想", "nankoku/予算説明_R8",
    "guidance/クラウド利用基本方針_2021", "guidance/標準仕様書と適合確認_2023", "traps/radicals_漢字訓令_2010",
    "traps/vertical_広報_2021-06",
]  # fmt: skip


def read_real(shared: Path, name: str) -> Document:
    path = shared / "corpus" / f"{name}.pdf"
    return read_pdf(path, name=path.name, sha256="0" * 64, origin=Origin.MUNICIPALITY)


def parts(block: Block) -> list[tuple[int, str]]:
    edges = [
        (0, block.page),
        *((start.offset, start.page) for start in block.page_starts),
        (len(block.original), 0),
    ]
    return [(page, block.original[a:b]) for (a, page), (b, _) in pairwise(edges)]


@pytest.mark.corpus
@pytest.mark.parametrize("name", DIGITAL)
def test_every_part_of_a_block_is_one_piece_of_its_pages_text(shared: Path, name: str) -> None:
    document = read_real(shared, name)
    pages = [fold(text) for text in document.page_texts]
    for block in document.blocks:
        if block.kind is not BlockKind.TABLE:
            for page, text in parts(block):
                assert fold(text) in pages[page - 1], (page, text)


@pytest.mark.corpus
@pytest.mark.parametrize("name", DIGITAL)
def test_no_character_that_no_one_can_read_is_left(shared: Path, name: str) -> None:
    document = read_real(shared, name)
    left = [
        block.text for block in document.blocks if re.search(r"[\ue000-\uf8ff\ufffd⺀-⿟]|\(cid:", block.text)
    ]
    assert left == [] or any(finding.code == "pdf-lost-glyphs" for finding in document.findings)


@pytest.mark.corpus
def test_a_letter_spaced_speech_reads_like_any_other(shared: Path) -> None:
    document = read_real(shared, "nankoku/市政報告_R7-12")
    assert document.printed_pages == tuple(str(n) for n in range(1, 15))
    spaced = [block.text for block in document.blocks if re.search(r"(?:[ぁ-ん一-龠] ){3}", block.text)]
    assert spaced == []
    assert sum(block.text.endswith("。") for block in document.blocks) > 0.8 * len(document.blocks)


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name", ["traps/no_tounicode_規格", "traps/outlined_避難判定フロー", "traps/scan_南国市報告第9号"]
)
def test_pages_without_usable_text_are_all_found(shared: Path, name: str) -> None:
    document = read_real(shared, name)
    assert [finding.page for finding in document.findings] == list(range(1, document.source.pages + 1))
    assert not any(block.text for block in document.blocks)


def test_a_page_nobody_has_thought_of_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pdf_room.page_of

    def page_of(geometry: Any, after: Any = None) -> Any:
        if geometry.number == 2:
            raise ZeroDivisionError
        return real(geometry, after)

    monkeypatch.setattr(pdf_room, "page_of", page_of)
    path = tmp_path / "三頁.pdf"
    sheet = Canvas(str(path))
    for number in (1, 2, 3):
        sheet.setFont("Helvetica", 12)
        sheet.drawString(72, 700, f"Paper number {number} says something about the plan.")
        sheet.showPage()
    sheet.save()
    document = pdf_room.read_pdf(path, name="三頁.pdf", sha256="0", origin=Origin.MUNICIPALITY)
    assert {block.page for block in document.blocks} == {1, 3}
    assert [finding.page for finding in document.findings] == [2]
