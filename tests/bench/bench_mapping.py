"""Mapping against labelled passages (対応付けの成績): `python -m tests.bench.bench_mapping [--write]`.

Prints, for the first labelled set and the second one, F1 by item, calibration, confusion, every wrong passage with its
reason, and passages a second, beside plain vocabulary counting in the same run as the reference. Nothing of the model
is fitted on these sets; the few numbers that were set by looking at them (weights in the vocabulary, calibration) are
also scored with the document left out. `--write` renews templates/vocabulary/calibration.json.
"""

import itertools
import json
import sys
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from flows.editions import load
from flows.mapping.mapper import reason_for
from flows.mapping.scoring import Scored, Scorer, running_heads, shipped_scorer
from flows.mapping.spelling import canonical
from flows.mapping.tsv import passage_of, scored_by_key
from flows.mapping.vocabulary import vocabulary
from flows.model import Passage
from flows.resources import templates_dir
from tests.bench.mapping_training.labelled import Labelled, read_gold, read_second_set
from tests.conftest import shared_dir

EDITION = load("5.1")
SAME = {"施政方針_R4": "nankoku-R4", "施政方針_R8": "nankoku-R8", "市政報告_R7-12": "nankoku-rep-R7",
        "予算説明_R8": "nankoku-brief", "経済対策施策集_デジタル_2023": "keizai"}  # fmt: skip
"""Documents of the second set that are also in the first: left out together."""
Scores = dict[str, float]
Table = list[tuple[float, float]]
_BIN = 25


def passages(rows: Sequence[Labelled]) -> list[Passage]:
    """The labelled rows as `dxplan map` sees them."""
    return [passage_of(row.id, row.doc, row.title, row.text, vocabulary()) for row in rows]


def scored(rows: Sequence[Labelled], scorer: Scorer) -> list[dict[str, Scored]]:
    """All keys of every row with their sums."""
    given = passages(rows)
    heads = running_heads(given)
    return [scored_by_key(p, scorer, EDITION, (p.source, canonical(p.text)) in heads) for p in given]


def counted(rows: Sequence[Labelled]) -> list[Scores]:
    """The reference: two points for a deciding word, one for another, an item from two points on."""
    fold = {"public_private": "opendata", "talent": "org", "planning": "org", "pref": "org"}
    cues = [
        c
        for c in vocabulary().cues
        if c.owner in {*vocabulary().items, "vision"} and c.tier in {"strong", "term"}
    ]
    points = {"strong": 2.0, "term": 1.0}
    found = []
    for row in rows:
        text, sums = canonical(row.text), Counter[str]()
        for cue in cues:
            if cue.word in text:
                sums[fold.get(cue.owner, cue.owner)] += points[cue.tier]
        found.append({key: value - 1.5 for key, value in sums.items()})
    return found


def measure(rows: Sequence[Labelled], sums: Sequence[Scores]) -> dict[str, float]:
    """micro, macro (support of three or more), precision, recall, share of none left alone."""
    per: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    alone = [not _got(s) for row, s in zip(rows, sums, strict=True) if not row.items]
    for row, s in zip(rows, sums, strict=True):
        got = _got(s)
        for key in row.items | (got - row.acceptable):
            per[key][0] += key in row.items and key in got
            per[key][1] += key in got and key not in row.items
            per[key][2] += key in row.items and key not in got
    tp, fp, fn = (sum(column) for column in zip(*per.values(), strict=True))
    large = [2 * a / (2 * a + b + c) for a, b, c in per.values() if a + c >= 3]
    return {
        "micro": 2 * tp / max(1, 2 * tp + fp + fn), "macro": sum(large) / max(1, len(large)),
        "precision": tp / max(1, tp + fp), "recall": tp / max(1, tp + fn), "none": sum(alone) / max(1, len(alone)),
    }  # fmt: skip


def _got(sums: Scores) -> frozenset[str]:
    return frozenset(key for key, value in sums.items() if value > 0)


def logits(found: Iterable[dict[str, Scored]]) -> list[Scores]:
    """Only the sums."""
    return [{key: each.logit for key, each in by_key.items()} for by_key in found]


def document(row: Labelled) -> str:
    """The document, the same in both sets."""
    stem = row.doc.rpartition("/")[2].removesuffix(".pdf")
    return SAME.get(stem, stem)


def left_out(rows: Sequence[Labelled]) -> list[Scores]:
    """Each document scored with the weights that are best on all others."""
    settings = list(itertools.product((0.2, 0.7, 1.2), (0.35, 0.5, 0.65), (-0.5, -1.5)))
    tried = []
    for model, title, concrete in settings:
        weights = vocabulary().weights.model_copy(
            update={"model": model, "title": title, "concrete": concrete}
        )
        tried.append(
            logits(scored(rows, Scorer(replace(vocabulary(), weights=weights), shipped_scorer().model, [])))
        )
    chosen: list[Scores] = [{} for _ in rows]
    for held in sorted({document(row) for row in rows}):
        kept = [i for i, row in enumerate(rows) if document(row) != held]

        def on_others(sums: list[Scores], kept: list[int] = kept) -> float:
            return measure([rows[i] for i in kept], [sums[i] for i in kept])["micro"]

        best = max(tried, key=on_others)
        for i, row in enumerate(rows):
            if document(row) == held:
                chosen[i] = best[i]
    return chosen


