"""Names and elements of WordprocessingML, and the few moves on a tree that the merge makes."""

from collections.abc import Iterator, Mapping
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
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "dx": "urn:dxplan:manifest:1",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
BREAKS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}


@cache
def qn(name: str) -> str:
    """ "w:p" → "{http://…}p"."""
    prefix, colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else name


def el(name: str, attributes: Mapping[str, str] | None = None, *children: Element) -> Element:
    """An element with its children."""
    made = etree.Element(qn(name), {qn(key): value for key, value in (attributes or {}).items()})
    made.extend(list(children))
    return made


def get(element: Element, name: str) -> str:
    """An attribute, empty where there is none."""
    return str(element.get(qn(name), ""))


def parse(data: bytes) -> Element:
    """Parse a part: no entities, no network, no huge trees."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def serialise(element: Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(element.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


def is_a(element: Element | None, *names: str) -> bool:
    """Whether it is an element of one of these names."""
    return element is not None and element.tag in {qn(name) for name in names}


def climb(element: Element, *names: str) -> Element | None:
    """The nearest ancestor of one of these names."""
    return next(iter(element.iterancestors(*map(qn, names))), None)


def child_of(element: Element, ancestor: Element) -> Element:
    """The child of `ancestor` that holds the element, or is it."""
    here = element
    while (parent := here.getparent()) is not None and parent is not ancestor:
        here = parent
    return here


def settings(paragraph: Element, name: str = "w:pPr") -> Element:
    """The properties that come first in a paragraph, row or run, made where there are none."""
    found = paragraph.find(qn(name))
    if found is None:
        found = el(name)
        paragraph.insert(0, found)
    return found


def text_runs(text: str, look: Element | None) -> Iterator[Element]:
    """A run with the text; line ends and tabs as Word's own elements."""
    run = el("w:r")
    if look is not None:
        run.append(look)
    shown = clean(text)
    piece = ""
    for letter in [*shown, ""]:
        if letter not in ("\n", "\t", ""):
            piece += letter
            continue
        if piece:
            written = el("w:t", {"xml:space": "preserve"})
            written.text = piece
            run.append(written)
            piece = ""
        if letter:
            run.append(el("w:tab" if letter == "\t" else "w:br"))
    yield run
