"""Cover, head and foot of the pages, and the summary: a word or figure that the draft does not have is refused."""

import pytest
from city_plan import good_blocks, plan

from flows.editions import load
from flows.model import GateRefused, Value
from flows.verification import check_cover, check_edges, check_summary

DRAFT = plan(*good_blocks())
EDITION = load("5.1")
ISSUED = f"{EDITION.publisher}・{EDITION.era_date}"


class Text(Value):
    """A text read back from a file."""

    id: str | None
    text: str
    footnotes: tuple[str, ...] = ()


@pytest.mark.parametrize(
    "edge",
    [
        "青凪市DX推進計画\t素案　令和8年11月23日",
        "青凪市DX推進計画\t素案　2026年11月23日",
        "青凪市DX推進計画\t素案　令和８年１１月２３日",
        "青凪市DX推進計画　概要版\t素案　令和8年11月23日",
        "－ 1 －",
        "－ xii －",
        "",
    ],
)
def test_heads_and_feet_that_follow_from_the_draft_are_let_through(edge: str) -> None:
    check_edges([edge], DRAFT)


@pytest.mark.parametrize(
    "edge",
    [
        "青凪市DX推進計画\t素案　令和8年11月24日",
        "青凪市DX推進計画\t素案",
        "隣川市DX推進計画\t素案　令和8年11月23日",
        "青凪市DX推進計画\t確定　令和8年11月23日",
        "青凪市DX推進計画\t素案　令和8年11月23日　予算5億円",
        "予算5億円",
    ],
)
def test_other_heads_and_feet_are_refused(edge: str) -> None:
    with pytest.raises(GateRefused):
        check_edges([edge], DRAFT)


def test_the_cover_names_the_framework_as_its_edition_does() -> None:
    good = f"国の枠組み：{EDITION.title}{EDITION.mark}\n{ISSUED}"
    check_cover([Text(id="dx:cover:edition", text=good)], EDITION)
    check_cover([Text(id="dx:cover:edition", text=f"{good}（公表日は未確認）")], EDITION)
    for old, new in (
        (EDITION.mark, "【第4.0版】"),
        ("令和", "平成"),
        (EDITION.publisher, "デジタル庁"),
        ("国の", "県の"),
    ):
        assert old in good
        with pytest.raises(GateRefused):
            check_cover([Text(id="dx:cover:edition", text=good.replace(old, new))], EDITION)


def summary(*more: Text) -> list[Text]:
    blocks = [block for section in DRAFT.sections for block in section.blocks if not block.rows]
    return [
        Text(id="dx:summary:title", text="青凪市DX推進計画（素案）　概要版"),
        Text(id="dx:summary:date", text="青凪市　令和8年11月23日"),
        Text(id="measures.x-summary", text="具体的な取組"),
        *(Text(id=block.id, text=block.text) for block in blocks),
        Text(id="dx:summary:source:list", text="［1］01_施政方針（1・2ページ）　［2］国の手順（1ページ）"),
        *more,
    ]


WORDS = ("青凪市DX推進計画（素案）　概要版", "主な取組")


def test_a_summary_of_the_draft_s_own_sentences_is_let_through() -> None:
    check_summary(summary(), DRAFT, WORDS)


@pytest.mark.parametrize("at", range(len(summary())))
def test_a_figure_more_anywhere_in_the_summary_is_refused(at: int) -> None:
    shown = summary()
    shown[at] = shown[at].model_copy(update={"text": f"{shown[at].text} 5"})
    with pytest.raises(GateRefused):
        check_summary(shown, DRAFT, WORDS)


@pytest.mark.parametrize(
    "extra",
    [
        Text(id=None, text="市民の満足度は9割です。"),
        Text(id="dx:summary:主な取組", text="主な取組と成果"),
        Text(id="dx:summary:source:list", text="［1］01_施政方針（9ページ）"),
        Text(id="dx:summary:source:list", text="［1］見たことのない資料（1ページ）"),
    ],
)
def test_a_text_that_nobody_vouches_for_is_refused(extra: Text) -> None:
    with pytest.raises(GateRefused):
        check_summary(summary(extra), DRAFT, WORDS)
