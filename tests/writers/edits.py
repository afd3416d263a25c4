"""Changing a Word file the way an editor would, by hand."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None], name: str = "changed.docx") -> Path:
    """A copy of the file with its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    change(parts)
    target = path.with_name(name)
    with zipfile.ZipFile(target, "w") as archive:
        for entry, data in parts.items():
            archive.writestr(entry, data)
    return target


def edited(path: Path, old: str, new: str, part: str = "word/document.xml") -> Path:
    """A copy with one piece of a part replaced; the last place where it stands. Fails when it is not there."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[part].decode()
        assert old in text, f"{old!r} is not in {part}"
        head, _, tail = text.rpartition(old)
        parts[part] = (head + new + tail).encode()

    return rewritten(path, change)


def replaced(path: Path, pattern: str, new: str, part: str = "word/document.xml") -> Path:
    """A copy with the first match of a pattern in a part replaced."""

    def change(parts: dict[str, bytes]) -> None:
        text, count = re.subn(pattern, new, parts[part].decode(), count=1, flags=re.DOTALL)
        assert count, f"{pattern!r} is not in {part}"
        parts[part] = text.encode()

    return rewritten(path, change)
