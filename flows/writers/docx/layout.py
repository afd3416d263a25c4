"""The order of everything in the file: cover, contents, the plan with its landscape pages.

A wide table takes the heads directly over it along to its own landscape page: a heading must not stay behind alone. A
section's properties sit in its last paragraph, as Word has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.model import DraftBlock, DraftBlockKind
from flows.writers.docx import tables
from flows.writers.docx.body import Body
from flows.writers.docx.charts import Charts
from flows.writers.docx.frame import Frame
from flows.writers.docx.outline import Heading
from flows.writers.docx.oxml import Element, el, keep_with_next, paragraph, qn
from flows.writers.docx.styles import Style

_HEADS = (DraftBlockKind.LABEL, DraftBlockKind.CAPTION)
_FEW_WORDS = 200


@dataclass
class Layout:
    """Collects the plan's elements and breaks them into sections."""

    body: Body
    frame: Frame
    charts: Charts
    elements: list[Element] = field(default_factory=list)
    _heads: int = 0
    """How many of the last elements are heads of what comes next."""
    _first: bool = True
    _wide_before: bool = False
    """Whether the last section just ended is landscape and nothing followed it."""

    def chapter(self, heading: Heading) -> None:
        """A heading and the blocks under it."""
        self._append(self.body.heading(heading), head=True)
        blocks = heading.section.blocks
        for at, block in enumerate(blocks):
            if block.rows and any(block.rows):
                self._table(block, heading, _title(blocks, at))
            else:
                made = self.body.paragraph(block, heading, numbered_caption=_by_table(blocks, at))
                if made is not None:
                    leads = _leads(blocks, at)
                    self._append(made, head=leads or block.kind in _HEADS)
                    if leads:
                        self._lead(made)

    def finish(self) -> list[Element]:
        """All elements, the last section's properties at the end."""
        if self._wide_before:
            properties = self.elements[-1].find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if properties is not None:
                return [*self.elements[:-1], paragraph(self._break), properties]
        return [*self.elements, self.frame.body(wide=False, first=self._first)]

    @property
    def _break(self) -> str:
        return self.body.reference.style(Style.BREAK)

    def _append(self, element: Element, *, head: bool) -> None:
        self.elements.append(element)
        self._heads = self._heads + 1 if head else 0
        self._wide_before = False

    def _lead(self, element: Element) -> None:
        """Words that lead to a table go with it, a little apart from it."""
        keep_with_next(element)
        gap = paragraph(self._break)
        keep_with_next(gap)
        self._append(gap, head=True)

    def _table(self, block: DraftBlock, heading: Heading, title: str) -> None:
        wide = tables.is_wide(block) and not self.frame.reference.is_wide
        if wide:
            self._begin_wide()
        elif self.elements and not self._heads:
            self._append(paragraph(self._break), head=False)
        width = self.frame.width(wide=wide)
        for element in tables.table(self.body, block, heading.section, width, title):
            self._append(element, head=False)
        chart = self.charts.paragraph(block, title, width)
        if chart is not None:
            self._append(chart, head=False)
        if wide:
            self._end_section(wide=True)
            self._wide_before = True
        elif chart is None:
            self._append(paragraph(self._break), head=False)

    def _begin_wide(self) -> None:
        heads = self.elements[len(self.elements) - self._heads :]
        before = self.elements[: len(self.elements) - self._heads]
        if before and _ends_wide(before[-1]):
            self.elements = [*before[:-1], paragraph(self._break), *heads]
        elif before:
            self.elements = before
            self._end_section(wide=False)
            self.elements += heads
        self._heads = 0

    def _end_section(self, *, wide: bool) -> None:
        properties = el(
            "w:pPr",
            None,
            el("w:pStyle", {"w:val": self._break}),
            self.frame.body(wide=wide, first=self._first),
        )
        self.elements.append(el("w:p", None, properties))
        self._first = False


def _ends_wide(element: Element) -> bool:
    size = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}/{qn('w:pgSz')}")
    return size is not None and size.get(qn("w:orient")) == "landscape"


def _leads(blocks: Sequence[DraftBlock], at: int) -> bool:
    """Whether a block says a few words about the table that follows."""
    following = blocks[at + 1 : at + 2]
    return (
        blocks[at].kind not in _HEADS
        and any(map(_is_table, following))
        and len(blocks[at].text) <= _FEW_WORDS
    )


def _is_table(block: DraftBlock) -> bool:
    return bool(block.rows)


def _by_table(blocks: Sequence[DraftBlock], at: int) -> bool:
    """Whether a caption belongs to a table beside it."""
    beside = blocks[max(at - 1, 0) : at + 2]
    return blocks[at].kind is DraftBlockKind.CAPTION and any(map(_is_table, beside))


def _title(blocks: Sequence[DraftBlock], at: int) -> str:
    """The words of a table's caption, for those who do not see the table."""
    beside = [blocks[place] for place in (at - 1, at + 1) if 0 <= place < len(blocks)]
    return next((block.text for block in beside if block.kind is DraftBlockKind.CAPTION), "")
