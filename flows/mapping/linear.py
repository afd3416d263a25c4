"""A linear model on character n-grams as numbers (学習済みの重み): fitted elsewhere, read and applied here.

The file templates/vocabulary/model.json holds `subjects`, `bias`, `scale` and by feature the weights that are not
zero, as whole numbers. A feature is a run of 2–4 characters of the canonical text with digits made 0, or a whole
word (a run of one script). Each counts once in a text; the sum is divided by the root of how many there are, so long
and short texts compare. Pure Python: some hundred features a sentence, far above 500 sentences a second.
"""

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache

from flows.resources import templates_dir

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[一-龥々]+|[ァ-ヴー]+|[a-z][a-z0-9-]*")
_SIZES = (2, 3, 4)
_AT_MOST = 1200
"""Characters of a text that are looked at."""


def features(text: str) -> set[str]:
    """The features of a text in canonical spelling."""
    text = _DIGIT.sub("0", text[:_AT_MOST])
    found = {text[i : i + size] for size in _SIZES for i in range(len(text) - size + 1)}
    found.update("_" + word for word in _WORD.findall(text) if len(word) > 1)
    return found


@dataclass(frozen=True)
class LinearModel:
    """Weights by feature for each subject."""

    subjects: tuple[str, ...]
    bias: tuple[float, ...]
    scale: float
    weights: dict[str, tuple[tuple[int, int], ...]]
    """Feature → (subject's index, whole-number weight)…"""

    def logits(self, text: str) -> dict[str, float]:
        """The log-odds by subject for a text in canonical spelling."""
        found = features(text)
        sums = [0] * len(self.subjects)
        weights = self.weights
        for feature in found:
            for index, weight in weights.get(feature, ()):
                sums[index] += weight
        norm = self.scale / math.sqrt(max(1, len(found)))
        return {subject: self.bias[i] + sums[i] * norm for i, subject in enumerate(self.subjects)}


@lru_cache(maxsize=1)
def shipped_model() -> LinearModel | None:
    """The model that ships with the program."""
    path = templates_dir() / "vocabulary" / "model.json"
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    weights = {
        feature: tuple((flat[i], flat[i + 1]) for i in range(0, len(flat), 2))
        for feature, flat in data["weights"].items()
    }
    return LinearModel(tuple(data["subjects"]), tuple(data["bias"]), float(data["scale"]), weights)
