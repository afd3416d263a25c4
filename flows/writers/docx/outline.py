"""The headings of the plan with the numbers that the list styles will show (第1章 / 1 / (1), or 第1 / 1 / (1)).

Word numbers headings by itself; the contents carry the same numbers as cached text, so they are counted here too.
The appendix (資料編) has a list of its own: no number, then 資料1, then (1). A number that a title brings along is left
off.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.model import Draft, Section
from flows.text import clean
from flows.writers.docx.oxml import qn
from flows.writers.docx.package import Reference
from flows.writers.docx.styles import Style

_OWN_NUMBER = {
    1: re.compile(r"^第[0-9０-９一二三四五六七八九十]+(?:章[\s　]*|[\s　]+)"),
    2: re.compile(r"^[0-9０-９]{1,2}[\s　.．、]+"),
    3: re.compile(r"^[(（][0-9０-９]{1,2}[)）][\s　]*"),
}
_APPENDIX = "資料編"
_STYLES = {1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3}
_APPENDIX_STYLES = {1: Style.APPENDIX_1, 2: Style.APPENDIX_2, 3: Style.APPENDIX_3}
_CONTENTS_STYLES = {1: Style.CONTENTS_1, 2: Style.CONTENTS_2, 3: Style.CONTENTS_3}
_LOWEST = 3


@dataclass(frozen=True)
class Heading:
    """A heading: its number as shown, its title without one, its style and its place in the contents."""

    section: Section
    number: str
    title: str
    level: int
    appendix: bool
    target: str
    """The bookmark that the contents lead to."""

    @property
    def style(self) -> Style:
        """The paragraph style."""
        return (_APPENDIX_STYLES if self.appendix else _STYLES)[self.level]

    @property
    def contents_style(self) -> Style:
        """The style of its line in the contents."""
        return _CONTENTS_STYLES[self.level]


def headings(draft: Draft, reference: Reference | None = None) -> tuple[Heading, ...]:
    """The headings of all sections, numbered as the lists of the reference document number them."""
    found: list[Heading] = []
    counts = [0, 0, 0]
    appendix = False
    for at, section in enumerate(draft.sections):
        level = min(max(section.level, 1), _LOWEST)
        if level == 1:
            appendix = section.title.strip().startswith(_APPENDIX)
        numbered = level > 1 or not appendix
        counts[level - 1] += numbered
        counts[level:] = [0] * (_LOWEST - level)
        title = _bare(section.title, level)
        number = _number(reference, counts[:level], appendix=appendix) if numbered else ""
        found.append(Heading(section, number, title, level, appendix, f"_Toc{200_000_001 + at}"))
    return tuple(found)


def _bare(title: str, level: int) -> str:
    shown = " ".join(clean(title).split("\n")).strip()
    return _OWN_NUMBER[level].sub("", shown) or shown


_USUAL = {False: ("第%1章", "%2", "(%3)"), True: ("", "資料%2", "(%3)")}
"""The numbers of the plan and of the appendix where no list says otherwise."""
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_PLACE = re.compile("%([1-9])")


def _number(reference: Reference | None, counts: Sequence[int], *, appendix: bool) -> str:
    """The number of a heading; `counts`: of its level and those above."""
    level = len(counts)
    style = (_APPENDIX_STYLES if appendix else _STYLES)[level]
    lists = reference.levels(style) if reference else []
    text, wide = _USUAL[appendix][level - 1], False
    for each in lists[:1]:
        words, form = each.find(qn("w:lvlText")), each.find(qn("w:numFmt"))
        text = words.get(qn("w:val"), text) if words is not None else text
        wide = form is not None and form.get(qn("w:val")) == "decimalFullWidth"
    shown = _PLACE.sub(lambda place: str(counts[int(place[1]) - 1]) if int(place[1]) <= level else "", text)
    return shown.translate(_WIDE) if wide else shown
