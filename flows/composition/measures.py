"""A section for each item of the national plan: 国の方針・現状・課題・取組・指標, each from evidence or 要確認; then the
sheets of its measures. What a sheet says is not said in the slots again.
"""

from collections.abc import Iterator, Sequence

from flows.composition import tables
from flows.composition.blocks import Builder
from flows.composition.evidence import SLOT_ROLES, Evidence, rules
from flows.composition.sheets import Sheets
from flows.composition.statements import Statements
from flows.composition.wording import word
from flows.model import (
    Budget,
    DraftBlock,
    DraftBlockKind,
    Indicator,
    Item,
    Measure,
    OutlineSection,
    Passage,
    Section,
)
from flows.model.measures import newest
from flows.text import era_name

_ASKED_IN_SHEETS = ("action", "kpi")
"""Slots whose question stands in each sheet, field by field."""


class Measures:
    """Builds the item sections and remembers which slots found evidence."""

    def __init__(self, evidence: Evidence, statements: Statements, sheets: Sheets) -> None:
        self._evidence = evidence
        self._sheets = sheets
        self._in_sheets = frozenset[str]().union(*(measure.passages for measure in sheets.every))
        self._statements = statements
        self._citing = tables.Citing(evidence)
        self._filled: set[tuple[str, str]] = set()

    def filled(self, item: str, slot: str) -> bool:
        """Whether a slot of an item has evidence."""
        return (item, slot) in self._filled

    def section(self, parent: OutlineSection, item: Item) -> Section:
        """The section of one item."""
        key = f"measures.{item.key}"
        build = Builder(key)
        blocks: list[DraftBlock] = []
        used: set[str] = set()
        asked = False
        measures = self._sheets.of([item.key])
        for slot in SLOT_ROLES:
            found = list(self._slot(build, item, slot, used))
            if found or self._in_a_sheet(item, slot, measures):
                self._filled.add((item.key, slot))
            elif not (measures and slot in _ASKED_IN_SHEETS):
                found = [self._missing(build, item, slot, ask=not asked)]
                asked = asked or slot != "national"
            if found and found[0].kind is not DraftBlockKind.LABEL:
                blocks.append(build.label(word(f"slot.{slot}")))
            blocks += found
        for measure in measures:
            blocks += self._sheets.sheet(build, measure)
        return Section(key=key, title=item.title, level=parent.level + 1, blocks=tuple(blocks))

    def _in_a_sheet(self, item: Item, slot: str, measures: Sequence[Measure]) -> bool:
        """Whether the sheets say what belongs into a slot: then it needs neither words nor a question of its own."""
        if slot == "action" and measures:
            return True
        if slot == "kpi" and any(measure.indicators for measure in measures):
            return True
        return slot != "national" and any(
            passage.id in self._in_sheets for passage in self._passages(item, slot)
        )

    def _slot(self, build: Builder, item: Item, slot: str, used: set[str]) -> Iterator[DraftBlock]:
        passages = [passage for passage in self._passages(item, slot) if passage.id not in used]
        used.update(passage.id for passage in passages)
        name = word(f"slot.{slot}")
        if slot == "action":
            yield from self._actions(build, item, passages, name)
        elif slot == "kpi":
            yield from self._kpi(build, item, passages, name)
        else:
            yield from self._statements.of(build, passages, name)

    def national(self, item: Item) -> tuple[Passage, ...]:
        """What the nation's papers say of the item."""
        return self._passages(item, "national")

    def _passages(self, item: Item, slot: str) -> tuple[Passage, ...]:
        rule = rules()["item"]
        limit = rule["national_limit" if slot == "national" else "limit"]
        return self._evidence.for_item(item.key, *SLOT_ROLES[slot], int(limit), float(rule["minimum"]))

    def _actions(
        self, build: Builder, item: Item, passages: list[Passage], name: str
    ) -> Iterator[DraftBlock]:
        lines = [line for line in self.budgets(item.key) if line.place.passage not in self._in_sheets]
        in_table = {line.place.passage for line in lines}
        passages = [passage for passage in passages if passage.id not in in_table]
        past = [passage for passage in passages if self._evidence.is_past(passage)]
        current = [p for p in passages if p not in past]
        now = list(self._statements.of(build, current, name))
        ask = (past or lines) and not self._sheets.of([item.key])
        yield from now or ([build.todo(word("todo.action"), name)] if ask else [])
        for year in sorted({self._evidence.year(passage) for passage in past}, reverse=True):
            label = word("slot.past", year=f"{era_name(year)}度")
            before = [passage for passage in past if self._evidence.year(passage) == year]
            blocks = list(self._statements.of(build, before, label))
            if blocks:
                yield build.label(label)
                yield from blocks
        table = tables.budgets(build, lines, self._citing, word("slot.budget"))
        if table:
            yield build.label(word("slot.budget"))
            yield table

    def _kpi(self, build: Builder, item: Item, passages: list[Passage], name: str) -> Iterator[DraftBlock]:
        facts = [
            fact
            for fact in self._evidence.facts
            if isinstance(fact, Indicator)
            and self._evidence.is_own(fact.place.passage)
            and self._speaks(fact.place.passage, item.key)
            and fact.place.passage not in self._in_sheets
        ]
        named: dict[tuple[str, str], list[Indicator]] = {}
        for fact in facts:
            named.setdefault((fact.name, fact.unit), []).append(fact)
        table = tables.indicators(build, [newest(same) for same in named.values()], self._citing, name)
        if table:
            yield table
        taken = {fact.place.passage for fact in facts}
        yield from self._statements.of(build, [p for p in passages if p.id not in taken], name)

    def budgets(self, item: str | None = None) -> list[Budget]:
        """Budget lines of the municipality whose row speaks to the item; None: to any item, or by its name."""
        return [
            fact
            for fact in self._evidence.facts
            if isinstance(fact, Budget)
            and self._evidence.is_own(fact.place.passage)
            and (
                self._speaks(fact.place.passage, item) or (item is None and self._evidence.digital(fact.name))
            )
        ]

    def _speaks(self, passage: str, item: str | None) -> bool:
        keys = self._evidence.items_of(passage)
        return bool(keys) if item is None else item in keys

    def _missing(self, build: Builder, item: Item, slot: str, *, ask: bool) -> DraftBlock:
        """要確認; what to find out is said once in an item's section."""
        if slot == "national":
            return build.todo(word("todo.national"), word("slot.national"))
        name = word(f"slot.{slot}")
        if not ask:
            return build.todo(word("todo.again", slot=name), name)
        needs = "／".join(item.needs)
        return build.todo(word("todo.slot", slot=name, needs=needs), name)
