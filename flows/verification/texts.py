"""What the source files say, page by page: the only thing the gate believes.

Made from the documents as read (in a run) or read anew from the files (`dxplan verify`), never from blocks, passages or
the draft. A quote stands on a page when it is part of its text after folding, and no figure is cut by it: 45 does not
stand on a page that says 2045 or 1,450. The lines of a cell need not follow each other: in a file they are drawn in any
order. On a page that was read by OCR a quote may differ in at most one character in
ten (two readings of one picture differ), but in no digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.model import Document, Origin, Source
from flows.text import fold, fold_map
from flows.verification.likeness import nearly_stands

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

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Texts:
        """The texts of documents as read."""
        pages: dict[tuple[str, int], PageText] = {}
        sources: dict[str, tuple[Source, ...]] = {}
        printed: dict[tuple[str, int], str | None] = {}
        for document in documents:
            sha256 = document.source.sha256
            sources[sha256] = (*sources.get(sha256, ()), document.source)
            scanned = {block.page for block in document.blocks if block.confidence is not None}
            for page, text in enumerate(document.page_texts, 1):
                pages[sha256, page] = PageText(text, page in scanned)
            printed.update({(sha256, page): number for page, number in enumerate(document.printed_pages, 1)})
        return cls(pages, sources, printed)

    @classmethod
    def plain(cls, pages: Mapping[tuple[str, int], str]) -> Texts:
        """Page texts alone: names, page numbers as printed and origins then go unchecked."""
        return cls({place: PageText(text) for place, text in pages.items()})

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


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isdigit()


def _goes_on(neighbours: str) -> bool:
    """Whether a figure goes on into these two characters, read away from it; a blank ends it."""
    near, far = fold(neighbours[:1]), fold(neighbours[1:2])
    return _is_digit(near) or (near in (",", ".") and _is_digit(far))
