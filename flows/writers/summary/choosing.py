"""Which blocks of the draft stand in the summary: whole sentences that can be read alone, the most telling first.

What to take from where is data (templates/summary/summary.yaml). A sentence is taken word for word or not at all; what
is open (要確認), what speaks from its source's time (昨年) and what is too long for a leaflet stays out. Of a measure the
sentences with figures go first. When all of it would be longer than four pages, measures keep one sentence each.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from flows.model import BlockStatus, Draft, DraftBlock, DraftBlockKind, Edition, Group, Section
from flows.resources import templates_dir
from flows.text import fold

_CITED = (BlockStatus.QUOTED, BlockStatus.COMPOSED)
_SENTENCES = (DraftBlockKind.BULLET, DraftBlockKind.PARAGRAPH)
_DIGIT = re.compile(r"[0-9０-９]")
_MOST_ROWS = 6
_MEASURE = "measures."


@dataclass(frozen=True)
class Part:
    """A section of the summary: small heads and blocks in order."""

    title: str
    blocks: tuple[DraftBlock, ...]


@cache
def rules() -> dict[str, Any]:
    """templates/summary/summary.yaml"""
    path = templates_dir() / "summary" / "summary.yaml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


def own_words(draft: Draft) -> frozenset[str]:
    """The summary's fixed words: its title, the heads of its parts, what stands over its sources."""
    words = rules()
    heads = (str(part["title"]) for part in words["parts"])
    title = str(words["title"]).format(plan=draft.title)
    return frozenset((title, *heads, str(words["sources"]), str(words["sources_note"])))


@cache
def _relative() -> re.Pattern[str]:
    path = templates_dir() / "sections" / "style.yaml"
    return re.compile(YAML(typ="safe").load(path.read_text(encoding="utf-8"))["relative"])


def choose(draft: Draft, edition: Edition) -> tuple[Part, ...]:
    """The summary's sections; those with nothing to say are left out."""
    parts = _Chooser(draft, edition, 0).parts()
    if _length(parts) > int(rules()["budget"]):
        parts = _Chooser(draft, edition, 1).parts()
    return parts


def _length(parts: Iterable[Part]) -> int:
    return sum(len(block.text) for part in parts for block in part.blocks)


