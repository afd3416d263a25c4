"""What the draft leaves open, as questions to departments (聞きたいこと).

A question asks for one slot of one section, or for one cell of a table that says 要確認. What was answered in a sheet
that came back is not asked again. What the nation's own paper must say is no question to a department.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from flows.model import (
    BlockStatus,
    Budget,
    Department,
    Draft,
    DraftBlock,
    Edition,
    Fact,
    Indicator,
    Mapping,
    Measure,
    Origin,
    Passage,
    Role,
    Section,
)
from flows.model.hearing import ANSWERED, QuestionKey
from flows.text import fold
from flows.writers.xlsx.places import one_line, page_of, title_of
from flows.writers.xlsx.sheet_questions import SHEET, Question, of_sheets, words

_MARK = "要確認"
_LISTS = frozenset({"appendix.todo", "appendix.findings", "appendix.marks"})
_MOST_KNOWN = 2
_LONGEST_KNOWN = 160
_SURE = 0.5
_ITEM = "measures."


def questions(  # noqa: PLR0913, PLR0917 (what a sheet is asked from)
    draft: Draft,
    edition: Edition,
    mapping: Mapping,
    facts: Iterable[Fact],
    passages: Iterable[Passage],
    measures: Iterable[Measure] = (),
) -> tuple[Question, ...]:
    """All questions in the order of the plan; one for each measure with empty fields in its sheet."""
    named = {fold(measure.name): measure for measure in measures}
    known = {passage.id: passage for passage in passages}
    answered = _answered(mapping)
    in_charge = departments(mapping, facts, known)
    found = []
    for section in draft.sections:
        if section.key in _LISTS:
            continue
        item = section.key.removeprefix(_ITEM) if section.key.startswith(_ITEM) else ""
        plain = (question for _, question in _of(_without_sheets(section), edition, item))
        for question in (*plain, *of_sheets(section, named)):
            if str(question.key) in answered:
                continue
            found.append(
                question.model_copy(
                    update={
                        "known": question.known or _nearby(item, question.key.role, mapping, known),
                        "department": question.department or in_charge.get(item, ""),
                    }
                )
            )
    return tuple({str(question.key): question for question in found}.values())


def _without_sheets(section: Section) -> Section:
    """The section without what is asked for measure by measure."""
    return section.model_copy(
        update={"blocks": tuple(block for block in section.blocks if block.slot != SHEET)}
    )


def asked(draft: Draft, edition: Edition) -> dict[str, Question]:
    """Id of an open block or cell → the question that asks for it."""
    return {
        key: question
        for section in draft.sections
        if section.key not in _LISTS
        for key, question in _of(section, edition, section.key.removeprefix(_ITEM))
    }


def _answered(mapping: Mapping) -> frozenset[str]:
    """Keys of what earlier sheets answered, from the reasons of their matches."""
    return frozenset(
        str(key)
        for match in mapping.matches
        if match.reason.startswith(ANSWERED) and (key := QuestionKey.find(match.reason))
    )


def _of(section: Section, edition: Edition, item: str) -> Iterator[tuple[str, Question]]:
    needs = _needs(edition, section.key, item)
    told = False
    for block in section.blocks:
        if block.status is BlockStatus.TODO:
            role = _role(block.slot)
            if role is Role.NATIONAL:
                continue
            ask = words()["questions"][role.value].format(item=section.title)
            if needs and not told:
                ask += "\n" + "\n".join([words()["needs"], *(f"・{need}" for need in needs)])
            told = True
            yield (
                block.id,
                Question(
                    key=QuestionKey(section=section.key, role=role),
                    section=section.title,
                    subject=block.slot or section.title,
                    ask=ask,
                ),
            )
        elif block.rows:
            yield from _cells(section, block)


def _role(slot: str) -> Role:
    """The role of a slot's evidence: 指標 is filled by goals."""
    for role in Role:
        if slot == role.value:
            return role
    return Role.GOAL if slot == "指標" else Role.BACKGROUND


