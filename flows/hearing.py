"""Answers in a returned hearing sheet (ヒアリングシートの回答) as evidence for the place that was asked.

    Passage… (rows of the sheet, each with its key) ─ answers ─ Passage… (one per statement) + Match… + Department…

A sheet is known by the keys in its rows, so staff may rename, sort, split and shorten it. All other words of that
workbook are ours (questions, hints) and are no evidence: its passages are withheld, and only what stands in the answer
column comes back, each statement quoted from its cell, pinned to the item or section and the role that was asked for.
Hard cases: an empty answer or one that says it is none (－, 未定, 確認中) leaves the question open; an answer of one
word or figure is led by what was asked, which stands in the same row; an item the edition no longer lists goes to the
item that includes it, else the answer is said to have no place; the same answer in two files counts once.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Dictionary

from pydantic import Field

from flows.model import (
    Department,
    DocumentKind,
    Edition,
    Finding,
    Mapping,
    Match,
    Origin,
    Passage,
    PassageKind,
    Place,
    Role,
    Severity,
    Span,
    Value,
)
from flows.model.hearing import (
    ANSWER_HEAD,
    ANSWERED,
    DEPARTMENT_HEAD,
    SUBJECT_HEAD,
    PlaceKey,
    QuestionKey,
)
from flows.text import clean, fold

SURE = 1.0
"""Score of a match that rests on an answer: staff's word."""
_MEASURE = "measures."
_NONE = frozenset(
    fold(word)
    for word in (
        "-", "‐", "－", "ー", "…", "?", "？", "×", "未定", "不明", "未回答", "確認中", "調整中", "検討中", "要確認",
        "分からない", "わからない", "同上", "別紙", "別紙のとおり", "後日回答",
    )
)  # fmt: skip
_SHORT = 20
"""Folded letters below which a phrase without a full stop says too little by itself."""
_SENTENCE = re.compile(r"(?:「[^」\n]{0,200}」|[^。\n])+。?|。")
_LONGEST = 300
"""Letters of a line from which it is cut into its sentences."""
_DEPARTMENT = re.compile(r"[^\s\d、,()（）]{1,24}(?:課|室|局|部|所|係|班|館|署|院|センター)")


class Answers(Value):
    """What the returned sheets say, in place of what stands in them."""

    passages: tuple[Passage, ...]
    """All passages of the run: those of the sheets replaced by their answers."""
    matches: tuple[Match, ...] = ()
    departments: tuple[Department, ...] = ()
    """Who answered for what: the next sheet is addressed by it."""
    places: dict[str, tuple[Passage, ...]] = Field(default_factory=dict)
    """Id of a block that staff filled in Word (庁内確認) → what they wrote. What they wrote in a cell speaks there and
    nowhere else: it is none of the passages."""
    findings: tuple[Finding, ...] = ()


def answers(passages: Sequence[Passage], edition: Edition) -> Answers:
    """Take the answers out of returned sheets; passages of other documents stay as they are."""
    asked = {
        passage.id: key
        for passage in passages
        if passage.kind is PassageKind.ROW
        and passage.origin is Origin.MUNICIPALITY
        and (key := _key(passage)) is not None
    }
    sheets = {passage.sha256 for passage in passages if passage.id in asked}
    if not sheets:
        return Answers(passages=tuple(passages))
    reader = _Reader(edition, _heads(passages, sheets))
    kept: list[Passage] = []
    for passage in passages:
        if passage.id in asked:
            kept += reader.take(passage, asked[passage.id])
        elif passage.sha256 not in sheets:
            kept.append(passage)
    return Answers(
        passages=tuple(kept),
        matches=tuple(reader.matches),
        departments=tuple(reader.departments),
        places={block: tuple(said) for block, said in reader.places.items()},
        findings=tuple(reader.findings()),
    )


def merged(mapping: Mapping, matches: Sequence[Match], edition: Edition) -> Mapping:
    """The mapping with the answers in it: each speaks where it was asked and nowhere else; what it fills is no gap."""
    if not matches:
        return mapping
    spoken = {match.passage for match in matches}
    every = [*matches, *(match for match in mapping.matches if match.passage not in spoken)]
    order = {key: number for number, key in enumerate(dict.fromkeys(m.item for m in mapping.matches))}
    listed = {item.key: number for number, item in enumerate(edition.items)}
    first = len(listed)
    every.sort(
        key=lambda m: (listed.get(m.item, first + order.get(m.item, len(order))), -m.score)
    )  # stable: equals stay in the order of the documents
    filled = {match.item for match in matches if match.role is not Role.NATIONAL}
    return mapping.model_copy(
        update={
            "matches": tuple(every),
            "gaps": tuple(key for key in mapping.gaps if key not in filled),
            "orphans": tuple(name for name in mapping.orphans if name not in spoken),
        }
    )


