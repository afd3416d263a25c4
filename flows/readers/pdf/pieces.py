"""What stands on a page, in order: paragraphs, tables, figures; and the blocks they become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import fmean

from flows.model import BBox, Block, BlockKind, PageStart
from flows.readers.pdf.numbering import mark_of
from flows.readers.pdf.order import Rectangle
from flows.readers.pdf.paragraphs import Paragraph, ended, joined
from flows.readers.pdf.tables import TableRegion, continued
from flows.text import readable

_NO_ITEM = frozenset({"【】", "〈〉", "編", "章", "節", "条", "附"})
"""Marks that label or divide and do not list."""
_LEAST_LABELS = 8
_VALUES = re.compile(
    r"[\s0-9０-９.,．，%％ｐpt△▲+＋\-－()（）n＝=人件票円]*[0-9０-９][\s0-9０-９.,．，%％ｐpt△▲+＋\-－()（）n＝=人件票円]*"
)


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
    """A picture, or a chart with the words that stand in it."""

    box: Rectangle
    page: int
    words: list[Paragraph] = field(default_factory=list)


Piece = Paragraph | Table | Figure


def blocks_of(pieces: Sequence[Piece], levels: dict[int, int]) -> Iterator[Block]:
    """The blocks; `levels`: by id() of a paragraph its level as a heading."""
    lists: list[str] = []
    for piece in pieces:
        if isinstance(piece, Table):
            yield _table(piece)
        elif isinstance(piece, Figure):
            yield _figure(piece)
        else:
            yield _paragraph(piece, levels.get(id(piece)), lists)


def charts_gathered(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the scattered figures and labels of a chart (グラフ) made one figure."""
    gathered: list[Piece] = []
    for _, group in groupby(pieces, key=_is_label):
        run = list(group)
        labels = [piece for piece in run if isinstance(piece, Paragraph) and _is_label(piece)]
        if len(labels) >= _LEAST_LABELS and sum(map(_is_value, labels)) * 2 >= len(labels):
            boxes = [each.box for each in labels]
            x0, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
            around = (x0, top, max(box[2] for box in boxes), max(box[3] for box in boxes))
            gathered.append(Figure(around, labels[0].page, labels))
        else:
            gathered.extend(run)
    return gathered


def _is_label(piece: Piece) -> bool:
    """A number, or some letters without a mark that are no sentence: what stands at an axis or in a bar."""
    if not isinstance(piece, Paragraph) or len(piece.lines) > 40:
        return False
    short = len(piece.text) <= 16
    return _is_value(piece) or (short and not (mark_of(piece.text) or ended(piece.text)))


def _is_value(paragraph: Paragraph) -> bool:
    return bool(_VALUES.fullmatch(paragraph.text))


def _figure(piece: Figure) -> Block:
    original, starts = "", []
    for paragraph in piece.words:
        original += "\n" if original else ""
        starts.append(PageStart(offset=len(original), page=piece.page))
        text, inner = joined(paragraph.lines)
        starts += [PageStart(offset=len(original) + offset, page=page) for offset, page in inner]
        original += text
    return Block(
        kind=BlockKind.FIGURE,
        text=readable(original),
        original=original,
        page=piece.page,
        bbox=_bbox(piece.box),
        page_starts=tuple(starts),
    )


def _paragraph(piece: Paragraph, level: int | None, lists: list[str]) -> Block:
    """A heading, list item or paragraph. `lists`: the marks of the lists that are open, outermost first."""
    original, starts = joined(piece.lines)
    mark = mark_of(original)
    kind = BlockKind.PARAGRAPH
    if level:
        kind = BlockKind.HEADING
        lists.clear()
    elif mark is not None and mark.kind not in _NO_ITEM and not _is_value(piece):
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
