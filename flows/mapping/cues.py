"""Finding cues in a text (手がかり語): a trie over all words, then the rules by which hits count.

`Matcher.evidence(text)` → `Evidence`: by subject its weight and the words that gave it. Rules: the longest word wins
(a word inside a longer one of another subject does not count), a near-miss gives its weight to the subject it means,
Latin words count only whole (no "ai" in "mail"), words of a pair must stand within 40 characters, words that only
support count less where nothing digital is said. Topics other than `vision` do not compete with items.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from flows.mapping.vocabulary import NONE, Cue, Vocabulary

SPAN: Final = 40
"""Characters within which the words of a pair must stand."""
_TERMS_AT_MOST = 3
_DIGITAL = "digital"


@dataclass(frozen=True)
class Hit:
    """A cue at its place."""

    start: int
    end: int
    cue: Cue


@dataclass(frozen=True)
class Evidence:
    """What a text's words say."""

    weights: dict[str, float] = field(default_factory=dict)
    """By subject, in log-odds."""
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By subject: the words as the vocabulary has them, weightiest first."""
    roles: dict[str, float] = field(default_factory=dict)
    """By role: where its last cue ends, as a share of the text: what is said last is meant."""
    silence: tuple[str, ...] = ()
    digital: bool = False
    decided: frozenset[str] = frozenset()
    """Subjects with a word or pair that decides."""


class Matcher:
    """All cues of a vocabulary, ready to be found."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._competing = set(vocabulary.items) | {"vision", NONE}
        self._trie: dict[str, Any] = {}
        for cue in vocabulary.cues:
            node = self._trie
            for character in cue.word:
                node = node.setdefault(character, {})
            node.setdefault("", []).append(cue)
        self.evidence = lru_cache(maxsize=4096)(self._evidence)

    def hits(self, text: str) -> list[Hit]:
        """Every cue in the text (canonical spelling), longest-wins applied."""
        found = [hit for start in range(len(text)) for hit in self._at(text, start)]
        return self._compete(found)

    def _at(self, text: str, start: int) -> list[Hit]:
        node: dict[str, Any] | None = self._trie
        hits, end = [], start
        while end < len(text) and node is not None and (node := node.get(text[end])):
            end += 1
            if "" in node and _whole(text, start, end):
                hits += [Hit(start, end, cue) for cue in node[""]]
        return hits

    def _compete(self, hits: list[Hit]) -> list[Hit]:
        """Drop words that stand inside a longer word of the items, and groups inside what is none."""
        rulers = [
            hit
            for hit in hits
            if hit.cue.tier in {"strong", "term", "near"} and hit.cue.owner in self._competing
        ]
        kept = []
        for hit in hits:
            length = hit.end - hit.start
            inside = [
                r for r in rulers if r.start <= hit.start and hit.end <= r.end and r.end - r.start > length
            ]
            if hit.cue.tier in {"strong", "term", "near"} and hit.cue.owner in self._competing:
                if not inside:
                    kept.append(hit)
            elif not any(ruler.cue.owner == NONE for ruler in inside):
                kept.append(hit)
        return kept

    def _evidence(self, text: str) -> Evidence:
        hits = self.hits(text)
        weights, vocabulary = self.vocabulary.weights, self.vocabulary
        digital = any(hit.cue.tier == "group" and hit.cue.owner == _DIGITAL for hit in hits)
        strong: dict[str, dict[str, Cue]] = defaultdict(dict)
        terms: dict[str, dict[str, Cue]] = defaultdict(dict)
        parts: dict[str, list[Hit]] = defaultdict(list)
        roles: dict[str, float] = {}
        silence: dict[str, str] = {}
        for hit in hits:
            cue = hit.cue
            if cue.tier in {"strong", "near"} and cue.owner != NONE:
                strong[cue.owner][cue.word] = cue
            elif cue.tier == "term":
                terms[cue.owner][cue.word] = cue
            elif cue.tier == "part":
                parts[cue.owner].append(hit)
            elif cue.tier == "role":
                roles[cue.owner] = max(roles.get(cue.owner, 0.0), hit.end / max(1, len(text)))
            elif cue.tier == "silence":
                silence[cue.word] = cue.shown
        pairs = self._pairs(parts)
        found: dict[str, float] = {}
        words: dict[str, tuple[str, ...]] = {}
        for subject in vocabulary.subjects:
            ranked = sorted(strong[subject].values(), key=lambda cue: (-cue.weight, -len(cue.word), cue.word))
            value = sum(cue.weight if not n else weights.strong_more for n, cue in enumerate(ranked))
            paired = sorted(pairs.get(subject, ()), reverse=True)
            if paired:
                value = max(value, paired[0][0]) + (weights.strong_more if value else 0.0)
            known = digital or bool(ranked) or bool(paired)
            lesser = sorted(terms[subject].values(), key=lambda cue: (-cue.weight, cue.word))[:_TERMS_AT_MOST]
            value += sum(cue.weight for cue in lesser) * (1.0 if known else weights.lone_term)
            if value:
                found[subject] = value
                shown = [cue.shown for cue in ranked] + ["＋".join(pair) for _, pair in paired[:1]]
                words[subject] = tuple(dict.fromkeys(shown + [cue.shown for cue in lesser]))
        decided = frozenset(set(pairs) | {subject for subject, cues in strong.items() if cues})
        return Evidence(found, words, roles, tuple(silence.values()), digital, decided)

    def _pairs(self, parts: dict[str, list[Hit]]) -> dict[str, list[tuple[float, tuple[str, ...]]]]:
        found: dict[str, list[tuple[float, tuple[str, ...]]]] = defaultdict(list)
        for together in self.vocabulary.togethers:
            if not all(part in parts for part in together.parts):
                continue
            for first in parts[together.parts[0]]:
                near = [
                    next((hit for hit in parts[part] if abs(hit.start - first.start) <= SPAN), None)
                    for part in together.parts[1:]
                ]
                if all(near):
                    shown = tuple(dict.fromkeys(hit.cue.shown for hit in (first, *near) if hit))
                    found[together.owner].append((together.weight, shown))
                    break
        return found


def _whole(text: str, start: int, end: int) -> bool:
    """Latin words count only whole: no letter before a word that begins with one, none after."""
    before = start > 0 and _latin(text[start]) and _latin(text[start - 1])
    after = end < len(text) and _latin(text[end - 1]) and _latin(text[end])
    return not before and not after


def _latin(character: str) -> bool:
    return "a" <= character <= "z"
