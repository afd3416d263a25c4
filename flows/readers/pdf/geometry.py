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

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from math import hypot, isfinite
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from flows.readers.pdf.drawing import Drawing, Fill, Ruling, drawing_of
from flows.readers.pdf.native import Address, address_of, entry
from flows.readers.unreadable import UnreadableDocumentError

__all__ = ["Fill", "PageGeometry", "Pdf", "Ruling", "Run", "open_pdf"]


_FAR = 20_000.0
"""Points; no paper is as large (the format ends at 14,400)."""
_LARGEST_SIZE = 5_000.0
_JAPANESE = re.compile(r"[\u3040-\U0010ffff]")
_VISIBLE = re.compile(r"\S")
_BOLD = re.compile(r"Bold|Heavy|Black|-[DEU]B")


class Run(NamedTuple):
    """Neighbouring characters `start` … `end`-1 of a line in one font size."""

    start: int
    end: int
    size: float
    """Height of the em on the page in points, after all scaling."""
    bold: bool
    font: str


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


_loose_box = entry("FPDFText_GetLooseCharBox", Address, ctypes.c_int, Address)
_unicode = entry("FPDFText_GetUnicode", Address, ctypes.c_int, result=ctypes.c_uint)
_no_unicode = entry("FPDFText_HasUnicodeMapError", Address, ctypes.c_int)
_matrix = entry("FPDFText_GetMatrix", Address, ctypes.c_int, Address)
_font_size = entry("FPDFText_GetFontSize", Address, ctypes.c_int, result=ctypes.c_double)
_font_info = entry("FPDFText_GetFontInfo", Address, ctypes.c_int, Address, ctypes.c_ulong, Address)
_text_object = entry("FPDFText_GetTextObject", Address, ctypes.c_int, result=Address)
_render_mode = entry("FPDFTextObj_GetTextRenderMode", Address)


