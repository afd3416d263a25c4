"""A linear model as numbers (学習済みの重み): fitted elsewhere on written examples, read and applied here.

Two kinds of features. Characters: each run of 2–4 characters of the canonical text with digits made 0, and each whole
word (a run of one script), once a text, the sum divided by the root of how many there are, so that long and short
texts compare. Cues: for each subject the weight of its words in the vocabulary and whether one of them decides; so
editing the vocabulary moves the model's judgement without fitting it anew. templates/vocabulary/model.json holds
`subjects`, `bias`, `scale`, `characters` and `cues`, weights as whole numbers. Pure Python: far above 500 sentences a
second.
"""

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path

from flows.mapping.cues import Evidence

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[一-龥々]+|[ァ-ヴー]+|[a-z][a-z0-9-]*")
_SIZES = (2, 3, 4)
_CUE_BOUND = 6.0
"""Log-odds of words beyond which more words say no more."""
_AT_MOST = 1200
"""Characters of a text that are looked at."""


def features(text: str) -> set[str]:
    """The features of a text in canonical spelling."""
    text = _DIGIT.sub("0", text[:_AT_MOST])
    found = {text[i : i + size] for size in _SIZES for i in range(len(text) - size + 1)}
    found.update("_" + word for word in _WORD.findall(text) if len(word) > 1)
    return found


def cue_features(evidence: Evidence) -> dict[str, float]:
    """The features of what the vocabulary found: weight and decision by subject, whether digital, whether silenced."""
    found = {subject: min(weight, _CUE_BOUND) / _CUE_BOUND for subject, weight in evidence.weights.items()}
    found |= {subject + "!": 0.3 for subject in evidence.decided}
    if evidence.digital:
        found["digital"] = 0.3
    if evidence.silence:
        found["silence"] = 0.3
    return found


@dataclass(frozen=True)
class LinearModel:
    """Weights by feature for each subject."""

    subjects: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    characters: dict[str, tuple[tuple[int, int], ...]]
    """Feature → (subject's index, whole-number weight)…"""
    cues: dict[str, tuple[tuple[int, int], ...]]

    def logits(self, text: str, evidence: Evidence) -> dict[str, float]:
        """The log-odds by subject for a text in canonical spelling and what the vocabulary found in it."""
        found = features(text)
        sums = [0.0] * len(self.subjects)
        for feature in found & self.characters.keys():
            for index, weight in self.characters[feature]:
                sums[index] += weight
        norm = 1 / math.sqrt(max(1, len(found)))
        sums = [value * norm for value in sums]
        for feature, value in cue_features(evidence).items():
            for index, weight in self.cues.get(feature, ()):
                sums[index] += weight * value
        return {subject: self.bias[i] + sums[i] * self.scale for i, subject in enumerate(self.subjects)}


def read_model(path: Path) -> LinearModel | None:
    """The model at `path`; None when there is none, then words alone decide."""
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    characters, cues = (_unpacked(data[kind]) for kind in ("characters", "cues"))
    return LinearModel(tuple(data["subjects"]), tuple(data["bias"]), float(data["scale"]), characters, cues)


def _unpacked(weights: dict[str, list[int]]) -> dict[str, tuple[tuple[int, int], ...]]:
    return {feature: tuple(zip(flat[::2], flat[1::2], strict=True)) for feature, flat in weights.items()}
