"""Reading paper: order of lines, look-alikes, geometry; and the engine itself on a drawn page, with the network shut."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.readers.ocr import OcrLine, RecognisedPage, as_geometry, available, recognise, recognise_page
from flows.readers.ocr.lines import in_reading_order, without_look_alikes
from flows.readers.ocr.page import by_cells, slope_of
from flows.readers.pdf.geometry import Ruling, open_pdf
from flows.readers.pdf.tables import find
from flows.text import fold

sys.path.insert(0, str(Path(__file__).parent / "pdf"))
from drawn_pages import Paper, drawn

needs_engine = pytest.mark.skipif(not available(), reason="追加機能 ocr が入っていないため")


def line(text: str, x0: float, top: float, x1: float, bottom: float) -> OcrLine:
    """A line of which one is sure."""
    return OcrLine(text, x0, top, x1, bottom, 1.0)


def column(mark: str, x0: float, x1: float, count: int, top: float = 100.0) -> list[OcrLine]:
    """Lines of running text under each other."""
    return [line(f"{mark}{n}", x0, top + 20 * n, x1, top + 14 + 20 * n) for n in range(count)]


def texts(lines: list[OcrLine]) -> list[str]:
    """The words alone."""
    return [each.text for each in in_reading_order(lines)]


def test_lines_are_read_from_top_to_bottom() -> None:
    lines = column("行", 50, 500, 6)
    assert texts(lines[::-1]) == [each.text for each in lines]


def test_words_beside_each_other_are_read_from_left_to_right() -> None:
    assert texts([line("右", 300, 101, 340, 115), line("左", 50, 100, 90, 114)]) == ["左", "右"]


def test_columns_are_read_one_after_the_other_under_their_heading() -> None:
    heading = line("二段の上の見出し", 50, 70, 540, 90)
    left, right = column("左", 50, 280, 8), column("右", 310, 540, 8)
    mixed = [heading, *(each for pair in zip(right, left, strict=True) for each in pair)]
    assert texts(mixed) == [each.text for each in (heading, *left, *right)]


def test_cells_of_a_table_are_read_row_by_row() -> None:
    rows = [
        line(f"{n}の{k}", 50 + 100 * k, 100 + 20 * n, 90 + 100 * k, 114 + 20 * n)
        for n in range(6)
        for k in range(5)
    ]
    assert texts(rows[::-1]) == [each.text for each in rows]


def test_vertical_writing_is_read_from_right_to_left() -> None:
    columns = [line(f"縦書きの行その{n}", 500 - 20 * n, 60, 514 - 20 * n, 300) for n in range(12)]
    assert texts(columns[::-1]) == [each.text for each in columns]


def test_vertical_writing_in_two_bands_is_read_band_by_band() -> None:
    upper = [line(f"上の段の行{n}", 500 - 20 * n, 60, 514 - 20 * n, 300) for n in range(8)]
    lower = [line(f"下の段の行{n}", 500 - 20 * n, 330, 514 - 20 * n, 570) for n in range(8)]
    assert texts([*lower, *upper]) == [each.text for each in (*upper, *lower)]


coordinate = st.floats(0, 1000, allow_nan=False)
line_anywhere = st.builds(
    lambda text, x, y, wide, high: line(text, x, y, x + wide, y + high),
    st.text(min_size=1, max_size=5),
    coordinate,
    coordinate,
    st.floats(0.5, 400),
    st.floats(0.5, 400),
)


@given(st.lists(line_anywhere, max_size=40))
def test_no_line_is_lost_or_doubled_by_ordering(lines: list[OcrLine]) -> None:
    assert sorted(in_reading_order(lines)) == sorted(lines)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("これとー緒に", "これと一緒に"),
        ("フロ一", "フロー"),
        ("センタ一整備", "センター整備"),
        ("カード一枚", "カード一枚"),
        ("サービス一覧", "サービス一覧"),
        ("ー部を改める", "一部を改める"),
        ("警戒レべル", "警戒レベル"),
        ("とるベき行動", "とるべき行動"),
        ("データベース", "データベース"),
        ("すごーい", "すごーい"),
    ],
)
def test_look_alikes_that_no_word_has_are_put_right(read: str, meant: str) -> None:
    assert without_look_alikes(read) == meant


@given(st.text())
def test_putting_look_alikes_right_keeps_the_number_of_characters(text: str) -> None:
    assert len(without_look_alikes(text)) == len(text)


def test_recognised_lines_become_a_page_like_any_other() -> None:
    page = as_geometry(
        [OcrLine("市民課", 50, 100, 86, 112, 0.9), OcrLine("総務", 50, 120, 74, 132, 0.5)], 7, 595, 842
    )
    geometry = page.geometry
    assert (geometry.number, geometry.text) == (7, "市民課\r\n総務\r\n")
    assert [round(x) for x in geometry.x0[:3]] == [50, 62, 74]
    assert geometry.size_at(0) == pytest.approx(10, abs=1)
    assert page.confidence(0, 3) == pytest.approx(0.9)
    assert page.confidence(5, 7) == pytest.approx(0.5)


def test_a_blank_page_is_a_page_without_text() -> None:
    page = as_geometry([], 1, 595, 842)
    assert page.geometry.text == ""
    assert page.confidence() == 0.0


def test_characters_of_a_vertical_line_stand_under_each_other() -> None:
    geometry = as_geometry([line("縦書き", 50, 100, 62, 136)], 1, 595, 842).geometry
    assert [round(y) for y in geometry.top[:3]] == [100, 112, 124]
    assert set(geometry.x0[:3]) == {50}


def test_the_lines_of_a_table_are_put_together_cell_by_cell() -> None:
    rulings = [Ruling(50, y, 350, y) for y in (100, 140, 180)] + [
        Ruling(x, 100, x, 180) for x in (50, 200, 350)
    ]
    rows = [line(f"{x}の{y}", x + 5, y + 2, x + 100, y + 14) for y in (100, 120, 140, 160) for x in (50, 200)]
    head = line("題", 50, 80, 100, 92)
    assert [each.text for each in by_cells([head, *rows], rulings)] == [
        "題", "50の100", "50の120", "200の100", "200の120", "50の140", "50の160", "200の140", "200の160",
    ]  # fmt: skip


def test_a_page_set_askew_is_known_by_its_long_lines() -> None:
    level = [[(0, y), (400, y), (400, y + 12), (0, y + 12)] for y in (10, 40, 70, 100)]
    askew = [[(0, y), (400, y + 7), (400, y + 19), (0, y + 12)] for y in (10, 40, 70, 100)]
    assert slope_of(level) == 0.0
    assert slope_of(askew) == pytest.approx(1.0, abs=0.05)


XS, YS = [60.0, 160.0, 330.0, 480.0], [160.0, 200.0, 240.0, 280.0]
ROWS = [["番号", "事業の名前", "費用"], ["1", "窓口の予約", "1,200"], ["2", "申請の電子化", "3,400"]]


def sheet(paper: Paper) -> None:
    """A heading, two lines of text, a table."""
    paper.text(60, 70, "令和８年度の主な事業", 16)
    paper.text(60, 110, "市民が窓口へ行かなくても手続が済むよう、申請を電子化します。", 12)
    paper.text(60, 130, "費用は次の表のとおりです。", 12)
    paper.table(XS, YS, ROWS, 14)


@pytest.fixture(scope="module")
def offline() -> Iterator[None]:
    """No name is looked up and no connection made; whoever tries fails."""

    def refused(*_: Any, **__: Any) -> Any:
        raise OSError("the network is shut in this test")

    patch = pytest.MonkeyPatch()
    patch.setattr(socket, "getaddrinfo", refused)
    patch.setattr(socket.socket, "connect", refused)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The sheet as a scanner would deliver it."""
    folder = tmp_path_factory.mktemp("paper")
    drawn(folder, sheet)
    with open_pdf(folder / "drawn.pdf") as pdf:
        image = pdf.image(1, 150)
    if min(image.convert("L").crop((100, 100, 800, 300)).getextrema()) > 128:
        pytest.skip("日本語の書体がなく、文字を描けないため")
    return image


