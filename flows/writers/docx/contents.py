"""The contents: a field with its result already in it, so that Word shows it at once and asks nothing.

Each line is a link to its heading; the page numbers are given from outside (an estimate, or counted by an editor).
"""

from collections.abc import Sequence

from flows.model import Draft, Stance
from flows.writers.docx.identity import OWN, Identities, is_open, parts_of
from flows.writers.docx.outline import Heading
from flows.writers.docx.oxml import Element, el, field, paragraph, qn, text_run
from flows.writers.docx.package import Reference
from flows.writers.docx.styles import Style

_TITLE = "目次"
_STOPS = {1: (0, 900), 2: (240, 900), 3: (900, 1420)}
_APPENDIX_STOPS = (240, 1080)
"""By level: where the number and where the title begins, in twentieths of a point."""


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


def legend(reference: Reference, identities: Identities, draft: Draft) -> list[Element]:
    """How to read the marks in this draft: only those that are in it."""
    parts = [
        part for section in draft.sections for block in section.blocks for part in (block, *parts_of(block))
    ]
    stances = {part.stance for part in parts}
    words = [
        (
            "cited",
            "脚注の「出典」は、その文の根拠とした資料の名称とページです。",
            any(part.citations for part in parts),
        ),
        (
            "todo",
            "【要確認】は、資料から確かめられず、所管課の確認が要る箇所です。",
            any(map(is_open, parts)),
        ),
        ("estimate", "点線の下線は、資料の数値から計算した「推定」です。", Stance.ESTIMATE in stances),
        ("proposal", "破線の下線は、庁内で決めていただく「仮説」です。", Stance.PROPOSAL in stances),
    ]
    shown = [(name, text, Style.LEGEND) for name, text, used in words if used]
    head = [("head", "この素案の見方", Style.LEGEND_HEAD)] if shown else []
    return [
        paragraph(reference.style(style), *identities.mark(f"{OWN}legend:{name}", text, text_run(text)))
        for name, text, style in head + shown
    ]


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
    made = paragraph(reference.style(heading.contents_style), link)
    if heading.number:
        _align(made, *(_APPENDIX_STOPS if heading.appendix and heading.level == 2 else _STOPS[heading.level]))
    return made


def _align(line: Element, left: int, stop: int) -> None:
    """A tab stop after the number, where Word would put one: a line without a number must not have it."""
    settings = line.find(qn("w:pPr"))
    if settings is not None:
        settings.append(el("w:tabs", None, el("w:tab", {"w:val": "left", "w:pos": str(stop)})))
        settings.append(el("w:ind", {"w:left": str(stop), "w:hanging": str(stop - left)}))
