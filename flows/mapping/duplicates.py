"""The same said in several documents (重複): found by text, so that a draft says it once and cites all places.

Two passages are the same when their canonical texts without digits' surroundings are equal or nearly so: Jaccard
similarity of character 3-grams ≥ 0.85 and the same numbers. Candidates share one of a few rare 3-grams (min-hash),
so ten thousand passages take about a second. Short passages (< 12 characters) are never duplicates: labels recur.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from zlib import crc32

from flows.mapping.spelling import canonical
from flows.model import Passage

_LEAST = 12
_ALIKE = 0.85
_SIGNATURES = 6
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def duplicates(passages: Sequence[Passage]) -> tuple[tuple[str, ...], ...]:
    """Groups of passage ids that say the same, in the order of the passages; the first stands for the others."""
    texts = [canonical(passage.text) for passage in passages]
    grams = [frozenset(text[i : i + 3] for i in range(len(text) - 2)) for text in texts]
    numbers = [tuple(_DIGITS.findall(text)) for text in texts]
    leader: dict[int, int] = {}
    buckets: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, gram in enumerate(grams):
        if len(texts[index]) < _LEAST:
            continue
        keys = _signature(gram)
        candidates = sorted({other for key in keys for other in buckets[key]})
        same = next((o for o in candidates if numbers[o] == numbers[index] and _alike(grams[o], gram)), None)
        if same is None:
            for key in keys:
                buckets[key].append(index)
        else:
            leader[index] = same
    groups: dict[int, list[int]] = defaultdict(list)
    for index, first in leader.items():
        groups[first].append(index)
    return tuple(
        tuple(passages[i].id for i in (first, *sorted(members))) for first, members in sorted(groups.items())
    )


def _signature(grams: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """The smallest hashes of the 3-grams under several orders: equal texts share all, like texts most of them."""
    hashes = [crc32(gram.encode()) for gram in grams]
    masks = (0, 0x9E3779B9, 0x7F4A7C15, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F)[:_SIGNATURES]
    return tuple((order, min(value ^ mask for value in hashes)) for order, mask in enumerate(masks))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)
