"""Pages → blocks (本文の組み立て): margins off, paragraphs, reading order, page ends closed, headings told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.model import Block
from flows.readers.pdf.contents import Titles, contents_of
from flows.readers.pdf.headings import headings_of
from flows.readers.pdf.lines import Line
from flows.readers.pdf.margins import margins_of
from flows.readers.pdf.order import Rectangle, in_reading_order
from flows.readers.pdf.pages import Page
from flows.readers.pdf.paragraphs import Paragraph, face, goes_on_over_page, paragraphs_of
from flows.readers.pdf.pieces import Figure, Piece, Table, blocks_of, charts_gathered
from flows.readers.pdf.tables import TableRegion, continues
from flows.readers.pdf.titles import title_of

Style = tuple[float, bool, str]


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a document."""

    blocks: tuple[Block, ...]
    printed_pages: tuple[str | None, ...]
    title: str


def body_of(pages: Sequence[Page], outline: Sequence[tuple[str, int]]) -> Body:
    """All blocks in reading order. `outline`: titles of the file's outline with their levels."""
    style = _body_style(pages)
    sizes = [(page.width, page.height) for page in pages]
    margins = margins_of([page.lines for page in pages], sizes, style[0])
    titles = Titles(outline)
    usual = _leading(pages, style)
    flow: list[Piece] = []
    entries: list[tuple[str, float]] = []
    kept: list[tuple[Page, list[Line]]] = []
    for page, margin in zip(pages, margins, strict=True):
        lines = [line for line in page.lines if line.start not in margin.lines]
        listed, named = contents_of(lines)
        entries.extend(named)
        kept.append((page, [line for line in lines if line.start not in listed]))
    titles.add_contents(entries)
    for page, lines in kept:
        _append(flow, _pieces(page, lines, _leading([page], style, usual), style, titles), page.number)
    paragraphs = [piece for piece in flow if isinstance(piece, Paragraph)]
    title, cover = title_of(paragraphs, style[0])
    levels = headings_of(paragraphs, style, titles, cover)
    by_identity = {id(paragraphs[i]): level for i, level in levels.items()}
    return Body(tuple(blocks_of(flow, by_identity)), tuple(margin.number for margin in margins), title)


def _body_style(pages: Sequence[Page]) -> Style:
    """Size, weight and face in which most characters stand."""
    counts: Counter[Style] = Counter()
    for page in pages:
        for line in page.lines:
            counts[round(line.size * 2) / 2, line.bold, face(line)] += len(line.text)
    return counts.most_common(1)[0][0] if counts else (10.5, False, "")


def _leading(pages: Sequence[Page], style: Style, usual: float = 0.5) -> float:
    """The commonest gap between lines of running text, in font sizes; `usual` where there are too few lines."""
    gaps: Counter[float] = Counter()
    for page in pages:
        for a, b in pairwise(page.lines):
            near = abs(a.size - style[0]) < 0.6 and abs(b.size - style[0]) < 0.6
            if near and abs(a.x0 - b.x0) < 3 * style[0] and len(a.text) > 15:
                gap = (b.top - a.bottom) / style[0]
                if 0 <= gap < 2.5:
                    gaps[round(gap * 5) / 5] += 1
    return gaps.most_common(1)[0][0] if gaps.total() >= 5 else usual


def _pieces(page: Page, lines: Sequence[Line], leading: float, style: Style, titles: Titles) -> list[Piece]:
    """A page's pieces in reading order, with footnotes at its end. `titles`: known headings."""
    level = paragraphs_of([line for line in lines if not line.turned], leading, page.width)
    upright = paragraphs_of([line for line in lines if line.turned], leading, page.height)
    _mark_footnotes(level, page, style)
    body: list[Piece] = [each for each in level if not each.footnote]
    for region in page.tables:
        title, rest = _title_row(region, page, titles, style)
        body += [title] if title else []
        body.append(Table([rest], [page.number], page.confidence))
    body += [Figure(box, page.number) for box in page.images]
    gutter = 1.2 * style[0]
    ordered = in_reading_order(body, lambda piece: piece.box, gutter)
    turned = in_reading_order(upright, _turned_box, gutter)
    pieces: list[Piece] = [*turned, *ordered] if len(upright) > len(level) else [*ordered, *turned]
    pieces = charts_gathered(pieces)
    _measure_space(pieces, leading)
    return pieces + [each for each in level if each.footnote]


