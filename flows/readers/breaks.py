"""Line breaks inside a paragraph: typed to wrap a line, or to begin a new one?

A break after a full line that ends no sentence only wraps, so the lines are joined, without a space between
Japanese letters. After a sentence's end, after a short line, or before a mark of enumeration it begins a
paragraph of its own.
"""

from __future__ import annotations

import re

_ENDS = re.compile(r"[。．.！？!?：:」』）)】］\]〕]\s*$")
_BEGINS = re.compile(
    r"\s*(?:[・･●○◎◯■□◆◇▲△▼▽★☆※〇▪▶➢✓→①-⑳㉑-㉟⑴-⒇\-－–*]|[（(〔\[]?[0-9０-９一二三四五六七八九十ア-ンa-zA-Z]{1,3}[)）．.、〕\]]|第[0-9０-９一二三四五六七八九十]+)"
)
_FULL_LINE = 25


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs that a text with line breaks stands for, without empty ones."""
    paragraphs: list[list[str]] = []
    last = ""
    for line in (part.strip() for part in text.split("\n")):
        if paragraphs and line and wraps(last, line):
            paragraphs[-1] += (_between(last, line), line)
        elif line:
            paragraphs.append([line])
        last = line
    return ["".join(pieces) for pieces in paragraphs]


def wraps(line: str, following: str) -> bool:
    """True when `following` goes on the sentence of `line`."""
    return len(line) >= _FULL_LINE and not _ENDS.search(line) and not _BEGINS.match(following)


def _between(line: str, following: str) -> str:
    """What stands between two parts of a sentence: a space only between Latin words."""
    end, start = line[-1:], following[:1]
    return " " if end.isascii() and end.isalnum() and start.isascii() and start.isalnum() else ""
