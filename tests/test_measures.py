"""Measures: what sheets, schedules, budgets and answers say of one name is one measure with its places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from measure_papers import SHEET, Papers

from flows.facts.measures import findings, judging
from flows.facts.measures.vocabulary import core, key_of, label, rules
from flows.model import DocumentKind, Field, Measure

BUDGET_HEAD = ("事業名", "内容", "所管課", "予算額（千円）")


def budget(papers: Papers, year: int, *rows: tuple[str, ...], item: str = "frontyard") -> None:
    paper = papers.paper(f"予算_R{year - 2018}.pdf", year, DocumentKind.BUDGET)
    paper.under(f"令和{year - 2018}年度当初予算").table(*rows, head=BUDGET_HEAD, item=item)


def said(measure: Measure, field: Field) -> list[str]:
    return [entry.text for entry in measure.of(field)]


def test_a_sheet_gives_each_field_its_words_and_place() -> None:
    papers = Papers()
    papers.paper("計画.pdf", 2026).table(*SHEET, item="frontyard")
    (measure,) = papers.measures()
    assert (measure.number, measure.name, measure.item) == ("1-1", "窓口の見直し", "frontyard")
    assert said(measure, Field.STATUS) == ["待ち時間が長い。"]
    assert said(measure, Field.AIM) == ["書かずに済む窓口"]
    assert said(measure, Field.CONTENT) == ["受付の手順を見直し、申請支援システムを導入する。"]
    assert said(measure, Field.DEPARTMENT) == ["市民課"]
    known = {passage.id: passage for passage in papers.passages}
    assert all(entry.place.quote in known[entry.place.passage].text for entry in measure.entries)


def test_a_field_that_its_source_leaves_open_is_empty() -> None:
    papers = Papers()
    papers.paper("計画.pdf", 2026).table(*SHEET, item="frontyard")
    assert said(papers.measures()[0], Field.COST) == []


def test_labels_may_stand_across_and_the_name_in_the_heading() -> None:
    papers = Papers()
    papers.paper("計画.pdf", 2026).under("第４章 施策", "（２）書かない窓口").table(
        ("担当課", "市民課", "総事業費", "300千円"),
        ("取組概要", "申請書を書かずに受け付ける。"),
        item="frontyard",
    )
    (measure,) = papers.measures()
    assert measure.name == "書かない窓口"
    assert said(measure, Field.DEPARTMENT) == ["市民課"]
    assert said(measure, Field.COST) == ["300千円"]


def test_two_sheets_in_one_table_are_two_measures() -> None:
    papers = Papers()
    second = (
        ("１－２　オンライン申請の拡大",),
        ("現状と課題", "来庁が要る。"),
        ("取組の内容", "児童手当の申請を対象に加える。"),
        ("所管課", "こども課"),
    )
    papers.paper("計画.pdf", 2026).table(*SHEET, *second, item="frontyard")
    assert [measure.name for measure in papers.measures()] == ["窓口の見直し", "オンライン申請の拡大"]
    assert said(papers.measures()[1], Field.DEPARTMENT) == ["こども課"]


def test_years_over_steps_in_a_sheet_are_its_schedule() -> None:
    papers = Papers()
    years = ("実施スケジュール", "令和８年度", "令和９年度", "令和10年度")
    papers.paper("計画.pdf", 2026).table(*SHEET, years, ("", "調査", "導入", "→"), item="frontyard")
    (measure,) = papers.measures()
    (schedule,) = measure.schedules
    assert schedule.steps == ((2026, "調査"), (2027, "導入"), (2028, "導入"))


def test_headings_that_are_labels_make_a_sheet() -> None:
    papers = Papers()
    paper = papers.paper("計画.pdf", 2026)
    for heading, text in (
        ("現状と課題", "来庁が要る。"),
        ("取組内容", "電子申請の対象を広げる。"),
        ("担当課", "市民課"),
    ):
        paper.under("施策３　行政手続のオンライン化", heading).say(text, item="frontyard")
    (measure,) = papers.measures()
    assert said(measure, Field.CONTENT) == ["電子申請の対象を広げる。"]


def test_a_table_of_the_system_gives_each_measure_its_policy() -> None:
    papers = Papers()
    papers.paper("計画.pdf", 2026).table(
        ("① 便利な窓口", "１－１ 書かない窓口", "重点取組事項（１）"),
        ("", "１－２ オンライン申請", "重点取組事項（１）"),
        head=("基本方針", "施策", "国の計画における位置付け"),
        item="frontyard",
    )
    found = papers.measures()
    assert [measure.name for measure in found] == ["書かない窓口", "オンライン申請"]
    assert [said(measure, Field.POLICY) for measure in found] == [["① 便利な窓口"]] * 2


def test_a_measure_under_the_heading_of_a_policy_belongs_to_it() -> None:
    papers = Papers()
    papers.paper("計画.pdf", 2026).under(
        "第３章 施策", "基本目標１　便利な暮らし", "（１）書かない窓口"
    ).table(*SHEET[2:6], item="frontyard")
    (measure,) = papers.measures()
    assert said(measure, Field.POLICY) == ["基本目標１　便利な暮らし"]


def test_headings_of_a_hearing_memo_are_no_measure() -> None:
    papers = Papers()
    memo = papers.paper("ヒアリング.docx", 2026, DocumentKind.HEARING)
    for heading in ("現状", "取組内容", "担当課"):
        memo.under("市民課", heading).say("待ち時間が長い。", item="frontyard")
    assert papers.measures() == ()


def test_one_name_in_several_papers_is_one_measure_with_all_places() -> None:
    papers = Papers()
    papers.paper("旧計画.pdf", 2022).table(*SHEET, item="frontyard").table(
        ("１－１ 窓口の見直し", "検討", "導入"),
        head=("施策", "令和４年度", "令和５年度"),
        item="frontyard",
    )
    budget(papers, 2026, ("窓口の見直し事業【拡充】", "受付番号の発券機を更新する。", "デジタル課", "1,200"))
    (measure,) = papers.measures()
    assert {place.source for place in measure.places} == {"旧計画.pdf", "予算_R8.pdf"}
    assert said(measure, Field.DEPARTMENT) == ["デジタル課", "市民課"]
    assert said(measure, Field.CONTENT)[0] == "受付番号の発券機を更新する。"
    assert [fact.yen for fact in measure.costs] == [1_200_000]
    assert len(measure.schedules) == 1


def test_an_indicator_is_no_measure_by_itself() -> None:
    papers = Papers()
    papers.paper("計画.pdf", 2026).table(
        ("電子申請の件数", "100件", "300件"),
        head=("指標名", "現状値（令和７年度）", "目標値（令和11年度）"),
        item="frontyard",
    )
    assert papers.measures() == ()


def test_an_indicator_belongs_to_the_measure_beside_it_and_keeps_its_newest_figures() -> None:
    papers = Papers()
    head = ("施策", "指標", "令和２年度 基準値", "令和８年度 目標値")
    papers.paper("計画.pdf", 2022).table(*SHEET, item="frontyard")
    papers.paper("旧評価.pdf", 2022).table(
        ("窓口の見直し", "待ち時間", "50分", "30分"), head=head, item="frontyard"
    )
    papers.paper("新評価.pdf", 2026).table(
        ("", "待ち時間", "42分", "25分"),
        head=("施策", "指標", "令和７年度 実績値", "令和11年度 目標値"),
        item="frontyard",
    )
    (measure,) = papers.measures()
    ((baseline, target),) = measure.figures
    assert (baseline.baseline, baseline.baseline_year) == ("42分", 2025)
    assert (target.target, target.target_year) == ("25分", 2029)


def test_a_line_of_an_old_budget_makes_no_measure() -> None:
    papers = Papers()
    budget(papers, 2022, ("電子決済導入事業", "手数料を電子で払えるようにする。", "会計課", "900"))
    budget(papers, 2026, ("申請支援システム事業", "保守を委託する。", "市民課", "500"))
    assert [measure.name for measure in papers.measures()] == ["申請支援システム事業"]


def test_of_many_budget_lines_of_an_item_the_largest_get_a_sheet() -> None:
    papers = Papers()
    lines = [
        (f"窓口機器{name}事業", "機器を買う。", "市民課", f"{n}00")
        for n, name in enumerate("甲乙丙丁戊己庚", 1)
    ]
    budget(papers, 2026, *lines)
    found = papers.measures()
    assert len(found) == rules()["most_from_budget"]
    assert min(measure.budgets[0].yen for measure in found) > 200_000


def test_what_speaks_to_no_item_is_kept_only_when_it_is_digital() -> None:
    papers = Papers()
    budget(
        papers,
        2026,
        ("公園遊具更新事業", "遊具を替える。", "建設課", "900"),
        ("デジタル防災マップ事業", "地図を公開する。", "危機管理課", "800"),
        item="",
    )
    assert [(measure.name, measure.item) for measure in papers.measures()] == [("デジタル防災マップ事業", "")]


def test_numbers_run_within_the_sections_of_the_plan() -> None:
    papers = Papers()
    budget(papers, 2026, ("窓口改善事業", "窓口を直す。", "市民課", "300"))
    budget(papers, 2025, ("テレワーク端末事業", "端末を買う。", "総務課", "200"), item="telework")
    assert [measure.number for measure in papers.measures()] == ["1-1", "8-1"]


def test_the_key_stays_when_other_measures_come() -> None:
    one, more = Papers(), Papers()
    for papers in (one, more):
        budget(papers, 2026, ("窓口改善事業", "窓口を直す。", "市民課", "300"))
    more.paper("計画.pdf", 2026).table(*SHEET, item="frontyard")
    keys = {measure.name: (measure.key, measure.number) for measure in more.measures()}
    assert keys["窓口改善事業"][0] == one.measures()[0].key
    assert keys["窓口改善事業"][1] != one.measures()[0].number


def test_an_answer_stands_before_all_papers_in_the_field_it_names() -> None:
    papers = Papers()
    papers.paper("計画.pdf", 2026).table(*SHEET, item="frontyard")
    key = f"dxq:measures.frontyard/action#{papers.measures()[0].key}ab12"
    papers.answer("所管課：総合窓口課", key, "frontyard")
    papers.answer("初年度の工数：職員２人で40日", key, "frontyard")
    papers.answer("令和９年度に全ての窓口で始めます。", key, "frontyard")
    (measure,) = papers.measures()
    assert said(measure, Field.DEPARTMENT)[0] == "総合窓口課"
    assert said(measure, Field.EFFORT) == ["職員２人で40日"]
    assert said(measure, Field.CONTENT)[0] == "令和９年度に全ての窓口で始めます。"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("書かない窓口事業【新規】", "１－１ 書かない窓口"),
        ("(3) オープンデータの推進", "オープンデータ"),
        ("テレワーク推進", "２ テレワーク"),
        ("施策１－２：電子申請の拡大", "電子申請の拡大"),
    ],
)
def test_two_spellings_of_a_measure_are_one(one: str, other: str) -> None:
    assert core(one) == core(other)
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize("name", ["５Ｇの活用", "20業務の標準化", "3.5％の削減"])
def test_a_figure_that_belongs_to_the_name_is_no_number(name: str) -> None:
    assert core(name)[0].isdigit()


@given(st.text(max_size=40))
def test_the_meaning_of_a_name_is_settled_at_once(name: str) -> None:
    assert len(key_of(name)) == 8
    assert core(core(name)) in core(name)


@pytest.mark.parametrize("field", [field for field in Field if field is not Field.NUMBER])
def test_each_field_knows_its_own_label(field: Field) -> None:
    assert label(str(rules()["fields"][field.value]["label"])) is field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("■ 現状・課題", Field.STATUS),
        ("【事業概要】", Field.CONTENT),
        ("（３）今後の展開", Field.CONTENT),
        ("担当部署", Field.DEPARTMENT),
        ("実施スケジュール", Field.SCHEDULE),
        ("成果指標", Field.INDICATOR),
        ("目指すべき方向性", Field.AIM),
        ("事業費・財源", Field.COST),
        ("現状値", None),
        ("単位", None),
        ("窓口の待ち時間が長い。", None),
    ],
)
def test_labels_are_told_as_real_plans_write_them(text: str, field: Field | None) -> None:
    assert label(text) is field


@pytest.mark.parametrize(
    ("contents", "vague"),
    [
        (["行政手続のオンライン化を推進します。"], True),
        (["導入について検討する。", "利用の促進を図る。"], True),
        (["導入を検討し、令和９年度に始める。"], False),
        (["データの活用を検討していきます。", "利用の促進に努める。"], True),
        (["令和９年度までに電子申請を推進する。"], False),
        (["発券機を設置し、待ち時間の短縮を図る。"], False),
        (["電子申請システム"], False),
        ([], False),
    ],
)
def test_only_words_without_what_when_or_how_much_are_vague(contents: list[str], *, vague: bool) -> None:
    assert judging.vague(contents) is vague


def test_a_vague_measure_is_told_with_its_number_and_place() -> None:
    papers = Papers()
    budget(papers, 2026, ("オンライン申請事業", "利用の促進を図る。", "市民課", "300"))
    (finding,) = findings(papers.measures())
    assert finding.code == "measure-vague"
    assert "1-1" in finding.message
    assert "オンライン申請事業" in finding.message
    assert finding.source == "予算_R8.pdf"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("受付の流れを見直し、書かない窓口を始める。", "change"),
        ("押印を廃止する。", "change"),
        ("端末を更新する。", "tool"),
        ("研修を行う。", ""),
    ],
)
def test_the_way_of_working_or_only_the_tool(words: str, text: str) -> None:
    assert judging.kind(words) == (rules()["texts"][text] if text else "")


def test_a_substitute_is_proposed_only_where_a_rule_is_certain() -> None:
    assert judging.alternative("オンライン申請の拡大", "frontyard") == rules()["texts"]["online"]
    assert judging.alternative("端末の更新", "telework") == rules()["texts"]["internal"]
    assert judging.alternative("実証運行を行う。", "community") == ""
