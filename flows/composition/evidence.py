"""Choosing what stands in a section: passages by item, role and topic, newest document first.

Rules of choice live in templates/sections/evidence.yaml. A national document never speaks for the municipality: its
passages reach 国の方針 and 国の動向 only. The same sentence in two documents is taken once. Within a choice the
documents stand newest first and their passages in reading order, so that what belongs together stays together.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Any

from ruamel.yaml import YAML

from flows.model import (
    Document,
    DocumentKind,
    Edition,
    Fact,
    Item,
    Mapping,
    Match,
    Origin,
    OutlineSection,
    Passage,
    PassageKind,
    Period,
    Role,
)
from flows.resources import templates_dir
from flows.text import dates, fiscal_years, fold

_EVERY_ROLE = tuple(Role)
SLOT_ROLES: dict[str, tuple[tuple[Role, ...], Origin]] = {
    "national": (_EVERY_ROLE, Origin.GUIDANCE),
    "status": ((Role.STATUS, Role.BACKGROUND), Origin.MUNICIPALITY),
    "issue": ((Role.ISSUE,), Origin.MUNICIPALITY),
    "action": ((Role.ACTION,), Origin.MUNICIPALITY),
    "kpi": ((Role.GOAL,), Origin.MUNICIPALITY),
}
"""The parts of an item's section: which roles fill them, and whose documents may."""

_SHORTEST = 8
"""Folded letters below which a passage says nothing on its own."""
_SCHEDULE_YEARS = 3
"""Fiscal years in the head of a table from which it is a schedule."""
_PAST_YEARS = 2
"""An intention this many fiscal years older than the newest document is what was done, not what is planned."""
_PINNED = 1.0
"""Score of what staff said themselves, by an answer or a correction: no rule of choice stands above it."""
_PLANS = (DocumentKind.GENERAL_PLAN, DocumentKind.DX_PLAN, DocumentKind.PLAN)
_PLAUSIBLE = range(1989, 2101)
_FIRST_MONTH = 4
"""A fiscal year begins in April."""
_LONGEST_LEAD = 40
"""Letters up to which the words before a list are taken for its heading."""
_TELLING = 20
"""Folded letters from which a phrase without a full stop, or a cell, says something."""
_LONGEST = 400
"""Folded letters above which a passage is no statement but a text of its own."""


@cache
def rules() -> dict[str, Any]:
    """templates/sections/evidence.yaml."""
    path = templates_dir() / "sections" / "evidence.yaml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


