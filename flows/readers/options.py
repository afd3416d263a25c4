"""How far a reader may go: every document is hostile until read, so each bound has a value."""

from __future__ import annotations

from typing import Literal

from flows.model.base import Value

MEGABYTE = 1024 * 1024


class ReadOptions(Value):
    """Bounds and choices for reading one document (読み取りの条件)."""

    ocr: Literal["auto", "off"] = "auto"
    """auto: pages without usable text are recognised when the extra `ocr` is installed."""
    max_pages: int = 3000
    """PDF pages or sheets; what follows is left out, with a finding."""
    max_cells: int = 200_000
    """Cells with text of a workbook, delimited file or text flow; what follows is left out, with a finding."""
    max_characters: int = 20_000_000
    """Characters of one document."""
    max_file_mb: int = 512
    """Size of the file as received, in MB."""
    max_unpacked_mb: int = 1024
    """What an Office file may declare to hold once unpacked, in MB."""
    time_limit: float = 180.0
    """Seconds of wall time for one document in a process of its own; pages given to OCR add to it."""
    ocr_seconds_per_page: float = 30.0
    """Seconds added to `time_limit` for each page that goes to OCR."""
    memory_mb: int = 2048
    """Address space of the process that reads one document, in MB (not enforced on Windows and macOS)."""
    convert: bool = True
    """Old formats are converted with LibreOffice when it is installed."""
