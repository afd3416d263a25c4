"""Proposals (仮説): fixed wording only, where the sources are silent, never without the question that goes with them."""

import re
from collections.abc import Callable

import pytest
from city_papers import CITY, Papers
from tables_of_municipalities import document

from flows.composition import Context, Wording, compose, forms
from flows.composition.proposals import every, lead, proposed
from flows.editions import load
from flows.model import BlockStatus, Draft, DraftBlock, Role, Stance
from flows.statistics import find
from flows.verification import Outcome, Texts, verify

Made = Callable[[Papers], Context]


def draft_of(papers: Papers, context: Context) -> Draft:
    return compose(context, papers.documents, papers.passages, papers.mapping, ())


def section(draft: Draft, key: str) -> tuple[DraftBlock, ...]:
    return next(section.blocks for section in draft.sections if section.key == key)


def test_a_silent_section_gets_its_proposals_and_the_question(papers: Papers, context: Made) -> None:
    papers.add("窓口の予約は、電話による。", "online")
    blocks = section(draft_of(papers, context(papers)), "promotion.progress")
    made = [block for block in blocks if block.stance is Stance.PROPOSAL]
    assert tuple(block.text for block in made) == proposed("promotion.progress")
    assert all(block.status is BlockStatus.TEMPLATE and not block.citations for block in made)
    assert [block.text for block in blocks if block.text == lead()]
    assert blocks[-1].status is BlockStatus.TODO


def test_a_section_with_evidence_gets_none(papers: Papers, context: Made) -> None:
    papers.add(
        "DXの進捗管理は、推進本部が毎年度、指標の実績を確かめて行う。",
        "progress_mgmt",
        Role.ACTION,
        source="ＤＸ推進計画.pdf",
    )
    blocks = section(draft_of(papers, context(papers)), "promotion.progress")
    assert blocks
    assert not [block for block in blocks if block.stance is Stance.PROPOSAL]


def test_the_setting_leaves_them_out(papers: Papers, context: Made) -> None:
    papers.add("窓口の予約は、電話による。", "online")
    off = context(papers).model_copy(update={"proposals": False})
    draft = draft_of(papers, off)
    assert not [block for part in draft.sections for block in part.blocks if block.stance is Stance.PROPOSAL]
    assert section(draft, "promotion.talent")[-1].status is BlockStatus.TODO


def test_every_proposal_belongs_to_a_section_of_the_plan() -> None:
    keys = {outline.key for outline in load("5.1").outline.sections}
    placed = [text for key in keys for text in proposed(key)]
    assert sorted(placed) == sorted(every())


@pytest.mark.parametrize("text", every())
def test_a_proposal_is_a_whole_sentence_without_holes_and_names_nobody(text: str) -> None:
    assert text.endswith(("。", "）。", "（PDCA）。"))
    assert not re.search(r"[{}]|要確認|[一-鿿]{1,4}[市町村](?:では|は|長)", text)


def test_the_gate_knows_a_proposal_by_its_words_and_its_stance(papers: Papers, context: Made) -> None:
    papers.add("窓口の予約は、電話による。", "online")
    made = context(papers)
    wording = Wording(made)
    draft = draft_of(papers, made)
    texts = Texts.of(papers.documents)

    def faults(changed: Draft) -> list[str]:
        verdicts = verify(changed, texts, CITY, wording.register, wording.forms)
        return [verdict.block for verdict in verdicts if verdict.outcome is not Outcome.VERIFIED]

    def with_first(**change: object) -> Draft:
        at, part = next(
            (at, part) for at, part in enumerate(draft.sections) if part.key == "promotion.talent"
        )
        blocks = list(part.blocks)
        place = next(n for n, block in enumerate(blocks) if block.stance is Stance.PROPOSAL)
        blocks[place] = blocks[place].model_copy(update=change)
        sections = list(draft.sections)
        sections[at] = part.model_copy(update={"blocks": tuple(blocks)})
        return draft.model_copy(update={"sections": tuple(sections)})

    assert faults(draft) == []
    assert len(faults(with_first(stance=None))) == 1
    assert len(faults(with_first(text="研修を毎月行います。"))) == 1
    assert len(faults(with_first(text=lead()))) == 1


def test_what_is_only_computed_still_asks_and_proposes(papers: Papers, context: Made) -> None:
    head = ("指標名", "単位", "現状値（令和５年度）", "目標値（令和11年度）")
    goals = document((head, ("オンライン手続の数", "手続", "40", "120")), path="計画.pdf")
    documents = [*papers.documents, goals]
    facts = find(documents, CITY, forms())
    draft = compose(context(papers), documents, papers.passages, papers.mapping, facts)
    stances = [block.stance for block in section(draft, "promotion.progress")]
    assert stances == [Stance.ESTIMATE, None, *[Stance.PROPOSAL] * len(proposed("promotion.progress")), None]
