"""A table as its rows came: columns by their heads, with the unit and year that its surroundings state.

Rows are passages; those of one table share `paragraph_id`. What a head does not say is looked for around
it: the unit in a note over the table (単位：千円), the year in the caption, then the headings from the
nearest to the highest, then the document's title. A table whose heads were not recognised as such is given
one more chance: a row whose cells read like heads is taken for the head of the rows below it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from flows.facts.heads import Column, Role, column, money_unit
from flows.facts.places import sentence
from flows.model import Passage, PassageKind, Place
from flows.text import fiscal_years, fold

_NEARBY = 4
"""Passages before a table among which its unit note is looked for."""
_WORDS = re.compile(r"[ぁ-んァ-ヶ一-龥A-Za-zＡ-Ｚａ-ｚ]{2}")
_TITLE = 60
"""A longer passage before a table is text, no title of it."""
_ENOUGH = 3
"""Telling heads that make a row a head."""
_TELLING = {
    Role.DEPARTMENT,
    Role.AMOUNT,
    Role.TARGET,
    Role.BASELINE,
    Role.INDICATOR,
    Role.DETAIL,
    Role.NAME,
    Role.YEAR,
}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one head."""

    columns: tuple[Column, ...]
    rows: tuple[Passage, ...]
    money: str
    """The unit for the whole table, "" when nothing says it."""
    year: int | None
    """The fiscal year that caption, headings or title name."""
    year_place: Place | None
    """Where they name it."""

    def at(self, *roles: Role) -> tuple[int, ...]:
        """Indices of the columns with one of these roles."""
        return tuple(index for index, column in enumerate(self.columns) if column.role in roles)


def text_at(row: Passage, index: int) -> str:
    """A cell as one line: breaks between Japanese characters are the cell's width, not the author's."""
    text = row.cells[index] if index < len(row.cells) else ""
    return re.sub(r"(?<=[^\x00-\x7f])\s*\n\s*(?=[^\x00-\x7f])", "", text.strip())


def named(table: Table, row: Passage) -> str:
    """What a row is about: its name column, one called so (事業名) before others; never a bare code or number.

    A head over several columns (区分 over 大区分 and 細目) stands over the first; the narrowest of them names the row.
    """
    for index in sorted(table.at(Role.NAME), key=lambda index: "名" not in table.columns[index].head):
        last = index
        while last + 1 < len(table.columns) and table.columns[last + 1].head in (
            "",
            table.columns[index].head,
        ):
            last += 1
        texts = [text_at(row, at) for at in range(index, last + 1)]
        if words := [text for text in texts if _WORDS.search(text)]:
            return words[-1]
    return ""


def tables(passages: Iterable[Passage]) -> Iterator[Table]:
    """The tables among the passages of one document, in order."""
    before: list[Passage] = []
    headings: dict[str, Passage] = {}
    for is_row, group in groupby(passages, key=lambda passage: passage.kind is PassageKind.ROW):
        members = list(group)
        if not is_row:
            before = members[-_NEARBY:]
            headings.update((member.text, member) for member in members if member.kind is PassageKind.HEADING)
            continue
        for _, rows in groupby(members, key=lambda passage: passage.paragraph_id):
            for head, held in _split(list(rows)):
                yield _table(head, held, before, headings)


def _split(rows: list[Passage]) -> Iterator[tuple[tuple[str, ...], list[Passage]]]:
    """Rows by head: the reader's, or rows that read like one."""
    head: tuple[str, ...] = rows[0].head
    held: list[Passage] = []
    for row in rows:
        if _is_the_head(row):
            continue
        found = row.cells if not row.head and _reads_like_a_head(row.cells) else None
        if found is None and (not row.head or row.head == head):
            held.append(row)
            continue
        if held:
            yield head, held
        head, held = (found, []) if found else (row.head, [row])
    if held:
        yield head, held


def _is_the_head(row: Passage) -> bool:
    """A head row handed over as a row: each of its cells stands in the head of its column."""
    heads = [fold(head) for head in row.head]
    cells = [(fold(cell), index) for index, cell in enumerate(row.cells) if cell.strip()]
    return bool(heads) and all(index < len(heads) and cell in heads[index] for cell, index in cells)


def _table(
    head: tuple[str, ...], rows: list[Passage], before: list[Passage], headings: dict[str, Passage]
) -> Table:
    first = rows[0]
    near = [passage for passage in reversed(before) if passage.page in (first.page, first.page - 1)]
    notes = (first.paragraph, *head, *(passage.text for passage in near))
    unit = next((unit for note in notes if (unit := money_unit(note))), "")
    over = [headings[text] for text in reversed(first.headings) if text in headings]
    titles = [passage for passage in near if len(passage.text) <= _TITLE]
    year, place = _year(first, titles, over)
    return Table(tuple(column(text) for text in head), tuple(rows), unit, year, place)


def _year(first: Passage, titles: list[Passage], over: list[Passage]) -> tuple[int | None, Place | None]:
    """From the nearest: a title line right over the table, then its headings, then the document's title."""
    for passage in (*titles, *over):
        if mentioned := fiscal_years(passage.text):
            return mentioned[0].first, sentence(passage)
    for text in (first.paragraph, *reversed(first.headings), first.document_title):
        if mentioned := fiscal_years(text):
            return mentioned[0].first, None
    return None, None


def _reads_like_a_head(cells: tuple[str, ...]) -> bool:
    roles = [column(cell).role for cell in cells if cell.strip() and len(cell) <= 30]
    return len({role for role in roles if role in _TELLING}) >= _ENOUGH
