"""Sentences of the draft from passages: quoted, or put into plan style where a rule is certain."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from flows.composition.blocks import Builder, cite
from flows.composition.evidence import says
from flows.composition.style import plan_style, relative_words
from flows.composition.wording import word
from flows.model import DraftBlock, DraftBlockKind, Origin, Passage, PassageKind
from flows.text import fold

_MARK = re.compile(
    r"""^(?:
        [・•◦●○◎◯◆◇■□▪▶▷▽▼★☆※–-]\s*
        |[(（]?[0-9０-９]{1,2}(?:[)）][.．]?|[.．]\s)\s*
        |[①-⑳](?!で|は|の|に|を|と|が|から|及び|、)\s*
    )+""",
    re.VERBOSE,
)
"""Bullets and numbers of the source's lists: the draft has its own. ① that is spoken of (①では) stays."""
_MOST_REFERENCES = 2
"""Sections that a slot refers to when all it could say stands elsewhere: those that hold most of it."""
_WORDS = re.compile("[ぁ-んァ-ヶ一-龥]{2}")
_NAME = re.compile("事業名|取組|施策|項目|名称|件名|手続")
"""Heads over the cell that says what a row is about."""


class Statements:
    """Makes statements, and never the same one twice in the plan: elsewhere a reference to its section stands."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        """`titles`: those of all sections, by key."""
        self._titles = titles
        self._homes: dict[str, str] = {}
        self._said: set[str] = set()

    def reserve(self, section: str, passages: Iterable[Passage]) -> None:
        """Keep sentences for a section, even when an earlier one would say them too. First come, first served."""
        for passage in passages:
            self._homes.setdefault(fold(passage.text), section)

    def take(self, section: str, passages: Iterable[Passage]) -> None:
        """What a section says in another form: it is not said again."""
        for passage in passages:
            self._homes.setdefault(fold(passage.text), section)
            self._said.add(fold(passage.text))

    def of(self, build: Builder, passages: Iterable[Passage], slot: str) -> Iterator[DraftBlock]:
        """One bullet for each passage, in order; a reference where all of them stand in another section."""
        spoken = False
        elsewhere: list[str] = []
        for passage in passages:
            text = fold(passage.text)
            home = self._homes.setdefault(text, build.section)
            if home != build.section:
                elsewhere.append(home)
            elif text not in self._said:
                self._said.add(text)
                block = (_row if passage.kind is PassageKind.ROW else _sentence)(build, passage, slot)
                if block is not None:
                    spoken = True
                    yield block
        if not spoken:
            for home, _ in Counter(elsewhere).most_common(_MOST_REFERENCES):
                yield build.reference(word("note.elsewhere", title=self._titles[home]), home, slot)


def _sentence(build: Builder, passage: Passage, slot: str) -> DraftBlock:
    # National guidance is quoted to the letter: its wording is the norm.
    words = _MARK.sub("", passage.text)
    text = words if passage.origin is Origin.GUIDANCE else plan_style(words)
    return build.statement(text, cite(passage), slot, DraftBlockKind.BULLET)


def _row(build: Builder, passage: Passage, slot: str) -> DraftBlock | None:
    """The cells of a table row that say something, after the name of what they speak of."""
    names = {
        fold(cell)
        for head, cell in zip(passage.head, passage.cells, strict=False)
        if _NAME.search(fold(head)) and _WORDS.search(cell)
    }
    spans = [span for span in passage.spans if says(span.text) or fold(span.text) in names]
    if not any(says(span.text) for span in spans):
        return None
    text = "　".join("".join(span.text.split("\n")).strip() for span in spans)
    return build.statement(text, cite(passage, spans), slot, DraftBlockKind.BULLET)


def relative(block: DraftBlock) -> str:
    """What to put right where a statement speaks from its source's time; empty when it does not."""
    phrases = relative_words(block.text) if block.citations else ()
    if not phrases:
        return ""
    when = block.citations[0].title or block.citations[0].source
    return word("todo.relative", phrase="」「".join(phrases), when=when)
