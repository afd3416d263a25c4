"""A hearing sheet goes out, comes back filled in, and its answers are evidence where they were asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from flows import hearing
from flows.model import Document, Edition, Mapping, Match, Origin, Passage, PassageKind, Role
from flows.model.hearing import QuestionKey
from flows.passages import split
from flows.readers import ReadOptions, read
from flows.text import fold
from flows.writers.xlsx import questions, write_hearing
from tests.tools.office import PROGRAM, convert
from tests.writers import companion as case

ANSWER, DEPARTMENT, KEY = 5, 6, 8
Fill = Callable[[str], tuple[str | int | None, str]]


def returned(folder: Path, fill: Fill, name: str = "返却.xlsx") -> Document:
    """The sheet as a department returns it: `fill` gives answer and department by key."""
    path = folder / name
    write_hearing(
        path,
        case.draft(),
        case.edition(),
        mapping=case.mapping(),
        facts=case.facts(),
        passages=case.passages(),
    )
    book = load_workbook(path)
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=5):
            if row[KEY].value:
                row[ANSWER].value, row[DEPARTMENT].value = fill(str(row[KEY].value))
    book.save(path)
    return read(path, name=name, origin=Origin.MUNICIPALITY, options=ReadOptions())


def everything(key: str) -> tuple[str, str]:
    return (
        f"これは{key.removeprefix('dxq:').partition('#')[0]}の回答で、令和8年3月末現在120件です。",
        "市民課",
    )


def nothing(key: str) -> tuple[None, str]:
    del key
    return None, ""


def taken(document: Document, *more: Passage, edition: Edition | None = None) -> hearing.Answers:
    return hearing.answers((*more, *split(document)), edition or case.edition())


def test_every_answer_is_evidence_for_the_place_that_was_asked(tmp_path: Path) -> None:
    document = returned(tmp_path, everything)
    found = taken(document)
    assert [(match.item, match.role) for match in found.matches] == [
        ("trend.prefecture", Role.BACKGROUND),
        ("mynumber", Role.ISSUE),
        ("mynumber", Role.GOAL),
        ("frontyard", Role.STATUS),
    ]
    assert [passage.id for passage in found.passages] == [match.passage for match in found.matches]
    for passage in found.passages:
        page = fold(document.page_texts[passage.page - 1])
        assert all(fold(span.text) in page for span in passage.spans)
        assert passage.kind is PassageKind.SENTENCE
    assert all(match.score == 1.0 and "ヒアリングシートの回答" in match.reason for match in found.matches)


def test_what_was_answered_is_not_asked_again(tmp_path: Path) -> None:
    found = taken(returned(tmp_path, everything), *case.passages())
    mapping = hearing.merged(case.mapping(), found.matches, case.edition())
    asked = questions(case.draft(), case.edition(), mapping, case.facts(), found.passages)
    assert asked == ()


def test_our_own_questions_are_no_evidence(tmp_path: Path) -> None:
    found = taken(returned(tmp_path, nothing), *case.passages())
    assert found.passages == case.passages()
    assert found.matches == ()
    assert "未回答の4件" in found.findings[0].message


@pytest.mark.parametrize("answer", ["－", "ー", "未定", "確認中。", " ", "？", "同上"])
def test_an_answer_that_says_nothing_leaves_the_question_open(tmp_path: Path, answer: str) -> None:
    found = taken(returned(tmp_path, lambda key: (answer, "市民課")))
    assert found.matches == ()


def test_a_mere_figure_is_led_by_what_was_asked(tmp_path: Path) -> None:
    found = taken(returned(tmp_path, lambda key: (80, "") if "#" in key else (None, "")))
    assert [passage.text for passage in found.passages] == ["カードの保有率 所管課：80"]
    assert [span.text for span in found.passages[0].spans] == ["カードの保有率 所管課", "80"]


def test_no_answer_at_all_counts_as_one_of_its_own(tmp_path: Path) -> None:
    found = taken(returned(tmp_path, lambda key: ("該当なし", "") if "issue" in key else (None, "")))
    assert [passage.text for passage in found.passages] == ["課題：該当なし"]


def test_lines_of_an_answer_are_statements_of_their_own(tmp_path: Path) -> None:
    text = "窓口が混み合う時期は3月と4月です。\n待ち時間は平均52分です。"
    found = taken(returned(tmp_path, lambda key: (text, "") if "issue" in key else (None, "")))
    assert [passage.text for passage in found.passages] == text.split("\n")
    assert {match.item for match in found.matches} == {"mynumber"}


def test_the_same_answer_in_two_files_counts_once(tmp_path: Path) -> None:
    first = split(returned(tmp_path, everything, "市民課から.xlsx"))
    second = split(returned(tmp_path, everything, "総務課から.xlsx"))
    found = hearing.answers((*first, *second), case.edition())
    assert len(found.matches) == 4
    assert len({passage.id for passage in found.passages}) == 4


def test_who_answered_is_in_charge(tmp_path: Path) -> None:
    found = taken(returned(tmp_path, everything))
    assert {(fact.name, fact.place.quote) for fact in found.departments} == {("市民課", "市民課")}
    assert {fact.place.passage for fact in found.departments} == {passage.id for passage in found.passages}


@pytest.mark.parametrize("name", ["市民課 山田太郎", "山田", "市民課（内線123）", "090-0000-0000", ""])
def test_a_persons_name_in_the_department_column_goes_nowhere(tmp_path: Path, name: str) -> None:
    found = taken(returned(tmp_path, lambda key: (everything(key)[0], name)))
    assert found.departments == ()
    assert not name or all(name not in passage.text for passage in found.passages)


def test_a_department_as_the_answer_is_in_charge(tmp_path: Path) -> None:
    found = taken(returned(tmp_path, lambda key: ("情報政策課", "") if "#" in key else (None, "")))
    assert [(fact.name, fact.subject) for fact in found.departments] == [("情報政策課", "カードの保有率")]


def test_rows_and_sheets_may_be_moved_and_other_columns_deleted(tmp_path: Path) -> None:
    returned(tmp_path, everything)
    path = tmp_path / "返却.xlsx"
    book = load_workbook(path)
    for name in book.sheetnames[:2]:
        del book[name]
    sheet = book.worksheets[0]
    sheet.title = "回答しました"
    sheet.delete_cols(4, 2)
    sheet.delete_rows(5)
    book.save(path)
    found = taken(read(path, name="返却.xlsx", origin=Origin.MUNICIPALITY, options=ReadOptions()))
    assert [(match.item, match.role) for match in found.matches] == [
        ("mynumber", Role.GOAL),
        ("frontyard", Role.STATUS),
    ]


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice がないため")
def test_a_sheet_saved_by_another_office_program_is_read_alike(tmp_path: Path) -> None:
    before = taken(returned(tmp_path, everything))
    (tmp_path / "saved").mkdir()
    path = convert(tmp_path / "返却.xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path / "saved")
    after = taken(read(path, name="返却.xlsx", origin=Origin.MUNICIPALITY, options=ReadOptions()))
    assert [passage.text for passage in after.passages] == [passage.text for passage in before.passages]
    assert [match.item for match in after.matches] == [match.item for match in before.matches]


def test_an_answer_without_a_place_in_the_edition_is_said(tmp_path: Path) -> None:
    edition = case.edition()
    without = edition.model_copy(
        update={"items": tuple(item for item in edition.items if item.key != "mynumber")}
    )
    found = taken(returned(tmp_path, everything), edition=without)
    assert {match.item for match in found.matches} == {"trend.prefecture", "frontyard"}
    lost = next(finding for finding in found.findings if finding.code == "hearing-no-place")
    assert "これはmeasures.mynumber" in lost.message


def test_an_item_treated_inside_another_is_answered_there(tmp_path: Path) -> None:
    edition = case.edition()
    items = tuple(
        item.model_copy(update={"includes": ("mynumber",)}) if item.key == "frontyard" else item
        for item in edition.items
        if item.key != "mynumber"
    )
    found = taken(returned(tmp_path, everything), edition=edition.model_copy(update={"items": items}))
    assert {match.item for match in found.matches} == {"trend.prefecture", "frontyard"}


def test_a_sheet_among_the_national_papers_speaks_for_nobody(tmp_path: Path) -> None:
    returned(tmp_path, everything)
    document = read(tmp_path / "返却.xlsx", name="返却.xlsx", origin=Origin.GUIDANCE, options=ReadOptions())
    assert taken(document).matches == ()


def test_without_a_sheet_nothing_changes() -> None:
    found = hearing.answers(case.passages(), case.edition())
    assert found == hearing.Answers(passages=case.passages())
    assert hearing.merged(case.mapping(), (), case.edition()) == case.mapping()


def test_an_answered_item_is_no_gap_and_stands_first(tmp_path: Path) -> None:
    del tmp_path
    answer = Match(passage="a", item="telework", role=Role.STATUS, score=1.0, reason="ヒアリングシートの回答")
    other = answer.model_copy(update={"passage": "p-orphan", "item": "frontyard"})
    merged = hearing.merged(case.mapping(), (answer, other), case.edition())
    assert merged.gaps == ()
    assert merged.orphans == ()
    assert merged.matches[0] == other
    assert set(case.mapping().matches) < set(merged.matches)


def test_an_answer_replaces_what_the_mapping_thought_of_it() -> None:
    thought = Match(passage="a", item="telework", role=Role.ISSUE, score=0.6, reason="語「在宅」")
    said = thought.model_copy(update={"role": Role.STATUS, "score": 1.0})
    elsewhere = thought.model_copy(update={"item": "bpr"})
    merged = hearing.merged(Mapping(matches=(thought, elsewhere)), (said,), case.edition())
    assert merged.matches == (said,)


def row(answer: str) -> tuple[Passage, ...]:
    """A sheet of one question, as its passages."""
    head = ("番号", "項目", "聞きたいこと", "回答欄", "記入者の所属", "照合（変えないでください）")
    base = case.passage("p-sheet", "x").model_copy(
        update={"kind": PassageKind.ROW, "paragraph_id": "table", "sha256": "99" * 32, "head": head}
    )
    cells = ("1", "課題", "教えてください。", answer, "", "dxq:measures.telework/issue")
    return (
        base.model_copy(update={"id": "p-head", "cells": head}),
        base.model_copy(update={"id": "p-answer", "cells": cells}),
    )


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("。「」\n"), max_size=400
    )
)
def test_all_of_an_answer_is_quoted_or_none(answer: str) -> None:
    found = hearing.answers(row(answer), case.edition())
    quoted = "".join(passage.spans[-1].text for passage in found.passages)
    assert not found.passages or set(fold(quoted)) == set(fold(answer))
    for passage in found.passages:
        assert fold(passage.spans[-1].text) in fold(answer)
    assert len({passage.id for passage in found.passages}) == len(found.passages) == len(found.matches)


def test_a_long_line_is_cut_into_its_sentences() -> None:
    one = "窓口の「予約。受付。」を見直し、待ち時間を短くします。"
    found = hearing.answers(row(one + "次の文です。" * 50), case.edition())
    assert [passage.text for passage in found.passages] == [one, "次の文です。"]


@given(
    st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z0-9_]{1,8}){0,2}", fullmatch=True),
    st.sampled_from(Role),
    st.from_regex(r"([0-9a-f]{8})?", fullmatch=True),
    st.text(alphabet="（）　 あ語", max_size=5),
)
def test_a_key_is_found_in_any_text(section: str, role: Role, field: str, around: str) -> None:
    key = QuestionKey(section=section, role=role, field=field)
    assert QuestionKey.find(f"{around}{key}{around}") == key


@given(st.text(max_size=40))
def test_other_text_is_no_key(text: str) -> None:
    assert QuestionKey.find(text.replace("dxq:", "")) is None
