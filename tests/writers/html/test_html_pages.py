"""Pictures of source pages: the quote is found and marked, bad documents cost nothing but their own pages."""

import base64
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from flows.model import BBox
from flows.writers.pages.drawing import Bounds, Wanted, draw

SHA = "cd" * 32
FIRST = "本市の人口は四万八千人です。"
TORN = ("窓口の手続にかかる時間を測り、", "秋までに見直しの案をまとめます。")


def drawn(path: Path, pages: int = 1) -> Path:
    """A PDF with FIRST at a known place and TORN in two lines far apart."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for _ in range(pages):
        canvas.setFont("HeiseiKakuGo-W5", 12)
        canvas.drawString(100, 700, FIRST)
        canvas.drawString(100, 500, TORN[0])
        canvas.drawString(100, 400, "（間に別の行があります。）")
        canvas.drawString(100, 300, TORN[1])
        canvas.showPage()
    canvas.save()
    return path


def want(*quotes: str, page: int = 1, sha256: str = SHA) -> Wanted:
    return Wanted(sha256=sha256, page=page, quotes=quotes)


def test_a_quote_is_marked_where_it_stands(tmp_path: Path) -> None:
    path = drawn(tmp_path / "計画.pdf")
    picture = draw([want(FIRST)], {SHA: path})[SHA, 1]
    ((left, top, right, bottom),) = picture.marks[FIRST]
    width, height = A4
    assert left * width == pytest.approx(100, abs=3)
    assert top * height == pytest.approx(height - 700 - 12, abs=6)
    assert bottom * height == pytest.approx(height - 700, abs=6)
    assert right * width == pytest.approx(100 + 12 * len(FIRST), abs=12)
    image = Image.open(BytesIO(base64.b64decode(picture.image)))
    assert image.format == "WEBP"
    dark = image.convert("L").crop(
        (
            int(left * image.width),
            int(top * image.height),
            int(right * image.width),
            int(bottom * image.height),
        )
    )
    assert dark.getextrema()[0] < 120  # type: ignore[operator]


@pytest.mark.parametrize("spelling", ["本市 の 人口は 四万\n八千人です。", "本市の人口は四万八千人です"])
def test_a_quote_is_found_after_folding(tmp_path: Path, spelling: str) -> None:
    path = drawn(tmp_path / "計画.pdf")
    assert len(draw([want(spelling)], {SHA: path})[SHA, 1].marks[spelling]) == 1


def test_a_torn_quote_is_marked_piece_by_piece(tmp_path: Path) -> None:
    path = drawn(tmp_path / "計画.pdf")
    quote = "".join(TORN)
    marks = draw([want(quote)], {SHA: path})[SHA, 1].marks[quote]
    assert len(marks) == 2
    assert marks[0][1] < marks[1][1]


def test_a_mark_turns_with_the_page(tmp_path: Path) -> None:
    path = tmp_path / "横.pdf"
    writer = PdfWriter(clone_from=drawn(tmp_path / "縦.pdf"))
    writer.pages[0].rotate(90)
    writer.write(path)
    picture = draw([want(FIRST)], {SHA: path})[SHA, 1]
    assert (picture.width, picture.height) == pytest.approx((A4[1], A4[0]), abs=1)
    ((left, top, right, bottom),) = picture.marks[FIRST]
    assert (right - left) * picture.width < 20 < (bottom - top) * picture.height


def test_what_only_the_reader_saw_is_marked_where_it_saw_it(tmp_path: Path) -> None:
    path = drawn(tmp_path / "計画.pdf")
    box = BBox(x0=59.5, top=84.2, x1=119.0, bottom=168.4)
    page = Wanted(sha256=SHA, page=1, quotes=("紙にしかない文",), fallback=((box,),))
    marks = draw([page], {SHA: path})[SHA, 1].marks["紙にしかない文"]
    assert marks[0] == pytest.approx((0.1, 0.1, 0.2, 0.2), abs=0.01)


def test_a_quote_that_is_nowhere_has_no_mark(tmp_path: Path) -> None:
    path = drawn(tmp_path / "計画.pdf")
    assert draw([want("どこにもない文です。")], {SHA: path})[SHA, 1].marks["どこにもない文です。"] == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"not a pdf", b"%PDF-1.7\n1 0 obj <<>>\ntrailer <</Root 1 0 R>>", b"\x00" * 5000],
)
def test_a_broken_document_has_no_pictures(tmp_path: Path, content: bytes) -> None:
    bad = tmp_path / "壊れた.pdf"
    bad.write_bytes(content)
    good = drawn(tmp_path / "計画.pdf")
    found = draw([want(FIRST), want(FIRST, sha256="ee" * 32)], {SHA: good, "ee" * 32: bad})
    assert list(found) == [(SHA, 1)]


def test_a_page_that_is_not_there_costs_only_itself(tmp_path: Path) -> None:
    path = drawn(tmp_path / "計画.pdf")
    assert list(draw([want(FIRST, page=9), want(FIRST)], {SHA: path})) == [(SHA, 1)]


def test_a_missing_file_or_another_kind_is_left_to_its_words(tmp_path: Path) -> None:
    word = tmp_path / "メモ.docx"
    word.write_bytes(b"PK")
    files = {SHA: word, "ee" * 32: tmp_path / "ない.pdf"}
    assert draw([want("a"), want("a", sha256="ee" * 32), want("a", sha256="ff" * 32)], files) == {}


def test_the_clock_ends_a_worker(tmp_path: Path) -> None:
    path = drawn(tmp_path / "計画.pdf")
    assert draw([want(FIRST)], {SHA: path}, Bounds(seconds=0.0)) == {}


def test_pages_cited_most_come_first_and_the_number_is_bounded(tmp_path: Path) -> None:
    path = drawn(tmp_path / "計画.pdf", pages=3)
    wanted = [want(FIRST, page=1), want(FIRST, *TORN, page=3), want(FIRST, TORN[0], page=2)]
    assert set(draw(wanted, {SHA: path}, Bounds(pages=2))) == {(SHA, 3), (SHA, 2)}


def test_the_size_of_all_is_bounded(tmp_path: Path) -> None:
    path = drawn(tmp_path / "計画.pdf", pages=3)
    wanted = [want(FIRST, page=page) for page in (1, 2, 3)]
    every = draw(wanted, {SHA: path})
    one = max(len(picture.image) for picture in every.values())
    assert len(every) == 3
    assert len(draw(wanted, {SHA: path}, Bounds(total=one * 2))) in (1, 2)
    assert draw(wanted, {SHA: path}, Bounds(total=10)) == {}


def test_a_scan_as_a_picture_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "掲示.png"
    page = pypdfium2.PdfDocument(drawn(tmp_path / "計画.pdf"))[0]
    page.render(scale=200 / 72).to_pil().save(path)
    picture = draw([want(FIRST)], {SHA: path})[SHA, 1]
    assert (picture.width, picture.height) == pytest.approx(A4, abs=2)
    assert picture.marks[FIRST] == ()
