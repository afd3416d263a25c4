"""施策一覧.xlsx: the measures of the plan, with the numbers of their sheets and columns for progress management (進捗管理).

What the sources say stands in white cells with its place; staff fill the yellow ones: the year's value, the progress A–D,
remarks. A measure has a row for each of its indicators. Years of the schedule are columns. An item without a measure
keeps a row, so that nobody takes it for done. Indicators that belong to no measure have a sheet of their own.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from flows.model import Draft, Edition, Fact, Measure, Passage
from flows.model import Mapping as Matches
from flows.writers.xlsx.book import Book, Column, Placed, Sheet
from flows.writers.xlsx.cells import Content
from flows.writers.xlsx.measure_rows import (
    OTHERS,
    PROGRESS,
    columns_with,
    measure_rows,
    other_rows,
    schedule_years,
)
from flows.writers.xlsx.places import by_id

_STATES = (
    ("A", "計画どおり、または計画を上回って進んでいる", "FFC6E0B4"),
    ("B", "おおむね計画どおりに進んでいる", "FFE2EFDA"),
    ("C", "計画より遅れている", "FFFFE699"),
    ("D", "着手していない、または中止した", "FFF8CBAD"),
)
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
    years = schedule_years(found)
    columns = columns_with(years)
    rows = list(measure_rows(draft, found, years, known, edition))
    title = f"{draft.title}　施策一覧（進捗管理用）"
    book = Book(title, draft.date)
    lead = (title, "進捗：" + "　".join(f"{mark} {meaning}" for mark, meaning, _ in _STATES))
    placed = book.add(Sheet("施策一覧", columns, rows, lead, frozen=3, shaded=frozenset()))
    _accept(placed, columns.index(PROGRESS))
    others = list(other_rows(found, facts, mapping, known, edition))
    if others:
        placed = book.add(Sheet("その他の指標", OTHERS, others, lead, frozen=3, shaded=frozenset()))
        _accept(placed, OTHERS.index(PROGRESS))
    book.add(_guide(title))
    book.save(path)
    return len(found)


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
