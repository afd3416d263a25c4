"""A line of text (行): what a page is read into, and the words of one with the spaces that mean something.

pdfium puts a space wherever there is a gap. A line whose characters all stand apart is letter-spaced and closed up,
keeping gaps that are wider than the rest; the quarter em that typesetting puts between Japanese and Latin is closed
up; a space that the file itself holds stays, and so does every wide gap.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.order import Rectangle

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(slots=True)
class Line:
    """A line of one column. Lengths in points; x along the line, `top` and `bottom` across it."""

    page: int
    start: int
    end: int
    """Range among the page's visible characters: the next line follows in the file if it starts at this one's end."""
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    font: str
    turned: float = 0.0
    """Page width, if the line is vertical and its frame therefore turned; else 0."""
    confidence: float | None = None
    """0–1, if it came from OCR."""
    scattered: bool = False
    """Its characters do not follow each other in the file: only the page's reading-order text holds it."""

    @property
    def box(self) -> Rectangle:
        """Where it stands on the page, turned back if need be: x0, top, x1, bottom."""
        if self.turned:
            return self.turned - self.bottom, self.x0, self.turned - self.top, self.x1
        return self.x0, self.top, self.x1, self.bottom


def words_of(page: PageGeometry, inked: list[int]) -> str:
    """The line's characters with the spaces that mean something."""
    start, end = inked[0], inked[-1] + 1
    if end - start == len(inked) and end > start:
        return CONTROL.sub("", page.text[start:end])
    gaps = [page.x0[b] - page.x1[a] for a, b in pairwise(inked)]
    size = median(page.bottom[i] - page.top[i] for i in inked)
    spaced = _spacing(page, inked, gaps, size)
    out = [page.text[inked[0]]]
    for a, b, gap in zip(inked, inked[1:], gaps, strict=False):
        between = page.text[a + 1 : b]
        # A space of the file has a width; one that pdfium puts in has none, and the gap must tell.
        wide = any(page.x1[i] - page.x0[i] > 0.05 * size for i in range(a + 1, b))
        written = spaced is None and wide and not between.strip()
        if between and (written or _is_space(page.text[a], page.text[b], gap, size, spaced)):
            out.append("\u3000" if "\u3000" in between else " ")
        out.append(page.text[b])
    return CONTROL.sub("", "".join(out))


def _spacing(page: PageGeometry, inked: list[int], gaps: list[float], size: float) -> float | None:
    """The usual gap of a letter-spaced line; None if the line is not letter-spaced."""
    apart = sum(b > a + 1 for a, b in pairwise(inked))
    if apart * 4 < 3 * len(gaps) or sum(_is_wide(page.text[i]) for i in inked) * 2 < len(inked):
        return None
    usual = median(gaps)
    if len(inked) < 5 and (
        max(gaps) - min(gaps) > 0.6 * size or any(not _is_wide(page.text[i]) for i in inked)
    ):
        return None
    return usual


def _is_space(left: str, right: str, gap: float, size: float, spaced: float | None) -> bool:
    if spaced is not None:
        return gap > spaced + 0.55 * size
    if _is_wide(left) and _is_wide(right):
        return gap > 0.3 * size
    if _is_wide(left) or _is_wide(right):
        return gap > 0.42 * size
    return gap > 0.1 * size


def _is_wide(char: str) -> bool:
    return char >= "\u2e80"
