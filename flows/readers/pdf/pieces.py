"""What stands on a page, in order: paragraphs, tables, figures; and the blocks they become."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from flows.model import BBox, Block, BlockKind, PageStart
from flows.readers.pdf.numbering import mark_of
from flows.readers.pdf.order import Rectangle
from flows.readers.pdf.paragraphs import Paragraph, joined
from flows.readers.pdf.tables import TableRegion, continued
from flows.text import readable

_NO_ITEM = frozenset({"【】", "〈〉", "編", "章", "節", "条", "附"})
"""Marks that label or divide and do not list."""


@dataclass(slots=True)
class Table:
    """A table over one page or several."""

    regions: list[TableRegion]
    pages: list[int]
    confidence: float | None = None

    @property
    def box(self) -> Rectangle:
        """On its first page."""
        return self.regions[0].bbox


@dataclass(slots=True)
class Figure:
    """A picture."""

    box: Rectangle
    page: int


Piece = Paragraph | Table | Figure


def blocks_of(pieces: Sequence[Piece], levels: dict[int, int]) -> Iterator[Block]:
    """The blocks; `levels`: by id() of a paragraph its level as a heading."""
    lists: list[str] = []
    for piece in pieces:
        if isinstance(piece, Table):
            yield _table(piece)
        elif isinstance(piece, Figure):
            yield Block(kind=BlockKind.FIGURE, text="", original="", page=piece.page, bbox=_bbox(piece.box))
        else:
            yield _paragraph(piece, levels.get(id(piece)), lists)


def _paragraph(piece: Paragraph, level: int | None, lists: list[str]) -> Block:
    """A heading, list item or paragraph. `lists`: the marks of the lists that are open, outermost first."""
    original, starts = joined(piece.lines)
    mark = mark_of(original)
    kind = BlockKind.PARAGRAPH
    if level:
        kind = BlockKind.HEADING
        lists.clear()
    elif mark is not None and mark.kind not in _NO_ITEM:
        kind = BlockKind.LIST_ITEM
        level = _depth(mark.kind, lists)
    sure = [line.confidence for line in piece.lines if line.confidence is not None]
    return Block(
        kind=kind,
        text=readable(original),
        original=original,
        page=piece.page,
        level=level,
        bbox=_bbox(piece.box),
        page_starts=tuple(PageStart(offset=offset, page=page) for offset, page in starts),
        confidence=round(fmean(sure), 3) if sure else None,
    )


def _depth(kind: str, lists: list[str]) -> int:
    """1 for the outermost list: a mark not seen since the last heading opens a list inside the one before it."""
    if kind in lists:
        del lists[lists.index(kind) + 1 :]
    else:
        lists.append(kind)
    return len(lists)


def _table(piece: Table) -> Block:
    rows = _joined_rows(piece)
    original, starts = "", []
    page = piece.pages[0]
    for n, row in enumerate(rows):
        for k, cell in enumerate(row):
            original += "\t" if k else "\n" if n else ""
            for text, stands_on in cell:
                if stands_on != page and text:
                    page = stands_on
                    starts.append(PageStart(offset=len(original), page=page))
                original += text
    return Block(
        kind=BlockKind.TABLE,
        text=readable(original),
        original=original,
        page=piece.pages[0],
        bbox=_bbox(piece.box),
        rows=tuple(tuple(readable("".join(text for text, _ in cell)) for cell in row) for row in rows),
        header_rows=min(piece.regions[0].header_rows, len(rows)),
        row_pages=tuple(row[0][0][1] for row in rows) if len(piece.pages) > 1 else None,
        page_starts=tuple(starts),
        confidence=piece.confidence,
    )


Cell = list[tuple[str, int]]
"""The parts of a cell's text, each with its page: two if the page end cuts the row."""


def _joined_rows(piece: Table) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[[(text, piece.pages[0])] for text in row] for row in piece.regions[0].rows]
    for (before, region), page in zip(pairwise(piece.regions), piece.pages[1:], strict=True):
        more, goes_on = continued(before, region)
        new: list[list[Cell]] = [[[(text, page)] for text in row] for row in more]
        if goes_on and rows and new:
            rows[-1] = [above + below for above, below in zip(rows[-1], new[0], strict=True)]
            new = new[1:]
        rows.extend(new)
    return rows


def _bbox(box: Rectangle) -> BBox:
    x0, top, x1, bottom = (round(value, 1) for value in box)
    return BBox(x0=x0, top=top, x1=x1, bottom=bottom)
