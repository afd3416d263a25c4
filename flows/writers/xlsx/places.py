"""What the sheets say about a place: document, file, page, sheet or cells."""

from collections.abc import Iterable, Sequence

from flows.model import Draft, Edition, Passage
from flows.text import fold

_LONGEST_PLACE = 28


def page_of(passage: Passage) -> str:
    """The page as a reader finds it: 12（紙面 10）, or the sheet and cells of a workbook."""
    if passage.place:
        return passage.place if len(passage.place) <= _LONGEST_PLACE else passage.place[:_LONGEST_PLACE] + "…"
    return numbered(passage.page, passage.printed_page)


def numbered(page: int, printed: str | None) -> str:
    """A page of the file, with the number printed on it where that differs."""
    return f"{page}（紙面 {printed}）" if printed and printed != str(page) else str(page)


def title_of(passage: Passage) -> str:
    """The document's title, its file name when it has none."""
    return passage.document_title or passage.source


def numbered_titles(edition: Edition) -> dict[str, str]:
    """What staff call each item and topic: 「(1) 自治体フロントヤード改革の推進」, 「章：計画の期間と見直し」."""
    names = {item.key: f"{item.number} {item.title}".strip() for item in edition.items}
    for section in edition.outline.sections:
        if section.topics:
            names.setdefault(section.topics[0], section.title)
    for section in edition.outline.sections:
        for topic in section.topics[1:]:
            names.setdefault(topic, section.title)
        names.setdefault(section.key, section.title)
    return names


class Uses:
    """In which sections of the draft a passage is cited."""

    def __init__(self, draft: Draft) -> None:
        self._sections: dict[tuple[str, int, str], dict[str, None]] = {}
        for section in draft.sections:
            for block in section.blocks:
                for citation in block.citations:
                    key = (citation.sha256, citation.page, fold(citation.quote))
                    self._sections.setdefault(key, {})[section.title] = None

    def of(self, passage: Passage) -> tuple[str, ...]:
        """Titles of the sections that cite any part of it, in the order of the plan."""
        found: dict[str, None] = {}
        for span in passage.spans:
            found.update(self._sections.get((passage.sha256, span.page, fold(span.text)), {}))
        return tuple(found)


def by_id(passages: Iterable[Passage]) -> dict[str, Passage]:
    """Passages by their id."""
    return {passage.id: passage for passage in passages}


def one_line(parts: Sequence[str]) -> str:
    """Cells of a row of a source side by side."""
    return "　".join(" ".join(part.split("\n")).strip() for part in parts if part.strip())
