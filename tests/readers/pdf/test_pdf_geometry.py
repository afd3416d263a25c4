"""Characters, rulings and fills of a page, as numbers."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.pdfgen.canvas import Canvas
from typeset_pages import GOTHIC, HEIGHT, MINCHO, WIDTH, Text, typeset

from flows.readers.pdf.geometry import PageGeometry, open_pdf
from flows.readers.unreadable import UnreadableDocumentError


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return typeset(
        tmp_path / "paper.pdf",
        [[Text(100, 50, "第１章"), Text(100, 80, "本文です。", 12, GOTHIC)], [Text(85, 700, "次の頁")]],
    )


def first_page(path: Path) -> PageGeometry:
    with open_pdf(path) as pdf:
        return pdf.page(1)


def changed(path: Path, rotation: int = 0, crop: tuple[float, float, float, float] | None = None) -> Path:
    writer = PdfWriter(clone_from=PdfReader(path))
    if crop:
        writer.pages[0].cropbox = RectangleObject(crop)
    writer.pages[0].rotate(rotation)
    target = path.with_name("changed.pdf")
    writer.write(target)
    return target


def test_characters_have_boxes_from_the_top_left(paper: Path) -> None:
    page = first_page(paper)
    assert page.text.split("\r\n") == ["第１章", "本文です。"]
    assert len(page.x0) == len(page.top) == len(page.x1) == len(page.bottom) == len(page.text)
    assert page.x0[0] == pytest.approx(100, abs=0.5)
    assert page.x1[0] == pytest.approx(110.5, abs=0.5)
    assert page.top[0] == pytest.approx(50, abs=2)
    assert page.bottom[0] == pytest.approx(60.5, abs=2)


def test_size_and_font_belong_to_runs(paper: Path) -> None:
    page = first_page(paper)
    assert page.size_at(0) == pytest.approx(10.5)
    assert page.size_at(len(page.text) - 1) == pytest.approx(12)
    assert [run.font for run in page.runs] == [MINCHO, GOTHIC]


def test_pages_come_one_after_another(paper: Path) -> None:
    with open_pdf(paper) as pdf:
        assert len(pdf) == 2
        assert [(page.number, page.text) for page in pdf][1] == (2, "次の頁")
        assert [page.number for page in pdf.pages(1)] == [1]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_seen_as_it_is_shown(paper: Path, rotation: int) -> None:
    page = first_page(changed(paper, rotation))
    size = (HEIGHT, WIDTH) if rotation != 180 else (WIDTH, HEIGHT)
    assert (page.width, page.height) == pytest.approx(size)
    place = {90: (HEIGHT - 60, 100), 180: (WIDTH - 110, HEIGHT - 60), 270: (50, WIDTH - 110)}[rotation]
    first = page.text.index("第")
    assert (page.x0[first], page.top[first]) == pytest.approx(place, abs=3)
    assert all(a <= b for a, b in zip(page.x0, page.x1, strict=True))
    assert all(a <= b for a, b in zip(page.top, page.bottom, strict=True))


def test_a_cropped_page_begins_at_its_crop_box(paper: Path) -> None:
    page = first_page(changed(paper, crop=(50, 100, 545, 822)))
    assert (page.width, page.height) == pytest.approx((495, 722))
    assert (page.x0[0], page.top[0]) == pytest.approx((50, 30), abs=2)


def test_a_border_is_a_ruling_in_whatever_guise(tmp_path: Path) -> None:
    path = tmp_path / "lines.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.line(100, 742, 300, 742)
    canvas.rect(100, 600, 200, 0.5, stroke=0, fill=1)
    canvas.rect(100, 400, 200, 100, stroke=1, fill=0)
    canvas.beginForm("inner")
    canvas.line(0, 0, 0, 50)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(400, 300)
    canvas.doForm("inner")
    canvas.restoreState()
    canvas.save()
    rulings = first_page(path).rulings
    flat = sorted((round(r.top), round(r.x0), round(r.x1)) for r in rulings if r.horizontal)
    upright = sorted((round(r.x0), round(r.top), round(r.bottom)) for r in rulings if not r.horizontal)
    assert flat == [(100, 100, 300), (242, 100, 300), (342, 100, 300), (442, 100, 300)]
    assert upright == [(100, 342, 442), (300, 342, 442), (400, 492, 542)]


def test_a_coloured_area_is_a_fill_and_a_slanted_line_only_counted(tmp_path: Path) -> None:
    path = tmp_path / "fill.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(100, 700, 50, 20, stroke=0, fill=1)
    canvas.line(10, 10, 200, 300)
    canvas.save()
    page = first_page(path)
    assert [(round(f.x0), round(f.top), round(f.x1), round(f.bottom), f.colour) for f in page.fills] == [
        (100, 122, 150, 142, (255, 0, 0))
    ]
    assert (page.rulings, page.other_paths) == ((), 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "pdf-damaged"), (b"%PDF-1.7\nnothing", "pdf-damaged"), ("紙".encode() * 100, "pdf-damaged")],
)
def test_what_is_no_pdf_is_refused_with_a_reason(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "壊れた 文書.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocumentError) as failure:
        open_pdf(path)
    assert failure.value.code == code


def test_an_encrypted_pdf_is_refused_and_says_what_to_do(paper: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(paper))
    writer.encrypt("secret", algorithm="AES-256")
    target = paper.with_name("locked.pdf")
    writer.write(target)
    with pytest.raises(UnreadableDocumentError, match="パスワードを外した") as failure:
        open_pdf(target)
    assert failure.value.code == "pdf-encrypted"


def test_a_pdf_locked_only_against_changes_is_read(paper: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(paper))
    writer.encrypt("", "owner", algorithm="AES-256")
    target = paper.with_name("owner.pdf")
    writer.write(target)
    assert first_page(target).text.startswith("第１章")
