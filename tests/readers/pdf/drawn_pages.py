"""Pages drawn for tests: a few strokes of reportlab, read back as geometry. Lengths in points, origin top left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from flows.readers.pdf.geometry import PageGeometry, open_pdf

FONT = "HeiseiKakuGo-W5"
WIDTH, HEIGHT = 595.0, 842.0


class Paper:
    """A page on which one draws with the origin top left."""

    def __init__(self, canvas: Canvas, width: float, height: float) -> None:
        self.canvas, self.width, self.height = canvas, width, height

    def text(self, x: float, baseline: float, text: str, size: float = 9.0) -> None:
        """One line of text."""
        self.canvas.setFillColorRGB(0, 0, 0)
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - baseline, text)

    def width_of(self, text: str, size: float = 9.0) -> float:
        """How long a line of text will be."""
        return float(pdfmetrics.stringWidth(text, FONT, size))

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A stroke."""
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def box(
        self,
        x0: float,
        top: float,
        x1: float,
        bottom: float,
        fill: Sequence[float] | None = None,
        *,
        stroke: bool = True,
    ) -> None:
        """A rectangle."""
        if fill is not None:
            self.canvas.setFillColorRGB(*fill)
        self.canvas.rect(
            x0, self.height - bottom, x1 - x0, bottom - top, stroke=int(stroke), fill=int(fill is not None)
        )

    def polygon(self, points: Sequence[tuple[float, float]], fill: Sequence[float] = (0.7, 0.7, 0.7)) -> None:
        """A filled figure."""
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        path.close()
        self.canvas.setFillColorRGB(*fill)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """All lines of a table without merged cells."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])

    def table(
        self, xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]], size: float = 9.0
    ) -> None:
        """A grid with a word, or lines parted by a line feed, in each cell."""
        self.grid(xs, ys)
        for row, top in zip(rows, ys, strict=False):
            for text, x in zip(row, xs, strict=False):
                for n, line in enumerate(text.split("\n") if text else ()):
                    self.text(x + 3, top + 3 + (n + 1) * size * 1.1, line, size)


Draw = Callable[[Paper], None]


def drawn(folder: Path, *pages: Draw, width: float = WIDTH, height: float = HEIGHT) -> list[PageGeometry]:
    """The pages as the reader sees them."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    path = folder / "drawn.pdf"
    canvas = Canvas(str(path), pagesize=(width, height))
    for draw in pages:
        draw(Paper(canvas, width, height))
        canvas.showPage()
    canvas.save()
    with open_pdf(path) as pdf:
        return list(pdf)


def marked(mark: str, columns: int, rows: int) -> list[list[str]]:
    """Words for the cells of a table, each one of its own."""
    return [[f"{mark}{row}の{column}" for column in range(columns)] for row in range(rows)]
