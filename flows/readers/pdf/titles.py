"""The document's own title (表題), and the cover on which it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.readers.pdf.numbering import mark_of
from flows.readers.pdf.paragraphs import Paragraph, ended
from flows.text import fold, readable

_NAMES_A_PAPER = re.compile(
    r"(?:計画|方針|構想|戦略|ビジョン|プラン|大綱|指針|要領|要綱|手順書|報告|報告書|調査|結果|概要|概況|説明|説明書|資料|一覧|白書|"
    r"予算|予算書|事業|議事録|会議録|メモ|について)(?:書|案|編|版)?(?:[(【<〔\[].{1,30}[)】>〕\]])?$"
)
_COVER_WORDS = 150
"""A page with no more characters than these beside the title is a cover."""


def title_of(paragraphs: Sequence[Paragraph], body_size: float) -> tuple[str, frozenset[int]]:
    """The title, "" if there is none; and the indices of the paragraphs that are no headings because they are that
    title or stand beside it on a cover.

    The largest words of the first page with words, if clearly larger than running text; else the first line there
    that ends as titles of papers do.
    """
    if not paragraphs:
        return "", frozenset()
    here = [(i, each) for i, each in enumerate(paragraphs) if each.page == paragraphs[0].page]
    size = max((each.first.size for _, each in here if _is_bare(each)), default=0.0)
    if size < 1.14 * body_size:
        named = next((i for i, each in here[:4] if _may_be_title(each)), None)
        return ("", frozenset()) if named is None else (readable(paragraphs[named].text), frozenset())
    title: list[int] = []
    for i, each in here:
        if each.first.size > 0.95 * size and _is_bare(each):
            title.append(i)
        elif title:
            break
    words = readable(" ".join(paragraphs[i].text for i in title))[:200]
    is_cover = sum(len(each.text) for _, each in here) < len(words) + _COVER_WORDS and len(paragraphs) > len(
        here
    )
    return words, frozenset(i for i, _ in here) if is_cover else frozenset(title)


def _is_bare(paragraph: Paragraph) -> bool:
    """Some words without a number: 第１章 … is a heading, however large."""
    mark = mark_of(paragraph.text)
    return 2 < len(fold(paragraph.text)) < 100 and (mark is None or mark.kind in ("【】", "〈〉", "附"))


def _may_be_title(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return (
        len(text) < 60 and not ended(text) and not mark_of(text) and bool(_NAMES_A_PAPER.search(fold(text)))
    )