def _needs(edition: Edition, key: str, item: str) -> Sequence[str]:
    if item in edition.by_key:
        return edition.by_key[item].needs
    return next((outline.needs for outline in edition.outline.sections if outline.key == key), ())


def _cells(section: Section, table: DraftBlock) -> Iterator[tuple[str, Question]]:
    """Cells of a table that wait for staff, named by row and column."""
    heads = table.rows[table.header_rows - 1] if table.header_rows else ()
    for row in table.rows[table.header_rows :]:
        for column, cell in enumerate(row):
            if column == 0 or not _open(cell):
                continue
            name = _plain(row[0].text)
            head = _plain(heads[column].text) if column < len(heads) else name
            ask = (
                words()["cell"].format(row=name, head=head)
                if heads
                else words()["cell"].format(row=section.title, head=name)
            )
            field = hashlib.sha256(f"{fold(table.slot)}\x1f{fold(name)}\x1f{fold(head)}".encode()).hexdigest()
            yield (
                cell.id,
                Question(
                    key=QuestionKey(section=section.key, role=_role(table.slot), field=field[:8]),
                    section=section.title,
                    subject=f"{name}　{head}" if heads else name,
                    ask=ask,
                    known=_row(row, heads),
                ),
            )


def _row(row: Sequence[DraftBlock], heads: Sequence[DraftBlock]) -> str:
    """What the rest of the row says."""
    names = [_plain(head.text) for head in heads]
    lines = [
        f"・{names[column]}：{_plain(cell.text)}" if column < len(names) else f"・{_plain(cell.text)}"
        for column, cell in enumerate(row)
        if column and cell.citations and not _open(cell)
    ]
    return "\n".join(lines)


def _open(cell: DraftBlock) -> bool:
    text = fold(cell.text).strip("【】")
    return cell.status is BlockStatus.TODO or text == _MARK


def _plain(text: str) -> str:
    return " ".join(text.split())


def departments(mapping: Mapping, facts: Iterable[Fact], known: dict[str, Passage]) -> dict[str, str]:
    """Item → the department its evidence names most often; the first named of equals."""
    items: dict[str, list[str]] = {}
    for match in mapping.matches:
        if match.score >= _SURE:
            items.setdefault(match.passage, []).append(match.item)
    counts: dict[str, Counter[str]] = {}
    for fact in facts:
        name = (
            fact.name
            if isinstance(fact, Department)
            else fact.department
            if isinstance(fact, (Indicator, Budget))
            else None
        )
        passage = known.get(fact.place.passage)
        if not name or passage is None or passage.origin is not Origin.MUNICIPALITY:
            continue
        for item in items.get(fact.place.passage, ()):
            counts.setdefault(item, Counter())[_plain(name)] += 1
    return {item: counter.most_common(1)[0][0] for item, counter in counts.items()}


def _nearby(item: str, role: Role, mapping: Mapping, known: dict[str, Passage]) -> str:
    """What the municipality's papers say of the item in that role, else in any."""
    if not item:
        return ""
    matches = [
        match
        for match in mapping.matches
        if match.item == item
        and match.passage in known
        and known[match.passage].origin is Origin.MUNICIPALITY
        and match.role is not Role.NATIONAL
    ]
    matches.sort(key=lambda match: (match.role is not role, -match.score))
    lines: dict[str, None] = {}
    for match in matches[: _MOST_KNOWN * 2]:
        passage = known[match.passage]
        text = one_line(passage.cells) or " ".join(passage.text.split())
        if len(text) > _LONGEST_KNOWN:
            text = text[:_LONGEST_KNOWN] + "…"
        page = page_of(passage)
        where = f"{title_of(passage)} {page}ページ" if page[:1].isdigit() else f"{title_of(passage)} {page}"
        lines[f"・{text}（{where}）"] = None
    return "\n".join(list(lines)[:_MOST_KNOWN])
