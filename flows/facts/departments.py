"""Which department is in charge of what (所管課), from tables with a column for it."""

from collections.abc import Iterator

from flows.facts.heads import Role
from flows.facts.places import cell
from flows.facts.tables import Table, named, text_at
from flows.model import Department
from flows.text import fold


def from_table(table: Table) -> Iterator[Department]:
    """One for each row with a department and something it is in charge of."""
    for row in table.rows:
        subject = named(table, row) or next(
            (text for at in table.at(Role.INDICATOR) if (text := text_at(row, at))), ""
        )
        for index in table.at(Role.DEPARTMENT):
            if subject and (name := fold(text_at(row, index))):
                yield Department(name=name, subject=subject, place=cell(row, index))
