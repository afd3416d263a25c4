"""From words, model, headings and title to a calibrated score by subject (確からしさ).

Everything is added up in log-odds: the passage's own words (cues), the model fitted on written examples, the
headings over it, and the document's title when the document is about one item only. What is no statement (contents
lines, captions, notices of an event) is silenced. A table turns the sum into a score that means a share of right ones.
Hard cases: fragments inherit nothing from title or heading; a title's item yields where the words decide for another.
"""

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from flows.mapping.cues import Evidence, Matcher
from flows.mapping.linear import LinearModel, read_model
from flows.mapping.spelling import canonical
from flows.mapping.vocabulary import Vocabulary, read_vocabulary
from flows.model import DocumentKind, Passage, PassageKind
from flows.resources import templates_dir

GENERAL: Final = frozenset({"vision", "org", "planning", "pref"})
"""Subjects that a title or high heading does not pass on: a DX plan speaks of everything."""
CHAPTERS: Final = frozenset({"policy", "period", "positioning", "intro"})
"""Chapter topics that in a DX plan speak of DX as a whole, though they need not name it."""
OF_ANY_PLAN: Final = frozenset({"vision", "ideal", "intro", "positioning"})
"""Topics taken from any document: the city's future and its background."""
_PLANS: Final = {DocumentKind.DX_PLAN, DocumentKind.GENERAL_PLAN, DocumentKind.SURVEY, DocumentKind.HEARING}
_UPPER: Final = "総合計画"
_SENTENCE = re.compile(
    r"[。．]|(です|ます|する|した|ない|いる|ある|れる|こと|もの|図る|進める|努める|行う|たい|のか|ください|考えは|について)[?？)）」]?$"
)
_LONG: Final = 40
"""Characters from which on a text is no fragment, whatever its end."""
_VETO: Final = 10
"""What is no statement at all weighs as much as this many silencing words."""


@dataclass(frozen=True)
class Scored:
    """One subject's sum and where it comes from."""

    logit: float
    words: tuple[str, ...] = ()
    heading: str = ""
    heading_words: tuple[str, ...] = ()
    title: bool = False
    learnt: bool = False


@dataclass(frozen=True)
class Reading:
    """A passage as scored."""

    scored: dict[str, Scored]
    evidence: Evidence
    text: str
    """Canonical."""

    digital: bool
    """Whether the passage is on digital matters at all."""


