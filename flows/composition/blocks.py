"""Making blocks of the draft: ids from meaning, citations from passages."""

import hashlib
from collections.abc import Iterable, Sequence

from flows.model import (
    BlockStatus,
    Citation,
    DraftBlock,
    DraftBlockKind,
    Passage,
    PassageKind,
    Span,
    Stance,
)
from flows.text import fold

_ID_LENGTH = 10


def digest(*parts: str) -> str:
    """A short stable name for what the parts say."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:_ID_LENGTH]


def cite(passage: Passage, spans: Iterable[Span] | None = None) -> tuple[Citation, ...]:
    """The passage's quotes with their places, one for each page it stands on (or the given spans only)."""
    return unique(
        Citation(
            source=passage.source,
            sha256=passage.sha256,
            page=span.page,
            printed_page=passage.printed_page if span.page == passage.page else None,
            quote=span.text,
            title=passage.document_title,
            place=passage.place,
            confidence=passage.confidence,
        )
        for span in (passage.spans if spans is None else spans)
        if span.text.strip()
    )


def unique(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Without repeats, in order."""
    return tuple(dict.fromkeys(citations))


class Builder:
    """Makes the blocks of one section; its ids begin with the section's key."""

    def __init__(self, section: str) -> None:
        self.section = section
        self._taken: dict[str, int] = {}

    def id(self, *meaning: str) -> str:
        """An id from meaning; equal meanings in a section are counted up."""
        base = f"{self.section}-{digest(self.section, *meaning)}"
        count = self._taken.get(base, 0) + 1
        self._taken[base] = count
        return base if count == 1 else f"{base}-{count}"

    def fixed(self, kind: DraftBlockKind, text: str, slot: str = "") -> DraftBlock:
        """Wording of a template."""
        return DraftBlock(
            id=self.id(slot, kind.value, text), kind=kind, text=text, status=BlockStatus.TEMPLATE, slot=slot
        )

    def label(self, text: str, slot: str = "") -> DraftBlock:
        """A small head inside the section."""
        return self.fixed(DraftBlockKind.LABEL, text, slot or text)

    def todo(self, text: str, slot: str = "") -> DraftBlock:
        """A place for staff to fill (要確認)."""
        return DraftBlock(
            id=self.id(slot, "todo"),
            kind=DraftBlockKind.PARAGRAPH,
            text=text,
            status=BlockStatus.TODO,
            slot=slot,
        )

    def statement(
        self,
        text: str,
        citations: tuple[Citation, ...],
        slot: str,
        kind: DraftBlockKind = DraftBlockKind.BULLET,
    ) -> DraftBlock:
        """A sentence from sources: QUOTED when it is their words to the letter, else COMPOSED."""
        quoted = fold(text) == fold("".join(citation.quote for citation in citations))
        return DraftBlock(
            id=self.id(slot, kind.value, *(fold(citation.quote) for citation in citations)),
            kind=kind,
            text=text,
            status=BlockStatus.QUOTED if quoted else BlockStatus.COMPOSED,
            citations=citations,
            stance=Stance.FACT,
            slot=slot,
            inputs=digest(*(f"{c.sha256}:{c.page}:{c.quote}" for c in citations)),
        )

    def cell(self, text: str, citations: tuple[Citation, ...] = (), *, slot: str, place: str) -> DraftBlock:
        """A cell: cited, or fixed wording. `place` says which cell it is (row key and column)."""
        if citations:
            block = self.statement(text, citations, slot, DraftBlockKind.CELL)
            return block.model_copy(update={"id": self.id(slot, "cell", place)})
        block = self.fixed(DraftBlockKind.CELL, text, slot)
        return block.model_copy(update={"id": self.id(slot, "cell", place)})

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[DraftBlock]],
        *,
        slot: str,
        widths: Sequence[float] = (),
    ) -> DraftBlock:
        """A table of cells under one head row."""
        heads = tuple(self.cell(text, slot=slot, place=f"head:{index}") for index, text in enumerate(head))
        body = tuple(tuple(row) for row in rows)
        every = (heads, *body)
        citations = unique(citation for row in body for cell in row for citation in cell.citations)
        cited = any(cell.citations for row in body for cell in row)
        return DraftBlock(
            id=self.id(slot, "table", *head),
            kind=DraftBlockKind.TABLE,
            text="\n".join("\t".join(cell.text for cell in row) for row in every),
            status=BlockStatus.COMPOSED if cited else BlockStatus.TEMPLATE,
            citations=citations,
            stance=Stance.FACT if cited else None,
            slot=slot,
            rows=every,
            header_rows=1,
            widths=tuple(widths),
            inputs=digest(*(f"{c.sha256}:{c.page}:{c.quote}" for c in citations)),
        )


def row_texts(passage: Passage) -> tuple[str, ...]:
    """The words of a table row: its cells that say something; empty for other passages."""
    if passage.kind is not PassageKind.ROW:
        return ()
    return tuple(cell.strip() for cell in passage.cells if cell.strip())
