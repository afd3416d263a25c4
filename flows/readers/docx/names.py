"""WordprocessingML by its names: qualified tags, on/off properties, the children that carry text."""

from __future__ import annotations

from lxml.etree import _Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def local(element: _Element) -> str:
    """The tag without its name space; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of that local name."""
    if element is None:
        return None
    return next((item for item in element if local(item) == name), None)


def value(element: _Element | None, attribute: str = "val") -> str | None:
    """A w: attribute, transitional or strict."""
    if element is None:
        return None
    found = element.get(f"{{{_W}}}{attribute}")
    return found if found is not None else element.get(f"{{{_W_STRICT}}}{attribute}")


def number(element: _Element | None, attribute: str = "val") -> int | None:
    """A w: attribute as a whole number; None when it is missing or is none."""
    try:
        return int(value(element, attribute) or "")
    except ValueError:
        return None


def switched_on(element: _Element | None) -> bool | None:
    """An on/off property: None when it is not there."""
    if element is None:
        return None
    return (value(element) or "1").lower() not in ("0", "false", "off", "none")
