"""The summary's sources: a number in brackets after a sentence, one list of documents at the end.

A leaflet for residents has no room for a footnote with its quote on every sentence; the draft has those. A document has
one number, its pages stand in the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.model import Citation
from flows.writers.docx.notes import Footnotes, Scope
from flows.writers.docx.oxml import Element, text_run
from flows.writers.docx.styles import Style

_LONGEST_PLACE = 20
_PLACES = 3


@dataclass
class _Cited:
    title: str
    source: str
    number: int
    pages: dict[str, None] = field(default_factory=dict)


@dataclass
class Marks(Footnotes):
    """Takes the place of footnotes: the body asks for marks and gets numbers in brackets."""

    cited: dict[str, _Cited] = field(default_factory=dict)

    def scope(self, citations: Iterable[Citation]) -> "MarkScope":
        """Marks for a sentence or a row."""
        del citations
        return MarkScope(self, {})

    def number(self, citation: Citation) -> int:
        """The number of the citation's document; its page is noted."""
        entry = self.cited.setdefault(
            citation.sha256, _Cited(citation.title, citation.source, len(self.cited) + 1)
        )
        entry.pages[citation.place or str(citation.printed_page or citation.page)] = None
        return entry.number

    def lines(self) -> list[str]:
        """The list of sources."""
        return [
            f"［{entry.number}］{entry.title or entry.source}{_pages(entry)}" for entry in self.cited.values()
        ]


@dataclass
class MarkScope(Scope):
    """The marks of one sentence or one row; within a row a document is named once."""

    _named: set[int] = field(default_factory=set)

    def marks(self, citations: Iterable[Citation]) -> list[Element]:
        """One run: ［1］ or ［1, 3］."""
        notes = self.footnotes
        assert isinstance(notes, Marks)  # noqa: S101 (made by Marks.scope alone)
        numbers = {notes.number(citation) for citation in citations} - self._named
        self._named |= numbers
        if not numbers:
            return []
        words = f"［{', '.join(str(number) for number in sorted(numbers))}］"
        return [text_run(words, notes.reference.style(Style.AFTER_MARK))]


def _pages(entry: _Cited) -> str:
    """（3・5ページ）, or the sheets and heads of a document without pages, as far as they are short."""
    numbers = sorted({page for page in entry.pages if page.isdigit()}, key=int)
    shown = [f"{'・'.join(numbers)}ページ"] if numbers else []
    shown += [page for page in entry.pages if not page.isdigit() and len(page) <= _LONGEST_PLACE][:_PLACES]
    return f"（{'、'.join(shown)}）" if shown else ""
