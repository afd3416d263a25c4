"""Charts of the new draft that the staff's file has not: put under their table as tracked insertions.

A chart is known by what it draws (kind, names, figures), never by its bytes, which every editor writes anew. It comes with
its part and its workbook under free names. Hard cases: the table has a chart with older figures (a part is not tracked:
the new chart comes below, the old one stays, a comment says so), staff removed the old chart (none comes back), staff
drew the same already, a chart that was offered before and rejected (never again), one that still waits and draws what
no longer holds (taken back, its parts too), a table before a section's end (the chart stays on the table's side of it).
"""

import hashlib
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from flows.model import BadInput
from flows.revisions.ooxml import Element, climb, el, get, is_a, qn
from flows.revisions.package import Package
from flows.revisions.reading import AUTHOR, PREFIX, own_mark
from flows.revisions.tracking import Stamp, mark_paragraph
from flows.revisions.withdrawing import remove_element

MARK = f"{PREFIX}g"
"""Begins the name under which the history remembers a chart."""
FIGURE = "図"
"""The name of the paragraph style in which a chart stands."""
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHAPE_ID = re.compile(rb"<(?:\w+:)?docPr\b[^>]*?\bid=[\"'](\d{1,9})[\"']")
_PLOTS = re.compile(r"\}(\w+)Chart$")


@dataclass(frozen=True)
class Drawn:
    """A chart that stands in a file."""

    paragraph: Element
    part: str
    name: str
    """The same for all that draws the same."""
    words: str
    """What it shows, for people."""


@dataclass
class Charts:
    """The charts of the staff's file, and those that come from the new draft."""

    canvas: Package
    ours: Package
    stamp: Stamp
    style: str
    """The id of the staff's paragraph style for figures; empty where there is none."""
    _last: int = field(init=False)

    def __post_init__(self) -> None:
        data = (data for name, data in self.canvas.parts.items() if name.startswith("word/"))
        self._last = max((int(found) for part in data for found in _SHAPE_ID.findall(part)), default=0)

    def copy(self, drawn: Drawn) -> Element:
        """The paragraph with the chart as a tracked insertion; the chart and its workbook are put into the file."""
        book = next(iter(self.ours.targets(drawn.part, "package")), None)
        part = self.canvas.put("word/charts/chart", ".xml", self.ours.parts[drawn.part], _CHART_TYPE)
        if book is not None:
            data = self.canvas.put("word/embeddings/chart", ".xlsx", self.ours.parts[book], _BOOK_TYPE)
            self.canvas.relate(part, "package", data, key=_book_key(self.ours, drawn.part))
        key = self.canvas.relate(self.canvas.main, "chart", part)
        drawing = deepcopy(next(drawn.paragraph.iter(qn("w:drawing"))))
        self._last += 1
        for shape in drawing.iter(qn("wp:docPr")):
            shape.set("id", str(self._last))
            shape.set("name", f"グラフ {self._last}")
        for chart in drawing.iter(qn("c:chart")):
            chart.set(qn("r:id"), key)
        made = el("w:p")
        if self.style:
            made.append(el("w:pPr", None, el("w:pStyle", {"w:val": self.style})))
        mark_paragraph(made, "w:ins", self.stamp)
        made.append(self.stamp.make("w:ins", el("w:r", None, drawing)))
        return made


def _book_key(package: Package, part: str) -> str:
    """The id by which a chart names its workbook."""
    return next((get(e, "r:id") for e in package.tree(part).iter(qn("c:externalData"))), "rId1")


def drawn_in(package: Package, root: Element) -> Iterator[Drawn]:
    """The charts in the text of a file, or of a part of it."""
    parts = package.by_key(package.main, "chart")
    for chart in root.iter(qn("c:chart")):
        paragraph, part = climb(chart, "w:p"), parts.get(get(chart, "r:id"))
        if paragraph is not None and part is not None:
            drawing = climb(chart, "w:drawing")
            shapes = (
                [] if drawing is None else [get(shape, "descr") for shape in drawing.iter(qn("wp:docPr"))]
            )
            try:
                yield Drawn(paragraph, part, name_of(package.tree(part)), "".join(shapes))
            except BadInput:
                continue  # a part that cannot be read is kept as it is


def name_of(chart: Element) -> str:
    """The name of all charts that draw this."""
    said: list[str] = []
    for plot in chart.iter():
        kind = _PLOTS.search(str(plot.tag))
        if kind is not None:
            said.append(kind[1])
            said += [value for series in plot.iter(qn("c:ser")) for value in _values(series)]
    return MARK + hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:20]


def _values(series: Element) -> Iterator[str]:
    for holder in ("c:tx", "c:cat", "c:val"):
        yield holder
        for point in series.iterfind(f"{qn(holder)}//{qn('c:pt')}"):
            text = "".join(str(each) for each in point.itertext()).strip()
            yield f"{get(point, 'idx')}={_plain(text) if holder == 'c:val' else text}"


def _plain(text: str) -> str:
    """Equal figures in equal letters: 12 and 12.0, 0.1 and 1E-1."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text


def behind(table: Element) -> list[Element]:
    """The paragraphs without text behind a table, up to one that ends a section."""
    found: list[Element] = []
    for following in table.itersiblings():
        words = any(True for _ in following.iter(qn("w:t"), qn("w:delText")))
        if (
            not is_a(following, "w:p")
            or words
            or following.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        ):
            break
        found.append(following)
    return found


def under(package: Package, table: Element) -> list[Drawn]:
    """The charts under a table."""
    return [drawn for paragraph in behind(table) for drawn in drawn_in(package, paragraph)]


def place_under(table: Element) -> Element:
    """What a chart under a table comes behind: the last picture there, else the table."""
    pictures = [each for each in behind(table) if each.find(f".//{qn('w:drawing')}") is not None]
    return pictures[-1] if pictures else table


def withdraw_charts(canvas: Package, ours: Package) -> bool:
    """Take back charts of ours that still wait and draw what the new draft does not; whether there were any."""
    new = {drawn.name for drawn in drawn_in(ours, ours.tree(ours.main))}
    waiting = [
        drawn
        for drawn in list(drawn_in(canvas, canvas.tree(canvas.main)))
        if own_mark(drawn.paragraph) is not None and _is_ours(drawn) and drawn.name not in new
    ]
    for drawn in waiting:
        remove_element(drawn.paragraph)
        if drawn.part not in {other.part for other in drawn_in(canvas, canvas.tree(canvas.main))}:
            for book in canvas.targets(drawn.part, "package"):
                if book.startswith("word/embeddings/"):
                    canvas.drop(book)
            canvas.drop(drawn.part)
    if waiting:
        canvas.touch(canvas.main)
    return bool(waiting)


def _is_ours(drawn: Drawn) -> bool:
    """Whether a paragraph is wholly ours: the chart in an insertion by us, and no text."""
    changes = [get(e, "w:author") for e in drawn.paragraph.iter(qn("w:ins")) if len(e)]
    words = any(True for _ in drawn.paragraph.iter(qn("w:t"), qn("w:delText")))
    return bool(changes) and set(changes) == {AUTHOR} and not words
