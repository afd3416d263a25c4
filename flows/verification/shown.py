"""The finished file against the draft: what a reader of 素案.docx sees is what was verified, no more and no less.

Every text of the file is a block of the draft with the same text (line ends and blanks aside), or one of the file's own
few texts (cover, contents, headings, table numbers), which follow from the draft too. Every citation of a block stands
in one of its footnotes: the quote to the letter, the file's name, the page. Text under no bookmark is text that nobody
vouches for.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from flows.model import Citation, Draft, DraftBlock, GateRefused
from flows.text import clean, dates
from flows.verification.verdicts import Outcome, Verdict

OWN = "dx:"
"""Begins the ids of the file's own texts."""
_WORDS_ONLY = ("cover", "legend")
"""The file's own texts that say nothing of the municipality: what the cover is, how to read the file."""
_NUMBER = r"(?:第[0-9０-９]+章?|資料[0-9０-９]+|[0-9０-９]+|\([0-9０-９]+\))"
_CAPTION = re.compile(r"[図表][0-9０-９]+")
_CONTENTS_LINE = re.compile(rf"{_NUMBER}?(?P<title>.+?)[0-9ivxlc]+")
_PAGE = re.compile(r"p\.([^p「」（）()［］]+)")
_MOST_NAMED = 20


class Shown(Protocol):
    """A text of the finished file as a writer reads it back (読み戻し)."""

    @property
    def id(self) -> str | None:
        """The draft block's id, "dx:…" for the file's own texts, None under no bookmark."""

    @property
    def text(self) -> str:
        """What a reader sees."""

    @property
    def footnotes(self) -> tuple[str, ...]:
        """The texts of its footnotes."""


def check_file(shown: Iterable[Shown], draft: Draft, furniture: Collection[str] = ()) -> None:
    """Raise GateRefused when the file shows anything that the draft does not vouch for, or leaves something out."""
    wrong = [verdict.reason for verdict in compare_file(shown, draft, furniture)]
    if wrong:
        more = f"\nほか{len(wrong) - _MOST_NAMED}件" if len(wrong) > _MOST_NAMED else ""
        raise GateRefused(
            "書き出したWord文書が、確かめた素案と一致しません。\n" + "\n".join(wrong[:_MOST_NAMED]) + more,
            "素案.docx は書き出していません。draft.json と雛形（templates/word）を確かめてください。",
        )


def compare_file(
    shown: Iterable[Shown], draft: Draft, furniture: Collection[str] = ()
) -> tuple[Verdict, ...]:
    """A verdict for every place where the file and the draft differ; none when they agree.

    `furniture`: further texts that may stand in the file without being blocks.
    """
    return tuple(
        Verdict(block=block, outcome=Outcome.NOT_VERIFIED, reason=reason)
        for block, reason in _File(draft, furniture).differences(list(shown))
    )


