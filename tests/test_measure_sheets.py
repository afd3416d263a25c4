"""A measure's sheet in the plan, its questions, its list and its answers: one number, one set of words."""

from pathlib import Path

from measure_papers import EDITION, SHEET, Papers
from openpyxl import load_workbook

from flows import facts
from flows.composition import Context, Wording, compose, with_lists
from flows.model import (
    BlockStatus,
    DocumentKind,
    Draft,
    DraftBlock,
    Measure,
    Municipality,
    Section,
    Stance,
)
from flows.model.hearing import QuestionKey
from flows.verification import Outcome, Texts, Verdict, verify
from flows.writers.xlsx import questions, write_measures

CITY = Municipality(name="汐見原市", prefecture="福井県")
FRONT = "measures.frontyard"


def context(papers: Papers, found: tuple[Measure, ...]) -> Context:
    return Context(
        municipality=CITY,
        edition=EDITION,
        plan_title="第２期汐見原市DX推進計画",
        date="2026-04-01",
        sources=tuple(document.source for document in papers.documents),
        years=tuple(sorted({year for year in papers.years.values() if year})),
        numbered=tuple((measure.number, measure.name) for measure in found),
    )


def drafted(papers: Papers) -> tuple[Draft, Context, tuple[Measure, ...]]:
    found = papers.measures()
    told = context(papers, found)
    draft = compose(
        told, papers.documents, papers.passages, papers.mapping, facts.find(papers.passages), found
    )
    return draft, told, found


def judged(draft: Draft, papers: Papers, told: Context) -> list[Verdict]:
    wording = Wording(told)
    verdicts = verify(draft, Texts.of(papers.documents), CITY, wording.register, wording.forms)
    return [verdict for verdict in verdicts if verdict.outcome is not Outcome.VERIFIED]


def section(draft: Draft, key: str) -> Section:
    return next(each for each in draft.sections if each.key == key)


def fields(draft: Draft, key: str = FRONT) -> dict[str, DraftBlock]:
    return {
        label.text: cell
        for block in section(draft, key).blocks
        if block.slot == "取組の個票" and block.rows
        for label, cell in block.rows
    }


def city(year: int = 2026) -> Papers:
    papers = Papers()
    papers.paper("計画.pdf", year).table(*SHEET, item="frontyard").table(
        ("１－１ 窓口の見直し", "調査", "導入", "→"),
        head=("施策", "令和８年度", "令和９年度", "令和10年度"),
        item="frontyard",
    )
    papers.paper("予算.pdf", 2026, DocumentKind.BUDGET).under("令和８年度当初予算").table(
        ("窓口の見直し事業", "発券機を更新する。", "市民課", "1,200"),
        head=("事業名", "内容", "所管課", "予算額（千円）"),
        item="frontyard",
    )
    return papers


def test_everything_in_a_sheet_passes_the_gate() -> None:
    papers = city()
    draft, told, _ = drafted(papers)
    assert fields(draft)["取組内容"].citations
    assert judged(draft, papers, told) == []


def test_a_sheet_says_what_its_sources_say_and_asks_for_the_rest() -> None:
    told = fields(drafted(city())[0])
    assert told["国の項目"].text == "(1) 自治体フロントヤード改革の推進"
    assert told["概算費用（千円）"].text == "1,200（令和8年度）"
    assert told["所管課"].text == "市民課"
    assert told["初年度の工数"].status is BlockStatus.TODO
    assert told["上位計画の施策"].text == "要確認"


def test_what_is_proposed_is_shown_as_such() -> None:
    told = fields(drafted(city())[0])
    assert told["仕事の進め方"].stance is Stance.PROPOSAL
    assert told["仕事の進め方"].text.startswith("仕事の進め方を変える取組")
    assert not told["仕事の進め方"].citations


def test_the_schedule_has_a_cited_column_for_each_year() -> None:
    grid = next(block for block in section(drafted(city())[0], FRONT).blocks if block.slot == "工程")
    assert [cell.text for cell in grid.rows[0][1:]] == ["令和8年度", "令和9年度", "令和10年度"]
    assert [cell.text for cell in grid.rows[1][1:]] == ["調査", "導入", "導入"]
    assert all(cell.citations for row in grid.rows for cell in row[1:])


def test_words_of_an_old_paper_stand_under_its_year_and_the_new_ones_are_asked_for() -> None:
    papers = Papers()
    papers.paper("旧計画.pdf", 2022).table(*SHEET, item="frontyard")
    papers.paper("施政方針.pdf", 2026, DocumentKind.SPEECH).say("窓口の混雑が続いています。")
    draft, context_, _ = drafted(papers)
    told = fields(draft)
    assert told["取組内容"].text == "要確認"
    assert told["取組内容（令和4年度の資料）"].text.startswith("受付の手順を見直し")
    assert judged(draft, papers, context_) == []


def test_what_a_sheet_says_is_said_nowhere_else() -> None:
    draft, _, _ = drafted(city())
    content = fields(draft)["取組内容"].citations[0].quote
    places = [
        block.id
        for part in draft.sections
        for block in part.blocks
        if not block.rows and any(citation.quote == content for citation in block.citations)
    ]
    assert places == []


