"""Papers set as PDF: covers, contents, chapters, ruled tables, schedules and measure sheets.

A paper is a list of elements, each a mapping of one key: what it is, and its words (samples/texts/*.yaml).

    cover, toc, h1, h2, h3, p, bullets, box, table, schedule, sheet, pair, break, gap

Hard cases: the bytes must be the same on every run (reportlab's `invariant`), the text must be extractable
everywhere (BIZ UD fonts, SIL OFL, embedded as subsets with a Unicode map), the printed page number begins
after the front pages as in real plans, and cells are merged: "<" joins the cell on the left, "^" the one above.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.tableofcontents import TableOfContents

Element = dict[str, Any]
Paper = dict[str, Any]

FONT_FOLDER = Path("/usr/share/fonts/truetype")
FONTS = {
    "Mincho": FONT_FOLDER / "bizud-mincho" / "BIZUDMincho-Regular.ttf",
    "Gothic": FONT_FOLDER / "bizud-gothic" / "BIZUDPGothic-Regular.ttf",
    "GothicBold": FONT_FOLDER / "bizud-gothic" / "BIZUDPGothic-Bold.ttf",
}
SHADE = colors.HexColor("#DCE6F1")
BAR = colors.HexColor("#9DC3E6")
LINE = 0.5
FRONT_KINDS = {"cover", "toc"}


def fonts_missing() -> list[str]:
    """Font files of the samples that this machine lacks."""
    return [str(path) for path in FONTS.values() if not path.is_file()]


def fonts_digest() -> str:
    """One hash over all font files: other versions of the fonts give other bytes."""
    digest = hashlib.sha256()
    for path in FONTS.values():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def register_fonts() -> None:
    """Make the fonts known to reportlab."""
    for name, path in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(path)))


class Styles:
    """Paragraph styles of a paper: `face` for the body, `size` in points."""

    def __init__(self, face: str = "Mincho", size: float = 10.5, leading: float = 1.7) -> None:
        self.size = size
        base = ParagraphStyle("base", fontName=face, fontSize=size, leading=size * leading, wordWrap="CJK")

        def style(name: str, parent: ParagraphStyle = base, **changes: Any) -> ParagraphStyle:
            return ParagraphStyle(name, parent=parent, **changes)

        self.p = style("p", firstLineIndent=size, spaceAfter=size * 0.3)
        self.plain = style("plain")
        self.bullets = style("bullets", leftIndent=size * 2, firstLineIndent=-size, spaceAfter=2)
        head = style("head", fontName="GothicBold", keepWithNext=1)
        self.h1 = style(
            "h1", head, fontSize=size * 1.6, leading=size * 2.3, spaceBefore=size, spaceAfter=size * 0.8
        )
        self.h2 = style("h2", head, fontSize=size * 1.25, leading=size * 1.9, spaceBefore=size, spaceAfter=4)
        self.h3 = style("h3", head, fontSize=size * 1.05, spaceBefore=size * 0.5, spaceAfter=2)
        self.center = style(
            "center", head, fontSize=size * 1.2, alignment=TA_CENTER, spaceBefore=size, spaceAfter=size * 0.6
        )
        self.right = style("right", alignment=TA_RIGHT)
        self.caption = style(
            "caption", fontName="Gothic", fontSize=9, leading=13, spaceBefore=6, keepWithNext=1
        )
        self.cell = style("cell", fontName="Gothic", fontSize=size * 0.85, leading=size * 1.25)
        self.cell_head = style("cell_head", self.cell, fontName="GothicBold", alignment=TA_CENTER)
        self.cell_right = style("cell_right", self.cell, alignment=TA_RIGHT)
        self.cell_center = style("cell_center", self.cell, alignment=TA_CENTER)
        self.title = style("title", head, fontSize=25, leading=40, alignment=TA_CENTER)
        self.subtitle = style("subtitle", head, fontSize=15, leading=26, alignment=TA_CENTER)
        self.toc = [
            style(
                f"toc{level}",
                fontName="Gothic",
                leftIndent=level * 14,
                leading=20,
                firstLineIndent=0,
                rightIndent=20,
            )
            for level in range(3)
        ]


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


def _spans(cells: list[list[str]]) -> list[tuple[Any, ...]]:
    """Merged cells: each cell with words, grown over "<" on its right and "^" below."""
    spans = []
    for row, line in enumerate(cells):
        for column, text in enumerate(line):
            if text in {"<", "^"}:
                continue
            right = column
            while right + 1 < len(line) and line[right + 1] == "<":
                right += 1
            below = row
            while below + 1 < len(cells) and cells[below + 1][column] == "^":
                below += 1
            if (right, below) != (column, row):
                spans.append(("SPAN", (column, row), (right, below)))
    return spans


def _text(value: object) -> str:
    return escape(str(value)).replace("\\n", "<br/>")


def ruled_table(
    cells: list[list[str]],
    head_rows: int,
    spec: Element,
    styles: Styles,
    extra: list[tuple[Any, ...]] = [],  # noqa: B006 - read only
) -> Table:
    """A ruled table; `spec` gives widths in mm and the right-aligned or centred columns."""
    right, center = spec.get("right", []), spec.get("center", [])

    def cell(row: int, column: int, text: str) -> Paragraph | str:
        if text in {"<", "^"}:
            return ""
        if row < head_rows:
            style = styles.cell_head
        elif column in right:
            style = styles.cell_right
        else:
            style = styles.cell_center if column in center else styles.cell
        return Paragraph(_text(text), style)

    data = [[cell(r, c, str(text)) for c, text in enumerate(line)] for r, line in enumerate(cells)]
    table = Table(data, colWidths=[w * mm for w in spec["widths"]], repeatRows=head_rows)
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), LINE, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            *([("BACKGROUND", (0, 0), (-1, head_rows - 1), SHADE)] if head_rows else []),
            *_spans([[str(text) for text in line] for line in cells]),
            *extra,
        ]
    )
    return table


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
            make: Callable[[Any], list[Flowable]] = getattr(self, f"_{kind}")
            story += make(content)
        return story

    def _cover(self, content: Element) -> list[Flowable]:
        styles = self.styles
        return [
            Spacer(1, 70 * mm),
            *[Paragraph(_text(line), styles.title) for line in content["title"]],
            *[Paragraph(_text(line), styles.subtitle) for line in content.get("subtitle", [])],
            Spacer(1, 80 * mm),
            Paragraph(_text(content["date"]), styles.subtitle),
            Paragraph(_text(content["by"]), styles.subtitle),
        ]

    def _toc(self, title: str) -> list[Flowable]:
        contents = TableOfContents(dotsMinLevel=0, levelStyles=self.styles.toc)
        return [Paragraph(_text(title), self.styles.subtitle), Spacer(1, 6 * mm), contents]

    def _h1(self, text: str) -> list[Flowable]:
        return [Paragraph(_text(text), self.styles.h1)]

    def _h2(self, text: str) -> list[Flowable]:
        return [Paragraph(_text(text), self.styles.h2)]

    def _h3(self, text: str) -> list[Flowable]:
        return [Paragraph(_text(text), self.styles.h3)]

    def _center(self, text: str) -> list[Flowable]:
        return [Paragraph(_text(text), self.styles.center)]

    def _right(self, text: str) -> list[Flowable]:
        return [Paragraph(_text(text), self.styles.right)]

    def _p(self, text: str) -> list[Flowable]:
        return [Paragraph(_text(text), self.styles.p)]

    def _plain(self, text: str) -> list[Flowable]:
        return [Paragraph(_text(text), self.styles.plain)]

    def _bullets(self, items: list[str]) -> list[Flowable]:
        return [Paragraph(_text(item), self.styles.bullets) for item in items]

    def _note(self, text: str) -> list[Flowable]:
        return [Paragraph(_text(text), self.styles.caption)]

    def _break(self, _: object) -> list[Flowable]:
        return [PageBreak()]

    def _gap(self, millimetres: float) -> list[Flowable]:
        return [Spacer(1, millimetres * mm)]

    def _box(self, text: str) -> list[Flowable]:
        table = Table([[Paragraph(_text(text), self.styles.center)]], colWidths=[150 * mm])
        table.setStyle([("BOX", (0, 0), (-1, -1), 1, colors.black), ("BACKGROUND", (0, 0), (-1, -1), SHADE)])
        return [Spacer(1, 2 * mm), table, Spacer(1, 3 * mm)]

    def _table(self, spec: Element) -> list[Flowable]:
        head = spec["head"]
        table = ruled_table(head + spec["rows"], len(head), spec, self.styles)
        return [*self._above(spec), table, Spacer(1, 3 * mm)]

    def _schedule(self, spec: Element) -> list[Flowable]:
        """工程表: the steps of each measure by fiscal year; "<" lets a step go on into the next year."""
        head = [spec["head"]]
        bars = [
            ("BACKGROUND", (column, row), (column, row), BAR)
            for row, line in enumerate(spec["rows"], start=1)
            for column, text in enumerate(line)
            if column >= spec["first_year"] and text
        ]
        table = ruled_table(head + spec["rows"], 1, spec, self.styles, bars)
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
            lines.append(Paragraph(_text(caption), self.styles.caption))
        if unit := spec.get("unit"):
            lines.append(
                Paragraph(_text(unit), ParagraphStyle("unit", self.styles.caption, alignment=TA_RIGHT))
            )
        return lines


def write(paper: Paper, path: Path) -> None:
    """Set the paper and write it to `path`."""
    PaperTemplate(path, paper).multiBuild(Setter(paper).flowables())
