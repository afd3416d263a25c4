"""Each sentence that came back, held against its evidence: taken, or not and why.

In this order: the numbers (there, of one group, not used before), the gate on the sentence as it came, the law of
`joining`, the order of sentences that lean on the one before. What is taken is the sentence that `joining` makes.
"""

import hashlib
from collections.abc import Callable, Iterable

from flows.model import BlockStatus, DraftBlock, Section, Stance, Value
from flows.phrasing.evidence import Brief, Evidence
from flows.phrasing.joining import Joining, differs
from flows.phrasing.replies import Sentence

Check = Callable[[Section, DraftBlock], tuple[str, ...]]
"""The gate: why a block of a section would be refused; empty when it would not."""


class Taken(Value):
    """A sentence for the draft."""

    evidence: tuple[Evidence, ...]
    opening: str
    """Its connective; "" for none."""
    text: str
    """Without the connective."""

    @property
    def blocks(self) -> tuple[DraftBlock, ...]:
        """What it says."""
        return tuple(evidence.block for evidence in self.evidence)

    def block(self, *, opened: bool) -> DraftBlock:
        """The block it becomes; `opened`: with its connective. The evidence's own block where nothing changes."""
        first, text = self.blocks[0], f"{self.opening if opened else ''}{self.text}"
        if text == first.text:
            return first
        return first.model_copy(
            update={
                "id": _id(self.blocks),
                "text": text,
                "status": BlockStatus.COMPOSED,
                "citations": tuple(dict.fromkeys(c for block in self.blocks for c in block.citations)),
                "stance": Stance.FACT,
                "inputs": _digest(text, *(block.inputs for block in self.blocks)),
            }
        )


class Judged(Value):
    """A sentence that came back."""

    text: str
    numbers: tuple[int, ...]
    reason: str = ""
    """Why it was not taken (plain Japanese); empty when it was."""


class Judge:
    """Judges the sentences of one section, in the order they came."""

    def __init__(self, brief: Brief, rules: Joining, check: Check) -> None:
        self._brief = brief
        self._rules = rules
        self._check = check
        self._used: set[int] = set()
        self._last: dict[int, int] = {}
        self.taken: dict[int, list[Taken]] = {}
        """By group, in the order they came."""

    def judged(self, sentences: Iterable[Sentence]) -> tuple[Judged, ...]:
        """A judgement for each sentence."""
        return tuple(
            Judged(text=sentence.text, numbers=sentence.numbers, reason=self._reason(sentence))
            for sentence in sentences
        )

    def _reason(self, sentence: Sentence) -> str:
        if reason := self._numbers_reason(sentence.numbers):
            return reason
        evidence = tuple(self._brief.evidence[number] for number in sentence.numbers)
        opening, rest = self._rules.opening(sentence.text)
        said = Taken(evidence=evidence, opening="", text=rest)
        stated = self._rules.stated([each.text for each in evidence])
        return (
            self._gate(said)
            or self._wording(sentence.text, rest, stated)
            or self._order(sentence.numbers)
            or self._take(sentence.numbers, evidence, opening, stated or "")
        )

    def _gate(self, sentence: Taken) -> str:
        return next(iter(self._check(self._brief.section, sentence.block(opened=True))), "")

    def _wording(self, whole: str, rest: str, stated: str | None) -> str:
        if stated is None:
            return "一つの文にはつなげない文です"
        where = differs(rest, stated)
        return (
            f"根拠の文の言葉が変わっています（「{where}」の付近）" if where and differs(whole, stated) else ""
        )

    def _order(self, numbers: tuple[int, ...]) -> str:
        at = self._brief.group_of(numbers[0])
        ascending = list(numbers) == sorted(numbers) and numbers[0] > self._last.get(at, 0)
        leans = any(self._rules.leans(block.text) for block in self._brief.groups[at].members)
        return "前の文を受けて始まる文があるので、順序を変えられません" if leans and not ascending else ""

    def _take(
        self, numbers: tuple[int, ...], evidence: tuple[Evidence, ...], opening: str, stated: str
    ) -> str:
        taken = Taken(evidence=evidence, opening="" if self._rules.leans(stated) else opening, text=stated)
        if reason := self._gate(taken):
            return reason
        at = self._brief.group_of(numbers[0])
        self.taken.setdefault(at, []).append(taken)
        self._used.update(numbers)
        self._last[at] = max(numbers)
        return ""

    def _numbers_reason(self, numbers: tuple[int, ...]) -> str:
        known = self._brief.evidence
        if not numbers:
            return "根拠の番号がありません"
        if unknown := [number for number in numbers if number not in known]:
            return f"根拠[{unknown[0]}]はありません"
        if len({self._brief.group_of(number) for number in numbers}) > 1:
            return "違う欄の根拠を一つの文にしています"
        if again := [number for number in numbers if number in self._used]:
            return f"根拠[{again[0]}]は、ほかの文で使われています"
        return ""


def _id(blocks: tuple[DraftBlock, ...]) -> str:
    """One block's own id: its meaning is the same; that of several from theirs."""
    return blocks[0].id if len(blocks) == 1 else f"{blocks[0].id}-{_digest(*(block.id for block in blocks))}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]
