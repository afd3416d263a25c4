"""Document → passages (文節): sentences, list items and table rows, each under its headings.

    blocks ── headings kept as a path ──▶ sentences, items, rows ── ids from meaning ──▶ Passage…

A sentence ends at 。 or ！？ outside brackets and quotation marks; 「…です。」 inside a sentence does not end it, a
period in 1.5 or Ver.2 does not either. A sentence that goes on over a page end has a span for each page; each span
is one piece of its page's text, so that it can be quoted and found again. A row keeps its cells beside the table's
head. Figures without words, and headings as context, are no passages of the body; a heading is one of its own kind.

Law: the words of all body blocks are the words of all passages, in order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import Any

from flows.model import Block, BlockKind, Document, Passage, PassageKind, Span
from flows.text import fold, readable

_OPEN, _CLOSE = "「『（(【〔［[〈《｛{“", "」』）)】〕］]〉》｝}”"
_PAIR = dict(zip(_CLOSE, _OPEN, strict=True))
_END = "。！？!?．"
_MOST_INSIDE = 400
"""A bracket that is not closed within so many characters is a slip, not a quotation."""
_MOST_PIECES = 24
_PROSE_CELL = 600
"""A table whose cells are longer holds running text side by side, as comparisons of two editions do."""
_CAPTION = re.compile(r"^[(（【＜〈<]?\s*(?:図表|表|別表|図)\s*[0-9０-９\-－一二三]|[(（]?単位[:：]")


def split(document: Document) -> tuple[Passage, ...]:
    """All passages of a document in its order."""
    writer = _Writer(document)
    for i, block in enumerate(document.blocks):
        writer.add(block, document.blocks[max(0, i - 2) : i])
    return tuple(writer.passages)


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of a paragraph; together they cover it."""
    cuts: list[int] = []
    depth: list[tuple[str, int]] = []
    for i, char in enumerate(text):
        if char in _OPEN:
            depth.append((char, i))
        elif char in _PAIR:
            while depth and depth[-1][0] != _PAIR[char]:
                depth.pop()
            if depth:
                depth.pop()
        elif char == "\n" and not depth:
            cuts.append(i + 1)
        if depth and i - depth[0][1] > _MOST_INSIDE:
            depth.clear()
        if char in _END and not depth and _ends(text, i):
            cuts.append(_past_end(text, i))
    edges = [0, *sorted(set(cuts)), len(text)]
    return [(a, b) for a, b in pairwise(edges) if text[a:b].strip()]


def _ends(text: str, i: int) -> bool:
    """The mark at `i` ends a sentence: not one of several in a row, not inside a number, an address or a name."""
    following = text[i + 1 : i + 2]
    if following and following in _END:
        return False
    if text[i] in "!?．":
        return not following or following.isspace() or (text[i] != "．" and following >= "\u3000")
    return True


def _past_end(text: str, i: int) -> int:
    """Behind the mark, and behind a stray bracket or white space that belongs to it."""
    end = i + 1
    while end < len(text) and text[end] in _CLOSE:
        end += 1
    while end < len(text) and text[end] in " \u3000\t":
        end += 1
    return end


