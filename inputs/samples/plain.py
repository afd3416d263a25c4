"""Papers without a layout: text, and tables as older systems put them out (Shift_JIS)."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any


def write_text(paper: dict[str, Any], path: Path) -> None:
    """Write the words as they are, in UTF-8."""
    path.write_bytes(paper["text"].encode())


def write_csv(paper: dict[str, Any], path: Path) -> None:
    """Write head and rows as CSV in Microsoft's Shift_JIS (cp932) with CRLF, as an export for Excel is."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\r\n").writerows([paper["head"], *paper["rows"]])
    path.write_bytes(lines.getvalue().encode("cp932"))
