"""Every block of the draft held against the texts it cites."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from flows.model import (
    BlockStatus,
    Citation,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Forms,
    Municipality,
    Section,
    Stance,
)
from flows.text import fold, with_ten
from flows.verification.figures import Cited, figures, head_unit, masked
from flows.verification.forms import form_faults
from flows.verification.rows import mixed_up
from flows.verification.subjects import subject_faults
from flows.verification.texts import Texts
from flows.verification.verdicts import Fault, Outcome, Verdict
from flows.verification.wording import negation_faults, word_faults

MARK = "要確認"
_LISTS = "appendix."
_A_STATEMENT = 8
"""Letters besides its figures from which a cell says something that can be denied."""
_SENTENCE = re.compile("[^。]*。|[^。]+")
_TRIMMED_FRONT = "・●○◆◇■□▪▶※-"
_TRIMMED_END = "。."


def verify(
    draft: Draft,
    texts: Texts | Mapping[tuple[str, int], str],
    municipality: Municipality,
    allowed: Collection[str],
    forms: Forms | None = None,
) -> tuple[Verdict, ...]:
    """Judge every title, block and cell of the draft, in reading order.

    `texts`: the pages of the sources as read from the files (a plain mapping leaves names and origins unchecked).
    `allowed`: every text that may stand as fixed wording, to the letter; what is in no list is refused.
    `forms`: what may stand in a fixed form only, proposals and sentences with holes.
    """
    known = texts if isinstance(texts, Texts) else Texts.plain(texts)
    return tuple(
        _Judge(known.speaking_for(municipality), municipality, frozenset(allowed), forms or Forms()).draft(
            draft
        )
    )


class _Judge:
    def __init__(
        self, texts: Texts, municipality: Municipality, allowed: frozenset[str], forms: Forms
    ) -> None:
        self._texts = texts
        self._municipality = municipality
        self._allowed = allowed
        self._forms = forms

    def draft(self, draft: Draft) -> Iterator[Verdict]:
        yield from self._title("draft:title", draft.title)
        yield from self._title("draft:subtitle", draft.subtitle)
        if draft.municipality == self._municipality.name:
            yield Verdict(block="draft:municipality", outcome=Outcome.VERIFIED)
        else:
            reason = f"市区町村名「{draft.municipality}」は{self._municipality.name}ではありません"
            yield Verdict(block="draft:municipality", outcome=Outcome.NOT_VERIFIED, reason=reason)
        for section in draft.sections:
            yield from self._title(f"section:{section.key}", section.title, section.key)
            for block in section.blocks:
                yield from self._judged(block, section, self._faults(block, section))
                wrong = mixed_up(block)
                for cell, head in _cells(block):
                    faults = chain(self._faults(cell, section, head), filter(None, [wrong.get(cell.id)]))
                    yield from self._judged(cell, section, faults)

    def _title(self, place: str, title: str, section: str = "") -> Iterator[Verdict]:
        good = title in self._allowed or title in ("", f"【{MARK}】")
        yield Verdict(
            block=place,
            outcome=Outcome.VERIFIED if good else Outcome.NOT_VERIFIED,
            reason="" if good else f"見出し「{title}」は決まった言葉にありません",
            section=section,
        )

    def _judged(self, block: DraftBlock, section: Section, faults: Iterator[Fault]) -> Iterator[Verdict]:
        found = list(faults)
        for fault in found:
            yield Verdict(block=block.id, section=section.key, **fault.model_dump())
        if not found:
            yield Verdict(block=block.id, section=section.key, outcome=Outcome.VERIFIED)

    def _faults(self, block: DraftBlock, section: Section, head: str = "") -> Iterator[Fault]:
        if block.rows:
            yield from _table_faults(block)
        elif block.status is BlockStatus.TODO:
            if MARK not in block.text and not section.key.startswith(_LISTS):
                yield Fault(reason=f"{MARK}の印がありません")
        elif block.status is BlockStatus.TEMPLATE:
            known = self._forms.proposals if block.stance is Stance.PROPOSAL else self._allowed
            if block.text and block.text not in known:
                yield Fault(reason=f"「{block.text[:40]}」は雛形の決まった文ではありません")
        else:
            yield from self._statement_faults(block, section, head)
        for at, citation in enumerate(block.citations):
            yield from self._citation_faults(at, citation)

    def _citation_faults(self, at: int, citation: Citation) -> Iterator[Fault]:
        place = f"{citation.source} p.{citation.page}"
        page = self._texts.pages.get((citation.sha256, citation.page))
        if not self._texts.knows(citation.sha256):
            yield Fault(reason=f"出典の文書「{citation.source}」が見つかりません", citation=at)
        elif page is None:
            yield Fault(reason=f"出典のページがありません（{place}）", citation=at)
        elif not page.folded:
            reason = f"出典のページの文字が読めず、確かめられません（{place}）"
            yield Fault(reason=reason, citation=at, outcome=Outcome.CANNOT_CHECK)
        elif not page.holds(citation.quote):
            yield Fault(
                reason=f"引用文がそのページにありません（{place}）", citation=at, token=citation.quote[:40]
            )
        else:
            yield from self._naming_faults(at, citation)

    def _naming_faults(self, at: int, citation: Citation) -> Iterator[Fault]:
        """The footnote must name the file as it is called and the page as it is printed."""
        sources = self._texts.sources.get(citation.sha256, ())
        if sources and not any(source.path == citation.source for source in sources):
            yield Fault(reason=f"出典のファイル名「{citation.source}」が実際と違います", citation=at)
        elif citation.title and not self._texts.is_called(citation.sha256, citation.title):
            yield Fault(reason=f"出典の文書名「{citation.title}」が実際と違います", citation=at)
        printed = self._texts.printed.get((citation.sha256, citation.page))
        if citation.printed_page is not None and self._texts.printed and printed != citation.printed_page:
            yield Fault(
                reason=f"印刷されたページ番号「{citation.printed_page}」が実際と違います", citation=at
            )

    def _statement_faults(self, block: DraftBlock, section: Section, head: str) -> Iterator[Fault]:
        if not block.citations:
            yield Fault(reason="出典がありません")
            return
        if block.kind is DraftBlockKind.LABEL and block.text in self._forms.headings:
            # The number is the plan's own, bound to this name by the form; the name must be the source's.
            block = block.model_copy(update={"text": block.text.partition("　")[2]})
        if block.stance is Stance.PROPOSAL:
            yield Fault(reason="仮説の文は雛形の決まった文に限ります")
        if not fold(block.text):
            yield Fault(reason="文がありません")
        if block.computation is not None:
            yield from form_faults(block, self._forms, self._texts)
            return
        if block.stance is Stance.ESTIMATE:
            yield Fault(reason="推定の文に計算がありません")
        # 、 and ， are one mark in two shapes (the plan has one of them): from here on both texts have 、.
        block = block.model_copy(update={"text": with_ten(block.text)})
        quoted = with_ten(_joined(block.citations))
        if block.status is BlockStatus.QUOTED:
            if _trimmed(block.text) != _trimmed(quoted):
                yield Fault(reason="本文が引用文と一致しません", token=block.text[:40])
        else:
            yield from self._composed_faults(block, quoted, head)
        yield from subject_faults(block, section.title, self._texts, self._municipality)

    def _composed_faults(self, block: DraftBlock, quoted: str, head: str) -> Iterator[Fault]:
        is_cell = block.kind is DraftBlockKind.CELL
        is_statement = not is_cell or _says_something(block.text)
        cited = Cited(quoted, self._surroundings(block))
        for sentence in _SENTENCE.findall(block.text):
            stated = figures(sentence)
            yield from cited.faults(stated, strict=is_statement, unit=head_unit(head))
            yield from word_faults(masked(sentence, stated.spans), quoted, in_order=is_statement)
        if is_statement or fold(block.text) in fold(quoted):
            yield from negation_faults(block.text, quoted, part=is_cell)

    def _surroundings(self, block: DraftBlock) -> str:
        places = {(citation.sha256, citation.page) for citation in block.citations}
        return "\n".join(self._texts.pages[place].folded for place in places if place in self._texts.pages)


def _says_something(cell: str) -> bool:
    return len(fold(masked(cell, figures(cell).spans)).replace("/", "")) >= _A_STATEMENT


def _joined(citations: Sequence[Citation]) -> str:
    """The quotes as one text; a sentence that goes on over a page end is whole again."""
    text = ""
    for before, citation in zip((None, *citations), citations, strict=False):
        goes_on = before and (before.sha256, before.page + 1) == (citation.sha256, citation.page)
        text += citation.quote if goes_on or before is None else f"\n{citation.quote}"
    return text


def _table_faults(table: DraftBlock) -> Iterator[Fault]:
    if table.text != table_text(table):
        yield Fault(reason="表の文字が、そのセルと一致しません")
    cited = {citation for row in table.rows for cell in row for citation in cell.citations}
    if not cited.issuperset(table.citations):
        yield Fault(reason="表の出典が、そのセルにありません")


def table_text(table: DraftBlock) -> str:
    """The text of a table: its cells joined by tabs and line ends."""
    return "\n".join("\t".join(cell.text for cell in row) for row in table.rows)


def _cells(block: DraftBlock) -> Iterator[tuple[DraftBlock, str]]:
    """Each cell with the heads over it."""
    for at, row in enumerate(block.rows):
        for column, cell in enumerate(row):
            heads = [above[column].text for above in block.rows[: block.header_rows] if column < len(above)]
            yield cell, "\n".join(heads) if at >= block.header_rows else ""


def _trimmed(text: str) -> str:
    """A quote may lose its bullet and its last full stop, nothing else."""
    return fold(text).lstrip(_TRIMMED_FRONT).rstrip(_TRIMMED_END)
