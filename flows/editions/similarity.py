"""How alike two titles are (題名の近さ): for finding the subject of a title that was worded anew.

Titles are compared without spaces, marks and brackets, 取組み as 取組. Likeness is the share of letter
pairs that both have (Dice), 1.0 only for the same words. A pairing is taken only when it is clearly the
best for the title.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from flows.text import fold

_MARKS = re.compile(r"[・･、，,。．.:：「」『』()（）\[\]【】〔〕“”\"'\-~/／]")
_LIKE = 0.5
"""Below this two titles have little in common."""
_CLEARLY = 0.12
"""By how much the best key must be ahead of the next."""


def plain(title: str) -> str:
    """A title as compared."""
    return _MARKS.sub("", fold(title)).replace("取り組み", "取組").replace("取組み", "取組")


def likeness(one: str, other: str) -> float:
    """0–1."""
    first, second = plain(one), plain(other)
    if first == second:
        return 1.0
    pairs, others = _pairs(first), _pairs(second)
    total = sum(pairs.values()) + sum(others.values())
    return min(2 * sum((pairs & others).values()) / total, 0.99) if total else 0.0


def best_pairs(
    titles: Sequence[str], known: Mapping[str, Sequence[str]]
) -> dict[int, tuple[str, str, float]]:
    """For each title (by index) its key, the known title it is like, and how much; each key at most
    once."""
    scored = {
        index: {
            key: max((likeness(title, each), each) for each in wordings) for key, wordings in known.items()
        }
        for index, title in enumerate(titles)
    }
    pairs: dict[int, tuple[str, str, float]] = {}
    free = set(known)
    for exact in (True, False):
        ranked = sorted(
            (
                (score, -index, key, like)
                for index, keys in scored.items()
                for key, (score, like) in keys.items()
            ),
            reverse=True,
        )
        for score, minus, key, like in ranked:
            index = -minus
            if index in pairs or key not in free or (score < 1.0 if exact else score < _LIKE):
                continue
            next_best = max(
                (other for each, (other, _) in scored[index].items() if each in free - {key}), default=0.0
            )
            if exact or score - next_best >= _CLEARLY:
                pairs[index] = (key, like, score)
                free.discard(key)
    return pairs


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))
