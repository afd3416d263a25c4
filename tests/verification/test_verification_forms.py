"""Sentences of a fixed form: what differs from the cells by a digit, a year, a unit or a direction does not pass."""

import sys
from pathlib import Path

import pytest

from flows.composition import Context, forms
from flows.composition.blocks import Builder
from flows.composition.computed import stated
from flows.composition.evidence import Evidence
from flows.composition.manner import written
from flows.composition.wording import Wording
from flows.editions import load
from flows.model import (
    BlockStatus,
    Citation,
    Digits,
    Document,
    Draft,
    DraftBlock,
    EraForm,
    Forms,
    Manner,
    Mapping,
    Marks,
    Numbering,
    Origin,
    Prose,
    Section,
    Stance,
)
from flows.statistics import find
from flows.verification import Outcome, Texts, verify

sys.path.insert(0, str(Path(__file__).parents[1]))
from tables_of_municipalities import OWN, document, population

GOALS = document(
    (
        ("指標名", "単位", "現状値（令和５年度）", "目標値（令和11年度）"),
        ("オンライン手続の数", "手続", "40", "120"),
        ("システムの停止回数", "回", "12", "0"),
    ),
    path="計画.pdf",
)
PAPERS = (population(), GOALS)
AS_FORMED = Manner()
PLAIN_WIDE_BOTH = Manner(
    prose=Prose.PLAIN,
    digits=Digits.FULL,
    era=EraForm.BOTH,
    punctuation=Marks.COMMA,
    numbering=Numbering.FIRST,
)
MANNERS = [
    AS_FORMED,
    Manner(prose=Prose.PLAIN, era=EraForm.WESTERN),
    Manner(digits=Digits.MIXED, era=EraForm.BOTH),
    PLAIN_WIDE_BOTH,
]


def blocks(*papers: Document) -> list[DraftBlock]:
    statistics = find(papers, OWN, forms())
    evidence = Evidence(papers, (), Mapping(matches=()), statistics, load("5.1"))
    keys = ("status.population", "promotion.progress")
    return [block for key in keys for block in stated(Builder(key), evidence, "資料の記載")]


def wording_in(manner: Manner) -> Wording:
    context = Context(municipality=OWN, edition=load("5.1"), plan_title="計画", date="2026-04-01", sources=())
    return Wording(context.model_copy(update={"manner": manner}))


def faults(block: DraftBlock, *papers: Document, manner: Manner = AS_FORMED) -> list[str]:
    return faults_by(block, wording_in(manner).forms, *papers)


def draft_of(block: DraftBlock) -> Draft:
    return Draft(
        title="計画",
        subtitle="",
        municipality=OWN.name,
        edition="5.1",
        date="2026-04-01",
        sections=(Section(key="status.population", title="", level=2, blocks=(block,)),),
    )


def faults_by(block: DraftBlock, held: Forms, *papers: Document) -> list[str]:
    draft = draft_of(block)
    verdicts = verify(draft, Texts.of(papers or PAPERS), OWN, {draft.title}, held)
    return [verdict.reason for verdict in verdicts if verdict.outcome is not Outcome.VERIFIED]


def by_pattern(name: str) -> DraftBlock:
    return next(b for b in blocks(*PAPERS) if b.computation and b.computation.pattern == name)


def test_what_the_tables_give_is_stated_and_passes() -> None:
    made = blocks(*PAPERS)
    assert [block.text for block in made] == [
        "総人口は、令和7年1月1日現在42,000人です。",
        "男女別では、令和7年1月1日現在、男性が20,000人、女性が22,000人です。",
        "令和6年は、出生者数（300人）が死亡者数（500人）を200人下回っています（計算：500－300＝200）。",
        "「オンライン手続の数」は、令和5年度の40手続から令和11年度の目標値120手続まで80手続の増加が必要です。1年当たりでは13.3手続です（計算：120－40＝80、80÷6年＝13.3）。",
        "「システムの停止回数」は、令和5年度の12回から令和11年度の目標値0回まで12回の減少が必要です。1年当たりでは2回です（計算：12－0＝12、12÷6年＝2）。",
    ]
    assert [block.stance for block in made] == [Stance.FACT] * 2 + [Stance.ESTIMATE] * 3
    assert [reason for block in made for reason in faults(block)] == []


