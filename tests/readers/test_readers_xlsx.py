"""Workbooks: sheets cut into tables, values as the sheet shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile_files import relations, text_cell, xlsx
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows.model import Block, BlockKind, Document, Origin
from flows.readers import ReadOptions, read
from flows.readers.sheets import Range, column_name, islands
from flows.readers.xlsx.formats import is_date, shown
from flows.text import fold


@pytest.fixture
def book(tmp_path: Path) -> Callable[[Callable[[Worksheet], None]], Document]:
    """Read a workbook whose first sheet, 集計, is filled by the given function."""

    def make(fill: Callable[[Worksheet], None], options: ReadOptions | None = None) -> Document:
        workbook = Workbook()
        sheet = workbook.active
        assert sheet is not None
        sheet.title = "集計"
        fill(sheet)
        path = tmp_path / "調査 結果（令和８年）.xlsx"
        workbook.save(path)
        document = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=options or ReadOptions())
        for block in document.blocks:
            assert fold(block.text) in fold(document.page_texts[block.page - 1])
        return document

    return make


def tables(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind is BlockKind.TABLE]


def fill(sheet: Worksheet, place: str, rows: list[list[object]]) -> None:
    start = sheet[place]
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            if value is not None:
                sheet.cell(start.row + down, start.column + right, value)


def test_a_table_is_known_by_its_sheet_and_range(book) -> None:
    (table,) = tables(book(lambda s: fill(s, "B3", [["課", "件数"], ["企画課", 12], ["総務課", 8]])))
    assert table.place == "集計!B3:C5"
    assert table.rows == (("課", "件数"), ("企画課", "12"), ("総務課", "8"))
    assert (table.header_rows, table.page) == (1, 1)


def test_tables_above_and_beside_each_other_are_told_apart(book) -> None:
    def three(sheet: Worksheet) -> None:
        fill(sheet, "A1", [["a", "b"], ["1", "2"]])
        fill(sheet, "A5", [["c", "d"], ["3", "4"]])
        fill(sheet, "E5", [["e", "f"], ["5", "6"]])

    assert [table.place for table in tables(book(three))] == ["集計!A1:B2", "集計!A5:B6", "集計!E5:F6"]


def test_a_line_over_a_table_is_its_heading_and_a_line_below_its_note(book) -> None:
    rows = [["問１ 利用状況"], ["選択肢", "回答数"], ["使う", 5], ["使わない", 3], ["※複数回答"]]
    document = book(lambda s: fill(s, "A1", rows))
    assert [(block.kind, block.text.split("\n")[0]) for block in document.blocks] == [
        (BlockKind.HEADING, "集計"),
        (BlockKind.HEADING, "問１ 利用状況"),
        (BlockKind.TABLE, "選択肢\t回答数"),
        (BlockKind.PARAGRAPH, "※複数回答"),
    ]


@pytest.mark.parametrize("remark", ["（単位：千円）", "単位：件", "令和８年４月１日現在", "※速報値"])
def test_a_remark_at_the_right_over_a_table_is_no_row_of_it(book, remark: str) -> None:
    document = book(
        lambda s: fill(s, "A1", [[None, None, remark], ["事業", "課", "予算"], ["窓口", "市民課", 1200]])
    )
    assert [(block.kind, block.place) for block in document.blocks[1:]] == [
        (BlockKind.PARAGRAPH, "集計!C1"),
        (BlockKind.TABLE, "集計!A2:C3"),
    ]


def test_a_sheet_without_a_name_of_its_own_is_no_heading(tmp_path: Path) -> None:
    workbook = Workbook()
    assert workbook.active is not None
    workbook.active.title = "Sheet1"
    workbook.active["A1"] = "本文"
    workbook.save(tmp_path / "a.xlsx")
    document = read(tmp_path / "a.xlsx", name="a.xlsx", origin=Origin.MUNICIPALITY, options=ReadOptions())
    assert [block.text for block in document.blocks] == ["本文"]


def test_merged_heads_leave_empty_cells_and_count_as_heads(book) -> None:
    def merged(sheet: Worksheet) -> None:
        fill(
            sheet,
            "A1",
            [
                ["項目", "年代別", None],
                [None, "若年", "高齢"],
                ["電子申請", 61.5, 22.1],
                ["窓口", 38.5, 77.9],
            ],
        )
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    (table,) = tables(book(merged))
    assert table.rows is not None
    assert table.rows[:2] == (("項目", "年代別", ""), ("", "若年", "高齢"))
    assert table.header_rows == 2


def test_a_form_on_squared_paper_stays_one_table(book) -> None:
    def squared(sheet: Worksheet) -> None:
        for row, (key, value) in enumerate([("事業名", "書かない窓口"), ("所管課", "市民課")], start=1):
            sheet.cell(row, 1, key)
            sheet.cell(row, 5, value)
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=4)
            sheet.merge_cells(start_row=row, start_column=5, end_row=row, end_column=12)

    (table,) = tables(book(squared))
    assert table.rows == (("事業名", "書かない窓口"), ("所管課", "市民課"))


def test_hidden_sheets_are_left_out_with_a_finding(book) -> None:
    def hidden(sheet: Worksheet) -> None:
        sheet["A1"] = "見える"
        other = sheet.parent.create_sheet("下書き")
        other["A1"] = "見えない"
        other.sheet_state = "hidden"

    document = book(hidden)
    assert "見えない" not in "".join(document.page_texts)
    assert [finding.code for finding in document.findings] == ["hidden-sheet"]
    assert "下書き" in document.findings[0].message


def test_each_sheet_is_a_page(book) -> None:
    def two(sheet: Worksheet) -> None:
        sheet["A1"] = "一枚目"
        sheet.parent.create_sheet("次")["A1"] = "二枚目"

    document = book(two)
    assert (document.source.pages, len(document.page_texts)) == (2, 2)
    assert [(block.page, block.text) for block in document.blocks if "枚目" in block.text] == [
        (1, "一枚目"),
        (2, "二枚目"),
    ]


def test_cells_beyond_the_bound_are_left_out_with_a_finding(book) -> None:
    rows = [[f"行{n}", n] for n in range(100)]
    document = book(lambda s: fill(s, "A1", rows), ReadOptions(max_cells=60))
    (table,) = tables(document)
    assert table.rows is not None
    assert 25 <= len(table.rows) <= 32
    assert "truncated" in {finding.code for finding in document.findings}


@pytest.mark.parametrize(
    ("formula", "codes"),
    [
        ("<f>SUM(A1:A2)</f>", ["uncomputed"]),
        ("<f>SUM(A1:A2)</f><v/>", ["uncomputed"]),
        ("<f>SUM(A1:A2)</f><v>3</v>", []),
    ],
)
def test_a_formula_that_was_never_computed_is_a_finding(
    tmp_path: Path, formula: str, codes: list[str]
) -> None:
    path = tmp_path / "数式.xlsx"
    xlsx(path, f'<row r="1">{text_cell("A1", "計")}<c r="B1">{formula}</c></row>')
    document = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions())
    assert [finding.code for finding in document.findings] == codes


def test_words_in_text_boxes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "図形.xlsx"
    xlsx(
        path,
        f'<row r="1">{text_cell("A1", "表")}</row>',
        extra={
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("d", "drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": '<wsDr xmlns:a="urn:a"><sp><txBody><a:p><a:t>申請の流れ</a:t></a:p></txBody></sp></wsDr>',
        },
    )
    document = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions())
    assert [block.text for block in document.blocks if block.kind is BlockKind.FIGURE] == ["申請の流れ"]


NUMBERS = [
    (0.453, "0.0%", "45.3%"),
    (0.5, "0%", "50%"),
    (1234567, "#,##0", "1,234,567"),
    (1234.5, "#,##0.00", "1,234.50"),
    (12, '#,##0"人"', "12人"),
    (12345678, "#,##0,", "12,346"),
    (-1200, "#,##0;△#,##0", "△1,200"),
    (-1200, "#,##0_ ;[Red]-#,##0\\ ", "-1,200"),
    (-5, "0", "-5"),
    (0, '#,##0;-#,##0;"-"', "-"),
    (7, "000", "007"),
    (0.25, "#.##", ".25"),
    (2.5, "0.0#", "2.5"),
    (3.0, "General", "3"),
    (0.1 + 0.2, "General", "0.3"),
    (1e20, "General", "100000000000000000000"),
    (1.5, "# ?/?", "1.5"),
    (1500, "0.00E+00", "1500"),
    (True, "General", "TRUE"),
    ("文字", "@", "文字"),
    (5, '"第"0"期"', "第5期"),
]


@pytest.mark.parametrize(("value", "number_format", "expected"), NUMBERS)
def test_a_number_is_written_as_the_sheet_shows_it(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format).strip() == expected


DAY = dt.datetime(2025, 4, 1)  # noqa: DTZ001 -- a sheet's dates have no zone
MOMENTS = [
    (DAY, "yyyy/m/d", "2025/4/1"),
    (DAY, 'ggge"年"m"月"d"日"', "令和7年4月1日"),
    (DAY, '[$-411]ggge"年"m"月"d"日"', "令和7年4月1日"),
    (DAY, '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', "令和7年4月1日"),
    (DAY, "ge.m.d", "R7.4.1"),
    (DAY, 'ggge"年度"', "令和7年度"),
    (DAY, 'yyyy"年"mm"月"', "2025年04月"),
    (DAY, 'm"月"d"日"(aaa)', "4月1日(火)"),
    (DAY, "mm-dd-yy", "2025/4/1"),
    (DAY, "General", "2025/4/1"),
    (dt.datetime(2019, 4, 30), 'ggge"年"', "平成31年"),  # noqa: DTZ001
    (dt.datetime(2025, 4, 1, 13, 5), "yyyy/m/d h:mm", "2025/4/1 13:05"),  # noqa: DTZ001
    (dt.time(9, 30), "h:mm", "9:30"),
    (dt.timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
]


@pytest.mark.parametrize(("value", "number_format", "expected"), MOMENTS)
def test_a_date_is_written_as_the_sheet_shows_it(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("ggge", True),
        ("yyyy", True),
        ("0.0%", False),
        ("General", False),
        ('0"年度"', False),
        ("0.0E+00", False),
        ("[Red]0", False),
    ],
)
def test_a_format_is_known_as_one_of_dates(number_format: str, expected: bool) -> None:
    assert is_date(number_format) is expected


def test_an_era_without_a_month_is_a_date_too(book) -> None:
    def era(sheet: Worksheet) -> None:
        fill(sheet, "A1", [["年度", "件数"], [45748, 3]])
        sheet["A2"].number_format = 'ggge"年度"'

    (table,) = tables(book(era))
    assert table.rows == (("年度", "件数"), ("令和7年度", "3"))


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_columns_have_letters(index: int, name: str) -> None:
    assert column_name(index) == name


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    found = list(islands([(0, ["a", "b"]), (9, ["c", "d"])], [Range(0, 0, 1_048_575, 16_383)]))
    assert [island.rows for island in found] == [(("a", "b"), ("c", "d"))]


@pytest.mark.corpus
def test_a_real_sheet_of_figures_keeps_all_its_rows(shared: Path) -> None:
    path = shared / "corpus" / "data" / "jinko-dotai-municipal-FY2025.xlsx"
    document = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions())
    (table,) = tables(document)
    assert table.rows is not None
    assert len(table.rows) > 1_700
    assert table.header_rows == 5
