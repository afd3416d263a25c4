"""Fit the mapping's linear model on the written examples and ship it as numbers (学習).

    python -m tests.bench.mapping_training.train        # needs scikit-learn, which the program itself does not

One logistic regression per subject on the features of `flows.mapping.linear`: characters, each text of length one, and
what the vocabulary's words say. Refit after large changes of the vocabulary. Characters
seen in fewer than three phrases are left out: what only one phrase has would be learnt by heart. Prints F1 by
subject with whole phrases left out (five parts), then writes templates/vocabulary/model.json. Same phrases, same numbers.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from flows.mapping.cues import Matcher
from flows.mapping.linear import cue_features, features
from flows.mapping.spelling import canonical
from flows.mapping.vocabulary import vocabulary
from flows.resources import templates_dir
from tests.bench.mapping_training.generate import NOTHING, Example, examples, phrases

STRENGTH = 30.0
LEAST_PHRASES = 3
LEAST_WEIGHT = 0.35
WHOLE = 100
"""Weights are written as whole numbers of 1/WHOLE."""


def matrix(texts: Sequence[set[str]], index: dict[str, int]) -> csr_matrix:
    """One row a text, each of length one."""
    rows, columns, values = [], [], []
    for row, found in enumerate(texts):
        known = [index[feature] for feature in found if feature in index]
        rows += [row] * len(known)
        columns += known
        values += [1 / np.sqrt(max(1, len(found)))] * len(known)
    return csr_matrix((values, (rows, columns)), shape=(len(texts), len(index)))


def vocabulary_of(given: Sequence[Example], texts: Sequence[set[str]]) -> dict[str, int]:
    """Features that stand in enough different phrases, in sorted order."""
    seen: dict[str, set[str]] = defaultdict(set)
    for example, found in zip(given, texts, strict=True):
        for feature in found:
            seen[feature].add(example.pattern)
    return {
        f: i
        for i, f in enumerate(sorted(f for f, patterns in seen.items() if len(patterns) >= LEAST_PHRASES))
    }


def cue_names() -> dict[str, int]:
    """The features that the vocabulary gives."""
    subjects = vocabulary().subjects
    return {name: i for i, name in enumerate((*subjects, *(s + "!" for s in subjects), "digital", "silence"))}


def cue_matrix(texts: Sequence[str], index: dict[str, int]) -> csr_matrix:
    """One row a text: what the vocabulary found in it."""
    matcher = Matcher(vocabulary())
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        for name, value in cue_features(matcher.evidence(text)).items():
            rows.append(row)
            columns.append(index[name])
            values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(texts), len(index)))


def fit(x: csr_matrix, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias of one subject."""
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=1000, random_state=0)
    model.fit(x, y)
    return model.coef_[0], float(model.intercept_[0])


def left_out(
    given: Sequence[Example],
    texts: Sequence[set[str]],
    cues: csr_matrix,
    subjects: Sequence[str],
    parts: int = 5,
) -> None:
    """Print F1 by subject with whole phrases left out."""
    groups = {pattern: n % parts for n, pattern in enumerate(sorted({e.pattern for e in given}))}
    part = np.array([groups[e.pattern] for e in given])
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for held in range(parts):
        kept, test = np.flatnonzero(part != held), np.flatnonzero(part == held)
        index = vocabulary_of([given[i] for i in kept], [texts[i] for i in kept])
        x = hstack([matrix([texts[i] for i in kept], index), cues[kept]]).tocsr()
        xt = hstack([matrix([texts[i] for i in test], index), cues[test]]).tocsr()
        for subject in subjects:
            w, b = fit(x, np.array([subject in given[i].labels for i in kept]))
            for i, z in zip(test, xt @ w + b, strict=True):
                counts[subject][f"{subject in given[i].labels}{z > 0}"] += 1
    for subject, c in counts.items():
        tp, fp, fn = c["TrueTrue"], c["FalseTrue"], c["TrueFalse"]
        print(f"{subject:<16} F1 {2 * tp / max(1, 2 * tp + fp + fn):.3f}  of {tp + fn}")


def packed(index: dict[str, int], fitted: Sequence[np.ndarray], first: int) -> dict[str, list[int]]:
    """Weights by feature as whole numbers, the small ones left out."""
    weights = {}
    for feature, column in index.items():
        whole = [(n, round(float(w[first + column]) * WHOLE)) for n, w in enumerate(fitted)]
        flat = [number for n, value in whole if abs(value) >= LEAST_WEIGHT * WHOLE for number in (n, value)]
        if flat:
            weights[feature] = flat
    return weights


def main() -> None:
    """Fit, report, write."""
    given = examples()
    canonicals = [canonical(example.text) for example in given]
    texts = [features(text) for text in canonicals]
    names = cue_names()
    cues = cue_matrix(canonicals, names)
    subjects = [subject for subject in phrases() if subject != NOTHING]
    print(f"{len(given)} passages, {len({e.pattern for e in given})} phrases")
    if "--quick" not in sys.argv:
        left_out(given, texts, cues, subjects)
    index = vocabulary_of(given, texts)
    x = hstack([matrix(texts, index), cues]).tocsr()
    fitted = [fit(x, np.array([subject in e.labels for e in given])) for subject in subjects]
    coefficients = [w for w, _ in fitted]
    characters, cue_weights = packed(index, coefficients, 0), packed(names, coefficients, len(index))
    bias = [round(b, 3) for _, b in fitted]
    data = {
        "subjects": subjects,
        "bias": bias,
        "scale": 1 / WHOLE,
        "cues": cue_weights,
        "characters": characters,
    }
    path = templates_dir() / "vocabulary" / "model.json"
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(characters)} runs of characters, {len(cue_weights)} cues, {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
