"""WordprocessingML elements, built by name.

Names are written as the standard has them ("w:pStyle"). Every text of ours enters through `text_run`, which cleans it:
no control character, no lone surrogate and no half of a tag can reach the file. Line ends and tabs become the elements
that Word has for them.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeAlias

from lxml import etree

from flows.text import clean

Element: TypeAlias = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "ds": "http://schemas.openxmlformats.org/officeDocument/2006/customXml",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dx": "urn:dxplan:manifest:1",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

_PARTS_OF_TEXT = re.compile(r"\r\n|[\r\n\t]")


@cache
def qn(name: str) -> str:
    """ "w:p" → "{http://…}p"; a name without prefix, or one already in full, stays as it is."""
    if name.startswith("{"):
        return name
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def el(name: str, attributes: Mapping[str, str] | None = None, *children: Element | None) -> Element:
    """An element with its children; None among the children is left out."""
    element = etree.Element(qn(name), {qn(key): value for key, value in (attributes or {}).items()})
    element.extend([child for child in children if child is not None])
    return element


def root(name: str, prefixes: Iterable[str], children: Iterable[Element] = ()) -> Element:
    """The root of a part, declaring its namespaces; without prefixes its own is the default one.

    Readers of packages insist on the default namespace for content types and relationships.
    """
    nsmap: dict[str | None, str] = {prefix: NAMESPACES[prefix] for prefix in prefixes}
    own: dict[str | None, str] = {None: NAMESPACES[name.partition(":")[0]]}
    # The stubs forget that the default namespace has the prefix None.
    element = etree.Element(qn(name), nsmap=nsmap or own)  # type: ignore[arg-type]
    element.extend(list(children))
    return element


def attributes(element: Element) -> dict[str, str]:
    """An element's attributes as plain text."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def val(name: str, value: str) -> Element:
    """An element with nothing but a w:val."""
    return el(name, {"w:val": value})


def leaf(name: str, text: str) -> Element:
    """An element with text in it, cleaned."""
    element = el(name)
    element.text = clean(text)
    return element


def parse(data: bytes) -> Element:
    """Parse a part: no entities, no network, no huge trees."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def serialise(element: Element) -> bytes:
    """A part's bytes, always the same for the same tree."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def _text(name: str, text: str) -> Element:
    element = el(name, {"xml:space": "preserve"})
    element.text = text
    return element


def text_run(text: str, style: str | None = None) -> Element:
    """A run of text; line ends and tabs as Word's own elements."""
    run = el("w:r", None, run_style(style))
    shown = clean(text)
    start = 0
    for match in _PARTS_OF_TEXT.finditer(shown):
        if match.start() > start:
            run.append(_text("w:t", shown[start : match.start()]))
        run.append(el("w:tab") if match.group() == "\t" else el("w:br"))
        start = match.end()
    if start < len(shown):
        run.append(_text("w:t", shown[start:]))
    return run


def run_style(style: str | None) -> Element | None:
    """The properties of a run that has a character style and nothing else."""
    return el("w:rPr", None, val("w:rStyle", style)) if style else None


def field(instruction: str, cached: str, style: str | None = None) -> tuple[Element, ...]:
    """A field with its result already in it, so that Word has nothing to ask."""
    return (
        el("w:r", None, run_style(style), el("w:fldChar", {"w:fldCharType": "begin"})),
        el("w:r", None, run_style(style), _text("w:instrText", f" {instruction} ")),
        el("w:r", None, run_style(style), el("w:fldChar", {"w:fldCharType": "separate"})),
        text_run(cached, style),
        el("w:r", None, run_style(style), el("w:fldChar", {"w:fldCharType": "end"})),
    )


def paragraph(style: str, *children: Element) -> Element:
    """A paragraph in a named style."""
    return el("w:p", None, el("w:pPr", None, val("w:pStyle", style)), *children)


def keep_with_next(element: Element) -> None:
    """Keep a paragraph on the page of the next one."""
    properties = element.find(qn("w:pPr"))
    if properties is not None and properties.find(qn("w:keepNext")) is None:
        properties.insert(1, el("w:keepNext"))
