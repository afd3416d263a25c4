"""What stands beside the plan's own text, held against the draft: cover, head and foot of the pages, the summary.

    head and foot read back, Draft          → the plan's title, 素案, its date, page numbers, nothing else
    cover's line on the framework, Edition  → the edition's title, mark, publisher and date as they are
    概要版.docx read back, Draft            → every sentence is a block of the draft; titles are fixed words; its list of
                                              sources names documents and pages that the draft cites

All of it is what a reader takes for the municipality's word as much as any sentence. Dates are compared as dates, for
the plan may write them in any form.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from flows.model import Citation, Draft, DraftBlock, Edition, GateRefused
from flows.text import clean, dates
from flows.verification.shown import OWN, Shown

_FOOT = re.compile(r"[－―—‐-]*[0-9ivxlc]*[－―—‐-]*")
_ENTRY = re.compile(r"［[0-9０-９]+］")
_PAGES = re.compile(r"[(（]([0-9・]+)ページ")
_BEHIND = re.compile(r"(?:（.*）)?")
"""Pages and places behind a document's name."""
_DOUBT = "（公表日は未確認）"
_MOST_NAMED = 20


def check_edges(edges: Iterable[str], draft: Draft) -> None:
    """Raise GateRefused when head or foot of the pages say anything but title, 素案, date and page number."""
    _refuse(edge_faults(edges, draft))


def check_cover(shown: Iterable[Shown], edition: Edition) -> None:
    """Raise GateRefused when the cover calls the national framework by other words than its edition does."""
    _refuse(cover_faults(shown, edition))


def check_summary(shown: Sequence[Shown], draft: Draft, words: Collection[str]) -> None:
    """Raise GateRefused when the summary shows anything that is not in the draft. `words`: its fixed titles."""
    _refuse(summary_faults(shown, draft, words))


def edge_faults(edges: Iterable[str], draft: Draft) -> Iterator[str]:
    """What is wrong with the heads and feet of the pages."""
    for edge in filter(None, map(_seen, edges)):
        title = _seen(draft.title)
        if not _FOOT.fullmatch(edge) and not (edge.startswith(title) and _dated(edge[len(title) :], draft)):
            yield f"ヘッダー・フッターの「{edge[:50]}」が素案と違います"


def _dated(rest: str, draft: Draft) -> bool:
    """素案 or 概要版 and the draft's date in any form."""
    if rest.removeprefix("概要版") == f"素案{_seen(draft.date)}":
        return True
    found = dates(rest)
    days = {f"{d.year:04}-{d.month:02}-{d.day or 0:02}" for d in found}
    for date in reversed(found):
        rest = rest[: date.start] + rest[date.end :]
    return days == {draft.date} and rest in ("素案", "概要版素案")


def cover_faults(shown: Iterable[Shown], edition: Edition) -> Iterator[str]:
    """What is wrong with the cover's line on the national framework."""
    issued = "・".join(part for part in (edition.publisher, edition.era_date) if part)
    stated = _seen(f"国の枠組み：{edition.title}{edition.mark}{issued}")
    for text in shown:
        if text.id == f"{OWN}cover:edition" and _seen(text.text).removesuffix(_DOUBT) != stated:
            yield f"表紙の「{_seen(text.text)[:50]}」が国の計画の版と違います"


def summary_faults(shown: Sequence[Shown], draft: Draft, words: Collection[str]) -> Iterator[str]:
    """What is wrong with the summary."""
    blocks = {
        part.id: _seen(part.text)
        for section in draft.sections
        for block in section.blocks
        for part in _parts(block)
    }
    fixed = {*map(_seen, words), *(_seen(section.title) for section in draft.sections)}
    cited = [c for section in draft.sections for block in section.blocks for c in block.citations]
    for text in shown:
        seen, name = _seen(text.text), text.id or ""
        if name in blocks:
            good = seen == blocks[name]
        elif name == f"{OWN}summary:date":
            good = _is_date_line(seen, draft)
        elif name == f"{OWN}summary:source:list":
            good = _is_list(text.text, cited)
        else:
            good = not seen or seen in fixed
        if not good:
            yield f"概要版の「{seen[:50]}」が素案にありません"


def _is_date_line(seen: str, draft: Draft) -> bool:
    name = _seen(draft.municipality)
    return seen.startswith(name) and (
        seen == name + _seen(draft.date) or _dated(f"素案{seen[len(name) :]}", draft)
    )


def _is_list(text: str, cited: Sequence[Citation]) -> bool:
    """Whether each entry names a cited document, and no page but those cited."""
    pages: dict[str, set[str]] = {}
    for citation in cited:
        name = _seen(citation.title or citation.source)
        pages.setdefault(name, set()).update((str(citation.page), citation.printed_page or ""))
    for entry in filter(None, map(_seen, _ENTRY.split(text))):
        names = [
            name for name in pages if _BEHIND.fullmatch(entry.removeprefix(name)) and entry.startswith(name)
        ]
        told = {page for found in _PAGES.findall(entry) for page in found.split("・")}
        if not any(told <= pages[name] for name in names):
            return False
    return True


def _parts(block: DraftBlock) -> tuple[DraftBlock, ...]:
    return tuple(cell for row in block.rows for cell in row) if block.rows else (block,)


def _seen(text: str) -> str:
    return "".join(clean(text).split())


def _refuse(faults: Iterable[str]) -> None:
    wrong = list(faults)
    if wrong:
        raise GateRefused(
            "書き出した文書が、確かめた素案と一致しません。\n" + "\n".join(wrong[:_MOST_NAMED]),
            "文書は書き出していません。雛形（templates/word、templates/summary）を確かめてください。",
        )