def _title_row(
    region: TableRegion, page: Page, titles: Titles, style: Style
) -> tuple[Paragraph | None, TableRegion]:
    """A heading that a table's frame has caught as its first row, and the table without it."""
    words = [cell for cell in region.rows[0] if cell] if len(region.rows) > 2 else []
    if len(words) != 1 or titles.level(words[0]) is None:
        return None, region
    (top, bottom), (x0, _, x1, end) = region.row_boxes[0], region.bbox
    line = Line(page.number, 0, 0, words[0], x0, top, x1, bottom, style[0], False, "")
    rest = replace(
        region,
        bbox=(x0, bottom, x1, end),
        rows=region.rows[1:],
        row_boxes=region.row_boxes[1:],
        header_rows=max(0, region.header_rows - 1),
    )
    return Paragraph([line], x1), rest


def _turned_box(paragraph: Paragraph) -> Rectangle:
    lines = paragraph.lines
    return (
        min(x.x0 for x in lines),
        min(x.top for x in lines),
        max(x.x1 for x in lines),
        max(x.bottom for x in lines),
    )


def _mark_footnotes(paragraphs: list[Paragraph], page: Page, style: Style) -> None:
    """Small paragraphs that begin with a number, at the foot of the page, under everything else."""
    floor = max(
        (each.last.bottom for each in paragraphs if each.first.size > 0.9 * style[0]), default=page.height
    )
    for each in paragraphs:
        small = each.first.size < 0.88 * style[0] and each.first.top > max(floor - 1, 0.45 * page.height)
        each.footnote = (
            small and bool(each.text) and (each.text[0].isdigit() or each.text[0] in "*＊※(（注[［")
        )


def _measure_space(pieces: list[Piece], leading: float) -> None:
    before: Piece | None = None
    for piece in pieces:
        if isinstance(piece, Paragraph):
            gap = piece.first.size if before is None else _gap(before, piece)
            piece.space_above = gap / (piece.first.size or 1.0) - (leading if before is not None else 0.0)
        before = piece


def _gap(before: Piece, piece: Paragraph) -> float:
    if isinstance(before, Paragraph) and bool(before.first.turned) == bool(piece.first.turned):
        return max(0.0, piece.first.top - before.last.bottom)
    return max(0.0, piece.box[1] - before.box[3])


def _append(flow: list[Piece], pieces: list[Piece], number: int) -> None:
    """A page's pieces put behind those before, the first joined to the last if it goes on over the page end."""
    first = next((piece for piece in pieces if not isinstance(piece, Figure)), None)
    last = next(
        (
            p
            for p in reversed(flow)
            if not isinstance(p, Figure) and not (isinstance(p, Paragraph) and p.footnote)
        ),
        None,
    )
    if isinstance(first, Paragraph) and isinstance(last, Paragraph) and not first.footnote:
        if goes_on_over_page(last, first):
            last.lines.extend(first.lines)
            pieces = [piece for piece in pieces if piece is not first]
    elif isinstance(first, Table) and isinstance(last, Table) and _same_table(last, first):
        last.regions.append(first.regions[0])
        last.pages.append(number)
        pieces = [piece for piece in pieces if piece is not first]
    flow.extend(pieces)


def _same_table(before: Table, after: Table) -> bool:
    return before.pages[-1] + 1 == after.pages[0] and continues(before.regions[-1], after.regions[0])
