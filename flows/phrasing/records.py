"""Replies of an earlier run: what was asked then is not asked again, so an unchanged section keeps its words.

A reply is only as good as what it is judged to be now: a record that someone altered is judged like any reply.
"""

from collections.abc import Mapping, Sequence

from flows.phrasing.prompts import Client, Prompt, Reply

_NONE = "前の結果に、この節の返答の記録がありません"


class Recorded:
    """Answers from the record (Prompt.digest → reply); asks `other`, where there is one, for what is not in it."""

    def __init__(self, replies: Mapping[str, str], other: Client | None = None) -> None:
        self._replies = replies
        self._other = other

    def answers(self, prompts: Sequence[Prompt]) -> Sequence[Reply]:
        """A reply for each prompt, in order."""
        open_ = [prompt for prompt in prompts if prompt.digest not in self._replies]
        asked = self._other.answers(open_) if self._other else [Reply(failure=_NONE) for _ in open_]
        new = dict(zip((prompt.digest for prompt in open_), asked, strict=True))
        return [
            new[prompt.digest] if prompt.digest in new else Reply(text=self._replies[prompt.digest])
            for prompt in prompts
        ]
