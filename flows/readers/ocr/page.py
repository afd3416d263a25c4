"""A picture of a page → lines in points, and a PageGeometry as a digital page would have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin
from statistics import median
from typing import TYPE_CHECKING, Any

from flows.readers.ocr.engine import LONGEST_SIDE, engine
from flows.readers.ocr.lines import OcrLine, in_reading_order, without_look_alikes
from flows.readers.pdf.geometry import PageGeometry, Ruling, Run
from flows.readers.pdf.tables.lattice import Line, lattices

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST_SLOPE = 0.2
"""Degrees: a page less askew is left as it is."""
_MOST_SLOPE = 10.0
_POOR = 0.9
"""Confidence under which a page may lie upside down."""
_LEAST_SIDE = 320
"""Pixels of the shorter side of what is given to the engine."""
_LEAST_RULING = 30.0
"""Points: shorter strokes are parts of characters."""
_THICKEST_RULING = 4.0


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page read by OCR: its geometry as if it were digital, and how sure each character is."""

    geometry: PageGeometry
    confidences: tuple[float, ...]
    """By character of `geometry.text`, 0–1."""

    def confidence(self, start: int = 0, end: int | None = None) -> float:
        """The mean over a range of characters; 0 where there are none."""
        part = self.confidences[start:end]
        return round(sum(part) / len(part), 3) if part else 0.0


def recognise(image: Image, width: float = 0.0, height: float = 0.0) -> tuple[OcrLine, ...]:
    """The lines of a picture in reading order; none on a blank page.

    Places are points of a page of `width` × `height` points, or pixels of the picture where no size is given.
    Raises ImportError without the extra `ocr`: ask `available()` first.
    """
    width, height = width or float(image.width), height or float(image.height)
    pixels = _pixels(image)
    return _read_upright(pixels, *_ground(image, pixels, width, height))[1]


def recognise_page(image: Image, number: int, width: float, height: float) -> RecognisedPage:
    """The same with the rulings of its tables, as the geometry of page `number`."""
    pixels = _pixels(image)
    ground = _ground(image, pixels, width, height)
    pixels, lines, slope = _read_upright(pixels, *ground)
    rulings = _rulings(pixels, slope, *ground)
    return as_geometry(by_cells(lines, rulings), number, width, height, rulings)


def by_cells(lines: Sequence[OcrLine], rulings: Sequence[Ruling]) -> list[OcrLine]:
    """Lines of a table cell by cell, as a digital page has them, at the place of the table's first line."""
    grids = lattices(
        [Line(r.top, r.x0, r.x1) for r in rulings if r.horizontal],
        [Line(r.x0, r.top, r.bottom) for r in rulings if not r.horizontal],
    )
    keys: list[tuple[int, ...]] = []
    first: dict[int, int] = {}
    for i, line in enumerate(lines):
        x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
        table = next((k for k, grid in enumerate(grids) if grid.cell_at(x, y)), None)
        cell = None if table is None else grids[table].cell_at(x, y)
        keys.append(
            (i,) if table is None or cell is None else (first.setdefault(table, i), cell.row, cell.column, i)
        )
    return [lines[i] for i in sorted(range(len(lines)), key=keys.__getitem__)]


