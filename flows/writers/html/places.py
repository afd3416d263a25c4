"""What the draft cites where: pages with their quotes and who uses them; excerpts where there is no picture."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from flows.model import BBox, Citation, Document, Draft
from flows.text import fold, fold_map
from flows.writers.pages.drawing import Wanted

Key = tuple[str, int]
"""(sha256, page)"""

_AROUND = 60
"""Characters of context on each side of a quote."""
_SPACES = re.compile(r"[ \t\u3000]+")


@dataclass
class CitedPage:
    """A page the draft cites."""

    key: Key
    title: str
    path: str
    place: str
    printed: str | None
    quotes: dict[str, None] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    """Anchor of a block → what the link back says."""

    @property
    def where(self) -> str:
        """12ページ（紙面 10）, or sheet and cells."""
        if self.place:
            return self.place
        printed = f"（紙面 {self.printed}）" if self.printed and self.printed != str(self.key[1]) else ""
        return f"{self.key[1]}ページ{printed}"

    @property
    def caption(self) -> str:
        """Document, file and page."""
        return f"{self.title or self.path}　{self.path}　{self.where}"


@dataclass(frozen=True)
class Excerpt:
    """A quote in its surroundings."""

    before: str
    quote: str
    after: str


def cited_pages(draft: Draft) -> dict[Key, CitedPage]:
    """All cited pages in the order of the plan."""
    pages: dict[Key, CitedPage] = {}
    for number, section in enumerate(draft.sections):
        for index, block in enumerate(section.blocks):
            for citation in block.citations:
                page = pages.setdefault(key_of(citation), _page(citation))
                page.quotes[citation.quote] = None
                page.users.setdefault(anchor(number, index), section.title)
    return pages


def _page(citation: Citation) -> CitedPage:
    return CitedPage(
        key=key_of(citation),
        title=citation.title,
        path=citation.source,
        place=citation.place,
        printed=citation.printed_page,
    )


def key_of(citation: Citation) -> Key:
    """Which page a citation means."""
    return citation.sha256, citation.page


def anchor(section: int, block: int) -> str:
    """The place of a block in the report: by position, since the report is made anew with every draft."""
    return f"b{section}-{block}"


def by_page(citations: Iterable[Citation]) -> Iterator[tuple[Key, list[Citation]]]:
    """A block's citations by page, pages in the order in which they are first cited."""
    order = {key: number for number, key in enumerate(dict.fromkeys(map(key_of, citations)))}
    for key, members in groupby(sorted(citations, key=lambda c: order[key_of(c)]), key=key_of):
        yield key, list(members)


def wanted(pages: Iterable[CitedPage], documents: Iterable[Document]) -> list[Wanted]:
    """The pages to draw, with the places where the reader saw each quote."""
    known = {document.source.sha256: document for document in documents}
    return [
        Wanted(
            sha256=page.key[0],
            page=page.key[1],
            quotes=tuple(page.quotes),
            fallback=tuple(_seen(known.get(page.key[0]), page.key[1], quote) for quote in page.quotes),
        )
        for page in pages
    ]


def _seen(document: Document | None, page: int, quote: str) -> tuple[BBox, ...]:
    """The blocks of the page that hold the quote: all that is known of a page read by OCR."""
    wanted = fold(quote)
    if document is None or not wanted:
        return ()
    return tuple(
        block.bbox
        for block in document.by_page.get(page, ())
        if block.bbox is not None and wanted in fold(block.original)
    )[:1]


def excerpt(text: str, quote: str) -> Excerpt:
    """The quote as it stands in the text, with what surrounds it; alone when it does not stand there."""
    mapped = fold_map(text)
    wanted = fold(quote)
    at = mapped.folded.find(wanted) if wanted else -1
    if at < 0:
        return Excerpt("", quote, "")
    start, end = mapped.span(at, at + len(wanted))
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Excerpt(
        ("…" if start > _AROUND else "") + _tidy(before),
        _tidy(text[start:end]),
        _tidy(after) + ("…" if end + _AROUND < len(text) else ""),
    )


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text)


def page_texts(documents: Sequence[Document]) -> dict[Key, str]:
    """The text of every page."""
    return {
        (document.source.sha256, number): text
        for document in documents
        for number, text in enumerate(document.page_texts, 1)
    }
