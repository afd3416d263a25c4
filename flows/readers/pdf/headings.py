"""Which paragraphs are headings (見出し), and how high they stand.

Witnesses are added up: the contents page and the file's outline name it, a number of the grammar, larger or bolder
or gothic type, clear space above, shortness. Paragraphs of one style then follow their majority, so that a document
is consistent. Levels come from the numbering (章 over 節 over 1 over (1) …, closed up to 1, 2, 3 …); headings without
a number take the level of numbered ones of the same look, else they stand under the heading before them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from flows.readers.pdf.numbering import BULLETS, RANK, SIGNS, Mark, mark_of
from flows.readers.pdf.paragraphs import Paragraph, ended, face
from flows.text import fold

_WEIGHT = {
    "編": 2.5, "章": 2.5, "節": 2.5, "款": 1.5, "条": 0.0, "Ⅰ": 1.8, "Ⅰ-1": 1.8, "附": 1.2, "第1": 1.8, "1.1.1.1": 1.5, "1.1.1": 1.5,
    "1.1": 1.5, "(1)": 1.0, "1)": 0.7, "1": 1.0, "(ア)": 0.3, "(a)": 0.3, "(一)": 1.0, "一": 1.0, "①": 0.3, "ア": 0.5,
    "a": 0.3, "A": 0.5, "■": 1.2, "◆": 1.2, "●": 0.6, "○": 0.3, "□": 0.3, "▼": 0.3, "★": 0.3, "【】": 1.2, "〈〉": 1.0,
}  # fmt: skip
_ENOUGH = 2.0
_UNRANKED = SIGNS | {"附"}
_CAPTION = re.compile(
    r"^[(（【＜<〈《]?[\s　]*(?:図表|図|表|写真|グラフ|資料|出典|注)[\s　]*[0-9０-９(（：:―\-－一二三]"
)
_DATE = re.compile(
    r"^(?:令和|平成|昭和|[RHS])?[0-9元]{1,4}[年./](?:[(](?:令和|平成|昭和|[RHS])?[0-9元]{1,4}年?[)])?"
    r"(?:[0-9]{1,2}[月./])?(?:[0-9]{1,2}日?)?(?:現在|提出|作成|決定|策定|改定|公表)?$"
)
_NO_HEADING = re.compile(
    r"[、,，;；]$|。.+|^[\W\d_]+$|^(?:出典|資料|注|※|＊|＜注|（注|https?:)|(?:として|により|について|における|および|及び|並びに|または|又は|する|した|します|ます|です)$"
)
_WORD = re.compile(r"[ぁ-んァ-ヶー一-龠々A-Za-zＡ-Ｚａ-ｚ]{2,}")
_FRONT = re.compile(
    r"^(?:はじめに|おわりに|終わりに|まとめ|要旨|概要|結び|結語|参考文献|用語集|用語解説|付録|資料編|巻末資料|目的|背景)$"
)


@dataclass(slots=True)
class _Look:
    """How a paragraph looks and what speaks for its being a heading."""

    paragraph: Paragraph
    mark: Mark | None
    score: float
    style: tuple[float, bool, str]
    kind: str
    """The kind of its mark, "" without one."""


def headings_of(
    paragraphs: Sequence[Paragraph],
    body: tuple[float, bool, str],
    named: dict[str, int | None],
    cover: frozenset[int] = frozenset(),
) -> dict[int, int]:
    """Levels by index of all paragraphs that are headings.

    `body`: size, weight and face of running text; `named`: folded titles of contents page and outline with the level
    that these give them; `cover`: indices of the title and of what stands beside it, no headings if others are there.
    """
    looks = {
        i: look
        for i, (paragraph, following) in enumerate(zip(paragraphs, [*paragraphs[1:], None], strict=False))
        if (look := _look(paragraph, following, body, named))
    }
    chosen = _consistent(looks)
    if sum(i not in cover for i in chosen) >= 3:
        chosen = {i: look for i, look in chosen.items() if i not in cover}
    _number_chapters(chosen)
    return _levels(chosen, named)


def bare(text: str) -> str:
    """A title folded, without its number: as contents pages and outlines may name it."""
    mark = mark_of(text)
    return fold(text[len(mark.text) :] if mark and mark.kind not in ("【】", "〈〉") else text)


def _look(
    paragraph: Paragraph,
    following: Paragraph | None,
    body: tuple[float, bool, str],
    named: dict[str, int | None],
) -> _Look | None:
    """None for what cannot be a heading."""
    text = paragraph.text
    length = len(fold(text))
    if not 1 < length <= 80 or len(paragraph.lines) > 3 or paragraph.lines[-1].page != paragraph.page:
        return None
    if (ended(text) and not text.endswith(("）", ")", "」", "】", "』", "？", "?"))) or _CAPTION.match(text):
        return None
    if _DATE.match(fold(text)) or (_NO_HEADING.search(text) and fold(text) not in named):
        return None
    mark = mark_of(text)
    if not _WORD.search(text[len(mark.text) :] if mark and mark.kind not in ("【】", "〈〉") else text):
        return None
    if mark and (
        mark.kind in BULLETS or (not fold(text[len(mark.text) :]) and mark.kind not in ("【】", "〈〉"))
    ):
        return None
    style = (round(paragraph.first.size * 2) / 2, paragraph.first.bold, face(paragraph.first))
    named_here = length > 1 and (fold(text) in named or (bare(text) in named and len(bare(text)) > 1))
    score = (3.0 if named_here else 0.0) + (_WEIGHT.get(mark.kind, 0.0) if mark else 0.0)
    score += _typography(style, body) + _setting(paragraph, following, length, mark)
    return _Look(paragraph, mark, score, style, mark.kind if mark else "")


def _typography(style: tuple[float, bool, str], body: tuple[float, bool, str]) -> float:
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
        below = following.text
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


def _consistent(looks: dict[int, _Look]) -> dict[int, _Look]:
    """Paragraphs of one mark and look follow the majority among them."""
    groups: dict[tuple[str, tuple[float, bool, str]], list[int]] = defaultdict(list)
    for i, look in looks.items():
        groups[look.kind, look.style].append(i)
    chosen: dict[int, _Look] = {}
    for members in groups.values():
        sure = sum(looks[i].score >= _ENOUGH for i in members)
        for i in members:
            score = looks[i].score
            if (score >= _ENOUGH and (sure * 4 >= len(members) or score >= _ENOUGH + 1)) or (
                sure >= 3 and sure * 10 >= 7 * len(members) and score >= _ENOUGH - 0.8 and looks[i].kind
            ):
                chosen[i] = looks[i]
    return dict(sorted(chosen.items()))


def _levels(chosen: dict[int, _Look], named: dict[str, int | None]) -> dict[int, int]:
    """Levels by the numbering; where contents page or outline order the numbers likewise, their levels."""
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    told: dict[int, int] = {}
    for i, look in chosen.items():
        text = look.paragraph.text
        if (level := named.get(fold(text)) or named.get(bare(text))) is not None:
            votes[look.kind][level] += 1
            told[i] = level
    ranked = sorted(
        {k for look in chosen.values() if (k := look.kind) in RANK and k not in _UNRANKED},
        key=RANK.__getitem__,
    )
    level_of = _told_levels(ranked, votes)
    if level_of is None:
        told = {}
        level_of = _under_larger(chosen, {kind: n for n, kind in enumerate(ranked, start=1)})
    result: dict[int, int] = {}
    over = 0
    looks_of = _levels_by_style(chosen, level_of)
    groups: dict[tuple[str, tuple[float, bool, str]], list[tuple[int, int]]] = defaultdict(list)
    for i, look in chosen.items():
        if look.kind in level_of:
            result[i] = over = level_of[look.kind]
        elif i in told:
            result[i] = over = told[i]
        else:
            groups[look.kind, look.style].append((i, over))
    ranks = [
        (level_of[kind], *_usual_look([look.style for look in chosen.values() if look.kind == kind]))
        for kind in ranked
    ]
    plain = sorted(
        {style for _, style in groups}, key=lambda style: (-style[0], not style[1], style[2] != "gothic")
    )
    for (kind, style), members in groups.items():
        for i, over in members:
            result[i] = _level_without_number(kind, style, over, members, looks_of, ranks, plain)
    return {i: min(9, value) for i, value in sorted(result.items())}


def _number_chapters(chosen: dict[int, _Look]) -> None:
    """A heading right over "2.1" is chapter 2, even if its number is drawn and not written."""
    looks = list(chosen.values())
    if any(look.kind == "1" for look in looks):
        return
    for look, following in itertools.pairwise(looks):
        first = following.kind == "1.1" and re.search(
            r"\D[1１][.．]?$", following.mark.text if following.mark else ""
        )
        if first and not look.kind:
            look.kind = "1"


def _told_levels(ranked: list[str], votes: dict[str, Counter[int]]) -> dict[str, int] | None:
    """Levels of all numbered kinds if contents page or outline tell some of them and agree with the numbering."""
    level_of: dict[str, int] = {}
    before = 0
    told = False
    for kind in ranked:
        level = votes[kind].most_common(1)[0][0] if votes[kind] else before + 1
        told = told or bool(votes[kind])
        if level <= before:
            return None
        level_of[kind] = before = level
    return level_of if told else None


def _levels_by_style(
    chosen: dict[int, _Look], level_of: dict[str, int]
) -> dict[tuple[float, bool, str], Counter[int]]:
    found: dict[tuple[float, bool, str], Counter[int]] = defaultdict(Counter)
    for look in chosen.values():
        if look.kind in level_of:
            found[look.style][level_of[look.kind]] += 1
    return found


def _under_larger(chosen: dict[int, _Look], level: dict[str, int]) -> dict[str, int]:
    """All numbered levels one down if unnumbered headings in clearly larger type recur over them."""
    numbered = [look.style[0] for look in chosen.values() if look.kind in level]
    if not numbered:
        return level
    larger = [
        look for look in chosen.values() if look.kind not in level and look.style[0] > 1.12 * max(numbered)
    ]
    pages = {look.paragraph.page for look in larger}
    return {kind: n + 1 for kind, n in level.items()} if len(pages) >= 3 else level


def _usual_look(styles: list[tuple[float, bool, str]]) -> tuple[float, bool]:
    return median(style[0] for style in styles), sum(style[1] for style in styles) * 2 > len(styles)


def _level_without_number(
    kind: str,
    style: tuple[float, bool, str],
    over: int,
    members: list[tuple[int, int]],
    looks_of: dict[tuple[float, bool, str], Counter[int]],
    ranks: list[tuple[int, float, bool]],
    plain: list[tuple[float, bool, str]],
) -> int:
    """`ranks`: level, size and weight of each numbered kind; `plain`: looks of all headings without number."""
    if not ranks:
        order = sorted({(each[0], each[1]) for each in plain}, reverse=True)
        return min(order.index((style[0], style[1])) + 1, 3)
    if kind == "附" or over == 0:
        return 1
    for level, size, bold in ranks:
        if style[0] > 1.06 * size or (style[0] > 0.97 * size and style[1] and not bold):
            return level
    if not kind and len(looks_of[style]) == 1:
        return next(iter(looks_of[style]))
    return Counter(above for _, above in members if above).most_common(1)[0][0] + 1
