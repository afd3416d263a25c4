"""What is drawn on a page besides text: rulings, filled rectangles, images.

A border comes in many guises: a stroked line, a stroked rectangle, a filled rectangle a point thin, hundreds
of those in one path, all of it inside a form inside a form. Whatever it is, it ends as a `Ruling`, horizontal
or vertical. Thicker filled rectangles are kept with their colour: shaded heads and the bars of schedule
tables. Slanted lines and curves are only counted. The work per page is bounded (segments, objects, depth of
forms).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from flows.readers.pdf.native import Address, address_of, entry

Rectangle = tuple[float, float, float, float]
Place = Callable[[float, float, float, float], Rectangle]
"""(left, low, right, high) in content coordinates → (x0, top, x1, bottom) on the page."""
Matrix = tuple[float, float, float, float, float, float]

_THIN = 2.5
"""Points: a filled rectangle up to this thickness is a ruling."""
_SEGMENTS = 30_000
_OBJECTS = 50_000
_SHAPES = 2_000
_DEPTH = 6
_FAR = 20_000.0
"""Points; no paper is as large (the format ends at 14,400)."""
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Ruling(NamedTuple):
    """A horizontal (top == bottom) or vertical (x0 == x1) line (罫線), in points."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Lies flat."""
        return self.top == self.bottom


class Fill(NamedTuple):
    """A filled rectangle (塗りつぶし) with its colour."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: tuple[int, int, int]
    """Red, green, blue: 0–255."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All drawing on a page."""

    rulings: tuple[Ruling, ...]
    fills: tuple[Fill, ...]
    images: tuple[Rectangle, ...]
    others: int
    shapes: tuple[Fill, ...]
    """Boxes of filled figures that are no rectangles: arrows, rounded bars."""