class _File:
    def __init__(self, draft: Draft, furniture: Collection[str]) -> None:
        self._draft = draft
        self._furniture = frozenset(map(_seen, furniture))
        self._blocks: dict[str, list[DraftBlock]] = {}
        self._heads: dict[str, tuple[Citation, ...]] = {}
        for section in draft.sections:
            for block in section.blocks:
                heads = [cell for row in block.rows[: block.header_rows] for cell in row]
                self._heads[block.id] = tuple(c for cell in heads for c in cell.citations)
                for part in _parts(block):
                    if _seen(part.text):
                        self._blocks.setdefault(part.id, []).append(part)
        self._titles = {section.key: _seen(section.title) for section in draft.sections}
        self._noted_elsewhere = {
            cell.id
            for section in draft.sections
            for block in section.blocks
            for row in block.rows[: block.header_rows]
            for cell in row
        }

    def differences(self, shown: Sequence[Shown]) -> Iterator[tuple[str, str]]:
        seen: Counter[str] = Counter()
        for text in shown:
            if text.id is not None and text.id in self._blocks:
                blocks = self._blocks[text.id]
                seen[text.id] += 1
                yield from self._block(blocks[min(seen[text.id], len(blocks)) - 1], text)
            elif _seen(text.text) and not self._is_own(text):
                yield text.id or "", f"「{_short(text.text)}」は素案（draft.json）にない文です"
        for block_id, blocks in self._blocks.items():
            if seen[block_id] != len(blocks):
                yield (
                    block_id,
                    f"「{_short(blocks[0].text)}」がWord文書に{seen[block_id]}回あります（正しくは{len(blocks)}回）",
                )

    def _block(self, block: DraftBlock, shown: Shown) -> Iterator[tuple[str, str]]:
        if _seen(shown.text) != _seen(block.text):
            yield (
                block.id,
                f"「{_short(shown.text)}」が素案（draft.json）の「{_short(block.text)}」と違います",
            )
        if block.id not in self._noted_elsewhere:
            yield from _notes(block.id, block.citations, shown)

    def _is_own(self, shown: Shown) -> bool:
        """Whether it is one of the file's own texts, as the draft has it."""
        text, place = _seen(shown.text), shown.id or ""
        if text in self._furniture:
            return True
        if not place.startswith(OWN):
            return False
        kind, _, rest = place.removeprefix(OWN).partition(":")
        if kind == "heading":
            return (
                re.fullmatch(rf"{_NUMBER}?[.．、]?{re.escape(text)}", self._titles.get(rest, "")) is not None
            )
        if kind == "head":
            return not list(_notes(rest, self._heads.get(rest, ()), shown)) and not re.search("[0-9]", text)
        if kind == "caption":
            return _CAPTION.fullmatch(text) is not None
        return self._is_front(kind, rest, shown)

    def _is_front(self, kind: str, name: str, shown: Shown) -> bool:
        draft, text = self._draft, _seen(shown.text)
        if kind == "contents":
            return text == "目次" if name == "head" else all(map(self._is_line, shown.text.split("\n")))
        expected = {"title": draft.title, "subtitle": draft.subtitle, "owner": draft.municipality}
        if kind == "cover" and name in expected:
            return text == _seen(expected[name])
        if kind == "cover" and name == "date":
            found = [f"{d.year:04}-{d.month:02}-{d.day:02}" for d in dates(shown.text) if d.day]
            return found == [draft.date] or text == _seen(draft.date)
        if kind == "cover" and name == "edition":
            return f"第{draft.edition}版" in text or "初版" in text
        return kind in _WORDS_ONLY and not re.search("[0-9]", text)

    def _is_line(self, line: str) -> bool:
        match = _CONTENTS_LINE.fullmatch(_seen(line))
        title = match["title"] if match else ""
        return not _seen(line) or any(
            re.fullmatch(rf"{_NUMBER}?[.．、]?{re.escape(title)}", known) for known in self._titles.values()
        )


def _notes(block: str, citations: Sequence[Citation], shown: Shown) -> Iterator[tuple[str, str]]:
    """Every citation in a footnote, every footnote a citation."""
    notes = [_seen(note) for note in shown.footnotes]
    for citation in citations:
        if not any(_tells(note, citation) for note in notes):
            yield block, f"「{_short(citation.quote)}」の出典が脚注にありません"
    for note in notes:
        if not any(_tells(note, citation) for citation in citations):
            yield block, f"脚注「{_short(note)}」は素案（draft.json）の出典と違います"


def _tells(note: str, citation: Citation) -> bool:
    quote = _seen(citation.quote)
    before, found, after = note.rpartition(quote)
    if not found:
        return False
    place = before + after
    for part in (citation.source.rpartition("/")[2], citation.title, citation.place):
        if _seen(part) not in place:
            return False
        place = place.replace(_seen(part), "", 1)
    if citation.place or not citation.source.lower().endswith(".pdf"):
        return True
    pages = (
        [str(citation.page)] if citation.printed_page is None else [citation.printed_page, str(citation.page)]
    )
    return _PAGE.findall(place) == pages


def _parts(block: DraftBlock) -> tuple[DraftBlock, ...]:
    return tuple(cell for row in block.rows for cell in row) if block.rows else (block,)


def _seen(text: str) -> str:
    """What is compared: every character but blanks and line ends."""
    return "".join(clean(text).split())


def _short(text: str) -> str:
    seen = _seen(text)
    return seen if len(seen) <= 50 else seen[:50] + "…"