class _Chooser:
    """Takes blocks, none twice."""

    def __init__(self, draft: Draft, edition: Edition, most: int) -> None:
        """`most`: at the most so many sentences of a measure; 0: as the rules say."""
        self._sections = {section.key: section for section in draft.sections}
        self._edition = edition
        self._most = most
        self._skip = re.compile(rules()["skip"])
        self._said: set[str] = set()

    def parts(self) -> tuple[Part, ...]:
        found = []
        for rule in rules()["parts"]:
            blocks = tuple(self._part(rule))
            if any(block.kind is not DraftBlockKind.LABEL for block in blocks):
                found.append(Part(title=str(rule["title"]), blocks=blocks))
        return tuple(found)

    def _part(self, rule: dict[str, Any]) -> Iterator[DraftBlock]:
        for take in rule.get("take", ()):
            section = self._sections.get(take["section"])
            if section is not None:
                yield from self._take(section, take)
        if "measures" in rule:
            yield from self._measures(rule["measures"])
        if "indicators" in rule:
            yield from self._indicators(rule["indicators"])

    def _take(self, section: Section, rule: dict[str, Any]) -> Iterator[DraftBlock]:
        """Fixed wording first, then tables, then sentences."""
        fixed = [block for block in section.blocks if self._is_fixed(block)]
        yield from self._once(fixed[: int(rule.get("fixed", 0))])
        tables = [block for block in section.blocks if block.rows and block.citations]
        for table in tables[: int(rule.get("tables", 0))]:
            if len(table.rows) <= _MOST_ROWS + table.header_rows:
                yield table
        shortest = int(rule.get("shortest", rules()["shortest"]))
        fit = [block for block in section.blocks if self._fits(block, shortest, whole="shortest" not in rule)]
        yield from self._once(fit[: int(rule["most"])])

    def _measures(self, rule: dict[str, Any]) -> Iterator[DraftBlock]:
        for group in rule["groups"]:
            for item in self._edition.of(Group(group)):
                section = self._sections.get(_MEASURE + item.key)
                if section is None:
                    continue
                fit = [
                    block
                    for block in section.blocks
                    if block.slot == rule["slot"] and self._fits(block, int(rules()["shortest"]), whole=True)
                ]
                best = sorted(fit, key=lambda block: not _DIGIT.search(block.text))
                best = best[: self._most or int(rule["most"])]
                chosen = list(self._once([block for block in fit if block in best]))
                if chosen:
                    yield self._head(section)
                    yield from chosen

    def _head(self, section: Section) -> DraftBlock:
        return DraftBlock(
            id=f"{section.key}-summary",
            kind=DraftBlockKind.LABEL,
            text=section.title,
            status=BlockStatus.TEMPLATE,
        )

    def _indicators(self, rule: dict[str, Any]) -> Iterator[DraftBlock]:
        """One table from the measures' tables of indicators: rows whose values are all cited."""
        heads: Sequence[str] = rule["heads"]
        rows: list[tuple[DraftBlock, ...]] = []
        head: tuple[DraftBlock, ...] = ()
        for item in self._edition.items:
            section = self._sections.get(_MEASURE + item.key)
            for table in section.blocks if section else ():
                columns = _columns(table, heads)
                if not columns:
                    continue
                head = head or tuple(table.rows[table.header_rows - 1][column] for column in columns)
                rows += list(self._rows(table, columns))[: int(rule["each"])]
        if rows:
            yield _table(head, rows[: int(rule["most"])])

    def _rows(self, table: DraftBlock, columns: Sequence[int]) -> Iterator[tuple[DraftBlock, ...]]:
        for row in table.rows[table.header_rows :]:
            cells = tuple(row[column] for column in columns if column < len(row))
            name = fold(cells[0].text) if cells else ""
            if (
                len(cells) == len(columns)
                and all(cell.citations for cell in cells)
                and name not in self._said
            ):
                self._said.add(name)
                yield cells

    def _is_fixed(self, block: DraftBlock) -> bool:
        return block.status is BlockStatus.TEMPLATE and block.kind is DraftBlockKind.PARAGRAPH

    def _fits(self, block: DraftBlock, shortest: int, *, whole: bool) -> bool:
        """Whether it can be read alone; `whole`: only whole sentences, no watchwords."""
        if block.status not in _CITED or block.kind not in _SENTENCES or block.rows:
            return False
        text = block.text.strip()
        if not shortest <= len(text) <= int(rules()["longest"]) or (whole and not text.endswith("。")):
            return False
        return not (self._skip.search(text) or _relative().search(text))

    def _once(self, blocks: Iterable[DraftBlock]) -> Iterator[DraftBlock]:
        for block in blocks:
            words = fold(block.text)
            if words not in self._said:
                self._said.add(words)
                yield block


def _columns(table: DraftBlock, heads: Sequence[str]) -> list[int]:
    """Where the wanted heads stand; none when any is missing."""
    if not table.header_rows:
        return []
    names = [fold(cell.text) for cell in table.rows[table.header_rows - 1]]
    wanted = [fold(head) for head in heads]
    return [names.index(head) for head in wanted] if all(head in names for head in wanted) else []


def _table(head: tuple[DraftBlock, ...], rows: Sequence[tuple[DraftBlock, ...]]) -> DraftBlock:
    every = (head, *rows)
    return DraftBlock(
        id="summary-indicators",
        kind=DraftBlockKind.TABLE,
        text="\n".join("\t".join(cell.text for cell in row) for row in every),
        status=BlockStatus.COMPOSED,
        citations=tuple(dict.fromkeys(c for row in rows for cell in row for c in cell.citations)),
        rows=every,
        header_rows=1,
        widths=(6.0, *(2.0 for _ in head[1:])),
    )
