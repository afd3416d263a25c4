"""Budget lines (予算): columns of amounts by year, and amounts that a sentence gives for something named.

A row has one line for each column of amounts with a unit and, where the table knows it, a year. What its
description adds (委託料62,437千円) is a line of its own under the row's name, as is an amount in running
text; there the name must be of money (委託料, 補助金, 事業費 …), for 40,000円の助成を受けた方 is no budget.
A figure in brackets with a year of its own, (R3・115,844千円), belongs to that year.
"""

import re
from collections.abc import Iterator

from flows.facts.heads import Column, Role
from flows.facts.money import Amount, in_cell, in_text
from flows.facts.phrases import phrase_before
from flows.facts.places import cell, head_place, sentence
from flows.facts.tables import Table, named, text_at
from flows.model import Budget, Passage, Place
from flows.text import Years, fiscal_years, fold

_MONEY_NOUN = re.compile(
    r"(?:費|料|金|予算|予算額|規模|額|債|経費|税|収入|購入|整備|基金|等|分|事業|交付税)$"
)
_NO_LINE = re.compile(
    r"前年度|対前年|比$|増額|減額|増減|差額|一人当たり|１人当たり|1人当たり|単価|上限|限度$"
)
_TOO_GENERAL = re.compile(r"^(?:経費|費用|予算|予算額|事業費|総事業費|金額|税|債)$")
_PER_HEAD = re.compile(
    r"^\s?(?:[×✕/／]|ずつ|の(?:補助|助成|割引|商品券|給付)|以[上下内]|を?上限|余?り?の?(?:増|減|上回|下回|黒字|赤字))"
)
_RELATIVE = (
    (re.compile(r"前年度|昨年度"), -1),
    (re.compile(r"本年度|当該?年度|今年度|当初|予算額|事業費"), 0),
)


def from_table(table: Table) -> Iterator[Budget]:
    """The lines of all rows."""
    amounts = [(index, column) for index, column in enumerate(table.columns) if _is_amount(table, column)]
    if not amounts or not table.at(Role.NAME, Role.DETAIL):
        return
    for row in table.rows:
        name = named(table, row)
        department = next(
            (text for index in table.at(Role.DEPARTMENT) if (text := text_at(row, index))), None
        )
        detail = next((text for index in table.at(Role.DETAIL) if (text := text_at(row, index))), "")
        for index, column in amounts:
            yen = in_cell(text_at(row, index), column.money or table.money)
            if yen is not None and name:
                year, stated = _year(table, row, column)
                yield Budget(
                    name=name,
                    yen=yen,
                    fiscal_year=year,
                    department=department,
                    place=cell(row, index),
                    detail=detail,
                    year_place=stated,
                )
        yield from _parts(table, row, name, department)


def _parts(table: Table, row: Passage, name: str, department: str | None) -> Iterator[Budget]:
    """Amounts inside the description of a row: the row's newest year unless they say another."""
    known = [_year(table, row, column) for column in table.columns if _is_amount(table, column)]
    newest = max(
        (each for each in known if each[0]),
        key=lambda each: each[0] or 0,
        default=(table.year, table.year_place),
    )
    for index in table.at(Role.DETAIL):
        text = text_at(row, index)
        for amount in in_text(text):
            part = phrase_before(text, amount.start)
            if part and _is_line(text, amount, part):
                aside = _year_in_bracket(text[: amount.start])
                yield Budget(
                    name=name or part,
                    yen=amount.yen,
                    fiscal_year=aside or newest[0],
                    department=department,
                    place=cell(row, index),
                    detail=part,
                    year_place=None if aside else newest[1],
                )


def from_sentence(passage: Passage) -> Iterator[Budget]:
    """Amounts in running text whose name is one of money."""
    text = passage.text
    said = fiscal_years(text)
    for amount in in_text(text):
        name = phrase_before(text, amount.start)
        if name and _MONEY_NOUN.search(name) and _is_line(text, amount, name):
            yield Budget(
                name=name,
                yen=amount.yen,
                fiscal_year=_year_in_bracket(text[: amount.start]) or _year_of(passage, said, amount.start),
                department=None,
                place=sentence(passage),
            )


def _is_amount(table: Table, column: Column) -> bool:
    """A column of money; a bare year is one where the whole table is of money."""
    if column.role is Role.AMOUNT:
        return True
    return column.role is Role.YEAR and bool(column.money or table.money)


def _is_line(text: str, amount: Amount, name: str) -> bool:
    """No comparison, and no sum for one person or one piece."""
    if _NO_LINE.search(name) or _TOO_GENERAL.match(name) or _PER_HEAD.match(text[amount.end :]):
        return False
    return (
        bool(_MONEY_NOUN.search(name))
        or re.search(r"[千万億]円$", text[amount.start : amount.end]) is not None
    )


def _year(table: Table, row: Passage, column: Column) -> tuple[int | None, Place | None]:
    """The year of a column and where it is stated: its head, else around the table."""
    if column.year is not None:
        return column.year, head_place(row, column)
    if table.year is None:
        return None, None
    shift = next((shift for words, shift in _RELATIVE if words.search(fold(column.head))), None)
    return (None, None) if shift is None else (table.year + shift, table.year_place)


def _year_in_bracket(before: str) -> int | None:
    """The year of an open bracket right before an amount: (R3・115,844千円)."""
    bracket = re.search(r"[（(]([^（）()]{1,12})$", before[-14:])
    found = fiscal_years(bracket[1]) if bracket else ()
    return found[-1].last if found else None


def _year_of(passage: Passage, said: tuple[Years, ...], end: int) -> int | None:
    """The last year named before an amount, else the nearest heading's, else the document's."""
    if before := [year for year in said if year.start < end]:
        return before[-1].first
    for text in (passage.paragraph, *reversed(passage.headings), passage.document_title):
        if found := fiscal_years(text):
            return found[0].first
    return None
