"""Merged cells as the texts write them: "<" joins the cell on the left, "^" the one above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LEFT, ABOVE = "<", "^"
JOINS = {LEFT, ABOVE}


def merged(cells: list[list[Any]]) -> Iterator[tuple[int, int, int, int]]:
    """Each merged area as (top row, left column, bottom row, right column), counted from 0."""
    for row, line in enumerate(cells):
        for column, value in enumerate(line):
            if value in JOINS:
                continue
            right, bottom = column, row
            while right + 1 < len(line) and line[right + 1] == LEFT:
                right += 1
            while bottom + 1 < len(cells) and cells[bottom + 1][column] == ABOVE:
                bottom += 1
            if (right, bottom) != (column, row):
                yield row, column, bottom, right