class Evidence:
    """What a run has found, ready to be chosen from."""

    def __init__(
        self,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        mapping: Mapping,
        facts: Sequence[Fact],
        edition: Edition,
    ) -> None:
        self.documents = tuple(documents)
        self.passages = {passage.id: passage for passage in passages}
        self.order = {passage.id: number for number, passage in enumerate(passages)}
        self.mapping = mapping
        self.facts = tuple(facts)
        self.edition = edition
        self.item_keys = frozenset(item.key for item in edition.items)
        self._years = {document.source.sha256: year_of(document) for document in documents}
        self._skip = re.compile("|".join(rules()["skip"]))
        self._leaning = re.compile(rules()["item"]["leaning"])

    def year(self, passage: Passage) -> int:
        """The fiscal year its document speaks of; 0 when it names none."""
        return self._years.get(passage.sha256) or 0

    @cached_property
    def newest(self) -> int:
        """The newest fiscal year among the municipality's documents."""
        years = [
            self._years[document.source.sha256] or 0
            for document in self.documents
            if document.source.origin is Origin.MUNICIPALITY
        ]
        return max(years, default=0)

    def in_force(self, passage: Passage) -> bool:
        """Whether its document is a plan whose period goes on beyond the newest document."""
        return passage.source in self._in_force

    def title_of(self, passage: Passage) -> str:
        """What its document is called in the list of sources."""
        return next(
            (d.source.title or d.source.path for d in self.documents if d.source.path == passage.source),
            passage.source,
        )

    def is_past(self, passage: Passage) -> bool:
        """Whether an intention is history by now; that of a plan still in force is not."""
        old = 0 < self.year(passage) <= self.newest - _PAST_YEARS
        return old and not self.in_force(passage)

    @cached_property
    def _in_force(self) -> frozenset[str]:
        return frozenset(
            fact.place.source
            for fact in self.facts
            if isinstance(fact, Period)
            and fact.last > self.newest
            and self.is_own(fact.place.passage)
            and self.passages[fact.place.passage].document_kind in _PLANS
        )

    def is_own(self, passage: str) -> bool:
        """Whether a passage stands in a document of the municipality's own."""
        found = self.passages.get(passage)
        return found is not None and found.origin is Origin.MUNICIPALITY

    def called(self, sha256: str, page: int) -> tuple[str, str | None]:
        """A document's title, and the number printed on one of its pages."""
        document = next(d for d in self.documents if d.source.sha256 == sha256)
        printed = document.printed_pages
        return document.source.title, printed[page - 1] if 0 < page <= len(printed) else None

    def page_of(self, passage: Passage, quote: str, page: int) -> int:
        """The page nearest before `page` (or after it) on which a quote of the passage's document stands."""
        texts = self._pages.get(passage.sha256, ())
        wanted = fold(quote)
        for candidate in chain(range(page, 0, -1), range(page + 1, len(texts) + 1)):
            if candidate <= len(texts) and wanted in texts[candidate - 1]:
                return candidate
        return page

    def stands_on(self, passage: Passage, quote: str, page: int) -> bool:
        """Whether a quote stands on a page of the passage's document."""
        texts = self._pages.get(passage.sha256, ())
        return 0 < page <= len(texts) and fold(quote) in texts[page - 1]

    @cached_property
    def _pages(self) -> dict[str, tuple[str, ...]]:
        return {d.source.sha256: tuple(fold(text) for text in d.page_texts) for d in self.documents}

    @cached_property
    def _matches(self) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = {}
        for match in self.mapping.matches:
            found.setdefault(match.passage, []).append(match)
        return found

    def mapped(self, passage: str) -> bool:
        """Whether the passage speaks to anything at all."""
        return passage in self._matches

    def items_of(self, passage: str) -> frozenset[str]:
        """The items of the edition a passage speaks to."""
        minimum = float(rules()["item"]["minimum"])
        return frozenset(
            match.item
            for match in self._matches.get(passage, ())
            if match.item in self.item_keys and match.score >= minimum
        )

    def answers(self, item: Item) -> bool:
        """Whether the municipality's documents speak to an item of any framework, itself or by what answers it."""
        keys = {item.key, *item.answered_by}
        minimum = float(rules()["item"]["minimum"])
        return any(
            match.item in keys and match.score >= minimum and self.is_own(match.passage)
            for match in self.mapping.matches
        )

    def has(self, item: str, slot: str) -> bool:
        """Whether any usable passage fills that slot of the item."""
        roles, origin = SLOT_ROLES[slot]
        return bool(self.for_item(item, roles, origin, 1, float(rules()["item"]["minimum"])))

    def for_item(
        self, key: str, roles: Iterable[Role], origin: Origin | None, limit: int, minimum: float
    ) -> tuple[Passage, ...]:
        """Passages that speak to an item in one of the roles."""
        wanted = frozenset(roles)
        national = _pattern(rules()["item"]["national"]) if origin is Origin.GUIDANCE else None
        return self._choose(
            (
                match
                for match in self.mapping.matches
                if match.item == key
                and match.role in wanted
                and match.score >= minimum
                and (national is None or national.search(fold(self.passages[match.passage].text)))
            ),
            origin,
            limit,
        )

    def for_section(self, section: OutlineSection) -> tuple[Passage, ...]:
        """Passages for a section that no item fills, by the rule of evidence.yaml."""
        rule = {**rules()["default"], **rules()["sections"].get(section.key, {})}
        origin = None if rule["origin"] == "both" else Origin(rule["origin"])
        topics = set(section.topics) | (self.item_keys if rule.get("items") else set())
        fits = _Filter(rule, self._leads)
        minimum = float(rules()["item"]["minimum"])
        mapped = [
            match
            for match in self.mapping.matches
            if match.item == section.key
            or (
                match.item in topics
                and match.score >= minimum
                and fits(self.passages[match.passage], match.role.value)
            )
        ]
        chosen = list(self._ranked(mapped, origin))
        if "search" in rule:
            looked_for = _Filter(rule["search"], self._leads)
            chosen = [*(p for p in self.passages.values() if self._own(p, origin) and looked_for(p)), *chosen]
        return self._in_order(self._distinct(chosen)[: int(rule["limit"])])

    def digital(self, words: str) -> bool:
        """Whether the words are about digital matters (evidence.yaml, digital)."""
        return bool(self._digital.search(fold(words)))

    @cached_property
    def _digital(self) -> re.Pattern[str]:
        return re.compile("|".join(rules()["digital"]))

    @cached_property
    def _leads(self) -> dict[str, str]:
        """Passage id of a list's item → the words that lead to the list, where no heading does."""
        leads: dict[str, str] = {}
        lead = source = ""
        for passage in self.passages.values():
            if passage.kind is PassageKind.LIST_ITEM and passage.source == source:
                leads[passage.id] = lead
            else:
                lead = passage.text if len(passage.text) <= _LONGEST_LEAD else ""
                source = passage.source
        return leads

    def tables(self, rule: dict[str, Any]) -> list[tuple[Passage, ...]]:
        """Whole tables of the municipality's documents by a rule of evidence.yaml, the most digital ones first."""
        kinds, pattern = rule["kinds"], rule["under"]
        rows: dict[str, list[Passage]] = {}
        for passage in self.passages.values():
            if (
                passage.kind is PassageKind.ROW
                and passage.document_kind.value in kinds
                and self.is_own(passage.id)
                and re.search(pattern, fold(" ".join((*passage.headings, passage.place))))
            ):
                rows.setdefault(passage.paragraph_id, []).append(passage)

        def weight(table: Sequence[Passage]) -> int:
            words = fold(" ".join((*table[0].headings, *(p.text for p in table))))
            return len(self._digital.findall(words)) + sum(self.mapped(p.id) for p in table)

        found = sorted(rows.values(), key=lambda table: (-weight(table), self.order[table[0].id]))
        chosen = [table for table in found if weight(table) or not rule.get("digital", True)][
            : int(rule["limit"])
        ]
        return [tuple(table) for table in sorted(chosen, key=lambda table: self.order[table[0].id])]

    def _own(self, passage: Passage, origin: Origin | None) -> bool:
        return (origin is None or passage.origin is origin) and not self._skip.search(fold(passage.text))

    def _choose(self, matches: Iterable[Match], origin: Origin | None, limit: int) -> tuple[Passage, ...]:
        return self._in_order(self._distinct(self._ranked(matches, origin))[:limit])

    def _ranked(self, matches: Iterable[Match], origin: Origin | None) -> Iterator[Passage]:
        """The passages of the matches that can stand as statements, best first."""
        best: dict[str, Match] = {}
        for match in matches:
            passage = self.passages[match.passage]
            if origin is not None and passage.origin is not origin:
                continue
            if not (self._can_stand(passage, match.role) or match.score >= _PINNED):
                continue
            if match.passage not in best or match.score > best[match.passage].score:
                best[match.passage] = match
        for match in sorted(
            best.values(),
            key=lambda m: (
                m.score < _PINNED and bool(self._leaning.search(fold(self.passages[m.passage].text))),
                -m.score,
                -self.year(self.passages[m.passage]),
                self.order[m.passage],
            ),
        ):
            yield self.passages[match.passage]

    def _in_order(self, passages: Iterable[Passage]) -> tuple[Passage, ...]:
        return tuple(sorted(passages, key=lambda p: (-self.year(p), self.order[p.id])))

    def _can_stand(self, passage: Passage, role: Role) -> bool:
        """Usable; as mere background only a whole sentence."""
        return self.usable(passage) and (role is not Role.BACKGROUND or fold(passage.text).endswith("。"))

    def usable(self, passage: Passage) -> bool:
        """Whether the passage can stand in a plan as a statement."""
        folded = fold(passage.text)
        if passage.kind is PassageKind.HEADING or self._skip.search(folded):
            return False
        if passage.kind is PassageKind.ROW:
            # A row of a schedule is no statement: it stands in the table of schedules.
            return len(fiscal_years(" ".join(passage.head))) < _SCHEDULE_YEARS and any(
                map(says, passage.cells)
            )
        if not _SHORTEST <= len(folded) <= _LONGEST:
            return False
        # National papers are long: of them only whole sentences speak for themselves.
        return folded.endswith("。") or (passage.origin is Origin.MUNICIPALITY and len(folded) >= _TELLING)

    def _distinct(self, passages: Iterable[Passage]) -> list[Passage]:
        seen: list[str] = []
        kept = []
        for passage in passages:
            text = fold(passage.text)
            if any(text in other or other in text for other in seen):
                continue
            seen.append(text)
            kept.append(passage)
        return kept


