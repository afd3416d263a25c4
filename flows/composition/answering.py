"""What staff wrote in Word in the place of 要確認 (庁内確認), put into the place that asked, with its source.

The block keeps its id: it is the same place of the plan, and the merge knows it by that. An answer that the section
already says elsewhere leaves no second copy: its open place goes.
"""

from collections.abc import Mapping, Sequence

from flows.composition.blocks import cite
from flows.model import BlockStatus, Draft, DraftBlock, Passage, Section, Stance
from flows.text import fold

_OPEN = "要確認"


def answered(draft: Draft, said: Mapping[str, Sequence[Passage]]) -> Draft:
    """The draft with its open blocks and cells filled; `said`: block id → what was written there."""
    if not said:
        return draft
    sections = tuple(_section(section, said) for section in draft.sections)
    return draft.model_copy(update={"sections": sections})


def _section(section: Section, said: Mapping[str, Sequence[Passage]]) -> Section:
    told = {fold(block.text) for block in section.blocks if block.status is not BlockStatus.TODO}
    blocks: list[DraftBlock] = []
    for block in section.blocks:
        if block.rows:
            blocks.append(_table(block, said))
        elif block.status is not BlockStatus.TODO or block.id not in said:
            blocks.append(block)
        elif not all(fold(passage.text) in told for passage in said[block.id]):
            blocks.append(_filled(block, said[block.id]))
    return section.model_copy(update={"blocks": tuple(blocks)})


def _table(table: DraftBlock, said: Mapping[str, Sequence[Passage]]) -> DraftBlock:
    if not any(cell.id in said for row in table.rows for cell in row):
        return table
    rows = tuple(
        tuple(_filled(cell, said[cell.id]) if cell.id in said and _is_open(cell) else cell for cell in row)
        for row in table.rows
    )
    cells = [cell for row in rows for cell in row]
    citations = tuple(dict.fromkeys(citation for cell in cells for citation in cell.citations))
    text = "\n".join("\t".join(cell.text for cell in row) for row in rows)
    return table.model_copy(update={"rows": rows, "text": text, "citations": citations})


def _is_open(cell: DraftBlock) -> bool:
    return cell.status is BlockStatus.TODO or cell.text.strip("【】") == _OPEN


def _filled(block: DraftBlock, passages: Sequence[Passage]) -> DraftBlock:
    quotes = [passage.spans[-1] for passage in passages]
    citations = tuple(
        citation for passage, span in zip(passages, quotes, strict=True) for citation in cite(passage, [span])
    )
    return block.model_copy(
        update={
            "text": "\n".join(span.text for span in quotes),
            "status": BlockStatus.QUOTED,
            "stance": Stance.FACT,
            "citations": citations,
        }
    )
