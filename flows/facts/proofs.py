"""The unit of a table that does not state it, proved by its own words (単位の裏付け).

A unit note may be lost: it stood in a running head, or only over the first page of a table that goes on. Then a table
with the same head in the same document speaks for it; else arithmetic: a description that breaks its row's amount
down to the last figure, 91,899 | 実施設計33,297千円及び調査58,602千円, shows that the column is in 千円. One such row is
proof when no row of the tables speaks against it, that is, names a part larger than its whole. Without either there
is no unit, and without a unit no amount.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.facts.heads import Role
from flows.facts.tables import Table, text_at
from flows.text import fold

_STATED = re.compile(r"(?<![0-9,.])(\d{1,3}(?:,\d{3})+|\d+)(千円|百万円|万円)")
_PLAIN = re.compile(r"^\d{1,3}(?:,\d{3})+$|^\d+$")


def with_units(tables: Sequence[Table]) -> Iterator[Table]:
    """The tables of one document, a missing unit put in where it is proved."""
    known = {_head(table): table.money for table in tables if table.money}
    for table in tables:
        if table.money or not _needs_unit(table):
            yield table
        else:
            alike = [other for other in tables if _head(other) == _head(table)]
            yield replace(table, money=known.get(_head(table)) or _proved(alike))


def _head(table: Table) -> tuple[str, ...]:
    return tuple(fold(column.head) for column in table.columns)


def _needs_unit(table: Table) -> bool:
    return any(not table.columns[index].money for index in table.at(Role.AMOUNT))


def _proved(tables: Sequence[Table]) -> str:
    """The one unit of all parts, if it adds up."""
    units: set[str] = set()
    proofs = 0
    for table in tables:
        for wholes, parts in _rows(table):
            units |= {unit for _, unit in parts}
            figures = [figure for figure, _ in parts]
            if figures and max(figures) > max(wholes):
                return ""
            proofs += len(figures) > 1 and sum(figures) in wholes and min(figures) > 0
    return units.pop() if len(units) == 1 and proofs else ""


def _rows(table: Table) -> Iterator[tuple[list[int], list[tuple[int, str]]]]:
    """Of each row: its amounts, and the figures with units in its description."""
    for row in table.rows:
        cells = [fold(text_at(row, index)) for index in table.at(Role.AMOUNT)]
        wholes = [int(cell.replace(",", "")) for cell in cells if _PLAIN.match(cell)]
        detail = "".join(fold(text_at(row, index)) for index in table.at(Role.DETAIL))
        if wholes:
            yield wholes, [(int(part.replace(",", "")), unit) for part, unit in _STATED.findall(detail)]
