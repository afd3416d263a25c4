"""Draft → Excel companions: 対応表.xlsx, ヒアリングシート.xlsx, 施策一覧.xlsx, 庁内確認.xlsx.

    Draft, Mapping, Passage…, Fact… ─ rows (pure) ─ sheet (look, print, safety) ─ package (fixed bytes) ─ .xlsx

What stands in a cell is text or a number and never a formula: source text that begins like one is written as text with
Excel's quote mark. Equal input gives equal bytes: no clock, no zip times. Nothing is said here that the draft, the
mapping or the facts do not say.
"""

from flows.writers.xlsx.confirmed import Confirmed, read_confirmed, write_confirmed
from flows.writers.xlsx.correspondence import write_correspondence
from flows.writers.xlsx.hearing import write_hearing
from flows.writers.xlsx.measures import write_measures
from flows.writers.xlsx.questions import asked, questions
from flows.writers.xlsx.sheet_questions import Question

__all__ = [
    "Confirmed",
    "Question",
    "asked",
    "questions",
    "read_confirmed",
    "write_confirmed",
    "write_correspondence",
    "write_hearing",
    "write_measures",
]
