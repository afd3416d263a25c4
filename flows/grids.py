"""Tables as grids: what stands over and beside a cell, and where it is (表のセル).

A cell is named by its heads (a merged head stands over all its columns) and by the words to the left of it in its row.
`place` is that of the cell in its sheet (「人口!F12」) where the table has no gaps, else the table's.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from flows.localities import Localities, localities
from flows.model import Block, Municipality, Whose
from flows.text import fold, numbers
from flows.text.units import is_counter

_RANGE = re.compile(
    r"^(?P<sheet>.*!)?(?P<left>[A-Z]{1,3})(?P<top>[0-9]+):(?P<right>[A-Z]{1,3})(?P<bottom>[0-9]+)$"
)
_FIGURE = re.compile(r"[△▲+-]?[0-9][0-9,.]*[^0-9]{0,6}")
_IN_BRACKETS = re.compile(r"\((?:単位:)?([^()0-9]{1,6})\)$")
_SMALL = 60
"""Rows up to which any table is looked at; a larger one only for the rows that are the municipality's."""


@dataclass(frozen=True)
class Cell:
    """A cell with what names it."""

    text: str
    heads: str
    """The heads over it from the top, folded, parted by 「/」."""
    label: str
    """The words to the left of it in its row, folded, parted by 「/」."""
    row: int
    column: int
    place: str
    whose: Whose | None
    """Tables of municipalities: whose row; OWN for any other table."""


class Grid:
    """A table block as a grid."""

    def __init__(self, block: Block, municipality: Municipality) -> None:
        self.block = block
        self.rows = block.rows or ()
        self._municipality = municipality

    @cached_property
    def localities(self) -> Localities | None:
        """The table as one of municipalities."""
        return localities(self.rows)

    @property
    def header(self) -> int:
        """How many leading rows are heads."""
        return self.localities.header if self.localities else self.block.header_rows

    @cached_property
    def body(self) -> tuple[int, ...]:
        """The rows that may speak: of a table of municipalities the own, the prefecture's and the nation's."""
        if self.localities is None:
            return tuple(range(self.header, len(self.rows))) if len(self.rows) <= _SMALL else ()
        return tuple(self._speaking)

    @cached_property
    def foreign(self) -> tuple[int, ...]:
        """Rows of other municipalities."""
        if self.localities is None:
            return ()
        return tuple(row for row in range(self.header, len(self.rows)) if row not in self._speaking)

    def whose(self, row: int) -> Whose | None:
        """Whose row it is."""
        return self._speaking.get(row) if self.localities else Whose.OWN

    @cached_property
    def _speaking(self) -> dict[int, Whose]:
        return self.localities.speaking(self._municipality) if self.localities else {}

    def head_cells(self, column: int) -> tuple[str, ...]:
        """The cells over a column to the letter, those merged over it among them."""
        found: list[str] = []
        for depth, row in enumerate(self.rows[: self.header]):
            reach = range(column, -1, -1) if depth < self.header - 1 else (column,)
            cell = next((row[at] for at in reach if at < len(row) and row[at].strip()), "")
            if cell and cell not in found:
                found.append(cell)
        return tuple(found)

    def unit(self, row: int, column: int) -> str:
        """What a figure counts: by its cell, a column 単位, or brackets in the heads and the row's name."""
        own = numbers(self.rows[row][column])
        if own and own[0].unit:
            return own[0].unit
        for at, head in enumerate(self.heads):
            if head.rpartition("/")[2] == "単位" and (cell := fold(self.rows[row][at])):
                return _unit(cell)
        cells = (*reversed(self.head_cells(column)), *reversed(self.rows[row][:column]))
        for text in map(fold, cells):
            inside = _IN_BRACKETS.search(text)
            if inside and is_counter(inside[1], 0):
                return _unit(inside[1])
        return ""

    def page(self, row: int) -> int:
        """The page on which a row stands."""
        pages = self.block.row_pages
        return pages[row] if pages and row < len(pages) else self.block.page

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """What stands over each column."""
        width = max((len(row) for row in self.rows), default=0)
        columns: list[list[str]] = [[] for _ in range(width)]
        for depth, row in enumerate(self.rows[: self.header]):
            over = ""
            for at in range(width):
                cell = fold(row[at]) if at < len(row) else ""
                over = cell or (over if depth < self.header - 1 else "")
                if over and over not in columns[at]:
                    columns[at].append(over)
        return tuple("/".join(column) for column in columns)

    def cell(self, row: int, column: int) -> Cell:
        """One cell of the body."""
        cells = self.rows[row]
        before = [fold(text) for text in cells[:column]]
        label = "/".join(text for text in before if text and not _FIGURE.fullmatch(text))
        return Cell(
            cells[column], self.heads[column], label, row, column, self.place(row, column), self.whose(row)
        )

    def cells(self) -> list[Cell]:
        """All cells of the body that hold something."""
        return [
            self.cell(row, column)
            for row in self.body
            for column, text in enumerate(self.rows[row])
            if text.strip()
        ]

    def place(self, row: int, column: int) -> str:
        """Where the cell is in its sheet; the table's place where that cannot be told."""
        match = self._range
        if match is None:
            return self.block.place
        name = _column_name(_column_index(match["left"]) + column)
        return f"{match['sheet'] or ''}{name}{int(match['top']) + row}"

    @cached_property
    def _range(self) -> "re.Match[str] | None":
        match = _RANGE.match(self.block.place)
        if match is None:
            return None
        down = int(match["bottom"]) - int(match["top"]) + 1
        across = _column_index(match["right"]) - _column_index(match["left"]) + 1
        whole = down == len(self.rows) and all(len(row) == across for row in self.rows)
        return match if whole else None


def _unit(text: str) -> str:
    """A unit as `numbers` names it; "" for what is none."""
    found = numbers(f"1{fold(text)}")
    return found[0].unit if found and found[0].end == len(fold(text)) + 1 and found[0].value == 1 else ""


def _column_index(name: str) -> int:
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _column_name(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        name = chr(65 + letter) + name
    return name
