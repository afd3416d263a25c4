"""The body of a Word file, walked in order: paragraphs, headings, items, tables, text boxes, notes.

A paragraph whose end mark was deleted under change tracking runs on into the next one. A table of one cell is a
frame and its content is body. A table inside a cell comes as a table of its own after the outer one. Text boxes
and notes come right after the paragraph that holds their anchor. Lines of the contents (目次) stay out of the
body.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from flows.readers.assembly import Flow
from flows.readers.breaks import paragraphs_of
from flows.readers.docx.grid import grid, sole_cell
from flows.readers.docx.inline import Inline, Line
from flows.readers.docx.names import child, local, number, value
from flows.readers.docx.numbering import Numbering
from flows.readers.docx.styles import Style, Styles, is_contents_part, outline_of
from flows.text import clean

_CONTAINERS = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag", "Choice", "tc"})
_MAX_NESTING = 30


class Walker:
    """Walks one document into a Flow."""

    def __init__(
        self,
        flow: Flow,
        styles: Styles,
        numbering: Numbering,
        notes: dict[tuple[str, str], _Element],
        max_cells: int,
    ) -> None:
        self.diagrams: list[str] = []
        self._flow, self._styles, self._numbering, self._notes = flow, styles, numbering, notes
        self._inline = Inline(styles)
        self._max_cells = max_cells
        self._carried = ""
        self._nesting = 0
        self._in_title: bool | None = None

    def story(self, element: _Element, contents: bool = False) -> None:
        """Everything block-level under `element`; `contents`: it is a table of contents."""
        self._nesting += 1
        if self._nesting <= _MAX_NESTING:
            for item in element:
                if self._flow.full:
                    break
                self._block(item, contents)
        else:
            self._flow.note_too_deep()
        self._nesting -= 1

    def _block(self, item: _Element, contents: bool) -> None:
        name = local(item)
        if name == "p":
            self._paragraph(item, contents)
        elif name == "tbl":
            self._table(item, contents)
        elif name == "sdt":
            properties, content = child(item, "sdtPr"), child(item, "sdtContent")
            if content is not None and child(properties, "showingPlcHdr") is None:
                self.story(content, contents or is_contents_part(properties))
        elif name == "AlternateContent":
            branch = child(item, "Choice")
            branch = child(item, "Fallback") if branch is None else branch
            if branch is not None:
                self.story(branch, contents)
        elif name in _CONTAINERS:
            self.story(item, contents)

    def _paragraph(self, paragraph: _Element, contents: bool) -> None:
        properties = child(paragraph, "pPr")
        identity = value(child(properties, "pStyle"))
        style = self._styles.get(identity)
        level = self._level(properties, style)
        if level is not None and not style.is_contents:
            self._inline.fields.close_all()
        in_contents = contents or style.is_contents or self._inline.fields.in_contents
        line = self._inline.read(paragraph, style.hidden)
        in_contents = in_contents or self._inline.fields.in_contents
        text, self._carried = self._carried + line.text, ""
        if child(child(properties, "rPr"), "del") is not None:
            self._carried = text
        elif in_contents:
            self._flow.aside(text)
        elif text.strip():
            self._write(text, properties, identity, style, level)
        self._hanging(line)

    def _write(
        self, text: str, properties: _Element | None, identity: str | None, style: Style, level: int | None
    ) -> None:
        number_text, depth = self._number(properties, identity, style)
        if level is not None:
            self._in_title = False
            self._flow.heading(number_text + text.strip(), level)
            return
        if style.is_title and self._in_title in (None, True):
            self._flow.title += text.strip()
            self._in_title = True
        elif self._in_title:
            self._in_title = False
        for index, part in enumerate(paragraphs_of(clean(text))):
            if depth is not None:
                self._flow.item((number_text if index == 0 else "") + part, depth)
            else:
                self._flow.paragraph(part)

    def _level(self, properties: _Element | None, style: Style) -> int | None:
        """1–9 for a heading."""
        level = outline_of(properties)
        level = style.outline if level is None else level
        return level if level is not None and 1 <= level <= 9 else None

    def _number(
        self, properties: _Element | None, identity: str | None, style: Style
    ) -> tuple[str, int | None]:
        """The paragraph's number as written and its depth in the list (1 = outermost); None: in no list."""
        own = child(properties, "numPr")
        listed = value(child(own, "numId")) or style.numbering
        if listed in (None, "0") or self._numbering.level(listed or "", 0) is None:
            return "", None
        depth = number(child(own, "ilvl"))
        depth = style.depth if depth is None else depth
        if depth is None:
            depth = self._numbering.depth_of(listed or "", identity)
        return self._numbering.next(listed or "", depth), min(max(depth, 0), 8) + 1

    def _hanging(self, line: Line) -> None:
        for box in line.boxes:
            self.story(box)
        for kind, identity in line.notes:
            note = self._notes.pop((kind, identity), None)
            if note is not None:
                self._flow.paragraph(self._words(note), place="脚注" if kind == "footnote" else "文末脚注")
        self.diagrams.extend(line.diagrams)

    def _table(self, table: _Element, contents: bool) -> None:
        frame = sole_cell(table)
        if frame is not None:
            self.story(frame, contents)
            return
        inner: list[_Element] = []
        hanging: list[Line] = []
        found = grid(table, lambda cell: self._cell(cell, inner, hanging), self._max_cells)
        self._flow.table(found.rows, found.header_rows)
        for line in hanging:
            self._hanging(line)
        self._nesting += 1
        if self._nesting <= _MAX_NESTING:
            for nested in inner:
                self._table(nested, contents)
        elif inner:
            self._flow.note_too_deep()
        self._nesting -= 1

    def _cell(self, cell: _Element, inner: list[_Element], hanging: list[Line]) -> str:
        lines: list[str] = []
        for item in _blocks_of(cell):
            if local(item) == "tbl":
                inner.append(item)
                continue
            properties = child(item, "pPr")
            identity = value(child(properties, "pStyle"))
            style = self._styles.get(identity)
            line = self._inline.read(item, style.hidden)
            if line.text.strip():
                lines.append(self._number(properties, identity, style)[0] + line.text.strip())
            if line.boxes or line.notes or line.diagrams:
                hanging.append(line)
        return "\n".join(lines)

    def _words(self, element: _Element) -> str:
        """All paragraphs under an element, a line each."""
        return "\n".join(self._inline.read(item).text for item in element.iter("{*}p"))


def _blocks_of(cell: _Element) -> Iterator[_Element]:
    """Paragraphs and tables of a cell, also inside content controls."""
    for item in cell:
        name = local(item)
        if name in ("p", "tbl"):
            yield item
        elif name == "sdt":
            content = child(item, "sdtContent")
            if content is not None and child(child(item, "sdtPr"), "showingPlcHdr") is None:
                yield from _blocks_of(content)
        elif name in _CONTAINERS:
            yield from _blocks_of(item)
