"""Tables whose columns are others in the new draft: replaced as a whole, never mixed cell by cell.

Where staff left the old table alone, its rows are struck and the new table comes below it, all tracked. Where they worked
in it, it stands as it is, the new table comes below it all the same, and a comment says that both are there. The texts
of the new table get bookmarks of their own: many of its cells have ids of the old one's.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.revisions.manifest import History
from flows.revisions.ooxml import Element, qn
from flows.revisions.reading import PREFIX, Range, Reading
from flows.revisions.units import Unit, outer_table


def changed_tables(old: Sequence[Unit], new: Sequence[Unit], pairs: Mapping[str, str]) -> dict[int, int]:
    """Number of a table in the new draft → number of the old one in whose place it comes with other columns."""
    before = {unit.name: unit for unit in old}
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for unit in new:
        partner = before.get(pairs.get(unit.name, ""))
        if unit.table >= 0 and partner is not None and partner.table >= 0:
            votes[unit.table][partner.table] += 1
    partners = {number: count.most_common(1)[0][0] for number, count in votes.items()}
    widths = [_widths(old), _widths(new)]
    return {number: there for number, there in partners.items() if widths[1][number] != widths[0][there]}


def _widths(units: Sequence[Unit]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for unit in units:
        found[unit.table] = max(found[unit.table], unit.columns)
    return found


def width_of(table: Element | None) -> int:
    """The most cells that a row has; a table that is there with the new columns already needs no other."""
    rows = [] if table is None else table.findall(qn("w:tr"))
    return max((len(row.findall(qn("w:tc"))) for row in rows), default=0)


def renamed(units: Sequence[Unit], tables: Mapping[int, int]) -> list[Unit]:
    """The texts of the new draft, those of such tables with marks of their own."""
    return [_renamed(unit) if unit.table in tables else unit for unit in units]


def _renamed(unit: Unit) -> Unit:
    digest = hashlib.sha256(f"{unit.name}\x1f{unit.columns}".encode()).hexdigest()[:20]
    name = f"{PREFIX}c{digest}"
    return replace(unit, name=name, entry=replace(unit.entry, name=name))


def worked_in(
    units: Sequence[Unit], located: Mapping[str, Range], history: Mapping[str, History], reading: Reading
) -> bool:
    """Whether staff changed, added or removed anything in a table, given by its texts."""
    for unit in units:
        found, told = located.get(unit.name), history.get(unit.name)
        if found is None or found.text not in {unit.text, *(told.texts if told else ())}:
            return True
    there = {outer_table(located[unit.name].paragraph.element) for unit in units}
    return any(
        paragraph.loose_text.strip() and outer_table(paragraph.element) in there
        for paragraph in reading.paragraphs
    )
