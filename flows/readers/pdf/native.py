"""Functions of pdfium that take bare addresses: twice as fast as with typed pointers.

pypdfium2's own bindings check and convert each argument, which is right for a call per page and too slow for one per
character or line segment.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

Address = ctypes.c_void_p


def entry(name: str, *arguments: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:
    """A function of pdfium by name, with the types of its arguments and of its result."""
    address = ctypes.cast(getattr(pdfium, name), Address).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


def address_of(handle: Any) -> int | None:
    """The address behind a typed handle of pypdfium2."""
    return ctypes.cast(handle, Address).value
