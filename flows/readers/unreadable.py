"""The one failure that readers raise to each other: a document that cannot be read, and what to do about it."""

from __future__ import annotations

from flows.model import Document, Finding, Origin, Severity, Source


class UnreadableDocumentError(Exception):
    """This document cannot be read. `message` is plain Japanese without the file's name; it says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def finding(code: str, name: str, message: str, severity: Severity = Severity.ERROR) -> Finding:
    """A finding on a whole document; the message begins with its name so that it stands alone in a list."""
    return Finding(code=code, severity=severity, message=f"「{name}」{message}", source=name)


def unreadable(code: str, message: str, *, name: str, origin: Origin, sha256: str = "") -> Document:
    """The document that stands for one that could not be read: no blocks, no pages, one error."""
    source = Source(path=name, sha256=sha256, pages=0, origin=origin, title=title_of(name), media="")
    return Document(source=source, blocks=(), findings=(finding(code, name, message),))


def title_of(name: str) -> str:
    """A file's name without folder and ending: the title of a document that states none."""
    stem = name.rsplit("/", 1)[-1]
    return stem.rsplit(".", 1)[0] or stem
