"""Which paragraphs are headings (見出し), and how high they stand.

Witnesses are added up: the contents page and the file's outline name it, a number of the grammar, larger or bolder
or gothic type, clear space above, shortness. Paragraphs of one style then follow their majority, so that a document
is consistent. Levels come from the numbering (章 over 節 over 1 over (1) …, closed up to 1, 2, 3 …); headings without
a number take the level of numbered ones of the same look, else they stand under the heading before them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from flows.readers.pdf.contents import Titles
from flows.readers.pdf.levels import Look, Style, levels_of
from flows.readers.pdf.numbering import BULLETS, Mark, mark_of
from flows.readers.pdf.paragraphs import Paragraph, ended, face
from flows.text import fold

_WEIGHT = {
    "編": 2.5, "章": 2.5, "節": 2.5, "款": 1.5, "条": 0.0, "Ⅰ": 1.8, "Ⅰ-1": 1.8, "附": 1.2, "第1": 1.8, "1.1.1.1": 1.5, "1.1.1": 1.5,
    "1.1": 1.5, "(1)": 1.0, "1)": 0.7, "1": 1.0, "(ア)": 0.3, "(a)": 0.3, "(一)": 1.0, "一": 1.0, "①": 0.3, "ア": 0.5,
    "a": 0.3, "A": 0.5, "■": 1.2, "◆": 1.2, "●": 0.6, "○": 0.3, "□": 0.3, "▼": 0.3, "★": 0.3, "【】": 1.2, "〈〉": 1.0,
}  # fmt: skip
_ENOUGH = 2.0
_CAPTION = re.compile(
    r"^[(（【＜<〈《]?[\s　]*(?:図表|図|表|写真|グラフ|資料|出典|注)[\s　]*[0-9０-９(（：:―\-－一二三]"
)
_DATE = re.compile(
    r"^(?:令和|平成|昭和|[RHS])?[0-9元]{1,4}[年./](?:[(](?:令和|平成|昭和|[RHS])?[0-9元]{1,4}年?[)])?"
    r"(?:[0-9]{1,2}[月./])?(?:[0-9]{1,2}日?)?(?:現在|提出|作成|決定|策定|改定|公表)?$"
)
_NO_HEADING = re.compile(
    r"[、,，;；]$|。.+|^[\W\d_]+$|^[(（]?単位|^(?:出典|資料|注|※|＊|＜注|（注|https?:)|(?:として|により|について|における|および|及び|並びに|または|又は|する|した|します|ます|です)$"
)
_WORD = re.compile(r"[ぁ-んァ-ヶー一-龠々A-Za-zＡ-Ｚａ-ｚ]{2,}")
_FRONT = re.compile(
    r"^(?:はじめに|おわりに|終わりに|まとめ|要旨|概要|結び|結語|参考文献|用語集|用語解説|付録|資料編|巻末資料|目的|背景)$"
)


def headings_of(
    paragraphs: Sequence[Paragraph],
    body: Style,
    titles: Titles,
    cover: frozenset[int] = frozenset(),
) -> dict[int, int]:
    """Levels by index of all paragraphs that are headings.

    `body`: size, weight and face of running text; `titles`: what contents list and outline name; `cover`: indices of
    the title and of what stands beside it, no headings if there are others.
    """
    looks = {
        i: look
        for i, (paragraph, following) in enumerate(zip(paragraphs, [*paragraphs[1:], None], strict=False))
        if (look := _look(paragraph, following, body, titles))
    }
    chosen = _consistent(looks)
    if sum(i not in cover for i in chosen) >= 3:
        chosen = {i: look for i, look in chosen.items() if i not in cover}
    return levels_of(chosen, titles)


def _look(
    paragraph: Paragraph,
    following: Paragraph | None,
    body: Style,
    titles: Titles,
) -> Look | None:
    """None for what cannot be a heading."""
    short = len(paragraph.lines) <= 3 and paragraph.last.page == paragraph.page
    text = paragraph.text if short else ""
    folded = fold(text[:200])
    length = len(folded)
    if not 1 < length <= 80:
        return None
    if (ended(text) and not text.endswith(("）", ")", "」", "】", "』", "？", "?"))) or _CAPTION.match(text):
        return None
    if _DATE.match(folded) or (_NO_HEADING.search(text) and not titles.names(text)):
        return None
    mark = mark_of(text)
    if not _WORD.search(text[len(mark.text) :] if mark and mark.kind not in ("【】", "〈〉") else text):
        return None
    if mark and (
        mark.kind in BULLETS or (not text[len(mark.text) :].strip() and mark.kind not in ("【】", "〈〉"))
    ):
        return None
    style = (round(paragraph.first.size * 2) / 2, paragraph.first.bold, face(paragraph.first))
    score = 3.0 * titles.names(text) + (_WEIGHT.get(mark.kind, 0.0) if mark else 0.0)
    score += _typography(style, body) + _setting(paragraph, following, length, mark)
    return Look(paragraph, mark, score, style, mark.kind if mark else "")


def _typography(style: Style, body: Style) -> float:
    """What size, weight and face say."""
    ratio = style[0] / (body[0] or 1.0)
    score = 1.5 if ratio >= 1.14 else 0.7 if ratio >= 1.04 else -1.5 if ratio < 0.93 else 0.0
    if style[1] and not body[1]:
        score += 1.0
    if style[2] == "gothic" and body[2] == "mincho":
        score += 1.2
    return score


def _setting(paragraph: Paragraph, following: Paragraph | None, length: int, mark: Mark | None) -> float:
    """What place and length say."""
    text, first = paragraph.text, paragraph.first
    score = 0.3 if length <= 25 else -0.7 if length > 45 else 0.0
    if paragraph.space_above > 0.6:
        score += 0.5
    if following is not None and following.page - paragraph.page <= 1:
        below = following.text if len(following.lines) < 4 else following.first.text + following.last.text
        if len(below) > 1.5 * len(text) and (ended(below) or len(following.lines) > 1):
            score += 0.4
            if not mark and length <= 12 and paragraph.space_above > 0.9 and not re.search(r"[ぁ-ん]$", text):
                score += 1.0
        next_mark = mark_of(below)
        if mark and next_mark and next_mark.kind == mark.kind and following.space_above < 0.4:
            score -= 1.0
    if (
        paragraph.zone_right - paragraph.last.x1 < 0.5 * first.size
        and len(paragraph.lines) == 1
        and length > 30
    ):
        score -= 0.5
    if _FRONT.match(fold(text)):
        score += 1.0
    return score


def _consistent(looks: dict[int, Look]) -> dict[int, Look]:
    """Paragraphs of one mark and look follow the majority among them."""
    groups: dict[tuple[str, Style], list[int]] = defaultdict(list)
    for i, look in looks.items():
        groups[look.kind, look.style].append(i)
    chosen: dict[int, Look] = {}
    for members in groups.values():
        sure = sum(looks[i].score >= _ENOUGH for i in members)
        for i in members:
            score = looks[i].score
            if (score >= _ENOUGH and (sure * 4 >= len(members) or score >= _ENOUGH + 1)) or (
                sure >= 3 and sure * 10 >= 7 * len(members) and score >= _ENOUGH - 0.8 and looks[i].kind
            ):
                chosen[i] = looks[i]
    return dict(sorted(chosen.items()))
