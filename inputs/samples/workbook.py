"""Papers kept in Excel: several tables on a sheet, merged heads, dates shown in the Japanese era."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import coordinate_to_tuple, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from samples.archive import write_fixed
from samples.merging import JOINS, merged

FACE = "BIZ UDPゴシック"
ERA_DATE = '[$-411]ggge"年"m"月"d"日"'
_THIN = Side(style="thin")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE = PatternFill("solid", fgColor="DCE6F1")


def _write_block(sheet: Worksheet, block: dict[str, Any]) -> None:
    """One table at its place: a title line, head rows, rows; or a line of words alone."""
    top, left = coordinate_to_tuple(block["at"])
    if title := block.get("title"):
        sheet.cell(top, left, title).font = Font(name=FACE, bold=True, size=block.get("size", 11))
        top += 1
    head = block.get("head", [])
    cells = head + block.get("rows", [])
    for row, line in enumerate(cells):
        for column, value in enumerate(line):
            cell = sheet.cell(top + row, left + column)
            cell.border, cell.font = _GRID, Font(name=FACE, size=10, bold=row < len(head))
            cell.alignment = Alignment(
                wrap_text=True, vertical="center", horizontal="center" if row < len(head) else None
            )
            if row < len(head):
                cell.fill = _SHADE
            if value in JOINS:
                continue
            cell.value = value
            if isinstance(value, datetime.date):
                cell.number_format = ERA_DATE
            elif isinstance(value, int):
                cell.number_format = "#,##0"
            elif isinstance(value, float):
                cell.number_format = "0.0"
    for first, start, last, end in merged(cells):
        sheet.merge_cells(
            start_row=top + first, end_row=top + last, start_column=left + start, end_column=left + end
        )


def write(paper: dict[str, Any], path: Path) -> None:
    """Fill the workbook and write it to `path`."""
    book = Workbook()
    del book["Sheet"]
    for page in paper["sheets"]:
        sheet = book.create_sheet(page["name"])
        for column, width in enumerate(page["widths"], start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        for block in page["blocks"]:
            _write_block(sheet, block)
        sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = sheet.PAPERSIZE_A4, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.properties.title, book.properties.creator = paper["title"], paper["author"]
    book.properties.subject = "架空の自治体の見本文書"
    write_fixed(book.save, path)
