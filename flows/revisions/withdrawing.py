"""Taking a suggestion of ours back: the staff's text as if we had never spoken.

What staff changed in a suggestion of ours is theirs by that, and stays. Comments that are anchored in what goes move to the
text before it, so that no comment is lost.
"""

import re
from collections.abc import Iterable

from flows.revisions.ooxml import Element, climb, get, is_a, qn
from flows.revisions.reading import AUTHOR, Range, own_mark, own_row
from flows.revisions.tracking import FROM_DELETED, rename

_AFTER_MARK = ")"
"""Closes a footnote's mark, and is no text of the plan."""
_NUMBER = re.compile(r"\D?\d+\s?")
_ANCHORS = ("w:commentRangeStart", "w:commentRangeEnd", "w:bookmarkStart", "w:bookmarkEnd")


def withdraw(found: Range, proposed: Iterable[str]) -> None:
    """Take back our pending suggestion on a range: the staff's text as if we had never spoken.

    What staff changed in a suggestion of ours is theirs by that, and stays as plain text.
    """
    known = list(proposed)
    for change in found.pending:
        if change.getparent() is None:
            continue
        if is_a(change, "w:ins") and _is_ours(change, known):
            _drop(change)
        else:
            _unwrap(change)
    mark, row = own_mark(found.paragraph.element), own_row(found)
    if mark is not None:
        _withdraw_mark(found.paragraph.element, mark)
    if row is not None:
        _withdraw_row(row)


def _is_ours(change: Element, known: list[str]) -> bool:
    text = "".join(
        "\n" if is_a(e, "w:br", "w:cr") else "\t" if is_a(e, "w:tab") else e.text or ""
        for e in change.iter(*map(qn, ("w:t", "w:tab", "w:br", "w:cr", "w:delText")))
    )
    return text == _AFTER_MARK or any(text.removesuffix(_AFTER_MARK) in one for one in known)


def _drop(change: Element) -> None:
    for child in list(change.iter(*map(qn, _ANCHORS))):
        change.addprevious(child)
    parent = change.getparent()
    if parent is not None:
        parent.remove(change)


def _unwrap(change: Element) -> None:
    if is_a(change, "w:del"):
        rename(change, FROM_DELETED)
    for child in list(change):
        change.addprevious(child)
    parent = change.getparent()
    if parent is not None:
        parent.remove(change)


def _withdraw_mark(paragraph: Element, mark: Element) -> None:
    inserted = is_a(mark, "w:ins")
    properties = mark.getparent()
    if properties is not None:
        properties.remove(mark)
        if not len(properties):
            holder = properties.getparent()
            if holder is not None:
                holder.remove(properties)
    if not inserted:
        for change in [e for e in paragraph.iter(qn("w:del")) if get(e, "w:author") == AUTHOR]:
            _unwrap(change)
        return
    if _is_number(paragraph):
        for change in [e for e in paragraph.iter(qn("w:ins")) if get(e, "w:author") == AUTHOR and len(e)]:
            _drop(change)
    if not _has_content(paragraph):
        remove_element(paragraph)


def _is_number(paragraph: Element) -> bool:
    """Whether nothing is left of a caption but its number, a field between our own insertions."""
    runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:commentReference")) is None]
    around = [run.getparent() for run in runs]
    ours = all(is_a(e, "w:ins") and e is not None and get(e, "w:author") == AUTHOR for e in around)
    text = "".join(t.text or "" for run in runs for t in run.iter(qn("w:t")))
    is_field = any(code.text and "SEQ" in code.text for code in paragraph.iter(qn("w:instrText")))
    return ours and is_field and _NUMBER.fullmatch(text) is not None


def _withdraw_row(mark: Element) -> None:
    row = climb(mark, "w:tr")
    properties = mark.getparent()
    if row is None or properties is None:
        return
    inserted = is_a(mark, "w:ins")
    if not inserted:
        properties.remove(mark)
        for change in [e for e in row.iter(qn("w:del")) if get(e, "w:author") == AUTHOR and len(e)]:
            _unwrap(change)
    elif not any(_has_content(paragraph) for paragraph in row.iter(qn("w:p"))):
        table = row.getparent()
        if table is not None and len(table.findall(qn("w:tr"))) > 1:
            remove_element(row)
        elif table is not None:
            _withdraw_below(table)
            remove_element(table)


def _withdraw_below(table: Element) -> None:
    """What came with a table: its chart, where that still waits, and the empty paragraph behind it."""
    chart = table.getnext()
    if chart is not None and own_mark(chart) is not None and chart.find(f".//{qn('c:chart')}") is not None:
        for change in [e for e in chart.iter(qn("w:ins")) if get(e, "w:author") == AUTHOR and len(e)]:
            _drop(change)
        if not _has_content(chart):
            remove_element(chart)
    spacer = table.getnext()
    if spacer is not None and own_mark(spacer) is not None and not _has_content(spacer):
        remove_element(spacer)


def _has_content(paragraph: Element) -> bool:
    content = (
        "w:t", "w:delText", "w:drawing", "w:pict", "w:object", "w:footnoteReference", "w:endnoteReference", "w:sym",
    )  # fmt: skip
    return any(True for _ in paragraph.iter(*map(qn, content)))


def remove_element(element: Element) -> None:
    """Remove what was all ours; comments that are anchored in it move to the text before."""
    anchors = list(element.iter(*map(qn, ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"))))
    home = _text_before(element)
    if home is not None:
        for anchor in anchors:
            if is_a(anchor, "w:commentReference"):
                run = climb(anchor, "w:r")
                home.append(run if run is not None else anchor)
            else:
                home.append(anchor)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _text_before(element: Element) -> Element | None:
    """The paragraph nearest before an element, else the one after it."""
    here: Element | None = element
    while here is not None and not is_a(here, "w:body"):
        for before in here.itersiblings(preceding=True):
            paragraphs = [before] if is_a(before, "w:p") else list(before.iter(qn("w:p")))
            if paragraphs:
                return paragraphs[-1]
        here = here.getparent()
    return next(iter(element.itersiblings(qn("w:p"))), None)
