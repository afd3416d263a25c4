"""Tables of the draft: periods, budgets, indicators, the national items and the appendix lists."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from flows.composition.blocks import Builder, cite, unique
from flows.composition.drawings import drawing, shares_of
from flows.composition.evidence import Evidence
from flows.composition.wording import Context, kind_name, mark_of, word
from flows.model import (
    Budget,
    Citation,
    DraftBlock,
    DraftBlockKind,
    Edition,
    Finding,
    Group,
    Indicator,
    Item,
    Passage,
    Period,
    Place,
    Schedule,
    Span,
)
from flows.text import era_name, fiscal_years, fold


class Citing:
    """Turns the place of a fact into citations, by the passage it stands in."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence

    def __call__(self, place: Place, *texts: str) -> tuple[Citation, ...]:
        """Citations of the spans of the passage that hold the texts; the place's own quote when none does."""
        passage = self._evidence.passages.get(place.passage)
        if passage is None:
            return ()
        wanted = [fold(text) for text in texts if text]
        spans = [span for span in passage.spans if fold(span.text) in wanted]
        spans = spans or [span for span in passage.spans if any(text in fold(span.text) for text in wanted)]
        if spans:
            return cite(passage, spans)
        page = self._evidence.page_of(passage, place.quote, place.page)
        return cite(passage, [Span(page=page, text=place.quote)])

    def year(self, place: Place, year: int) -> tuple[Citation, ...]:
        """Where a passage's document states a fiscal year, from the passage outwards."""
        passage = self._evidence.passages[place.passage]
        stated = [*passage.head, passage.text, *reversed(passage.headings), passage.document_title]
        for text in stated:
            if any(found.first == found.last == year for found in fiscal_years(text)) and text:
                page = self._evidence.page_of(passage, text, place.page)
                if self._evidence.stands_on(passage, text, page):
                    return cite(passage, [Span(page=page, text=text)])
        name = f"{era_name(year)}度"
        page = self._evidence.page_of(passage, name, place.page)
        return (
            cite(passage, [Span(page=page, text=name)])
            if self._evidence.stands_on(passage, name, page)
            else ()
        )


def periods(
    build: Builder, facts: Sequence[Period], citing: Citing, slot: str, wanted: Sequence[str]
) -> DraftBlock | None:
    """The wanted plans and their periods: in the order of the patterns of their names, the newest first."""
    ranked = {
        (fact.plan, fact.first, fact.last): (rank, fact)
        for fact in facts
        if (rank := _rank(fact.plan, wanted)) is not None
    }
    rows = []
    for _, fact in sorted(ranked.values(), key=lambda found: (found[0], -found[1].first, found[1].plan)):
        citations = citing(fact.place, fact.place.quote)
        if not citations:
            continue
        key = f"{fact.plan}:{fact.first}"
        cells = {"plan": fact.plan, "first": f"{era_name(fact.first)}度", "last": _end(fact)}
        rows.append(
            [
                build.cell(text, citations, slot=slot, place=f"{key}:{column}")
                for column, text in cells.items()
            ]
        )
    if not rows:
        return None
    heads = [word(f"head.{name}") for name in ("plan", "first", "last")]
    return build.table(heads, rows, slot=slot, widths=(5, 2.5, 2.5))


def _rank(plan: str, wanted: Sequence[str]) -> int | None:
    found = (rank for rank, pattern in enumerate(wanted) if re.search(pattern, fold(plan)))
    return next(found, None)


def _end(fact: Period) -> str:
    """The end of the period in the terms its source uses: how many years, or until when."""
    length = f"{fact.last - fact.first + 1}年間"
    return length if length in fold(fact.place.quote) else f"{era_name(fact.last)}度まで"


def budgets(build: Builder, facts: Sequence[Budget], citing: Citing, slot: str) -> DraftBlock | None:
    """Budget lines, the newest year first, with the amount as the source writes it."""
    rows = []
    for number, fact in enumerate(sorted(facts, key=lambda f: (-(f.fiscal_year or 0), -f.yen, f.name))):
        row = _budget_row(build, fact, citing, slot, f"{number}:{fact.name}")
        if row:
            rows.append(row)
    if not rows:
        return None
    heads = [
        word(f"head.{name}") for name in ("fiscal_year", "budget_name", "department", "amount", "detail")
    ]
    return build.table(heads, rows, slot=slot, widths=(1.6, 3.2, 1.6, 1.6, 5))


def _budget_row(build: Builder, fact: Budget, citing: Citing, slot: str, key: str) -> list[DraftBlock]:
    thousands = amount(fact)
    if not thousands:
        return []

    def cell(column: str, text: str, citations: tuple[Citation, ...]) -> DraftBlock:
        if text and citations:
            return build.cell(text, citations, slot=slot, place=f"{key}:{column}")
        return build.cell(word("cell.blank"), slot=slot, place=f"{key}:{column}")

    named = citing(fact.place, fact.name)
    year = f"{era_name(fact.fiscal_year)}度" if fact.fiscal_year else ""
    return [
        cell("year", year, year_citations(fact, citing)),
        cell("name", fact.name, named),
        cell("department", fact.department or "", citing(fact.place, fact.department or "")),
        cell("amount", thousands, citing(fact.place, fact.place.quote)),
        cell("detail", fact.detail, citing(fact.place, fact.detail) if fact.detail else ()),
    ]


