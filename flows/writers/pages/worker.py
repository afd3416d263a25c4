"""Draws pages of one document and finds quotes on them. Runs as a process of its own: see `drawing`.

Reads one JSON line from standard input (path, pages with their quotes, size), writes one JSON line per page as soon as
it is drawn. A quote is found in the page's characters after folding; one that the page's own order tears apart is found
by its longest pieces. Boxes are fractions of the picture, so that any size of it can be marked.
"""

import base64
import contextlib
import ctypes
import json
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from flows.text import fold, fold_map

_POINTS = 72.0
_LEAST_PIECE = 6
"""Folded letters of a piece of a torn quote: fewer stand anywhere."""
_MOST_PIECES = 40
_MOST_CHARACTERS = 60_000
_ALIKE = 0.45
"""Share of the larger box that two pieces of a line have in common: a bracket is lower than a letter."""
_GAP = 0.03
"""Of the page's side: the widest gap inside a line."""
_LARGEST_SIDE = 2400
_MEMORY = 2 * 1024**3
_SCANNED = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff")
_DOTS_PER_INCH = 200.0

Box = tuple[float, float, float, float]


def main() -> None:
    """One job from standard input to its end."""
    _limit_memory()
    job = json.loads(sys.stdin.buffer.readline())
    path = Path(job["path"])
    for line in _scan(path, job) if path.suffix.lower() in _SCANNED else _pdf(path, job):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _pdf(path: Path, job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    document = pdfium.PdfDocument(path)
    try:
        for number, quotes in job["pages"]:
            with contextlib.suppress(pdfium.PdfiumError, ValueError, IndexError, OSError):
                page = document[number - 1]
                try:
                    yield _drawn(page, number, quotes, job)
                finally:
                    page.close()
    finally:
        document.close()


def _drawn(page: Any, number: int, quotes: list[str], job: dict[str, Any]) -> dict[str, Any]:
    width, height = page.get_size()
    scale = min(job["dpi"] / _POINTS, _LARGEST_SIDE / max(width, height, 1.0))
    image = page.render(scale=scale).to_pil().convert("RGB")
    text = page.get_textpage()
    try:
        found = _Words(page, text, width, height)
        marks = [found.boxes(quote) for quote in quotes]
    finally:
        text.close()
    return {
        "page": number,
        "width": width,
        "height": height,
        "image": _packed(image, job["bytes"]),
        "marks": marks,
    }


def _scan(path: Path, job: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A picture of paper: its frames are its pages; what stands where only OCR knows."""
    Image.MAX_IMAGE_PIXELS = 100_000_000
    with Image.open(path) as image:
        for number, quotes in job["pages"]:
            with contextlib.suppress(EOFError, OSError, ValueError):
                image.seek(number - 1)
                frame = image.convert("RGB")
                width, height = (side * _POINTS / _DOTS_PER_INCH for side in frame.size)
                most = job["dpi"] / _POINTS * max(width, height)
                frame.thumbnail((most, most))
                yield {
                    "page": number,
                    "width": width,
                    "height": height,
                    "image": _packed(frame, job["bytes"]),
                    "marks": [[] for _ in quotes],
                }


def _packed(image: Image.Image, most: int) -> str:
    """WebP as base64, as good as `most` bytes allow."""
    data = b""
    for quality in (55, 35, 18):
        buffer = BytesIO()
        image.save(buffer, "WEBP", quality=quality, method=2)
        data = buffer.getvalue()
        if len(data) <= most:
            break
    return base64.b64encode(data).decode("ascii")


class _Words:
    """The characters of a page, searched after folding."""

    def __init__(self, page: Any, text: Any, width: float, height: float) -> None:
        self._page, self._text = page, text
        self._width, self._height = max(1, round(width * 10)), max(1, round(height * 10))
        count = min(text.count_chars(), _MOST_CHARACTERS)
        letters = [_letter(pdfium_c.FPDFText_GetUnicode(text.raw, index)) for index in range(count)]
        self._folded, self._offsets = fold_map("".join(letters))

    def boxes(self, quote: str) -> list[Box]:
        """Where the quote stands, a box per line; empty when it is not found."""
        wanted = fold(quote)
        if not wanted:
            return []
        at = self._folded.find(wanted)
        if at >= 0:
            return self._rectangles(at, len(wanted))
        return [box for start, length in self._pieces(wanted) for box in self._rectangles(start, length)]

    def _pieces(self, wanted: str) -> Iterator[tuple[int, int]]:
        """The longest pieces of a quote that stand on the page, in order."""
        rest, taken = wanted, 0
        while len(rest) >= _LEAST_PIECE and taken < _MOST_PIECES:
            low, high = 0, len(rest)
            while low < high:
                middle = (low + high + 1) // 2
                if rest[:middle] in self._folded:
                    low = middle
                else:
                    high = middle - 1
            if low >= _LEAST_PIECE:
                taken += 1
                yield self._folded.find(rest[:low]), low
                rest = rest[low:]
            else:
                rest = rest[max(1, low) :]

    def _rectangles(self, start: int, length: int) -> list[Box]:
        """Boxes of folded[start : start + length], as fractions of the picture."""
        first, last = self._offsets[start], self._offsets[start + length]
        raw = self._text.raw
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        return _lines(
            self._placed(left.value, top.value, right.value, bottom.value)
            for index in range(pdfium_c.FPDFText_CountRects(raw, first, last - first))
            if pdfium_c.FPDFText_GetRect(raw, index, left, top, right, bottom)
        )

    def _placed(self, left: float, top: float, right: float, bottom: float) -> Box:
        corners = [self._device(left, top), self._device(right, bottom)]
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        return (across[0], down[0], across[1], down[1])

    def _device(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page on the picture: rotation and crop box are pdfium's business."""
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium_c.FPDF_PageToDevice(self._page.raw, 0, 0, self._width, self._height, 0, x, y, across, down)
        return round(across.value / self._width, 4), round(down.value / self._height, 4)


def _lines(boxes: Iterable[Box]) -> list[Box]:
    """Neighbours on a line as one box: pdfium gives a box for every run of one font, kerning and all."""
    lines: list[Box] = []
    for box in boxes:
        if lines and (joined := _joined(lines[-1], box)):
            lines[-1] = joined
        else:
            lines.append(box)
    return lines


def _joined(one: Box, other: Box) -> Box | None:
    """Both as one when they touch: side by side on a line, or one below the other in a vertical column."""
    left, right = max(one[0], other[0]), min(one[2], other[2])
    top, bottom = max(one[1], other[1]), min(one[3], other[3])
    beside = bottom - top > _ALIKE * max(one[3] - one[1], other[3] - other[1]) and left - right < _GAP
    below = right - left > _ALIKE * max(one[2] - one[0], other[2] - other[0]) and top - bottom < _GAP / 4
    upright = one[3] - one[1] > 2 * (one[2] - one[0])
    if beside or (below and upright):
        return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
    return None


def _letter(code: int) -> str:
    """The character of a code of pdfium; what is none keeps its place."""
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\x00"


if __name__ == "__main__":
    main()
