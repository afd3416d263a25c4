"""Papers set as PDF: covers, contents, chapters, ruled tables, schedules and measure sheets.

A paper is a list of elements, each a mapping of one key: what it is, and its words (samples/texts/*.yaml).

    cover, toc, h1, h2, h3, p, center, right, note, bullets, box, table, schedule, sheet, bars, break

Hard cases: the bytes must be the same on every run (reportlab's `invariant`), the text must be extractable
everywhere (BIZ UD fonts, SIL OFL, embedded as subsets with a Unicode map), the printed page number begins
after the front pages as in real plans, and cells are merged (samples/merging.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

from samples.merging import JOINS, merged
from samples.pdf_style import BAR, LINE, SHADE, Styles, ruled_table, words

Element = dict[str, Any]
Paper = dict[str, Any]

FRONT_KINDS = {"cover", "toc"}
PARAGRAPHS = {"h1", "h2", "h3", "p", "center", "right", "note"}
"""Elements that are one paragraph in the style of their name."""


class PaperTemplate(BaseDocTemplate):
    """Front pages without a number, then the body numbered from 1."""

    def __init__(self, path: Path, paper: Paper) -> None:
        size = landscape(A4) if paper.get("landscape") else A4
        super().__init__(
            str(path),
            pagesize=size,
            invariant=1,
            title=paper["title"],
            author=paper.get("author", "青凪市"),
            subject="架空の自治体の見本文書",
        )
        self.paper = paper
        self.front_pages: int | None = None
        margin = paper.get("margin", 22) * mm
        frame = Frame(margin, 20 * mm, size[0] - 2 * margin, size[1] - 42 * mm, 0, 0, 0, 0)
        templates = [PageTemplate("front", [frame]), PageTemplate("body", [frame], onPage=self._furnish)]
        has_front = next(iter(paper["body"][0])) in FRONT_KINDS
        self.addPageTemplates(templates if has_front else templates[::-1])

    def beforeDocument(self) -> None:  # noqa: N802 - reportlab's name
        self.front_pages = None

    def _furnish(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        if self.front_pages is None:
            self.front_pages = self.page - 1
        width, height = self.pagesize
        canvas.setFont("Gothic", 9)
        number = self.paper.get("page_number", "{}").format(self.page - self.front_pages)
        canvas.drawCentredString(width / 2, 10 * mm, number)
        if head := self.paper.get("running_head"):
            canvas.setFont("Gothic", 8)
            canvas.drawRightString(width - 18 * mm, height - 12 * mm, head)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        level = {"h1": 0, "h2": 1, "h3": 2}.get(getattr(getattr(flowable, "style", None), "name", ""))
        if level is None or level >= self.paper.get("toc_depth", 2) or self.front_pages is None:
            return
        text = flowable.getPlainText()
        self.notify("TOCEntry", (level, escape(text), self.page - self.front_pages))
        if self.paper.get("outline"):
            key = f"{self.page}-{text}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(text, key, level)


class Setter:
    """Turns the elements of one paper into reportlab's flowables."""

    def __init__(self, paper: Paper) -> None:
        self.styles = Styles(**paper.get("type", {}))
        self.paper = paper

    def flowables(self) -> list[Flowable]:
        """All elements in order; the body begins at the first element that is no front page."""
        story: list[Flowable] = []
        in_front = True
        for element in self.paper["body"]:
            ((kind, content),) = element.items()
            if in_front and kind not in FRONT_KINDS:
                in_front = False
                story += [NextPageTemplate("body"), PageBreak()] if story else []
            elif kind == "toc" or (kind == "h1" and self.paper.get("chapter_per_page")):
                story.append(PageBreak())
            story += self._set(kind, content)
        return story

    def _set(self, kind: str, content: Any) -> list[Flowable]:
        if kind in PARAGRAPHS:
            return [words(content, getattr(self.styles, kind))]
        make: Callable[[Any], list[Flowable]] = getattr(self, f"_{kind}")
        return make(content)

    def _cover(self, content: Element) -> list[Flowable]:
        styles = self.styles
        return [
            Spacer(1, 70 * mm),
            *[words(line, styles.title) for line in content["title"]],
            *[words(line, styles.subtitle) for line in content.get("subtitle", [])],
            Spacer(1, 80 * mm),
            words(content["date"], styles.subtitle),
            words(content["by"], styles.subtitle),
        ]

    def _toc(self, title: str) -> list[Flowable]:
        contents = TableOfContents(dotsMinLevel=0, levelStyles=self.styles.toc)
        return [words(title, self.styles.subtitle), Spacer(1, 6 * mm), contents]

    def _bullets(self, items: list[str]) -> list[Flowable]:
        return [words(item, self.styles.bullets) for item in items]

    def _break(self, _: object) -> list[Flowable]:
        return [PageBreak()]

    def _box(self, text: str) -> list[Flowable]:
        table = Table([[words(text, self.styles.center)]], colWidths=[150 * mm])
        table.setStyle([("BOX", (0, 0), (-1, -1), 1, colors.black), ("BACKGROUND", (0, 0), (-1, -1), SHADE)])
        return [Spacer(1, 2 * mm), table, Spacer(1, 3 * mm)]

    def _table(self, spec: Element) -> list[Flowable]:
        head = spec["head"]
        table = ruled_table(head + spec["rows"], len(head), spec, self.styles)
        return [*self._above(spec), table, Spacer(1, 3 * mm)]

    def _schedule(self, spec: Element) -> list[Flowable]:
        """工程表: the steps of each measure by fiscal year; "<" lets a step go on into the next year."""
        cells = [spec["head"], *spec["rows"]]
        last = {(top, left): right for top, left, _, right in merged(cells)}
        bars = [
            ("BACKGROUND", (column, row), (last.get((row, column), column), row), BAR)
            for row, line in enumerate(cells)
            for column, text in enumerate(line)
            if row and column >= spec["first_year"] and text and text not in JOINS
        ]
        table = ruled_table(cells, 1, spec, self.styles, bars)
        return [*self._above(spec), table, Spacer(1, 3 * mm)]

    def _sheet(self, spec: Element) -> list[Flowable]:
        """個票: labels on the left, what is planned on the right, the indicators below in a table of their own."""
        width = 166
        title = [[spec["title"], "<"]]
        form = ruled_table(
            title + [[label, text] for label, text in spec["fields"].items()],
            1,
            {"widths": [30, width - 30]},
            self.styles,
            [("BACKGROUND", (0, 1), (0, -1), SHADE)],
        )
        below = [self._table(part)[-2] for part in spec.get("tables", [])]
        return [KeepTogether([form, *below, Spacer(1, 6 * mm)])]

    def _bars(self, spec: Element) -> list[Flowable]:
        """A bar chart with the figure over each bar."""
        drawing = Drawing(160 * mm, 62 * mm)
        chart = VerticalBarChart()
        chart.x, chart.y, chart.width, chart.height = 16 * mm, 9 * mm, 138 * mm, 46 * mm
        chart.data, chart.categoryAxis.categoryNames = [spec["values"]], spec["labels"]
        chart.valueAxis.valueMin, chart.valueAxis.valueMax = 0, spec["top"]
        chart.valueAxis.valueStep = spec["top"] / 4
        chart.valueAxis.labelTextFormat = chart.barLabelFormat = spec.get("format", "{:,.0f}").format
        chart.bars[0].fillColor, chart.bars[0].strokeWidth = BAR, LINE
        chart.groupSpacing, chart.barLabels.nudge = 12, 8
        for labels in (chart.valueAxis.labels, chart.categoryAxis.labels, chart.barLabels):
            labels.fontName, labels.fontSize = "Gothic", 8
        drawing.add(chart)
        return [KeepTogether([*self._above(spec), drawing])]

    def _above(self, spec: Element) -> list[Flowable]:
        lines = []
        if caption := spec.get("caption"):
            lines.append(words(caption, self.styles.caption))
        if unit := spec.get("unit"):
            lines.append(words(unit, self.styles.unit))
        return lines


def write(paper: Paper, path: Path) -> None:
    """Set the paper and write it to `path`."""
    PaperTemplate(path, paper).multiBuild(Setter(paper).flowables())
