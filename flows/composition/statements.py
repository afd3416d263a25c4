"""Sentences of the draft from passages: quoted, or put into plan style where a rule is certain."""

import re
from collections.abc import Iterable, Iterator

from flows.composition.blocks import Builder, cite
from flows.composition.evidence import says
from flows.composition.style import plan_style, relative_words
from flows.composition.wording import word
from flows.model import DraftBlock, DraftBlockKind, Origin, Passage, PassageKind
from flows.text import fold

_MARK = re.compile(r"^[・●○◆◇■□▪▶※–-]\s*")
"""Bullets of the source: the draft has its own."""
_WORDS = re.compile("[ぁ-んァ-ヶ一-龥]{2}")
_NAME = re.compile("事業名|取組|施策|項目|名称|件名|手続")
"""Heads over the cell that says what a row is about."""


class Statements:
    """Makes statements, and never the same one twice in a chapter."""

    def __init__(self) -> None:
        self._said: set[tuple[str, str]] = set()

    def of(self, build: Builder, passages: Iterable[Passage], slot: str) -> Iterator[DraftBlock]:
        """One bullet for each passage, in order; a time as seen from the source is marked for staff."""
        for passage in passages:
            chapter = build.section.split(".")[0]
            if (chapter, passage.id) in self._said and chapter != "measures":
                continue
            self._said.add((chapter, passage.id))
            block = (
                _row(build, passage, slot)
                if passage.kind is PassageKind.ROW
                else _sentence(build, passage, slot)
            )
            if block is None:
                continue
            yield block


def _sentence(build: Builder, passage: Passage, slot: str) -> DraftBlock:
    # National guidance is quoted to the letter: its wording is the norm.
    words = _MARK.sub("", passage.text)
    text = words if passage.origin is Origin.GUIDANCE else plan_style(words)
    return build.statement(text, cite(passage), slot, DraftBlockKind.BULLET)


def _row(build: Builder, passage: Passage, slot: str) -> DraftBlock | None:
    """The cells of a table row that say something, after the name of what they speak of."""
    names = {
        fold(cell)
        for head, cell in zip(passage.head, passage.cells, strict=False)
        if _NAME.search(fold(head)) and _WORDS.search(cell)
    }
    spans = [span for span in passage.spans if says(span.text) or fold(span.text) in names]
    if not any(says(span.text) for span in spans):
        return None
    text = "　".join("".join(span.text.split("\n")).strip() for span in spans)
    return build.statement(text, cite(passage, spans), slot, DraftBlockKind.BULLET)


def relative(block: DraftBlock) -> str:
    """What to put right where a statement speaks from its source's time; empty when it does not."""
    phrases = relative_words(block.text) if block.citations else ()
    if not phrases:
        return ""
    when = block.citations[0].title or block.citations[0].source
    return word("todo.relative", phrase="」「".join(phrases), when=when)