CHANGES = [
    ("population", "42,000", "42,001"),
    ("population", "42,000", "42,242"),
    ("population", "人です", "世帯です"),
    ("population", "令和7年", "令和6年"),
    ("population", "1月1日", "1月2日"),
    ("population", "総人口", "人口"),
    ("population", "です", "ではありません"),
    ("natural_change", "下回って", "上回って"),
    ("natural_change", "＝200", "＝201"),
    ("natural_change", "200人", "201人"),
    ("natural_change", "出生者数", "転入者数"),
    ("natural_change", "令和6年", "令和6年度"),
    ("goal_count", "13.3", "13.4"),
    ("goal_count", "増加", "減少"),
    ("goal_count", "6年＝", "5年＝"),
    ("goal_count", "令和11年度", "令和12年度"),
    ("goal_count", "手続の増加", "件の増加"),
]


def retold(block: DraftBlock, manner: Manner) -> DraftBlock:
    """As composition writes it, though its table be the nation's."""
    draft = draft_of(block)
    national = frozenset(citation.sha256 for citation in block.citations)
    return written(draft, wording_in(manner).pen, national).sections[0].blocks[0]


def test_a_sentence_follows_the_manner_of_the_plan_and_passes_in_it() -> None:
    made = [retold(block, PLAIN_WIDE_BOTH) for block in blocks(*PAPERS)]
    assert [block.text for block in made][1:4] == [
        "男女別では，令和７年（２０２５年）１月１日現在，男性が２０，０００人，女性が２２，０００人である。",
        "令和６年（２０２４年）は，出生者数（３００人）が死亡者数（５００人）を２００人下回っている（計算：５００－３００＝２００）。",
        "「オンライン手続の数」は，令和５年度（２０２３年度）の４０手続から令和１１年度（２０２９年度）の目標値１２０手続まで８０手続の増加が必要である。１年当たりでは１３．３手続である（計算：１２０－４０＝８０、８０÷６年＝１３．３）。",
    ]
    assert [reason for block in made for reason in faults(block, manner=PLAIN_WIDE_BOTH)] == []
    assert all(faults(block) for block in made), "another manner than that of the plan"


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize(("pattern", "old", "new"), CHANGES)
def test_a_changed_word_in_the_sentence_is_caught(pattern: str, old: str, new: str, manner: Manner) -> None:
    block = by_pattern(pattern)
    assert old in block.text
    assert not faults(retold(block, manner), manner=manner)
    changed = block.model_copy(update={"text": block.text.replace(old, new, 1)})
    assert faults(retold(changed, manner), manner=manner)


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize(("pattern", "old", "new"), CHANGES)
def test_a_lie_that_is_told_throughout_is_caught(pattern: str, old: str, new: str, manner: Manner) -> None:
    """In the sentence, its computation and its quotes alike."""
    block = by_pattern(pattern)
    told = block.model_dump_json().replace(old, new)
    changed = DraftBlock.model_validate_json(told)
    assert faults(retold(changed.model_copy(update={"id": block.id}), manner), manner=manner)


