"""Charts: native, editable, saying nothing that the table over them does not say."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from flows.model import Chart, DraftBlock, Drawing
from flows.writers import docx
from flows.writers.docx.charts import Figures, figures, number, workbook
from tests.tools.docx_lint import lint
from tests.tools.office import PROGRAM, convert
from tests.tools.validators import audit, has_sdk, sdk
from tests.writers.specimen import Blocks, edition, plan

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def _table(kind: Chart | None = Chart.LINE, *rows: list[str]) -> DraftBlock:
    cells = rows or (
        ["指標", "単位", "令和5年度", "令和6年度", "令和7年度"],
        ["人口", "人", "52,410", "△", "51,876"],
        ["保有率", "％", "71.0％", "77.2％", "81.4％"],
        ["備考のみ", "", "なし", "1", ""],
    )
    return Blocks("k").table(list(cells), "指標").model_copy(update={"chart": kind and Drawing(kind=kind)})


def _written(path: Path, *blocks: DraftBlock) -> dict[str, bytes]:
    docx.write(plan(*blocks), path, edition=edition())
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,240", 1240.0), ("１，２４０件", 1240.0), ("81.4％", 81.4), ("△3.2", -3.2), ("−5", -5.0), ("0", 0.0), ("112,064千円", 112064.0),
     ("－", None), ("", None), ("約3割", None), ("12～15", None), ("令和7年度", None), ("3,000（目標）", None), ("=1+1", None)],
)  # fmt: skip
def test_a_cell_is_a_number_only_when_it_says_nothing_else(text: str, value: float | None) -> None:
    assert number(text) == value


def test_a_chart_has_the_tables_numbers_and_gaps_where_there_are_none() -> None:
    assert figures(_table()) == Figures(
        ("令和5年度", "令和6年度", "令和7年度"),
        (("人口", (52410.0, None, 51876.0)), ("保有率", (71.0, 77.2, 81.4))),
    )


def test_a_table_without_two_numbers_in_a_row_is_not_drawn(tmp_path: Path) -> None:
    for table in (
        _table(Chart.LINE, ["指標", "値"], ["人口", "5"]),
        _table(Chart.LINE, ["指標", "値"]),
        _table(Chart.BAR, ["指標", "a", "b"], ["人口", "多い", "少ない"]),
        _table(None),
    ):
        assert not any(name.startswith("word/charts") for name in _written(tmp_path / "a.docx", table))


def test_a_crowd_of_series_is_left_to_the_table() -> None:
    rows = [[f"指標{at}", "1", "2"] for at in range(7)]
    assert figures(_table(Chart.LINE, ["指標", "a", "b"], *rows)) is None


@pytest.mark.parametrize("kind", list(Chart))
def test_the_file_with_charts_is_valid(tmp_path: Path, kind: Chart) -> None:
    path = tmp_path / "a.docx"
    again = _table(kind).model_copy(update={"id": "another"})
    parts = _written(path, _table(kind), again)
    assert audit(path) == lint(path) == []
    assert not has_sdk() or sdk(path) == []
    book = tmp_path / "book.xlsx"
    book.write_bytes(parts["word/embeddings/chart1.xlsx"])
    assert not has_sdk() or sdk(book) == []


def test_the_workbook_inside_has_what_the_chart_shows(tmp_path: Path) -> None:
    parts = _written(tmp_path / "a.docx", _table())
    rows = list(
        load_workbook(BytesIO(parts["word/embeddings/chart1.xlsx"])).worksheets[0].iter_rows(values_only=True)
    )
    assert rows == [
        (None, "令和5年度", "令和6年度", "令和7年度"), ("人口", 52410, None, 51876), ("保有率", 71, 77.2, 81.4),
    ]  # fmt: skip
    chart = etree.fromstring(parts["word/charts/chart1.xml"])
    cached = [value.text for value in chart.iter(f"{C}v")]
    assert [text for text in cached if text in {"52410", "51876", "71", "77.2", "81.4"}] == [
        "52410",
        "51876",
        "71",
        "77.2",
        "81.4",
    ]


def test_colours_and_fonts_of_a_chart_are_the_themes(tmp_path: Path) -> None:
    chart = _written(tmp_path / "a.docx", _table())["word/charts/chart1.xml"].decode()
    assert "schemeClr" in chart
    assert "srgbClr" not in chart
    assert 'typeface="+mj-ea"' in chart


def test_every_chart_has_words_for_those_who_do_not_see_it(tmp_path: Path) -> None:
    b = Blocks("k")
    caption = b.make("caption", "人口の推移")
    table = _table().model_copy(update={"id": "table"})
    document = etree.fromstring(_written(tmp_path / "a.docx", caption, table)["word/document.xml"])
    assert [shape.get("descr") for shape in document.iter(f"{WP}docPr")] == [
        "「人口の推移」の折れ線グラフ。数値は上の表のとおり。"
    ]


def test_a_chart_adds_no_text_to_the_file(tmp_path: Path) -> None:
    docx.write(plan(_table()), tmp_path / "a.docx", edition=edition())
    docx.write(plan(_table(None)), tmp_path / "b.docx", edition=edition())
    assert docx.read_back(tmp_path / "a.docx") == docx.read_back(tmp_path / "b.docx")


def test_the_workbook_inside_knows_no_hour(tmp_path: Path) -> None:
    with zipfile.ZipFile(
        BytesIO(_written(tmp_path / "a.docx", _table())["word/embeddings/chart1.xlsx"])
    ) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        hours = re.findall(
            rb"\d{4}-\d\d-\d\dT[0-9:]*Z", b"".join(book.read(name) for name in book.namelist())
        )
    assert set(hours) == {b"2000-01-01T00:00:00Z"}


@settings(deadline=None, max_examples=25)
@given(
    name=st.text(max_size=30), point=st.sampled_from(["=1+1", "+A1", "-2", "@SUM(A1)", "令和7年度", "\t=1"])
)
def test_no_text_becomes_a_formula_in_the_workbook(name: str, point: str) -> None:
    table = _table(Chart.BAR, ["系列", point, "b"], ["=cmd|' /C calc'!A0" + name, "1", "2"])
    drawn = figures(table)
    assert drawn is not None
    sheet = load_workbook(BytesIO(workbook(drawn))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice がないため")
def test_charts_are_still_charts_when_libreoffice_has_saved_the_file(tmp_path: Path) -> None:
    docx.write(
        plan(_table(), _table(Chart.BAR).model_copy(update={"id": "bar"})),
        tmp_path / "a.docx",
        edition=edition(),
    )
    (tmp_path / "saved").mkdir()
    with zipfile.ZipFile(
        convert(tmp_path / "a.docx", "docx:MS Word 2007 XML", tmp_path / "saved")
    ) as archive:
        charts = [archive.read(name) for name in archive.namelist() if name.startswith("word/charts/chart")]
    assert len(charts) == 2
    assert all(b"77.2" in chart for chart in charts)
