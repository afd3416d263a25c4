"""Sentences of a fixed form (定型): figures of tables stated as they are (事実), or computed with the sum shown (推定).

Types: Statistic × Pattern → DraftBlock with its Computation. Hard cases: the same figure in several tables (the newest
date is taken), an indicator in an old plan and in its assessment (the newest value, the first table), a target that is
reached or whose year has come (nothing to say), a result that rounds to nothing.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from flows.composition.blocks import Builder, unique
from flows.composition.evidence import Evidence
from flows.composition.wording import patterns
from flows.model import (
    Citation,
    Computation,
    DraftBlock,
    Filled,
    Pattern,
    Stance,
    Stated,
    Statistic,
    Step,
    StepKind,
    WordKind,
)
from flows.text import dates, fold, numbers, years

_MOST = 8
"""Sentences of one pattern in a section."""


def stated(build: Builder, evidence: Evidence, slot: str) -> Iterator[DraftBlock]:
    """The sentences that the tables give for the builder's section, in the order of the patterns."""
    for pattern in patterns():
        if pattern.section != build.section:
            continue
        found = [
            fact for fact in evidence.facts if isinstance(fact, Statistic) and fact.pattern == pattern.name
        ]
        for fact in _newest(found, pattern, evidence)[:_MOST]:
            block = _block(build, fact, pattern, evidence, slot)
            if block is not None:
                yield block


def _newest(found: Sequence[Statistic], pattern: Pattern, evidence: Evidence) -> list[Statistic]:
    """One for each name, of the newest date; an indicator only where there is something left to reach."""
    best: dict[str, Statistic] = {}
    for fact in found:
        name = fold(_text(fact, "name"))
        if name and not _is_open(fact, evidence):
            continue
        if name not in best or _when(fact) > _when(best[name]):
            best[name] = fact
    return list(best.values())


def _text(fact: Statistic, hole: str) -> str:
    return next((word.text for word in fact.words if word.hole == hole), "")


def _when(fact: Statistic) -> tuple[int, ...]:
    texts = [word.text for word in fact.words]
    days = [(date.year, date.month, date.day or 0) for text in texts for date in dates(text)]
    firsts = [(year.first, 0, 0) for text in texts for year in years(text)]
    return min(days or firsts, default=(0, 0, 0))


def _is_open(fact: Statistic, evidence: Evidence) -> bool:
    """Digital, and its target lies ahead of both its value and the newest document."""
    now, goal = (years(_text(fact, hole)) for hole in ("now_year", "goal_year"))
    ahead = bool(now and goal) and goal[0].first > max(now[0].first, evidence.newest)
    first, last = (figure.quote for figure in fact.figures)
    return ahead and fold(first) != fold(last) and evidence.digital(_text(fact, "name"))


def _block(
    build: Builder, fact: Statistic, pattern: Pattern, evidence: Evidence, slot: str
) -> DraftBlock | None:
    every = unique(_citation(fact, each, evidence) for each in (*fact.figures, *fact.words))
    filled = {
        each.hole: Filled(
            name=each.hole, text=each.text, citation=every.index(_citation(fact, each, evidence))
        )
        for each in (*fact.figures, *fact.words)
    }
    values = {name: numbers(filled[name].text)[0].value for name in pattern.figures}
    when = {
        name: years(filled[name].text)[0].first
        for name, hole in pattern.words.items()
        if hole.kind is WordKind.YEAR
    }
    results = [(step, _result(step, values, when)) for step in pattern.steps]
    computation = Computation(
        pattern=pattern.name,
        figures=tuple(filled[name] for name in pattern.figures),
        words=tuple(filled[name] for name in pattern.words),
        results=tuple((step.name, _shown(value, step)) for step, value in results),
    )
    sign = 0 if not results else (results[0][1] > 0) - (results[0][1] < 0)
    block = build.statement(pattern.rendered(computation, sign), every, slot)
    return block.model_copy(
        update={
            "computation": computation,
            "stance": Stance.ESTIMATE if pattern.is_estimate else Stance.FACT,
        }
    )


def _citation(fact: Statistic, each: Stated, evidence: Evidence) -> Citation:
    title, printed = evidence.called(fact.sha256, each.page)
    return Citation(
        source=fact.place.source,
        sha256=fact.sha256,
        page=each.page,
        printed_page=printed,
        quote=each.quote,
        title=title,
        place=each.cell,
    )


def _result(step: Step, values: dict[str, Decimal], when: dict[str, int]) -> Decimal:
    if step.kind is StepKind.YEARS:
        return Decimal(when[step.of[1]] - when[step.of[0]])
    first, second = (values[name] for name in step.of[:2])
    if step.kind is StepKind.DIFFERENCE:
        return second - first
    if step.kind is StepKind.CHANGE_RATE:
        return (second - first) / first * 100
    if step.kind is StepKind.SHARE:
        return first / second * 100
    then, until = (when[name] for name in step.of[2:4])
    return (second - first) / (until - then)


def _shown(value: Decimal, step: Step) -> str:
    """Without its sign: the words say the direction. A difference is exact."""
    if step.kind is StepKind.DIFFERENCE:
        return f"{abs(value):,}"
    rounded = abs(value).quantize(Decimal(1).scaleb(-step.decimals), ROUND_HALF_UP)
    text = f"{rounded:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text
