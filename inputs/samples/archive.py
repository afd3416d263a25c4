"""Office files are zip archives: the same parts must give the same bytes, whenever they are written."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

STAMP = "2026-08-03T00:00:00Z"
"""The day all office samples claim to have been saved on."""
_ZIP_TIME = (2026, 8, 3, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_REVISION_TIMES = re.compile(rb'(w:date=")[^"]*(")')


def write_fixed(save: Callable[[BytesIO], object], path: Path) -> None:
    """Save through `save`, then write the archive to `path` with every time in it set to `STAMP`."""
    buffer = BytesIO()
    save(buffer)
    stamp = STAMP.encode()
    with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            part = made.read(name)
            if name.endswith((".xml", ".rels")):
                part = _REVISION_TIMES.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
                part = _TIMES.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
                part = re.sub(rb'<Relationship [^>]*thumbnail\.jpeg"[^>]*/>', b"", part)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            fixed.writestr(entry, part)
