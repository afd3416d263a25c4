"""How a citation reads in a footnote, and after which sentence its mark stands.

    出典: 「第5次総合計画」（05_総合計画.pdf）p.12（PDF p.14）「引用文」

The quote is given whole: it is what a reader holds against the source. Quotes from one page of one document share a
footnote where they support the same sentence or the same row of a table. The mark stands after the sentence that has the
quote's words, or that the quote has the words of; after the last sentence where that cannot be told.
"""

import re
from collections.abc import Iterable

from flows.model import Citation, DraftBlock
from flows.text import clean, fold

_SENTENCE = re.compile(r"[^。\n]*[。\n]+[」』）)]*|[^。\n]+")
_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")
_PAGED = (".pdf",)
_STOP = "。"


def by_place(citations: Iterable[Citation]) -> tuple[tuple[Citation, ...], ...]:
    """The citations, each once, grouped by the page they are from, in the order of first use."""
    groups: dict[tuple[object, ...], list[Citation]] = {}
    for c in distinct(citations):
        key = (c.source, c.sha256, c.page, c.printed_page, c.title, c.place, c.confidence)
        groups.setdefault(key, []).append(c)
    return tuple(map(tuple, groups.values()))


def describe(*citations: Citation) -> str:
    """The footnote's text (出典) for citations from one place."""
    citation = citations[0]
    name = citation.source.rpartition("/")[2]
    title = f"「{citation.title}」（{name}）" if citation.title else f"「{name}」"
    sure = f"［読取り（OCR）確度 {citation.confidence:.2f}］" if citation.confidence is not None else ""
    quotes = "".join(f"「{each.quote}」" for each in citations)
    text = f"出典: {title}{_place(citation)}{sure}{quotes}"
    return clean(_LINE_ENDS.sub(" ", text))


def _place(citation: Citation) -> str:
    if citation.place:
        return f" {citation.place} "
    if not citation.source.lower().endswith(_PAGED):
        return ""
    page = f"PDF p.{citation.page}"
    return f"p.{citation.printed_page}（{page}）" if citation.printed_page else page


def distinct(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each citation once, in the order of first use."""
    return tuple({(c.source, c.page, c.place, c.quote): c for c in reversed(tuple(citations))}.values())[::-1]


def with_places(block: DraftBlock) -> list[tuple[str, list[Citation]]]:
    """The block's text in pieces, each with the citations whose marks stand after it."""
    pieces = _SENTENCE.findall(clean(block.text)) or [""]
    placed: list[tuple[str, list[Citation]]] = [(piece, []) for piece in pieces]
    folded = [fold(piece).rstrip(_STOP) for piece in pieces]
    for citation in distinct(block.citations):
        placed[_sentence_of(fold(citation.quote).rstrip(_STOP), folded)][1].append(citation)
    return placed


def _sentence_of(quote: str, sentences: list[str]) -> int:
    if quote:
        for at, sentence in enumerate(sentences):
            if sentence and (quote in sentence or sentence in quote):
                return at
    return len(sentences) - 1
