"""What sort of paper a document is: guessed from its name, its title and its first words.

The kind decides how words are to be taken (a speech tells what is done, a survey what people think), so a wrong
guess must be harmless: what no rule knows is OTHER. The name says most, then the title, then the opening.
"""

from __future__ import annotations

import re

from flows.model import DocumentKind, Origin
from flows.text import fold

_RULES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            DocumentKind.HEARING,
            r"ヒアリング|聞き取り|聴き取り|会議録|議事録|議事要旨|打合せ|打ち合わせ|庁内確認|メモ$",
        ),
        (DocumentKind.SURVEY, r"アンケート|満足度|意識調査|意向調査|実態調査|調査結果|調査報告"),
        (
            DocumentKind.SPEECH,
            r"施政方針|市政方針|町政方針|村政方針|所信表明|行政報告|市政報告|町政報告|村政報告|提案理由",
        ),
        (DocumentKind.BULLETIN, r"^広報|広報[^計戦課]"),
        (DocumentKind.BUDGET, r"予算|主な事業|主要事業|新規事業|継続事業|事業概要"),
        (DocumentKind.GENERAL_PLAN, r"総合計画|総合振興計画|長期総合|基本構想|総合戦略"),
        (
            DocumentKind.DX_PLAN,
            r"(?:DX|デジタル・?トランスフォーメーション|デジタル化|情報化|ICT).{0,12}(?:計画|方針|戦略|ビジョン|構想)",
        ),
        (DocumentKind.PLAN, r"計画|プラン|方針|戦略|ビジョン|大綱"),
    )
)


def kind_of(name: str, title: str, opening: str, origin: Origin) -> DocumentKind:
    """The kind of a document from its file name, its title and its first words (`opening`, some 300 characters)."""
    if origin is Origin.GUIDANCE:
        return DocumentKind.GUIDANCE
    stem = fold(name.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    for words in (stem, fold(title), fold(opening)[:300]):
        for kind, pattern in _RULES:
            if pattern.search(words):
                return kind
    return DocumentKind.OTHER
