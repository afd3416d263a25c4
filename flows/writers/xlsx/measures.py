"""施策一覧.xlsx: the measures found, a row each, with columns for progress management (進捗管理).

What the sources say stands in white cells with its place; staff fill the yellow ones: an empty value of a source, the
progress A–D of the year, remarks. Years of the schedule are columns. An item without a measure keeps a row, so that
nobody takes it for done.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from flows.model import Draft, Edition, Fact, Group, Indicator, Mapping, Passage
from flows.text import era_name
from flows.writers.xlsx.book import Book, Column, Placed, Sheet
from flows.writers.xlsx.cells import Content, figure
from flows.writers.xlsx.initiatives import Initiative, initiatives, newest
from flows.writers.xlsx.places import by_id, page_of

_MOST_YEARS = 8
_STATES = (
    ("A", "計画どおり、または計画を上回って進んでいる", "FFC6E0B4"),
    ("B", "おおむね計画どおりに進んでいる", "FFE2EFDA"),
    ("C", "計画より遅れている", "FFFFE699"),
    ("D", "着手していない、または中止した", "FFF8CBAD"),
)
_FIRST = (
    Column("番号", 5, "中央"),
    Column("国の項目", 24),
    Column("取組・事業・指標", 28),
    Column("内容", 32),
    Column("指標", 20),
    Column("単位", 7, "中央"),
    Column("現状値", 9, "数値"),
    Column("現状値の年度", 10, "中央"),
    Column("目標値", 9, "数値"),
    Column("目標値の年度", 10, "中央"),
    Column("所管課", 14),
    Column("予算額（千円）", 11, "数値"),
    Column("予算の年度", 10, "中央"),
)
_LAST = (
    Column("実績値", 9, "入力"),
    Column("進捗（A～D）", 9, "入力中央"),
    Column("備考", 20, "入力"),
    Column("出典", 34),
)
_NONE = "要確認"
_GUIDE = (
    "この一覧は、資料から見つかった取組・指標・予算・工程を、国の項目ごとに並べたものです。",
    "白い欄は資料の記載です。「－」は、その資料に記載がないことを表します。出典で原本を確かめてから使ってください。",
    "黄色の欄（実績値、進捗、備考）は、進捗管理のために所管課が記入する欄です。",
    "同じ名前の取組や指標が複数の資料にあるときは、新しい年度の値を示しています。",
    "「要確認」の行は、資料に取組が見つからなかった項目です。ヒアリングシートで所管課に確かめてください。",
)


def write_measures(  # noqa: PLR0913, PLR0917 (what a list is made of, in the order of the pipeline)
    path: Path,
    draft: Draft,
    facts: Iterable[Fact],
    mapping: Mapping,
    passages: Iterable[Passage],
    edition: Edition,
) -> int:
    """Write 施策一覧.xlsx; returns how many measures it lists."""
    known = by_id(passages)
    found = initiatives(edition, mapping, facts, known)
    years = _years(found)
    columns = (*_FIRST, *(Column(f"{era_name(year)}度", 12, "中央") for year in years), *_LAST)
    rows: list[tuple[Content, ...]] = []
    empty: list[int] = []
    for group in Group:
        if group is Group.ORGANIZATION:
            continue
        for item in edition.of(group):
            title = f"{item.number} {item.title}".strip()
            members = [measure for measure in found if measure.item == item.key]
            for measure in members:
                rows.append(_row(len(rows) + 1, title, measure, years, known))
            if not members:
                empty.append(len(rows))
                blank = ("－",) * (len(_FIRST) - 3 + len(years))
                rows.append((len(rows) + 1, title, _NONE, *blank, None, None, None, "－"))
    title = f"{draft.title}　施策一覧（進捗管理用）"
    book = Book(title, draft.date)
    lead = (title, "進捗：" + "　".join(f"{mark} {meaning}" for mark, meaning, _ in _STATES))
    placed = book.add(Sheet("施策一覧", columns, rows, lead, frozen=3, shaded=frozenset()))
    _accept(placed, len(_FIRST) + len(years) + 1)
    book.add(_guide(title))
    book.save(path)
    return len(rows) - len(empty)


def _years(found: Sequence[Initiative]) -> list[int]:
    """Fiscal years of the schedules; the newest where there are too many for a page."""
    years = {year for measure in found if measure.schedule for year, _ in measure.schedule.steps}
    return sorted(years)[-_MOST_YEARS:]


def _row(
    number: int, title: str, measure: Initiative, years: Sequence[int], known: dict[str, Passage]
) -> tuple[Content, ...]:
    steps: dict[int, list[str]] = {}
    for year, step in measure.schedule.steps if measure.schedule else ():
        steps.setdefault(year, []).append(step)
    budget = measure.budget
    return (
        number,
        title,
        measure.name,
        measure.detail or "－",
        *_figures(newest(measure.indicators)),
        measure.department or "－",
        budget.yen // 1000 if budget and budget.yen % 1000 == 0 else f"{budget.yen:,}円" if budget else "－",
        _year(budget.fiscal_year) if budget else "－",
        *("、".join(steps[year]) if year in steps else "－" for year in years),
        None,
        None,
        None,
        "\n".join(dict.fromkeys(f"{known[name].source} {_page(known[name])}" for name in measure.places)),
    )


def _figures(indicators: Sequence[Indicator]) -> tuple[Content, ...]:
    if not indicators:
        return ("－",) * 6
    baseline, target = indicators[0], indicators[-1]
    return (
        target.name,
        target.unit or "－",
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