@dataclass(slots=True)
class _Pen:
    place: Place
    rulings: list[Ruling] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: list[Rectangle] = field(default_factory=list)
    shapes: list[Fill] = field(default_factory=list)
    others: int = 0
    segments: int = 0
    objects: int = 0

    def piece(
        self,
        points: list[tuple[float, float]],
        closed: bool,
        colour: tuple[int, int, int] | None,
        stroked: bool,
    ) -> None:
        """One connected piece of a path."""
        box = _box(points)
        if _is_rectangle(points, closed or colour is not None):
            self.rectangle(box, colour, stroked)
        elif not stroked and min(box[2] - box[0], box[3] - box[1]) > _THIN:
            self.others += 1
            self.shape(box, colour)
        else:
            if closed and len(points) > 2:
                self.shape(box, colour)
            for (ax, ay), (bx, by) in pairwise([*points, points[0]] if closed else points):
                if abs(ax - bx) <= 1.0 or abs(ay - by) <= 1.0:
                    self.line(*self.place(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
                else:
                    self.others += 1

    def rectangle(self, box: Rectangle, colour: tuple[int, int, int] | None, stroked: bool) -> None:
        """A rectangle: thin → ruling; stroked → four of them; filled → fill."""
        x0, top, x1, bottom = self.place(*box)
        wide, high = x1 - x0, bottom - top
        if not _is_near(x0, top, x1, bottom):
            return
        if high <= _THIN or wide <= _THIN:
            if stroked or colour is not None:
                self.line(x0, top, x1, bottom)
            return
        if stroked:
            for edge in (
                (x0, top, x1, top),
                (x0, bottom, x1, bottom),
                (x0, top, x0, bottom),
                (x1, top, x1, bottom),
            ):
                self.rulings.append(Ruling(*edge))
        if colour is not None:
            self.fills.append(Fill(x0, top, x1, bottom, colour))

    def shape(self, box: Rectangle, colour: tuple[int, int, int] | None) -> None:
        """A figure that is no rectangle, by its box; outlines alone count as white."""
        x0, top, x1, bottom = self.place(*box)
        if min(x1 - x0, bottom - top) > _THIN and len(self.shapes) < _SHAPES:
            self.shapes.append(Fill(x0, top, x1, bottom, colour or (255, 255, 255)))

    def line(self, x0: float, top: float, x1: float, bottom: float) -> None:
        """A line or thin bar, laid along its middle; what is shorter than a dot is dropped."""
        wide, high = x1 - x0, bottom - top
        if max(wide, high) < 1.0 or not _is_near(x0, top, x1, bottom):
            return
        if wide >= high:
            self.rulings.append(Ruling(x0, (top + bottom) / 2, x1, (top + bottom) / 2))
        else:
            self.rulings.append(Ruling((x0 + x1) / 2, top, (x0 + x1) / 2, bottom))


_count_objects = entry("FPDFPage_CountObjects", Address)
_get_object = entry("FPDFPage_GetObject", Address, ctypes.c_int, result=Address)
_type = entry("FPDFPageObj_GetType", Address)
_count_inner = entry("FPDFFormObj_CountObjects", Address)
_get_inner = entry("FPDFFormObj_GetObject", Address, ctypes.c_ulong, result=Address)
_count_segments = entry("FPDFPath_CountSegments", Address)
_get_segment = entry("FPDFPath_GetPathSegment", Address, ctypes.c_int, result=Address)
_segment_type = entry("FPDFPathSegment_GetType", Address)
_segment_point = entry("FPDFPathSegment_GetPoint", Address, Address, Address)
_segment_close = entry("FPDFPathSegment_GetClose", Address)
_draw_mode = entry("FPDFPath_GetDrawMode", Address, Address, Address)
_fill_colour = entry("FPDFPageObj_GetFillColor", Address, Address, Address, Address, Address)
_object_matrix = entry("FPDFPageObj_GetMatrix", Address, Address)
_object_bounds = entry("FPDFPageObj_GetBounds", Address, Address, Address, Address, Address)


def _is_near(*values: float) -> bool:
    """On some paper: damage throws things to the other end of the world, or to no number at all."""
    return all(-_FAR < value < _FAR for value in values)


def drawing_of(page: Any, place: Place) -> Drawing:
    """All drawing on an open page."""
    pen = _Pen(place)
    handle = address_of(page)
    for i in range(min(_count_objects(handle), _OBJECTS)):
        item = _get_object(handle, i)
        if (kind := _type(item)) != pdfium.FPDF_PAGEOBJ_TEXT:
            _draw(pen, item, kind, _IDENTITY, 0)
    return Drawing(tuple(pen.rulings), tuple(pen.fills), tuple(pen.images), pen.others, tuple(pen.shapes))


def _draw(pen: _Pen, item: int, kind: int, matrix: Matrix, depth: int) -> None:
    pen.objects += 1
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        _path(pen, item, matrix)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        box = pen.place(*_bounds(item, matrix))
        if _is_near(*box):
            pen.images.append(box)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
        inner = _times(_matrix(item), matrix)
        for i in range(_count_inner(item)):
            if pen.objects > _OBJECTS:
                return
            part = _get_inner(item, i)
            _draw(pen, part, _type(part), inner, depth + 1)


def _path(pen: _Pen, item: int, matrix: Matrix) -> None:
    count = _count_segments(item)
    pen.segments += count
    if pen.segments > _SEGMENTS:
        pen.others += 1
        return
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    _draw_mode(item, ctypes.addressof(mode), ctypes.addressof(stroke))
    filled, stroked = mode.value != pdfium.FPDF_FILLMODE_NONE, bool(stroke.value)
    colour = _colour(item) if filled else None
    if colour is None and not stroked:
        return
    if count <= 5 and not stroked:
        # Most paths are a single thin bar: its box says all.
        box = _bounds(item, matrix)
        if box[2] - box[0] <= _THIN or box[3] - box[1] <= _THIN:
            pen.line(*pen.place(*box))
            return
    whole = _times(_matrix(item), matrix)
    for points, closed in _subpaths(item, count):
        if points is None:
            pen.others += 1
            pen.shape(_bounds(item, matrix), colour)
            return
        pen.piece([_apply(whole, x, y) for x, y in points], closed, colour, stroked)


def _subpaths(item: int, count: int) -> Iterator[tuple[list[tuple[float, float]] | None, bool]]:
    """The pieces of a path as points; None for one with a curve in it."""
    points: list[tuple[float, float]] = []
    spot = (ctypes.c_float * 2)()
    x = ctypes.addressof(spot)
    for i in range(count):
        segment = _get_segment(item, i)
        kind = _segment_type(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            yield None, False
            return
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, False
            points = []
        _segment_point(segment, x, x + 4)
        points.append((spot[0], spot[1]))
        if _segment_close(segment):
            yield points, True
            points = []
    if points:
        yield points, False


def _is_rectangle(points: list[tuple[float, float]], closed: bool) -> bool:
    """Four corners (a fifth point back at the first), sides along the axes."""
    corners = points[:-1] if len(points) == 5 and _near(points[0], points[4]) else points
    if len(corners) != 4 or not (closed or len(points) == 5):
        return False
    return all(
        abs(a[0] - b[0]) < 0.5 or abs(a[1] - b[1]) < 0.5
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True)
    )


def _near(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) < 0.5 and abs(a[1] - b[1]) < 0.5


def _colour(item: int) -> tuple[int, int, int] | None:
    """The fill's colour; None if it is fully transparent."""
    channels = (ctypes.c_uint * 4)()
    red = ctypes.addressof(channels)
    if not _fill_colour(item, red, red + 4, red + 8, red + 12):
        return (0, 0, 0)
    return (channels[0], channels[1], channels[2]) if channels[3] else None


def _bounds(item: int, matrix: Matrix) -> Rectangle:
    edges = (ctypes.c_float * 4)()
    left = ctypes.addressof(edges)
    _object_bounds(item, left, left + 4, left + 8, left + 12)
    x0, low, x1, high = edges
    if matrix is _IDENTITY:
        return x0, low, x1, high
    return _box([_apply(matrix, x, y) for x, y in ((x0, low), (x1, low), (x0, high), (x1, high))])


def _matrix(item: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    if not _object_matrix(item, ctypes.addressof(values)):
        return _IDENTITY
    a, b, c, d, e, f = values
    return a, b, c, d, e, f


def _times(first: Matrix, then: Matrix) -> Matrix:
    if first == _IDENTITY:
        return then
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(points: list[tuple[float, float]]) -> Rectangle:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
