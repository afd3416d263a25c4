"""A table's figures as a native chart: staff edit it in Word, its data in the workbook inside.

The chart holds nothing that the table over it does not say: the table is where every figure has its source. Colours and
fonts are those of the theme. In the workbook strings are strings, whatever they begin with, and equal figures give
equal bytes.
"""

import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from flows.model import Chart, DraftBlock
from flows.text import clean
from flows.writers.docx.oxml import Element, el, leaf, paragraph, root
from flows.writers.docx.package import Package, zip_entry

_NUMBER = re.compile(
    r"([△▲\-−]?)(\d[\d,]*(?:\.\d+)?)\s*(?:%|パーセント|ポイント|人|件|円|千円|万円|億円|回|台|校|課|世帯)?"
)
_COLOURS = ("accent1", "accent5", "accent4", "accent2", "tx2", "accent3")
_HOUR = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FONTS = re.compile(rb"<fonts.*?</fonts>", re.DOTALL)
_FONT = b'<fonts count="1"><font><sz val="10"/><name val="BIZ UDGothic"/></font></fonts>'
_HEIGHT_SHARE = 0.45
_EMU_PER_TWIP = 635
_MOST_SERIES = 6


@dataclass(frozen=True)
class Figures:
    """What a chart draws: names of the points, and of each series its values, None for a gap."""

    points: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]


def figures(block: DraftBlock) -> Figures | None:
    """The figures that are drawn of a table; None when no series has two of them, or there are too many series."""
    plan = block.chart
    if plan is None or not block.header_rows:
        return None
    rows = plan.rows or tuple(range(block.header_rows, len(block.rows)))
    table = {(at, column): number(cell.text) for at in rows for column, cell in enumerate(block.rows[at])}
    width = max((len(row) for row in block.rows), default=0)
    columns = plan.columns or tuple(
        c for c in range(1, width) if any(table.get((r, c)) is not None for r in rows)
    )
    heads = dict(zip(columns, _heads(block, columns), strict=True))
    names = {at: clean(block.rows[at][0].text) for at in rows}
    if plan.down:
        drawn = [(heads[c], tuple(table.get((r, c)) for r in rows)) for c in columns]
    else:
        drawn = [(names[r], tuple(table.get((r, c)) for c in columns)) for r in rows]
    series = tuple((name, values) for name, values in drawn if sum(value is not None for value in values) > 1)
    if not 0 < len(series) <= _MOST_SERIES:
        return None
    return Figures(tuple(names.values()) if plan.down else tuple(heads.values()), series)


