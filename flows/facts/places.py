"""Where a fact stands: the cell or sentence of a passage, on its page."""

import re

from flows.facts.heads import Column
from flows.model import Passage, Place
from flows.text import fiscal_years


def sentence(passage: Passage) -> Place:
    """The whole passage."""
    return Place(source=passage.source, page=passage.page, passage=passage.id, quote=passage.text)


def cell(passage: Passage, index: int) -> Place:
    """One cell of a row; a row's spans are its cells with words in them, in order."""
    filled = [at for at, text in enumerate(passage.cells) if text.strip()]
    page = passage.page
    if index in filled and len(filled) == len(passage.spans):
        page = passage.spans[filled.index(index)].page
    return Place(source=passage.source, page=page, passage=passage.id, quote=passage.cells[index])


def head_place(row: Passage, column: Column) -> Place:
    """The year in a column's head, quoted with the words that stand with it in the same line."""
    lines = re.split(r"\s+", column.head.strip())
    quote = next((line for line in lines if fiscal_years(line)), column.head)
    return Place(source=row.source, page=row.page, passage=row.id, quote=quote)
