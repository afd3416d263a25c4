"""The check on texts that are known to be well written: the wording that ships, and the guidance itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from plan import block

from flows.composition import Context, Wording
from flows.composition.wording import word
from flows.editions import load, names
from flows.model import (
    BlockKind,
    BlockStatus,
    Draft,
    DraftBlockKind,
    Municipality,
    Origin,
    Section,
    Severity,
    WordingFinding,
)
from flows.readers import ReadOptions, read
from flows.wording import check
from flows.wording.units import units


def shipped() -> Draft:
    """All fixed wording of the newest edition but the nation's names: titles, templates, phrases, what is needed."""
    edition = load(names()[-1])
    context = Context(
        municipality=Municipality(name="青凪市"),
        edition=edition,
        plan_title="青凪市DX推進計画",
        date="2026-04-01",
        sources=(),
        years=(2025,),
    )
    wording = Wording(context)
    sections = []
    for outline in edition.outline.sections:
        fixed = [*wording.section(outline.key), *((DraftBlockKind.BULLET, need) for need in outline.needs)]
        blocks = tuple(
            block(text, kind=kind, id=f"{outline.key}-{n}") for n, (kind, text) in enumerate(fixed)
        )
        sections.append(Section(key=outline.key, title=outline.title, level=outline.level, blocks=blocks))
    needs = [need for item in edition.items for need in item.needs]
    national = {
        name
        for item in edition.items
        for name in (item.title, f"{item.number} {item.title}", word("note.elsewhere", title=item.title))
    }
    own = sorted({*needs, *wording.register} - national)
    phrases = tuple(block(text, id=f"phrase-{n}") for n, text in enumerate(own))
    sections.append(Section(key="phrases", title="決まった言葉", level=1, blocks=phrases))
    return Draft(
        title=context.plan_title,
        subtitle="",
        municipality="青凪市",
        edition=edition.name,
        date=context.date,
        sections=tuple(sections),
    )


def shown(found: tuple[WordingFinding, ...]) -> list[str]:
    return [f"{each.section}/{each.block} {each.rule}: {each.found} → {each.suggestion}" for each in found]


def test_the_wording_that_ships_has_nothing_to_put_right() -> None:
    assert shown(check(shipped())) == []


@pytest.mark.corpus
def test_the_guidance_keeps_to_its_own_rules(shared: Path) -> None:
    """Lines that show wrong examples set aside, less than one sentence in a hundred breaks a certain rule.

    Those that do are its own examples of how not to write, in lines that no mark tells from the others.
    """
    path = shared / "corpus" / "guidance" / "公用文作成の考え方_2022.pdf"
    document = read(path, name=path.name, origin=Origin.GUIDANCE, options=ReadOptions(ocr="off"))

    def running() -> Iterator[str]:
        for each in document.blocks:
            if each.kind is BlockKind.PARAGRAPH and not any(
                mark in each.text for mark in ("例）", "→", "⇒", "：")
            ):
                yield each.text

    blocks = tuple(block(text, status=BlockStatus.COMPOSED, id=f"b{n}") for n, text in enumerate(running()))
    draft = shipped().model_copy(
        update={"sections": (Section(key="a", title="解説", level=1, blocks=blocks),)}
    )
    sentences = sum(len(unit.sentences) for unit in units(draft))
    certain = [each for each in check(draft) if each.severity is Severity.WARNING]
    assert sentences > 300
    assert len(certain) < sentences / 100, shown(tuple(certain))
