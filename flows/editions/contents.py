"""The contents list of a national plan (目次), line by line, by its heading grammar.

    1. はじめに …… 3      chapter          1.1 自治体における DX 推進の意義 …… 3      section
    (1) 組織体制の整備 …… 4, ステップ1 全体方針の決定 …… 9    item of the chapter or section over it

PDF text puts spaces around Latin letters and digits, or between all letters; leaders are dots of many
kinds, the page number may stand on the next line or be lost; a long title goes on over two lines. Spaces
between Japanese characters are dropped, all other characters stay as the document has them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from flows.text import fold

_DOT = r"[.．…‥・·･‐‑–—―─－_＿-]"
_LED = re.compile(
    rf"^(?P<title>.*?)\s*(?:(?:(?:{_DOT}\s*){{2,}}|[…‥]\s*)(?P<page>\d{{1,4}})|(?:{_DOT}\s*){{3,}})\s*$"
)
_PAGED = re.compile(r"^(?P<title>.*[^\d\s.])\s+(?P<page>\d{1,3})\s*$")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(ord("０"), ord("９") + 1)} | {
    ord("．"): ".",
    ord("（"): "(",
    ord("）"): ")",
}
_JAPANESE = r"[^\x00-\x7f]"
_SPREAD = re.compile(r"(?<!\S)(?:[A-Za-z0-9] ){2,}[A-Za-z0-9](?!\S)")
_LONGEST = 300
"""Characters of a line; a longer one is none of a contents list."""
_SEARCHED = 15
"""Pages at the beginning among which the contents are looked for."""


class Level(IntEnum):
    """Depth of an entry."""

    CHAPTER = 1
    SECTION = 2
    ITEM = 3


_NUMBERS = {
    Level.CHAPTER: re.compile(
        r"^第?\s?(?P<number>\d{1,2})\s?章\s*|^(?P<plain>\d{1,2})\s?[.．](?!\s?\d)\s*|^(?P<bare>\d{1,2})\s+(?=[^\d\s.年月])"
    ),
    Level.SECTION: re.compile(r"^(?P<number>\d{1,2}\s?[.．-]\s?\d{1,2})(?![\d])[.．]?\s*"),
    Level.ITEM: re.compile(r"^[(（]\s?(?P<number>\d{1,2})\s?[)）]\s*|^(?P<step>ステップ\s?\d)[\s:：.．]*"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: number as printed ("3.1", "(2)"), title, printed page and the PDF page it was
    read on."""

    level: Level
    number: str
    title: str
    page: str
    read_on: int


def contents(pages: Sequence[str]) -> tuple[Entry, ...]:
    """The entries of the contents pages in order; none when the document has no contents list."""
    found: list[Entry] = []
    for index, text in enumerate(pages[:_SEARCHED]):
        lines = [line.strip() for line in text.splitlines() if 0 < len(line.strip()) <= _LONGEST]
        led = sum(_LED.match(line) is not None for line in lines)
        headed = any(fold(line).strip("【】[]<>〈〉-") in ("目次", "もくじ") for line in lines)
        if headed or led >= 4 or (found and led >= 2):
            found += _entries(lines, index + 1)
        elif found:
            break
    return tuple(found) if len(found) >= 3 else ()


def headings(lines: Sequence[tuple[str, int]]) -> tuple[Entry, ...]:
    """Entries made of a body's headings, given with their pages, for a document without contents."""
    return tuple(entry for text, page in lines if len(text) <= _LONGEST and (entry := _entry(text, "", page)))


def tidy(text: str) -> str:
    """A title without the spaces that PDF text puts between characters."""
    joined = _SPREAD.sub(lambda run: run[0].replace(" ", ""), re.sub(r"\s+", " ", text.strip()))
    return re.sub(rf"(?<={_JAPANESE})\s+|\s+(?={_JAPANESE})", "", joined)


def _entries(lines: Sequence[str], page: int) -> Iterator[Entry]:
    """A line opens an entry when it has a number; lines without one go on with the title that is still
    open."""
    open_entry: Entry | None = None
    closed = True
    for line in lines:
        match = _LED.match(line) or _PAGED.match(line)
        title = match["title"] if match else line
        entry = _entry(title, (match["page"] or "") if match else "", page)
        if entry:
            if open_entry:
                yield open_entry
            open_entry, closed = entry, match is not None
        elif open_entry and line.isdigit() and not open_entry.page:
            open_entry, closed = replace(open_entry, page=line), True
        elif open_entry and not closed:
            joined = tidy(open_entry.title + title)
            open_entry = replace(open_entry, title=joined, page=(match["page"] or "") if match else "")
            closed = match is not None
        elif open_entry:
            yield open_entry
            open_entry, closed = None, True
    if open_entry:
        yield open_entry


def _entry(text: str, page: str, read_on: int) -> Entry | None:
    shown = text.strip()
    if re.fullmatch(r"(?:\S\s)+\S", shown):  # the whole line is spread, even its number
        shown = re.sub(r"\s", "", shown)
    plain = shown.translate(_FULL_WIDTH)
    for level in (Level.SECTION, Level.CHAPTER, Level.ITEM):
        if match := _NUMBERS[level].match(plain):
            digits = re.sub(r"\s", "", next(group for group in match.groups() if group))
            number = f"({digits})" if level is Level.ITEM and digits.isdigit() else digits
            title = tidy(shown[match.end() :])
            return Entry(level, number, title, page, read_on) if title else None
    return None
