"""Replies of an earlier run: what was asked then is not asked again, so a section keeps its words.

Where a section's evidence has changed since, what was said of the evidence that is still there is said again, under its
new numbers, and the rest stays as the draft has it: else one new sentence would take the connectives from all others,
and staff would get a change to each. A reply is only as good as what it is judged to be now: a record that someone
altered is judged like any reply.
"""

import json
from collections.abc import Iterable, Sequence

from flows.model import Value
from flows.phrasing.prompts import Client, Prompt, Reply
from flows.phrasing.replies import Unreadable, sentences

_NONE = "前の結果に、この節の返答の記録がありません"


class Record(Value):
    """What was asked of a section, and what came back."""

    key: str
    """Section.key"""
    request: str
    """Prompt.digest"""
    evidence: tuple[str, ...] = ()
    """Sentence by number, from 1."""
    reply: str = ""
    """As it came."""


class Recorded:
    """Answers from the record; asks `other`, where there is one, for what the record does not speak of."""

    def __init__(self, records: Iterable[Record], other: Client | None = None) -> None:
        self._records = {record.key: record for record in records if record.reply}
        self._other = other

    def answers(self, prompts: Sequence[Prompt]) -> Sequence[Reply]:
        """A reply for each prompt, in order."""
        known = {prompt.key: self._known(prompt) for prompt in prompts}
        open_ = [prompt for prompt in prompts if known[prompt.key] is None]
        asked = self._other.answers(open_) if self._other else [Reply(failure=_NONE) for _ in open_]
        new = dict(zip((prompt.key for prompt in open_), asked, strict=True))
        return [known[prompt.key] or new[prompt.key] for prompt in prompts]

    def _known(self, prompt: Prompt) -> Reply | None:
        record = self._records.get(prompt.key)
        if record is None:
            return None
        if record.request == prompt.digest:
            return Reply(text=record.reply)
        numbers = {text: number for number, text in enumerate(prompt.evidence, 1)}
        then = {number: numbers.get(text) for number, text in enumerate(record.evidence, 1)}
        try:
            said = sentences(record.reply)
        except Unreadable:
            return None
        still = [
            {"text": sentence.text, "evidence": [then[number] for number in sentence.numbers]}
            for sentence in said
            if sentence.numbers and all(then.get(number) for number in sentence.numbers)
        ]
        return Reply(text=json.dumps({"sentences": still}, ensure_ascii=False)) if still else None
