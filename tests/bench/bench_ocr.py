"""Prints how well and how fast pages are read by OCR, against the text that digital pages hold.

    uv run --no-sync python tests/bench/bench_ocr.py [FOLDER] [--pages N]

FOLDER is searched for PDFs with its subfolders; default ../shared/corpus/pairs. The first N pages (default 2) with at
least 200 characters of each are drawn at 200 dpi and recognised; `error` is the edit distance to the page's own text
over its length, both folded and without dot leaders. Needs the extra `ocr`.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import time
from itertools import islice
from pathlib import Path

from flows.readers.ocr import available, recognise_page
from flows.readers.pdf.geometry import open_pdf
from flows.text import fold

PAIRS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pairs"
DPI = 200


def main() -> int:
    """Prints a line for each page; 2 where OCR is not installed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=PAIRS)
    parser.add_argument("--pages", type=int, default=2)
    arguments = parser.parse_args()
    if not available():
        print("追加機能 ocr が入っていません。")
        return 2
    errors: list[tuple[int, int]] = []
    for path in sorted(arguments.folder.rglob("*.pdf")):
        errors += bench(path, arguments.pages)
    whole = sum(wrong for wrong, _ in errors) / max(1, sum(length for _, length in errors))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'ALL':32} error {whole:6.2%}   peak memory {peak:.0f} MB")
    return 0


def bench(path: Path, pages: int) -> list[tuple[int, int]]:
    """Wrong characters and characters of each page read."""
    errors = []
    with open_pdf(path) as pdf:
        digital = (page for page in pdf if len(fold(page.text)) >= 200 and "\ufffd" not in page.text)
        for page in islice(digital, pages):
            image = pdf.image(page.number, DPI)
            start = time.perf_counter()
            read = recognise_page(image, page.number, page.width, page.height)
            seconds = time.perf_counter() - start
            meant, found = words(page.text), words(read.geometry.text)
            errors.append((distance(meant, found), len(meant)))
            print(
                f"{path.stem[:24]:24} p{page.number:<5} error {errors[-1][0] / len(meant):6.2%}   "
                f"confidence {read.confidence():.3f}   {seconds:5.1f} s   {len(meant)} characters"
            )
    return errors


def words(text: str) -> str:
    """Folded, without the dots that lead to page numbers in a list of contents."""
    return re.sub(r"[.…・·]{2,}", "", fold(text))


def distance(a: str, b: str) -> int:
    """Levenshtein distance, row by row."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


if __name__ == "__main__":
    sys.exit(main())
