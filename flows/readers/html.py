"""Web pages saved as files: headings, paragraphs, lists and tables; scripts, styles and menus are dropped.

The parser loads nothing from outside. The encoding is a mark at the file's head, else what the page declares,
else what its bytes look like. Cells that span rows or columns leave the places they cover empty.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree, html

from flows.model import Document, Origin
from flows.readers.assembly import Flow
from flows.readers.breaks import paragraphs_of
from flows.readers.encodings import decode
from flows.readers.heads import Rows
from flows.readers.options import MEGABYTE, ReadOptions
from flows.readers.unreadable import UnreadableDocumentError

_MAX_MB = 64
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([A-Za-z0-9_\-]{3,20})", re.IGNORECASE)
_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "nav", "svg", "iframe", "object", "select", "button"}
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "body", "header", "footer", "aside", "blockquote", "pre", "dl", "dt", "dd",
     "figure", "figcaption", "form", "fieldset", "address", "details", "summary", "center", "caption"}
)  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n]+")
_MAX_DEPTH = 200
_MAX_SPAN = 1000
_MAX_COLUMNS = 200


def read_html(path: Path, *, name: str, sha256: str, origin: Origin, options: ReadOptions) -> Document:
    """Read an HTML file. Raises UnreadableDocumentError."""
    flow = Flow(name, sha256, origin, "html", options)
    with path.open("rb") as file:
        data = file.read(_MAX_MB * MEGABYTE)
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii") if declared else None)
    root = _parse(text)
    title = next(root.iter("title"), None)
    flow.title = _SPACES.sub(" ", title.text or "").strip() if title is not None else ""
    body = next(root.iter("body"), root)
    writer = _Writer(flow)
    writer.descend(body)
    writer.finish()
    return flow.document()


def _parse(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocumentError(
            "broken",
            "は読み取れる内容のあるHTMLではありません。ブラウザーで開けるか確かめ、PDFで保存し直してください。",
        ) from error
    return root


class _Writer:
    """Gathers inline text until a block begins or ends."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._text: list[str] = []
        self._depth = 0
        self._lists = 0
        self._in_item = False

    def descend(self, element: html.HtmlElement) -> None:
        """Everything inside an element."""
        self._depth += 1
        if self._depth <= _MAX_DEPTH:
            self._gather(element.text)
            for item in element:
                if self._flow.full:
                    break
                self._take(item)
                self._gather(item.tail)
        else:
            self._flow.note_too_deep()
        self._depth -= 1

    def finish(self) -> None:
        """Write what has been gathered."""
        text, self._text = "".join(self._text), []
        for paragraph in paragraphs_of(text):
            if self._in_item:
                self._flow.item(paragraph, max(self._lists, 1))
                self._in_item = False
            else:
                self._flow.paragraph(paragraph)

    def _gather(self, text: str | None) -> None:
        if text:
            self._text.append(_SPACES.sub(" ", text))

    def _take(self, item: html.HtmlElement) -> None:
        tag = item.tag if isinstance(item.tag, str) else ""
        if tag in _DROPPED or not tag or "hidden" in item.attrib:
            return
        if tag == "br":
            self._text.append("\n")
        elif tag in _HEADINGS:
            self.finish()
            self._flow.heading(_SPACES.sub(" ", item.text_content()), _HEADINGS[tag])
        elif tag == "table":
            self._table(item)
        elif tag in ("ul", "ol"):
            self.finish()
            self._lists += 1
            self.descend(item)
            self.finish()
            self._lists -= 1
        elif tag == "li" or tag in _BLOCKS:
            self.finish()
            self._in_item = tag == "li"
            self.descend(item)
            self.finish()
            self._in_item = False
        else:
            self.descend(item)

    def _table(self, table: html.HtmlElement) -> None:
        self.finish()
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        if not rows or max(len(_cells(row)) for row in rows) < 2 or table.get("role") == "presentation":
            self.descend(table)
            self.finish()
            return
        heads = 0
        for row in rows:
            if not _cells(row) or any(cell.tag != "th" for cell in _cells(row)):
                break
            heads += 1
        self._flow.table(_grid(rows), heads or None)


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _grid(rows: list[html.HtmlElement]) -> Rows:
    """Cells by row and column, spans filled with empty cells."""
    grid: list[list[str]] = []
    covered: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        for cell in _cells(row):
            while covered.get(len(line), 0) > 0:
                line.append("")
            wide, high = min(_span(cell, "colspan"), _MAX_COLUMNS - len(line)), _span(cell, "rowspan")
            if wide <= 0:
                break
            for column in range(len(line), len(line) + wide):
                covered[column] = max(covered.get(column, 0), high)
            line.extend([_SPACES.sub(" ", cell.text_content()).strip(), *[""] * (wide - 1)])
        while covered.get(len(line), 0) > 0:
            line.append("")
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        grid.append(line)
    width = max(len(line) for line in grid)
    return tuple(tuple(line + [""] * (width - len(line))) for line in grid)


def _span(cell: html.HtmlElement, attribute: str) -> int:
    try:
        return min(max(int(cell.get(attribute) or 1), 1), _MAX_SPAN)
    except ValueError:
        return 1
