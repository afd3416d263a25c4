"""The chosen layout worked into the reference document (書式の設定): theme, styles, numbering, page.

What is set changes the copy of the reference document that goes into the file, in the places where staff would change
it in Word; nothing is written into the text. What is not set stays as staff have it. Where each setting goes is data
(templates/word/layout.yaml). Hard cases: tab stops at the text's edge (heads of pages, contents) move with the paper,
and the cover's white space shrinks so that it stays one page; a line height of "at least" scales, a fixed one does not;
full-width numbers exist only as a format of the list.
"""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from flows.model import Digits, Fonts, Layout, LineSpacing, Manner, Numbering, Paper
from flows.resources import templates_dir
from flows.writers.docx.oxml import Element, el, qn, val
from flows.writers.docx.package import Reference
from flows.writers.docx.styles import Style

_HEADS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, "heading 4")
_TO_THE_EDGE = (Style.HEADER, Style.CONTENTS_1, Style.CONTENTS_2, Style.CONTENTS_3)
_COVER = (Style.COVER_TITLE, Style.COVER_SUBTITLE, Style.COVER_MARK, Style.COVER_DATE, Style.COVER_NOTE)
_DIGIT = 200
"""What a full-width digit of a chapter's number needs more, in twentieths of a point."""
_NEAR = 60
"""Twentieths of a point within which a tab stop stands at the text's edge."""


@cache
def _data() -> dict[str, Any]:
    path = templates_dir() / "word" / "layout.yaml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


def arranged(reference: Reference, layout: Layout, manner: Manner) -> Reference:
    """The reference document in the chosen layout; the one given stays as it is."""
    made = Reference(deepcopy(reference.parts), deepcopy(reference.document))
    if layout.fonts:
        _fonts(made, layout.fonts)
    if layout.paper:
        _paper(made, layout.paper)
    if layout.line_spacing:
        _spacing(made, layout.line_spacing)
    if manner.numbering is not Numbering.CHAPTER:
        _numbers(made, manner.numbering)
    if manner.digits is not Digits.HALF:
        _wide_numbers(made, levels=len(_HEADS) if manner.digits is Digits.FULL else 1)
    return made


def _fonts(reference: Reference, fonts: Fonts) -> None:
    faces = _data()["fonts"][fonts]
    theme = reference.parts.get("theme")
    if theme is not None:
        for kind, face in (("major", faces["gothic"]), ("minor", faces["mincho"])):
            for font in theme.iter(qn(f"a:{kind}Font")):
                for named in (font.find(qn("a:latin")), font.find(qn("a:ea")), *font.iter(qn("a:font"))):
                    if named is not None and named.get("script", "Jpan") == "Jpan":
                        named.set("typeface", face["name"])
    table = reference.parts.get("fontTable")
    if table is not None:
        known = {font.get(qn("w:name")) for font in table}
        for face, family in ((faces["mincho"], "roman"), (faces["gothic"], "modern")):
            if face["name"] not in known:
                table.append(_font(face, family))


def _font(face: dict[str, str], family: str) -> Element:
    parts = (("w:altName", face["other"]), ("w:charset", "80"), ("w:family", family), ("w:pitch", "fixed"))
    return el("w:font", {"w:name": face["name"]}, *(val(name, value) for name, value in parts))


def _paper(reference: Reference, paper: Paper) -> None:
    before, before_wide, high = reference.text_width, reference.wide_width, reference.text_height
    size = {name: _twips(length) for name, length in _data()["paper"][paper].items()}
    section = reference.section
    page, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    assert page is not None and margins is not None  # noqa: S101 (text_width has seen them)
    page.attrib.clear()
    page.set(qn("w:w"), str(size["width"]))
    page.set(qn("w:h"), str(size["height"]))
    if size["width"] > size["height"]:
        page.set(qn("w:orient"), "landscape")
    for side in ("top", "right", "bottom", "left"):
        margins.set(qn(f"w:{side}"), str(size[side]))
    for name in _TO_THE_EDGE:
        _move_stops(reference, name, before, reference.text_width)
    _move_stops(reference, Style.HEADER_WIDE, before, reference.text_width)
    _move_stops(reference, Style.HEADER_WIDE, before_wide, reference.wide_width)
    for name in _COVER:
        for space in reference.style_element(name).iter(qn("w:spacing")):
            shrunk = int(space.get(qn("w:before"), "0")) * reference.text_height / high
            space.set(qn("w:before"), str(round(min(shrunk, shrunk * reference.text_height / high))))


def _move_stops(reference: Reference, style: str, before: int, now: int) -> None:
    for stop in reference.style_element(style).iter(qn("w:tab")):
        if abs(int(stop.get(qn("w:pos"), "0")) - before) <= _NEAR:
            stop.set(qn("w:pos"), str(now))


def _twips(length: float) -> int:
    """Millimetres → twentieths of a point."""
    return round(length * 1440 / 25.4)


def _spacing(reference: Reference, spacing: LineSpacing) -> None:
    factor = float(_data()["line_spacing"][spacing])
    for name in _data()["spaced"]:
        for line in reference.style_element(name).iter(qn("w:spacing")):
            height = line.get(qn("w:line"))
            if height is not None and line.get(qn("w:lineRule")) != "exact":
                line.set(qn("w:line"), str(round(int(height) * factor)))


def _numbers(reference: Reference, numbering: Numbering) -> None:
    for name, text in zip(_HEADS, _data()["numbering"][numbering], strict=True):
        for level in reference.levels(name):
            for words in level.iter(qn("w:lvlText")):
                words.set(qn("w:val"), text)


def _wide_numbers(reference: Reference, levels: int) -> None:
    """Arabic numbers of the headings in full width, down to that level; those of the appendix with them."""
    for form in _formats(reference, levels):
        if form.get(qn("w:val")) == "decimal":
            form.set(qn("w:val"), "decimalFullWidth")
    for chapter in reference.levels(Style.HEADING_1):
        for place, names in (("w:ind", ("w:left", "w:hanging")), ("w:tab", ("w:pos",))):
            for element in chapter.iter(qn(place)):
                for name in names:
                    element.set(qn(name), str(int(element.get(qn(name), "0")) + _DIGIT))


def _formats(reference: Reference, levels: int) -> Iterator[Element]:
    appendix = (Style.APPENDIX_1, Style.APPENDIX_2, Style.APPENDIX_3) if levels > 1 else ()
    for name in (*_HEADS[:levels], *appendix):
        for level in reference.levels(name):
            yield from level.iter(qn("w:numFmt"))
