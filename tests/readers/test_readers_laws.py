"""Laws that hold for every file, however strange: reading ends in a Document, and its words stand on its pages."""

from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hostile_files import damaged, docx, one_page, paragraph, pdf, stream, text_cell, xlsx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.model import Document, Origin
from flows.readers import ReadOptions, discover, read, relative_name
from flows.readers.encodings import decode
from flows.readers.heads import header_count
from flows.readers.sheets import Range, islands
from flows.readers.sniffing import ENDINGS
from flows.readers.unreadable import UnreadableDocumentError
from flows.readers.xlsx.formats import shown
from flows.text import clean, fold

OPTIONS = ReadOptions(ocr="off", convert=False)
GENTLE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KEYS = (
    string.ascii_letters
    + string.digits
    + " 　\t\n.,;|<>&\"'[](){}#*-_・①第１章（１）アイ令和７年度計画DX％△：。、"
)


def read_bytes(folder: Path, ending: str, data: bytes) -> Document:
    path = folder / f"文書{ending}"
    path.write_bytes(data)
    return read(path, name=path.name, origin=Origin.MUNICIPALITY, options=OPTIONS)


def holds(document: Document) -> None:
    """What every document promises."""
    assert document == Document.model_validate_json(document.model_dump_json())
    assert document.blocks or document.findings
    assert len(document.page_texts) == document.source.pages
    pages = [fold(text) for text in document.page_texts]
    for block in document.blocks:
        assert 1 <= block.page <= document.source.pages
        assert block.text.strip()
        assert (block.rows is not None) == (block.kind == "table")
        assert block.header_rows <= len(block.rows or ())
        assert fold(block.text) in pages[block.page - 1] or block.page_starts or block.row_pages
    for finding in document.findings:
        assert document.source.path in finding.message


@GENTLE
@given(data=st.binary(max_size=400), ending=st.sampled_from(sorted({*ENDINGS, "", ".dat"})))
def test_any_bytes_under_any_ending_end_as_a_document(tmp_path: Path, data: bytes, ending: str) -> None:
    holds(read_bytes(tmp_path, ending, data))


@GENTLE
@given(
    text=st.text(alphabet=KEYS, max_size=400),
    ending=st.sampled_from([".txt", ".md", ".csv", ".tsv", ".html"]),
)
def test_any_text_keeps_its_words(tmp_path: Path, text: str, ending: str) -> None:
    document = read_bytes(tmp_path, ending, text.encode("utf-8"))
    holds(document)
    if ending == ".txt" and document.blocks:
        assert fold("".join(block.text for block in document.blocks)) == fold(text)


@GENTLE
@given(text=st.text(max_size=200))
def test_text_of_any_script_survives_a_word_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "任意.docx"
    docx(path, paragraph(escape(clean(text))) + paragraph("末尾。"))
    document = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=OPTIONS)
    holds(document)
    assert fold("".join(block.text for block in document.blocks)) == fold(clean(text) + "末尾。")


WORD_PIECES = st.recursive(
    st.sampled_from(
        ["<w:p/>", paragraph("本文"), "<w:r><w:t>裸</w:t></w:r>", "<w:fldChar/>", "<w:sectPr/>", "文字"]
    ),
    lambda inner: st.tuples(
        st.sampled_from(
            [
                "p",
                "r",
                "tbl",
                "tr",
                "tc",
                "sdt",
                "sdtContent",
                "ins",
                "del",
                "txbxContent",
                "ruby",
                "hyperlink",
            ]
        ),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<w:{pair[0]}>{''.join(pair[1])}</w:{pair[0]}>"),
    max_leaves=25,
)


@GENTLE
@given(body=st.lists(WORD_PIECES, max_size=5).map("".join))
def test_elements_of_a_word_file_in_any_order_never_break_it(tmp_path: Path, body: str) -> None:
    path = tmp_path / "木.docx"
    docx(path, body + paragraph("末尾。"))
    document = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=OPTIONS)
    holds(document)
    assert "末尾。" in document.page_texts[0]


