"""Measure sheets of source plans (個票): labels beside or over what they name, in tables or as headings.

A table is a sheet when it describes a content and two more fields. The measure's name stands in a row of its own, in a
row of the table without a label, or in the heading over the table. Labels may stand across (所管課｜企画課｜費用｜100千円).
A sheet told by headings has the labels as headings under the measure's: 現状と課題, 取組内容 …
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from flows.facts import heads, schedules
from flows.facts.measures.found import Found
from flows.facts.measures.vocabulary import label, plain_name
from flows.facts.places import cell, sentence
from flows.model import DocumentKind, Entry, Field, Passage, PassageKind, Place, Schedule
from flows.text import fiscal_years, fold

_ENOUGH = 3
"""Fields that make a sheet, its content among them."""
_NO_PLANS = (DocumentKind.SURVEY, DocumentKind.DATA, DocumentKind.HEARING, DocumentKind.BULLETIN)
_FIGURES = (heads.Role.UNIT, heads.Role.BASELINE, heads.Role.TARGET)
_LONGEST_NAME = 60


def of_tables(passages: Sequence[Passage]) -> Iterator[Found]:
    """The sheets in the tables of all documents."""
    for is_row, group in groupby(passages, key=lambda p: (p.source, p.kind is PassageKind.ROW)):
        if not is_row[1]:
            continue
        for _, rows in groupby(group, key=lambda passage: passage.paragraph_id):
            members = list(rows)
            if members[0].document_kind not in _NO_PLANS:
                yield from _Sheets(members).found()


class _Sheets:
    """Walks the rows of a table; a new name or a second content begins a new sheet."""

    def __init__(self, rows: Sequence[Passage]) -> None:
        self._rows = rows
        self._title: tuple[str, Place] | None = None
        self._entries: list[Entry] = []
        self._schedules: list[Schedule] = []
        self._years: list[tuple[int, int]] = []
        self._seen: set[str] = set()

    def found(self) -> Iterator[Found]:
        for row in self._rows:
            filled = [(at, text.strip()) for at, text in enumerate(row.cells) if text.strip()]
            pairs = list(_pairs(filled))
            names = [(text, at) for field, text, at in pairs if field is Field.NAME]
            title = _title(filled) if not pairs else None
            again = any(field is Field.CONTENT and self._has(Field.CONTENT) for field, _, _ in pairs)
            if self._entries and (names or again or (title and self._has(Field.CONTENT) and not self._years)):
                yield from self._flush()
            self._seen.add(row.id)
            if names:
                self._title = (names[0][0], cell(row, names[0][1]))
            elif title and not self._entries:
                self._title = (title[0], cell(row, title[1]))
            self._take(row, filled, pairs)
        yield from self._flush()

    def _has(self, field: Field) -> bool:
        return any(entry.field is field for entry in self._entries)

    def _take(self, row: Passage, filled: list[tuple[int, str]], pairs: list[tuple[Field, str, int]]) -> None:
        years = [
            (at, said[0].first) for at, text in filled if len(text) <= 12 and (said := fiscal_years(text))
        ]
        if len(years) >= 2 and len(years) >= len(filled) - 1:
            self._years = years
            return
        if self._years and not [pair for pair in pairs if pair[0] is not Field.SCHEDULE]:
            self._schedules += schedules.of_row(row, self._years, self._title[0] if self._title else "")
            return
        self._years = []
        for field, text, at in pairs:
            if field not in (Field.NAME, Field.NUMBER):
                self._entries.append(Entry(field=field, text=text, place=cell(row, at)))

    def _flush(self) -> Iterator[Found]:
        fields = {entry.field for entry in self._entries}
        title = self._title or _heading(self._rows[0])
        if Field.CONTENT in fields and len(fields) + bool(self._title) >= _ENOUGH and title:
            yield Found(
                name=title[0],
                named=title[1],
                rank=0,
                entries=self._entries,
                schedules=self._schedules,
                rows=frozenset(self._seen),
            )
        self._title, self._entries, self._schedules, self._years, self._seen = None, [], [], [], set()


def _pairs(filled: list[tuple[int, str]]) -> Iterator[tuple[Field, str, int]]:
    """Label and value side by side; a head of figures (指標名｜単位｜現状値) is none."""
    if any(heads.column(text).role in _FIGURES for _, text in filled if len(text) <= _LONGEST_NAME):
        return
    at = 0
    while at + 1 < len(filled):
        field = label(filled[at][1])
        index, value = filled[at + 1]
        if field is not None and label(value) is None:
            yield field, value, index
            at += 2
        else:
            at += 1


def _title(filled: list[tuple[int, str]]) -> tuple[str, int] | None:
    """A row with one text that is neither a label nor a sentence."""
    texts = {fold(text) for _, text in filled}
    if (
        len(texts) != 1
        or label(filled[0][1])
        or len(filled[0][1]) > _LONGEST_NAME
        or filled[0][1].endswith("。")
    ):
        return None
    return filled[0][1], filled[0][0]


def _heading(row: Passage) -> tuple[str, Place] | None:
    """The nearest heading that is no label."""
    name = next((text for text in reversed(row.headings) if label(text) is None), "")
    if not name or len(name) > _LONGEST_NAME:
        return None
    return name, Place(source=row.source, page=row.page, passage=row.id, quote=name)


def of_headings(passages: Sequence[Passage]) -> Iterator[Found]:
    """Measures whose fields are headings: 取組名 over 現状と課題, 取組内容, 所管課."""
    under: dict[tuple[str, str], list[tuple[Field, Passage]]] = {}
    for passage in passages:
        if passage.kind in (PassageKind.HEADING, PassageKind.ROW) or passage.document_kind in _NO_PLANS:
            continue
        if len(passage.headings) >= 2 and (field := label(passage.headings[-1])):
            under.setdefault((passage.source, passage.headings[-2]), []).append((field, passage))
    for (_, name), members in under.items():
        fields = {field for field, _ in members}
        if (
            Field.CONTENT in fields
            and len(fields) >= _ENOUGH
            and label(name) is None
            and len(name) <= _LONGEST_NAME
        ):
            yield _headed(name, members)


def _headed(name: str, members: Iterable[tuple[Field, Passage]]) -> Found:
    held = list(members)
    first = held[0][1]
    place = Place(source=first.source, page=first.page, passage=first.id, quote=name)
    entries = [Entry(field=field, text=passage.text, place=sentence(passage)) for field, passage in held]
    return Found(
        name=plain_name(name)[0] and name,
        named=place,
        rank=0,
        entries=entries,
        rows=frozenset(passage.id for _, passage in held),
    )
