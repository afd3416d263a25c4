"""ヒアリングシート.xlsx: what the draft leaves open, one sheet for each department, ready to send.

Only the yellow cells take input; the others are protected (without a password, against slips). The last column holds
the key by which `flows.hearing` knows an answer again; it is seen but not printed, since a hidden column is lost when
staff copy what they see. The sheet asks for departments, never for names of persons.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl.worksheet.datavalidation import DataValidation

from flows.model import Draft, Edition, Fact, Mapping, Measure, Passage
from flows.model.hearing import ANSWER_HEAD, DEPARTMENT_HEAD, QUESTION_HEAD, SUBJECT_HEAD
from flows.writers.xlsx.book import Book, Column, Placed, Sheet
from flows.writers.xlsx.cells import Content
from flows.writers.xlsx.questions import questions
from flows.writers.xlsx.sheet_questions import Question, words

_COLUMNS = (
    Column("番号", 5, "中央"),
    Column("節", 17),
    Column(SUBJECT_HEAD, 13),
    Column(QUESTION_HEAD, 38),
    Column("参考（いま資料にある記載）", 34),
    Column(ANSWER_HEAD, 46, "入力"),
    Column(DEPARTMENT_HEAD, 13, "入力"),
    Column("記入日", 11, "入力中央"),
    Column("照合（変えないでください）", 9, "照合"),
)
_ANSWER, _DEPARTMENT, _DATE, _KEY = 5, 6, 7, 8
_LONGEST_ANSWER = 3000
_LEAST_HEIGHT = 62.0


def write_hearing(  # noqa: PLR0913 (what a sheet is made of, all by name but the first)
    path: Path,
    draft: Draft,
    edition: Edition,
    *,
    mapping: Mapping,
    facts: Iterable[Fact] = (),
    passages: Iterable[Passage] = (),
    measures: Iterable[Measure] = (),
) -> int:
    """Write ヒアリングシート.xlsx; returns how many questions it asks. Without questions it says so."""
    found = questions(draft, edition, mapping, tuple(facts), tuple(passages), measures)
    title = words()["title"].format(plan=draft.title)
    book = Book(title, draft.date)
    by_department = _by_department(found)
    guide = book.add(_guide(title, draft, by_department))
    _protect(guide)
    numbers = {str(question.key): number for number, question in enumerate(found, 1)}
    for department, members in by_department.items():
        placed = book.add(_sheet(title, department, members, numbers))
        _accept(placed)
        _protect(placed)
    book.save(path)
    return len(found)


def _by_department(found: Sequence[Question]) -> dict[str, list[Question]]:
    """Sheets in the order in which their first question stands in the plan; the unknown ones last."""
    sheets: dict[str, list[Question]] = {}
    for question in found:
        measure = question.key.section.startswith("measures.")
        sheets.setdefault(
            question.department or (words()["unknown"] if measure else words()["plan"]), []
        ).append(question)
    last = words()["unknown"]
    if last in sheets:
        sheets[last] = sheets.pop(last)
    return sheets


def _guide(title: str, draft: Draft, sheets: dict[str, list[Question]]) -> Sheet:
    guide = words()["guide"]
    heads = words()["department"]
    columns = (Column("項", 5, "中央"), Column("記入のお願い", 92), Column(heads["count"], 12, "中央"))
    rows: list[tuple[Content, ...]] = [
        (number, line.format(municipality=draft.municipality), None) for number, line in enumerate(guide, 1)
    ]
    shaded = frozenset({len(rows)})
    rows.append((None, heads["title"], heads["count"]))
    rows += [(None, name, len(members)) for name, members in sheets.items()]
    if not sheets:
        rows.append((None, "お尋ねすることはありません。", 0))
    return Sheet("記入のお願い", columns, rows, (title,), landscape=False, filters=False, shaded=shaded)


def _sheet(title: str, department: str, members: Sequence[Question], numbers: dict[str, int]) -> Sheet:
    rows: list[tuple[Content, ...]] = [
        (
            numbers[str(question.key)], question.section, question.subject, question.ask, question.known,
            None, None, None, str(question.key),
        )
        for question in members
    ]  # fmt: skip
    lead = (
        f"{title}（{department}）",
        "黄色の欄に記入してください。個人の名前や電話番号は書かないでください。",
    )
    return Sheet(department, _COLUMNS, rows, lead, frozen=1, printed=_KEY, least_height=_LEAST_HEIGHT)


def _accept(placed: Placed) -> None:
    """What the yellow cells take, with a hint as they are entered."""
    rows = f"{placed.head + 1}", f"{placed.last}"

    def over(column: int) -> str:
        return f"{placed.letter(column)}{rows[0]}:{placed.letter(column)}{rows[1]}"

    answer = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(_LONGEST_ANSWER))
    answer.promptTitle, answer.prompt = (
        ANSWER_HEAD,
        "計画に引用できる文で、数値には単位と時点を付けてください。",
    )
    answer.errorTitle, answer.error = "長すぎます", f"{_LONGEST_ANSWER}文字以内で書いてください。"
    department = DataValidation(type="textLength", operator="lessThanOrEqual", formula1="40")
    department.promptTitle, department.prompt = DEPARTMENT_HEAD, "課・係の名前だけを書いてください。"
    department.errorTitle, department.error = "長すぎます", "課・係の名前を40文字以内で書いてください。"
    date = DataValidation(type="date", operator="greaterThan", formula1="43831")  # 2020-01-01
    date.promptTitle, date.prompt = "記入日", "例：2026/7/31"
    date.errorTitle, date.error = "日付ではありません", "2026/7/31 のように日付を入れてください。"
    for column, rule in ((_ANSWER, answer), (_DEPARTMENT, department), (_DATE, date)):
        rule.allow_blank = True
        rule.showInputMessage = rule.showErrorMessage = True
        rule.add(over(column))
        placed.sheet.add_data_validation(rule)
    for row in range(placed.head + 1, placed.last + 1):
        placed.sheet.cell(row, _DATE + 1).number_format = "yyyy/m/d"


def _protect(placed: Placed) -> None:
    """Against slips, without a password: widths, heights and filters stay free."""
    protection = placed.sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = False
    protection.autoFilter = protection.sort = False
