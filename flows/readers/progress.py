"""Slow work announces itself, so that whoever holds the clock can grant it time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


def _nobody_listens() -> None:
    return


_announce: ContextVar[Callable[[], None]] = ContextVar("announce", default=_nobody_listens)


def announcer() -> Callable[[], None]:
    """What to call before each page that goes to OCR."""
    return _announce.get()


@contextmanager
def announcing(announce: Callable[[], None]) -> Iterator[None]:
    """Inside, `announce` is called before each page that goes to OCR."""
    token = _announce.set(announce)
    try:
        yield
    finally:
        _announce.reset(token)