def year_citations(fact: Budget, citing: Citing) -> tuple[Citation, ...]:
    """Where the year of a budget line is stated: beside it, in a head or heading over it, in the document's title."""
    if fact.year_place:
        return citing(fact.year_place, fact.year_place.quote)
    return citing.year(fact.place, fact.fiscal_year) if fact.fiscal_year else ()


def amount(fact: Budget) -> str:
    """In thousands of yen; empty when it is no whole number of them."""
    thousands, rest = divmod(abs(fact.yen), 1000)
    if rest:
        return ""
    return f"{'△' if fact.yen < 0 else ''}{thousands:,}"


def indicators(
    build: Builder, facts: Sequence[tuple[Indicator, Indicator]], citing: Citing, slot: str, *, name: str = ""
) -> DraftBlock | None:
    """Indicators with baseline and target and their years, as far as the sources state them.

    Of each the fact with the newest baseline and the one with the newest target; `name`: the measure they belong to,
    whose sheet names the department.
    """
    rows = [
        _indicator_row(build, each, citing, slot, f"{name}:{number}") for number, each in enumerate(facts)
    ]
    if not rows:
        return None
    columns = ["indicator", "unit", "baseline", "baseline_year", "target", "target_year"]
    widths = [4.2, 1.1, 1.7, 1.9, 1.7, 1.9]
    if name:
        rows = [row[:-1] for row in rows]
    else:
        columns.append("department")
        widths.append(1.9)
    table = build.table([word(f"head.{each}") for each in columns], rows, slot=slot, widths=widths, name=name)
    unit, values = columns.index("unit"), (columns.index("baseline"), columns.index("target"))
    return table.model_copy(update={"chart": shares_of(table, unit, values)})


def _indicator_row(
    build: Builder, facts: tuple[Indicator, Indicator], citing: Citing, slot: str, key: str
) -> list[DraftBlock]:
    base, goal = facts

    def cell(column: str, text: str | None, citations: tuple[Citation, ...]) -> DraftBlock:
        place = f"{key}:{goal.name}:{column}"
        if text and citations:
            return build.cell(text, citations, slot=slot, place=place)
        return build.cell(word("cell.ask"), slot=slot, place=place)

    def said(fact: Indicator, column: str, text: str | None) -> DraftBlock:
        return cell(column, text, citing(fact.place, text) if text else ())

    def year(fact: Indicator, column: str, value: int | None) -> DraftBlock:
        return cell(
            column, f"{era_name(value)}度" if value else None, citing.year(fact.place, value) if value else ()
        )

    return [
        said(goal, "name", goal.name),
        said(goal, "unit", goal.unit),
        said(base, "baseline", base.baseline),
        year(base, "baseline_year", base.baseline_year),
        said(goal, "target", goal.target),
        year(goal, "target_year", goal.target_year),
        said(goal, "department", goal.department),
    ]


def schedules(
    build: Builder, facts: Sequence[Schedule], citing: Citing, evidence: Evidence
) -> Iterator[DraftBlock]:
    """The steps by fiscal year of each table of measures (工程表), one table for each table of a source."""
    by_table: dict[str, list[Schedule]] = {}
    for fact in facts:
        by_table.setdefault(evidence.passages[fact.place.passage].paragraph_id, []).append(fact)
    for key, members in by_table.items():
        columns = sorted({year for fact in members for year, _ in fact.steps})
        if not columns or len(members) < 2:
            continue
        slot = word("head.schedule")
        rows = [_schedule_row(build, fact, columns, citing, f"{key}:{n}") for n, fact in enumerate(members)]
        place = members[0].place
        heads = [
            build.cell(word("head.measure"), slot=slot, place=f"{key}:head"),
            *(
                build.cell(f"{era_name(year)}度", citing.year(place, year), slot=slot, place=f"{key}:{year}")
                for year in columns
            ),
        ]
        yield build.label(word("slot.schedule"), slot)
        yield build.grid([heads, *rows], header_rows=1, slot=slot, widths=(3, *(2.0 for _ in columns)))


def _schedule_row(
    build: Builder, fact: Schedule, columns: Sequence[int], citing: Citing, key: str
) -> list[DraftBlock]:
    slot = word("head.schedule")
    cells = [build.cell(fact.measure, citing(fact.place, fact.measure), slot=slot, place=f"{key}:measure")]
    for year in columns:
        steps = list(dict.fromkeys(step for when, step in fact.steps if when == year))
        citations = unique(citation for step in steps for citation in citing(fact.place, step))
        text = "\n".join(steps) if citations else word("cell.blank")
        cells.append(build.cell(text, citations, slot=slot, place=f"{key}:{year}"))
    return cells


_MOST_ROWS = 20
_MOST_COLUMNS = 8