@GENTLE
@given(
    cells=st.lists(
        st.tuples(
            st.integers(0, 12), st.integers(0, 8), st.text(alphabet="あいう12%", min_size=1, max_size=4)
        ),
        max_size=30,
    ),
    merged=st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 8), st.integers(0, 20), st.integers(0, 20)).map(
            lambda m: Range(m[0], m[1], m[0] + m[2], m[1] + m[3])
        ),
        max_size=5,
    ),
)
def test_cutting_a_sheet_loses_no_cell_and_doubles_none(
    cells: list[tuple[int, int, str]], merged: list[Range]
) -> None:
    rows: dict[int, list[str]] = {}
    for row, column, text in cells:
        line = rows.setdefault(row, [""] * 9)
        line[column] = text
    kept = sorted(text for line in rows.values() for text in line if text)
    found = sorted(
        text
        for island in islands(sorted(rows.items()), merged)
        for row in island.rows
        for text in row
        if text
    )
    assert found == kept


@GENTLE
@given(
    value=st.one_of(st.floats(), st.integers(), st.datetimes(), st.times(), st.timedeltas(), st.text()),
    form=st.text(alphabet='0#?.,%ymdhsgea"\\;[]@_*-/AMP $人年', max_size=20),
)
def test_any_value_in_any_format_is_some_text(value: object, form: str) -> None:
    assert isinstance(shown(value, form), str)


@given(st.lists(st.lists(st.text(alphabet="あ1,%。", max_size=4), min_size=1, max_size=4), max_size=6))
def test_heads_are_never_more_than_rows(rows: list[list[str]]) -> None:
    width = max((len(row) for row in rows), default=0)
    even = tuple(tuple(row + [""] * (width - len(row))) for row in rows)
    assert 0 <= header_count(even) <= max(len(even) - 1, 0)


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        assert isinstance(decode(data), str)
    except UnreadableDocumentError as refusal:
        assert "ください" in refusal.message


@GENTLE
@given(st.lists(st.text(alphabet="あがカﾞ漢A1 　～（）.-", min_size=1, max_size=12), unique=True, max_size=8))
def test_discovery_finds_every_named_document_once(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("文書")
    made = set()
    for name in names:
        if name.strip(". ") and not name.startswith("."):
            (folder / f"{name}.pdf").touch()
            made.add(f"{name}.pdf")
    documents, findings = discover(folder, Origin.MUNICIPALITY)
    assert {path.name for path in documents} == {path.name for path in folder.iterdir()}
    assert len(made) >= len(documents)
    assert not findings
    assert [relative_name(path, folder) for path in documents] == sorted(
        relative_name(p, folder) for p in documents
    )


def _a_word_file(path: Path) -> None:
    docx(path, "".join(paragraph(f"本文{n}。") for n in range(30)))


def _a_workbook(path: Path) -> None:
    xlsx(
        path,
        "".join(
            f'<row r="{n}">{text_cell(f"A{n}", "項目")}{text_cell(f"B{n}", str(n))}</row>'
            for n in range(1, 30)
        ),
    )


def _a_pdf(path: Path) -> None:
    pdf(path, one_page(stream(b"BT /F 12 Tf 50 700 Td (Digital plan) Tj ET\n" * 20)))


@pytest.mark.parametrize("ending", [".docx", ".xlsx", ".pdf"])
@pytest.mark.parametrize("seed", range(25))
def test_a_damaged_file_ends_as_a_document(tmp_path: Path, ending: str, seed: int) -> None:
    build: Callable[[Path], None] = {".docx": _a_word_file, ".xlsx": _a_workbook, ".pdf": _a_pdf}[ending]
    whole = tmp_path / f"元{ending}"
    build(whole)
    holds(read_bytes(tmp_path, ending, damaged(whole.read_bytes(), seed)))
