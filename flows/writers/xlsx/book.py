"""A workbook as staff expect it: head row that stays, filters, column widths, A4, page numbers, one face of type.

    Sheet (title, lead, columns, rows) ─ add ─ Book ─ save ─ .xlsx

Rows are tuples of text and numbers in the order of the columns. The look is in named styles, which staff can change in
Excel in one place. `save` writes equal bytes for equal content: the stated date, not the clock, and no zip times.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from flows.writers.docx.words import moment
from flows.writers.xlsx.cells import Content, number_format, put
from flows.writers.xlsx.package import finish

FACE = "BIZ UDPゴシック"
_POINTS = 10
_LINE_HEIGHT = 14.5
_MOST_HEIGHT = 400.0
"""Points: Excel's own limit of a row is 409."""
_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters of half width, how its cells look."""

    title: str
    width: float
    style: str = "本文"
    """本文, 中央, 数値, 入力, 入力中央, 照合"""


@dataclass(frozen=True)
class Sheet:
    """One sheet: lines over the table, the table, and how it is used."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Content, ...]]
    lead: tuple[str, ...] = ()
    """Lines over the table; the first is the title."""
    landscape: bool = True
    frozen: int = 0
    """Columns that stay in view."""
    filters: bool = True
    shaded: frozenset[int] = field(default_factory=frozenset)
    """Rows (0-based) that stand out."""
    printed: int | None = None
    """How many columns are printed; all unless told."""
    least_height: float = 0.0
    """Points of a row at least: room to write in."""


@dataclass(frozen=True)
class Placed:
    """Where a sheet's table came to stand: rows and columns 1-based."""

    sheet: Worksheet
    head: int
    last: int

    def letter(self, column: int) -> str:
        """The letter of a column (0-based)."""
        return get_column_letter(column + 1)


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, date: str) -> None:
        """`date` is an ISO date: what the file says about when it was made; a fixed day stands for what is none."""
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        for style in _styles():
            self.book.add_named_style(style)
        self._title = title
        made = datetime.fromisoformat(moment(date)).replace(tzinfo=None)
        properties = self.book.properties
        properties.creator = properties.lastModifiedBy = "dxplan"
        properties.title = title
        properties.created = made
        self._made = made
        self._names: set[str] = set()

    def add(self, sheet: Sheet) -> Placed:
        """Add a sheet; a taken or impossible name is changed a little."""
        made = self.book.create_sheet(self._name(sheet.name))
        for number, line in enumerate(sheet.lead, 1):
            cell = made.cell(number, 1)
            put(cell, line)
            cell.style = "題名" if number == 1 else "説明"
        head = len(sheet.lead) + 2 if sheet.lead else 1
        for column, spec in enumerate(sheet.columns, 1):
            cell = made.cell(head, column)
            put(cell, spec.title)
            cell.style = "見出し行"
            made.column_dimensions[get_column_letter(column)].width = spec.width
        made.row_dimensions[head].height = max(
            30.0, _height([spec.title for spec in sheet.columns], sheet.columns)
        )
        for number, row in enumerate(sheet.rows):
            self._row(made, head + 1 + number, row, sheet, shaded=number in sheet.shaded)
        placed = Placed(sheet=made, head=head, last=head + len(sheet.rows))
        self._set_up(placed, sheet)
        return placed

    def _row(self, made: Worksheet, at: int, row: Sequence[Content], sheet: Sheet, *, shaded: bool) -> None:
        for column, (content, spec) in enumerate(zip(row, sheet.columns, strict=True), 1):
            cell = made.cell(at, column)
            cell.style = "区切り" if shaded else spec.style
            put(cell, content)
            if content is not None and not isinstance(content, str):
                cell.number_format = number_format(content)
        height = _height([_text(content) for content in row], sheet.columns, but="照合")
        made.row_dimensions[at].height = max(sheet.least_height, height)

    def _set_up(self, placed: Placed, sheet: Sheet) -> None:
        made, width = placed.sheet, len(sheet.columns)
        made.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{placed.head + 1}"
        if sheet.filters and sheet.rows:
            made.auto_filter.ref = f"A{placed.head}:{get_column_letter(width)}{placed.last}"
        made.sheet_view.zoomScale = 90
        made.sheet_view.showGridLines = False
        made.page_setup.paperSize = made.PAPERSIZE_A4
        made.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
        made.page_setup.fitToWidth, made.page_setup.fitToHeight = 1, 0
        made.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        made.print_title_rows = f"{placed.head}:{placed.head}"
        made.print_area = f"A1:{get_column_letter(sheet.printed or width)}{max(placed.last, placed.head)}"
        margins = made.page_margins
        margins.left = margins.right = 0.5
        margins.top, margins.bottom = 0.75, 0.75
        margins.header = margins.footer = 0.3
        if made.oddHeader is not None and made.oddFooter is not None:
            made.oddHeader.right.text = _code(self._title)
            made.oddFooter.center.text = "&P / &N"

    def _name(self, name: str) -> str:
        """A name Excel takes: no signs of paths, at most 31 characters, none twice."""
        base = _SHEET_NAME.sub("・", name).strip("'　 ")[:_LONGEST_NAME] or "シート"
        candidate, count = base, 1
        while candidate.casefold() in self._names:
            count += 1
            candidate = f"{base[: _LONGEST_NAME - 4]}({count})"
        self._names.add(candidate.casefold())
        return candidate

    def save(self, path: Path) -> None:
        """Write the file; equal content gives equal bytes."""
        raw = BytesIO()
        self.book.save(raw)
        finish(raw.getvalue(), self._made, path)


