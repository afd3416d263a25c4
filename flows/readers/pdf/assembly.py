"""Pages → blocks (本文の組み立て): margins off, paragraphs, reading order, page ends closed, headings told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

from flows.model import BBox, Block, BlockKind, PageStart
from flows.readers.pdf.contents import contents_of, indent_levels
from flows.readers.pdf.headings import bare, headings_of
from flows.readers.pdf.lines import Line
from flows.readers.pdf.margins import margins_of
from flows.readers.pdf.numbering import mark_of
from flows.readers.pdf.order import Rectangle, in_reading_order
from flows.readers.pdf.pages import Page
from flows.readers.pdf.paragraphs import Paragraph, face, goes_on_over_page, joined, paragraphs_of
from flows.readers.pdf.tables import TableRegion, continued, continues
from flows.text import fold, readable

Style = tuple[float, bool, str]


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


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a document."""

    blocks: tuple[Block, ...]
    printed_pages: tuple[str | None, ...]
    title: str


def body_of(pages: Sequence[Page], outline: dict[str, int | None]) -> Body:
    """All blocks in reading order. `outline`: folded titles of the file's outline with their levels."""
    style = _body_style(pages)
    sizes = [(page.width, page.height) for page in pages]
    margins = margins_of([page.lines for page in pages], sizes, style[0])
    named = dict(outline)
    usual = _leading(pages, style)
    flow: list[Piece] = []
    entries: list[tuple[str, float]] = []
    for page, margin in zip(pages, margins, strict=True):
        lines = [line for line in page.lines if line.start not in margin.lines]
        listed, titles = contents_of(lines)
        entries.extend(titles)
        lines = [line for line in lines if line.start not in listed]
        _append(flow, _pieces(page, lines, _leading([page], style, usual), style), page.number)
    indents = indent_levels([indent for _, indent in entries])
    for entry, indent in entries:
        for name in (fold(entry), bare(entry)):
            named.setdefault(name, indents[indent])
    named.pop("", None)
    paragraphs = [piece for piece in flow if isinstance(piece, Paragraph)]
    title, cover = _title(paragraphs, style)
    levels = headings_of(paragraphs, style, named, cover)
    by_identity = {id(paragraphs[i]): level for i, level in levels.items()}
    blocks = [block for piece in flow for block in _blocks(piece, by_identity)]
    return Body(tuple(blocks), tuple(margin.number for margin in margins), title)


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


def _pieces(page: Page, lines: Sequence[Line], leading: float, style: Style) -> list[Piece]:
    """A page's pieces in reading order, with footnotes at its end."""
    paragraphs = paragraphs_of(lines, leading)
    level = [each for each in paragraphs if not each.first.turned]
    upright = [each for each in paragraphs if each.first.turned]
    _mark_footnotes(level, page, style)
    body: list[Piece] = [each for each in level if not each.footnote]
    body += [Table([table], [page.number], page.confidence) for table in page.tables]
    body += [Figure(box, page.number) for box in page.images]
    gutter = 1.2 * style[0]
    ordered = in_reading_order(body, lambda piece: piece.box, gutter)
    turned = in_reading_order(upright, _turned_box, gutter)
    pieces: list[Piece] = [*turned, *ordered] if len(upright) > len(level) else [*ordered, *turned]
    _measure_space(pieces, leading)
    return pieces + [each for each in level if each.footnote]


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
            gap = 0.9 * piece.first.size if before is None else _gap(before, piece)
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


def _title(paragraphs: Sequence[Paragraph], style: Style) -> tuple[str, frozenset[int]]:
    """The largest words of the first page with words, if larger than running text; and which paragraphs are no
    headings because they are that title, or stand with it on a cover."""
    if not paragraphs:
        return "", frozenset()
    page = paragraphs[0].page
    here = [(i, each) for i, each in enumerate(paragraphs) if each.page == page]
    size = max((each.first.size for _, each in here if 2 < len(fold(each.text)) < 100), default=0.0)
    if size < 1.14 * style[0]:
        return "", frozenset()
    title: list[int] = []
    for i, each in here:
        if each.first.size > 0.95 * size and len(fold(each.text)) > 2:
            title.append(i)
        elif title:
            break
    words = readable(" ".join(paragraphs[i].text for i in title))[:200]
    is_cover = sum(len(each.text) for _, each in here) < len(words) + 150 and len(paragraphs) > len(here)
    return words, frozenset(i for i, _ in here) if is_cover else frozenset(title)


def _blocks(piece: Piece, levels: dict[int, int]) -> Iterator[Block]:
    if isinstance(piece, Table):
        yield _table(piece)
    elif isinstance(piece, Figure):
        yield Block(kind=BlockKind.FIGURE, text="", original="", page=piece.page, bbox=_bbox(piece.box))
    else:
        yield _paragraph(piece, levels.get(id(piece)))


def _paragraph(piece: Paragraph, level: int | None) -> Block:
    original, starts = joined(piece.lines)
    mark = mark_of(original)
    listed = mark is not None and mark.kind not in ("【】", "〈〉", "編", "章", "節", "条", "附")
    kind = BlockKind.HEADING if level else BlockKind.LIST_ITEM if listed else BlockKind.PARAGRAPH
    sure = [line.confidence for line in piece.lines if line.confidence is not None]
    return Block(
        kind=kind,
        text=readable(original),
        original=original,
        page=piece.page,
        level=level or (1 if kind is BlockKind.LIST_ITEM else None),
        bbox=_bbox(piece.box),
        page_starts=tuple(PageStart(offset=offset, page=page) for offset, page in starts),
        confidence=round(fmean(sure), 3) if sure else None,
    )


def _table(piece: Table) -> Block:
    rows: list[tuple[str, ...]] = list(piece.regions[0].rows)
    pages = [piece.pages[0]] * len(rows)
    for before, region, page in zip(piece.regions, piece.regions[1:], piece.pages[1:], strict=False):
        more, goes_on = continued(before, region)
        if goes_on and rows:
            rows[-1] = tuple(a + b for a, b in zip(rows[-1], more[0], strict=True))
            more = more[1:]
        rows.extend(more)
        pages.extend([page] * len(more))
    original = "\n".join("\t".join(row) for row in rows)
    return Block(
        kind=BlockKind.TABLE,
        text=readable(original),
        original=original,
        page=piece.pages[0],
        bbox=_bbox(piece.box),
        rows=tuple(tuple(readable(cell) for cell in row) for row in rows),
        header_rows=min(piece.regions[0].header_rows, len(rows)),
        row_pages=tuple(pages) if len(piece.pages) > 1 else None,
        confidence=piece.confidence,
    )


def _bbox(box: Rectangle) -> BBox:
    x0, top, x1, bottom = (round(value, 1) for value in box)
    return BBox(x0=x0, top=top, x1=x1, bottom=bottom)
