"""Three versions of a text, word by word: where edits do not touch, both stand.

`edits(old, new)` says what to put where; `combined(base, theirs, ours)` gives our edits as they apply to the staff's
text, or None where an edit of ours touches one of theirs (then a human decides). Words are runs of one kind of
character: Japanese has no spaces to cut at. A lone particle between two changes is no common ground.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from flows.text import tokens

_LEAST_ALIKE = 0.5
"""Below this the staff's text is a text of its own, and nothing of ours is put into it."""


class Edit(NamedTuple):
    """Put `new` in the place of `[start:end]`, in characters."""

    start: int
    end: int
    new: str


def edits(old: str, new: str) -> tuple[Edit, ...]:
    """What makes `new` out of `old`, in order."""
    a, b = tokens(old), tokens(new)
    places = [0]
    for token in a:
        places.append(places[-1] + len(token))
    raw = [Edit(places[i1], places[i2], "".join(b[j1:j2])) for i1, i2, j1, j2 in _changed(a, b)]
    joined: list[Edit] = []
    for edit in raw:
        if joined and edit.start - joined[-1].end <= 1:
            between = old[joined[-1].end : edit.start]
            joined[-1] = Edit(joined[-1].start, edit.end, joined[-1].new + between + edit.new)
        else:
            joined.append(edit)
    return tuple(joined)


def _changed(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def applied(text: str, changes: Sequence[Edit]) -> str:
    """The text with the edits made."""
    for edit in reversed(changes):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def likeness(a: str, b: str) -> float:
    """How alike two texts are: 0 nothing in common, 1 the same."""
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    short, long = sorted((len(a), len(b)))
    if 2 * short / (short + long) < 0.3:
        return 2 * short / (short + long) * 0.5
    pairs_a, pairs_b = _pairs(a), _pairs(b)
    return 2 * len(pairs_a & pairs_b) / max(len(pairs_a) + len(pairs_b), 1)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(max(len(text) - 1, 1))}


def combined(base: str, theirs: str, ours: str) -> tuple[Edit, ...] | None:
    """Our edits against `base`, as edits of `theirs`; None where they touch the staff's, or theirs is another text."""
    if theirs == base:
        return edits(base, ours)
    if likeness(base, theirs) < _LEAST_ALIKE:
        return None
    staff = edits(base, theirs)
    moved: list[Edit] = []
    for edit in edits(base, ours):
        if edit in staff:
            continue
        if any(edit.start <= other.end and other.start <= edit.end for other in staff):
            return None
        shift = sum(len(other.new) - (other.end - other.start) for other in staff if other.end < edit.start)
        moved.append(Edit(edit.start + shift, edit.end + shift, edit.new))
    return tuple(moved)
