"""Text and Markdown: paragraphs by empty lines, headings by `#`, items by their marks, tables by pipes.

A .txt has no marks of structure; lines that were wrapped by hand are joined again (`breaks`). A `#` counts as a
heading only in Markdown. Code fences are kept as text, comments of HTML are not.
"""

from __future__ import annotations

import re
from pathlib import Path

from flows.model import Document, Origin
from flows.readers.assembly import Flow
from flows.readers.breaks import paragraphs_of
from flows.readers.encodings import decode
from flows.readers.options import MEGABYTE, ReadOptions

_MAX_MB = 64
_HEADING = re.compile(r"(#{1,6})[ \u3000]+(.+)")
_ITEM = re.compile(r"([ \t\u3000]*)(?:[-*+・●○]|[0-9]{1,3}[.)])[ \u3000]+(.+)")
_RULER = re.compile(r"\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?")
_MARKUP = (
    (re.compile(r"!\[([^\]\[]{0,300})\]\([^)]{0,1000}\)"), r"\1"),
    (re.compile(r"\[([^\]\[]{0,300})\]\([^)]{0,1000}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"`([^`]{1,300})`"), r"\1"),
)


def read_text(path: Path, *, name: str, sha256: str, origin: Origin, options: ReadOptions) -> Document:
    """Read text (.txt) or Markdown (.md). Raises UnreadableDocumentError."""
    flow = Flow(name, sha256, origin, "text", options)
    with path.open("rb") as file:
        data = file.read(_MAX_MB * MEGABYTE)
    if path.stat().st_size > _MAX_MB * MEGABYTE:
        flow.note(
            "truncated", f"は{_MAX_MB}MBを超えるため、初めの部分だけを読みました。分けて置き直してください。"
        )
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    markdown = name.lower().endswith((".md", ".markdown"))
    read_lines(_without_comments(text) if markdown else text, flow, markdown)
    return flow.document()


def read_lines(text: str, flow: Flow, markdown: bool) -> None:
    """Write the blocks of a text into the flow."""
    gathered: list[str] = []

    def finish() -> None:
        if markdown and len(gathered) > 1 and _RULER.fullmatch(gathered[1].strip()) and "|" in gathered[0]:
            flow.table(tuple(_cells(line) for line in (gathered[0], *gathered[2:])), 1)
        else:
            for paragraph in paragraphs_of("\n".join(gathered)):
                flow.paragraph(_plain(paragraph) if markdown else paragraph)
        gathered.clear()

    for line in text.split("\n"):
        if flow.full:
            break
        heading = _HEADING.match(line) if markdown else None
        item = _ITEM.match(line)
        if heading:
            finish()
            if not flow.title and len(heading[1]) == 1:
                flow.title = _plain(heading[2].rstrip(" #"))
            flow.heading(_plain(heading[2].rstrip(" #")), len(heading[1]))
        elif item:
            finish()
            depth = 1 + len(item[1].expandtabs(4).replace("\u3000", "  ")) // 2
            flow.item(_plain(item[2]) if markdown else line.strip(), min(depth, 9))
        elif line.strip():
            gathered.append(line)
        else:
            finish()
    finish()


def _without_comments(text: str) -> str:
    """The text without comments of HTML; one that never ends goes to the end."""
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_plain(cell.strip()) for cell in line.strip().strip("|").split("|"))


def _plain(text: str) -> str:
    for pattern, words in _MARKUP:
        text = pattern.sub(words, text)
    return text
