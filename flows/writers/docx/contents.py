"""The contents: a field with its result already in it, so that Word shows it at once and asks nothing.

Each line is a link to its heading; the page numbers are given from outside (an estimate, or counted by an editor).
"""

from collections.abc import Sequence

from flows.writers.docx.identity import OWN, Identities
from flows.writers.docx.outline import Heading
from flows.writers.docx.oxml import Element, el, field, paragraph, text_run
from flows.writers.docx.package import Reference
from flows.writers.docx.styles import Style

_TITLE = "目次"


def contents(
    reference: Reference, identities: Identities, headings: Sequence[Heading], pages: Sequence[int]
) -> list[Element]:
    """The head and the lines of the contents; `pages` as printed, one for each heading."""
    head = identities.mark(f"{OWN}contents:head", _TITLE, text_run(_TITLE))
    made = [paragraph(reference.style(Style.CONTENTS_HEAD), *head)]
    if not headings:
        return made
    lines = [_line(reference, heading, page) for heading, page in zip(headings, pages, strict=True)]
    start, end = identities.span(f"{OWN}contents")
    opening = (start, *_field_begins(_instruction()))
    for at, element in enumerate(opening, 1):
        lines[0].insert(at, element)
    lines[-1].append(el("w:r", None, el("w:fldChar", {"w:fldCharType": "end"})))
    lines[-1].append(end)
    return made + lines


def _instruction() -> str:
    appendix = ",".join(
        f"{style},{level}"
        for level, style in enumerate((Style.APPENDIX_1, Style.APPENDIX_2, Style.APPENDIX_3), 1)
    )
    return f'TOC \\o "1-3" \\h \\z \\t "{appendix}"'


def _field_begins(instruction: str) -> tuple[Element, ...]:
    return field(instruction, "")[:3]


def _line(reference: Reference, heading: Heading, page: int) -> Element:
    label = (text_run(f"{heading.number}\t"),) if heading.number else ()
    link = el(
        "w:hyperlink",
        {"w:anchor": heading.target, "w:history": "1"},
        *label,
        text_run(heading.title),
        text_run("\t"),
        *field(f"PAGEREF {heading.target} \\h", str(page)),
    )
    return paragraph(reference.style(heading.contents_style), link)