class _Reader:
    """Turns rows into statements, and remembers what it saw."""

    def __init__(self, edition: Edition, heads: Dictionary[str, dict[str, int]]) -> None:
        self._edition = edition
        self._heads = heads
        self._sections = {section.key for section in edition.outline.sections}
        self._said: set[tuple[str, str]] = set()
        self._counts: dict[str, list[int]] = {}
        self._lost: dict[str, list[str]] = {}
        self.matches: list[Match] = []
        self.departments: list[Department] = []
        self.places: dict[str, list[Passage]] = {}

    def take(self, row: Passage, key: QuestionKey) -> Iterator[Passage]:
        """The statements in the row's answer cell."""
        columns = self._heads.get(row.paragraph_id, {})
        answer = _cell(row, columns.get(ANSWER_HEAD))
        count = self._counts.setdefault(row.source, [0, 0])
        if fold(answer).strip("。.") in _NONE | {""}:
            count[1] += 1
            return
        target = self._target(key)
        if target is None:
            self._lost.setdefault(row.source, []).append(answer)
            return
        count[0] += 1
        subject = _cell(row, columns.get(SUBJECT_HEAD))
        block = next((found for cell in row.cells if (found := PlaceKey.block(cell))), "")
        place = PlaceKey.of(key, block) if block else str(key)
        for text in _statements(answer):
            if (place, fold(text)) in self._said:
                continue
            self._said.add((place, fold(text)))
            statement = _statement(row, place, text, subject)
            if block:
                self.places.setdefault(block, []).append(statement)
            in_cell = bool(block and key.field)
            if not in_cell:
                reason = f"{ANSWERED}（{key}）"
                self.matches.append(
                    Match(passage=statement.id, item=target, role=key.role, score=SURE, reason=reason)
                )
            for name in (text, _cell(row, columns.get(DEPARTMENT_HEAD))):
                self._charge(statement, name.strip(), _about(subject, key))
            if not in_cell:
                yield statement

    def _target(self, key: QuestionKey) -> str | None:
        """The item or section of this edition that the answer belongs to."""
        if not key.section.startswith(_MEASURE):
            return key.section if key.section in self._sections else None
        subject = key.section.removeprefix(_MEASURE)
        if subject in self._edition.by_key:
            return subject
        if key.section in self._sections:
            return key.section
        return next((item.key for item in self._edition.items if subject in item.includes), None)

    def _charge(self, statement: Passage, name: str, subject: str) -> None:
        """A department named as the answer, or as who answered, is in charge; anything else is no department."""
        if _DEPARTMENT.fullmatch(name):
            place = Place(source=statement.source, page=statement.page, passage=statement.id, quote=name)
            self.departments.append(Department(name=name, subject=subject, place=place))

    def findings(self) -> Iterator[Finding]:
        """How many answers each sheet brought, and which have no place in this edition."""
        for source, (taken, empty) in self._counts.items():
            rest = f"未回答の{empty}件は、もう一度お尋ねします。" if empty else ""
            yield Finding(
                code="hearing-read",
                severity=Severity.INFO,
                message=f"ヒアリングシート「{source}」の回答{taken}件を素案の材料にしました。{rest}",
                source=source,
            )
        for source, lost in self._lost.items():
            texts = "」「".join(text.split("\n")[0][:40] for text in lost[:5])
            yield Finding(
                code="hearing-no-place",
                severity=Severity.WARNING,
                message=f"ヒアリングシート「{source}」の回答「{texts}」は、この版の計画に当てはまる節がないため使いませんでした。"
                "入れる節を決めて、素案に書き加えてください。",
                source=source,
            )


def _about(subject: str, key: QuestionKey) -> str:
    """What a department is in charge of: of a table's cell its row, without the head of its column."""
    words = subject.split()
    return " ".join(words[:-1] if key.field and len(words) > 1 else words) or key.section


def _key(row: Passage) -> QuestionKey | None:
    return next((key for cell in reversed(row.cells) if (key := QuestionKey.find(cell))), None)


def _heads(passages: Iterable[Passage], sheets: set[str]) -> dict[str, dict[str, int]]:
    """Table → head → column. The heads are a row of the table itself or over its columns."""
    found: dict[str, dict[str, int]] = {}
    for passage in passages:
        if passage.sha256 not in sheets or passage.paragraph_id in found:
            continue
        for cells in (passage.head, passage.cells):
            columns = {cell.strip(): number for number, cell in enumerate(cells) if cell.strip()}
            if ANSWER_HEAD in columns:
                found[passage.paragraph_id] = columns
    return found


def _cell(row: Passage, column: int | None) -> str:
    return clean(row.cells[column]).strip() if column is not None and column < len(row.cells) else ""


def _statements(answer: str) -> Iterator[str]:
    """The lines of an answer; a long one by its sentences."""
    for line in answer.split("\n"):
        pieces = [line] if len(line) <= _LONGEST else [found[0] for found in _SENTENCE.finditer(line)]
        yield from (piece.strip() for piece in pieces if fold(piece))


def _statement(row: Passage, key: str, text: str, subject: str) -> Passage:
    """The answer as a passage: quoted from its cell, led by what was asked where it is a mere word."""
    spans: tuple[Span, ...] = (Span(page=row.page, text=text),)
    shown = text
    if len(fold(text)) < _SHORT and not text.endswith("。") and subject and fold(subject) not in fold(text):
        spans = (Span(page=row.page, text=subject), *spans)
        shown = f"{subject}：{text}"
    digest = hashlib.sha256(f"{key}\x1f{fold(text)}".encode(errors="replace")).hexdigest()[:8]
    return row.model_copy(
        update={
            "id": f"{row.sha256[:8]}-{digest}",
            "kind": PassageKind.SENTENCE,
            "document_kind": DocumentKind.HEARING,
            "text": shown,
            "spans": spans,
            "paragraph": shown,
            "paragraph_id": f"{row.sha256[:8]}-p{digest}",
            "head": (),
            "cells": (),
        }
    )
