"""Prints how many facts of each kind each document gives, and how long that took beside reading and splitting it.

    uv run --no-sync python tests/bench/bench_facts.py [FOLDER]

FOLDER: documents of one municipality, default ../shared/corpus/nankoku. Times are of one process, in the same run.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from flows import facts, passages, readers
from flows.model import Origin

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "nankoku"


def main(folder: Path) -> int:
    """A line for each document and one for all."""
    everything = []
    print(f"{'document':28} {'passages':>8} {'read s':>7} {'split s':>7} {'facts s':>7}  facts")
    for path in readers.discover(folder, Origin.MUNICIPALITY)[0]:
        began = time.perf_counter()
        document = readers.read(
            path, name=path.name, origin=Origin.MUNICIPALITY, options=readers.ReadOptions()
        )
        read = time.perf_counter()
        split = passages.split(document)
        parted = time.perf_counter()
        found = facts.find(split)
        done = time.perf_counter()
        everything += found
        kinds = Counter(type(fact).__name__ for fact in found)
        listed = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        print(
            f"{path.name[:28]:28} {len(split):8} {read - began:7.2f} {parted - read:7.2f} {done - parted:7.2f}  {listed}"
        )
    for finding in facts.contradictions(everything):
        print(finding.message)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
