"""Which text of the new draft stands for which of the old one, and where staff have put a text whose mark is gone.

Ids say it where they can: they come from meaning. A figure that changed gives a new id, so what is left over is matched by
section, kind and slot, and by likeness; in tables row by row, so that a row that came in does not shift the others.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from flows.revisions.ooxml import climb, qn
from flows.revisions.reading import Paragraph, Range, Reading
from flows.revisions.units import Unit, outer_table
from flows.revisions.wording import likeness
from flows.text import fold

_ALIKE = 0.45
_FOUND = 0.6
_SAME_SLOT = 0.15
"""What a shared slot adds to the likeness of two texts."""
_ASKED = 0.5
"""A 要確認 and what has come in its place share the slot, not the words."""


def pair(old: Sequence[Unit], new: Sequence[Unit]) -> dict[str, str]:
    """Name in the new draft → name in the old one."""
    taken = {unit.name for unit in old}
    pairs = {unit.name: unit.name for unit in new if unit.name in taken}
    _pair_rows(old, new, pairs)
    used = set(pairs.values())
    groups: dict[tuple[str, str], tuple[list[Unit], list[Unit]]] = defaultdict(lambda: ([], []))
    for unit in old:
        if unit.name not in used and unit.table < 0:
            groups[unit.section, _class(unit)][0].append(unit)
    for unit in new:
        if unit.name not in pairs and unit.table < 0:
            groups[unit.section, _class(unit)][1].append(unit)
    for olds, news in groups.values():
        pairs |= _best(olds, news)
    return pairs


def _class(unit: Unit) -> str:
    return "text" if unit.kind in ("paragraph", "bullet", "note", "text") else unit.kind


def _best(olds: Sequence[Unit], news: Sequence[Unit]) -> dict[str, str]:
    scored = sorted(
        (
            (score, -abs(a.order - b.order), -b.order, b.name, a.name)
            for a in olds
            for b in news
            if (score := _score(a, b)) >= _ALIKE
        ),
        reverse=True,
    )
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for *_, new, old in scored:
        if new not in pairs and old not in used:
            pairs[new] = old
            used.add(old)
    return pairs


def _score(a: Unit, b: Unit) -> float:
    same_slot = a.entry.slot == b.entry.slot
    if same_slot and a.is_open != b.is_open and a.entry.slot:
        return _ASKED
    return likeness(a.text, b.text) + (_SAME_SLOT if same_slot else 0)


def _rows(units: Iterable[Unit]) -> dict[int, dict[int, list[Unit]]]:
    tables: dict[int, dict[int, list[Unit]]] = defaultdict(lambda: defaultdict(list))
    for unit in units:
        if unit.table >= 0:
            tables[unit.table][unit.row].append(unit)
    return tables


def _pair_rows(old: Sequence[Unit], new: Sequence[Unit], pairs: dict[str, str]) -> None:
    olds, news = _rows(old), _rows(new)
    before = {unit.name: unit for unit in old}
    partners: dict[int, int] = {}
    for number, rows in news.items():
        votes: dict[int, int] = defaultdict(int)
        for unit in (u for row in rows.values() for u in row):
            partner = before.get(pairs.get(unit.name, ""))
            if partner is not None and partner.table >= 0:
                votes[partner.table] += 1
        if votes:
            partners[number] = max(votes, key=lambda each: (votes[each], -each))
    for number, rows in news.items():
        if number not in partners:
            found = _like_table(rows, {n: r for n, r in olds.items() if n not in partners.values()})
            if found is not None:
                partners[number] = found
    for number, table in partners.items():
        _pair_cells(olds[table], news[number], pairs)


def _like_table(rows: dict[int, list[Unit]], olds: dict[int, dict[int, list[Unit]]]) -> int | None:
    first = next(iter(rows.values()))[0]
    text = _words(rows)
    best, score = None, 0.3
    for number, candidate in olds.items():
        other = next(iter(candidate.values()))[0]
        if (other.section, other.entry.slot) == (first.section, first.entry.slot):
            alike = likeness(_words(candidate), text)
            if alike > score:
                best, score = number, alike
    return best


def _words(rows: dict[int, list[Unit]]) -> str:
    return "\n".join(unit.text for row in rows.values() for unit in row)


def _pair_cells(olds: dict[int, list[Unit]], news: dict[int, list[Unit]], pairs: dict[str, str]) -> None:
    used = set(pairs.values())
    rows = _align(list(olds.items()), list(news.items()), pairs)
    for old_row, new_row in rows:
        there = {unit.column: unit for unit in olds[old_row]}
        for unit in news[new_row]:
            partner = there.get(unit.column)
            if partner is not None and unit.name not in pairs and partner.name not in used:
                pairs[unit.name] = partner.name
                used.add(partner.name)


def _align(
    olds: list[tuple[int, list[Unit]]], news: list[tuple[int, list[Unit]]], pairs: dict[str, str]
) -> list[tuple[int, int]]:
    """Rows that stand for each other, in order: the alignment with the most in common."""
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            score = _row_score(olds[i][1], news[j][1], pairs)
            alike[i, j] = score
            match = score + best[i + 1][j + 1] if score >= _ALIKE else 0.0
            best[i][j] = max(match, best[i + 1][j], best[i][j + 1])
    i = j = 0
    found: list[tuple[int, int]] = []
    while i < len(olds) and j < len(news):
        if alike[i, j] >= _ALIKE and best[i][j] == alike[i, j] + best[i + 1][j + 1]:
            found.append((olds[i][0], news[j][0]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _row_score(old: list[Unit], new: list[Unit], pairs: dict[str, str]) -> float:
    names = {unit.name for unit in old}
    if any(pairs.get(unit.name) in names for unit in new):
        return 2.0
    label = 0.5 if old[0].column == new[0].column and fold(old[0].text) == fold(new[0].text) else 0.0
    return label + 0.5 * likeness(" ".join(u.text for u in old), " ".join(u.text for u in new))


def locate(units: Sequence[Unit], reading: Reading, aliases: dict[str, str]) -> dict[str, Range]:
    """Where each unit of the machine's stands in the staff's file; a unit that is not there is left out.

    `aliases`: old name → name in the new draft, which the file may have instead.
    """
    found: dict[str, Range] = {}
    lost: list[Unit] = []
    for unit in units:
        here = _marked(unit, reading, aliases)
        if here is None:
            lost.append(unit)
        else:
            found[unit.name] = here
    if lost:
        _find_lost(lost, units, reading, found)
    return found


def _marked(unit: Unit, reading: Reading, aliases: dict[str, str]) -> Range | None:
    names = [unit.name, aliases.get(unit.name, "")]
    candidates = [reading.ranges[name] for name in names if name in reading.ranges]
    candidates += [copy for copy in reading.copies if copy.name in names]
    for here in sorted(candidates, key=lambda each: -likeness(each.text, unit.text)):
        if here.text.strip() or here.is_pending:
            return here
        loose = here.paragraph.loose
        if loose and here.paragraph.names == [here.name]:
            return Range(here.name, here.paragraph, list(loose))
    return None


def _find_lost(lost: list[Unit], units: Sequence[Unit], reading: Reading, found: dict[str, Range]) -> None:
    free = {
        paragraph.at: paragraph
        for paragraph in reading.paragraphs
        if paragraph.loose_text.strip() and not paragraph.names
    }
    for unit in list(lost):
        scored = [
            (score, -at)
            for at, paragraph in free.items()
            if (score := likeness(fold(unit.text), fold(paragraph.loose_text))) >= _FOUND
        ]
        if scored:
            at = -max(scored)[1]
            found[unit.name] = _whole(unit.name, [free.pop(at)])
            lost.remove(unit)
    _find_by_place([unit for unit in lost if not _row_is_struck(unit, reading)], units, free, found)


def _row_is_struck(unit: Unit, reading: Reading) -> bool:
    """Whether staff struck the row in which its mark still stands: nothing has taken its place then."""
    here = reading.ranges.get(unit.name)
    row = None if here is None else climb(here.paragraph.element, "w:tr")
    return row is not None and row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _whole(name: str, paragraphs: list[Paragraph]) -> Range:
    pieces = [piece for paragraph in paragraphs for piece in paragraph.loose]
    return Range(name, paragraphs[0], pieces)


def _find_by_place(
    lost: list[Unit], units: Sequence[Unit], free: dict[int, Paragraph], found: dict[str, Range]
) -> None:
    """What stands between the same neighbours has taken the place of what stood there."""
    missing = {unit.name for unit in lost}
    known = missing | set(found)
    gap: list[Unit] = []
    before = -1
    for unit in [*(unit for unit in units if unit.name in known), None]:
        if unit is not None and unit.name in missing:
            gap.append(unit)
            continue
        here = None if unit is None else found[unit.name].paragraph.at
        if gap and before >= 0 and here is not None:
            between = [free[at] for at in sorted(free) if before < at < here]
            _fill(gap, between, found, free)
        gap = []
        before = -1 if here is None else here


def _fill(
    gap: list[Unit], between: list[Paragraph], found: dict[str, Range], free: dict[int, Paragraph]
) -> None:
    in_table = [outer_table(paragraph.element) is not None for paragraph in between]
    if any(inside != (unit.table >= 0) for unit in gap for inside in in_table):
        return
    if len(gap) == len(between):
        for unit, paragraph in zip(gap, between, strict=True):
            found[unit.name] = _whole(unit.name, [paragraph])
    elif len(gap) == 1 and gap[0].is_open and between:
        found[gap[0].name] = _whole(gap[0].name, between)
    else:
        return
    for paragraph in between:
        free.pop(paragraph.at, None)
