"""対応表, ヒアリングシート and 施策一覧 as staff find them."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from flows.facts import find_measures
from flows.model import Budget, Draft, Fact, Indicator, Mapping, Match, Measure, Role
from flows.model.hearing import ANSWERED, QuestionKey
from flows.writers.xlsx import questions, write_correspondence, write_hearing, write_measures
from tests.tools.office import PROGRAM, convert
from tests.tools.validators import audit, has_sdk, sdk
from tests.writers import companion as case


def write_all(folder: Path) -> list[Path]:
    draft, edition, mapping = case.draft(), case.edition(), case.mapping()
    paths = [folder / name for name in ("対応表.xlsx", "ヒアリングシート.xlsx", "施策一覧.xlsx")]
    write_correspondence(paths[0], draft, mapping, case.passages(), edition)
    write_hearing(paths[1], draft, edition, mapping=mapping, facts=case.facts(), passages=case.passages())
    listed(paths[2], *case.facts())
    return paths


def found(*facts: Fact) -> tuple[Measure, ...]:
    return find_measures(
        case.passages(), facts, case.mapping(), case.edition(), {p.sha256: 2026 for p in case.passages()}
    )


def with_sheet(**fields: str) -> Draft:
    """The draft with a sheet of 書かない窓口 that says this."""
    cells = [
        (case.fixed(f"s-{label}", label), case.fixed(f"v-{label}", text)) for label, text in fields.items()
    ]
    head = case.label("s0", "施策1-1　書かない窓口").model_copy(update={"slot": "取組の個票"})
    table = case.fixed("s1", "").model_copy(update={"slot": "取組の個票", "rows": tuple(cells)})
    draft = case.draft()
    front = draft.sections[-1]
    front = front.model_copy(update={"blocks": (*front.blocks, head, table)})
    return draft.model_copy(update={"sections": (*draft.sections[:-1], front)})


def listed(path: Path, *facts: Fact) -> None:
    fields = {
        "取組内容": "窓口支援システムの導入",
        "所管課": "市民課",
        "概算費用（千円）": "28,600（令和8年度）",
    }
    write_measures(
        path,
        with_sheet(**fields),
        found(*facts),
        facts=facts,
        mapping=case.mapping(),
        passages=case.passages(),
        edition=case.edition(),
    )


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    found = list(sheet.iter_rows(values_only=True))
    head = next(n for n, row in enumerate(found) if row[0] in ("番号", "区分"))
    return found[head + 1 :]


def test_every_file_is_valid(tmp_path: Path) -> None:
    for path in write_all(tmp_path):
        assert audit(path) == [], path.name
        if has_sdk():
            assert sdk(path) == [], path.name


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = write_all(tmp_path / "a")
    time.sleep(1.1)  # the clock has moved on by a second: openpyxl writes seconds
    for one, other in zip(first, write_all(tmp_path / "b"), strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice がないため")
def test_an_office_program_opens_every_file(tmp_path: Path) -> None:
    for path in write_all(tmp_path):
        assert convert(path, "pdf", tmp_path).stat().st_size > 5_000


def test_every_match_stands_in_the_list_with_its_place_and_use(tmp_path: Path) -> None:
    book = load_workbook(write_all(tmp_path)[0])
    told = rows(book["対応表"])
    assert len(told) == len(case.mapping().matches)
    card = next(row for row in told if row[3] == case.SENTENCE)
    assert card[2] == "現状"
    assert card[5] == case.FILE
    assert card[6] == "3（紙面 1）"
    assert card[8] == 0.97
    assert card[10] == case.edition().by_key["mynumber"].title
    nation = next(row for row in told if row[7] == "国・県")
    assert nation[10] == "－"


def test_gaps_and_orphans_have_sheets_of_their_own(tmp_path: Path) -> None:
    book = load_workbook(write_all(tmp_path)[0])
    assert [row[1] for row in rows(book["記載のない項目"])] == ["(8) テレワークの推進"]
    assert [row[1] for row in rows(book["行き先のない記載"])] == ["情報システムの更新の時期を検討します。"]


def test_a_sheet_keeps_its_head_and_prints_on_a4_across(tmp_path: Path) -> None:
    for path in write_all(tmp_path):
        for sheet in load_workbook(path).worksheets:
            assert sheet.freeze_panes, (path.name, sheet.title)
            assert str(sheet.page_setup.paperSize) == "9"
            assert sheet.print_title_rows
            assert sheet.sheet_properties.pageSetUpPr is not None
            assert sheet.sheet_properties.pageSetUpPr.fitToPage


def asked(**changes: object) -> list[str]:
    arguments = {"mapping": case.mapping(), "facts": case.facts(), "passages": case.passages()} | changes
    asked_for = questions(case.draft(), case.edition(), *arguments.values())  # type: ignore[arg-type]
    return [str(question.key) for question in asked_for]


def test_every_open_place_is_a_question_but_not_what_the_nation_must_say() -> None:
    keys = asked()
    assert [key.partition("#")[0] for key in keys] == [
        "dxq:trend.prefecture/text",
        "dxq:measures.mynumber/issue",
        "dxq:measures.mynumber/kpi",
        "dxq:measures.frontyard/status",
    ]
    assert len(set(keys)) == len(keys)


def test_what_was_answered_is_not_asked_again() -> None:
    answered = Match(
        passage="p-card", item="mynumber", role=Role.ISSUE, score=1.0, reason=f"{ANSWERED}（{asked()[1]}）"
    )
    mapping = Mapping(matches=(*case.mapping().matches, answered))
    assert asked(mapping=mapping) == [key for key in asked() if key != asked()[1]]


def test_a_question_goes_to_the_department_that_the_evidence_names(tmp_path: Path) -> None:
    book = load_workbook(write_all(tmp_path)[1])
    assert book.sheetnames == ["記入のお願い", "計画全体", "市民課"]
    keys = [QuestionKey.find(str(row[8])) for row in rows(book["市民課"])]
    assert [key.section for key in keys if key] == [
        "measures.mynumber",
        "measures.mynumber",
        "measures.frontyard",
    ]


def test_without_a_known_department_the_question_waits_for_one(tmp_path: Path) -> None:
    path = tmp_path / "ヒアリングシート.xlsx"
    count = write_hearing(path, case.draft(), case.edition(), mapping=Mapping(matches=()))
    assert count == 4
    assert load_workbook(path).sheetnames == ["記入のお願い", "計画全体", "所管課未定"]


def test_only_the_yellow_cells_take_input(tmp_path: Path) -> None:
    book = load_workbook(write_all(tmp_path)[1])
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    sheet = book["市民課"]
    for row in sheet.iter_rows(min_row=5):
        assert [cell.column_letter for cell in row if not cell.protection.locked] == ["F", "G", "H"]
    assert sheet.print_area == "'市民課'!$A$1:$H$7"


def test_a_hint_says_what_the_sources_say_nearby(tmp_path: Path) -> None:
    sheet = load_workbook(write_all(tmp_path)[1])["市民課"]
    issue = next(row for row in rows(sheet) if row[2] == "課題")
    assert case.SENTENCE in str(issue[4])
    assert "3（紙面 1）ページ" in str(issue[4])


def by_name(path: Path, title: str = "施策一覧", column: int = 2) -> Callable[[str], tuple[object, ...]]:
    listed = rows(load_workbook(path)[title])
    return lambda name: next(row for row in listed if row[column] == name)


def test_a_measure_of_several_facts_is_one_row_with_the_number_of_its_sheet(tmp_path: Path) -> None:
    row = by_name(write_all(tmp_path)[2])("書かない窓口")
    assert row[0] == "1-1"
    assert row[3] == "窓口支援システムの導入"
    assert row[10:15] == ("市民課", 28_600, "令和8年度", "導入", "拡充")
    assert row[-1] == "01_総合計画.pdf 4（紙面 2）ページ\n01_総合計画.pdf 5（紙面 3）ページ"


def test_an_indicator_of_no_measure_stands_on_a_sheet_of_its_own(tmp_path: Path) -> None:
    row = by_name(write_all(tmp_path)[2], "その他の指標")("カードの保有率")
    assert row[2:8] == ("カードの保有率", "％", 72.1, "令和5年度", 90, "令和11年度")
    assert [name[2] for name in rows(load_workbook(write_all(tmp_path)[2])["施策一覧"])].count(
        "カードの保有率"
    ) == 0


def test_a_measure_has_a_row_for_each_of_its_indicators(tmp_path: Path) -> None:
    places = [(name, case.place("p-desk", "30", 4)) for name in ("待ち時間", "来庁者数")]
    figures = tuple(
        Indicator(
            name=name,
            unit="分",
            baseline="50",
            baseline_year=2025,
            target="30",
            target_year=2029,
            department=None,
            place=place,
        )
        for name, place in places
    )
    measure = found(*case.facts())[0].model_copy(update={"indicators": figures})
    path = tmp_path / "施策一覧.xlsx"
    write_measures(
        path,
        with_sheet(**{"概算費用（千円）": "28,600（令和8年度）"}),
        [measure],
        facts=(),
        mapping=case.mapping(),
        passages=case.passages(),
        edition=case.edition(),
    )
    told = [row for row in rows(load_workbook(path)["施策一覧"]) if row[0] == measure.number]
    assert [row[4] for row in told] == ["待ち時間", "来庁者数"]
    assert {row[2] for row in told} == {measure.name}
    assert [row[11] for row in told] == [28_600, "－"]  # an amount counts once


def test_the_list_says_what_the_sheet_says_and_names_the_year_of_an_old_paper(tmp_path: Path) -> None:
    path = tmp_path / "施策一覧.xlsx"
    write_measures(
        path,
        with_sheet(
            **{"取組内容": "要確認", "取組内容（令和4年度の資料）": "窓口を直す。", "所管課": "戸籍課"}
        ),
        found(*case.facts()),
        facts=(),
        mapping=case.mapping(),
        passages=case.passages(),
        edition=case.edition(),
    )
    row = by_name(path)("書かない窓口")
    assert row[3] == "窓口を直す。（令和4年度の資料）"
    assert row[10:13] == ("戸籍課", "－", "－")


def test_an_item_without_a_measure_keeps_a_row(tmp_path: Path) -> None:
    told = rows(load_workbook(write_all(tmp_path)[2])["施策一覧"])
    telework = [row for row in told if row[1] == "(8) テレワークの推進"]
    assert [row[2] for row in telework] == ["要確認"]


def test_an_amount_that_is_no_whole_thousand_is_shown_in_yen(tmp_path: Path) -> None:
    odd = Budget(
        name="端数の事業",
        yen=1_234_567,
        fiscal_year=2026,
        department=None,
        place=case.place("p-money", "1,234,567"),
    )
    measure = found(*case.facts())[0].model_copy(
        update={
            "budgets": (odd,),
        }
    )
    path = tmp_path / "施策一覧.xlsx"
    write_measures(
        path,
        with_sheet(**{"概算費用（千円）": "28,600（令和8年度）"}),
        [measure],
        facts=(),
        mapping=case.mapping(),
        passages=case.passages(),
        edition=case.edition(),
    )
    assert by_name(path)("書かない窓口")[11] == "1,234,567円"
