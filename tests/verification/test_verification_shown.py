"""The finished file against the draft."""

import pytest
from city_plan import FIXED, budget_table, cited, good_blocks, plan

from flows.model import Citation, Draft, GateRefused, Municipality, Value
from flows.verification import Outcome, Texts, check_file, compare_file, tally, verify

DRAFT = plan(*good_blocks())


class Text(Value):
    """A text read back from a file."""

    id: str | None
    text: str
    footnotes: tuple[str, ...] = ()


def note(citation: Citation) -> str:
    """A footnote as a writer words it."""
    return f"出典: 「{citation.title}」（{citation.source}）PDF p.{citation.page}「{citation.quote}」"


def as_written(draft: Draft) -> list[Text]:
    """What a good writer shows of a draft."""
    shown = [
        Text(id="dx:cover:title", text=draft.title),
        Text(id="dx:cover:mark", text="（素案）"),
        Text(id="dx:cover:date", text="令和8年11月23日"),
        Text(id="dx:cover:edition", text="国の枠組み：計画【第5.1版】（総務省）"),
        Text(id="dx:contents:head", text="目次"),
        Text(id="dx:contents", text="第1章\t計画の策定に当たって\t1\n1\t具体的な取組\t12"),
    ]
    for section in draft.sections:
        shown.append(Text(id=f"dx:heading:{section.key}", text=section.title.removeprefix("第1章 ")))
        for block in section.blocks:
            shown += [
                Text(id=part.id, text=part.text, footnotes=tuple(map(note, part.citations)))
                for part in [cell for row in block.rows for cell in row] or [block]
            ]
    return shown


def test_a_file_that_shows_the_draft_is_let_through() -> None:
    check_file(as_written(DRAFT), DRAFT)
    assert compare_file(as_written(DRAFT), DRAFT) == ()


BLOCKS = [at for at, text in enumerate(as_written(DRAFT)) if not (text.id or "").startswith("dx:")]
# The page numbers of the contents come from the layout: they are no statement of the plan.
STATED = [at for at, text in enumerate(as_written(DRAFT)) if text.id != "dx:contents"]


@pytest.mark.parametrize("at", BLOCKS)
def test_a_file_that_leaves_a_text_out_or_repeats_it_is_refused(at: int) -> None:
    shown = as_written(DRAFT)
    with pytest.raises(GateRefused):
        check_file(shown[:at] + shown[at + 1 :], DRAFT)
    with pytest.raises(GateRefused):
        check_file([*shown, shown[at]], DRAFT)


def changed_digits(text: str) -> list[str]:
    """The text with each digit changed in turn."""
    return [
        text[:at] + chr(ord(char) + (1 if char not in "9９" else -1)) + text[at + 1 :]
        for at, char in enumerate(text)
        if char.isdecimal()
    ]


@pytest.mark.parametrize("at", STATED)
def test_a_changed_digit_anywhere_in_a_text_or_footnote_is_refused(at: int) -> None:
    shown = as_written(DRAFT)
    for text in changed_digits(shown[at].text):
        changed = [*shown[:at], shown[at].model_copy(update={"text": text}), *shown[at + 1 :]]
        assert compare_file(changed, DRAFT) != ()
    for number, footnote in enumerate(shown[at].footnotes):
        for text in changed_digits(footnote):
            footnotes = (*shown[at].footnotes[:number], text, *shown[at].footnotes[number + 1 :])
            changed = [*shown[:at], shown[at].model_copy(update={"footnotes": footnotes}), *shown[at + 1 :]]
            assert compare_file(changed, DRAFT) != ()


@pytest.mark.parametrize(
    "extra",
    [
        Text(id=None, text="目標は90％です。"),
        Text(id="unknown", text="目標は90％です。"),
        Text(id="dx:heading:intro", text="よその章"),
        Text(id="dx:cover:owner", text="隣川市"),
        Text(id="dx:other", text="目標です。"),
        Text(id="dx:caption:t-1", text="目標"),
        Text(id="dx:contents", text="第9章\tない章\t3"),
    ],
)
def test_text_that_is_in_no_draft_is_refused(extra: Text) -> None:
    with pytest.raises(GateRefused, match=r"draft\.json"):
        check_file([*as_written(DRAFT), extra], DRAFT)


def test_a_missing_or_foreign_footnote_is_refused() -> None:
    shown = as_written(DRAFT)
    at = next(number for number, text in enumerate(shown) if text.footnotes)
    for footnotes in ((), (note(cited("よその文", 1)),), (*shown[at].footnotes, "注釈")):
        changed = [*shown[:at], shown[at].model_copy(update={"footnotes": footnotes}), *shown[at + 1 :]]
        assert compare_file(changed, DRAFT) != ()


def test_what_stands_in_the_file_is_counted_sentence_by_sentence(texts: Texts, city: Municipality) -> None:
    verdicts = verify(DRAFT, texts, city, FIXED)
    count = tally(as_written(DRAFT), DRAFT, verdicts)
    assert (count.cited, count.verified, count.fixed, count.open, count.unknown) == (9, 9, 4, 1, 0)
    assert (count.coverage, count.accuracy) == (1.0, 1.0)
    foreign = Text(id=None, text="目標は90％です。実現します。")
    wrong = [
        v.model_copy(update={"outcome": Outcome.NOT_VERIFIED}) if v.block == "carried" else v
        for v in verdicts
    ]
    count = tally([*as_written(DRAFT), foreign], DRAFT, wrong)
    assert (count.verified, count.unknown) == (8, 2)
    assert count.coverage == 1 - 2 / 16
    assert count.accuracy == 8 / 9
    assert (tally([], DRAFT, ()).coverage, tally([], DRAFT, ()).accuracy) == (1.0, 1.0)


def test_furniture_may_stand_without_being_a_block() -> None:
    shown = [*as_written(DRAFT), Text(id=None, text="印刷用")]
    assert compare_file(shown, DRAFT) != ()
    assert compare_file(shown, DRAFT, furniture=["印刷用"]) == ()


def test_the_cells_of_a_head_are_cited_under_the_table() -> None:
    table = budget_table()
    head = (
        table.rows[0][0].model_copy(update={"citations": (cited("書かない窓口導入事業", 3),)}),
        table.rows[0][1],
    )
    draft = plan(table.model_copy(update={"rows": (head, *table.rows[1:])}))
    shown = [
        text.model_copy(update={"footnotes": ()}) if text.id == "h-1" else text for text in as_written(draft)
    ]
    below = Text(id="dx:head:t-1", text="表の見出しの出典", footnotes=(note(head[0].citations[0]),))
    assert compare_file([*shown, below], draft) == ()
    assert compare_file([*shown, below.model_copy(update={"footnotes": ()})], draft) != ()
