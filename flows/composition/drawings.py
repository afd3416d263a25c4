"""Which tables of the draft are drawn as well (図), and which of their figures.

Types: a table block → Drawing or None. Only figures of one kind are drawn together: the years of a table in one unit,
the shares of its choices, indicators in per cent. Hard cases: years over pairs of columns (人数・構成比) of which one
kind is drawn, years down the first column, a head that spans columns and is blank over all but the first, a row of
totals that would dwarf its parts (it is a series like the others), a table without heads (never drawn).
"""

import re
from collections.abc import Sequence

from flows.model import Chart, DraftBlock, Drawing
from flows.text import fold, years

_FEWEST_POINTS = 3
_MOST_SERIES = 6
_FIGURE = re.compile(r"[△▲-]?[0-9][0-9,]*(\.[0-9]+)?[^0-9]{0,4}")
_SHARE = re.compile(r"割合|構成比|比率|%|パーセント")
_UNIT = re.compile(r"\(([^()]{1,6})\)$")
_PER_CENT = ("%", "パーセント")


def drawing(table: DraftBlock) -> Drawing | None:
    """How a table of a source is drawn; None when its figures make no picture."""
    if not table.header_rows:
        return None
    heads = _heads(table)
    body = range(table.header_rows, len(table.rows))
    return _over_years(table, heads, body) or _down_years(table, heads, body) or _shares(table, heads, body)


def shares_of(table: DraftBlock, unit: int, values: Sequence[int]) -> Drawing | None:
    """Indicators in per cent side by side: `values` are the columns drawn, `unit` the column that names the unit."""
    rows = tuple(
        at
        for at in range(table.header_rows, len(table.rows))
        if fold(table.rows[at][unit].text) in _PER_CENT
        and all(_is_figure(table.rows[at][c].text) for c in values)
    )
    if len(rows) < _FEWEST_POINTS - 1:
        return None
    return Drawing(kind=Chart.BAR, rows=rows, columns=tuple(values), down=True)


def _over_years(table: DraftBlock, heads: Sequence[tuple[str, ...]], body: Sequence[int]) -> Drawing | None:
    """Years in the heads: of the columns under each year those that say the same as under the first."""
    chosen: dict[int, int] = {}
    kind: list[str] = []
    for column, texts in enumerate(heads[1:], 1):
        named = [text for text in texts if _year(text) is not None]
        rest = [text for text in texts if text not in named]
        year = _year(named[0]) if len(named) == 1 else None
        if year is None or year in chosen or (chosen and rest != kind):
            continue
        chosen[year], kind = column, rest
    series = [at for at in body if sum(_is_figure(_cell(table, at, c)) for c in chosen.values()) > 1]
    if len(chosen) < _FEWEST_POINTS or not 0 < len(series) <= _MOST_SERIES:
        return None
    return Drawing(
        kind=Chart.LINE, rows=tuple(series), columns=tuple(chosen[year] for year in sorted(chosen))
    )


def _down_years(table: DraftBlock, heads: Sequence[tuple[str, ...]], body: Sequence[int]) -> Drawing | None:
    """Years down the first column: the columns in the unit of the first that holds figures."""
    rows = [at for at in body if _year(_cell(table, at, 0)) is not None]
    if len({_year(_cell(table, at, 0)) for at in rows}) < max(_FEWEST_POINTS, len(rows)):
        return None
    columns = [
        column
        for column in range(1, len(heads))
        if sum(_is_figure(_cell(table, at, column)) for at in rows) >= _FEWEST_POINTS
    ]
    alike = [column for column in columns if _unit(heads[column]) == _unit(heads[columns[0]])]
    if not alike:
        return None
    return Drawing(kind=Chart.LINE, rows=tuple(rows), columns=tuple(alike[:_MOST_SERIES]), down=True)


def _shares(table: DraftBlock, heads: Sequence[tuple[str, ...]], body: Sequence[int]) -> Drawing | None:
    """The shares of the choices of a question: the first column of shares."""
    for column in range(1, len(heads)):
        rows = tuple(at for at in body if _is_figure(_cell(table, at, column)))
        if len(rows) >= _FEWEST_POINTS and _SHARE.search(fold("".join(heads[column]))):
            return Drawing(kind=Chart.BAR, rows=rows, columns=(column,), down=True)
    return None


def _heads(table: DraftBlock) -> list[tuple[str, ...]]:
    """The heads over each column, from above; a head over several columns stands in the first of them."""
    rows = [_spread([cell.text.strip() for cell in row]) for row in table.rows[: table.header_rows]]
    return list(zip(*rows, strict=True)) if len({len(row) for row in rows}) == 1 else []


def _spread(texts: Sequence[str]) -> list[str]:
    """Each blank takes the text to its left."""
    spread: list[str] = []
    for text in texts:
        spread.append(text or (spread[-1] if spread else ""))
    return spread


def _cell(table: DraftBlock, row: int, column: int) -> str:
    cells = table.rows[row]
    return cells[column].text if column < len(cells) else ""


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(fold(text)) is not None


def _year(text: str) -> int | None:
    """The one year that a text names."""
    found = years(text)
    return found[0].first if len(found) == 1 and found[0].first == found[0].last else None


def _unit(texts: Sequence[str]) -> str:
    match = _UNIT.search(fold(texts[-1]))
    return match[1] if match else ""
