"""The true type of a file decides; a wrong ending is said and costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from hostile_files import docx, one_page, paragraph, pdf, stream, text_cell, xlsx

from flows.model import Origin
from flows.readers import ReadOptions, read
from flows.readers.archives import resolve
from flows.readers.sniffing import FileType, by_content


def a_text(path: Path) -> None:
    path.write_text("本市の取組。", encoding="utf-8")


def a_page(path: Path) -> None:
    path.write_text("<html><body><p>本市の取組。</p></body></html>", encoding="utf-8")


def a_word(path: Path) -> None:
    docx(path, paragraph("本市の取組。"))


def a_sheet(path: Path) -> None:
    xlsx(path, f'<row r="1">{text_cell("A1", "本市の取組。")}</row>')


def a_pdf(path: Path) -> None:
    pdf(path, one_page(stream(b"BT /F 12 Tf 50 700 Td (Digital plan of the city) Tj ET")))


BUILDERS: list[tuple[Callable[[Path], None], FileType, str]] = [
    (a_text, FileType.TEXT, ".txt"),
    (a_page, FileType.HTML, ".html"),
    (a_word, FileType.DOCX, ".docx"),
    (a_sheet, FileType.XLSX, ".xlsx"),
    (a_pdf, FileType.PDF, ".pdf"),
]


@pytest.mark.parametrize("ending", [".pdf", ".docx", ".xlsx", ".doc", ".xls", ".PDF"])
@pytest.mark.parametrize(("build", "kind", "own"), BUILDERS, ids=[own for *_, own in BUILDERS])
def test_a_wrong_ending_is_a_finding_and_the_document_is_read(
    tmp_path: Path, build: Callable[[Path], None], kind: FileType, own: str, ending: str
) -> None:
    path = tmp_path / f"取組 一覧{ending}"
    build(path)
    assert by_content(path) is kind
    document = read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions(ocr="off"))
    assert document.blocks
    codes = [finding.code for finding in document.findings]
    assert codes == ([] if ending.lower() == own else ["wrong-ending"])


def test_a_pdf_behind_other_bytes_is_still_one(tmp_path: Path) -> None:
    path = tmp_path / "先頭にごみ.pdf"
    a_pdf(path)
    path.write_bytes(b"\r\n" * 200 + path.read_bytes())
    assert by_content(path) is FileType.PDF


@pytest.mark.parametrize(
    ("folder", "target", "part"),
    [
        ("word", "styles.xml", "word/styles.xml"),
        ("word", "/word/styles.xml", "word/styles.xml"),
        ("word", "../docProps/core.xml", "docProps/core.xml"),
        ("xl/worksheets", "../drawings/drawing1.xml", "xl/drawings/drawing1.xml"),
        ("word", "../../../../etc/passwd", "etc/passwd"),
        (".", "./word/document.xml", "word/document.xml"),
    ],
)
def test_a_relation_never_leads_out_of_its_package(folder: str, target: str, part: str) -> None:
    assert resolve(PurePosixPath(folder), target) == part
