"""How the PDF papers look: paragraph styles and ruled tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, Table

from samples.merging import JOINS, merged

SHADE = colors.HexColor("#DCE6F1")
BAR = colors.HexColor("#9DC3E6")
LINE = 0.5
"""Points."""


def words(text: object, style: ParagraphStyle) -> Paragraph:
    """A paragraph; a backslash and n in the text begin a new line."""
    return Paragraph(escape(str(text)).replace("\\n", "<br/>"), style)


class Styles:
    """Paragraph styles of a paper: `face` for the body, `size` in points."""

    def __init__(self, face: str = "Mincho", size: float = 10.5, leading: float = 1.7) -> None:
        self.size = size
        base = ParagraphStyle("base", fontName=face, fontSize=size, leading=size * leading, wordWrap="CJK")

        def style(name: str, parent: ParagraphStyle = base, **changes: Any) -> ParagraphStyle:
            return ParagraphStyle(name, parent=parent, **changes)

        self.p = style("p", firstLineIndent=size, spaceAfter=size * 0.3)
        self.bullets = style("bullets", leftIndent=size * 2, firstLineIndent=-size, spaceAfter=2)
        head = style("head", fontName="GothicBold", keepWithNext=1)
        self.h1 = style(
            "h1", head, fontSize=size * 1.6, leading=size * 2.3, spaceBefore=size, spaceAfter=size * 0.8
        )
        self.h2 = style("h2", head, fontSize=size * 1.25, leading=size * 1.9, spaceBefore=size, spaceAfter=4)
        self.h3 = style("h3", head, fontSize=size * 1.05, spaceBefore=size * 0.5, spaceAfter=2)
        self.center = style(
            "center", head, fontSize=size * 1.2, alignment=TA_CENTER, spaceBefore=size, spaceAfter=size * 1.4
        )
        self.right = style("right", alignment=TA_RIGHT, spaceAfter=size * 0.8)
        self.caption = style(
            "caption", fontName="Gothic", fontSize=9, leading=13, spaceBefore=6, keepWithNext=1
        )
        self.note = style("note", self.caption, keepWithNext=0)
        self.unit = style("unit", self.caption, alignment=TA_RIGHT)
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


def ruled_table(
    cells: list[list[str]],
    head_rows: int,
    spec: dict[str, Any],
    styles: Styles,
    extra: Sequence[tuple[Any, ...]] = (),
) -> Table:
    """A ruled table; `spec` gives widths in mm and the right-aligned or centred columns."""
    aligned, center = spec.get("right", []), spec.get("center", [])

    def cell(row: int, column: int, text: str) -> Paragraph | str:
        if text in JOINS:
            return ""
        if row < head_rows:
            style = styles.cell_head
        elif column in aligned:
            style = styles.cell_right
        else:
            style = styles.cell_center if column in center else styles.cell
        return words(text, style)

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
            *[("SPAN", (left, top), (right, below)) for top, left, below, right in merged(cells)],
            *extra,
        ]
    )
    return table
