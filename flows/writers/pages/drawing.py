"""Which pages are drawn, by whom and within which bounds."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from flows.model import BBox, Value

_WORKER = ("-P", "-X", "utf8", "-m", "flows.writers.pages.worker")
_ROOT = Path(__file__).resolve().parents[3]
_DRAWN = (".pdf", ".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff")
_LONGEST_LINE = 4 * 1024 * 1024


class Bounds(Value):
    """How much may be drawn."""

    pages: int = 200
    total: int = 15 * 1024 * 1024
    """Bytes of all pictures as they stand in the report (base64)."""
    seconds: float = 60.0
    """For one document; what is drawn by then stays."""
    dots_per_inch: float = 100.0


class Wanted(Value):
    """A page to be drawn, with the quotes to be found on it."""

    sha256: str
    page: int
    quotes: tuple[str, ...]
    fallback: tuple[tuple[BBox, ...], ...] = ()
    """By quote: where the reader saw it (points from top left), for pages without characters of their own."""


class Picture(Value):
    """A drawn page. Boxes are (left, top, right, bottom) as fractions of the picture."""

    sha256: str
    page: int
    width: float
    height: float
    """Points."""
    image: str
    """WebP, base64."""
    marks: Mapping[str, tuple[tuple[float, float, float, float], ...]]
    """Quote → its boxes; none for a quote that was not found."""


def draw(
    wanted: Sequence[Wanted], files: Mapping[str, Path], bounds: Bounds | None = None
) -> dict[tuple[str, int], Picture]:
    """Pictures by (sha256, page) of what could be drawn within the bounds; never raises for a bad document.

    `files` says where a source lies, by its sha256. Pages with most quotes come first.
    """
    bounds = bounds or Bounds()
    chosen = sorted(
        (page for page in wanted if files.get(page.sha256, Path()).suffix.lower() in _DRAWN),
        key=lambda page: (-len(page.quotes), page.sha256, page.page),
    )[: bounds.pages]
    by_file: dict[str, list[Wanted]] = {}
    for page in chosen:
        by_file.setdefault(page.sha256, []).append(page)
    each = bounds.total * 3 // 4 // max(1, len(chosen))

    def one(sha256: str) -> list[Picture]:
        return _drawn(files[sha256], by_file[sha256], each, bounds)

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        pictures = {(made.sha256, made.page): made for found in pool.map(one, by_file) for made in found}
    return _within(pictures, chosen, bounds.total)


def _within(
    pictures: dict[tuple[str, int], Picture], order: Sequence[Wanted], total: int
) -> dict[tuple[str, int], Picture]:
    """As many as the total allows, in the order of importance."""
    kept: dict[tuple[str, int], Picture] = {}
    size = 0
    for page in order:
        made = pictures.get((page.sha256, page.page))
        if made is not None and size + len(made.image) <= total:
            size += len(made.image)
            kept[made.sha256, made.page] = made
    return kept


def _drawn(path: Path, pages: Sequence[Wanted], each: int, bounds: Bounds) -> list[Picture]:
    job = {
        "path": str(path.absolute()),
        "pages": [(page.page, list(page.quotes)) for page in pages],
        "dpi": bounds.dots_per_inch,
        "bytes": each,
    }
    by_page = {page.page: page for page in pages}
    found = []
    for line in _work(job, bounds.seconds):
        try:
            answer = json.loads(line)
            found.append(_picture(by_page[answer["page"]], answer))
        except (ValueError, KeyError, TypeError):
            continue  # a torn last line of a worker that was ended
    return found


def _picture(wanted: Wanted, answer: dict[str, Any]) -> Picture:
    width, height = float(answer["width"]), float(answer["height"])
    marks = {}
    for number, quote in enumerate(wanted.quotes):
        boxes = [tuple(box) for box in answer["marks"][number]]
        if not boxes and number < len(wanted.fallback):
            boxes = [
                (box.x0 / width, box.top / height, box.x1 / width, box.bottom / height)
                for box in wanted.fallback[number]
            ]
        marks[quote] = tuple(boxes)
    return Picture(
        sha256=wanted.sha256,
        page=wanted.page,
        width=width,
        height=height,
        image=str(answer["image"]),
        marks=marks,
    )


def _work(job: dict[str, Any], seconds: float) -> list[str]:
    """The lines a worker wrote until it ended or was ended."""
    path = os.pathsep.join(part for part in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if part)
    process = subprocess.Popen(  # noqa: S603 (our own interpreter and module; the job goes through a pipe)
        [sys.executable, *_WORKER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        text=True,
        encoding="utf-8",
    )
    clock = threading.Timer(seconds, process.kill)
    clock.start()
    try:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 (PIPE above)
        try:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.close()
        except OSError:
            return []
        return [line for line in process.stdout if len(line) <= _LONGEST_LINE]
    finally:
        clock.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
