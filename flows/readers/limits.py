"""Bounds on the process that reads one document: memory, processor time, size of what it writes.

They hold where the system has them (POSIX); elsewhere the time limit of the parent alone does. Only soft limits
are set, so that a converter started from here can be given the room it needs (`lifted`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flows.readers.options import MEGABYTE, ReadOptions

if sys.platform != "win32":
    import resource

MAX_OUTPUT_MB = 256
"""Size of one document's JSON, and of any file its reader writes."""


_bounded: list[bool] = []


def in_worker() -> bool:
    """True in a process that has been bounded to read one document."""
    return bool(_bounded)


def apply(options: ReadOptions) -> None:
    """Bound this process."""
    _bounded.append(True)
    if sys.platform == "win32":
        return
    seconds = int(options.time_limit + options.ocr_seconds_per_page * options.max_pages)
    _set(resource.RLIMIT_FSIZE, MAX_OUTPUT_MB * MEGABYTE)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_CPU, seconds * 8)
    if sys.platform != "darwin":
        _set(resource.RLIMIT_AS, options.memory_mb * MEGABYTE)


@contextmanager
def lifted() -> Iterator[None]:
    """Inside, a child process starts without the bound on memory."""
    if sys.platform == "win32":
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _set(kind: int, soft: int) -> None:
    hard = resource.getrlimit(kind)[1]
    bound = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    try:
        resource.setrlimit(kind, (bound, hard))
    except (ValueError, OSError):
        return
