"""Checks over the whole document, tables, and the summary for the record of a run."""

import pytest
from plan import block, plan, told

from flows.model import BlockStatus, Citation, DraftBlock, DraftBlockKind, Prose, Section, Severity
from flows.wording import check, findings

POLITE = "市は、窓口を開きます。"
PLAIN = "市は、窓口を開く。"


@pytest.mark.parametrize(
    ("rule", "usual", "rare", "found", "suggestion"),
    [
        ("style-mixed", [POLITE, POLITE], PLAIN, "く。", ""),
        ("style-mixed", [PLAIN, PLAIN], POLITE, "ます。", ""),
        ("year-mixed", ["令和8年に始めた。", "令和9年に終えた。"], "2027年に終えた。", "2027年", ""),
        ("digit-width", ["目標は5件とした。", "実績は6件とした。"], "差は１件とした。", "１", "1"),
        ("digit-width", ["目標は５件とした。", "実績は６件とした。"], "差は1件とした。", "1", "１"),
        ("digit-width", ["目標は２５件とした。", "実績は２６件とした。"], "差は11件とした。", "２５", "25"),
        ("comma-mixed", ["市は、開く。", "県は、開く。"], "国は，開く。", "，", "、"),
        (
            "parenthesis-width",
            ["窓口（本庁）を開く。", "窓口（支所）を開く。"],
            "窓口(会館)を開く。",
            "(",
            "（",
        ),
        ("spelling-mixed", ["子供を育てる。", "子供を守る。"], "子どもを支える。", "子ども", "子供"),
    ],
)
def test_the_rarer_of_two_ways_is_told(
    rule: str, usual: list[str], rare: str, found: str, suggestion: str
) -> None:
    assert (rule, found, suggestion) in told(*usual, rare, rule=rule)
    assert told(*usual, rule=rule) == []


@pytest.mark.parametrize(
    "rare",
    [
        block("市は，2027年に窓口(会館)を１か所で開く。", status=BlockStatus.QUOTED, id="q"),
        block("計画は「市は，2027年に窓口(会館)を１か所で開く。」と定めます。", id="q"),
    ],
)
def test_what_is_mixed_is_looked_for_in_the_plans_own_words_only(rare: DraftBlock) -> None:
    own = "市は、令和8年に窓口（本庁）を2か所で開きます。"
    assert told(own, own, rare) == []


@pytest.mark.parametrize(
    "text",
    [
        "令和8（2026）年に始めます。",
        "令和8年（2026年）に始めます。",
        "2026年（令和8年）に始めます。",
        "昭和22年法律第67号による。",
    ],
)
def test_a_year_in_both_ways_and_the_year_of_a_law_are_not_mixed(text: str) -> None:
    assert told("2024年に始めます。", "2025年に始めます。", text, rule="year-mixed") == []


def test_a_list_may_have_a_style_of_its_own() -> None:
    bullet = block(PLAIN, kind=DraftBlockKind.BULLET, id="q")
    assert told(POLITE, POLITE, bullet, rule="style-mixed") == []


def test_with_a_chosen_style_every_statement_that_ends_otherwise_is_told() -> None:
    cited = Citation(source="a.pdf", sha256="a" * 64, page=1, quote=PLAIN)
    kept = cited.model_copy(update={"sha256": "b" * 64})
    draft = plan(
        block(PLAIN, kind=DraftBlockKind.BULLET, status=BlockStatus.QUOTED, id="own").model_copy(
            update={"citations": (cited,)}
        ),
        block(PLAIN, kind=DraftBlockKind.BULLET, status=BlockStatus.QUOTED, id="national").model_copy(
            update={"citations": (kept,)}
        ),
        block(f"【要確認】{PLAIN}", status=BlockStatus.TODO, id="todo"),
        block(f"市は「{PLAIN}」", id="said"),
        block(POLITE, id="polite"),
        block("窓口の改革", kind=DraftBlockKind.BULLET, id="noun"),
    )
    found = [
        each for each in check(draft, prose=Prose.POLITE, national={"b" * 64}) if each.rule == "style-mixed"
    ]
    assert [(each.block, each.found, each.quoted) for each in found] == [("own", "く。", False)]
    other = check(draft, prose=Prose.PLAIN, national={"b" * 64})
    assert [each.block for each in other if each.rule == "style-mixed"] == ["polite"]


def test_the_title_of_the_plan_keeps_its_figures() -> None:
    assert [each.rule for each in check(plan("目標は5件とします。", title="第２期計画"))] == []