def _pixels(image: Image) -> Any:
    """Blue, green, red as the engine wants them, reduced to a bounded size.

    The engine enlarges a picture until its shorter side is long enough, so a strip a few pixels wide would grow
    beyond all bounds: strips are set on a white ground first.
    """
    import numpy  # noqa: PLC0415 - comes with the extra
    from PIL import Image as Images  # noqa: PLC0415 - likewise

    bounded = image.convert("RGB")
    bounded.thumbnail((2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
    least = max(_LEAST_SIDE, max(bounded.size) // 3)
    if min(bounded.size) < least:
        ground = Images.new("RGB", (max(bounded.width, least), max(bounded.height, least)), "white")
        ground.paste(bounded, (0, 0))
        bounded = ground
    return numpy.ascontiguousarray(numpy.asarray(bounded)[:, :, ::-1])


def _ground(image: Image, pixels: Any, width: float, height: float) -> tuple[float, float]:
    """The size in points of the ground on which the picture was set."""
    high, wide = pixels.shape[:2]
    shrunk = min(1.0, 2 * LONGEST_SIDE / max(image.size))
    return width * wide / max(1, round(image.width * shrunk)), height * high / max(
        1, round(image.height * shrunk)
    )


def _read_upright(pixels: Any, width: float, height: float) -> tuple[Any, tuple[OcrLine, ...], float]:
    """The page as it is, or upside down if that reads better: then the turned picture comes back.

    A page lying on its side is read by the engine from one side; upside down, that is the other.
    """
    lines, slope = _read(pixels, width, height)
    if not lines or _certainty(lines) / sum(len(line.text) for line in lines) > _POOR:
        return pixels, lines, slope
    turned = pixels[::-1, ::-1].copy()
    others, other_slope = _read(turned, width, height)
    return (turned, others, other_slope) if _certainty(others) > _certainty(lines) else (pixels, lines, slope)


def _certainty(lines: Sequence[OcrLine]) -> float:
    """How many characters one may count on."""
    return sum(line.confidence * len(line.text) for line in lines)


def _read(pixels: Any, width: float, height: float) -> tuple[tuple[OcrLine, ...], float]:
    high, wide = pixels.shape[:2]
    found = engine()(pixels)
    if found.boxes is None or not found.txts:
        return (), 0.0
    corners = [[(float(x) * width / wide, float(y) * height / high) for x, y in box] for box in found.boxes]
    slope = slope_of(corners)
    lines = [
        OcrLine(without_look_alikes(text.strip()), *_box(quad, slope, width, height), round(float(score), 3))
        for quad, text, score in zip(corners, found.txts, found.scores, strict=True)
        if text.strip()
    ]
    return tuple(in_reading_order(lines)), slope


Quad = Sequence[tuple[float, float]]


def slope_of(quads: Sequence[Quad]) -> float:
    """By how many degrees the page stands askew: the median over its long lines."""
    # Lengths are relative: places may be points or pixels.
    longest = max(b[0] - a[0] for a, b, *_ in quads)
    slopes = [
        degrees(atan2(b[1] - a[1], b[0] - a[0]))
        for a, b, *_ in quads
        if b[0] - a[0] > 0.4 * longest and abs(b[1] - a[1]) < 0.2 * (b[0] - a[0])
    ]
    slope = median(slopes) if len(slopes) > 2 else 0.0
    return slope if _LEAST_SLOPE < abs(slope) < _MOST_SLOPE else 0.0


def _box(quad: Quad, slope: float, width: float, height: float) -> tuple[float, float, float, float]:
    """The box around a quadrilateral once the page is levelled about its middle."""
    c, s = cos(radians(-slope)), sin(radians(-slope))
    across, down = width / 2, height / 2
    moved = [
        ((x - across) * c - (y - down) * s + across, (x - across) * s + (y - down) * c + down)
        for x, y in quad
    ]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2)


def _rulings(pixels: Any, slope: float, width: float, height: float) -> tuple[Ruling, ...]:
    """Long straight strokes of the picture: what is left after opening it with a long thin element."""
    import cv2  # noqa: PLC0415 - comes with the extra

    high, wide = pixels.shape[:2]
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    if slope:
        turn = cv2.getRotationMatrix2D((wide / 2, high / 2), slope, 1.0)
        grey = cv2.warpAffine(grey, turn, (wide, high), borderValue=255)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    scale_x, scale_y = width / wide, height / high
    found: list[Ruling] = []
    for flat in (True, False):
        length = int(_LEAST_RULING / (scale_x if flat else scale_y))
        element = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if flat else (1, length))
        strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, element)
        _, _, stats, _ = cv2.connectedComponentsWithStats(strokes)
        for x, y, w, h, _ in stats[1:]:
            x0, top, x1, bottom = x * scale_x, y * scale_y, (x + w) * scale_x, (y + h) * scale_y
            if flat and bottom - top <= _THICKEST_RULING:
                found.append(Ruling(x0, (top + bottom) / 2, x1, (top + bottom) / 2))
            elif not flat and x1 - x0 <= _THICKEST_RULING:
                found.append(Ruling((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
    return tuple(found)


def as_geometry(
    lines: Sequence[OcrLine], number: int, width: float, height: float, rulings: Sequence[Ruling] = ()
) -> RecognisedPage:
    """Recognised lines as the geometry of a page: characters spread evenly over their line."""
    text: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    confidences: list[float] = []
    runs: list[Run] = []
    for line in lines:
        x0, top, x1, bottom = line.bbox
        shares = _shares(line.text)
        runs.append(Run(len(text), len(text) + len(line.text), _size(line), False, ""))
        for char, (a, b) in zip(line.text, shares, strict=True):
            text.append(char)
            if line.vertical:
                boxes.append((x0, top + a * (bottom - top), x1, top + b * (bottom - top)))
            else:
                boxes.append((x0 + a * (x1 - x0), top, x0 + b * (x1 - x0), bottom))
            confidences.append(line.confidence)
        text += "\r\n"
        boxes += [(x1, top, x1, bottom)] * 2
        confidences += [line.confidence] * 2
    x0s, tops, x1s, bottoms = (
        (list(column) for column in zip(*boxes, strict=True)) if boxes else ([], [], [], [])
    )
    geometry = PageGeometry(
        number=number,
        width=width,
        height=height,
        text="".join(text),
        x0=x0s,
        top=tops,
        x1=x1s,
        bottom=bottoms,
        runs=tuple(runs),
        rulings=tuple(rulings),
        fills=(),
        images=(),
        other_paths=0,
        unmapped=0,
    )
    return RecognisedPage(geometry, tuple(confidences))


def _shares(text: str) -> list[tuple[float, float]]:
    """Where each character begins and ends on its line, 0–1: narrow ones take half the room."""
    widths = [0.5 if char < "\u2000" else 1.0 for char in text]
    total, at, out = sum(widths), 0.0, []
    for width in widths:
        out.append((at / total, (at + width) / total))
        at += width
    return out


def _size(line: OcrLine) -> float:
    """Font size: the box of a line is a little higher than its em."""
    x0, top, x1, bottom = line.bbox
    return round(0.85 * min(x1 - x0, bottom - top) * 2) / 2
