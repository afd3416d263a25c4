"""Prints seconds and pages per second of reading PDFs whole, beside bare text extraction in the same run.

    uv run --no-sync python tests/bench/bench_speed.py [FOLDER] [--linear]

FOLDER is searched for PDFs; default ../shared/corpus. `bare` is pypdfium2's `get_text_bounded` page by page, `read`
all of `read_pdf` without OCR, `split` the passages. Both sides run once before the clock starts, so that neither pays
for a cold disk; processor time of this one process. --linear repeats the largest file to 100 … 800 pages and prints
seconds and memory for each. Exit code 1 above 4 × bare or 300 MB.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from pypdf import PdfReader, PdfWriter

from flows.model import Document, Origin
from flows.passages import split
from flows.readers.pdf import read_pdf

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def main(folder: Path, linear: bool) -> int:
    """A line for each file and one for all."""
    files = sorted(folder.rglob("*.pdf"))
    total = dict.fromkeys(("pages", "bare", "read", "split"), 0.0)
    for path in files:
        pages, _ = bare(path), read(path)
        seconds, _ = timed(lambda path=path: bare(path))
        reading, document = timed(lambda path=path: read(path))
        splitting, _ = timed(lambda document=document: split(document))
        for key, value in zip(total, (pages, seconds, reading, splitting), strict=True):
            total[key] += value
        print(
            f"{path.stem[:30]:32}{pages:5} pages  bare {seconds:6.2f}  read {reading:6.2f}  split {splitting:5.2f}"
        )
    ratio, memory = total["read"] / max(total["bare"], 1e-9), peak()
    print(
        f"all: {total['pages']:.0f} pages, bare {total['bare']:.2f} s ({total['pages'] / total['bare']:.0f} pages/s), "
        f"read {total['read']:.2f} s ({total['pages'] / total['read']:.0f} pages/s), split {total['split']:.2f} s; "
        f"read = {ratio:.2f} x bare; peak memory {memory:.0f} MB"
    )
    if linear:
        print_growth(max(files, key=lambda path: path.stat().st_size))
    return 1 if ratio > 4 or memory > 300 else 0


def bare(path: Path) -> int:
    """Text of all pages; how many there are."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            page.get_textpage().get_text_bounded()
        return len(document)


def read(path: Path) -> Document:
    """All of it."""
    return read_pdf(path, name=path.name, sha256="0" * 64, origin=Origin.MUNICIPALITY)


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Processor seconds and result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def print_growth(path: Path) -> None:
    """Seconds and memory as the pages double."""
    with tempfile.TemporaryDirectory() as folder:
        for pages in (100, 200, 400, 800):
            long = Path(folder) / f"{pages}.pdf"
            writer, source = PdfWriter(), PdfReader(path)
            for i in range(pages):
                writer.add_page(source.pages[i % len(source.pages)])
            writer.write(long)
            seconds, _ = timed(lambda long=long: read(long))
            print(
                f"{path.stem[:20]} x {pages:4} pages: {seconds:6.2f} s, {1000 * seconds / pages:5.1f} ms a page, {peak():.0f} MB"
            )


def peak() -> float:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    arguments = [each for each in sys.argv[1:] if not each.startswith("--")]
    sys.exit(main(Path(arguments[0]) if arguments else CORPUS, "--linear" in sys.argv))
