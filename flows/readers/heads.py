"""How many leading rows of a table are heads (表頭), where the file does not say.

Heads name what stands below them. In a table of figures they are the rows without figures above a column of mostly
figures; two or three of them when heads are merged over groups of columns. In a table of words the first row is a
head when every cell of it is filled and short while what stands below is longer. A list of keys with their values
(項目と内容 in two columns) has no head.
"""

from __future__ import annotations

import re

Rows = tuple[tuple[str, ...], ...]

_FIGURE = re.compile(r"[△▲\-－+＋約]?\s*[0-9０-９][0-9０-９,，.．]*\s*[%％円人件千百万億]*|[-－―‐…]")
_LOOKED_AT = 50
_MOST_HEADS = 6
_MOSTLY = 0.6
_SHORT = 24


def header_count(rows: Rows) -> int:
    """Leading rows that are heads, 0–6."""
    body = rows[:_LOOKED_AT]
    if len(body) < 2 or len(body[0]) < 2:
        return 0
    first = next((i for i, row in enumerate(body) if any(_is_figure(cell) for cell in row[1:])), None)
    if first is not None:
        if 1 <= first <= _MOST_HEADS and _has_column_of_figures(body, first):
            return first
        return 1 if first and _is_head(body) else 0
    return 1 if _is_head(body) else 0


def _is_figure(cell: str) -> bool:
    return bool(_FIGURE.fullmatch(cell.strip()))


def _has_column_of_figures(rows: Rows, start: int) -> bool:
    """Below the heads some column, named by them, holds mostly figures."""
    for column in range(1, len(rows[0])):
        cells = [row[column] for row in rows[start:] if row[column]]
        named = any(row[column] for row in rows[:start]) or start > 1
        if named and cells and sum(map(_is_figure, cells)) >= _MOSTLY * len(cells):
            return True
    return False


def _is_head(rows: Rows) -> bool:
    """The first row names columns of words."""
    first, rest = rows[0], rows[1:]
    if not all(first) or any(len(cell) > _SHORT or cell.endswith("。") for cell in first):
        return False
    if len(first) > 2:
        return True
    below = [len(row[-1]) for row in rest if row[-1]]
    return bool(below) and sum(below) / len(below) > 2 * len(first[-1]) and len(first[0]) <= _SHORT // 2
