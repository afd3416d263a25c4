"""Figures of tables that a sentence of a fixed form can state (統計値), and tables too large to be read row by row.

    Document × Municipality → Document      narrowed: of a table of municipalities only the rows that may speak stay
    Document… × Forms       → Statistic…    the rows whose cells fill all holes of a pattern

The same figure may stand in several tables and years; all are found, the composer chooses. A hole is filled only where
exactly one column of the row answers to it; a date only where the table leaves no doubt which it is: a column of its
own, the heads over the figure, or the one date in the lines over the table that agrees with the year of the heads. A
table that counts in thousands has no figure to state. Rows of other municipalities are never looked at.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from flows.grids import Grid
from flows.localities import names_another_prefecture
from flows.model import (
    Block,
    BlockKind,
    Document,
    FigureHole,
    Forms,
    Municipality,
    Origin,
    Pattern,
    Place,
    Stated,
    Statistic,
    Whose,
    WordHole,
    WordKind,
)
from flows.text import dates, era_name, fold, numbers, years

_SCALED = re.compile(r"単位[:：]?\(?[千百十万億]")
_ONE_FIGURE = re.compile(r"[△▲-]?[0-9][0-9,.]*[^0-9以未程超前余弱強]{0,6}")
_SHARE = re.compile("率|割合|構成比")
"""Heads whose figures are per cent even where no unit is given."""
_LINES = 6
"""Lines over a table in which its date is looked for."""


def narrowed(document: Document, municipality: Municipality) -> Document:
    """The document with other municipalities' rows left out of its blocks; its pages' text stays as it is."""
    blocks = tuple(_narrowed(block, municipality) for block in document.blocks)
    return document if blocks == document.blocks else document.model_copy(update={"blocks": blocks})


def is_of_municipalities(document: Document) -> bool:
    """Whether it is a table of municipalities and little else: it does not say whose papers these are."""
    none = Municipality(name="")
    return any(Grid(block, none).localities for block in document.blocks if block.rows)


def _narrowed(block: Block, municipality: Municipality) -> Block:
    if not block.rows:
        return block
    grid = Grid(block, municipality)
    if grid.localities is None:
        return block
    kept = (*range(grid.header), *grid.body)
    rows = tuple(block.rows[row] for row in kept)
    words = "\n".join("\t".join(row) for row in rows)
    pages = tuple(block.row_pages[row] for row in kept) if block.row_pages else None
    return block.model_copy(
        update={
            "rows": rows,
            "text": words,
            "original": words,
            "header_rows": grid.header,
            "row_pages": pages,
            "page_starts": (),
        }
    )


def find(documents: Sequence[Document], municipality: Municipality, forms: Forms) -> tuple[Statistic, ...]:
    """All that the tables of the documents can state, document by document, pattern by pattern."""
    found: list[Statistic] = []
    for document in documents:
        for at, block in enumerate(document.blocks):
            if block.kind is BlockKind.TABLE and block.rows:
                grid = Grid(block, municipality)
                if document.source.origin is Origin.GUIDANCE and grid.localities is None:
                    continue  # figures of the nation are none of the municipality's
                page = document.page_texts[block.page - 1] if block.page <= len(document.page_texts) else ""
                if grid.localities and names_another_prefecture(fold(page), municipality):
                    continue  # a namesake's
                lines = [*document.blocks[max(0, at - _LINES) : at]]
                if not any(
                    _SCALED.search(fold(each.text)) for each in (*lines, *document.blocks[at + 1 : at + 2])
                ):
                    found += _Table(document, grid, lines).statistics(forms)
    return tuple(dict.fromkeys(found))


class _Table:
    def __init__(self, document: Document, grid: Grid, lines: Sequence[Block]) -> None:
        self._document = document
        self._grid = grid
        self._lines = [line for line in lines if line.page == grid.block.page and not line.rows]

    def statistics(self, forms: Forms) -> Iterator[Statistic]:
        rows = [row for row in self._grid.body if self._grid.whose(row) is Whose.OWN]
        for pattern in forms.patterns:
            columns = {name: self._columns(hole) for name, hole in pattern.figures.items()}
            if all(columns.values()):
                for row in rows:
                    if (made := self._filled(pattern, row, columns)) is not None:
                        yield made

    def _columns(self, hole: FigureHole) -> list[int]:
        says = re.compile(hole.says)
        return [at for at, head in enumerate(self._grid.heads) if says.search(head)]

    def _filled(self, pattern: Pattern, row: int, columns: Mapping[str, Sequence[int]]) -> Statistic | None:
        figures: dict[str, tuple[Stated, int, int]] = {}
        for name, hole in pattern.figures.items():
            made = [
                (stated, at, column)
                for at in self._rows_of(hole, row)
                for column in columns[name]
                if (stated := self._figure(name, hole, at, column))
            ]
            if hole.newest:
                made = sorted(made, key=lambda each: -self._head_year(each[2]))[:1]
            if len(made) != 1:
                return None
            figures[name] = made[0]
        words = [self._word(name, hole, row, figures) for name, hole in pattern.words.items()]
        filled = [word for word in words if word is not None]
        if len(filled) != len(pattern.words):
            return None
        first = next(iter(figures.values()))[0]
        return Statistic(
            pattern=pattern.name,
            figures=tuple(stated for stated, _, _ in figures.values()),
            words=tuple(filled),
            place=Place(source=self._document.source.path, page=first.page, passage="", quote=first.quote),
            sha256=self._document.source.sha256,
        )

    def _head_year(self, column: int) -> int:
        return max((year.first for year in years(self._grid.heads[column])), default=0)

    def _rows_of(self, hole: FigureHole, row: int) -> tuple[int, ...]:
        if hole.whose is Whose.OWN:
            return (row,)
        return tuple(at for at in self._grid.body if self._grid.whose(at) is hole.whose)

    def _figure(self, name: str, hole: FigureHole, row: int, column: int) -> Stated | None:
        quote = self._grid.rows[row][column]
        found = numbers(quote)
        if len(found) != 1 or not _ONE_FIGURE.fullmatch(fold(quote)) or found[0].about or found[0].bound:
            return None
        unit = self._grid.unit(row, column)
        if hole.unit == "*":
            if not unit or unit == "%":
                return None
        elif unit not in ("", hole.unit) or (
            hole.unit == "%"
            and not unit
            and "率" not in self._grid.heads[column]
            and "割合" not in self._grid.heads[column]
        ):
            return None
        shown = f"{found[0].value:,}{'％' if hole.unit == '%' else unit or hole.unit}"
        return self._stated(name, shown, quote, row, column)

    def _stated(self, name: str, text: str, quote: str, row: int, column: int) -> Stated:
        return Stated(
            hole=name, text=text, quote=quote, page=self._grid.page(row), cell=self._grid.place(row, column)
        )

    def _word(
        self, name: str, hole: WordHole, row: int, figures: Mapping[str, tuple[Stated, int, int]]
    ) -> Stated | None:
        if hole.kind is WordKind.NAME:
            return self._name(name, hole, row)
        stated, at, column = figures[hole.of]
        if hole.kind is WordKind.UNIT:
            unit = self._grid.unit(at, column)
            return stated.model_copy(update={"hole": name, "text": unit}) if unit else None
        if hole.kind is WordKind.YEAR:
            return self._year(name, at, column)
        return self._day(name, hole, at, column)

    def _name(self, name: str, hole: WordHole, row: int) -> Stated | None:
        says = re.compile(hole.says)
        for column, head in enumerate(self._grid.heads):
            text = self._grid.rows[row][column]
            if says.search(head) and text.strip() and not numbers(text) and "単位" not in head:
                return self._stated(name, "".join(text.split("\n")), text, row, column)
        return None

    def _year(self, name: str, row: int, column: int) -> Stated | None:
        """The one year that the heads over the figure name; it may be given twice (令和7年 and 2025年)."""
        heads = [text for text in self._grid.head_cells(column) if years(text)]
        named = {
            (year.first, year.fiscal) for text in heads for year in years(text) if year.first == year.last
        }
        if len({first for first, _ in named}) != 1 or len(named) > 2:
            return None
        year = years(heads[0])[0]
        text = f"{era_name(year.first)}{'度' if year.fiscal else ''}"
        return self._stated(name, text, heads[0], self._head_row(heads[0]), column)

    def _head_row(self, text: str) -> int:
        return next((at for at, row in enumerate(self._grid.rows[: self._grid.header]) if text in row), 0)

    def _day(self, name: str, hole: WordHole, row: int, column: int) -> Stated | None:
        stated = [year.first for year in years(self._grid.heads[column])]
        if hole.says:
            says = re.compile(hole.says)
            dated = [
                (at, found[0])
                for at, head in enumerate(self._grid.heads)
                if says.search(head) and len(found := dates(self._grid.rows[row][at])) == 1 and found[0].day
            ]
            if len(dated) == 1:
                at, date = dated[0]
                return self._stated(
                    name, _shown(date.year, date.month, date.day or 1), self._grid.rows[row][at], row, at
                )
        lines = [
            (line, date)
            for line in self._lines
            for date in dates(line.text)
            if date.day and (not stated or date.year in stated)
        ]
        if len({(date.year, date.month, date.day) for _, date in lines}) != 1:
            return None
        line, date = lines[0]
        return Stated(
            hole=name,
            text=_shown(date.year, date.month, date.day or 1),
            quote=line.original,
            page=line.page,
            cell=line.place,
        )


def _shown(year: int, month: int, day: int) -> str:
    return f"{era_name(year)}{month}月{day}日"
