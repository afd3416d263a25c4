"""Composing the draft (素案): what the plan contains (outline) × what was found (evidence) × fixed wording.

Types: Mapping, Passage…, Fact…, Edition → Draft. Every block is a quote, a sentence put together by rule from cited
passages, fixed wording from the register, or 要確認; there is no other way to make one. Hard cases: nothing found (the
section says what is needed, from the edition's data), one sentence in two documents (taken once), a national sentence
that must not speak for the municipality, an old intention that has become history, a time as seen from the source.
Ids come from section, slot and what is said, so an unchanged input gives an unchanged block.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from flows.composition import computed, tables
from flows.composition.answering import answered
from flows.composition.blocks import Builder
from flows.composition.evidence import SLOT_ROLES, Evidence, rules, year_of
from flows.composition.manner import written
from flows.composition.measures import Measures
from flows.composition.proposals import proposals
from flows.composition.sheets import Sheets, open_fields, system
from flows.composition.statements import Statements, relative
from flows.composition.terms import glossary
from flows.composition.wording import Context, Wording, forms, titles, word
from flows.model import (
    BlockStatus,
    Budget,
    Document,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Edition,
    Fact,
    Finding,
    Group,
    Mapping,
    Measure,
    OutlineSection,
    Passage,
    Period,
    Schedule,
    Section,
    Stance,
)
from flows.text import fold

__all__ = ["Context", "Wording", "answered", "compose", "forms", "with_lists", "year_of"]


def compose(  # noqa: PLR0913, PLR0917 (what a plan is made of, in the order of the pipeline)
    context: Context,
    documents: Sequence[Document],
    passages: Sequence[Passage],
    mapping: Mapping,
    facts: Sequence[Fact],
    measures: Sequence[Measure] = (),
) -> Draft:
    """The whole plan before the gate; its lists of 要確認 and findings are filled by `with_lists` after it."""
    evidence = Evidence(documents, passages, mapping, facts, context.edition)
    composer = _Composer(context, evidence, Sheets(evidence, context.edition, measures))
    sections = tuple(
        section for outline in context.edition.outline.sections for section in composer.sections(outline)
    )
    draft = Draft(
        title=context.plan_title,
        subtitle="",
        municipality=context.municipality.name,
        edition=context.edition.name,
        date=context.date,
        sections=sections,
    )
    return written(draft, Wording(context).pen, context.national)


class _Composer:
    def __init__(self, context: Context, evidence: Evidence, sheets: Sheets) -> None:
        self._evidence = evidence
        self._edition: Edition = context.edition
        self._context = context
        self._wording = Wording(context)
        self._statements = Statements(titles(context.edition))
        self._sheets = sheets
        self._measures = Measures(evidence, self._statements, sheets)
        self._reserve()
        self._citing = tables.Citing(evidence)
        self._said: list[str] = []

    def _reserve(self) -> None:
        """Sections with a claim of their own come before those that would only mention the same."""
        for measure in self._sheets.every:
            passages = [self._evidence.passages[name] for name in sorted(measure.passages)]
            self._statements.take(self._home(measure), passages)
        claims = {key: rule["claims"] for key, rule in rules()["sections"].items() if "claims" in rule}
        claiming = [outline for outline in self._edition.outline.sections if outline.key in claims]
        for outline in sorted(claiming, key=lambda outline: int(claims[outline.key])):
            self._statements.reserve(outline.key, self._evidence.for_section(outline))
        for item in self._edition.items:
            self._statements.reserve(f"measures.{item.key}", self._measures.national(item))

    def _home(self, measure: Measure) -> str:
        """The section of a measure's sheet."""
        if measure.item in self._organization:
            return _ORGANIZATION
        return f"measures.{measure.item}" if measure.item else _OWN

    @property
    def _organization(self) -> frozenset[str]:
        return frozenset(item.key for item in self._edition.of(Group.ORGANIZATION))

    def sections(self, outline: OutlineSection) -> Iterator[Section]:
        """The outline's section, and one below it for each item where it repeats."""
        if outline.key == "appendix.frameworks" and not self._context.also:
            return
        if outline.key == _ORGANIZATION and not self._sheets.of(self._organization):
            return
        build = Builder(outline.key)
        blocks = list(self._fixed(build, outline.key))
        if outline.level > 1 and outline.repeat is None and outline.key not in _LISTS:
            blocks += self._body(build, outline, bool(blocks))
        yield self._noted(
            Section(key=outline.key, title=outline.title, level=outline.level, blocks=tuple(blocks))
        )
        if outline.repeat is not None:
            for item in self._edition.of(outline.repeat):
                yield self._noted(self._measures.section(outline, item))

    def _noted(self, section: Section) -> Section:
        """Remember what the plan says so far: the glossary explains its terms only."""
        self._said += [block.text for block in section.blocks]
        return section

    def _fixed(self, build: Builder, key: str) -> Iterator[DraftBlock]:
        for kind, text in self._wording.section(key):
            yield build.fixed(kind, text)

    def _body(self, build: Builder, outline: OutlineSection, introduced: bool) -> list[DraftBlock]:
        special = self._special.get(outline.key)
        blocks = list(special(build)) if special else []
        if outline.key not in _MADE:
            said = self._statements.of(build, self._evidence.for_section(outline), word("role.statement"))
            # Beside a table of its own the section needs no reference to others.
            blocks += [block for block in said if not (blocks and block.refers)]
        # What was computed answers none of the questions that the section asks.
        silent = all(block.stance is Stance.ESTIMATE for block in blocks)
        proposed = list(proposals(build, outline.needs)) if silent and self._context.proposals else []
        blocks += proposed
        if silent and not proposed and outline.needs:
            needs = "／".join(outline.needs)
            blocks.append(build.todo(word("todo.section", needs=needs)))
        elif not blocks and not introduced:
            blocks.append(build.todo(word("todo.plain")))
        return blocks

    @property
    def _special(self) -> dict[str, Callable[[Builder], Iterator[DraftBlock]]]:
        return {
            "intro.period": self._periods,
            "trend.nation": self._national_items,
            "promotion.budget": self._budgets,
            "vision.system": self._system,
            _OWN: lambda build: self._measured(build, [""]),
            _ORGANIZATION: lambda build: self._measured(build, self._organization),
            "status.issues": self._issues,
            "status.population": self._population,
            "status.digital": self._computed,
            "promotion.progress": self._computed,
            "status.survey": lambda build: self._surveyed(build, "survey"),
            "status.staff": lambda build: self._surveyed(build, "staff"),
            "appendix.correspondence": self._correspondence,
            "appendix.frameworks": self._frameworks,
            "appendix.sources": self._sources,
            "appendix.marks": self._national_items,
            "appendix.terms": self._terms,
        }

    def _periods(self, build: Builder) -> Iterator[DraftBlock]:
        facts = [
            fact
            for fact in self._evidence.facts
            if isinstance(fact, Period) and self._evidence.is_own(fact.place.passage)
        ]
        table = tables.periods(build, facts, self._citing, word("head.years"), rules()["periods"])
        if table:
            yield table

    def _national_items(self, build: Builder) -> Iterator[DraftBlock]:
        yield tables.national_items(build, self._edition, word("slot.national"))

    def _system(self, build: Builder) -> Iterator[DraftBlock]:
        table = system(build, self._sheets, self._edition, self._citing)
        if table:
            yield table
        shown = {fact for measure in self._sheets.every for fact in measure.schedules}
        facts = [
            fact
            for fact in self._evidence.facts
            if isinstance(fact, Schedule) and fact not in shown and self._evidence.is_own(fact.place.passage)
        ]
        yield from tables.schedules(build, facts, self._citing, self._evidence)

    def _measured(self, build: Builder, items: Iterable[str]) -> Iterator[DraftBlock]:
        for measure in self._sheets.of(items):
            yield from self._sheets.sheet(build, measure)

    def _issues(self, build: Builder) -> Iterator[DraftBlock]:
        for group in Group:
            for item in self._edition.of(group):
                passages = self._evidence.for_item(item.key, *SLOT_ROLES["issue"], 2, 0.5)
                blocks = list(self._statements.of(build, passages, word("slot.issue")))
                if any(block.citations for block in blocks):
                    yield build.label(item.title, word("slot.issue"))
                    yield from blocks

    def _surveyed(self, build: Builder, name: str) -> Iterator[DraftBlock]:
        rule = rules()["tables"][name]
        for rows in self._evidence.tables(rule):
            yield from tables.copied(build, rows, word("head.survey"))

    def _population(self, build: Builder) -> Iterator[DraftBlock]:
        yield from self._computed(build)
        yield from self._surveyed(build, "population")

    def _computed(self, build: Builder) -> Iterator[DraftBlock]:
        yield from computed.stated(build, self._evidence, word("role.statement"))

    def _correspondence(self, build: Builder) -> Iterator[DraftBlock]:
        yield tables.correspondence(build, self._edition, self._measures.filled, word("role.statement"))

    def _frameworks(self, build: Builder) -> Iterator[DraftBlock]:
        for framework in self._context.also:
            yield build.label(f"{framework.title} {framework.mark}".strip())
            yield tables.further(build, framework, self._evidence.answers, framework.name)

    def _budgets(self, build: Builder) -> Iterator[DraftBlock]:
        lines: list[Budget] = self._measures.budgets()
        table = tables.budgets(build, lines, self._citing, word("slot.budget"))
        if table:
            yield table

    def _sources(self, build: Builder) -> Iterator[DraftBlock]:
        yield tables.sources(build, self._context, word("head.source"))

    def _terms(self, build: Builder) -> Iterator[DraftBlock]:
        yield from glossary(build, self._evidence, fold("".join(self._said)))


