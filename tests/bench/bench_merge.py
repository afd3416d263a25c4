"""What the merge keeps and how long it takes: `uv run python tests/bench/bench_merge.py [CASES]` (2,000 unless told).

Random edits of staff × random changes of the sources: the share of the strings staff typed that are in the result with all
our changes accepted (edit survival), the cases whose rejection is not the staff's text to the letter, and those in which
a second merge has anything to say. Then the time for a plan of 60 pages and more, beside reading the same file back.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

from flows.model import Draft
from flows.revisions import merge
from flows.writers import docx
from tests.revisions.lab import Desk, lines, plan, renewed, write
from tests.writers.specimen import edition, specimen

_POOL = 60
"""Changed drafts to draw from: writing them costs more than merging."""


def survival(folder: Path, cases: int) -> None:
    """Random cases."""
    base = write(plan(), folder / "base.docx")
    pool = []
    for seed in range(_POOL):
        rng = random.Random(seed)  # noqa: S311 - edits, no secrets
        pool.append(write(renewed(plan(), rng, rng.randrange(1, 8)), folder / f"ours{seed}.docx"))
    typed = kept = unlike = again = suggested = 0
    out = folder / "out.docx"
    start = time.perf_counter()
    for seed in range(cases):
        rng = random.Random(10_000 + seed)  # noqa: S311
        desk = Desk.open(base, rng)
        desk.edit(rng.randrange(1, 8))
        returned = desk.save(folder / "returned.docx")
        ours = rng.choice(pool)
        merged = merge(base, returned, ours, out)
        suggested += len(merged.updated) + len(merged.conflicts)
        before, accepted = lines(returned), "\n".join(lines(out, accept=True))
        words = [word for word in desk.typed if word in "\n".join(before)]
        typed += len(words)
        kept += sum(word in accepted for word in words)
        unlike += lines(out, accept=False) != before
        again += merge(base, out, ours, folder / "again.docx").changed_file
    seconds = time.perf_counter() - start
    print(f"{cases} cases, {typed} strings typed, {suggested} suggestions, {seconds:.0f} s")
    print(f"edit survival              {kept / max(typed, 1):.4f}")
    print(f"rejection unlike staff's   {unlike}")
    print(f"second merge not silent    {again}")


def speed(folder: Path) -> None:
    """A plan of 60 pages and more."""
    plan60 = specimen(6)
    base, ours = folder / "plan.docx", folder / "new.docx"
    docx.write(plan60, base, edition=edition())
    changed = plan60.model_dump_json().replace("81.4パーセント", "83.9パーセント").replace("8割が", "9割が")
    docx.write(Draft.model_validate_json(changed), ours, edition=edition())
    desk = Desk.open(base, random.Random(1))  # noqa: S311
    desk.edit(120)
    returned = desk.save(folder / "returned60.docx")
    start = time.perf_counter()
    merged = merge(base, returned, ours, folder / "merged60.docx")
    took = time.perf_counter() - start
    start = time.perf_counter()
    texts = docx.read_back(returned)
    reading = time.perf_counter() - start
    outline = docx.count_pages(base)
    pages = f"last heading on page {outline[-1][1]}" if outline else "pages not counted (no LibreOffice)"
    print(f"{len(texts)} texts, {pages}, 120 edits, {len(merged.updated)} suggestions")
    print(f"merge      {took:6.2f} s")
    print(f"reference  {reading:6.2f} s   reading the returned file back once")


def main() -> None:
    """Measure and print."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    with tempfile.TemporaryDirectory(prefix="dxplan-bench-") as folder:
        speed(Path(folder))
        survival(Path(folder), cases)


if __name__ == "__main__":
    main()
