"""How long a plan takes to write and read back: `uv run python tests/bench/bench_writer.py [DRAFT.json]`.

Prints seconds beside python-docx writing the same paragraphs bare (no styles of ours, notes, tables or ids) in the same
run, and how far the estimated page numbers are from LibreOffice's where it is installed.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docx import Document

from flows.model import Draft
from flows.writers import docx
from flows.writers.docx.estimate import estimate_pages
from flows.writers.docx.identity import parts_of
from flows.writers.docx.outline import headings
from flows.writers.docx.pagination import matched
from tests.writers.specimen import edition, specimen

_RUNS = 5


def timed(work: Callable[[], object]) -> float:
    """The median of some runs, in seconds."""
    seconds = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def bare(draft: Draft, path: Path) -> None:
    """The same texts with python-docx and nothing else."""
    document = Document()
    for section in draft.sections:
        document.add_paragraph(section.title)
        for block in section.blocks:
            for part in parts_of(block):
                document.add_paragraph(part.text)
    document.save(str(path))


def main() -> None:
    """Measure and print."""
    given = Path(sys.argv[1]).read_text(encoding="utf-8") if len(sys.argv) > 1 else None
    draft = Draft.model_validate_json(given) if given else specimen(4)
    folder = Path(tempfile.mkdtemp(prefix="dxplan-bench-"))
    path = folder / "素案.docx"
    writing = timed(lambda: docx.write(draft, path, edition=edition()))
    reading = timed(lambda: docx.read_back(path))
    plain = timed(lambda: bare(draft, folder / "bare.docx"))
    blocks = docx.read_back(path)
    notes = sum(len(block.footnotes) for block in blocks)
    print(
        f"{len(draft.sections)} sections, {len(blocks)} texts, {notes} marks, {path.stat().st_size / 1024:.0f} KiB"
    )
    print(f"write      {writing:6.2f} s")
    print(f"read back  {reading:6.2f} s")
    print(f"reference  {plain:6.2f} s   python-docx, the same texts bare")
    start = time.perf_counter()
    outline = docx.count_pages(path)
    counted = matched(headings(draft), outline) if outline else None
    if counted is None:
        print("pages: no LibreOffice here, estimate only")
        return
    off = [abs(a - b) for a, b in zip(counted, estimate_pages(headings(draft)), strict=True)]
    print(
        f"count      {time.perf_counter() - start:6.2f} s   LibreOffice, last heading on page {counted[-1]}"
    )
    print(
        f"estimate: exact {off.count(0)}/{len(off)}, within one page {sum(o <= 1 for o in off)}, worst {max(off)}"
    )


if __name__ == "__main__":
    main()
