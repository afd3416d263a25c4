"""Excel workbooks (.xlsx): each sheet is a page, read as a stream with the values that Excel last computed.

openpyxl reads in its streaming mode, so that a sheet of a million cells costs no more memory than what is kept
of it. What it does not say in that mode (merged cells, hidden rows, text boxes) `scan` finds in the same file.
Hidden sheets are left out with a finding: they often hold drafts and lists for menus. A formula that was never
computed has no value; a finding says so.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from flows.model import Document, Origin, Severity
from flows.readers.archives import Package, broken
from flows.readers.assembly import Flow
from flows.readers.options import ReadOptions
from flows.readers.sheets import MAX_COLUMNS, write_sheet
from flows.readers.xlsx.formats import is_date, shown
from flows.readers.xlsx.scan import SheetNotes, notes_of, refuse_hostile

_UNNAMED = re.compile(r"(?:Sheet|シート)\s?\d*", re.IGNORECASE)
_MAX_ROWS = 1_048_576
_BROKEN = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError)


def read_xlsx(path: Path, *, name: str, sha256: str, origin: Origin, options: ReadOptions) -> Document:
    """Read a workbook. Raises UnreadableDocumentError."""
    flow = Flow(name, sha256, origin, "xlsx", options)
    # openpyxl judges a path by its ending, a stream by what it holds
    with Package(path, options) as package, path.open("rb") as file:
        refuse_hostile(package)
        book = _open(file)
        parts = _sheet_parts(package)
        sheets = list(book.worksheets)[: options.max_pages]
        for number, sheet in enumerate(sheets, start=1):
            flow.page = number
            notes = notes_of(package, parts[sheet.title]) if sheet.title in parts else SheetNotes()
            _read_sheet(sheet, notes, flow, options)
            if flow.full:
                break
    return flow.document(pages=len(sheets))


def _open(file: BinaryIO) -> Any:
    """The workbook; openpyxl has no types for its streaming mode."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except _BROKEN as error:
        raise broken() from error


def _sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name → part of the package."""
    main = next(
        (target for kind, target in package.relations("").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    if main not in package.names:
        raise broken()
    relations = package.relations(main)
    found: dict[str, str] = {}
    for sheet in package.xml(main).iter("{*}sheet"):
        identity = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        target = relations.get(str(identity), ("", ""))[1]
        if target in package.names:
            found[sheet.get("name") or ""] = target
    return found


def _read_sheet(sheet: Any, notes: SheetNotes, flow: Flow, options: ReadOptions) -> None:
    title = str(sheet.title)
    if sheet.sheet_state != "visible":
        flow.note(
            "hidden-sheet",
            f"の非表示シート「{title}」は読みませんでした。使う場合は再表示して保存し直してください。",
        )
        return
    if notes.hidden:
        flow.note(
            "hidden-rows",
            f"のシート「{title}」には非表示の行か列があります。表示されている部分と同じに読みました。",
        )
    if notes.uncomputed:
        message = f"のシート「{title}」には計算されていない数式があり、その値は読めません。Excel で開いて保存し直してください。"
        flow.note("uncomputed", message, Severity.WARNING)
    if not _UNNAMED.fullmatch(title):
        flow.heading(title, 1, place=title)
    try:
        write_sheet(_rows(sheet, flow, options), flow, title, notes.merged)
    except _BROKEN as error:
        flow.note(
            "broken-sheet",
            f"のシート「{title}」は壊れているため途中までしか読めません。Excel で開いて保存し直してください。",
            Severity.ERROR,
        )
        del error
    for text in notes.texts:
        flow.figure(text, place=f"{title} 図形")


def _rows(sheet: Any, flow: Flow, options: ReadOptions) -> Iterator[tuple[int, list[str]]]:
    """The filled rows with their 0-based numbers, up to the bound on cells."""
    sheet.reset_dimensions()  # the stated size may be missing or a lie
    left = options.max_cells + 1
    for index, cells in enumerate(sheet.iter_rows()):
        if index >= _MAX_ROWS or left <= 0:
            return
        row = [_text(cell) for cell in cells[:MAX_COLUMNS]]
        filled = sum(1 for text in row if text)
        if any(cell.value is not None for cell in cells[MAX_COLUMNS:]):
            message = f"には{MAX_COLUMNS}列より右に文字があるシートがあり、そこは読みませんでした。表を分けてください。"
            flow.note("truncated-columns", message, Severity.WARNING)
        if filled:
            left -= filled
            yield index, row


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    number_format = cell.number_format or "General"
    if isinstance(value, (int, float)) and not isinstance(value, bool) and is_date(number_format):
        try:
            value = from_excel(value)
        except (ValueError, OverflowError):
            return shown(value, "General")
    return shown(value, number_format)
