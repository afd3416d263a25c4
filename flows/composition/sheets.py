"""A sheet for each measure (個票): what the sources say field by field, what is proposed, and 要確認 for the rest.

    head        施策3-1　name                         the number is the plan's own, the name is cited
    fields      label | words of the sources          an old paper's words under a label with its year
    工程        a column for each fiscal year          cells carry the step's words and the style's shade
    指標        指標名・単位・現状値・年度・目標値・年度

Hard cases: only an old paper tells of it (what is to come is asked for), an amount whose unit stands in the head of its
column, a field that several papers fill, figures of one indicator from two papers, nothing at all (要確認).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flows.composition import measure_words as words
from flows.composition import tables
from flows.composition.blocks import Builder, unique
from flows.composition.evidence import Evidence
from flows.composition.wording import word
from flows.model import (
    Budget,
    Citation,
    DraftBlock,
    DraftBlockKind,
    Edition,
    Entry,
    Field,
    Measure,
    Schedule,
    Section,
)
from flows.text import era_name, fold

_MOST_SOURCES = 6
_ALWAYS = (Field.CONTENT, Field.COST)
"""Fields whose old words stand beside the new ones: what was done before, what it was to cost."""


class _Words(NamedTuple):
    """What one source says in a field."""

    year: int
    """Of an old paper; 0: it holds now."""
    label: str
    text: str
    citations: tuple[Citation, ...]


class Sheets:
    """Makes the sheets of a plan."""

    def __init__(self, evidence: Evidence, edition: Edition, measures: Sequence[Measure]) -> None:
        self._evidence = evidence
        self._edition = edition
        self._citing = tables.Citing(evidence)
        self._measures = tuple(measures)

    def of(self, items: Iterable[str]) -> tuple[Measure, ...]:
        """The measures of these items ("" for those of none), in their order."""
        wanted = frozenset(items)
        return tuple(measure for measure in self._measures if measure.item in wanted)

    @property
    def every(self) -> tuple[Measure, ...]:
        """All measures."""
        return self._measures

    def sheet(self, build: Builder, measure: Measure) -> Iterator[DraftBlock]:
        """The blocks of one sheet."""
        slot = word("slot.measure")
        named = self._citing(measure.named, measure.name)
        head = build.statement(words.heading(measure.number, measure.name), named, slot, DraftBlockKind.LABEL)
        yield head.model_copy(update={"id": build.id(slot, "head", measure.key)})
        rows = [*self._rows(build, measure, slot), *self._sources(build, measure, slot)]
        yield build.grid(rows, header_rows=0, slot=slot, widths=(2.3, 9.0), name=measure.key)
        for number, schedule in enumerate(measure.schedules):
            yield from self._schedule(build, schedule, f"{measure.key}:{number}")
        table = tables.indicators(build, measure.figures, self._citing, word("slot.kpi"), name=measure.key)
        if table is not None:
            yield table
        if measure.vague:
            asked = build.todo(f"【要確認】{words.ask_concrete(measure.number, measure.name)}", slot)
            yield asked.model_copy(update={"id": build.id(slot, "vague", measure.key)})

    def _rows(self, build: Builder, measure: Measure, slot: str) -> Iterator[list[DraftBlock]]:
        for field in words.order():
            if field is Field.INDICATOR and measure.indicators:
                continue
            for label, cell in self._field(build, measure, field, slot):
                yield [build.cell(label, slot=slot, place=f"{measure.key}:{label}:label"), cell]

    def _field(
        self, build: Builder, measure: Measure, field: Field, slot: str
    ) -> Iterator[tuple[str, DraftBlock]]:
        """Labels and cells of a field: what holds now, or is proposed, or asked; then what old papers said."""
        place = f"{measure.key}:{field.value}"
        if field is Field.ITEM:
            yield words.label(field), build.cell(self._item(measure), slot=slot, place=place)
            return
        told: dict[int, dict[str, list[_Words]]] = {}
        for said in self._said(measure, field):
            told.setdefault(said.year, {}).setdefault(said.label, []).append(said)
        now = told.pop(0, {})
        proposed = {Field.KIND: measure.kind, Field.ALTERNATIVE: measure.alternative}.get(field, "")
        planned = field is Field.SCHEDULE and self._goes_on(measure)
        yield from _cells(build, now, slot, place)
        if proposed and not now:
            yield words.label(field), build.proposed(proposed, slot=slot, place=place)
        elif not now and not planned and (not told or words.renewed(field)):
            yield words.label(field), build.ask(word("cell.ask"), slot=slot, place=place)
        if not now or field in _ALWAYS:
            for year in sorted(told, reverse=True):
                yield from _cells(build, told[year], slot, f"{place}:{year}")

    def _said(self, measure: Measure, field: Field) -> Iterator[_Words]:
        """What each source says in a field."""
        for entry in measure.of(field):
            if citations := self._citing(entry.place, entry.text):
                year = self._past(entry)
                yield _Words(year, words.label(field, year), entry.text, citations)
        if field is Field.COST:
            yield from self._costs(measure)

    def _past(self, fact: Entry | Schedule | Budget) -> int:
        passage = self._evidence.passages[fact.place.passage]
        return self._evidence.year(passage) if self._evidence.is_past(passage) else 0

    def _costs(self, measure: Measure) -> Iterator[_Words]:
        """The amount of each line of the newest year with that year: as the source writes it, or in thousands."""
        for fact in measure.costs:
            amount = fact.place.quote.strip()
            bare = fold(amount) == tables.amount(fact)
            dated = tables.year_citations(fact, self._citing)
            if (bare or amount.endswith("円")) and dated and fact.fiscal_year:
                year = self._past(fact)
                yield _Words(
                    year,
                    words.label(Field.COST, year, thousands=bare),
                    f"{amount}（{era_name(fact.fiscal_year)}度）",
                    unique((*self._citing(fact.place, fact.place.quote), *dated)),
                )

    def _goes_on(self, measure: Measure) -> bool:
        """Whether some schedule says what happens from now on."""
        last = max((year for schedule in measure.schedules for year, _ in schedule.steps), default=0)
        return last > self._evidence.newest

    def _item(self, measure: Measure) -> str:
        item = self._edition.by_key.get(measure.item)
        return f"{item.number} {item.title}" if item else word("cell.own")

    def _sources(self, build: Builder, measure: Measure, slot: str) -> Iterator[list[DraftBlock]]:
        """The papers that the sheet rests on; the footnotes name the pages."""
        titles = dict.fromkeys(
            self._evidence.title_of(self._evidence.passages[place.passage]) for place in measure.places
        )
        for number, title in enumerate(list(titles)[:_MOST_SOURCES]):
            label = words.source_label() if not number else ""
            place = f"{measure.key}:source:{title}"
            yield [
                build.cell(label, slot=slot, place=f"{place}:label"),
                build.cell(title, slot=slot, place=place),
            ]

    def _schedule(self, build: Builder, schedule: Schedule, key: str) -> Iterator[DraftBlock]:
        slot = word("head.schedule")
        years = sorted({year for year, _ in schedule.steps})
        dated = [(year, cited) for year in years if (cited := self._citing.year(schedule.place, year))]
        if not dated:
            return
        heads = [
            build.cell(f"{era_name(year)}度", cited, slot=slot, place=f"{key}:{year}:head")
            for year, cited in dated
        ]
        steps = [self._step(build, schedule, year, f"{key}:{year}") for year, _ in dated]
        yield build.grid(
            [
                [build.cell(slot, slot=slot, place=f"{key}:head"), *heads],
                [build.cell(word("head.measure"), slot=slot, place=f"{key}:row"), *steps],
            ],
            header_rows=1,
            slot=slot,
            widths=(1.6, *(2.0 for _ in dated)),
            name=key,
        )

    def _step(self, build: Builder, schedule: Schedule, year: int, place: str) -> DraftBlock:
        steps = [step for at, step in schedule.steps if at == year]
        citations = unique(citation for step in steps for citation in self._citing(schedule.place, step))
        return build.cell("\n".join(steps), citations, slot=word("head.schedule"), place=place)


def _cells(
    build: Builder, told: Mapping[str, Sequence[_Words]], slot: str, place: str
) -> Iterator[tuple[str, DraftBlock]]:
    """A cell for each label, of what its sources say."""
    for label, said in told.items():
        text = "\n".join(dict.fromkeys(each.text for each in said))
        citations = unique(citation for each in said for citation in each.citations)
        yield label, build.cell(text, citations, slot=slot, place=f"{place}:{label}")


def open_fields(section: Section) -> Iterator[dict[str, str]]:
    """Each sheet of a section that has empty fields: its head and their names."""
    heading = ""
    for block in section.blocks:
        if block.slot != word("slot.measure"):
            continue
        if not block.rows:
            heading = block.text
            continue
        names = [label.text for label, cell in block.rows if cell.text.strip("【】") == word("cell.ask")]
        if names:
            yield {"heading": heading, "fields": "、".join(names)}


def system(build: Builder, sheets: Sheets, edition: Edition, citing: tables.Citing) -> DraftBlock | None:
    """施策体系: 基本方針 → 施策 → 国の取組事項, a row for each measure."""
    slot = word("head.system")
    rows = []
    for measure in sheets.every:
        item = edition.by_key.get(measure.item)
        policy = next(iter(measure.of(Field.POLICY)), None)
        cited = citing(policy.place, policy.text) if policy else ()
        place = f"{measure.key}:policy"
        rows.append(
            [
                build.cell(policy.text, cited, slot=slot, place=place)
                if policy and cited
                else build.ask(word("cell.ask"), slot=slot, place=place),
                build.cell(measure.number, slot=slot, place=f"{measure.key}:number"),
                build.cell(
                    measure.name, citing(measure.named, measure.name), slot=slot, place=f"{measure.key}:name"
                ),
                build.cell(
                    f"{item.number} {item.title}" if item else word("cell.own"),
                    slot=slot,
                    place=f"{measure.key}:item",
                ),
            ]
        )
    if not rows:
        return None
    heads = [word(f"head.{name}") for name in ("policy", "measure_number", "measure_name", "item")]
    return build.table(heads, rows, slot=slot, widths=(3, 0.9, 4, 4), name="system")