def _read(page: Any, number: int) -> PageGeometry:
    place = _Placement(page)
    drawing: Drawing = drawing_of(page.raw, place.box)
    textpage = page.get_textpage()
    try:
        raw = textpage.raw
        count = max(0, pdfium.FPDFText_CountChars(raw))
        handle = address_of(raw)
        text = _text(raw, handle, count)
        x0, top, x1, bottom = (_bounded(column) for column in place.columns(_boxes(handle, count)))
        columns = x0, top, x1, bottom
        return PageGeometry(
            number,
            place.width,
            place.height,
            text,
            *columns,
            tuple(_runs(_Probe(handle), text, columns)),
            drawing.rulings,
            drawing.fills,
            drawing.images,
            drawing.others,
            sum(_no_unicode(handle, i) == 1 for i in range(0, count, max(1, count // 200)))
            * max(1, count // 200),
            drawing.shapes,
        )
    finally:
        textpage.close()


class _Placement:
    """From the coordinates of a page's content to points from the top left of what is shown."""

    def __init__(self, page: Any) -> None:
        self.left, self.low, self.right, self.high = page.get_bbox()
        self.rotation = page.get_rotation()
        width, height = self.right - self.left, self.high - self.low
        self.width, self.height = (height, width) if self.rotation in (90, 270) else (width, height)

    def columns(self, boxes: Any) -> tuple[list[float], list[float], list[float], list[float]]:
        """From a flat array left, top, right, bottom, … in content coordinates to x0, top, x1, bottom."""
        left, high, right, low = boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4]
        match self.rotation:
            case 90:
                return (
                    [y - self.low for y in low],
                    [x - self.left for x in left],
                    [y - self.low for y in high],
                    [x - self.left for x in right],
                )
            case 180:
                return (
                    [self.right - x for x in right],
                    [y - self.low for y in low],
                    [self.right - x for x in left],
                    [y - self.low for y in high],
                )
            case 270:
                return (
                    [self.high - y for y in high],
                    [self.right - x for x in right],
                    [self.high - y for y in low],
                    [self.right - x for x in left],
                )
        if self.left:
            left, right = [x - self.left for x in left], [x - self.left for x in right]
        return left, [self.high - y for y in high], right, [self.high - y for y in low]

    def box(self, left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
        """One rectangle, moved likewise."""
        if not self.rotation:
            return left - self.left, self.high - high, right - self.left, self.high - low
        x0, top, x1, bottom = self.columns((left, high, right, low))
        return x0[0], top[0], x1[0], bottom[0]


def _boxes(handle: int | None, count: int) -> Any:
    boxes = (ctypes.c_float * (4 * count))()
    address = ctypes.addressof(boxes)
    for i in range(count):
        _loose_box(handle, i, address)
        address += 16
    return boxes


def _bounded(column: list[float]) -> list[float]:
    """The column itself, unless damage has thrown characters off the paper or to no number at all."""
    if isfinite(sum(column)) and max(column, default=0.0) < _FAR and min(column, default=0.0) > -_FAR:
        return column
    return [value if -_FAR < value < _FAR else -_FAR for value in column]


def _text(raw: Any, handle: int | None, count: int) -> str:
    """Exactly one code point per character; the fast way in one call, if nothing was left out or added."""
    if not count:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    units = pdfium.FPDFText_GetText(raw, 0, count, buffer)
    text = bytes(memoryview(buffer)[: units - 1]).decode("utf-16-le", errors="replace") if units > 0 else ""
    marks = (0, count // 3, count // 2, count - 1)
    if len(text) == count and all(_unicode(handle, i) == ord(text[i]) for i in marks):
        return text
    return "".join(_character(_unicode(handle, i)) for i in range(count))


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _font_name(name: bytes) -> str:
    """Without the subset's prefix; old Japanese producers write Shift_JIS."""
    for encoding in ("utf-8", "cp932"):
        with suppress(UnicodeDecodeError):
            return name.decode(encoding).rpartition("+")[2]
    return ""


class _Probe:
    """Asks for the font of a character; one set of buffers for a page."""

    def __init__(self, handle: int | None) -> None:
        self.handle = handle
        self.matrix, self.name, self.flags = (
            (ctypes.c_float * 6)(),
            ctypes.create_string_buffer(128),
            ctypes.c_int(),
        )
        self.addresses = tuple(ctypes.addressof(each) for each in (self.matrix, self.name, self.flags))
        self.names: dict[bytes, str] = {}

    def run(self, text: str, start: int, end: int) -> Run:
        """The run from `start` to `end`."""
        # A Latin letter may come from another font than the Japanese words around it.
        found = _JAPANESE.search(text, start, end) or _VISIBLE.search(text, start, end)
        inked = found.start() if found else start
        matrix, name, flags = self.addresses
        _matrix(self.handle, inked, matrix)
        size = _font_size(self.handle, inked) * (hypot(self.matrix[2], self.matrix[3]) or 1.0)
        size = size if 0 < size < _LARGEST_SIZE else 1.0
        _font_info(self.handle, inked, name, 128, flags)
        font = self.names.get(self.name.value)
        if font is None:
            font = self.names[self.name.value] = _font_name(self.name.value)
        # Office programs embolden a font that has no bold cut by stroking its outline as well (render mode 2).
        bold = _render_mode(_text_object(self.handle, inked)) == 2 or bool(_BOLD.search(font))
        return Run(start, end, size, bold, font)


def _runs(probe: _Probe, text: str, columns: tuple[list[float], ...]) -> Iterator[Run]:
    """A run ends where the height of the boxes changes or the line ends."""
    start, height = 0, -1.0
    _, tops, _, bottoms = columns
    for i, (char, top, bottom) in enumerate(zip(text, tops, bottoms, strict=True)):
        if char <= " ":
            if char == "\n":
                height = -1.0
            continue
        # Where a font is not in the file, the box of its stand-in differs a little from character to character.
        if not -0.13 * height < bottom - top - height < 0.13 * height:
            if i > start and text[start:i].strip():
                yield probe.run(text, start, i)
                start = i
            height = bottom - top
    if text[start:].strip():
        yield probe.run(text, start, len(text))