@pytest.mark.parametrize("at", range(60))
def test_any_digit_of_a_sentence_in_the_loudest_manner_counts(at: int) -> None:
    block = retold(by_pattern("goal_count"), PLAIN_WIDE_BOTH)
    digits = [place for place, char in enumerate(block.text) if char.isdigit()]
    place = digits[at % len(digits)]
    other = chr(ord("０") + (ord(block.text[place]) - ord("０") + 1 + at // len(digits)) % 10)
    text = block.text[:place] + other + block.text[place + 1 :]
    assert faults(block.model_copy(update={"text": text}), manner=PLAIN_WIDE_BOTH)


def test_a_manner_that_changes_a_figure_is_not_believed() -> None:
    block = by_pattern("population")
    false = Forms(patterns=forms().patterns, in_manner=lambda text: text.replace("42,000", "43,000"))
    told = block.model_copy(update={"text": false.in_manner(block.text)})
    assert faults_by(told, false) == ["書き方をそろえたときに、数値か年が変わりました"]


def with_citation(block: DraftBlock, at: int, **change: object) -> DraftBlock:
    citations = list(block.citations)
    citations[at] = Citation.model_validate(citations[at].model_dump() | change)
    return block.model_copy(update={"citations": tuple(citations)})


@pytest.mark.parametrize("place", ["人口!F8", "人口!E7", "人口!F7:F8", ""])
def test_a_cell_is_cited_by_its_own_place(place: str) -> None:
    assert faults(with_citation(by_pattern("population"), 0, place=place))


def test_another_municipality_s_row_cannot_be_cited_even_consistently() -> None:
    own, other = by_pattern("population"), OWN.model_copy(update={"name": "隣川市", "code": "189022"})
    evidence = Evidence(PAPERS, (), Mapping(matches=()), find(PAPERS, other, forms()), load("5.1"))
    theirs = next(stated(Builder("status.population"), evidence, "資料の記載"))
    assert theirs.text == "総人口は、令和7年1月1日現在42,242人です。"
    assert faults(theirs)
    assert not faults(own)


def test_a_foreign_figure_does_not_stand_on_the_page_for_any_sentence() -> None:
    citation = by_pattern("population").citations[0].model_copy(update={"quote": "42242", "place": ""})
    block = DraftBlock.model_validate(
        {
            **by_pattern("population").model_dump(),
            "text": "42242",
            "computation": None,
            "status": BlockStatus.QUOTED,
            "citations": (citation,),
        }
    )
    assert any("ページにありません" in reason for reason in faults(block))


def test_an_estimate_without_its_computation_is_refused() -> None:
    block = by_pattern("natural_change")
    assert faults(block.model_copy(update={"computation": None}))
    assert faults(block.model_copy(update={"stance": Stance.FACT}))
    assert faults(by_pattern("population").model_copy(update={"stance": Stance.ESTIMATE}))


def test_figures_of_two_rows_are_no_one_s() -> None:
    first, second = (
        block for block in blocks(*PAPERS) if block.computation and block.computation.pattern == "goal_count"
    )
    assert first.computation and second.computation
    mixed = first.computation.model_copy(
        update={
            "figures": (
                first.computation.figures[0],
                second.computation.figures[1].model_copy(update={"text": "0手続", "citation": 1}),
            ),
            "results": (("gap", "40"), ("span", "6"), ("pace", "6.7")),
        }
    )
    pattern = forms().pattern("goal_count")
    assert pattern is not None
    citations = (first.citations[0], second.citations[1], *first.citations[2:])
    told = first.model_copy(
        update={"computation": mixed, "citations": citations, "text": pattern.rendered(mixed, -1)}
    )
    assert faults(told) == ["数値が、自治体の行の、その見出しのセルにありません"]


def test_a_national_table_of_targets_says_nothing_of_the_municipality() -> None:
    source = GOALS.source.model_copy(update={"origin": Origin.GUIDANCE})
    nation = GOALS.model_copy(update={"source": source})
    assert blocks(nation) == []
    assert faults(by_pattern("goal_count"), population(), nation)


def test_a_nationwide_table_in_the_guidance_folder_speaks_by_its_own_row() -> None:
    paper = population()
    nation = paper.model_copy(update={"source": paper.source.model_copy(update={"origin": Origin.GUIDANCE})})
    made = blocks(nation)
    assert made[0].text == "総人口は、令和7年1月1日現在42,000人です。"
    assert [reason for block in made for reason in faults(block, nation)] == []