def _heads(block: DraftBlock, columns: Sequence[int]) -> list[str]:
    """What the heads call each column: a head over several counts for all of them, what all share is left out."""
    levels = []
    for row in block.rows[: block.header_rows]:
        spread: list[str] = []
        for cell in row:
            spread.append(clean(cell.text) or (spread[-1] if spread else ""))
        levels.append([spread[column] if column < len(spread) else "" for column in columns])
    telling = [level for level in levels if len(set(level)) > 1] or levels[-1:]
    return [" ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*telling, strict=True)]


def number(text: str) -> float | None:
    """ "1,240件" → 1240.0, "△3.2" → -3.2; None for what is not one number with at most a unit."""
    match = _NUMBER.fullmatch(unicodedata.normalize("NFKC", clean(text)).strip())
    if match is None:
        return None
    value = float(match[2].replace(",", ""))
    return -value if match[1] else value


@dataclass
class Charts:
    """Adds charts to a package, each with its workbook."""

    package: Package
    style: str
    """The id of the paragraph style in which a figure stands."""
    _count: int = 0

    def paragraph(self, block: DraftBlock, title: str, width: int) -> Element | None:
        """The paragraph with the chart; None when the table has nothing to draw. `width` in twentieths of a point."""
        drawn = figures(block)
        if drawn is None or block.chart is None:
            return None
        kind = block.chart.kind
        self._count += 1
        name = f"word/charts/chart{self._count}.xml"
        book = f"word/embeddings/chart{self._count}.xlsx"
        self.package.add_bytes(book, "workbook", workbook(drawn), owner=name)
        key = self.package.add(name, "chart", _chart(drawn, kind))
        return paragraph(
            self.style, el("w:r", None, _drawing(self._count, key, _description(title, kind), width))
        )


def _description(title: str, kind: Chart) -> str:
    """The words for those who do not see the figure."""
    shape = "折れ線グラフ" if kind is Chart.LINE else "棒グラフ"
    return clean(f"「{title}」の{shape}。数値は上の表のとおり。" if title else f"上の表の{shape}。")


def _drawing(at: int, key: str, description: str, width: int) -> Element:
    across, down = str(width * _EMU_PER_TWIP), str(int(width * _EMU_PER_TWIP * _HEIGHT_SHARE))
    chart = root("c:chart", ("c", "r"))
    chart.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", key)
    data = el("a:graphicData", {"uri": "http://schemas.openxmlformats.org/drawingml/2006/chart"}, chart)
    inline = el(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        el("wp:extent", {"cx": across, "cy": down}),
        el("wp:effectExtent", {"l": "0", "t": "0", "r": "0", "b": "0"}),
        el("wp:docPr", {"id": str(at), "name": f"グラフ {at}", "descr": description}),
        el("wp:cNvGraphicFramePr"),
        el("a:graphic", None, data),
    )
    return el("w:drawing", None, inline)


def _chart(drawn: Figures, kind: Chart) -> Element:
    lines = kind is Chart.LINE
    series = [_series(drawn, at, lines=lines) for at in range(len(drawn.series))]
    common = (_v("c:varyColors", "0"), *series)
    axes = (el("c:axId", {"val": "111111111"}), el("c:axId", {"val": "222222222"}))
    if lines:
        body = el("c:lineChart", None, _v("c:grouping", "standard"), *common, _v("c:marker", "1"), *axes)
    else:
        shape = (_v("c:barDir", "col"), _v("c:grouping", "clustered"))
        body = el("c:barChart", None, *shape, *common, _v("c:gapWidth", "80"), *axes)
    plot = el("c:plotArea", None, el("c:layout"), body, *_axes())
    legend = el("c:legend", None, _v("c:legendPos", "b"), _v("c:overlay", "0"))
    chart = el(
        "c:chart",
        None,
        _v("c:autoTitleDeleted", "1"),
        plot,
        legend,
        _v("c:plotVisOnly", "1"),
        _v("c:dispBlanksAs", "gap"),
    )
    external = el("c:externalData", {"r:id": "rId1"}, _v("c:autoUpdate", "0"))
    parts = [
        _v("c:date1904", "0"),
        _v("c:lang", "ja-JP"),
        _v("c:roundedCorners", "0"),
        chart,
        _text(),
        external,
    ]
    return root("c:chartSpace", ("c", "a", "r"), parts)


def _v(name: str, value: str) -> Element:
    return el(name, {"val": value})


def _axes() -> tuple[Element, Element]:
    grid = el("c:majorGridlines", None, el("c:spPr", None, el("a:ln", {"w": "6350"}, _fill("accent6"))))

    def axis(name: str, own: str, other: str, place: str, *more: Element) -> Element:
        return el(
            name, None, _v("c:axId", own), el("c:scaling", None, _v("c:orientation", "minMax")), _v("c:delete", "0"),
            _v("c:axPos", place), *more, _v("c:majorTickMark", "none"), _v("c:minorTickMark", "none"),
            _v("c:tickLblPos", "nextTo"), el("c:spPr", None, el("a:ln", {"w": "6350"}, _fill("accent3"))),
            _v("c:crossAx", other), _v("c:crosses", "autoZero"),
        )  # fmt: skip

    form = el("c:numFmt", {"formatCode": "#,##0.##", "sourceLinked": "0"})
    return (
        axis("c:catAx", "111111111", "222222222", "b"),
        axis("c:valAx", "222222222", "111111111", "l", grid, form),
    )


def _fill(colour: str) -> Element:
    return el("a:solidFill", None, _v("a:schemeClr", colour))


def _text() -> Element:
    """Text of the chart: the theme's Gothic at 9 points."""
    faces = (el("a:latin", {"typeface": "+mj-lt"}), el("a:ea", {"typeface": "+mj-ea"}))
    look = el("a:defRPr", {"sz": "900"}, _fill("tx1"), *faces)
    words = el("a:p", None, el("a:pPr", None, look), el("a:endParaRPr", {"lang": "ja-JP"}))
    return el("c:txPr", None, el("a:bodyPr"), el("a:lstStyle"), words)


def _series(drawn: Figures, at: int, *, lines: bool) -> Element:
    name, values = drawn.series[at]
    colour = _COLOURS[at % len(_COLOURS)]
    row, last = at + 2, get_column_letter(len(values) + 1)
    stroke = el("a:ln", {"w": "28575", "cap": "rnd"}, _fill(colour), el("a:round"))
    look = el("c:spPr", None, stroke if lines else _fill(colour))
    marker = el(
        "c:marker", None, _v("c:symbol", "circle"), _v("c:size", "6"), el("c:spPr", None, _fill(colour))
    )
    label = _strings(f"Sheet1!$A${row}", (name,))
    points = _strings(f"Sheet1!$B$1:${last}$1", drawn.points)
    cached = [
        el("c:pt", {"idx": str(n)}, leaf("c:v", _plain(value)))
        for n, value in enumerate(values)
        if value is not None
    ]
    counted = el(
        "c:numCache", None, leaf("c:formatCode", "General"), _v("c:ptCount", str(len(values))), *cached
    )
    numbers = el("c:numRef", None, leaf("c:f", f"Sheet1!$B${row}:${last}${row}"), counted)
    return el(
        "c:ser", None, _v("c:idx", str(at)), _v("c:order", str(at)), el("c:tx", None, label), look,
        marker if lines else _v("c:invertIfNegative", "0"), el("c:cat", None, points), el("c:val", None, numbers),
        _v("c:smooth", "0") if lines else None,
    )  # fmt: skip


def _strings(place: str, texts: tuple[str, ...]) -> Element:
    cached = [el("c:pt", {"idx": str(at)}, leaf("c:v", text)) for at, text in enumerate(texts)]
    return el(
        "c:strRef",
        None,
        leaf("c:f", place),
        el("c:strCache", None, _v("c:ptCount", str(len(texts))), *cached),
    )


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def workbook(drawn: Figures) -> bytes:
    """The figures as a workbook of one sheet: names in the first row and column."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Sheet1")
    rows = [("", *drawn.points), *((name, *values) for name, values in drawn.series)]
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # never a formula, whatever it begins with
    made = BytesIO()
    book.save(made)
    return _fixed(made)


def _fixed(made: BytesIO) -> bytes:
    """The same workbook without the hour of its making, and with a font as the standard has it."""
    fixed = BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _HOUR.sub(b"2000-01-01T00:00:00Z", content)
            elif name == "xl/styles.xml":
                content = _FONTS.sub(_FONT, content)
            target.writestr(zip_entry(name), content)
    return fixed.getvalue()
