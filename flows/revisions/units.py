"""The texts of a file that the machine wrote, each with what it is and where it stands.

A Unit joins a Range (where) with its manifest entry (what). Contents and caption numbers are Word's own business and are no
units: they follow from the rest. A unit knows its section by the heading over it, its table, row and column by the cells.
"""

from dataclasses import dataclass, field

from flows.revisions.manifest import Entry, Manifest
from flows.revisions.ooxml import Element, climb, qn
from flows.revisions.reading import Range, Reading

HEADING = "dx:heading:"
_OPEN = "要確認"
_NO_UNITS = ("dx:contents", "dx:caption:")


@dataclass
class Unit:
    """A text of the machine's in a file."""

    name: str
    entry: Entry
    section: str
    title: str
    """Title of the section as the file has it."""
    text: str
    order: int
    found: Range | None = None
    """Where it stands; None when the text is known from history only."""
    sources: tuple[str, ...] = ()
    table: int = -1
    """The table's number in the file; -1 outside tables."""
    row: int = -1
    column: int = -1
    columns: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of a section."""
        return self.entry.id.startswith(HEADING)

    @property
    def is_open(self) -> bool:
        """Whether staff were asked for it (要確認)."""
        return self.entry.status == "todo" or self.text.strip("【】") == _OPEN

    @property
    def kind(self) -> str:
        """What may stand for what: a heading never becomes a cell."""
        if self.entry.id.startswith("dx:"):
            return self.entry.id.rpartition(":")[0]
        return self.entry.kind or "text"

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        where = f"「{self.title}」" if self.title else "表紙・凡例"
        if self.table < 0:
            return f"{where}の見出し" if self.is_heading else where
        return f"{where}の表の{self.row + 1}行目・{self.column + 1}列目"


@dataclass
class Units:
    """All units of a file, by name and in reading order."""

    reading: Reading
    manifest: Manifest
    all: list[Unit] = field(default_factory=list)
    tables: list[Element] = field(default_factory=list)

    @property
    def by_name(self) -> dict[str, Unit]:
        """Units by bookmark."""
        return {unit.name: unit for unit in self.all}


def is_unit(entry: Entry) -> bool:
    """Whether the merge speaks of such a text."""
    return not (entry.id == "dx:contents" or entry.id.startswith(_NO_UNITS[1]))


def collect(reading: Reading, manifest: Manifest) -> Units:
    """The units of a file of the machine's own."""
    units = Units(reading, manifest)
    section, title = "", ""
    numbers: dict[Element, int] = {}
    for found in sorted(reading.ranges.values(), key=lambda each: each.paragraph.at):
        entry = manifest.entries.get(found.name)
        if entry is None or not is_unit(entry) or not found.text.strip():
            continue
        if entry.id.startswith(HEADING):
            section, title = entry.id.removeprefix(HEADING), found.text
        unit = Unit(
            found.name, entry, section, title, found.text, len(units.all), found, reading.sources(found)
        )
        table = outer_table(found.paragraph.element)
        if table is not None:
            if table not in numbers:
                numbers[table] = len(units.tables)
                units.tables.append(table)
            unit.table = numbers[table]
            unit.row, unit.column, unit.columns = cell_place(found.paragraph.element, table)
        units.all.append(unit)
    return units


def outer_table(paragraph: Element) -> Element | None:
    """The outermost table round a paragraph."""
    tables = list(paragraph.iterancestors(qn("w:tbl")))
    return tables[-1] if tables else None


def cell_place(paragraph: Element, table: Element) -> tuple[int, int, int]:
    """Row and column of a paragraph in its table, and how many cells its row has."""
    row, cell = climb(paragraph, "w:tr"), climb(paragraph, "w:tc")
    if row is None or cell is None:
        return -1, -1, 0
    cells = row.findall(qn("w:tc"))
    rows = list(table.iter(qn("w:tr")))
    return rows.index(row), cells.index(cell) if cell in cells else -1, len(cells)
