"""On which page a heading comes to stand, reckoned without an editor.

Characters per line, lines per block, footnotes at the foot, rows as high as their fullest cell: good to a page or so in
fifty. Heights are points. An editor's own count (pagination.py) replaces it where one is at hand.
"""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.model import Citation, DraftBlock, DraftBlockKind
from flows.writers.docx.charts import figures
from flows.writers.docx.citations import by_place, describe, with_places
from flows.writers.docx.outline import Heading
from flows.writers.docx.oxml import qn
from flows.writers.docx.package import Reference
from flows.writers.docx.styles import Style
from flows.writers.docx.tables import is_small, is_wide

_LOST = 21.6
"""Points of a page's height that stay empty on average."""
_BODY = 10.5
_CELL, _CELL_LINE, _CELL_PADDING = 9.0, 13.0, 9.0
_NOTE, _NOTE_LINE = 8.0, 11.5
_HEADS = {1: 54.0, 2: 54.0, 3: 40.0}
_LABEL = 30.0
_CHART = 212.0
_LEAD = 24.0
"""The words over a small table go with it."""
_GAP = 12.0
_KEEP = 60.0
"""A heading goes with at least this much of what follows."""


@dataclass(frozen=True)
class Room:
    """What a page holds, in points; A4 with the usual margins and lines unless told."""

    width: float = 453.0
    height: float = 670.0
    wide: float = 690.0
    """The width of the text on a page in landscape."""
    low: float = 453.0
    """Its height there."""
    line: float = 18.0
    """The distance of lines in running text."""

    @classmethod
    def of(cls, reference: Reference) -> "Room":
        """The room on the pages of a reference document."""
        height = reference.text_height / 20 - _LOST
        lines = reference.style_element(Style.BODY).iter(qn("w:spacing"))
        line = next((int(one.get(qn("w:line"), "360")) for one in lines), 360)
        width = reference.text_width / 20
        low = height if reference.is_wide else width
        return cls(width, height, reference.wide_width / 20, low, line / 20)


def estimate_pages(headings: Sequence[Heading], room: Room | None = None) -> list[int]:
    """The printed page of each heading."""
    room = room or Room()
    sheet = _Sheet(room)
    pages = []
    for heading in headings:
        if heading.level == 1:
            sheet.turn()
        else:
            sheet.keep(_HEADS[heading.level] + _KEEP)
        pages.append(sheet.page)
        sheet.add(_HEADS[heading.level])
        for block in heading.section.blocks:
            if block.rows and is_wide(block):
                sheet.landscape(_rows(block, room.wide))
            elif block.rows:
                if figures(block):
                    sheet.keep(_CHART)
                    sheet.add(_CHART)
                rows = [height + notes for height, notes in _rows(block, room.width)]
                if is_small(block):
                    sheet.keep(_LEAD + sum(rows))
                for height in rows:
                    sheet.keep(height)
                    sheet.add(height)
                sheet.add(_GAP)
            else:
                sheet.add(_block_height(block, room) + _notes(block, room))
    return pages


class _Sheet:
    """Pages filling up."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.page = 1
        self.used = 0.0

    def turn(self) -> None:
        if self.used:
            self.page += 1
            self.used = 0.0

    def keep(self, height: float) -> None:
        if self.used + height > self.room.height:
            self.turn()

    def add(self, height: float) -> None:
        total = self.used + height
        self.page += int(total // self.room.height)
        self.used = total % self.room.height

    def landscape(self, rows: Iterable[tuple[float, float]]) -> None:
        self.turn()
        self.page += int(sum(height + notes for height, notes in rows) // self.room.low)
        self.used = self.room.height


def _block_height(block: DraftBlock, room: Room) -> float:
    if block.kind is DraftBlockKind.LABEL:
        return _LABEL
    if block.kind is DraftBlockKind.NOTE:
        return _lines(block.text, room.width / 8.5) * _CELL_LINE + 6
    if block.kind is DraftBlockKind.CAPTION:
        return 28.0
    return _lines(block.text, room.width / _BODY - 1) * room.line + 3


def _row_notes(row: Sequence[DraftBlock], width: float) -> float:
    return _notes_height((citation for cell in row for citation in cell.citations), width)


def _rows(block: DraftBlock, width: float) -> list[tuple[float, float]]:
    columns = max(len(row) for row in block.rows)
    shares = block.widths if len(block.widths) == columns else (1.0,) * columns
    total = sum(shares) or 1.0
    room = [max((width * share / total - 9) / _CELL, 1.0) for share in shares]
    return [
        (
            max((_lines(cell.text, space) for cell, space in zip(row, room, strict=False)), default=1)
            * _CELL_LINE
            + _CELL_PADDING,
            _row_notes(row, width),
        )
        for row in block.rows
    ]


def _notes(block: DraftBlock, room: Room) -> float:
    return sum(_notes_height(citations, room.width) for _, citations in with_places(block))


def _notes_height(citations: Iterable[Citation], width: float) -> float:
    return sum(_lines(describe(*group), width / _NOTE - 2) * _NOTE_LINE for group in by_place(citations))


def _lines(text: str, room: float) -> int:
    """Lines that a text takes with room for so many full-width characters in one."""
    return sum(max(math.ceil(_length(line) / room), 1) for line in text.split("\n"))


def _length(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
