"""What openpyxl's streaming reader leaves out or takes on trust: declarations, merged cells, hidden rows, drawings.

Every XML part is streamed once before openpyxl opens the file, since its parser of sheets expands entities. In
the same pass merged ranges and hidden rows are noted. Words in text boxes are read from the drawings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flows.readers.archives import Package, refuse_declarations
from flows.readers.sheets import Range

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]{0,80}?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_HIDDEN = re.compile(rb"<(?:\w+:)?(?:row|col)\s[^>]{0,300}?hidden=\"(?:1|true)\"")
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]{0,200})?(?:/>|>[^<]{0,1000}</(?:\w+:)?f>)(?:<(?:\w+:)?v\s?/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_OVERLAP = 1600
_MAX_MERGED = 20_000


@dataclass
class SheetNotes:
    """What one sheet's XML says beside its cells."""

    merged: list[Range] = field(default_factory=list)
    hidden: bool = False
    """Some rows or columns are hidden."""
    uncomputed: bool = False
    """Some formulas carry no value."""
    texts: list[str] = field(default_factory=list)
    """Words of its text boxes and shapes."""


def refuse_hostile(package: Package) -> None:
    """Refuse a package with a document type or entity declaration in any XML part."""
    for part in package.names:
        if part.endswith((".xml", ".rels", ".vml")):
            tail = b""
            for chunk in package.chunks(part):
                refuse_declarations(tail + chunk)
                tail = chunk[-_OVERLAP:]


def notes_of(package: Package, part: str) -> SheetNotes:
    """Merged cells, hidden rows and drawings of a sheet."""
    notes = SheetNotes()
    seen: set[Range] = set()
    tail = b""
    for chunk in package.chunks(part):
        data = tail + chunk
        notes.hidden = notes.hidden or bool(_HIDDEN.search(data))
        notes.uncomputed = notes.uncomputed or bool(_UNCOMPUTED.search(data))
        for match in _MERGED.finditer(data):
            left, top, right, bottom = match.groups()
            found = Range(int(top) - 1, _column(left), int(bottom) - 1, _column(right))
            if found not in seen and len(seen) < _MAX_MERGED:
                seen.add(found)
                notes.merged.append(found)
        tail = data[-_OVERLAP:]
    for drawing in package.related(part, "drawing"):
        for body in package.xml(drawing).iter("{*}txBody"):
            lines = ("".join(t.text or "" for t in p.iter("{*}t")) for p in body.iter("{*}p"))
            text = "\n".join(line for line in lines if line.strip())
            if text:
                notes.texts.append(text)
    return notes


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1