_OWN, _ORGANIZATION = "measures.own", "measures.organization"
_MADE = frozenset(
    {
        "intro.structure",
        _ORGANIZATION,
        "appendix.correspondence",
        "appendix.frameworks",
        "appendix.sources",
        "appendix.marks",
        "appendix.terms",
    }
)
"""Sections made of the run's own lists: no evidence belongs there."""
_LISTS = frozenset({"appendix.todo", "appendix.findings"})


def with_lists(draft: Draft, findings: Sequence[Finding], context: Context) -> Draft:
    """The draft with its list of 要確認 and of findings, made from what the gate let through."""
    todo = [
        f"{section.title}：{block.text.removeprefix('【要確認】')}"
        for section in draft.sections
        for block in section.blocks
        if block.status is BlockStatus.TODO
    ]
    todo += [
        f"{section.title}：{relative(block).removeprefix('【要確認】')}"
        for section in draft.sections
        for block in section.blocks
        if relative(block)
    ]
    todo += [word("todo.fields", **asked) for section in draft.sections for asked in open_fields(section)]
    lists = {"appendix.todo": todo, "appendix.findings": tables.found(findings)}
    sections = tuple(
        _listed(section, lists[section.key]) if section.key in lists else section
        for section in draft.sections
    )
    listed = draft.model_copy(update={"sections": sections})
    return written(listed, Wording(context).pen, context.national)


def _listed(section: Section, lines: Sequence[str]) -> Section:
    build = Builder(section.key)
    fixed = tuple(block for block in section.blocks if block.status is BlockStatus.TEMPLATE)
    bullets = tuple(
        DraftBlock(id=build.id(line), kind=DraftBlockKind.BULLET, text=line, status=BlockStatus.TODO)
        for line in dict.fromkeys(lines)
    )
    none = (build.fixed(DraftBlockKind.PARAGRAPH, word("note.none")),) if not bullets else ()
    return section.model_copy(update={"blocks": fixed + bullets + none})
