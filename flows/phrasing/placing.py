"""Taken sentences put into their section; what none of them says stays as it was, near where it stood.

A statement that no taken sentence says follows the sentence that says its nearest forerunner. A group of whole
sentences is set as prose; with a watchword or an estimate among them it stays a list. The first sentence of a group
opens with no connective, and no two in a row open with the same.
"""

from collections.abc import Sequence

from flows.model import DraftBlock, DraftBlockKind, Section
from flows.phrasing.evidence import Brief, Group
from flows.phrasing.judging import Taken


def placed(brief: Brief, taken: dict[int, list[Taken]]) -> Section:
    """The section with its groups phrased."""
    blocks: list[DraftBlock] = []
    anew = {
        group.members[0].id: _arranged(group, taken[at])
        for at, group in enumerate(brief.groups)
        if taken.get(at)
    }
    members = {block.id for at, group in enumerate(brief.groups) if taken.get(at) for block in group.members}
    for block in brief.section.blocks:
        blocks += anew.get(block.id, [] if block.id in members else [block])
    return brief.section.model_copy(update={"blocks": tuple(blocks)})


def _arranged(group: Group, taken: Sequence[Taken]) -> list[DraftBlock]:
    said = {block.id: at for at, sentence in enumerate(taken) for block in sentence.blocks}
    after: dict[int, list[DraftBlock]] = {}
    anchor = -1
    for block in group.members:
        if block.id in said:
            anchor = said[block.id]
        else:
            after.setdefault(anchor, []).append(block)
    blocks = list(after.get(-1, []))
    openings = ["", *(sentence.opening for sentence in taken)]
    for at, sentence in enumerate(taken):
        opened = bool(blocks) and sentence.opening != openings[at]
        blocks += [sentence.block(opened=opened), *after.get(at, [])]
    if len(group.members) > len(group.evidence):
        return blocks
    return [block.model_copy(update={"kind": DraftBlockKind.PARAGRAPH}) for block in blocks]
