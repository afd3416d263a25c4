"""Laws: offsets point at what was found, nothing raises, order and content depend on the draft alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan import block, plan

from flows.model import BlockStatus, Draft, DraftBlockKind
from flows.wording import check, findings, load
from flows.wording.units import units

PIECES = [word for rule in load().rules for each in rule.words for word in each.found] + [
    *"「」『』（）()。、，．・ 　\n\tの事時等様無有為",
    *[
        "取り組み",
        "取組み",
        "並びに",
        "及び",
        "若しくは",
        "又は",
        "ＤＸ",
        "DX",
        "BPR（",
        "令和８年",
        "2026年",
        "１２",
        "3ヶ所",
    ],
    *[
        "推進する。",
        "です。",
        "ます。",
        "である。",
        "ないわけではない",
        "｢",
        "｣",
        "．",
        "A.pdf",
        "\ud7a3",
        "𠮷",
        "e\u0301",
    ],
]
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
BLOCKS = st.builds(
    block,
    TEXTS,
    kind=st.sampled_from([kind for kind in DraftBlockKind if kind is not DraftBlockKind.TABLE]),
    status=st.sampled_from(list(BlockStatus)),
    slot=st.sampled_from(["", "取組"]),
)
DRAFTS = st.lists(BLOCKS, max_size=5).map(
    lambda made: plan(*(each.model_copy(update={"id": f"b{n}"}) for n, each in enumerate(made)))
)


@settings(max_examples=300, deadline=None)
@given(DRAFTS)
def test_an_offset_points_at_what_was_found(draft: Draft) -> None:
    texts = {(unit.section, unit.block): unit.text for unit in units(draft)}
    for each in check(draft):
        text = texts[each.section, each.block]
        assert each.found
        assert text[each.offset : each.offset + len(each.found)] == each.found
        assert each.suggestion != each.found


@settings(max_examples=100, deadline=None)
@given(DRAFTS)
def test_the_same_draft_gives_the_same_findings_in_reading_order(draft: Draft) -> None:
    found = check(draft)
    order = {(unit.section, unit.block): number for number, unit in enumerate(units(draft))}
    places = [(order[each.section, each.block], each.offset) for each in found]
    assert places == sorted(places)
    assert check(Draft.model_validate_json(draft.model_dump_json())) == found
    assert sum(1 for _ in findings(found, draft)) == len({each.rule for each in found})


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_nothing_in_a_quoted_block_is_a_warning(text: str) -> None:
    assert all(each.quoted for each in check(plan(block(text, status=BlockStatus.QUOTED))))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_sentences_do_not_overlap_and_hold_all_letters(text: str) -> None:
    unit = next(each for each in units(plan(block(text))) if each.block)
    end = 0
    for left, right in unit.sentences:
        assert end <= left < right
        assert not text[end:left].strip()
        end = right
    assert not text[end:].strip()


@pytest.mark.parametrize(
    "piece",
    [
        *"のー一（「）。０A 　",
        *[
            "取り組み",
            "一の",
            "DX",
            "及び一",
            "ない",
            "あ ",
            "「事」",
            "（1）",
            "子ども・子育て",
            "する事。",
            "2026年",
            "１2，",
            "A.pdf",
        ],
    ],
)
def test_a_hostile_text_of_any_length_is_checked(piece: str) -> None:
    """A pattern that goes back and forth over such a text would not come to an end."""
    text = piece * (50_000 // len(piece))
    for each in check(plan(text)):
        assert text[each.offset : each.offset + len(each.found)] == each.found or not each.block


def test_a_text_that_nobody_reads_is_left_out() -> None:
    assert check(plan("取り組みの。" * 100_000)) == ()
