"""Papers typeset for tests: lines of text at places, in Mincho or Gothic, as PDF or as bare geometry.

Lengths in points, origin top left; `top` is the upper edge of the line. Nothing is stored in the repository.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from flows.model import Document, Origin
from flows.readers.pdf import read_pdf
from flows.readers.pdf.geometry import PageGeometry, Run

MINCHO, GOTHIC = "HeiseiMin-W3", "HeiseiKakuGo-W5"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, BODY_WIDTH = 85.0, 420.0


class Text(NamedTuple):
    """A line of text."""

    x: float
    top: float
    text: str
    size: float = 10.5
    font: str = MINCHO
    spacing: float = 0.0
    """Added between characters."""


Sheet = Sequence[Text]


def typeset(path: Path, sheets: Iterable[Sheet], width: float = WIDTH, height: float = HEIGHT) -> Path:
    """Writes a PDF."""
    for font in (MINCHO, GOTHIC):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    canvas = Canvas(str(path), pagesize=(width, height))
    for sheet in sheets:
        for line in sheet:
            pen = canvas.beginText(line.x, height - line.top - 0.88 * line.size)
            pen.setFont(line.font, line.size)
            pen.setCharSpace(line.spacing)
            pen.textOut(line.text)
            canvas.drawText(pen)
        canvas.showPage()
    canvas.save()
    return path


def read_sheets(folder: Path, *sheets: Sheet, name: str = "文書.pdf") -> Document:
    """What the reader makes of them."""
    return read_pdf(typeset(folder / name, sheets), name=name, sha256="ab" * 32, origin=Origin.MUNICIPALITY)


def paragraph(
    top: float, text: str, *, size: float = 10.5, leading: float = 1.7, indent: bool = True
) -> list[Text]:
    """A paragraph wrapped at the body's width, its first line one em in."""
    per_line = int(BODY_WIDTH // size)
    lines, rest, first = [], text, True
    while rest:
        count = per_line - (1 if first and indent else 0)
        x = LEFT + (size if first and indent else 0.0)
        lines.append(Text(x, top + len(lines) * size * leading, rest[:count], size))
        rest, first = rest[count:], False
    return lines


def bare_page(lines: Iterable[Text], number: int = 1) -> PageGeometry:
    """The same as geometry without any PDF: full-width characters as wide as high, half-width ones half as wide."""
    text, runs = "", []
    columns: tuple[list[float], ...] = ([], [], [], [])
    for line in lines:
        if text:
            text += "\r\n"
            for column, value in zip(
                columns, (columns[2][-1], columns[3][-1], columns[2][-1], columns[3][-1]), strict=True
            ):
                column += [value, value]
        runs.append(Run(len(text), len(text) + len(line.text), line.size, False, line.font))
        x = line.x
        for char in line.text:
            wide = line.size if char >= "\u2e80" else line.size / 2
            for column, value in zip(columns, (x, line.top, x + wide, line.top + line.size), strict=True):
                column.append(value)
            x += wide + line.spacing
        text += line.text
    return PageGeometry(number, WIDTH, HEIGHT, text, *columns, tuple(runs), (), (), (), 0, 0)
