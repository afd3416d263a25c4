"""Tables of a page: ruled ones, what is none, and what goes on over a page end."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from drawn_pages import Draw, Paper, drawn, marked
from hypothesis import given
from hypothesis import strategies as st

from flows.readers.pdf.geometry import Fill, PageGeometry, Ruling, open_pdf
from flows.readers.pdf.tables import TableRegion, continued, continues, find
from flows.readers.pdf.tables.lattice import Line, Span, lattices
from flows.text import fold

XS, YS = [50.0, 150.0, 300.0, 450.0], [100.0, 130.0, 160.0, 190.0]


def only(folder: Path, draw: Draw) -> TableRegion:
    """The one table of a drawn page."""
    (page,) = drawn(folder, draw)
    (table,) = find(page)
    return table


def test_cells_come_by_row_and_column(tmp_path: Path) -> None:
    rows = marked("行", 3, 3)
    table = only(tmp_path, lambda paper: paper.table(XS, YS, rows))
    assert [list(row) for row in table.rows] == rows
    assert table.bbox == pytest.approx((50, 100, 450, 190), abs=1)
    assert [round(top) for top, _ in table.row_boxes] == [100, 130, 160]
    assert [round(x) for x in table.columns] == [50, 150, 300, 450]


def budget(paper: Paper) -> None:
    """Two head rows, merged heads, a description of several lines."""
    xs = [40.0, 65, 125, 220, 275, 315, 355, 395, 550]
    ys = [100.0, 120, 140, 180, 220]
    for y in (100, 140, 180, 220):
        paper.line(40, y, 550, y)
    paper.line(275, 120, 395, 120)
    for x in xs:
        paper.line(x, 120 if x in (315, 355) else 100, x, 220)
    for x, top, text in (
        (42, 122, "番号"), (70, 122, "主管課"), (130, 122, "事業名"), (222, 122, "事業費"), (290, 112, "財 源 内 訳"),
        (290, 133, "国"), (325, 133, "県"), (357, 133, "一般財源"), (430, 122, "主 な 事 業 内 容"),
    ):  # fmt: skip
        paper.text(x, top, text)
    for number, y in (("1", ys[2]), ("2", ys[3])):
        paper.text(50, y + 22, number)
        paper.text(70, y + 22, "情報課")
        paper.text(127, y + 15, "窓口の受付を電子化")
        paper.text(127, y + 26, "する事業費（委託料）")
        paper.text(240, y + 22, "1,056")
        paper.text(290, y + 22, "500")
        paper.text(370, y + 22, "556")
        paper.text(398, y + 12, "市民が窓口へ行かなくても済むよう、")
        paper.text(398, y + 23, "申請を電子化する。")
        paper.text(398, y + 34, "・端末の購入")


def test_a_budget_table_has_each_number_in_its_column_and_one_row_for_each_measure(tmp_path: Path) -> None:
    table = only(tmp_path, budget)
    assert table.header_rows == 2
    assert table.rows == (
        ("番号", "主管課", "事業名", "事業費", "財源内訳", "", "", "主な事業内容"),
        ("", "", "", "", "国", "県", "一般財源", ""),
        *(
            (
                number, "情報課", "窓口の受付を電子化する事業費（委託料）", "1,056", "500", "", "556",
                "市民が窓口へ行かなくても済むよう、申請を電子化する。\n・端末の購入",
            )
            for number in "12"
        ),
    )  # fmt: skip


def merged(paper: Paper) -> None:
    """The first cell goes over two rows, the last two cells of the third row are one."""
    for y in (100, 160, 190):
        paper.line(50, y, 450, y)
    paper.line(150, 130, 450, 130)
    for x in (50, 150, 450):
        paper.line(x, 100, x, 190)
    paper.line(300, 100, 300, 160)
    for x, y, text in ((60, 130, "市民課"), (160, 120, "申請"), (310, 120, "年間三百件"), (160, 150, "届出"),
                       (310, 150, "年間五百件"), (60, 180, "総務課"), (160, 180, "文書の保存")):  # fmt: skip
        paper.text(x, y, text)


def test_the_text_of_a_merged_cell_stands_in_its_first_place(tmp_path: Path) -> None:
    assert only(tmp_path, merged).rows == (
        ("市民課", "申請", "年間三百件"),
        ("", "届出", "年間五百件"),
        ("総務課", "文書の保存", ""),
    )


def in_pieces(paper: Paper) -> None:
    """Lines as spreadsheet programs draw them: bars half a point thin, cell by cell, not quite meeting."""
    for y in YS:
        for a, b in pairwise(XS):
            paper.box(a, y - 0.25, b - 0.7, y + 0.25, (0, 0, 0), stroke=False)
    for x in XS:
        for a, b in pairwise(YS):
            paper.box(x - 0.25, a, x + 0.25, b - 0.7, (0, 0, 0), stroke=False)


def doubled(paper: Paper) -> None:
    """A double frame."""
    paper.grid(XS, YS)
    paper.box(XS[0] - 2.5, YS[0] - 2.5, XS[-1] + 2.5, YS[-1] + 2.5)


def boxed(paper: Paper) -> None:
    """Every cell a rectangle of its own."""
    for top, bottom in pairwise(YS):
        for left, right in pairwise(XS):
            paper.box(left, top, right, bottom)


def open_sides(paper: Paper) -> None:
    """Printed statistics: no outer verticals."""
    for y in YS:
        paper.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        paper.line(x, YS[0], x, YS[-1])


def shaded_head(paper: Paper) -> None:
    """The head is a coloured area without a line over it."""
    paper.box(XS[0], YS[0], XS[-1], YS[1], (0.8, 0.85, 1), stroke=False)
    paper.grid(XS, YS[1:])


def striped(paper: Paper) -> None:
    """Slides: lines at the head and the end, rows told apart by their colour."""
    for top, bottom, grey in ((100, 130, 0.6), (130, 160, 0.9), (160, 190, 1)):
        for left, right in pairwise(XS):
            paper.box(left, top, right, bottom, (grey, grey, grey), stroke=False)
    for y in (100, 130, 190):
        paper.line(XS[0], y, XS[-1], y)
    for x in XS[1:-1]:
        paper.line(x, 100, x, 190)


@pytest.mark.parametrize("lines", [in_pieces, striped, doubled, boxed, open_sides, shaded_head])
def test_lines_may_be_drawn_in_any_way(tmp_path: Path, lines: Draw) -> None:
    rows = marked("行", 3, 3)

    def draw(paper: Paper) -> None:
        lines(paper)
        for row, top in zip(rows, YS, strict=False):
            for text, x in zip(row, XS, strict=False):
                paper.text(x + 5, top + 18, text)

    table = only(tmp_path, draw)
    assert [list(row) for row in table.rows][-2:] == rows[-2:]
    if lines is not shaded_head:
        assert [list(row) for row in table.rows] == rows


def frame(paper: Paper) -> None:
    """A frame around a paragraph."""
    paper.box(50, 100, 500, 200)
    for n in range(4):
        paper.text(60, 120 + 15 * n, "市民の声を聞き、計画に生かしていくための枠囲みの文章です。")


def stacked_frames(paper: Paper) -> None:
    """A title box on a text box."""
    paper.box(50, 100, 500, 120)
    paper.box(50, 120, 500, 200)
    paper.text(60, 114, "目的")
    paper.text(60, 150, "市民の利便を高める。")


def organisation(paper: Paper) -> None:
    """Boxes joined by lines."""
    paper.box(200, 100, 320, 130)
    paper.text(220, 118, "推進本部")
    paper.line(260, 130, 260, 150)
    paper.line(100, 150, 420, 150)
    for x in (60, 220, 380):
        paper.line(x + 40, 150, x + 40, 170)
        paper.box(x, 170, x + 80, 200)
        paper.text(x + 20, 188, "部会")


def bar_chart(paper: Paper) -> None:
    """Stacked bars with a share written on each part, as survey reports have them."""
    for n in range(14):
        top, left = 100.0 + 30 * n, 150.0
        paper.text(60, top + 12, f"年代{n}")
        for k, share in enumerate((40 + 3 * n, 80 - 2 * n, 50 + n * 5, 60 + n, 70 - 4 * n)):
            paper.box(left, top, left + share, top + 18, (0.5 + k / 12, 0.5, 0.6))
            paper.text(left + 3, top + 12, f"{share / 3:.1f}")
            left += share
    paper.line(150, 90, 150, 530)
    for k in range(6):
        paper.line(150 + 70 * k, 90, 150 + 70 * k, 530)
    paper.line(150, 530, 500, 530)


def empty_grid(paper: Paper) -> None:
    """Graph paper."""
    paper.grid(XS, YS)


def underlined(paper: Paper) -> None:
    """Running text with underlines."""
    for n in range(5):
        paper.text(60, 120 + 20 * n, "下線のある文章です。")
        paper.line(60, 122 + 20 * n, 160, 122 + 20 * n)


@pytest.mark.parametrize("draw", [frame, stacked_frames, organisation, bar_chart, empty_grid, underlined])
def test_what_is_no_table_is_left_to_the_text(tmp_path: Path, draw: Draw) -> None:
    (page,) = drawn(tmp_path, draw)
    assert find(page) == ()


CELLS = (
    ("wrapped", [(0, "窓口の混雑をなくすために予約の仕組みを"), (1, "取り入れる。")], "窓口の混雑をなくすために予約の仕組みを取り入れる。"),
    ("listed", [(0, "・予約の仕組み"), (1, "・窓口の案内")], "・予約の仕組み\n・窓口の案内"),
    ("ended", [(0, "予約を始める。"), (1, "案内も改める。")], "予約を始める。\n案内も改める。"),
    ("spaced", [(0, "予 算 総 額")], "予算総額"),
    ("words", [(0, "Digital Agency の指針")], "Digital Agency の指針"),
    ("figures", [(0, "取崩　△ 2,257"), (1, "積立　1,896")], "取崩　△ 2,257\n積立　1,896"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "expected"), CELLS, ids=[case[0] for case in CELLS])
def test_the_lines_of_a_cell_become_its_text(
    tmp_path: Path, name: str, lines: list[tuple[int, str]], expected: str
) -> None:
    def draw(paper: Paper) -> None:
        paper.table([50, 120, 300], [100, 130, 170], [["項目", "内容"], ["例"]])
        for n, text in lines:
            paper.text(123, 145 + 12 * n, text)

    assert only(tmp_path, draw).rows[1] == ("例", expected)


def test_upright_words_in_a_narrow_cell_are_one_word(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        for x in (50, 70, 200):
            paper.line(x, 100, x, 180)
        for y in (100, 180):
            paper.line(50, y, 200, y)
        paper.line(70, 140, 200, 140)
        for n, char in enumerate("特定財源"):
            paper.text(55, 116 + 18 * n, char)
        paper.text(80, 125, "国の支出金")
        paper.text(80, 165, "県の支出金")

    assert only(tmp_path, draw).rows == (("特定財源", "国の支出金"), ("", "県の支出金"))


def test_what_a_cell_says_can_be_found_in_the_text_of_the_page(tmp_path: Path) -> None:
    (page,) = drawn(tmp_path, budget)
    text = fold(page.text)
    for row in find(page)[0].rows:
        assert all(fold(line) in text for cell in row for line in cell.split("\n"))


def test_unit_and_caption_stand_over_a_table(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.text(60, 80, "表３　主な事業の費用")
        paper.text(380, 94, "（単位：千円）")
        paper.table(XS, YS, marked("行", 3, 3))

    table = only(tmp_path, draw)
    assert table.caption == "表３　主な事業の費用"
    assert table.unit == "千円"


@pytest.mark.parametrize(
    ("heads", "unit"),
    [
        (["費用（千円）", "財源（千円）"], "千円"),
        (["配布（枚）", "回収（％）"], ""),
        (["費用", "財源（国）"], ""),
    ],
)
def test_a_unit_may_stand_in_the_heads(tmp_path: Path, heads: list[str], unit: str) -> None:
    rows = [["事業", *heads], ["窓口", "1,200", "900"], ["申請", "80", "70"]]
    assert only(tmp_path, lambda paper: paper.table(XS, YS, rows)).unit == unit


HEADS = (
    ("figures under words", [["事業", "費用", "件数"], ["窓口", "1,200", "30"], ["申請", "3,400", "55"]], 1),
    ("two rows without merging", [["番号", "施策", "指標", "", ""], ["", "", "基準値", "目標値", "単位"],
                                  ["1", "窓口", "12", "80", "％"], ["2", "申請", "3", "50", "件"]], 2),
    ("names and values", [["受付", "４月１日から", ""], ["会場", "本庁舎の会議室", ""], ["費用", "かかりません", ""]], 0),
    ("years over figures", [["指標", "令和７年度", "令和８年度"], ["件数", "120", "150"], ["割合", "30％", "45％"]], 1),
    ("figures only", [["窓口", "1,200", "30"], ["申請", "3,400", "55"], ["届出", "60", "7"]], 0),
    ("sentences under words", [["用語", "意味", "出典"], ["窓口", "市民が手続のために訪れるところ", "市の要領の第一条"],
                               ["申請", "許可を求めて書面を出すこと", "市の要領の第二条"]], 1),
)  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "expected"), HEADS, ids=[case[0] for case in HEADS])
def test_a_head_is_told_from_what_stands_under_it(
    tmp_path: Path, name: str, rows: list[list[str]], expected: int
) -> None:
    xs, ys = (
        [50.0, 130, 290, 380, 450, 520][: len(rows[0]) + 1],
        [100.0 + 30 * n for n in range(len(rows) + 1)],
    )
    assert only(tmp_path, lambda paper: paper.table(xs, ys, rows)).header_rows == expected


HEAD = ["番号", "事業", "費用"]
FIRST = [HEAD, ["1", "窓口の予約", "1,200"], ["2", "申請の電子化", "3,400"]]


def over_two_pages(
    folder: Path, second: list[list[str]], xs: list[float] = XS
) -> tuple[TableRegion, tuple[TableRegion, ...]]:
    """The table of the first page, and what is found on the second after it."""
    ys = [60.0 + 30 * n for n in range(len(second) + 1)]
    first, following = drawn(
        folder, lambda paper: paper.table(XS, YS, FIRST), lambda paper: paper.table(xs, ys, second)
    )
    (table,) = find(first)
    return table, find(following, table)


OVER_PAGES = (
    ("bare rows", [["3", "端末", "500"], ["4", "研修", "90"]], ["3", "4"], False),
    ("repeated head", [HEAD, ["3", "端末", "500"]], ["3"], False),
    ("one row", [["3", "端末", "500"]], ["3"], False),
    ("first cell empty", [["", "端末", "500"], ["3", "研修", "90"]], ["", "3"], False),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "second", "numbers", "cut"), OVER_PAGES, ids=[case[0] for case in OVER_PAGES]
)
def test_a_table_goes_on_over_a_page_end(
    tmp_path: Path, name: str, second: list[list[str]], numbers: list[str], cut: bool
) -> None:
    table, (following,) = over_two_pages(tmp_path, second)
    assert continues(table, following)
    rows, goes_on = continued(table, following)
    assert [row[0] for row in rows] == numbers
    assert goes_on is cut


LONG = "市民が窓口へ行かなくても手続が\n済むよう、申請を電子の形で受け"
REST = "付ける。\n費用は国が半分を持つ。"


@pytest.mark.parametrize(
    ("first", "second", "cut"),
    [
        (["2", LONG, "3,400"], ["", REST, ""], True),
        (["2", LONG, "3,400"], ["3", REST, "500"], False),
        (["2", f"{LONG[:-2]}る。", "3,400"], ["", REST, ""], False),
    ],
    ids=["broken off", "a new number", "sentence ended"],
)
def test_a_row_cut_by_the_page_end_is_one_row(
    tmp_path: Path, first: list[str], second: list[str], cut: bool
) -> None:
    one, two = drawn(
        tmp_path,
        lambda paper: paper.table(XS, [700, 720, 745], [HEAD, first]),
        lambda paper: paper.table(XS, [60, 90, 120], [second, ["9", "研修", "90"]]),
    )
    (before,) = find(one)
    (after,) = find(two, before)
    rows, goes_on = continued(before, after)
    assert goes_on is cut
    assert len(rows) == 2


def test_a_table_with_other_columns_is_another_table(tmp_path: Path) -> None:
    table, (following,) = over_two_pages(tmp_path, FIRST, [50.0, 90.0, 300.0, 450.0])
    assert not continues(table, following)


def test_one_row_of_boxes_is_a_table_only_after_a_table(tmp_path: Path) -> None:
    _, page = drawn(
        tmp_path,
        lambda paper: paper.table(XS, YS, FIRST),
        lambda paper: paper.table(XS, [60, 90], [["3", "端末", "500"]]),
    )
    assert find(page) == ()


def test_ten_thousand_lines_are_no_table_and_no_burden() -> None:
    across = [Line(n * 7.0, 0, 5000) for n in range(1000)]
    down = [Line(n * 7.0, 0, 7000) for n in range(1000)]
    assert lattices(across, down) == ()


def test_a_page_without_text_or_size_has_no_tables() -> None:
    page = PageGeometry(1, 0.0, 0.0, "", [], [], [], [], (), (), (), (), 0, 0)
    assert find(page) == ()


@st.composite
def tilings(draw: st.DrawFn) -> tuple[list[float], list[float], list[Span]]:
    """A grid of which some neighbouring cells are merged."""
    columns, rows = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    xs = [10.0]
    for _ in range(columns):
        xs.append(xs[-1] + draw(st.integers(12, 80)))
    ys = [10.0]
    for _ in range(rows):
        ys.append(ys[-1] + draw(st.integers(12, 80)))
    taken: set[tuple[int, int]] = set()
    spans = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            high, wide = draw(st.integers(1, 2)), draw(st.integers(1, 3))
            area = {
                (r, c)
                for r in range(row, min(row + high, rows))
                for c in range(column, min(column + wide, columns))
            }
            if area & taken:
                area = {(row, column)}
            taken |= area
            spans.append(
                Span(row, column, max(r for r, _ in area) - row + 1, max(c for _, c in area) - column + 1)
            )
    return xs, ys, spans


@given(tilings())
def test_every_tiling_is_found_again_from_the_edges_of_its_cells(
    tiling: tuple[list[float], list[float], list[Span]],
) -> None:
    xs, ys, spans = tiling
    across, down = [], []
    for s in spans:
        left, right, top, bottom = xs[s.column], xs[s.column + s.columns], ys[s.row], ys[s.row + s.rows]
        across += [Line(top, left, right), Line(bottom, left, right)]
        down += [Line(left, top, bottom), Line(right, top, bottom)]
    (grid,) = lattices(across, down)
    found = {
        (grid.xs[s.column], grid.ys[s.row], grid.xs[s.column + s.columns], grid.ys[s.row + s.rows])
        for s in grid.spans
    }
    assert found == {(xs[s.column], ys[s.row], xs[s.column + s.columns], ys[s.row + s.rows]) for s in spans}


places = st.floats(-50, 900, allow_nan=False)


@st.composite
def scribbles(draw: st.DrawFn) -> PageGeometry:
    """A page on which anything may be drawn anywhere."""
    level = st.builds(lambda x, y, z: Ruling(min(x, z), y, max(x, z), y), places, places, places)
    upright = st.builds(lambda x, y, z: Ruling(x, min(y, z), x, max(y, z)), places, places, places)
    fill = st.builds(
        lambda x, y, w, h: Fill(x, y, x + w, y + h, (200, 200, 0)),
        places,
        places,
        st.floats(3, 300),
        st.floats(3, 99),
    )
    rulings = draw(st.lists(level | upright, max_size=40)) + [
        Ruling(*edge) for edge in draw(st.sampled_from([(), GRID]))
    ]
    text = draw(st.text(alphabet="令和７年度市１,2→ 　\r\n", max_size=60))
    at = [(draw(places), draw(places)) for _ in text]
    return PageGeometry(
        1, 595.0, 842.0, text, [x for x, _ in at], [y for _, y in at], [x + 9 for x, _ in at], [y + 9 for _, y in at],
        (), tuple(rulings), tuple(draw(st.lists(fill, max_size=5))), (), 0, 0, tuple(draw(st.lists(fill, max_size=5))),
    )  # fmt: skip


GRID = tuple([(50, y, 450, y) for y in (100, 130, 160)] + [(x, 100, x, 160) for x in (50, 150, 300, 450)])


@given(scribbles())
def test_whatever_is_drawn_tables_are_rectangles_of_texts(page: PageGeometry) -> None:
    for table in find(page):
        assert len(table.rows) == len(table.row_boxes) >= 1
        assert {len(row) for row in table.rows} == {len(table.columns) - 1}
        assert 0 <= table.header_rows < len(table.rows)
        assert list(table.columns) == sorted(table.columns)
        words = fold("".join(cell for row in table.rows for cell in row)).replace("→", "")
        assert set(words) <= set(fold(page.text))


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "cost"), [("新規事業_R4.pdf", 4), ("継続事業_R4.pdf", 5)])
def test_the_sources_of_funds_of_each_measure_add_up_to_its_cost(shared: Path, name: str, cost: int) -> None:
    after, rows = None, []
    with open_pdf(shared / "corpus" / "nankoku" / name) as pdf:
        for page in pdf:
            for table in find(page, after):
                rows += (continued(after, table)[0] if after and continues(after, table) else table.rows)[
                    0 if after else table.header_rows :
                ]
                after = table
    wrong = [row for row in rows if sum(map(figure, row[-6:-1])) != figure(row[cost])]
    assert len(rows) > 15
    assert not wrong


def figure(text: str) -> int:
    """1,056 → 1056, △5 → -5, nothing → 0."""
    digits = fold(text).replace(",", "")
    return int(digits.replace("△", "-").replace("▲", "-")) if digits else 0


def figures(paper: Paper) -> None:
    """A table of figures without any ruling: right-aligned figures under heads, some places empty."""
    for text, x in (("会計", 62), ("当初予算", 190), ("前年度", 300), ("増減", 400)):
        paper.text(x, 100, text)
    for n, (name, *row) in enumerate(
        (("一般", "25,550", "25,840", "△ 290"), ("国保", "5,503", "5,480", "23"), ("介護", "4,646", "", "4,646"),
         ("下水", "1,191", "1,180", "11"))
    ):  # fmt: skip
        paper.text(62, 118 + 15 * n, name)
        for text, right in zip(row, (230, 340, 440), strict=True):
            paper.text(right - paper.width_of(text), 118 + 15 * n, text)


def test_figures_under_each_other_are_a_table_without_any_ruling(tmp_path: Path) -> None:
    table = only(tmp_path, figures)
    assert table.header_rows == 1
    assert table.rows == (
        ("会計", "当初予算", "前年度", "増減"),
        ("一般", "25,550", "25,840", "△ 290"),
        ("国保", "5,503", "5,480", "23"),
        ("介護", "4,646", "", "4,646"),
        ("下水", "1,191", "1,180", "11"),
    )


def running_text(paper: Paper) -> None:
    """Sentences that happen to hold figures."""
    for n in range(8):
        paper.text(
            60,
            100 + 14 * n,
            f"令和{n}年度の費用は {n}1,200 千円で、前の年度の {n}1,0{n}0 千円から増えました。",
        )


def two_columns(paper: Paper) -> None:
    """Two columns of words."""
    for n in range(8):
        paper.text(60, 100 + 14 * n, "市民の声を聞き計画に生かします。")
        paper.text(320, 100 + 14 * n, "窓口の手続を電子の形に改めます。")


def scattered(paper: Paper) -> None:
    """Shares along the bars of a chart."""
    for n in range(6):
        paper.text(60, 100 + 18 * n, f"設問{n}")
        for k in range(4):
            paper.text(150 + 70 * k + 13 * n - 5 * k * n, 100 + 18 * n, f"{10 + n + k}.{k}")


def contents(paper: Paper) -> None:
    """A list of contents."""
    for n in range(8):
        paper.text(60, 100 + 16 * n, f"第{n + 1}章　計画の考え方 {'…' * 25} {n * 12 + 10}")


@pytest.mark.parametrize("draw", [running_text, two_columns, scattered, contents])
def test_words_and_figures_that_are_no_columns_stay_text(tmp_path: Path, draw: Draw) -> None:
    (page,) = drawn(tmp_path, draw)
    assert find(page) == ()
