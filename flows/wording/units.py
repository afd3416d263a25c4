"""The texts of a draft that are checked, each with its place, its sentences and what is somebody else's in it."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from flows.model import BlockStatus, Draft, DraftBlock, DraftBlockKind

Range = tuple[int, int]
"""Start and end in a text, in characters."""

_OPEN = {
    "「": "」",
    "『": "』",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "［": "］",
    "〈": "〉",
    "《": "》",
    "｢": "｣",
}
_CLOSE = {close: opening for opening, close in _OPEN.items()}
_BRACKETS = re.compile("[" + re.escape("".join(_OPEN) + "".join(_CLOSE)) + "]")
_SPEECH = "「『｢"
_FILE = re.compile(
    r"[^\s「」『』（）()、。：；，]{1,120}\.(?:pdf|docx?|xlsx?|csv|txt|html?|md|ya?ml|json|zip)(?![A-Za-z])",
    re.IGNORECASE,
)
_STOPS = re.compile(r"[。！？!?]+|[\n\r\t\v\f／]")
_LABEL = re.compile(r"(?:^|[\s、。・])[^\s、。・「」（）()]{1,4}$")
_FAMILY = str.maketrans("()", "（）")


class Place(StrEnum):
    """What kind of text it is: some rules speak of running text only."""

    TITLE = "title"
    PROSE = "prose"
    BULLET = "bullet"
    CELL = "cell"


_PLACES = {
    DraftBlockKind.PARAGRAPH: Place.PROSE,
    DraftBlockKind.NOTE: Place.PROSE,
    DraftBlockKind.BULLET: Place.BULLET,
    DraftBlockKind.CELL: Place.CELL,
    DraftBlockKind.TABLE: Place.CELL,
}


@dataclass(frozen=True, slots=True)
class Brackets:
    """The brackets of a text: what they hold, and those without a partner."""

    speech: tuple[Range, ...]
    """「」 and 『』 with what they hold, the outermost ones, and names of files."""
    pairs: tuple[tuple[int, int, int], ...]
    """(start, end, depth) of every pair; depth 0 is outermost."""
    single: tuple[int, ...]
    """Brackets without a partner; the closing one behind a label, 1） or 注記）, is none."""
    uneven: tuple[int, ...] = ()
    """Closing brackets of another width than their partner."""


@dataclass(frozen=True)
class Unit:
    """One text: a title, a paragraph, a cell."""

    section: str
    block: str
    text: str
    place: Place
    cited: bool = False
    """The whole of it is a source's words."""
    slot: str = ""
    open: bool = False
    """A note to staff (要確認)."""
    national: bool = False
    """Of a document that is quoted to the letter."""

    @cached_property
    def brackets(self) -> Brackets:
        """Its brackets."""
        return brackets_of(self.text)

    @cached_property
    def sentences(self) -> tuple[Range, ...]:
        """Its sentences, without white space around them."""
        return tuple(_sentences(self.text, self.brackets))

    def quoted(self, start: int, end: int) -> bool:
        """Whether all of it is somebody else's words."""
        if self.cited:
            return True
        around = touched(self.brackets.speech, start, end)
        return around is not None and around[0] <= start and end <= around[1]

    def touches_quote(self, start: int, end: int) -> bool:
        """Whether any of it is somebody else's words, so that a change of it would change them."""
        return self.cited or touched(self.brackets.speech, start, end) is not None


def touched(ranges: Sequence[Range], start: int, end: int) -> Range | None:
    """The last of the sorted, separate ranges that shares a letter with start…end."""
    before = bisect_left(ranges, (end, 0)) - 1
    return ranges[before] if before >= 0 and ranges[before][1] > start else None


def units(draft: Draft, national: Collection[str] = ()) -> Iterator[Unit]:
    """All texts of the draft in reading order. `national`: sha256 of the documents that are quoted to the letter."""
    yield Unit("", "", draft.title, Place.TITLE)
    for section in draft.sections:
        yield Unit(section.key, "", section.title, Place.TITLE)
        for block in section.blocks:
            yield from _of_block(section.key, block, block.slot, national)


def _of_block(section: str, block: DraftBlock, slot: str, national: Collection[str]) -> Iterator[Unit]:
    if block.rows:
        for row in block.rows:
            for cell in row:
                yield from _of_block(section, cell, cell.slot or slot, national)
        return
    place = _PLACES.get(block.kind, Place.TITLE)
    to_the_letter = any(citation.sha256 in national for citation in block.citations)
    yield Unit(
        section,
        block.id,
        block.text,
        place,
        cited=block.status is BlockStatus.QUOTED or to_the_letter,
        slot=slot,
        open=block.status is BlockStatus.TODO,
        national=to_the_letter,
    )


def brackets_of(text: str) -> Brackets:
    """Brackets matched by kind; a closing one passes over openers that were never closed."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int, int]] = []
    single: list[int] = []
    for mark in _BRACKETS.finditer(text):
        char, at = mark[0].translate(_FAMILY), mark.start()
        if char in _OPEN:
            stack.append((char, at))
            continue
        if len(stack) > 1 and stack[-1][0] != _CLOSE[char] == stack[-2][0]:
            single.append(stack.pop()[1])
        if stack and stack[-1][0] == _CLOSE[char]:
            pairs.append((stack.pop()[1], at + 1, len(stack)))
        elif not _LABEL.search(text[max(0, at - 6) : at]):
            single.append(at)
    single += [at for _, at in stack]
    spoken = [(start, end) for start, end, _ in pairs if text[start] in _SPEECH]
    if "." in text:
        spoken += [match.span() for match in _FILE.finditer(text)]
    speech = _outermost(sorted(spoken))
    uneven = sorted(end - 1 for start, end, _ in pairs if text[start].isascii() != text[end - 1].isascii())
    return Brackets(speech, tuple(pairs), tuple(sorted(single)), tuple(uneven))


def _outermost(ranges: Sequence[Range]) -> tuple[Range, ...]:
    kept: list[Range] = []
    for start, end in ranges:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _sentences(text: str, brackets: Brackets) -> Iterator[Range]:
    """Split after 。 outside brackets, and at line ends; white space around a sentence is left out."""
    held = _outermost(sorted((start, end) for start, end, depth in brackets.pairs if depth == 0))
    start = inside = 0
    for stop in _STOPS.finditer(text):
        while inside < len(held) and held[inside][1] <= stop.start():
            inside += 1
        if inside < len(held) and held[inside][0] < stop.start() and stop[0] not in "\n\r":
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    piece = text[start:end]
    if bare := piece.strip():
        left = start + len(piece) - len(piece.lstrip())
        yield left, left + len(bare)
