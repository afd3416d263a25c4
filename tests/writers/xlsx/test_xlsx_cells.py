"""Text in a cell is never a formula and never breaks the file."""

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook

from flows.writers.xlsx.book import Book, Column, Sheet
from flows.writers.xlsx.cells import LONGEST, figure, number_format, put, safe
from tests.tools.validators import audit, has_sdk, sdk

HOSTILE = (
    "=1+1",
    "+81-3-0000-0000",
    "-5%",
    "@SUM(A1)",
    "\t=cmd|' /C calc'!A0",
    "\r=1",
    '=HYPERLINK("http://example.invalid","x")',
    "＝1+1",
    "#N/A",
    "http://example.invalid/",
    "2026-07-01",
    "TRUE",
    "_x0041_",
    "a\x00b\x1f\ud800c\ufffe",
    "]]>&<b>",
)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_stored_as_text(text: str) -> None:
    cell = Workbook().create_sheet().cell(1, 1)
    put(cell, text)
    assert cell.data_type == "s"
    assert cell.hyperlink is None


@given(st.text(alphabet=st.characters(), max_size=60))
@example("=1+1")
@example("　=1")
def test_a_text_that_begins_like_a_formula_carries_the_quote_mark(text: str) -> None:
    cell = Workbook().create_sheet().cell(1, 1)
    put(cell, text)
    begins = (safe(text).lstrip() or " ")[0] in "=+-@＝＋－＠" or safe(text)[:1] in ("\t", "\n")
    assert not begins or cell.quotePrefix


@given(st.text(max_size=200))
def test_a_cleaned_text_is_clean(text: str) -> None:
    assert safe(text).encode("utf-8").decode("utf-8") == safe(text)
    etree.fromstring(f"<t>{safe(text).replace('&', '').replace('<', '').replace('>', '')}</t>")


@pytest.mark.parametrize("text", ["あ" * 40_000, "𠮷" * 20_000, "a" * LONGEST])
def test_no_text_is_longer_than_a_cell(text: str) -> None:
    assert len(safe(text).encode("utf-16-le")) // 2 <= LONGEST


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("78.4", Decimal("78.4"), "#,##0.0"),
        ("12,345", Decimal("12345"), "#,##0"),
        ("１５", Decimal("15"), "#,##0"),
        ("△3.50", Decimal("-3.50"), "#,##0.00"),
        ("約3割", "約3割", "General"),
        ("令和8年", "令和8年", "General"),
    ],
)
def test_a_plain_figure_is_a_number_and_anything_else_stays_text(
    text: str, value: object, shown: str
) -> None:
    assert figure(text) == value
    assert number_format(figure(text)) == shown


def book_of(texts: list[str], path: Path) -> None:
    book = Book("題=1+1&", "2026-07-01")
    columns = (Column("見出し", 20), Column("入力", 20, "入力"))
    book.add(Sheet("シート", columns, [(text, text) for text in texts], ("題名",)))
    book.save(path)


def test_a_hostile_sheet_is_valid_and_holds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book_of([*HOSTILE, "あ" * 40_000], path)
    assert audit(path) == []
    if has_sdk():
        assert sdk(path) == []
    with zipfile.ZipFile(path) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
        styles = etree.fromstring(package.read("xl/styles.xml"))
    assert not list(sheet.iter(f"{MAIN}f"))
    assert {cell.get("t") for cell in sheet.iter(f"{MAIN}c") if len(cell)} == {"s"}
    formats = styles.find(f"{MAIN}cellXfs")
    assert formats is not None
    quoted = {str(n) for n, xf in enumerate(formats) if xf.get("quotePrefix") == "1"}
    first = [cell.get("s") for cell in sheet.iter(f"{MAIN}c") if cell.get("r") in ("A4", "A5", "A6")]
    assert set(first) <= quoted


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_can_be_read_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "表.xlsx"
    book_of(texts, path)
    cells = [row[0] for row in load_workbook(path).worksheets[0].iter_rows(min_row=4, values_only=True)]
    kept = [safe(text) or None for text in texts]
    assert cells[: len(kept)] == kept or not kept


def test_sheet_names_are_such_as_excel_takes(tmp_path: Path) -> None:
    book = Book("題", "no date")
    names = ["総務課/市民課", "総務課/市民課", "課" * 50, "[a]:*?", "'", ""]
    for name in names:
        book.add(Sheet(name, (Column("a", 5),), [("x",)]))
    book.save(tmp_path / "表.xlsx")
    made = load_workbook(tmp_path / "表.xlsx").sheetnames
    assert len(set(made)) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in made)
