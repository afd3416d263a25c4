"""Characters of an open page as columns of numbers: their text, boxes and fonts, and where the paper lies.

Called for every character of a document, so each call counts: bare addresses, one array for all boxes, the font asked
for once in a run. Damaged files throw characters off the paper or to no number at all; such places are bounded here.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import suppress
from math import hypot, isfinite
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from flows.readers.pdf.native import Address, entry

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


_loose_box = entry("FPDFText_GetLooseCharBox", Address, ctypes.c_int, Address)
_unicode = entry("FPDFText_GetUnicode", Address, ctypes.c_int, result=ctypes.c_uint)
_no_unicode = entry("FPDFText_HasUnicodeMapError", Address, ctypes.c_int)
_matrix = entry("FPDFText_GetMatrix", Address, ctypes.c_int, Address)
_font_size = entry("FPDFText_GetFontSize", Address, ctypes.c_int, result=ctypes.c_double)
_font_info = entry("FPDFText_GetFontInfo", Address, ctypes.c_int, Address, ctypes.c_ulong, Address)
_text_object = entry("FPDFText_GetTextObject", Address, ctypes.c_int, result=Address)
_render_mode = entry("FPDFTextObj_GetTextRenderMode", Address)


class Placement:
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


def boxes_of(handle: int | None, count: int) -> Any:
    boxes = (ctypes.c_float * (4 * count))()
    address = ctypes.addressof(boxes)
    for i in range(count):
        _loose_box(handle, i, address)
        address += 16
    return boxes


def bounded(column: list[float]) -> list[float]:
    """The column itself, unless damage has thrown characters off the paper or to no number at all."""
    if isfinite(sum(column)) and max(column, default=0.0) < _FAR and min(column, default=0.0) > -_FAR:
        return column
    return [value if -_FAR < value < _FAR else -_FAR for value in column]


def text_of(raw: Any, handle: int | None, count: int) -> str:
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


def _runs_of(probe: _Probe, text: str, columns: tuple[list[float], ...]) -> Iterator[Run]:
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


def runs_of(handle: int | None, text: str, columns: tuple[list[float], ...]) -> tuple[Run, ...]:
    """The runs of a page's text."""
    return tuple(_runs_of(_Probe(handle), text, columns))


def unmapped(handle: int | None, count: int) -> int:
    """About how many of the page's characters have no Unicode value in their font: every n-th is asked."""
    step = max(1, count // 200)
    return step * len([i for i in range(0, count, step) if _no_unicode(handle, i) == 1])