@dataclass(slots=True)
class _Writer:
    document: Document
    passages: list[Passage] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    folded: dict[int, str] = field(default_factory=dict)

    def add(self, block: Block, before: Sequence[Block]) -> None:
        """The passages of a block; `before`: the blocks right over it."""
        if block.kind is BlockKind.HEADING:
            level = block.level or 1
            self.path = [step for step in self.path if step[0] < level]
            self._sentences(block, PassageKind.HEADING, [(0, len(block.original))])
            self.path.append((level, block.text))
        elif block.kind is BlockKind.TABLE:
            self._rows(block, before)
        elif block.kind is BlockKind.LIST_ITEM:
            self._sentences(block, PassageKind.LIST_ITEM, sentences(block.original))
        elif block.kind is BlockKind.FIGURE:
            self._sentences(block, PassageKind.SENTENCE, [(0, len(block.original))])
        else:
            self._sentences(block, PassageKind.SENTENCE, sentences(block.original))

    def _sentences(self, block: Block, kind: PassageKind, ranges: Sequence[tuple[int, int]]) -> None:
        shared = self._shared(block, block.text)
        for start, end in ranges:
            self._write(kind, block.original[start:end], _spans(block, start, end, block.page), shared)

    def _rows(self, block: Block, before: Sequence[Block]) -> None:
        rows = block.rows or ()
        head = heads(rows[: block.header_rows])
        captions = [each.text for each in before if len(each.text) < 80 and _CAPTION.search(each.text)]
        context = "\n".join([*captions, *("\t".join(row) for row in rows[: block.header_rows])])
        shared = self._shared(block, context)
        for i, (row, ranges) in enumerate(zip(rows, _cell_ranges(block), strict=True)):
            page = block.row_pages[i] if block.row_pages and not block.page_starts else block.page
            if max(map(len, row), default=0) > _PROSE_CELL:
                for start, end in ranges:
                    for a, b in sentences(block.original[start:end]):
                        words = block.original[start + a : start + b]
                        self._write(
                            PassageKind.SENTENCE, words, _spans(block, start + a, start + b, page), shared
                        )
                continue
            spans = tuple(span for start, end in ranges for span in _spans(block, start, end, page))
            if fold("".join(span.text for span in spans)) != fold("".join(row)):
                spans = tuple(Span(page=page, text=cell) for cell in row if cell.strip())
            self._write(PassageKind.ROW, "\t".join(row), spans, shared | {"cells": row, "head": head})

    def _found(self, span: Span) -> tuple[Span, ...]:
        """The span, or the fewest pieces of it that the page's text holds: a cell's lines may stand apart there."""
        text = self._page_text(span.page)
        if not text or fold(span.text) in text:
            return (span,)
        pieces: list[Span] = []
        rest = span.text
        while rest and len(pieces) < _MOST_PIECES:
            length = bisect_left(range(1, len(rest) + 1), True, key=lambda n: fold(rest[:n]) not in text)
            if length == 0:
                return (span,)
            if rest[:length].strip():
                pieces.append(Span(page=span.page, text=rest[:length].strip()))
            rest = rest[length:]
        return (span,) if rest.strip() else tuple(pieces)

    def _page_text(self, page: int) -> str:
        texts = self.document.page_texts
        if page not in self.folded:
            self.folded[page] = fold(texts[page - 1]) if 0 < page <= len(texts) else ""
        return self.folded[page]

    def _shared(self, block: Block, paragraph: str) -> dict[str, Any]:
        """What all passages of a block have in common."""
        source = self.document.source
        key = _hash(fold(block.text))
        self.groups[key] += 1
        return {
            "source": source.path,
            "sha256": source.sha256,
            "origin": source.origin,
            "document_kind": source.kind,
            "document_title": source.title,
            "headings": tuple(title for _, title in self.path),
            "paragraph": paragraph,
            "paragraph_id": f"{source.sha256[:8]}-p{key}{_repeat(self.groups[key])}",
            "confidence": block.confidence,
            "place": block.place,
        }

    def _write(self, kind: PassageKind, words: str, spans: tuple[Span, ...], shared: dict[str, Any]) -> None:
        text = readable(words).strip()
        if not text or not spans:
            return
        key = _hash(fold(text))
        self.seen[key] += 1
        printed, page = self.document.printed_pages, spans[0].page
        self.passages.append(
            Passage(
                id=f"{shared['sha256'][:8]}-{key}{_repeat(self.seen[key])}",
                kind=kind,
                text=text,
                spans=tuple(piece for span in spans for piece in self._found(span)),
                printed_page=printed[page - 1] if 0 < page <= len(printed) else None,
                **shared,
            )
        )


def heads(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """One head per column from a table's head rows: a merged head stands over all its columns."""
    columns: list[list[str]] = [[] for _ in range(max((len(row) for row in rows), default=0))]
    for depth, row in enumerate(rows):
        over = ""
        for i, cell in enumerate(row):
            over = cell or (over if depth < len(rows) - 1 else "")
            if over and over not in columns[i]:
                columns[i].append(over)
    return tuple(" ".join(part) for part in columns)


def _cell_ranges(block: Block) -> Iterator[list[tuple[int, int]]]:
    """Where each cell of each row stands in the block's original: cells parted by tabs, rows by line ends."""
    start = 0
    for row in block.rows or ():
        ranges: list[tuple[int, int]] = []
        for k, cell in enumerate(row):
            end = (
                _next(block.original, "\t", start, 1)
                if k < len(row) - 1
                else _next(block.original, "\n", start, cell.count("\n") + 1)
            )
            ranges.append((start, end))
            start = end + 1
        yield ranges


def _next(text: str, mark: str, start: int, count: int) -> int:
    """Where the `count`-th mark from `start` on stands; the text's end if there are not so many."""
    end = start - 1
    for _ in range(count):
        end = text.find(mark, end + 1)
        if end < 0:
            return len(text)
    return end


def _spans(block: Block, start: int, end: int, page: int) -> tuple[Span, ...]:
    """The part of a block's original from `start` to `end`, cut where it goes on elsewhere; `page`: where it begins
    unless the block says otherwise."""
    edges = [(0, page), *((s.offset, s.page) for s in block.page_starts), (len(block.original), 0)]
    found = []
    for (a, on), (b, _) in pairwise(edges):
        words = block.original[max(a, start) : min(b, end)]
        if words.strip():
            found.append(Span(page=on, text=words.strip()))
    return tuple(found)


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", errors="replace")).hexdigest()[:8]


def _repeat(count: int) -> str:
    return f"-{count}" if count > 1 else ""