def _styles() -> list[NamedStyle]:
    thin = Side(style="thin", color="FF8C9BAA")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    head = PatternFill("solid", fgColor="FF1F4E79")
    input_fill = PatternFill("solid", fgColor="FFFFF9DB")
    part = PatternFill("solid", fgColor="FFDCE6F1")

    def style(name: str, **values: object) -> NamedStyle:
        defaults: dict[str, object] = {
            "font": Font(name=FACE, size=_POINTS),
            "alignment": Alignment(vertical="top", wrap_text=True),
            "border": box,
        }
        return NamedStyle(name=name, **{**defaults, **values})  # type: ignore[arg-type]  # styles of openpyxl

    centred = Alignment(horizontal="center", vertical="top", wrap_text=True)
    unlocked = Protection(locked=False)
    return [
        style("題名", font=Font(name=FACE, size=14, bold=True), border=Border(),
              alignment=Alignment(vertical="center")),
        style("説明", border=Border(), alignment=Alignment(vertical="center")),
        style("見出し行", font=Font(name=FACE, size=_POINTS, bold=True, color="FFFFFFFF"), fill=head,
              alignment=Alignment(horizontal="center", vertical="center", wrap_text=True)),
        style("本文"),
        style("中央", alignment=centred),
        style("数値", alignment=Alignment(horizontal="right", vertical="top", wrap_text=True)),
        style("入力", fill=input_fill, protection=unlocked),
        style("入力中央", fill=input_fill, protection=unlocked, alignment=centred),
        style("区切り", fill=part, font=Font(name=FACE, size=_POINTS, bold=True)),
        style("照合", font=Font(name=FACE, size=7, color="FF767676")),
    ]  # fmt: skip


def _text(content: Content) -> str:
    return "" if content is None else str(content)


def _height(texts: Sequence[str], columns: Sequence[Column], but: str = "") -> float:
    """Points that the fullest cell of a row needs (`but` of one style): Excel fits no row of a file it has not drawn."""
    pairs = [(text, column) for text, column in zip(texts, columns, strict=True) if column.style != but]
    lines = max((_lines(text, column.width) for text, column in pairs), default=1)
    return min(_MOST_HEIGHT, 4 + _LINE_HEIGHT * max(1, lines))


def _lines(text: str, width: float) -> int:
    room = max(1.0, width - 1)
    return sum(max(1, -int(-_columns(line) // room)) for line in text.split("\n"))


def _columns(line: str) -> float:
    return sum(1.9 if unicodedata.east_asian_width(char) in "WFA" else 1.0 for char in line)


def _code(text: str) -> str:
    """Text in a page header, where & begins a code."""
    return text.replace("&", "&&")[:100]
