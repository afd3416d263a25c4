"""What bad input costs: seconds, memory and outcome of each hostile file, beside a sound document in the same run.

    uv run python tests/bench/bench_bad_input.py [--mutations 200] [--only NAME]

The hostile files are those of the tests. Mutations change bytes of the real PDFs of ../shared at random (skipped where
the folder is missing). Every file is read in a process of its own; its peak memory is that of this process alone.
"""

from __future__ import annotations

import argparse
import collections
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "readers"), str(HERE.parent)]

from conftest import shared_dir  # noqa: E402 -- the path is set above
from hostile_files import HOSTILE, damaged, docx, paragraph  # noqa: E402

from flows.model import Document, Origin  # noqa: E402
from flows.readers import ReadOptions, read_isolated, read_many  # noqa: E402

OPTIONS = ReadOptions(ocr="off")
MAX_BYTES = 1_500_000


def measured(path: Path) -> tuple[Document, float, int]:
    """The document, seconds, and MB at the peak of the process that read it."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (path,))


def _measure(path: Path) -> tuple[Document, float, int]:
    import resource  # noqa: PLC0415 -- POSIX only

    started = time.perf_counter()
    document = read_isolated(path, name=path.name, origin=Origin.MUNICIPALITY, options=OPTIONS)
    seconds = time.perf_counter() - started
    return document, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def show(path: Path) -> None:
    """One line of the table."""
    document, seconds, megabytes = measured(path)
    outcome = (
        " ".join(f"{finding.severity.value}:{finding.code}" for finding in document.findings[:3]) or "read"
    )
    kilobytes = path.stat().st_size // 1024
    print(
        f"{path.name:<24} {kilobytes:>7} KB {seconds:>7.2f} s {megabytes:>6} MB {len(document.blocks):>6} blocks  {outcome}"
    )


def hostile(folder: Path, only: str) -> None:
    """The table of hostile files, a sound one first."""
    sound = folder / "健全.docx"
    docx(sound, "".join(paragraph(f"本文{n}。") for n in range(1000)))
    show(sound)
    for name, (build, _) in HOSTILE.items():
        if only in name:
            path = folder / name
            build(path)
            show(path)
            path.unlink()


def mutations(folder: Path, count: int) -> None:
    """Outcomes of mutated real PDFs, beside the same files unharmed."""
    shared = shared_dir()
    if shared is None:
        print("mutations: no ../shared")
        return
    originals = [p for p in sorted((shared / "corpus").rglob("*.pdf")) if p.stat().st_size <= MAX_BYTES]
    for label, harmed in (("unharmed", False), ("mutated", True)):
        work = []
        for seed in range(count if harmed else len(originals)):
            original = originals[seed % len(originals)]
            path = folder / f"{seed:03d}_{original.name}"
            path.write_bytes(damaged(original.read_bytes(), seed) if harmed else original.read_bytes())
            work.append((path, path.name, Origin.MUNICIPALITY))
        started = time.perf_counter()
        documents = read_many(work, OPTIONS)
        seconds = time.perf_counter() - started
        outcomes = collections.Counter(_outcome(document) for document in documents)
        print(f"{label:<9} {len(work):>4} files {seconds / len(work):>6.2f} s each  {dict(outcomes)}")
        for document in documents:
            if _outcome(document) in ("timeout", "reader-crashed", "out-of-memory"):
                print(f"  {_outcome(document)}: {document.source.path}")


def _outcome(document: Document) -> str:
    errors = [finding.code for finding in document.findings if finding.severity == "error"]
    return errors[0] if errors else "read" if document.blocks else "no text"


def main() -> None:
    """Print both tables."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--mutations", type=int, default=200)
    arguments.add_argument(
        "--only", default="", help="only hostile files with this in their name; - for none"
    )
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        hostile(Path(folder), chosen.only)
        if chosen.mutations:
            mutations(Path(folder), chosen.mutations)


if __name__ == "__main__":
    main()
