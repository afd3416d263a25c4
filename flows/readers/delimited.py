"""CSV and TSV as one table: UTF-8, CP932 or UTF-16, the separator found from the first lines.

A file may hold several tables with empty lines between them, and title lines over a table; both come out as
they would from a sheet, whose rules are used (`sheets`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from flows.model import Document, Origin
from flows.readers.assembly import Flow
from flows.readers.encodings import decode
from flows.readers.options import MEGABYTE, ReadOptions
from flows.readers.sheets import write_sheet

_MAX_MB = 128
_SEPARATORS = ",\t;|"
_MAX_FIELD = 1_000_000


def read_delimited(path: Path, *, name: str, sha256: str, origin: Origin, options: ReadOptions) -> Document:
    """Read a CSV or TSV. Raises UnreadableDocumentError."""
    flow = Flow(name, sha256, origin, "csv", options)
    with path.open("rb") as file:
        data = file.read(_MAX_MB * MEGABYTE)
    text = decode(data)
    rows: list[list[str]] = []
    cells = 0
    for row in _rows(text, "\t" if name.lower().endswith(".tsv") else _separator(text)):
        rows.append(row)
        cells += len(row)
        if cells > options.max_cells * 2:
            break
    write_sheet(enumerate(rows), flow)
    return flow.document()


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue
        yield row


def _separator(text: str) -> str:
    """The one that occurs most evenly: the highest count that the first lines share."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    if not lines:
        return ","
    return max(_SEPARATORS, key=lambda mark: sorted(line.count(mark) for line in lines)[len(lines) // 2])
