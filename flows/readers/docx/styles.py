"""Styles of a Word file: what a paragraph style means for structure, through its chain of `basedOn`.

A heading is recognised by the outline level of its style or by the style's own name ("heading 1", 「見出し 1」): ids
are translated and renamed, names are not. A style may hide its text (`vanish`) and may number it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from flows.readers.docx.names import child, local, number, switched_on, value

_HEADING = re.compile(r"(?:heading|見出し)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|表題|書名", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|目次)\s*\d|toc heading|目次の?見出し|table of figures|図表目次", re.IGNORECASE
)
_MAX_CHAIN = 20


@dataclass(frozen=True)
class Style:
    """One style with all that it inherits."""

    name: str = ""
    outline: int | None = None
    """1 = highest heading; None: body."""
    numbering: str | None = None
    """numId; "0" switches numbering off."""
    depth: int | None = None
    """ilvl"""
    hidden: bool = False

    @property
    def is_title(self) -> bool:
        """The document's title (表題)."""
        return bool(_TITLE.fullmatch(self.name.strip()))

    @property
    def is_contents(self) -> bool:
        """A line of the contents (目次)."""
        return bool(_CONTENTS.fullmatch(self.name.strip()))


class Styles:
    """All styles of a file by id."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        for element in root.iter("{*}style") if root is not None else ():
            identity = value(element, "styleId") or ""
            self._elements[identity] = element
            if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true", "on"):
                self._default = identity

    def get(self, identity: str | None) -> Style:
        """The style of that id, the default paragraph style for None, a plain one when there is no such style."""
        identity = identity or self._default
        if identity not in self._known:
            self._known[identity] = self._resolve(identity)
        return self._known[identity]

    def _resolve(self, identity: str) -> Style:
        name, outline, numbering, depth, hidden = "", None, None, None, None
        seen: set[str] = set()
        element = self._elements.get(identity)
        while element is not None and identity not in seen and len(seen) < _MAX_CHAIN:
            seen.add(identity)
            name = name or value(child(element, "name")) or ""
            properties = child(element, "pPr")
            if outline is None:
                outline = _outline(element)
            numbered = child(properties, "numPr")
            if numbering is None and numbered is not None:
                numbering = value(child(numbered, "numId"))
            if depth is None and numbered is not None:
                depth = number(child(numbered, "ilvl"))
            if hidden is None:
                hidden = switched_on(child(child(element, "rPr"), "vanish"))
            identity = value(child(element, "basedOn")) or ""
            element = self._elements.get(identity)
        return Style(
            name=name,
            outline=outline if outline is not None and outline <= 9 else None,
            numbering=numbering,
            depth=depth,
            hidden=bool(hidden),
        )


def outline_of(properties: _Element | None) -> int | None:
    """The outline level of paragraph properties: 1 = highest, 10 = body text, None = not stated."""
    level = number(child(properties, "outlineLvl"))
    return None if level is None else level + 1


def _outline(element: _Element) -> int | None:
    stated = outline_of(child(element, "pPr"))
    if stated is not None:
        return stated
    match = _HEADING.fullmatch((value(child(element, "name")) or "").strip())
    return int(match[1]) if match else None


def is_contents_part(properties: _Element | None) -> bool:
    """A content control that holds the contents (目次)."""
    if properties is None:
        return False
    return any(
        local(item) == "docPartGallery" and (value(item) or "").startswith("Table of")
        for item in properties.iter()
    )
