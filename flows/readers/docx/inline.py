"""The text of a paragraph as its reader sees it, with all tracked changes accepted.

Seen: inserted and moved-to text, results of fields, text inside hyperlinks, content controls and smart tags,
the base of ruby, formulas. Not seen: deleted and moved-from text, field instructions, hidden runs, placeholders
of empty controls, ruby readings. What only hangs on the paragraph (text boxes, notes, drawings) is handed over
beside the text. Of mc:AlternateContent exactly one branch is taken, else text boxes would come twice. A field
may span paragraphs, so the state of fields outlives the call.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml.etree import _Element

from flows.readers.docx.names import child, local, switched_on, value
from flows.readers.docx.styles import Styles

_REMOVED = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "rt", "sdtPr", "sdtEndPr"}
)
_FIXED = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_SYMBOLS = {  # Wingdings and Symbol by the code that w:sym carries
    "F06C": "●", "F06E": "■", "F071": "□", "F0A8": "□", "F06F": "□", "F0FC": "✓", "F0FE": "☑", "F0E0": "→",
    "F0E8": "➔", "F0D8": "➢", "F075": "◆", "F0B7": "・", "F0A7": "■", "F0AB": "★", "F0DF": "←",
}  # fmt: skip


@dataclass
class Line:
    """One paragraph's text and what hangs on it."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    """Contents of text boxes."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """("footnote" | "endnote", id)"""
    diagrams: list[str] = field(default_factory=list)
    """Relation ids of SmartArt data."""

    @property
    def text(self) -> str:
        """The text, with tabs and line breaks as they stand."""
        return "".join(self.pieces)


class Fields:
    """Complex fields that are open: each is in its instruction or in its result."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []

    @property
    def in_instruction(self) -> bool:
        """Text here is an instruction, not seen."""
        return any(not in_result for _, in_result in self._open)

    @property
    def in_contents(self) -> bool:
        """Text here is a table of contents."""
        return any(instruction.lstrip().upper().startswith("TOC") for instruction, _ in self._open)

    def mark(self, kind: str | None) -> None:
        """A field character: begin, separate or end."""
        if kind == "begin":
            self._open.append(("", False))
        elif self._open and kind == "separate":
            self._open[-1] = (self._open[-1][0], True)
        elif self._open and kind == "end":
            self._open.pop()

    def instruct(self, text: str) -> None:
        """A piece of the innermost field's instruction."""
        if self._open and not self._open[-1][1]:
            self._open[-1] = (self._open[-1][0] + text, False)

    def close_unfinished(self) -> None:
        """At a paragraph's end: an instruction that never ended must not swallow the rest of the document."""
        self._open = [entry for entry in self._open if entry[1]]

    def close_all(self) -> None:
        """At a heading of the body: no field goes on from here."""
        self._open.clear()


class Inline:
    """Reads paragraphs one after the other."""

    def __init__(self, styles: Styles) -> None:
        self.fields = Fields()
        self._styles = styles

    def read(self, paragraph: _Element, hidden: bool = False) -> Line:
        """The paragraph's line; `hidden`: its style hides text unless a run says otherwise."""
        line = Line()
        self._descend(paragraph, line, hidden)
        self.fields.close_unfinished()
        return line

    def _descend(self, element: _Element, line: Line, hidden: bool) -> None:
        for item in element:
            self._take(item, line, hidden)

    def _take(self, item: _Element, line: Line, hidden: bool) -> None:
        name = local(item)
        if name == "fldChar":
            self.fields.mark(value(item, "fldCharType"))
        elif name == "instrText":
            self.fields.instruct(item.text or "")
        elif name in _REMOVED or not name:
            return
        elif name == "r":
            self._descend(item, line, self._is_hidden(item, hidden))
        elif name == "AlternateContent":
            branch = self._branch(item)
            if branch is not None:
                self._descend(branch, line, hidden)
        elif name == "txbxContent":
            line.boxes.append(item)
        elif name == "sdt":
            if child(child(item, "sdtPr"), "showingPlcHdr") is None:
                self._descend(item, line, hidden)
        elif not self._is_leaf(name, item, line, hidden):
            self._descend(item, line, hidden)

    def _is_leaf(self, name: str, item: _Element, line: Line, hidden: bool) -> bool:
        """Take an element that holds no others; False when it is none."""
        seen = not hidden and not self.fields.in_instruction
        if name == "t":
            if seen:
                line.pieces.append(item.text or "")
        elif name in _FIXED:
            line.pieces.append(_FIXED[name] if seen else "")
        elif name == "br":
            line.pieces.append("\n" if seen and value(item, "type") in (None, "textWrapping") else "")
        elif name == "sym":
            line.pieces.append(_SYMBOLS.get((value(item, "char") or "").upper(), "") if seen else "")
        elif name in ("footnoteReference", "endnoteReference"):
            line.notes.append((name.removesuffix("Reference"), value(item, "id") or ""))
        elif name == "relIds":
            line.diagrams.extend(str(v) for k, v in item.attrib.items() if str(k).endswith("}dm"))
        else:
            return False
        return True

    def _is_hidden(self, run: _Element, inherited: bool) -> bool:
        properties = child(run, "rPr")
        own = switched_on(child(properties, "vanish"))
        if own is not None:
            return own
        style = value(child(properties, "rStyle"))
        return inherited or (style is not None and self._styles.get(style).hidden)

    @staticmethod
    def _branch(alternate: _Element) -> _Element | None:
        choice = child(alternate, "Choice")
        if choice is not None and len(choice):
            return choice
        return child(alternate, "Fallback")
