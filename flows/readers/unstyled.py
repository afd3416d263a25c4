"""Structure that was typed instead of styled: numbers and marks at the head of lines.

Many papers of municipalities are written so. Numbers of chapters (第1章, 第1, Ⅰ) make a short line a heading at once;
other marks (1, (1), ア, ①, ■, ○) may as well mark the items of a list, so a mark counts only when most of its lines
are followed by something of another kind: text, a table, a deeper mark. Levels follow the order of official numbering;
signs without an order lie under the heading before their first use. One answer for each mark in a document. What has
a mark and is no heading is an item.
"""

from __future__ import annotations

from collections.abc import Sequence

from flows.model import Block, BlockKind
from flows.readers.pdf.numbering import BULLETS, RANK, SIGNS, mark_of

_LONGEST = 45
_MOSTLY = 0.6
_CERTAIN = frozenset({"編", "章", "節", "款", "第1", "Ⅰ"})
_NO_HEADING = frozenset("。、，,；;・")


def structured(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, with marked lines as headings where the file has none, else as items."""
    if any(block.kind is BlockKind.HEADING for block in blocks):
        return tuple(_as_item(block) for block in blocks)
    kinds = [_kind(block) for block in blocks]
    chosen = {kind for kind in set(kinds) if kind and _is_heading_kind(kind, kinds, blocks)}
    levels = _levels([kind for kind in kinds if kind in chosen])
    path: list[tuple[int, str]] = []
    result: list[Block] = []
    for block, kind in zip(blocks, kinds, strict=True):
        place = block.place or " > ".join(words for _, words in path)
        if kind not in levels:
            result.append(_as_item(block).model_copy(update={"place": place}))
            continue
        level = levels[kind]
        path = [step for step in path if step[0] < level]
        place = " > ".join(words for _, words in path)
        path.append((level, block.text))
        result.append(block.model_copy(update={"kind": BlockKind.HEADING, "level": level, "place": place}))
    return tuple(result)


def _as_item(block: Block) -> Block:
    if block.kind is not BlockKind.PARAGRAPH or "注" in block.place:
        return block
    mark = mark_of(block.text)
    if mark is None or mark.kind in _CERTAIN or len(mark.text) == len(block.text):
        return block
    return block.model_copy(update={"kind": BlockKind.LIST_ITEM, "level": 1})


def _kind(block: Block) -> str:
    """The kind of mark of a line that could be a heading, else nothing."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) or block.place:
        return ""
    text = block.text
    if len(text) > _LONGEST or "\n" in text or text[-1] in _NO_HEADING:
        return ""
    mark = mark_of(text)
    return mark.kind if mark and mark.kind not in BULLETS and len(text) > len(mark.text) else ""


def _is_heading_kind(kind: str, kinds: Sequence[str], blocks: Sequence[Block]) -> bool:
    if kind in _CERTAIN:
        return True
    places = [index for index, found in enumerate(kinds) if found == kind]
    last = len(blocks) - 1
    leading = sum(
        1 for i in places if i < last and kinds[i + 1] != kind and not _is_above(kinds[i + 1], kind)
    )
    return leading >= _MOSTLY * len(places)


def _is_above(kind: str, other: str) -> bool:
    """`kind` numbers higher parts than `other`: what precedes it leads nothing."""
    return bool(kind) and kind not in SIGNS and other not in SIGNS and RANK[kind] < RANK[other]


def _levels(kinds: Sequence[str]) -> dict[str, int]:
    """Level of each kind, 1 = highest, without gaps."""
    order = sorted({kind for kind in kinds if kind not in SIGNS}, key=RANK.__getitem__)
    for index, kind in enumerate(kinds):
        if kind not in order:
            order.insert(order.index(kinds[index - 1]) + 1 if index else 0, kind)
    return {kind: level for level, kind in enumerate(order, start=1)}