def says(cell: str) -> bool:
    """Whether a cell of a table is a statement rather than a name or a figure."""
    folded = fold(cell)
    return len(folded) <= _LONGEST and (folded.endswith("。") or (len(folded) >= _TELLING and "を" in folded))


class _Filter:
    """A rule of evidence.yaml as a test: words in the passage or over it, kinds of document, roles, length."""

    def __init__(self, rule: dict[str, Any], leads: dict[str, str]) -> None:
        self._any = _pattern(rule.get("any"))
        self._under = _pattern(rule.get("under"))
        self._not = _pattern(rule.get("not"))
        self._leads = leads
        self._digital = _pattern(rules()["digital"] if rule.get("digital") else None)
        self._titles = _pattern(rule.get("titles"))
        self._kinds = frozenset(rule.get("kinds", ()))
        self._roles = frozenset(rule.get("roles", ()))
        self._headings = bool(rule.get("headings"))
        self._rows = bool(rule.get("rows", True))
        self._whole = bool(rule.get("whole"))
        self._shortest = int(rule.get("shortest", 0))

    def __call__(self, passage: Passage, role: str = "") -> bool:
        text = fold(passage.text)
        return (
            (self._rows or passage.kind is not PassageKind.ROW)
            and (self._headings or passage.kind is not PassageKind.HEADING)
            and self._shortest <= len(text) <= _LONGEST
            and (not self._whole or text.endswith("。"))
            and (not self._kinds or passage.document_kind.value in self._kinds)
            and (not self._titles or bool(self._titles.search(fold(passage.document_title + passage.source))))
            and (not self._roles or role in self._roles)
            and (not self._not or not self._not.search(text))
            and (not self._digital or bool(self._digital.search(text)))
            and self._says(text, passage)
        )

    def _says(self, text: str, passage: Passage) -> bool:
        """Its own words, or those of the headings over it; either will do where both are asked for."""
        if self._any is None and self._under is None:
            return True
        if self._any is not None and self._any.search(text):
            return True
        over = (*passage.headings, self._leads.get(passage.id, ""))
        return self._under is not None and any(self._under.search(fold(head)) for head in over)


def _pattern(words: Sequence[str] | None) -> re.Pattern[str] | None:
    return re.compile("|".join(words)) if words else None


def year_of(document: Document) -> int | None:
    """The fiscal year in which a document speaks: by its title, its name, a date or a year on its first page.

    A span of years in a title is what the document is about: it was written for the first of them.
    """
    source = document.source
    head = "\n".join(document.page_texts[:1])[:600]
    for text in (source.title, source.path.rsplit("/", 1)[-1].replace("_", " ")):
        if years := [found.first for found in fiscal_years(text) if found.first in _PLAUSIBLE]:
            return years[0]
    if written := [date for date in dates(head) if date.year in _PLAUSIBLE]:
        return max(date.year - (date.month < _FIRST_MONTH) for date in written)
    years = [found.first for found in fiscal_years(head) if found.first in _PLAUSIBLE]
    return years[0] if years else None
