"""Sentences of a fixed form held against the tables they are from (定型・計算の検証).

Nothing is believed but the pattern's name: each figure must be a cell of one and the same row (or of the row of the
nation or prefecture where the pattern says so), under heads that say what the pattern wants, with its unit; each year
must be that of the heads over its figure, each date must stand in the row or over the table and agree with that year;
the results are computed anew; and the sentence must be what the pattern makes of all that in the plan's manner, to the
letter. The manner is not believed either: it may change no year, date or figure. Rows of other municipalities are not
there for the gate at all.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from flows.grids import Grid
from flows.localities import names_another_prefecture
from flows.model import (
    Citation,
    Computation,
    DraftBlock,
    FigureHole,
    Filled,
    Forms,
    Pattern,
    Stance,
    Step,
    StepKind,
    Whose,
    WordHole,
    WordKind,
)
from flows.text import dates, fold, numbers, same_figures, years
from flows.verification.texts import Texts
from flows.verification.verdicts import Fault

_SCALED = re.compile(r"単位[:：]?\(?[千百十万億]")
_HEDGED = re.compile("[約以未程超前余弱強]")
"""A figure with 以上, 未満, 程度 … is not exact."""
_PER_CENT = re.compile("率|割合|構成比")


def form_faults(block: DraftBlock, forms: Forms, texts: Texts) -> Iterator[Fault]:
    """What keeps a sentence of a fixed form from being true."""
    computation = block.computation
    pattern = forms.pattern(computation.pattern) if computation else None
    if computation is None or pattern is None:
        yield Fault(reason="決まった形にない計算です")
        return
    if block.stance is not (Stance.ESTIMATE if pattern.is_estimate else Stance.FACT):
        yield Fault(reason=f"「{pattern.name}」の区分（事実・推定）が違います")
    if not _is_whole(pattern, computation, block.citations):
        yield Fault(reason=f"「{pattern.name}」に要る数値や言葉がそろっていません")
        return
    proof = _Proof(pattern, computation, block.citations, texts)
    yield from proof.of_sentence(block.text, forms.in_manner)
    if not any(proof.holds(grid, row) for grid in proof.grids() for row in grid.body):
        yield Fault(reason="数値が、自治体の行の、その見出しのセルにありません", token=block.text[:40])


def _is_whole(pattern: Pattern, computation: Computation, citations: tuple[Citation, ...]) -> bool:
    filled = (*computation.figures, *computation.words)
    return (
        [each.name for each in computation.figures] == list(pattern.figures)
        and [each.name for each in computation.words] == list(pattern.words)
        and [name for name, _ in computation.results] == [step.name for step in pattern.steps]
        and all(0 <= each.citation < len(citations) for each in filled)
        and {each.citation for each in filled} == set(range(len(citations)))
        and all(len(numbers(each.text)) == 1 for each in computation.figures)
    )


class _Proof:
    def __init__(
        self, pattern: Pattern, computation: Computation, citations: tuple[Citation, ...], texts: Texts
    ) -> None:
        self._pattern, self._computation, self._citations, self._texts = (
            pattern,
            computation,
            citations,
            texts,
        )
        self._figures = {each.name: each for each in computation.figures}
        self._words = {each.name: each for each in computation.words}

    def grids(self) -> Iterator[Grid]:
        """The tables on the page of the first figure."""
        citation = self._citations[self._computation.figures[0].citation]
        page = self._texts.pages.get((citation.sha256, citation.page))
        if page is None or _SCALED.search(page.folded):
            return
        guidance = self._texts.is_guidance(citation.sha256)
        for grid in self._texts.grids(citation.sha256, citation.page):
            if grid.localities and names_another_prefecture(page.folded, self._texts.municipality):
                continue
            if grid.localities or not guidance:
                yield grid

    def of_sentence(self, text: str, in_manner: Callable[[str], str]) -> Iterator[Fault]:
        """Results, and the words round them in the plan's manner."""
        values = {name: numbers(each.text)[0].value for name, each in self._figures.items()}
        sign = 0
        for step, (name, shown) in zip(self._pattern.steps, self._computation.results, strict=True):
            result = self._result(step, values)
            if result is None or _written(result, step) != shown:
                yield Fault(reason=f"計算の結果「{shown}」（{name}）が合いません", token=shown)
                return
            sign = sign or ((result > 0) - (result < 0) if step is self._pattern.steps[0] else 0)
        rendered = self._pattern.rendered(self._computation, sign)
        if in_manner(rendered) != text:
            yield Fault(reason="文が、決まった形と一致しません", token=text[:40])
        elif not same_figures(text, rendered):
            yield Fault(reason="書き方をそろえたときに、数値か年が変わりました", token=text[:40])

    def _result(self, step: Step, values: Mapping[str, Decimal]) -> Decimal | None:
        if step.kind is StepKind.YEARS:
            return self._span(*step.of)
        first, second = (values[name] for name in step.of[:2])
        if step.kind is StepKind.DIFFERENCE:
            return second - first
        if step.kind is StepKind.PER_YEAR:
            span = self._span(*step.of[2:4])
            return (second - first) / span if span else None
        if not (first if step.kind is StepKind.CHANGE_RATE else second):
            return None
        return (second - first) / first * 100 if step.kind is StepKind.CHANGE_RATE else first / second * 100

    def _span(self, first: str, second: str) -> Decimal | None:
        then, until = (years(self._words[name].text) for name in (first, second))
        span = until[0].first - then[0].first if then and until else 0
        return Decimal(span) if span > 0 else None

    def holds(self, grid: Grid, row: int) -> bool:
        """Whether the row (with the nation's or prefecture's beside it) has all that the sentence says."""
        if grid.whose(row) is not Whose.OWN:
            return False
        columns: dict[str, int] = {}
        for name, hole in self._pattern.figures.items():
            rows = (
                [row] if hole.whose is Whose.OWN else [at for at in grid.body if grid.whose(at) is hole.whose]
            )
            column = next(
                (c for at in rows for c in self._columns(grid, at, hole, self._figures[name])), None
            )
            if column is None:
                return False
            columns[name] = column
        return all(
            self._word_holds(grid, row, hole, self._words[name], columns)
            for name, hole in self._pattern.words.items()
        )

    def _columns(self, grid: Grid, row: int, hole: FigureHole, filled: Filled) -> Iterator[int]:
        citation = self._citations[filled.citation]
        shown = numbers(filled.text)[0]
        for column, cell in enumerate(grid.rows[row]):
            found = numbers(cell)
            if not self._is_cell(grid, row, column, citation) or len(found) != 1 or _HEDGED.search(cell):
                continue
            unit = grid.unit(row, column)
            wanted = hole.unit if hole.unit != "*" else unit
            if (
                re.search(hole.says, grid.heads[column])
                and found[0].value == shown.value
                and wanted
                and shown.unit == wanted
                and unit in ("", wanted)
                and (unit or wanted != "%" or _PER_CENT.search(grid.heads[column]))
                and not (found[0].about or found[0].bound or shown.about or shown.bound)
            ):
                yield column

    def _is_cell(self, grid: Grid, row: int, column: int, citation: Citation) -> bool:
        """Whether the citation is this cell, named as such where the table has names for its cells."""
        return (
            citation.quote == grid.rows[row][column]
            and citation.page == grid.page(row)
            and citation.place == grid.place(row, column)
        )

    def _word_holds(
        self, grid: Grid, row: int, hole: WordHole, filled: Filled, columns: Mapping[str, int]
    ) -> bool:
        citation = self._citations[filled.citation]
        if hole.kind is WordKind.NAME:
            return fold(filled.text) == fold(citation.quote) and any(
                re.search(hole.says, head) and self._is_cell(grid, row, column, citation)
                for column, head in enumerate(grid.heads)
            )
        column = columns[hole.of]
        if hole.kind is WordKind.UNIT:
            return filled.text == grid.unit(row, column) and citation.quote == grid.rows[row][column]
        if hole.kind is WordKind.YEAR:
            said, named = years(filled.text), years(citation.quote)
            return (
                citation.quote in grid.head_cells(column)
                and len(said) == 1
                and len(named) > 0
                and fold(filled.text) == fold(said[0].text)
                and (said[0].first, said[0].fiscal) == (named[0].first, named[0].fiscal)
                and len({year.first for year in years(grid.heads[column])}) == 1
            )
        return self._day_holds(grid, row, hole, filled, column)

    def _day_holds(self, grid: Grid, row: int, hole: WordHole, filled: Filled, column: int) -> bool:
        citation = self._citations[filled.citation]
        said = dates(filled.text)
        if len(said) != 1 or not said[0].day or fold(said[0].text) != fold(filled.text):
            return False
        wanted = (said[0].year, said[0].month, said[0].day)
        stated = {year.first for year in years(grid.heads[column])}
        if hole.says and any(re.search(hole.says, head) for head in grid.heads):
            return any(
                re.search(hole.says, head)
                and self._is_cell(grid, row, at, citation)
                and [(d.year, d.month, d.day) for d in dates(citation.quote)] == [wanted]
                for at, head in enumerate(grid.heads)
            )
        there = {
            (d.year, d.month, d.day)
            for d in dates(citation.quote)
            if d.day and (not stated or d.year in stated)
        }
        return there == {wanted} and self._texts.stands_beside(grid, citation.quote)


def _written(result: Decimal, step: Step) -> str:
    if step.kind is StepKind.DIFFERENCE:
        return f"{abs(result):,}"
    rounded = abs(result).quantize(Decimal(1).scaleb(-step.decimals), ROUND_HALF_UP)
    text = f"{rounded:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
