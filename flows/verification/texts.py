"""What the source files say, page by page: the only thing the gate believes.

Made from the documents as read (in a run) or read anew from the files (`dxplan verify`), never from blocks, passages or
the draft. A quote stands on a page when it is part of its text after folding, and no figure is cut by it: 45 does not
stand on a page that says 2045 or 1,450. The lines of a cell need not follow each other: in a file they are drawn in any
order. On a page that was read by OCR a quote may differ in at most one character in
ten (two readings of one picture differ), but in no digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from flows.grids import Grid
from flows.model import Block, Document, Municipality, Origin, Source
from flows.text import fold, fold_map
from flows.verification.likeness import nearly_stands

_LINES = 6
"""Lines over a table that may date it."""
_MOST_PLACES = 2000
"""Places on a page that are looked at for one quote: more only a hostile page has."""


@dataclass(frozen=True)
class PageText:
    """All text on one page."""

    text: str
    scanned: bool = False

    @cached_property
    def folded(self) -> str:
        """The text for matching."""
        return fold(self.text)

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        return fold_map(self.text).offsets

    def holds(self, quote: str) -> bool:
        """Whether the quote stands on the page; that of a table cell of several lines may stand there line by line."""
        if self._holds(quote):
            return True
        lines = [line for line in quote.splitlines() if fold(line)]
        return len(lines) > 1 and all(map(self._holds, lines))

    def _holds(self, quote: str) -> bool:
        wanted = fold(quote)
        if not wanted:
            return False
        start = -1
        for _ in range(_MOST_PLACES):
            start = self.folded.find(wanted, start + 1)
            if start < 0:
                break
            if not self._cuts_figure(start, start + len(wanted)):
                return True
        return self.scanned and nearly_stands(wanted, self.folded)

    def _cuts_figure(self, start: int, end: int) -> bool:
        first, last = self.folded[start], self.folded[end - 1]
        if not (_is_digit(first) or _is_digit(last)):
            return False
        begin, finish = self._offsets[start], self._offsets[end - 1]
        before, after = self.text[max(0, begin - 2) : begin][::-1], self.text[finish + 1 : finish + 3]
        return (_is_digit(first) and _goes_on(before)) or (_is_digit(last) and _goes_on(after))


@dataclass(frozen=True)
class Texts:
    """The pages of all sources, and what the sources are called."""

    pages: Mapping[tuple[str, int], PageText]
    """(sha256, page) → text"""
    sources: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    """sha256 → every file with that content; empty when only page texts are known."""
    printed: Mapping[tuple[str, int], str | None] = field(default_factory=dict)
    blocks: Mapping[tuple[str, int], tuple[Block, ...]] = field(default_factory=dict)
    """(sha256, page) → the blocks that begin there: what a sentence of a fixed form is proved by."""
    municipality: Municipality = field(default_factory=lambda: Municipality(name=""))

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Texts:
        """The texts of documents as read."""
        pages: dict[tuple[str, int], PageText] = {}
        sources: dict[str, tuple[Source, ...]] = {}
        printed: dict[tuple[str, int], str | None] = {}
        blocks: dict[tuple[str, int], tuple[Block, ...]] = {}
        for document in documents:
            sha256 = document.source.sha256
            sources[sha256] = (*sources.get(sha256, ()), document.source)
            scanned = {block.page for block in document.blocks if block.confidence is not None}
            for page, text in enumerate(document.page_texts, 1):
                pages[sha256, page] = PageText(text, page in scanned)
            blocks.update({(sha256, page): found for page, found in document.by_page.items()})
            printed.update({(sha256, page): number for page, number in enumerate(document.printed_pages, 1)})
        return cls(pages, sources, printed, blocks)

    @classmethod
    def plain(cls, pages: Mapping[tuple[str, int], str]) -> Texts:
        """Page texts alone: names, page numbers as printed and origins then go unchecked."""
        return cls({place: PageText(text) for place, text in pages.items()})

    def speaking_for(self, municipality: Municipality) -> Texts:
        """Without the rows that tables of municipalities have for others: nothing can be quoted from them."""
        told = replace(self, municipality=municipality)
        reduced = {place: told._without_others(place) for place in self.blocks if place in self.pages}
        return replace(told, pages={**self.pages, **{place: page for place, page in reduced.items() if page}})

    def _without_others(self, place: tuple[str, int]) -> PageText | None:
        grids = [grid for grid in self.grids(*place) if grid.foreign]
        if not grids:
            return None
        foreign = {line for grid in grids for row in grid.foreign for line in _lines(grid.rows[row])}
        own = {
            line
            for grid in grids
            for row in (*range(grid.header), *grid.body)
            for line in _lines(grid.rows[row])
        }
        page = self.pages[place]
        kept = [line for line in page.text.split("\n") if line in own or line not in foreign]
        return PageText("\n".join(kept), page.scanned)

    def grids(self, sha256: str, page: int) -> tuple[Grid, ...]:
        """The tables that begin on a page, or stand on it in part."""
        found = self._grids.get((sha256, page))
        if found is None:
            tables = [
                block
                for (source, _), blocks in self.blocks.items()
                if source == sha256
                for block in blocks
                if block.rows and page in (block.page, *(block.row_pages or ()))
            ]
            found = self._grids[sha256, page] = tuple(Grid(block, self.municipality) for block in tables)
        return found

    @cached_property
    def _grids(self) -> dict[tuple[str, int], tuple[Grid, ...]]:
        return {}

    def stands_beside(self, grid: Grid, quote: str) -> bool:
        """Whether the quote is a line over the table, or among its heads."""
        block = grid.block
        here = next((blocks for blocks in self.blocks.values() if any(each is block for each in blocks)), ())
        over = []
        for each in here:
            if each is block:
                break
            over.append(each)
        heads = {cell for row in grid.rows[: grid.header] for cell in row}
        return quote in heads or any(quote == each.original for each in over[-_LINES:] if not each.rows)

    def knows(self, sha256: str) -> bool:
        """Whether there is a source with that content."""
        return sha256 in self._known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(sha256 for sha256, _ in self.pages) | frozenset(self.sources)

    def is_called(self, sha256: str, title: str) -> bool:
        """Whether a source may go by that title: its own, one in its file name, or one that stands on its first page."""
        sources = self.sources.get(sha256, ())
        first = self.pages.get((sha256, 1))
        return (
            not sources
            or any(title == source.title or fold(title) in fold(source.path) for source in sources)
            or (first is not None and first.holds(title))
        )

    def is_guidance(self, sha256: str) -> bool:
        """Whether it is a document of the nation or prefecture, not the municipality's own."""
        found = self.sources.get(sha256, ())
        return bool(found) and all(source.origin is Origin.GUIDANCE for source in found)


def _lines(row: Iterable[str]) -> list[str]:
    """A row as its page has it."""
    return "\t".join(row).split("\n")


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _goes_on(neighbours: str) -> bool:
    """Whether a figure goes on into these two characters, read away from it; a blank ends it."""
    near, far = fold(neighbours[:1]), fold(neighbours[1:2])
    return _is_digit(near) or (near in (",", ".") and _is_digit(far))
