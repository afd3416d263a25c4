"""Rows of a table that cite one and the same sentence: each takes from it what belongs to its own name.

「基本構想は令和2年度から令和11年度まで、後期基本計画は令和7年度から令和11年度まで」 gives two rows; every year of it is in the
sentence, so only its place tells whose it is. The sentence is cut between the names: behind each name up to the next
where it begins with a name, before each name where it begins with a year. Nothing is said of sentences that have fewer
years than names (AとBは令和7年度から).
"""

from collections.abc import Iterator

from flows.model import Citation, DraftBlock
from flows.text import Years, fold, years
from flows.verification.verdicts import Fault


def mixed_up(table: DraftBlock) -> dict[str, Fault]:
    """Cells whose years belong to the name of another row, by id."""
    return {
        cell: fault
        for citation, names in _shared(table).items()
        for cell, fault in _of(table, citation, names)
    }


def _shared(table: DraftBlock) -> dict[Citation, list[str]]:
    """Citations that several rows take their names from, with the names."""
    found: dict[Citation, list[str]] = {}
    for row in table.rows[table.header_rows :]:
        for citation in row[0].citations if row else ():
            name = fold(row[0].text)
            if name and name in fold(citation.quote) and name not in found.setdefault(citation, []):
                found[citation].append(name)
    return {citation: names for citation, names in found.items() if len(names) > 1}


def _of(table: DraftBlock, citation: Citation, names: list[str]) -> Iterator[tuple[str, Fault]]:
    quote = fold(citation.quote)
    spans = years(quote)
    if len(spans) < len(names):
        return
    parts = _parts(quote, names, spans)
    for row in table.rows[table.header_rows :]:
        own = parts.get(fold(row[0].text), []) if row else []
        ends = {end for year in own for end in (year.first, year.last)}
        for cell in row[1:]:
            stated = years(cell.text) if citation in cell.citations and own else ()
            if wrong := next((year for year in stated if not {year.first, year.last} <= ends), None):
                reason = f"年「{wrong.text}」は、引用文では「{row[0].text}」のものではありません"
                yield cell.id, Fault(reason=reason, token=wrong.text)


def _parts(quote: str, names: list[str], spans: tuple[Years, ...]) -> dict[str, list[Years]]:
    """The years that belong to each name."""
    places = sorted((quote.find(name), name) for name in names)
    names_first = places[0][0] < spans[0].start
    parts: dict[str, list[Years]] = {name: [] for name in names}
    for year in spans:
        before = [name for place, name in places if place <= year.start]
        after = [name for place, name in places if place > year.start]
        owner = before[-1:] if names_first else after[:1]
        for name in owner:
            parts[name].append(year)
    return parts