class Scorer:
    """Scores passages against every subject of a vocabulary."""

    def __init__(
        self, words: Vocabulary, model: LinearModel | None, table: Sequence[tuple[float, float]]
    ) -> None:
        self.vocabulary = words
        self.matcher = Matcher(words)
        self.model = model
        self._edges = [edge for edge, _ in table]
        self._shares = [share for _, share in table]

    def read(self, passage: Passage, running: bool = False) -> Reading:
        """All subjects' sums for one passage; `running`: it is a running head, no statement."""
        text = canonical(passage.text)
        weights = self.vocabulary.weights
        own = self.matcher.evidence(text)
        nothing = running or any(pattern.search(passage.text) for pattern in self.vocabulary.patterns)
        silenced = len(own.silence) + _VETO * nothing
        learnt = self.model.logits(text, own) if self.model else {}
        whole = (
            passage.kind is PassageKind.ROW
            or len(text) >= _LONG
            or (len(text) >= 12 and bool(_SENTENCE.search(text)))
        )
        heads = self._headings(passage.headings if whole else passage.headings[-1:]) if not silenced else {}
        titled = self._title(passage, own) if whole and not silenced else {}
        specific = own.decided & self.vocabulary.items.keys() - GENERAL
        elsewhere = not self._of_this_plan(passage, own, text)
        scored = {}
        for subject in self.vocabulary.subjects:
            words = own.weights.get(subject, 0.0)
            base = learnt[subject] + weights.model if subject in learnt else weights.start + words
            if not words and not whole:
                base = min(base, weights.start)
            head, heading, head_words = heads.get(subject, (0.0, "", ()))
            title = titled.get(subject, 0.0)
            if title and specific - {subject} and subject not in own.decided:
                title /= 2
            total = base + head + title + silenced * weights.silence
            if subject == "vision" and specific:
                total += weights.concrete
            if subject in self.vocabulary.topics and subject not in OF_ANY_PLAN and elsewhere:
                total += weights.elsewhere
            shown = own.words.get(subject, ())
            scored[subject] = Scored(total, shown, heading, head_words, bool(title), base > 0 and not shown)
        digital = not silenced and (own.digital or bool(own.decided & self.vocabulary.items.keys()))
        return Reading(scored, own, text, digital)

    def _of_this_plan(self, passage: Passage, own: Evidence, text: str) -> bool:
        """Whether chapters of a plan (period, policy, survey …) in this passage can be those of the DX plan."""
        if passage.document_kind in _PLANS or _UPPER in text:
            return True
        heads = (self.matcher.evidence(canonical(heading)) for heading in passage.headings)
        return any(each.digital or each.decided & self.vocabulary.items.keys() for each in (own, *heads))

    def _headings(self, headings: tuple[str, ...]) -> dict[str, tuple[float, str, tuple[str, ...]]]:
        """What the headings add: the nearest that decides anything (取組内容 does not) counts most."""
        found: dict[str, tuple[float, str, tuple[str, ...]]] = {}
        weights = self.vocabulary.weights
        near = True
        for heading in reversed(headings):
            evidence = self.matcher.evidence(canonical(heading))
            if not evidence.decided:
                continue
            weight = weights.heading if near else weights.heading_far
            for subject in evidence.decided - (frozenset() if near else GENERAL):
                value = weight * evidence.weights[subject]
                if value > found.get(subject, (0.0,))[0]:
                    found[subject] = (value, heading, evidence.words[subject])
            near = False
        return found

    def _title(self, passage: Passage, own: Evidence) -> dict[str, float]:
        """What the document's title adds: its one item; in a DX plan, `vision` to what its chapters say."""
        evidence = self.matcher.evidence(canonical(passage.document_title))
        weight = self.vocabulary.weights.title
        subjects = [key for key in evidence.decided if key in self.vocabulary.items and key not in GENERAL]
        if len(subjects) == 1:
            return {subjects[0]: weight * evidence.weights[subjects[0]]}
        if not subjects and "vision" in evidence.decided and own.decided & CHAPTERS:
            return {"vision": weight * evidence.weights["vision"]}
        return {}

    def score(self, logit: float) -> float:
        """The calibrated score, 0–1: of those scored 0.8, about 80 % are right."""
        if not self._edges:
            return round(1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), 3)
        place = bisect_right(self._edges, logit)
        if place in (0, len(self._edges)):
            return self._shares[min(place, len(self._edges) - 1)]
        low, high = self._edges[place - 1], self._edges[place]
        share = (logit - low) / (high - low)
        return round(self._shares[place - 1] + share * (self._shares[place] - self._shares[place - 1]), 3)


def running_heads(passages: Iterable[Passage]) -> frozenset[tuple[str, str]]:
    """(source, canonical text) of what stands three times or more in one document and is no sentence."""
    seen = Counter(
        (passage.source, canonical(passage.text)) for passage in passages if len(passage.text) < 60
    )
    return frozenset(key for key, times in seen.items() if times >= 3 and not _SENTENCE.search(key[1]))


def shipped_scorer() -> Scorer:
    """The scorer with the vocabulary, model and calibration that ship with the program.

    Made anew when one of the files has changed: a scheduled process lives for months, a consultant edits words today.
    """
    folder = templates_dir() / "vocabulary"
    return _scorer(folder, tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir())))


@lru_cache(maxsize=1)
def _scorer(folder: Path, stamps: tuple[tuple[str, int], ...]) -> Scorer:
    path = folder / "calibration.json"
    table = json.loads(path.read_text(encoding="utf-8"))["table"] if path.exists() else []
    words = read_vocabulary(folder / "jichitai-dx.yaml")
    model = read_model(folder / "model.json")
    return Scorer(words, model, [(float(edge), float(share)) for edge, share in table])
