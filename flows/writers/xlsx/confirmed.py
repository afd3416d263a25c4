"""庁内確認.xlsx: what staff wrote in Word in the place of 要確認, in the form of an answered hearing sheet.

A row for each place: what was asked, the answer, the returned file and its date, and the key with the id of the block it
answers. `flows.hearing` reads it as it reads any sheet that came back; so an answer is a source like others, and its
question is not asked again. An answer in a newer file stands for the older one of the same place.
"""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import load_workbook

from flows.model import Value
from flows.model.hearing import ANSWER_HEAD, QUESTION_HEAD, SUBJECT_HEAD, PlaceKey
from flows.writers.xlsx.book import Book, Column, Sheet

TITLE = "庁内確認"
_COLUMNS = (
    Column("節", 20),
    Column(SUBJECT_HEAD, 18),
    Column(QUESTION_HEAD, 40),
    Column(ANSWER_HEAD, 60),
    Column("返ってきたファイル", 28),
    Column("その日付", 12, "中央"),
    Column("照合（変えないでください）", 12, "照合"),
)
_LEAD = (
    TITLE,
    "Word の素案で「要確認」に記入された内容です。次に素案を作るときの資料になり、同じことは二度とお尋ねしません。",
)


class Confirmed(Value):
    """An answer that staff gave in the Word file (庁内確認)."""

    section: str
    """Title of the section."""
    subject: str
    ask: str
    answer: str
    file: str
    day: str
    """ISO date on which the file was saved."""
    key: str
    """PlaceKey, as text."""


def write_confirmed(path: Path, rows: Iterable[Confirmed], day: str) -> None:
    """Write the answers, the last of each place; `day`: the date the file bears."""
    found = {PlaceKey.block(row.key): row for row in rows}
    book = Book(TITLE, day)
    cells = [(r.section, r.subject, r.ask, r.answer, r.file, r.day, r.key) for r in found.values()]
    book.add(Sheet(TITLE, _COLUMNS, cells, _LEAD, frozen=1))
    book.save(path)


def read_confirmed(path: Path) -> tuple[Confirmed, ...]:
    """The answers of such a file."""
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
        ]
    finally:
        book.close()
    names = tuple(Confirmed.model_fields)
    return tuple(
        Confirmed(**dict(zip(names, row, strict=False)))
        for row in rows
        if len(row) >= len(names) and PlaceKey.block(row[len(names) - 1])
    )
