"""施策一覧.xlsx: the measures of the plan, with the numbers of their sheets and columns for progress management (進捗管理).

What the sources say stands in white cells with its place; staff fill the yellow ones: the year's value, the progress A–D,
remarks. A measure has a row for each of its indicators. Years of the schedule are columns. An item without a measure
keeps a row, so that nobody takes it for done. Indicators that belong to no measure have a sheet of their own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

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
from flows.writers.xlsx.book import Book, Column, Placed, Sheet
from flows.writers.xlsx.cells import Content, figure
from flows.writers.xlsx.places import by_id, page_of
from flows.writers.xlsx.sheet_questions import fields_of

_MOST_YEARS = 8
_SURE = 0.5
_STATES = (
    ("A", "計画どおり、または計画を上回って進んでいる", "FFC6E0B4"),
    ("B", "おおむね計画どおりに進んでいる", "FFE2EFDA"),
    ("C", "計画より遅れている", "FFFFE699"),
    ("D", "着手していない、または中止した", "FFF8CBAD"),
)
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
    Column("進捗（A～D）", 9, "入力中央"),
    Column("備考", 20, "入力"),
    Column("出典", 34),
)
_OTHERS = (Column("番号", 6, "中央"), Column("国の項目", 24), *_FIGURES, Column("所管課", 14), *_LAST)
_NONE = "要確認"
_BLANK = "－"
_OWN = "独自の取組"
_GUIDE = (
    "この一覧は、素案の施策（個票）を、同じ番号で並べたものです。指標が複数ある施策は、指標ごとに1行です。",
    "白い欄は資料の記載です。「－」は、その資料に記載がないことを表します。出典で原本を確かめてから使ってください。",
    "「代替手段（案）」と「仕事の進め方（案）」は、資料ではなく決まった言葉で置いた案です。庁内で決めてください。",
    "黄色の欄（実績値、進捗、備考）は、進捗管理のために所管課が記入する欄です。",
    "同じ名前の施策や指標が複数の資料にあるときは、新しい年度の値を示しています。",
    "「要確認」の行は、資料に施策が見つからなかった項目です。ヒアリングシートで所管課に確かめてください。",
    "シート「その他の指標」は、どの施策のものか資料から分からない指標です。",
)


def write_measures(  # noqa: PLR0913 (what a list is made of, all by name but the first)
    path: Path,
    draft: Draft,
    found: Sequence[Measure],
    *,
    facts: Iterable[Fact],
    mapping: Matches,
    passages: Iterable[Passage],
    edition: Edition,
) -> int:
    """Write 施策一覧.xlsx; returns how many measures it lists."""
    known = by_id(passages)
    years = _years(found)
    schedule = (Column(f"{era_name(year)}度", 12, "中央") for year in years)
    columns = (*_FIRST, *schedule, *_PROPOSED, *_LAST)
    told = fields_of(draft)
    rows = [
        row
        for title, members in _listed(found, edition)
        for row in _rows(title, [(each, told.get(fold(each.name), {})) for each in members], years, known)
    ]
    title = f"{draft.title}　施策一覧（進捗管理用）"
    book = Book(title, draft.date)
    lead = (title, "進捗：" + "　".join(f"{mark} {meaning}" for mark, meaning, _ in _STATES))
    placed = book.add(Sheet("施策一覧", columns, rows, lead, frozen=3, shaded=frozenset()))
    _accept(placed, len(columns) - len(_LAST) + 1)
    others = list(_others(found, facts, mapping, known, edition))
    if others:
        placed = book.add(Sheet("その他の指標", _OTHERS, others, lead, frozen=3, shaded=frozenset()))
        _accept(placed, len(_OTHERS) - len(_LAST) + 1)
    book.add(_guide(title))
    book.save(path)
    return len(found)


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


def _years(found: Sequence[Measure]) -> list[int]:
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


def _others(
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


def _accept(placed: Placed, column: int) -> None:
    """The progress column takes A to D and shows them in colour as well as in letters."""
    letter = placed.letter(column)
    cells = f"{letter}{placed.head + 1}:{letter}{placed.last}"
    marks = ",".join(mark for mark, _, _ in _STATES)
    rule = DataValidation(type="list", formula1=f'"{marks}"', allow_blank=True)
    rule.promptTitle, rule.prompt = "進捗", "\n".join(f"{mark} {meaning}" for mark, meaning, _ in _STATES)
    rule.errorTitle, rule.error = "進捗", "A、B、C、D のどれかを選んでください。"
    rule.showInputMessage = rule.showErrorMessage = True
    rule.add(cells)
    placed.sheet.add_data_validation(rule)
    for mark, _, colour in _STATES:
        fill = PatternFill("solid", bgColor=colour)
        placed.sheet.conditional_formatting.add(
            cells,
            CellIsRule(operator="equal", formula=[f'"{mark}"'], fill=fill),  # type: ignore[no-untyped-call]  # openpyxl
        )


def _guide(title: str) -> Sheet:
    columns = (Column("項", 5, "中央"), Column("この一覧の見方", 96))
    rows: list[tuple[Content, ...]] = list(enumerate(_GUIDE, 1))
    rows += [(mark, meaning) for mark, meaning, _ in _STATES]
    return Sheet("この一覧の見方", columns, rows, (title,), landscape=False, filters=False)