def copied(build: Builder, rows: Sequence[Passage], slot: str) -> Iterator[DraftBlock]:
    """A table of a source as it stands there, under its caption; none when it is too large to be read in a plan."""
    columns = max(len(row.cells) for row in rows)
    if not 1 < len(rows) <= _MOST_ROWS or not 1 < columns <= _MOST_COLUMNS:
        return
    first = rows[0]
    if first.headings:
        caption = cite(first, [Span(page=first.page, text=first.headings[-1])])
        yield build.statement(first.headings[-1], caption, slot, DraftBlockKind.CAPTION)
    cells = [
        [
            _copied_cell(build, row, column, slot, f"{first.paragraph_id}:{number}")
            for column in range(columns)
        ]
        for number, row in enumerate(rows)
    ]
    widths = (3.0, *(1.0 for _ in range(columns - 1))) if columns > 2 else (3.0, 4.0)
    table = build.grid(cells, header_rows=_header_rows(rows), slot=slot, widths=widths)
    yield table.model_copy(update={"chart": drawing(table)})


def _copied_cell(build: Builder, row: Passage, column: int, slot: str, key: str) -> DraftBlock:
    text = row.cells[column].strip() if column < len(row.cells) else ""
    spans = [span for span in row.spans if text and span.text.strip() == text][:1]
    return build.cell(text if spans else "", cite(row, spans), slot=slot, place=f"{key}:{column}")


def _header_rows(rows: Sequence[Passage]) -> int:
    """How many leading rows are the heads of the others; none in a table of names and values."""
    heads = next((number for number, row in enumerate(rows) if not _is_head(row)), 1)
    names_and_values = max(len(row.cells) for row in rows) == 2
    return 0 if names_and_values and heads > 1 else heads


def _is_head(row: Passage) -> bool:
    heads = (*row.head, *("" for _ in row.cells))
    return all(cell in head for cell, head in zip(row.cells, heads, strict=False))


def national_items(build: Builder, edition: Edition, slot: str) -> DraftBlock:
    """What the nation asks for, by group, with each title's verification mark."""
    rows = [
        [
            build.cell(title, slot=slot, place=f"{item.key}:group"),
            build.cell(item.number, slot=slot, place=f"{item.key}:number"),
            build.cell(item.title, slot=slot, place=f"{item.key}:title"),
            build.cell(mark_of(item.verification), slot=slot, place=f"{item.key}:mark"),
        ]
        for group, title, _ in edition.group_titles
        for item in edition.of(group)
    ]
    heads = [word(f"head.{name}") for name in ("group", "number", "item", "mark")]
    return build.table(heads, rows, slot=slot, widths=(3.6, 0.9, 6, 1.6))


_COLUMNS = ("national", "status", "issue", "action", "kpi")


def correspondence(
    build: Builder, edition: Edition, filled: Callable[[str, str], bool], slot: str
) -> DraftBlock:
    """National item × slot: which of them the sources fill."""
    rows = [
        [build.cell(f"{item.number} {item.title}", slot=slot, place=f"{item.key}:item")]
        + [
            build.cell(
                word("cell.has" if filled(item.key, name) else "cell.none"),
                slot=slot,
                place=f"{item.key}:{name}",
            )
            for name in _COLUMNS
        ]
        for group in (Group.PRIORITY, Group.ACCOMPANYING, Group.OPTIONAL)
        for item in edition.of(group)
    ]
    heads = [word("head.item")] + [word(f"slot.{name}") for name in _COLUMNS]
    return build.table(heads, rows, slot=slot, widths=(6, 1.6, 1.2, 1.2, 1.2, 1.2))


def further(build: Builder, framework: Edition, answered: Callable[[Item], bool], slot: str) -> DraftBlock:
    """The items of a further framework: which of them the sources speak to."""
    rows = [
        [
            build.cell(
                f"{item.number} {item.title}".strip(), slot=slot, place=f"{framework.framework}:{item.key}"
            ),
            build.cell(
                word("cell.has" if answered(item) else "cell.none"),
                slot=slot,
                place=f"{framework.framework}:{item.key}:has",
            ),
        ]
        for item in framework.items
    ]
    return build.table([word("head.framework"), word("head.evidence")], rows, slot=slot, widths=(8, 2))


def sources(build: Builder, context: Context, slot: str) -> DraftBlock:
    """All documents of the run."""
    rows = [
        [
            build.cell(str(number), slot=slot, place=f"{source.path}:number"),
            build.cell(source.title or source.path, slot=slot, place=f"{source.path}:title"),
            build.cell(source.path, slot=slot, place=f"{source.path}:file"),
            build.cell(kind_name(source), slot=slot, place=f"{source.path}:kind"),
            build.cell(str(source.pages), slot=slot, place=f"{source.path}:pages"),
        ]
        for number, source in enumerate(context.sources, 1)
    ]
    heads = [word(f"head.{name}") for name in ("number", "source", "file", "kind", "pages")]
    return build.table(heads, rows, slot=slot, widths=(0.8, 4.5, 4.5, 2.4, 1.2))


def found(findings: Iterable[Finding]) -> list[str]:
    """Findings as staff read them, with their file."""
    return [
        f"{finding.source}：{finding.message}" if finding.source else finding.message for finding in findings
    ]
