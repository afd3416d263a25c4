"""What the merge keeps and how long it takes: `uv run python tests/bench/bench_merge.py [CASES] [--office FILES]`.

CASES are edits made on the XML (2,000 unless told), FILES such as LibreOffice made and saved as a clerk would (none
unless told; about a second each).

Random edits of staff × random changes of the sources: the share of the strings staff typed that are in the result with all
our changes accepted (edit survival), the cases whose rejection is not the staff's text to the letter, and those in which
a second merge has anything to say. Then the time for a plan of 60 pages and more, beside reading the same file back.
"""

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from flows.model import Draft
from flows.revisions import merge
from flows.writers import docx
from tests.revisions.clerk import Clerk
from tests.revisions.lab import Desk, lines, plan, renewed, write
from tests.tools.office import edit_files
from tests.writers.specimen import edition, specimen

_POOL = 60
"""Changed drafts to draw from: writing them costs more than merging."""


@dataclass
class Tally:
    """What became of the cases."""

    cases: int = 0
    typed: int = 0
    kept: int = 0
    suggested: int = 0
    unlike: int = 0
    again: int = 0

    def take(self, base: Path, returned: Path, ours: Path, typed: list[str]) -> None:
        """Merge one file and hold it against the laws."""
        out = returned.with_name("out.docx")
        merged = merge(base, returned, ours, out)
        before, accepted = lines(returned), "\n".join(lines(out, accept=True))
        words = [word for word in typed if word in "\n".join(before)]
        self.cases += 1
        self.suggested += len(merged.updated) + len(merged.conflicts)
        self.typed += len(words)
        self.kept += sum(word in accepted for word in words)
        self.unlike += lines(out, accept=False) != before
        self.again += merge(base, out, ours, returned.with_name("again.docx")).changed_file

    def show(self, head: str, seconds: float) -> None:
        """Print it."""
        print(
            f"{head}: {self.cases} cases, {self.typed} strings typed, {self.suggested} suggestions, {seconds:.0f} s"
        )
        print(f"edit survival              {self.kept / max(self.typed, 1):.4f}")
        print(f"rejection unlike staff's   {self.unlike}")
        print(f"second merge not silent    {self.again}")


def pool_of(folder: Path) -> list[Path]:
    """Drafts from changed sources."""
    pool = []
    for seed in range(_POOL):
        rng = random.Random(seed)  # noqa: S311 - edits, no secrets
        pool.append(write(renewed(plan(), rng, rng.randrange(1, 8)), folder / f"ours{seed}.docx"))
    return pool


def survival(folder: Path, base: Path, pool: list[Path], cases: int) -> None:
    """Random cases."""
    tally, start = Tally(), time.perf_counter()
    for seed in range(cases):
        rng = random.Random(10_000 + seed)  # noqa: S311
        desk = Desk.open(base, rng)
        desk.edit(rng.randrange(1, 8))
        tally.take(base, desk.save(folder / "returned.docx"), rng.choice(pool), desk.typed)
    tally.show("edits on the XML", time.perf_counter() - start)


def by_office(folder: Path, base: Path, pool: list[Path], files: int) -> None:
    """Random cases edited and saved by LibreOffice."""
    start = time.perf_counter()
    pasted = write(plan(7), folder / "pasted.docx")
    clerks = [Clerk(random.Random(20_000 + seed), pasted) for seed in range(files)]  # noqa: S311
    paths = [folder / f"office{seed}.docx" for seed in range(files)]
    jobs = [
        {"in": str(base), "out": str(path), "edits": clerk.edits(clerk.rng.randrange(1, 8))}
        for clerk, path in zip(clerks, paths, strict=True)
    ]
    done = edit_files(jobs, folder, timeout=60 + 10 * files)
    tally = Tally()
    for clerk, path, result in zip(clerks, paths, done, strict=True):
        if "failed" not in result:
            tally.take(base, path, clerk.rng.choice(pool), clerk.typed)
    tally.show("files by LibreOffice", time.perf_counter() - start)
    print(f"LibreOffice itself failed  {files - tally.cases}")


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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="?", type=int, default=2000)
    parser.add_argument("--office", type=int, default=0)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dxplan-bench-") as place:
        folder = Path(place)
        speed(folder)
        base, pool = write(plan(), folder / "base.docx"), pool_of(folder)
        survival(folder, base, pool, told.cases)
        if told.office:
            by_office(folder, base, pool, told.office)


if __name__ == "__main__":
    main()
