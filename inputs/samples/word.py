"""Papers written in Word: headings, tables, comments and tracked changes as clerks leave them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph

from samples.archive import STAMP, write_fixed
from samples.merging import ABOVE, LEFT

FACE = "BIZ UDPゴシック"


def _set_styles(document: Document) -> None:
    for name, size in (("Normal", 10.5), ("Heading 1", 14), ("Heading 2", 12), ("Title", 16)):
        style = document.styles[name]
        style.font.name = FACE
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), FACE)
        style.font.color.rgb = RGBColor(0, 0, 0)
    border = document.styles["Title"].element.find(f".//{qn('w:pBdr')}")
    border.getparent().remove(border)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)


def _revision(paragraph: Paragraph, kind: str, text: str, number: int) -> None:
    """A tracked insertion (w:ins) or deletion (w:del) of `text`."""
    change = OxmlElement(f"w:{kind}")
    change.set(qn("w:id"), str(900 + number))
    change.set(qn("w:author"), "デジタル推進課")
    change.set(qn("w:date"), STAMP)
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText" if kind == "del" else "w:t")
    words.text = text
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def _fill_table(table: Table, cells: list[list[str]], widths: list[float]) -> None:
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            cell = table.cell(row, column)
            cell.width = Mm(widths[column])
            if text == LEFT:
                table.cell(row, column - 1).merge(cell)
            elif text == ABOVE:
                table.cell(row - 1, column).merge(cell)
            else:
                cell.text = str(text)
    # Merging leaves an empty paragraph for every cell taken in.
    for cell in {c._tc: c for r in table.rows for c in r.cells}.values():
        for paragraph in cell.paragraphs[1:]:
            if not paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)


class _Setter:
    """Adds the elements of one paper to a Word document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.revisions = 0

    def title(self, text: str) -> None:
        self.document.add_paragraph(text, style="Title")

    def right(self, text: str) -> None:
        self.document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def h1(self, text: str) -> None:
        self.document.add_heading(text, 1)

    def h2(self, text: str) -> None:
        self.document.add_heading(text, 2)

    def p(self, text: str) -> None:
        self.document.add_paragraph(text)

    def bullets(self, items: list[str]) -> None:
        for item in items:
            self.document.add_paragraph(item, style="List Bullet")

    def table(self, spec: dict[str, Any]) -> None:
        cells = spec.get("head", []) + spec["rows"]
        table = self.document.add_table(len(cells), len(cells[0]), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, spec["widths"], strict=True):
            column.width = Mm(width)
        _fill_table(table, cells, spec["widths"])
        self.document.add_paragraph()

    def commented(self, spec: dict[str, str]) -> None:
        run = self.document.add_paragraph().add_run(spec["text"])
        self.document.add_comment(run, text=spec["comment"], author=spec["by"], initials=spec["by"][:1])

    def tracked(self, pieces: list[str | dict[str, str]]) -> None:
        paragraph = self.document.add_paragraph()
        for piece in pieces:
            if isinstance(piece, str):
                paragraph.add_run(piece)
                continue
            ((kind, text),) = piece.items()
            self.revisions += 1
            _revision(paragraph, kind, text, self.revisions)


def write(paper: dict[str, Any], path: Path) -> None:
    """Set the paper and write it to `path`."""
    document = docx.Document()
    _set_styles(document)
    properties = document.core_properties
    properties.title, properties.author = paper["title"], paper["author"]
    properties.subject, properties.comments = "架空の自治体の見本文書", ""
    properties.last_modified_by = paper["author"]
    setter = _Setter(document)
    for element in paper["body"]:
        ((kind, content),) = element.items()
        getattr(setter, kind)(content)
    write_fixed(document.save, path)
