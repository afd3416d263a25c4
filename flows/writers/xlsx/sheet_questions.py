"""The empty fields of a measure sheet as one question: 「欄の名前：内容」, a line for each field.

Its key names the measure and which fields were open, so that what is still open after an answer is asked again.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from flows.model import BlockStatus, Draft, DraftBlock, DraftBlockKind, Field, Measure, Role, Section, Value
from flows.model.hearing import QuestionKey
from flows.resources import templates_dir
from flows.text import fold

SHEET = "取組の個票"
"""DraftBlock.slot of a sheet's head, fields and 要確認."""
_MARK = "要確認"
_SHOWN = 3
_LONGEST = 160


class Question(Value):
    """One row of the sheet."""

    key: QuestionKey
    section: str
    """Title of the section."""
    subject: str
    """現状, 課題 …, a measure, or the row and column of a table."""
    ask: str
    known: str = ""
    """What the sources say nearby, with its place."""
    department: str = ""
    """Empty when no document says who is in charge."""


@cache
def words() -> dict[str, Any]:
    """templates/xlsx/hearing.yaml"""
    path = templates_dir() / "xlsx" / "hearing.yaml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


def fields_of(draft: Draft) -> dict[str, dict[str, str]]:
    """What each sheet of the plan says, by the measure's folded name: label → text, without what is open."""
    found: dict[str, dict[str, str]] = {}
    for section in draft.sections:
        name = ""
        for block in section.blocks:
            if block.slot != SHEET:
                continue
            if block.kind is DraftBlockKind.LABEL:
                name = fold(block.text.partition("　")[2])
            for row in block.rows:
                if row[1].text.strip("【】") != _MARK:
                    found.setdefault(name, {}).setdefault(row[0].text, row[1].text)
    return found


def of_sheets(section: Section, named: Mapping[str, Measure]) -> Iterator[Question]:
    """A question for each sheet of the section that has empty fields. `named`: measures by their folded name."""
    measure: Measure | None = None
    table: DraftBlock | None = None
    vague = False
    for block in (*section.blocks, None):
        if block is None or (block.slot == SHEET and block.kind is DraftBlockKind.LABEL):
            if measure and table:
                yield from _asked(section, measure, table, vague=vague)
            measure = named.get(fold(block.text.partition("　")[2])) if block else None
            table, vague = None, False
        elif block.slot == SHEET:
            table = block if block.rows else table
            vague = vague or block.status is BlockStatus.TODO


def _asked(section: Section, measure: Measure, table: DraftBlock, *, vague: bool) -> Iterator[Question]:
    fields = [row[0].text for row in table.rows if row[1].text.strip("【】") == _MARK]
    fields += [words()["concrete"]] if vague else []
    if not fields:
        return
    asked = hashlib.sha256("\x1f".join(map(fold, fields)).encode()).hexdigest()[:4]
    lines = [words()["measure"].format(name=measure.name), *(f"・{field}" for field in fields)]
    said = [row for row in table.rows if row[0].text and any(cell.citations for cell in row)]
    department = measure.of(Field.DEPARTMENT)
    yield Question(
        key=QuestionKey(section=section.key, role=Role.ACTION, field=measure.key + asked),
        section=section.title,
        subject=measure.name,
        ask="\n".join(lines),
        known="\n".join(f"・{row[0].text}：{_short(row[1].text)}" for row in said[:_SHOWN]),
        department=re.split("[、,・\\n]", department[0].text)[0].strip() if department else "",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