def test_names_keep_their_spelling() -> None:
    assert told("子供を育てる。", "子供を守る。", "こども家庭庁が示した。", rule="spelling-mixed") == []


def test_a_sentence_over_the_limit_is_told_and_brackets_do_not_end_it() -> None:
    short = "市は、" + "窓口を開き、" * 19 + "開く。"
    long = "市は、「窓口を開く。」と定め、" + "窓口を開き、" * 19 + "開く。"
    assert len(short) == 120
    assert told(short, rule="long-sentence") == []
    (finding,) = [each for each in check(plan(long)) if each.rule == "long-sentence"]
    assert finding.found == long
    assert not finding.quoted


def test_an_abbreviation_is_told_at_its_first_use_only_and_in_either_width() -> None:
    assert told("BPRを進める。", "ＢＰＲを進める。", rule="abbreviation") == [("abbreviation", "BPR", "")]


def test_an_abbreviation_in_the_glossary_is_explained() -> None:
    term = block("BPR", kind=DraftBlockKind.CELL, status=BlockStatus.QUOTED, id="t1")
    meaning = block("業務の見直し", kind=DraftBlockKind.CELL, status=BlockStatus.QUOTED, id="t2")
    table = block("BPR\t業務の見直し", kind=DraftBlockKind.TABLE, id="t").model_copy(
        update={"rows": ((term, meaning),)}
    )
    glossary = Section(key="appendix.terms", title="用語集", level=2, blocks=(table,))
    assert check(plan("BPRを進める。", sections=(glossary,))) == ()


def test_cells_are_told_under_their_own_id_and_only_once() -> None:
    cell = block("取り組みの内容", kind=DraftBlockKind.CELL, id="c1")
    table = block("取り組みの内容", kind=DraftBlockKind.TABLE, id="t").model_copy(update={"rows": ((cell,),)})
    assert [(each.block, each.offset) for each in check(plan(table))] == [("c1", 0)]


def test_titles_are_checked() -> None:
    draft = plan(title="市の取り組み").model_copy(
        update={"sections": (Section(key="a", title="手続きの見直し", level=1),)}
    )
    assert [(each.section, each.block, each.found) for each in check(draft)] == [
        ("", "", "取り組み"),
        ("a", "", "手続き"),
    ]


def test_lists_of_files_are_left_alone() -> None:
    bullet = block("01_取り組み一覧", kind=DraftBlockKind.BULLET)
    sources = Section(key="appendix.sources", title="出典一覧", level=2, blocks=(bullet,))
    assert check(plan(sections=(sources,))) == ()


def test_the_name_of_a_file_is_a_quote() -> None:
    (finding,) = check(plan("資料は 01_市の取り組みの一覧.pdf とする。"))
    assert finding.found == "取り組み"
    assert finding.quoted


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("行政手続の電子化を推進します。", True),
        ("導入に向けて検討する。", False),
        ("地域の情報化を検討していきます。", True),
        ("職員の意識の向上に努めます。", True),
        ("令和9年度までに20手続の電子化を推進します。", False),
        ("窓口に端末を設置し、利用を促進します。", False),
        ("電子申請の窓口を設けます。", False),
    ],
)
def test_a_measure_that_only_promotes_is_told(text: str, vague: bool) -> None:
    measure = block(text, kind=DraftBlockKind.BULLET, slot="取組")
    assert bool(told(measure, rule="vague-measure")) is vague
    assert told(block(text, slot="課題"), rule="vague-measure") == []


def test_the_summary_has_a_line_for_each_rule_with_the_first_places_and_what_to_do() -> None:
    draft = plan("市の取り組みを示す。" * 5, block("市の取り組みを示す。", status=BlockStatus.QUOTED, id="q"))
    (finding,) = findings(check(draft), draft)
    assert finding.code == "wording-okurigana-noun"
    assert finding.severity is Severity.INFO
    assert "5か所" in finding.message
    assert "「本文」の「取り組み」→「取組」" in finding.message
    assert "引用の中に1か所" in finding.message
    assert "Ⅰ－２イ" in finding.message


def test_the_summary_says_that_quotes_are_not_to_be_changed() -> None:
    draft = plan(block("市の取り組みを示す。", status=BlockStatus.QUOTED))
    (finding,) = findings(check(draft), draft)
    assert "引用は直さないでください" in finding.message


def test_a_clean_plan_has_no_summary() -> None:
    draft = plan(POLITE)
    assert findings(check(draft), draft) == ()
