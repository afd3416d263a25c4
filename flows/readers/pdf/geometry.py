"""Pages of a PDF as plain numbers: characters with their boxes, rulings, filled rectangles, images.

`open_pdf(path)` gives a `Pdf`; iterating it yields one `PageGeometry` after another, and the native page is
closed before the next is loaded, so memory does not grow with the number of pages. Nothing in a
`PageGeometry` refers to the library: it may be kept, compared and pickled.

Characters are not objects but columns: `text[i]` stands in the box `x0[i], top[i], x1[i], bottom[i]`, in
content order, with the spaces and line ends (CR LF) that pdfium adds between them. The boxes are the loose
ones (advance width × ascent to descent), so neighbours touch and all characters of a line are equally high.
Font size, weight and name are constant over a `Run`. All lengths are points, origin top left, after crop box
and page rotation.

Hard cases: forms inside forms (their matrices are applied), a border drawn as a filled rectangle one point
thin, hundreds of lines in one path, drawings of a million segments (bounded), pages without any size.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from flows.readers.pdf.characters import Placement, Run, bounded, boxes_of, runs_of, text_of, unmapped
from flows.readers.pdf.drawing import Drawing, Fill, Ruling, drawing_of
from flows.readers.pdf.native import address_of
from flows.readers.unreadable import UnreadableDocumentError

__all__ = ["Fill", "PageGeometry", "Pdf", "Ruling", "Run", "open_pdf"]


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """One page (ページ): what stands on it and where."""

    number: int
    """1-based."""
    width: float
    height: float
    text: str
    """One code point per character of the page, in content order, line ends as CR LF."""
    x0: list[float]
    top: list[float]
    x1: list[float]
    bottom: list[float]
    runs: tuple[Run, ...]
    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    images: tuple[tuple[float, float, float, float], ...]
    """Boxes (x0, top, x1, bottom) of pictures."""
    other_paths: int
    """How many paths are neither ruling nor rectangle: drawings, or text turned into outlines."""
    unmapped: int
    """How many characters have no Unicode value in their font."""
    shapes: tuple[Fill, ...] = ()
    """Boxes of filled figures that are no rectangles: arrows and rounded bars of schedules."""

    def __len__(self) -> int:
        return len(self.text)

    def run_at(self, index: int) -> Run:
        """The run in which the character stands."""
        return self.runs[max(0, bisect_right(self.runs, (index, len(self.text) + 1)) - 1)]

    def size_at(self, index: int) -> float:
        """Font size of a character in points."""
        return self.run_at(index).size if self.runs else 0.0

    def inside(self, x0: float, top: float, x1: float, bottom: float) -> list[int]:
        """Indices, in content order, of the characters whose centre lies in a rectangle."""
        return [
            i
            for i, (a, b, c, d) in enumerate(zip(self.x0, self.top, self.x1, self.bottom, strict=True))
            if x0 <= (a + c) / 2 < x1 and top <= (b + d) / 2 < bottom
        ]


class Pdf:
    """An open PDF: a context manager, and an iterator over its pages."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def __enter__(self) -> Pdf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def __iter__(self) -> Iterator[PageGeometry]:
        return self.pages()

    def pages(self, last: int | None = None) -> Iterator[PageGeometry]:
        """The pages from the first to `last` (default: all); one that cannot be loaded is yielded empty."""
        for number in range(1, min(len(self), last or len(self)) + 1):
            yield self.page(number)

    def page(self, number: int) -> PageGeometry:
        """One page, 1-based; empty if it is damaged."""
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError:
            return PageGeometry(number, 0.0, 0.0, "", [], [], [], [], (), (), (), (), 0, 0)
        try:
            return _read(page, number)
        finally:
            page.close()

    def outline(self) -> list[tuple[str, int]]:
        """Titles of the file's outline (しおり) with their levels, 1 = highest; at most 5,000."""
        with suppress(pypdfium2.PdfiumError, ValueError):
            marks = islice(self._document.get_toc(max_depth=9), 5000)
            return [(mark.get_title(), mark.level + 1) for mark in marks]
        return []

    def image(self, number: int, dpi: int = 200) -> Any:
        """The page drawn as a PIL image, for OCR; never more than 4,000 pixels wide or high."""
        page = self._document[number - 1]
        try:
            longest = max(page.get_width(), page.get_height(), 1.0)
            return page.render(scale=min(dpi / 72, 4000 / longest), grayscale=False).to_pil()
        finally:
            page.close()


def open_pdf(path: Path) -> Pdf:
    """Opens a PDF for reading. Raises UnreadableDocumentError if it is encrypted, damaged or no PDF."""
    try:
        return Pdf(pypdfium2.PdfDocument(path))
    except (pypdfium2.PdfiumError, OSError) as error:
        if "assword" in str(error):
            raise UnreadableDocumentError(
                "pdf-encrypted",
                "はパスワードで保護されているため読めません。パスワードを外した PDF に入れ替えてください。",
            ) from error
        raise UnreadableDocumentError(
            "pdf-damaged",
            "は壊れているか、PDF ではないため読めません。元のファイルから PDF を書き出し直してください。",
        ) from error


def _read(page: Any, number: int) -> PageGeometry:
    place = Placement(page)
    drawing: Drawing = drawing_of(page.raw, place.box)
    textpage = page.get_textpage()
    try:
        raw = textpage.raw
        count = max(0, pdfium.FPDFText_CountChars(raw))
        handle = address_of(raw)
        text = text_of(raw, handle, count)
        x0, top, x1, bottom = (bounded(column) for column in place.columns(boxes_of(handle, count)))
        columns = x0, top, x1, bottom
        return PageGeometry(
            number,
            place.width,
            place.height,
            text,
            *columns,
            runs_of(handle, text, columns),
            drawing.rulings,
            drawing.fills,
            drawing.images,
            drawing.others,
            unmapped(handle, count),
            drawing.shapes,
        )
    finally:
        textpage.close()
