"""The chosen manner of writing, applied to all that the plan itself says (書き方の統一).

    Pen      text → text      prose, years, digits, commas; never inside 「」『』, never within a name
    written  Draft → Draft    every title, block and cell by what it is

Fixed wording, computed sentences and the statements of the municipality's own sources follow the settings. To the letter
stay: the quotes of footnotes, sentences of national documents, names that others have given (files, documents, national
items, the plan's own title). A cell is never a sentence: its endings stay. A note to staff
(要確認) is no prose of the plan: its endings stay.

The same Pen makes the register of fixed wording and writes the sentences that the gate renders anew, so what the gate
accepts is what stands in the draft. A computed sentence is the plan's own whatever table it cites. All of it is
idempotent; years, dates and figures keep their values.
"""

import re
from collections.abc import Callable, Iterable

from flows.composition.style import QUOTED, in_prose
from flows.model import BlockStatus, Draft, DraftBlock, DraftBlockKind, Manner, Section
from flows.text import fold, in_width, restated, same_figures, with_marks, with_ten

_PROSE = (DraftBlockKind.PARAGRAPH, DraftBlockKind.BULLET, DraftBlockKind.NOTE)
_SHORTEST_NAME = 4
"""Letters from which a name is looked for inside a text."""


class Pen:
    """Writes texts in one manner."""

    def __init__(self, manner: Manner, names: Iterable[str] = ()) -> None:
        """`names`: texts that stay as they are, wherever they stand."""
        self._manner = manner
        self._names = frozenset(names)
        inside = sorted((name for name in self._names if len(name) >= _SHORTEST_NAME), key=len, reverse=True)
        parts = [QUOTED.pattern.removeprefix("(").removesuffix(")"), *map(re.escape, inside)]
        self._kept = re.compile(f"({'|'.join(parts)})")

    def sentence(self, text: str) -> str:
        """Running text: endings, years, digits and commas."""
        if text in self._names:
            return text
        return self.phrase(self._outside(text, lambda part: in_prose(part, self._manner.prose)))

    def phrase(self, text: str) -> str:
        """What is no sentence: years, digits and commas."""
        if text in self._names:
            return text
        text = self._years(text)
        text = self._outside(text, lambda part: in_width(part, self._manner.digits))
        return self._outside(text, lambda part: with_marks(part, self._manner.punctuation))

    def _years(self, text: str) -> str:
        new = self._outside(text, lambda part: restated(part, self._manner.era))
        return new if new == text or same_figures(new, text) else text

    def _outside(self, text: str, change: Callable[[str], str]) -> str:
        """The text changed outside quotes and names."""
        parts = self._kept.split(text)
        return "".join(part if number % 2 else change(part) for number, part in enumerate(parts))


def written(draft: Draft, pen: Pen, national: frozenset[str]) -> Draft:
    """The draft in the pen's manner. `national`: sha256 of the documents that are quoted to the letter."""

    def section(each: Section) -> Section:
        blocks = tuple(_block(block, pen, national) for block in each.blocks)
        return each.model_copy(update={"title": pen.sentence(each.title), "blocks": blocks})

    return draft.model_copy(update={"sections": tuple(map(section, draft.sections))})


def _block(block: DraftBlock, pen: Pen, national: frozenset[str]) -> DraftBlock:
    if block.rows:
        rows = tuple(tuple(_block(cell, pen, national) for cell in row) for row in block.rows)
        text = "\n".join("\t".join(cell.text for cell in row) for row in rows)
        return block if rows == block.rows else block.model_copy(update={"rows": rows, "text": text})
    if block.computation is not None:
        return block.model_copy(update={"text": pen.sentence(block.text)})
    if any(c.sha256 in national for c in block.citations):
        return block
    is_prose = block.status is BlockStatus.TEMPLATE or (
        block.status is not BlockStatus.TODO and block.kind in _PROSE
    )
    text = pen.sentence(block.text) if is_prose else pen.phrase(block.text)
    if text == block.text:
        return block
    return block.model_copy(update={"text": text, "status": _status(block, text)})


def _status(block: DraftBlock, text: str) -> BlockStatus:
    """A quote stays one while it differs in width and commas alone."""
    if block.status is not BlockStatus.QUOTED or fold(with_ten(text)) == fold(with_ten(block.text)):
        return block.status
    return BlockStatus.COMPOSED