@pytest.fixture(scope="module")
def page(picture: Any, offline: None) -> RecognisedPage:
    """The sheet, read."""
    return recognise_page(picture, 1, 595, 842)


@needs_engine
@pytest.mark.slow
def test_a_sheet_of_paper_is_read_with_its_table_and_without_a_network(page: RecognisedPage) -> None:
    text = fold(page.geometry.text)
    assert fold("市民が窓口へ行かなくても手続が済むよう、申請を電子化します。") in text
    assert page.confidence() > 0.9
    (table,) = find(page.geometry)
    assert [[fold(cell) for cell in row] for row in table.rows] == ROWS


@needs_engine
@pytest.mark.slow
def test_the_same_picture_gives_the_same_lines(page: RecognisedPage, picture: Any) -> None:
    again = recognise(picture, 595, 842)
    assert "".join(each.text for each in again) == page.geometry.text.replace("\r\n", "")


@needs_engine
@pytest.mark.slow
def test_a_page_askew_is_levelled(picture: Any, offline: None) -> None:
    askew = recognise_page(picture.rotate(1.5, fillcolor="white"), 1, 595, 842)
    (table,) = find(askew.geometry)
    assert [fold(row[2]) for row in table.rows] == [row[2] for row in ROWS]


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_put_into_the_scanner_wrongly_is_read(picture: Any, offline: None, degrees: int) -> None:
    lines = recognise(picture.rotate(degrees, expand=True))
    assert fold("市民が窓口へ行かなくても手続が済むよう、申請を電子化します。") in fold(
        "".join(each.text for each in lines)
    )


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("size", [(1, 1), (3, 900), (5000, 20)])
def test_a_picture_without_words_has_no_lines(offline: None, size: tuple[int, int]) -> None:
    from PIL import Image  # noqa: PLC0415 - only where the engine is

    assert recognise(Image.new("L", size, 255)) == ()


@needs_engine
@pytest.mark.slow
@pytest.mark.corpus
def test_a_scanned_paper_is_read_almost_without_error(shared: Path, offline: None) -> None:
    with open_pdf(shared / "corpus" / "traps" / "scan_南国市報告第9号.pdf") as pdf:
        geometry = pdf.page(1)
        lines = recognise(pdf.image(1, 200), geometry.width, geometry.height)
    assert len(lines) == 10
    assert min(each.confidence for each in lines) > 0.9
    assert all(b.top > a.top for a, b in pairwise(lines))
    assert all(0 <= each.x0 < each.x1 <= geometry.width for each in lines)
