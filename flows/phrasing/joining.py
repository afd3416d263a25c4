"""What a model may do to sentences of evidence: put a connective before them, join them at a registered seam.

The law: a sentence said of evidence 1…n is [connective] E1′…E(n-1)′ En, where E′ is the sentence with its ending turned
into the seam of joining.yaml. `stated` makes that sentence; `differs` holds what came back against it. Compared is the
folded text without commas, so width and commas may vary; printed is what `stated` made.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property

from flows.configuration import read_configuration
from flows.model import Value
from flows.resources import templates_dir
from flows.text import fold

_EXCERPT = 12
_UNSAID = re.compile("[、，,。]")


class Seam(Value):
    """How a sentence ends where another goes on."""

    end: re.Pattern[str]
    becomes: str
    tense: str


class Joining(Value):
    """templates/writer/joining.yaml."""

    connectives: Mapping[str, tuple[str, ...]]
    seams: tuple[Seam, ...]
    past: re.Pattern[str]
    apart: re.Pattern[str]
    longest: int
    """Letters of a joined sentence."""
    leaning: re.Pattern[str]
    most: int

    @cached_property
    def _heard(self) -> list[tuple[str, str]]:
        pairs = [(fold(form), say) for say, forms in self.connectives.items() for form in (say, *forms)]
        return sorted(dict(pairs).items(), key=lambda pair: -len(pair[0]))

    def opening(self, sentence: str) -> tuple[str, str]:
        """The registered connective a sentence begins with ("" for none), and the sentence without it."""
        folded = fold(sentence)
        for form, say in self._heard:
            if folded.startswith(form):
                return say, folded.removeprefix(form)
        return "", folded

    def leans(self, sentence: str) -> bool:
        """Whether it takes up what stands before it."""
        return self.leaning.search(sentence) is not None

    def stated(self, sentences: Sequence[str]) -> str | None:
        """The sentences as one, in order; None where they may not be joined."""
        if len(sentences) == 1:
            return sentences[0]
        if len(sentences) > self.most or any(self.apart.search(sentence) for sentence in sentences):
            return None
        tense = "past" if self.past.search(sentences[-1]) else "present"
        parts = [self._seamed(sentence, tense) for sentence in sentences[:-1]]
        if None in parts:
            return None
        joined = "".join((*filter(None, parts), sentences[-1]))
        return joined if len(joined) <= self.longest else None

    def _seamed(self, sentence: str, tense: str) -> str | None:
        seam = next((seam for seam in self.seams if seam.end.search(sentence)), None)
        if seam is None or seam.tense != tense or "。" in sentence[:-1]:
            return None
        return seam.end.sub(seam.becomes, sentence)


def differs(said: str, stated: str) -> str:
    """Where `said` leaves `stated`, as a few letters of it; "" where they say the same."""
    one, other = (_UNSAID.sub("", fold(text)) for text in (said, stated))
    if one == other:
        return ""
    at = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    start = max(0, at - _EXCERPT // 2)
    return one[start : start + _EXCERPT] or other[start : start + _EXCERPT]


@cache
def joining() -> Joining:
    """What templates/writer/joining.yaml permits. Raises BadConfiguration for mistakes in it."""
    return read_configuration(templates_dir() / "writer" / "joining.yaml", Joining)
