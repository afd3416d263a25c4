"""The columns and rows of 施策一覧: what the sources say of each measure and indicator, and the columns that staff fill.

A measure has a row for each of its indicators; only the first says what concerns the whole measure. Years of the schedule
are columns. An item without a measure keeps a row. What a source does not say is －.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from flows.model import (
    Draft,
    Edition,
    Fact,
    Group,
    Indicator,
    Measure,
    Origin,
    Passage,
    Place,
)
from flows.model import Mapping as Matches
from flows.text import era_name, fold
from flows.writers.xlsx.book import Column
from flows.writers.xlsx.cells import Content, figure
from flows.writers.xlsx.places import page_of
from flows.writers.xlsx.sheet_questions import fields_of

_MOST_YEARS = 8
_SURE = 0.5
PROGRESS = Column("進捗（A～D）", 9, "入力中央")
"""What staff choose from the marks of progress."""
_FIGURES = (
    Column("指標", 20),
    Column("単位", 7, "中央"),
    Column("現状値", 9, "数値"),
    Column("現状値の年度", 10, "中央"),
    Column("目標値", 9, "数値"),
    Column("目標値の年度", 10, "中央"),
)
_FIRST = (
    Column("番号", 6, "中央"),
    Column("国の項目", 24),
    Column("施策", 28),
    Column("取組内容", 32),
    *_FIGURES,
    Column("所管課", 14),
    Column("概算費用（千円）", 11, "数値"),
    Column("費用の年度", 10, "中央"),
)
_PROPOSED = (Column("代替手段（案）", 22), Column("仕事の進め方（案）", 22))
_LAST = (
    Column("実績値", 9, "入力"),
    PROGRESS,
    Column("備考", 20, "入力"),
    Column("出典", 34),
)
OTHERS = (Column("番号", 6, "中央"), Column("国の項目", 24), *_FIGURES, Column("所管課", 14), *_LAST)
"""Columns of the indicators that belong to no measure."""
_NONE = "要確認"
_BLANK = "－"
_OWN = "独自の取組"


def columns_with(years: Sequence[int]) -> tuple[Column, ...]:
    """The columns of a list whose schedules have these fiscal years."""
    schedule = (Column(f"{era_name(year)}度", 12, "中央") for year in years)
    return (*_FIRST, *schedule, *_PROPOSED, *_LAST)


def measure_rows(
    draft: Draft,
    found: Sequence[Measure],
    years: Sequence[int],
    known: Mapping[str, Passage],
    edition: Edition,
) -> Iterator[tuple[Content, ...]]:
    """The rows of all measures, item by item, with what their sheets say."""
    told = fields_of(draft)
    for title, members in _listed(found, edition):
        sheets = [(each, told.get(fold(each.name), {})) for each in members]
        yield from _rows(title, sheets, years, known)


def _listed(found: Sequence[Measure], edition: Edition) -> Iterator[tuple[str, list[Measure]]]:
    """The measures of each item in the order of the plan; those of no item and of the organization come last."""
    for group in (Group.PRIORITY, Group.ACCOMPANYING, Group.OPTIONAL):
        for item in edition.of(group):
            yield f"{item.number} {item.title}".strip(), [m for m in found if m.item == item.key]
    own = [measure for measure in found if not measure.item]
    if own:
        yield _OWN, own
    for item in edition.of(Group.ORGANIZATION):
        members = [measure for measure in found if measure.item == item.key]
        if members:
            yield f"{item.number} {item.title}".strip(), members


def schedule_years(found: Sequence[Measure]) -> list[int]:
    """Fiscal years of the schedules; the newest where there are too many for a page."""
    years = {year for measure in found for schedule in measure.schedules for year, _ in schedule.steps}
    return sorted(years)[-_MOST_YEARS:]


def _rows(
    title: str,
    measures: Sequence[tuple[Measure, Mapping[str, str]]],
    years: Sequence[int],
    known: Mapping[str, Passage],
) -> Iterator[tuple[Content, ...]]:
    """A row for each indicator of each measure; one that says 要確認 for an item without any."""
    width = len(_FIRST) + len(years) + len(_PROPOSED) + len(_LAST)
    if not measures:
        yield (_BLANK, title, _NONE, *(_BLANK,) * (width - 3 - len(_LAST)), None, None, None, _BLANK)
    for measure, told in measures:
        first, *others = measure.figures or (None,)
        yield (
            measure.number,
            title,
            measure.name,
            _said(told, "取組内容"),
            *_figures(first),
            _said(told, "所管課"),
            *_cost(measure, told),
            *_steps(measure, years),
            _said(told, "代替手段"),
            _said(told, "仕事の進め方"),
            None,
            None,
            None,
            _where(measure.places, known),
        )
        for pair in others:
            rest = (_BLANK,) * (width - 4 - len(_FIGURES) - len(_LAST))
            where = _where((pair[0].place, pair[1].place), known)
            yield (
                measure.number,
                title,
                measure.name,
                _BLANK,
                *_figures(pair),
                *rest,
                None,
                None,
                None,
                where,
            )


def _said(told: Mapping[str, str], label: str) -> str:
    """What the sheet says in a field: what holds now, else the newest of old papers with their year."""
    if label in told:
        return told[label]
    old = next((name for name in told if name.startswith(f"{label}（")), "")
    return f"{told[old]}{old.removeprefix(label)}" if old else _BLANK


def _cost(measure: Measure, told: Mapping[str, str]) -> tuple[Content, Content]:
    """Amount in thousands and its year; what the sheet says in words where no budget has it."""
    costs = measure.costs if "概算費用（千円）" in told else ()
    if not costs:
        return _said(told, "概算費用"), _BLANK
    amounts = [_thousands(fact.yen) for fact in costs]
    shown: Content = amounts[0] if len(amounts) == 1 else "、".join(map(str, amounts))
    return shown, _year(costs[0].fiscal_year)


def _thousands(yen: int) -> int | str:
    return yen // 1000 if yen % 1000 == 0 else f"{yen:,}円"


def _steps(measure: Measure, years: Sequence[int]) -> Iterator[Content]:
    steps: dict[int, dict[str, None]] = {}
    for schedule in measure.schedules:
        for year, step in schedule.steps:
            steps.setdefault(year, {})[step] = None
    return ("、".join(steps[year]) if year in steps else _BLANK for year in years)


def other_rows(
    found: Sequence[Measure],
    facts: Iterable[Fact],
    mapping: Matches,
    known: Mapping[str, Passage],
    edition: Edition,
) -> Iterator[tuple[Content, ...]]:
    """Indicators of the municipality that speak to an item and belong to no measure."""
    taken = {fact for measure in found for fact in measure.indicators}
    items = {
        match.passage: match.item
        for match in reversed(mapping.matches)
        if match.item in edition.by_key and match.score >= _SURE
    }
    number = 0
    for fact in facts:
        passage = known.get(fact.place.passage)
        if not isinstance(fact, Indicator) or fact in taken or passage is None:
            continue
        item = items.get(passage.id)
        if item and passage.origin is Origin.MUNICIPALITY:
            number += 1
            asked = edition.by_key[item]
            yield (
                number,
                f"{asked.number} {asked.title}".strip(),
                *_figures((fact, fact)),
                fact.department or _BLANK,
                None,
                None,
                None,
                _where((fact.place,), known),
            )


def _where(places: Iterable[Place], known: Mapping[str, Passage]) -> str:
    found = (known[place.passage] for place in places if place.passage in known)
    return "\n".join(dict.fromkeys(f"{passage.source} {_page(passage)}" for passage in found))


def _figures(pair: tuple[Indicator, Indicator] | None) -> tuple[Content, ...]:
    if pair is None:
        return (_BLANK,) * len(_FIGURES)
    baseline, target = pair
    return (
        target.name,
        target.unit or _BLANK,
        _shown(baseline.baseline),
        _year(baseline.baseline_year),
        _shown(target.target),
        _year(target.target_year),
    )


def _shown(text: str | None) -> Content:
    value = figure(text)
    return "－" if value is None else value


def _year(year: int | None) -> str:
    return f"{era_name(year)}度" if year else "－"


def _page(passage: Passage) -> str:
    page = page_of(passage)
    return f"{page}ページ" if page[:1].isdigit() else page
