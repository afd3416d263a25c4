"""One page read: its lines, tables and pictures, and whether its text can be used at all.

A page whose text cannot be used (a scan, text drawn as outlines, a font without a Unicode map) is given to `ocr`;
without it the page becomes a finding that says what to do. What is kept of a page is small: no characters, no boxes
of characters, so that a thousand pages fit in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Protocol

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.lines import Line, lines_of
from flows.readers.pdf.order import Rectangle
from flows.readers.pdf.tables import TableRegion, find

_UNREADABLE = "\ufffd\x00"
_LARGEST = 20_000.0
"""Points; the format ends at 14,400."""
_DISPLAY_SIZE = 14.0
"""Points: words as large as these over a picture are a cover's title, smaller ones a stamp on a scan."""
_PRIVATE = re.compile(r"[\ue000-\uf8ff]+")


class RecognisedPage(Protocol):
    """A page as OCR read it."""

    @property
    def geometry(self) -> PageGeometry:
        """As if the page were digital."""

    def confidence(self, start: int = 0, end: int | None = None) -> float:
        """How sure a range of its characters is, 0–1."""


Recognise = Callable[[Any, int, float, float], RecognisedPage]
"""From a PIL image, the page's number, its width and height in points."""


@dataclass(slots=True)
class Page:
    """What is kept of a page."""

    number: int
    width: float
    height: float
    text: str
    """All text in content order: what quotes are checked against."""
    lines: list[Line]
    tables: tuple[TableRegion, ...]
    images: tuple[Rectangle, ...]
    trouble: str = ""
    """Why its text cannot be used: scan, outlines, glyphs, damaged; "" if it can."""
    recognised: bool = False
    """Its text came from OCR."""
    confidence: float | None = None
    """0–1 over the whole page, if it was recognised."""
    lost: int = 0
    """Characters without a Unicode value on an otherwise readable page."""


def page_of(geometry: PageGeometry, after: TableRegion | None = None) -> Page:
    """A page from its geometry; `after`: the last table of the page before, which may go on."""
    text = geometry.text.replace("\r\n", "\n").replace("\x02", "-")
    trouble = _trouble(geometry)
    if trouble in ("glyphs", "outlines", "damaged"):
        return Page(geometry.number, geometry.width, geometry.height, "", [], (), (), trouble)
    tables = find(geometry, after)
    lines = lines_of(geometry, [table.bbox for table in tables])
    return Page(
        geometry.number,
        geometry.width,
        geometry.height,
        text,
        lines,
        tables,
        _pictures(geometry),
        trouble,
        lost=text.count("\ufffd"),
    )


def _trouble(page: PageGeometry) -> str:
    if not (0 < page.width < _LARGEST and 0 < page.height < _LARGEST):
        return "damaged"
    inked = sum(map(len, page.text.split()))
    dead = sum(page.text.count(char) for char in _UNREADABLE)
    private = sum(map(len, _PRIVATE.findall(page.text)))
    if inked and (dead + private > 0.3 * inked or page.unmapped > 0.5 * inked):
        return "glyphs"
    if inked > 30 or any(run.size >= _DISPLAY_SIZE for run in page.runs):
        return ""
    area = page.width * page.height or 1.0
    if any((x1 - x0) * (bottom - top) > 0.5 * area for x0, top, x1, bottom in page.images):
        return "scan"
    if sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in page.images) > 0.5 * area:
        return "scan"
    return "outlines" if page.other_paths > 300 else ""


def _pictures(page: PageGeometry) -> tuple[Rectangle, ...]:
    """Pictures that are neither ornaments nor the ground of the whole page."""
    area = page.width * page.height or 1.0
    return tuple(
        box for box in page.images[:500] if 0.03 * area < (box[2] - box[0]) * (box[3] - box[1]) < 0.8 * area
    )


def recognised(page: Page, image: Any, ocr: Recognise, after: TableRegion | None = None) -> Page:
    """The page with what OCR reads on its image; `after` as for `page_of`."""
    read = ocr(image, page.number, page.width, page.height)
    found = page_of(read.geometry, after)
    inked = [i for i, char in enumerate(read.geometry.text) if char > " "]
    last = len(inked) - 1
    for line in found.lines:
        if inked:
            # A line may count a character or two that the page's text lacks (ligatures): never read past its end.
            first = min(line.start, last)
            line.confidence = read.confidence(inked[first], inked[min(max(first, line.end - 1), last)] + 1)
    return replace(
        found,
        images=(),
        trouble=page.trouble,
        recognised=True,
        confidence=read.confidence() if inked else None,
    )
