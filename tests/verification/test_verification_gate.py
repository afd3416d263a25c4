"""Striking out: what is not verified becomes 要確認, the rest stays, and then everything is verified."""

from city_plan import FIXED, OWN, budget_table, cited, good_blocks, plan, statement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.model import BlockStatus, DraftBlock, DraftBlockKind, Municipality, Severity
from flows.verification import Texts, clean_of, gate, verify

WRONG = statement("市の人口は12,345人です。", cited("市の人口は12,345人です。", 1), name="wrong")


def test_a_refused_block_becomes_a_marked_one_in_its_place(texts: Texts, city: Municipality) -> None:
    first, *_, last = good_blocks()
    draft = plan(first, WRONG, last)
    gated, findings = gate(draft, verify(draft, texts, city, FIXED))
    kept, struck, table = gated.sections[1].blocks
    assert (kept, table) == (first, last)
    assert (struck.id, struck.kind, struck.status, struck.citations) == (
        "wrong",
        WRONG.kind,
        BlockStatus.TODO,
        (),
    )
    assert struck.text.startswith("【要確認】")
    assert "そのページにありません" in struck.text
    assert "12,345" not in struck.text
    (finding,) = findings
    assert finding.severity is Severity.WARNING
    assert (finding.source, finding.page) == ("01_施政方針.pdf", 1)
    assert WRONG.text in finding.message


def test_a_table_keeps_its_good_cells(texts: Texts, city: Municipality) -> None:
    table = budget_table()
    bad = table.rows[1][1].model_copy(update={"text": "99,999"})
    rows = (table.rows[0], (table.rows[1][0], bad), table.rows[2])
    draft = plan(
        table.model_copy(
            update={"rows": rows, "text": "\n".join("\t".join(cell.text for cell in row) for row in rows)}
        )
    )
    gated, findings = gate(draft, verify(draft, texts, city, FIXED))
    (after,) = gated.sections[1].blocks
    assert [[cell.text for cell in row] for row in after.rows][1:] == [
        ["書かない窓口導入事業", "【要確認】"],
        ["空き家対策事業", "2,045"],
    ]
    assert "99,999" not in after.text
    assert len(findings) == 1
    assert clean_of(verify(gated, texts, city, FIXED))


def test_an_unknown_title_is_struck_too(texts: Texts, city: Municipality) -> None:
    draft = plan()
    section = draft.sections[1].model_copy(update={"title": "よその市の取組"})
    gated, findings = gate(
        draft := draft.model_copy(update={"sections": (section,)}), verify(draft, texts, city, FIXED)
    )
    assert gated.sections[0].title == "【要確認】"
    assert "よその市の取組" in findings[0].message
    assert clean_of(verify(gated, texts, city, FIXED))


TEXT = st.text(
    st.sampled_from("本市のは、令和８年度7月82．5%約ポイント業務ないません未現状DX【要確認】\n\t"),
    max_size=30,
)


@st.composite
def blocks(draw: st.DrawFn) -> DraftBlock:
    """Any block at all: good ones with something changed, and nonsense."""
    block = draw(st.sampled_from(good_blocks()))
    changes: dict[str, object] = {}
    if draw(st.booleans()):
        changes["text"] = draw(TEXT | st.just(block.text[: len(block.text) // 2]))
    if draw(st.booleans()):
        changes["status"] = draw(st.sampled_from(BlockStatus))
    if draw(st.booleans()):
        quote = draw(TEXT)
        changes["citations"] = (
            cited(quote, draw(st.integers(0, 6)), draw(st.sampled_from([OWN, "c" * 64]))),
        )
    if block.kind is not DraftBlockKind.TABLE and draw(st.booleans()):
        changes["slot"] = draw(st.sampled_from(["現状", "国の方針", "指標"]))
    return block.model_copy(update=changes)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(blocks(), max_size=4))
def test_after_the_gate_everything_is_verified_and_the_gate_does_nothing_more(
    texts: Texts, city: Municipality, drawn: list[DraftBlock]
) -> None:
    draft = plan(*drawn)
    gated, _ = gate(draft, verify(draft, texts, city, FIXED))
    verdicts = verify(gated, texts, city, FIXED)
    assert clean_of(verdicts)
    assert gate(gated, verdicts) == (gated, ())