def test_the_number_of_a_head_is_bound_to_its_name() -> None:
    papers = city()
    draft, told, _ = drafted(papers)
    head = next(block for block in section(draft, FRONT).blocks if block.slot == "取組の個票")
    assert head.text == "施策1-1　窓口の見直し"
    for wrong in ("施策1-2　窓口の見直し", "施策1-1　窓口の廃止", "施策2-1　窓口の見直し"):
        blocks = tuple(
            block.model_copy(update={"text": wrong}) if block.id == head.id else block
            for block in section(draft, FRONT).blocks
        )
        changed = section(draft, FRONT).model_copy(update={"blocks": blocks})
        sections = tuple(changed if each.key == FRONT else each for each in draft.sections)
        faults = judged(draft.model_copy(update={"sections": sections}), papers, told)
        assert {fault.block for fault in faults} == {head.id}


def test_ids_of_a_sheet_stay_when_another_measure_comes_before_it() -> None:
    one, more = Papers(), Papers()
    more.paper("新計画.pdf", 2026).table(
        ("１ 総合案内",),
        ("現状と課題", "迷う。"),
        ("取組内容", "案内を置く。"),
        ("所管課", "市民課"),
        item="frontyard",
    )
    for papers in (one, more):
        papers.paper("計画.pdf", 2026).table(*SHEET, item="frontyard")

    def ids(papers: Papers, name: str) -> set[str]:
        blocks = section(drafted(papers)[0], FRONT).blocks
        start = next(n for n, block in enumerate(blocks) if block.text.endswith(name))
        return {cell.id for row in blocks[start + 1].rows for cell in row} | {blocks[start].id}

    assert ids(one, "窓口の見直し") == ids(more, "窓口の見直し")


def test_the_system_names_each_measure_once_with_its_item() -> None:
    draft, _, found = drafted(city())
    table = next(block for block in section(draft, "vision.system").blocks if block.rows)
    assert [[cell.text for cell in row][1:] for row in table.rows[1:]] == [
        [measure.number, measure.name, "(1) 自治体フロントヤード改革の推進"] for measure in found
    ]


def test_measures_of_no_item_and_of_the_organization_have_sections_of_their_own() -> None:
    papers = Papers()
    paper = papers.paper("計画.pdf", 2026)
    paper.table(("デジタル地域通貨",), *SHEET[2:6], item="").table(
        ("推進本部の設置",), *SHEET[2:6], item="org"
    )
    draft, told, _ = drafted(papers)
    assert "施策" in section(draft, "measures.own").blocks[0].text
    assert section(draft, "measures.organization").blocks[0].text.endswith("推進本部の設置")
    assert judged(draft, papers, told) == []


def test_without_measures_of_the_organization_there_is_no_such_section() -> None:
    assert "measures.organization" not in {part.key for part in drafted(city())[0].sections}


def test_the_list_of_open_places_names_the_empty_fields_of_each_sheet() -> None:
    draft, told, _ = drafted(city())
    todo = section(with_lists(draft, (), told), "appendix.todo").blocks
    line = next(block.text for block in todo if "施策1-1" in block.text)
    assert "初年度の工数" in line
    assert "所管課" not in line


def test_one_question_asks_for_all_empty_fields_of_a_sheet_and_its_answers_fill_them() -> None:
    papers = city()
    draft, _, found = drafted(papers)
    asked = questions(draft, EDITION, papers.mapping, (), papers.passages, found)
    (question,) = [each for each in asked if each.subject == "窓口の見直し"]
    assert question.department == "市民課"
    assert "・初年度の工数" in question.ask
    assert "・所管課" not in question.ask
    papers.answer("初年度の工数：職員２人で40日", str(question.key), "frontyard")
    again, told, found = drafted(papers)
    assert fields(again)["初年度の工数"].text == "職員2人で40日"
    assert judged(again, papers, told) == []
    asked = questions(again, EDITION, papers.mapping, (), papers.passages, found)
    (rest,) = [each for each in asked if each.subject == "窓口の見直し"]
    assert "・初年度の工数" not in rest.ask
    assert QuestionKey.find(str(rest.key)) != QuestionKey.find(str(question.key))


def test_a_vague_measure_is_asked_for_what_when_and_how_much() -> None:
    papers = Papers()
    rows = (*SHEET[:4], ("取組の内容", "窓口の見直しを推進する。"), *SHEET[5:])
    papers.paper("計画.pdf", 2026).table(*rows, item="frontyard")
    draft, told, found = drafted(papers)
    assert any(
        "推進・検討などの言葉にとどまっています" in block.text for block in section(draft, FRONT).blocks
    )
    (question,) = [
        each
        for each in questions(draft, EDITION, papers.mapping, (), papers.passages, found)
        if each.subject == "窓口の見直し"
    ]
    assert "何を、いつまでに" in question.ask
    assert judged(draft, papers, told) == []


def test_word_and_list_have_the_same_numbers_and_names(tmp_path: Path) -> None:
    papers = city()
    draft, _, found = drafted(papers)
    path = tmp_path / "施策一覧.xlsx"
    write_measures(
        path,
        draft,
        found,
        facts=facts.find(papers.passages),
        mapping=papers.mapping,
        passages=papers.passages,
        edition=EDITION,
    )
    listed = {
        f"施策{row[0]}　{row[2]}"
        for row in load_workbook(path)["施策一覧"].iter_rows(values_only=True)
        if row[0] and "-" in str(row[0])
    }
    heads = {
        block.text
        for part in draft.sections
        for block in part.blocks
        if block.slot == "取組の個票" and not block.rows and block.status is not BlockStatus.TODO
    }
    assert listed == heads
