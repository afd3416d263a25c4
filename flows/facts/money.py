"""Amounts of money (金額), in yen: in the cell of a table, whose unit its head or a note states, or in a
sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.facts.heads import MONEY
from flows.text import fold, numbers

_CELL = re.compile(
    r"^(?P<minus>[△▲−-]?)(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<unit>千円|百万円|万円|億円|円)?$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """Yen, and where they stand in the text."""

    yen: int
    start: int
    end: int


def in_cell(text: str, unit: str) -> int | None:
    """The amount a cell states: its own unit, else `unit`; None for words, several figures, or no unit at
    all."""
    found = _CELL.match(fold(text))
    if found is None or not (own := found["unit"] or unit):
        return None
    yen = int(found["digits"].replace(",", "")) * MONEY[own]
    return -yen if found["minus"] else yen


def in_text(text: str) -> Iterator[Amount]:
    """Amounts that a sentence states with their unit, compound ones too: 255億5,000万円."""
    for number in numbers(text):
        if number.unit == "円" and number.value == int(number.value):
            yield Amount(int(number.value), number.start, number.end)
