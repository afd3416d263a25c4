"""What of a section may be phrased: its sentences of fact, numbered, in the groups they stand in.

A group is a run of statements of one slot with nothing between them: sentences never leave it. Evidence are the whole
sentences among them; a watchword, an estimate or a quote of the nation's stays as it is, in its place. A group with one
such sentence has nothing to order or join.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from flows.model import BlockStatus, Draft, DraftBlock, DraftBlockKind, Section, Stance, Value

_STATEMENTS = (DraftBlockKind.BULLET, DraftBlockKind.PARAGRAPH)
_CITED = (BlockStatus.QUOTED, BlockStatus.COMPOSED)
_FEWEST = 2
_MOST = 40
"""Sentences of a section; more would make a prompt that no small model follows."""
_LONGEST = 400
"""Letters of a sentence."""
_LISTS = "appendix"


class Evidence(Value):
    """A numbered sentence (根拠)."""

    number: int
    """From 1, over the whole section."""
    block: DraftBlock

    @property
    def text(self) -> str:
        """The sentence as the deterministic draft has it."""
        return self.block.text


class Group(Value):
    """Statements of one slot that stand together (欄)."""

    name: str
    members: tuple[DraftBlock, ...]
    """All of them in order, evidence or not."""
    evidence: tuple[Evidence, ...]


class Brief(Value):
    """What a model gets to see of a section."""

    section: Section
    groups: tuple[Group, ...]

    @property
    def evidence(self) -> dict[int, Evidence]:
        """All evidence by number."""
        return {evidence.number: evidence for group in self.groups for evidence in group.evidence}

    def group_of(self, number: int) -> int:
        """Index of the group that holds a number."""
        return next(
            at for at, group in enumerate(self.groups) if number in {e.number for e in group.evidence}
        )


def briefs(draft: Draft, is_national: Callable[[DraftBlock], bool]) -> tuple[Brief, ...]:
    """The sections that have something to phrase. `is_national`: whether a block quotes the nation's documents."""
    found = (_brief(section, is_national) for section in draft.sections)
    return tuple(brief for brief in found if brief.groups and len(brief.evidence) <= _MOST)


def _brief(section: Section, is_national: Callable[[DraftBlock], bool]) -> Brief:
    groups: list[Group] = []
    number = 1
    if not section.key.startswith(_LISTS):
        for members in _runs(section.blocks):
            sentences = [block for block in members if _is_sentence(block) and not is_national(block)]
            if len(sentences) >= _FEWEST:
                evidence = tuple(
                    Evidence(number=at, block=block) for at, block in enumerate(sentences, number)
                )
                groups.append(
                    Group(name=members[0].slot or section.title, members=members, evidence=evidence)
                )
                number += len(evidence)
    return Brief(section=section, groups=tuple(groups))


def _runs(blocks: Iterable[DraftBlock]) -> Iterator[tuple[DraftBlock, ...]]:
    for (_, stated), run in groupby(blocks, key=lambda block: (block.slot, _is_statement(block))):
        if stated:
            yield tuple(run)


def _is_statement(block: DraftBlock) -> bool:
    return block.kind in _STATEMENTS and block.status in _CITED and bool(block.citations) and not block.rows


def _is_sentence(block: DraftBlock) -> bool:
    text = block.text
    return (
        block.stance is Stance.FACT
        and text.endswith("。")
        and "\n" not in text
        and len(text) <= _LONGEST
        and text.count("「") == text.count("」")
    )
