"""Schedule tables (工程表): which step of a measure falls into which fiscal year.

    ruled table with two or more year columns ── bars, merged cells, arrows ──▶ a step's text in each of its years

A step goes over several years in four ways, often mixed in one table: a drawn bar or arrow (see `bars`), a cell
merged over the years, arrow characters in the cells after it (整備 → →), a ditto mark. A table of figures by
year is no schedule. An arrow without any words is kept as →.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.tables.bars import bars_of, with_texts
from flows.readers.pdf.tables.cells import joined
from flows.readers.pdf.tables.lattice import Lattice
from flows.text import fiscal_years

_HEADS = "→⇒➡➔➜►▶⟶⇨＞>"
_SHAFTS = "─━―—–ー－\\-=＝…・ \u3000"
_CARRIED = re.compile(rf"[{_SHAFTS}]*[{_HEADS}][{_HEADS}{_SHAFTS}]*|[〃″]")
_SHAFT = re.compile(r"[─━―—]{2,}")
_ENDS_IN_ARROW = re.compile(rf"[\s{_SHAFTS}]*[{_HEADS}]$")
_FIGURE = re.compile(r"[△▲\-−+]?[0-9０-９,，.．%％ 　]+\S{0,2}|[-－―ー]")
_WESTERN = re.compile(r"(?:19|20)[0-9]{2}")
_LONGEST_YEAR = 16
_LEAST_SHARE = 0.25
"""Of a year's column that a bar must cover to count for that year."""

Rows = Sequence[Sequence[str]]


def with_steps(page: PageGeometry, grid: Lattice, rows: Rows, header_rows: int) -> list[list[str]]:
    """The rows of a schedule with each step in all its years; those of any other table as they are."""
    out = [list(row) for row in rows]
    first = max(1, header_rows)
    years = _year_columns(grid, rows, first)
    if not years or _is_of_figures(rows[first:], years):
        return out
    bars = bars_of(page, grid, years, first)
    if bars:
        _draw(page, grid, out, years, first)
    for span in grid.spans:
        merged = range(span.column + 1, span.column + span.columns)
        if span.row >= first and span.column in years and all(not out[span.row][c] for c in merged):
            for column in merged:
                out[span.row][column] = out[span.row][span.column]
    for row in out[first:]:
        _carry(row, years)
    return out


def _year_columns(grid: Lattice, rows: Rows, header_rows: int) -> range | None:
    """Neighbouring columns whose heads name one fiscal year each, in order; a head may cover quarters."""
    found: dict[int, int] = {}
    for row in range(min(header_rows, len(rows))):
        spans = [s for s in grid.spans if s.row == row and 0 < len(rows[row][s.column]) <= _LONGEST_YEAR]
        # A year without its era takes that of the head before it, so the heads are read in one.
        ends, text = [], ""
        for span in spans:
            head = rows[row][span.column]
            text += (f"{head}年度" if _WESTERN.fullmatch(head) else head) + "、"
            ends.append(len(text))
        named = [year for year in fiscal_years(text) if year.first == year.last]
        for span, start, end in zip(spans, [0, *ends], ends, strict=False):
            within = {year.first for year in named if start <= year.start < end}
            if len(within) == 1:
                found.update(dict.fromkeys(range(span.column, span.column + span.columns), within.pop()))
    columns = sorted(found)
    if len(set(found.values())) < 2 or columns != list(range(columns[0], columns[-1] + 1)):
        return None
    rising = all(found[a] <= found[b] for a, b in pairwise(columns))
    return range(columns[0], columns[-1] + 1) if rising and columns[0] > 0 else None


def _is_of_figures(body: Rows, years: range) -> bool:
    texts = [text for row in body for column in years if (text := row[column].strip())]
    return sum(bool(_FIGURE.fullmatch(text)) for text in texts) > 0.5 * len(texts)


def _draw(page: PageGeometry, grid: Lattice, rows: list[list[str]], years: range, first: int) -> None:
    """Texts moved from where they happen to be written to the years that their bars cover."""
    bars, free = with_texts(page, grid, years, first)
    steps: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
    for bar in bars:
        text = joined(sorted(bar.lines, key=lambda line: line.top)) or "→"
        for column in years:
            share = min(bar.x1, grid.xs[column + 1]) - max(bar.x0, grid.xs[column])
            if share >= _LEAST_SHARE * (grid.xs[column + 1] - grid.xs[column]) or share >= 0.6 * (
                bar.x1 - bar.x0
            ):
                steps.setdefault((grid.row_at(bar.middle), column), []).append((bar.top, bar.x0, text))
    for line in free:
        column = min(max(grid.column_at(line.x0 + 1.0), years.start), years.stop - 1)
        row = grid.row_at((line.top + line.bottom) / 2)
        steps.setdefault((row, column), []).append((line.top, line.x0, joined([line])))
    drawn = {grid.row_at(bar.middle) for bar in bars}
    for span in grid.spans:
        if span.row in drawn and span.column in years:
            rows[span.row][span.column] = ""
    for (row, column), texts in steps.items():
        if row in drawn:
            rows[row][column] = "\n".join(dict.fromkeys(text for _, _, text in sorted(texts)))


def _carry(row: list[str], years: range) -> None:
    """Arrow characters and ditto marks replaced by the step that they carry on."""
    step = ""
    for column in years:
        text = row[column].strip()
        if _CARRIED.fullmatch(text) or (_SHAFT.fullmatch(text) and _goes_on(row, column, years)):
            row[column] = step or row[column]
        elif text:
            step = _ENDS_IN_ARROW.sub("", text) or text


def _goes_on(row: Sequence[str], column: int, years: range) -> bool:
    """A shaft ends in an arrow head in a later cell."""
    rest = [row[c].strip() for c in range(column + 1, years.stop)]
    head = next((text for text in rest if not _SHAFT.fullmatch(text)), "")
    return bool(_CARRIED.fullmatch(head))
