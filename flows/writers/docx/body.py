"""Blocks of the draft → paragraphs and tables.

Only styles decide the look: nothing here names a colour or a font, so that restyling the reference document restyles
the plan. What is open (要確認) shows its mark in print through the style, and carries a comment on screen.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flows.model import Digits, DraftBlock, DraftBlockKind, Section, Stance
from flows.text import clean, in_width
from flows.writers.docx import oxml
from flows.writers.docx.citations import distinct, with_places
from flows.writers.docx.identity import OWN, Identities, is_open
from flows.writers.docx.notes import Comments, Footnotes, Scope
from flows.writers.docx.outline import Heading
from flows.writers.docx.oxml import Element, paragraph, text_run
from flows.writers.docx.package import Reference
from flows.writers.docx.styles import Style

STANCES = {Stance.FACT: Style.FACT, Stance.ESTIMATE: Style.ESTIMATE, Stance.PROPOSAL: Style.PROPOSAL}
_STYLES = {
    DraftBlockKind.PARAGRAPH: Style.BODY,
    DraftBlockKind.BULLET: Style.BULLET,
    DraftBlockKind.LABEL: Style.LABEL,
    DraftBlockKind.TABLE: Style.BODY,
    DraftBlockKind.CELL: Style.BODY,
    DraftBlockKind.CAPTION: Style.CAPTION,
    DraftBlockKind.NOTE: Style.NOTE,
}
_MARK = "要確認"
_TRAILING = re.compile(r"[\r\n]+\Z")


@dataclass
class Body:
    """Turns blocks into elements, giving out bookmarks, footnotes and comments in reading order."""

    reference: Reference
    identities: Identities
    footnotes: Footnotes
    comments: Comments
    headings: Mapping[str, Heading] = field(default_factory=dict)
    """Section.key → heading, for cross-references."""
    digits: Digits = Digits.HALF
    _captions: int = 0

    def heading(self, heading: Heading) -> Element:
        """A heading with the bookmark of the contents round that of its own."""
        start, end = self.identities.ends(heading.target)
        key = f"{OWN}heading:{heading.section.key}"
        marked = self.identities.mark(key, heading.title, text_run(heading.title))
        return paragraph(self.reference.style(heading.style), start, *marked, end)

    def paragraph(
        self, block: DraftBlock, heading: Heading, *, numbered_caption: bool = False
    ) -> Element | None:
        """A block that is not a table; None when it says nothing.

        The appendix lists what is open; only the place itself gets the comment and the mark.
        """
        if not clean(block.text).strip():
            return None
        content = self.words(block)
        if is_open(block) and not _is_listed(block, heading):
            content = self.comments.on(block.id, _request(heading.section, (block.slot,)), *content)
        label = self._caption_label(block) if numbered_caption else ()
        return paragraph(self.reference.style(_style(block, heading)), *label, *content)

    def words(self, block: DraftBlock, *, table: str = "", row: Scope | None = None) -> tuple[Element, ...]:
        """The text with its stance, its footnote marks and its bookmark. `row`: the footnotes of the table's row."""
        stance = self.reference.style(STANCES[block.stance]) if block.stance else None
        runs: list[Element] = []
        for piece, citations in with_places(block):
            ending = _TRAILING.search(piece)
            words, rest = (piece[: ending.start()], ending.group()) if ending and citations else (piece, "")
            runs += self._worded(words, block.refers, stance) if words else []
            runs += (row or self.footnotes.scope(citations)).marks(citations)
            runs += [text_run(rest, stance)] if rest else []
        return self.identities.mark(block.id, block.text, *runs, block=block, table=table)

    def _worded(self, words: str, refers: str, stance: str | None) -> list[Element]:
        """The words; the title of the section they refer to is a field that follows its heading (相互参照)."""
        heading = self.headings.get(refers)
        if heading is None or heading.title not in words:
            return [text_run(words, stance)]
        before, title, after = words.partition(heading.title)
        linked = oxml.field(f"REF {heading.target} \\h", title, stance)
        return [*([text_run(before, stance)] if before else []), *linked, text_run(after, stance)]

    def sources_of_head(self, table: DraftBlock, cells: Iterable[DraftBlock]) -> Element | None:
        """A note under a table for what its head cites: Word repeats the head on every page, a footnote it cannot."""
        citations = distinct(citation for cell in cells for citation in cell.citations)
        if not citations:
            return None
        words = "表の見出しの出典"
        runs = (text_run(words), *self.footnotes.scope(citations).marks(citations))
        marked = self.identities.mark(f"{OWN}head:{table.id}", words, *runs)
        return paragraph(self.reference.style(Style.NOTE), *marked)

    def _caption_label(self, block: DraftBlock) -> tuple[Element, ...]:
        self._captions += 1
        number = in_width(str(self._captions), self.digits)
        form = "DBCHAR" if self.digits is Digits.FULL else "ARABIC"
        runs = (text_run("表"), *oxml.field(f"SEQ 表 \\* {form}", number), text_run("　"))
        return self.identities.mark(f"{OWN}caption:{block.id}", f"表{number}　", *runs)

    def open_cells(self, cells: Iterable[DraftBlock], section: Section) -> str:
        """The words of one comment for all open cells of a table."""
        return _request(section, tuple(dict.fromkeys(cell.slot for cell in cells)))


def _is_listed(block: DraftBlock, heading: Heading) -> bool:
    return heading.appendix and block.kind is DraftBlockKind.BULLET


def _style(block: DraftBlock, heading: Heading) -> Style:
    if is_open(block) and block.kind is not DraftBlockKind.LABEL and not _is_listed(block, heading):
        return Style.TODO_MARKED if _MARK in block.text else Style.TODO
    return _STYLES[block.kind]


def _request(section: Section, slots: tuple[str, ...]) -> str:
    named = "・".join(slot for slot in slots if slot)
    place = f"「{section.title}」の「{named}」" if named else f"「{section.title}」"
    return f"{place}に、資料から確かめられない箇所があります。所管課に確認し、この箇所を書き換えてください。"