def pairs(rows: Sequence[Labelled], sums: Sequence[Scores]) -> list[tuple[float, bool, str]]:
    """(sum, right, document) of every key that is not far from being given."""
    return [
        (value, key in row.items, document(row))
        for row, by_key in zip(rows, sums, strict=True)
        for key, value in by_key.items()
        if value > -3 and key not in row.acceptable
    ]


def table_of(points: Sequence[tuple[float, bool, str]]) -> Table:
    """Isotonic: bins of equal size, neighbours pooled until shares rise; a pseudo-count keeps off 0 and 1."""
    ordered = sorted(points, key=lambda point: point[0])
    pools = [
        (sum(p[0] for p in b), sum(p[1] for p in b), len(b))
        for b in (ordered[i : i + _BIN] for i in range(0, len(ordered), _BIN))
    ]
    merged: list[tuple[float, int, int]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] / merged[-2][2] >= merged[-1][1] / merged[-1][2]:
            last, before = merged.pop(), merged.pop()
            merged.append((before[0] + last[0], before[1] + last[1], before[2] + last[2]))
    shares = itertools.accumulate((round((right + 1) / (n + 2), 3) for _, right, n in merged), max)
    return [(round(total / n, 3), share) for (total, _, n), share in zip(merged, shares, strict=True)]


def print_calibration(points: Sequence[tuple[float, bool, str]]) -> None:
    """Scores with the document left out, against the share that is right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for held in sorted({point[2] for point in points}):
        scorer = Scorer(vocabulary(), None, table_of([point for point in points if point[2] != held]))
        for value, right, doc in points:
            if doc == held:
                score = scorer.score(value)
                bins[bisect_right([0.1, 0.3, 0.5, 0.7, 0.85], score)].append((score, right))
    print("\ncalibration, document left out\n  said   right  of")
    for _, each in sorted(bins.items()):
        print(
            f"  {sum(s for s, _ in each) / len(each):.2f}   {sum(r for _, r in each) / len(each):.2f}   {len(each)}"
        )


def print_confusion(rows: Sequence[Labelled], sums: Sequence[Scores]) -> None:
    """What was wanted and missed, against what was given instead."""
    cells: Counter[tuple[str, str]] = Counter()
    for row, s in zip(rows, sums, strict=True):
        got = _got(s)
        missed, extra = row.items - got, got - row.items - row.acceptable
        cells.update(itertools.product(sorted(missed) or ["(nothing)"], sorted(extra) or ["(nothing)"]))
    del cells["(nothing)", "(nothing)"]
    print("\nconfusion: wanted → given instead")
    for (wanted, given), times in cells.most_common():
        print(f"  {times:3d}  {wanted:<16} → {given}")


def print_wrong(rows: Sequence[Labelled], found: Sequence[dict[str, Scored]]) -> None:
    """Every wrong passage with the reason for what was given."""
    print("\nwrong passages")
    given = passages(rows)
    for row, by_key, passage in zip(rows, found, given, strict=True):
        got = {key: each for key, each in by_key.items() if each.logit > 0}
        if row.items - got.keys() or got.keys() - row.items - row.acceptable:
            reasons = (
                "; ".join(f"{key}: {reason_for(each, passage)}" for key, each in got.items())
                or "no word, nothing alike"
            )
            wanted = "|".join(sorted(row.items)) or "none"
            print(f"  {row.id} {document(row)} wanted {wanted} | {row.text[:36]}… | {reasons}")


def timed(work: Callable[[], object], size: int) -> float:
    """Passages a second of one core."""
    start = time.process_time()
    work()
    return size / (time.process_time() - start)


def main() -> None:
    """Print everything."""
    shared = shared_dir()
    if shared is None:
        sys.exit("The labelled sets need ../shared beside the checkout.")
    first, second = read_gold(shared / "gold" / "mapping_dev.tsv"), read_second_set(shared / "corpus")
    both = [*first, *second]
    scorer = shipped_scorer()
    print(f"{timed(lambda: counted(both), len(both)):8.0f} passages/s  vocabulary counting (reference)")
    print(f"{timed(lambda: scored(both, scorer), len(both)):8.0f} passages/s  mapping")
    left = left_out(both)
    for name, rows, sums in (("first", first, left[: len(first)]), ("second", second, left[len(first) :])):
        print(f"\n{name} set, {len(rows)} passages   micro  macro  prec.  recall none")
        found = scored(rows, scorer)
        for title, each in (
            ("counting", counted(rows)),
            ("mapping", logits(found)),
            ("document left out", sums),
        ):
            m = measure(rows, each)
            print(
                f"  {title:<24} "
                + "  ".join(f"{m[k]:.3f}" for k in ("micro", "macro", "precision", "recall", "none"))
            )
        print_confusion(rows, logits(found))
        print_wrong(rows, found)
    points = pairs(both, logits(scored(both, scorer)))
    print_calibration(points)
    if "--write" in sys.argv:
        path = templates_dir() / "vocabulary" / "calibration.json"
        path.write_text(json.dumps({"table": table_of(points)}) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
