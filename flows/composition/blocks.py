"""Making blocks of the draft: ids from meaning, citations from passages."""

import hashlib
from collections.abc import Iterable, Sequence

from flows.model import (
    BlockStatus,
    Citation,
    DraftBlock,
    DraftBlockKind,
    Passage,
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
        return self._fixed(kind, text, slot).model_copy(update={"id": self.id(slot, kind.value, text)})

    def label(self, text: str, slot: str = "") -> DraftBlock:
        """A small head inside the section."""
        return self.fixed(DraftBlockKind.LABEL, text, slot or text)

    def reference(self, text: str, section: str, slot: str) -> DraftBlock:
        """Where to read what is said in another section."""
        return self.fixed(DraftBlockKind.PARAGRAPH, text, slot).model_copy(update={"refers": section})

    def ask(self, text: str, *, slot: str, place: str) -> DraftBlock:
        """A cell for staff to fill (要確認)."""
        return self.cell(text, slot=slot, place=place).model_copy(update={"status": BlockStatus.TODO})

    def proposed(self, text: str, *, slot: str, place: str) -> DraftBlock:
        """A cell of fixed wording that staff are to decide on (仮説)."""
        return self.cell(text, slot=slot, place=place).model_copy(update={"stance": Stance.PROPOSAL})

    def proposal(self, text: str, slot: str) -> DraftBlock:
        """Fixed wording that staff are to decide on (仮説)."""
        return self.fixed(DraftBlockKind.BULLET, text, slot).model_copy(update={"stance": Stance.PROPOSAL})

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
        made = self._stated(text, citations, slot, kind)
        return made.model_copy(
            update={"id": self.id(slot, kind.value, *(fold(citation.quote) for citation in citations))}
        )

    def _fixed(self, kind: DraftBlockKind, text: str, slot: str) -> DraftBlock:
        return DraftBlock(id="", kind=kind, text=text, status=BlockStatus.TEMPLATE, slot=slot)

    def _stated(
        self, text: str, citations: tuple[Citation, ...], slot: str, kind: DraftBlockKind
    ) -> DraftBlock:
        quoted = fold(text) == fold("".join(citation.quote for citation in citations))
        return DraftBlock(
            id="",
            kind=kind,
            text=text,
            status=BlockStatus.QUOTED if quoted else BlockStatus.COMPOSED,
            citations=citations,
            stance=Stance.FACT,
            slot=slot,
            inputs=_inputs(citations),
        )

    def cell(self, text: str, citations: tuple[Citation, ...] = (), *, slot: str, place: str) -> DraftBlock:
        """A cell: cited, or fixed wording. `place` says which cell it is (row key and column)."""
        made = (
            self._stated(text, citations, slot, DraftBlockKind.CELL)
            if citations
            else self._fixed(DraftBlockKind.CELL, text, slot)
        )
        return made.model_copy(update={"id": self.id(slot, "cell", place)})

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[DraftBlock]],
        *,
        slot: str,
        widths: Sequence[float] = (),
        name: str = "",
    ) -> DraftBlock:
        """A table of cells under one head row of fixed wording."""
        key = name or digest(*head, *(cell.text for row in rows for cell in row))
        heads = tuple(self.cell(text, slot=slot, place=f"{key}:head:{n}") for n, text in enumerate(head))
        return self.grid([heads, *rows], header_rows=1, slot=slot, widths=widths, name=name)

    def grid(
        self,
        rows: Sequence[Sequence[DraftBlock]],
        *,
        header_rows: int,
        slot: str,
        widths: Sequence[float] = (),
        name: str = "",
    ) -> DraftBlock:
        """A table of cells; the first `header_rows` rows are heads. `name`: what it is about, where its head is not."""
        every = tuple(tuple(row) for row in rows)
        citations = unique(citation for row in every for cell in row for citation in cell.citations)
        return DraftBlock(
            id=self.id(slot, "table", name, *(cell.text for cell in every[0]))
            if name
            else self.id(slot, "table", *(cell.text for cell in every[0])),
            kind=DraftBlockKind.TABLE,
            text="\n".join("\t".join(cell.text for cell in row) for row in every),
            status=BlockStatus.COMPOSED if citations else BlockStatus.TEMPLATE,
            citations=citations,
            stance=Stance.FACT if citations else None,
            slot=slot,
            rows=every,
            header_rows=header_rows,
            widths=tuple(widths),
            inputs=_inputs(citations),
        )


def _inputs(citations: Iterable[Citation]) -> str:
    return digest(*(f"{c.sha256}:{c.page}:{c.quote}" for c in citations))
