"""Counting on the finished file: how many of its sentences are vouched for, and how many of those are right (集計).

Counted is what stands in 素案.docx, sentence by sentence and cell by cell, not what was planned to. `coverage` is the
share that is cited, fixed wording or 要確認; `accuracy` the share of the cited ones that the gate verified.
"""

import re
from collections.abc import Iterable, Iterator

from flows.model import BlockStatus, Draft, DraftBlock, Value
from flows.verification.shown import OWN, Shown
from flows.verification.verdicts import Outcome, Verdict

_SENTENCE = re.compile(r"[^。\n]*。[」』）)]*|[^。\n]+")


class Tally(Value):
    """Sentences and cells of a finished file."""

    cited: int = 0
    verified: int = 0
    """Of the cited ones."""
    fixed: int = 0
    open: int = 0
    """要確認"""
    unknown: int = 0
    """In no block of the draft."""

    @property
    def total(self) -> int:
        """All sentences and cells."""
        return self.cited + self.fixed + self.open + self.unknown

    @property
    def coverage(self) -> float:
        """Share that is cited, fixed wording or 要確認; 1 for an empty file."""
        return 1 - self.unknown / self.total if self.total else 1.0

    @property
    def accuracy(self) -> float:
        """Share of the cited ones that are verified; 1 when nothing is cited."""
        return self.verified / self.cited if self.cited else 1.0


def tally(shown: Iterable[Shown], draft: Draft, verdicts: Iterable[Verdict]) -> Tally:
    """Count the sentences of a file that was read back."""
    blocks = {block.id: block for section in draft.sections for block in _parts(section.blocks)}
    wrong = {verdict.block for verdict in verdicts if verdict.outcome is not Outcome.VERIFIED}
    counts = dict.fromkeys(Tally.model_fields, 0)
    for text in shown:
        sentences = sum(bool(sentence.strip()) for sentence in _SENTENCE.findall(text.text))
        if text.id is not None and text.id.startswith(OWN):
            continue
        block = blocks.get(text.id or "")
        kind = _KINDS[block.status] if block else "unknown"
        counts[kind] += sentences
        counts["verified"] += sentences * (kind == "cited" and text.id not in wrong)
    return Tally.model_validate(counts)


_KINDS = {
    BlockStatus.QUOTED: "cited",
    BlockStatus.COMPOSED: "cited",
    BlockStatus.TEMPLATE: "fixed",
    BlockStatus.TODO: "open",
}


def _parts(blocks: Iterable[DraftBlock]) -> Iterator[DraftBlock]:
    for block in blocks:
        yield from (cell for row in block.rows for cell in row) if block.rows else (block,)
