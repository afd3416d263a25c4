"""Which department is in charge of what (所管課): a table's column for it, or a line 担当課：企画課 under a heading."""

import re
from collections.abc import Iterator

from flows.facts.heads import Role
from flows.facts.places import cell, sentence
from flows.facts.tables import Table, named, text_at
from flows.model import Department, Passage
from flows.text import fold

_LINE = re.compile(
    r"^(?:主管|所管|担当|所属|実施|関係)(?:課|室|部署|部局|所属)(?:名|等)?[:：](?P<names>[^:：。]{2,40})$"
)
_UNIT_OF_TOWN = re.compile(r"(?:課|室|局|部|係|所|センター|本部|館|会|校)$")


def from_sentence(passage: Passage) -> Iterator[Department]:
    """担当課：企画課、総務課: one for each name, for what the nearest heading names."""
    line = _LINE.match(fold(passage.text))
    if line and passage.headings:
        for name in re.split(r"[、,・/]", line["names"]):
            if _UNIT_OF_TOWN.search(name):
                yield Department(name=name, subject=passage.headings[-1], place=sentence(passage))


def from_table(table: Table) -> Iterator[Department]:
    """One for each row with a department and something it is in charge of."""
    for row in table.rows:
        subject = named(table, row) or next(
            (text for at in table.at(Role.INDICATOR) if (text := text_at(row, at))), ""
        )
        for index in table.at(Role.DEPARTMENT):
            if subject and (name := fold(text_at(row, index))):
                yield Department(name=name, subject=subject, place=cell(row, index))
