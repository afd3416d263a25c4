"""A paper that came back from the copier: a picture of a page, slightly turned, specked, with a stamp.

Words are drawn at twice the resolution, turned by half a degree, then scaled down: what OCR meets in an office.
The specks come from a counter, not from chance, so that the same words give the same picture.
"""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.fonts import FONTS

DPI = 150
_SIZE = (1240, 1754)
"""A4 at 150 dpi in pixels."""
_SCALE = 2
_TURN = 0.5
"""Degrees: as a sheet lies on the glass."""
_SPECKS = 500


def _draw(lines: list[str], stamp: list[str]) -> Image.Image:
    width, height = _SIZE[0] * _SCALE, _SIZE[1] * _SCALE
    page = Image.new("L", (width, height), 250)
    pen = ImageDraw.Draw(page)
    y = 340
    for line in lines:
        size = 64 if line.startswith("# ") else 50
        face = ImageFont.truetype(str(FONTS["Gothic" if size > 50 else "Mincho"]), size)
        text = line.removeprefix("# ")
        if line.startswith("# "):
            x = (width - pen.textlength(text, font=face)) / 2
        elif line.startswith("> "):
            text = line.removeprefix("> ")
            x = width - 290 - pen.textlength(text, font=face)
        else:
            x = 290
        pen.text((x, y), text, font=face, fill=35)
        y += int(size * 2.05)
    _draw_stamp(pen, stamp, width)
    return page


def _draw_stamp(pen: ImageDraw.ImageDraw, stamp: list[str], width: int) -> None:
    face = ImageFont.truetype(str(FONTS["Gothic"]), 44)
    left, top, size = width - 640, 90, 210
    pen.ellipse((left, top, left + size, top + size), outline=110, width=5)
    for number, text in enumerate(stamp):
        middle = left + size / 2 - pen.textlength(text, font=face) / 2
        pen.text((middle, top + 30 + number * 50), text, font=face, fill=110)


def _picture(paper: dict[str, Any]) -> bytes:
    page = _draw(paper["lines"], paper["stamp"]).rotate(_TURN, Image.Resampling.BICUBIC, fillcolor=250)
    page = page.resize(_SIZE, Image.Resampling.LANCZOS)
    chance = random.Random(paper["file"])  # noqa: S311 - specks, not secrets
    for _ in range(_SPECKS):
        page.putpixel((chance.randrange(_SIZE[0]), chance.randrange(_SIZE[1])), chance.randrange(120, 230))
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=45, dpi=(DPI, DPI))
    return buffer.getvalue()


def write(paper: dict[str, Any], path: Path) -> None:
    """Draw the page and write it as a PDF that holds nothing but the picture."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(paper["title"])
    canvas.setSubject("架空の自治体の見本文書")
    canvas.drawImage(ImageReader(io.BytesIO(_picture(paper))), 0, 0, *A4)
    canvas.showPage()
    canvas.save()
