"""Seconds per stage and pages per second of a whole draft, beside bare text extraction in the same run.

usage: uv run python tests/bench/bench_pipeline.py [INPUT_DIR [GUIDANCE_DIR]]

Without arguments the sample is drafted. The reference is pypdfium2's get_text_bounded over the same PDF pages in one
process; only ratios mean anything, since machines are noisy.
"""

import sys
import tempfile
import time
from pathlib import Path

import pypdfium2

from flows import runs
from flows.cli.places import default_guidance, default_inputs
from flows.pipeline import Direct, draft
from flows.preparing import Request


def bare(folders: list[Path]) -> tuple[int, float]:
    """Pages and seconds of bare text extraction."""
    pages, started = 0, time.perf_counter()
    for path in sorted(path for folder in folders for path in folder.rglob("*.pdf")):
        document = pypdfium2.PdfDocument(path)
        for number in range(len(document)):
            document[number].get_textpage().get_text_bounded()
            pages += 1
        document.close()
    return pages, time.perf_counter() - started


def main() -> None:
    """Print the table."""
    inputs = Path(sys.argv[1]) if len(sys.argv) > 1 else default_inputs()
    guidance = Path(sys.argv[2]) if len(sys.argv) > 2 else default_guidance()
    pages, reference = bare([inputs, *([guidance] if guidance else [])])
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        outcome = draft(Request(inputs=inputs, guidance=guidance, out=Path(folder) / "run"), Direct())
        total = time.perf_counter() - started
        seconds = runs.read_json(outcome.folder / runs.RUN_NAME)["times"]["seconds"]
    print(
        f"documents {outcome.documents}  PDF pages {pages}  passages {outcome.passages}  citations {outcome.citations}"
    )
    print(f"{'stage':<24}{'seconds':>9}{'pages/s':>9}")
    for stage, spent in seconds.items():
        print(f"{stage:<24}{spent:>9.2f}{pages / spent if spent else 0:>9.0f}")
    print(f"{'whole run':<24}{total:>9.2f}{pages / total:>9.1f}")
    print(f"{'bare pypdfium2 text':<24}{reference:>9.2f}{pages / reference:>9.0f}")
    print(
        f"whole run / bare text: {total / reference:.1f}x   reading / bare text: {seconds['read'] / reference:.1f}x"
    )


if __name__ == "__main__":
    main()
