"""Facts: what tables and sentences state in figures, each with its place; nothing that they do not plainly say."""

from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import facts
from flows.model import (
    Budget,
    Department,
    DocumentKind,
    Indicator,
    LawNumber,
    Origin,
    Passage,
    PassageKind,
    Period,
    Rate,
    Schedule,
    Span,
)


def said(
    text: str,
    *,
    kind: PassageKind = PassageKind.SENTENCE,
    headings: tuple[str, ...] = (),
    title: str = "市の資料",
    document: DocumentKind = DocumentKind.OTHER,
    page: int = 1,
    source: str = "資料.pdf",
) -> Passage:
    """A sentence (or heading) as the reader hands it over."""
    return Passage(
        id=f"{source}:{page}:{text}",
        source=source,
        sha256="0" * 64,
        origin=Origin.MUNICIPALITY,
        document_kind=document,
        document_title=title,
        kind=kind,
        text=text,
        spans=(Span(page=page, text=text),),
        headings=headings,
        paragraph=text,
        paragraph_id=text,
    )


def rows(
    head: tuple[str, ...],
    *cells: tuple[str, ...],
    caption: str = "",
    headings: tuple[str, ...] = (),
    title: str = "市の資料",
    source: str = "資料.pdf",
) -> list[Passage]:
    """A table's rows as the reader hands them over."""
    return [
        said(
            f"{index} " + " ".join(row), kind=PassageKind.ROW, headings=headings, title=title, source=source
        ).model_copy(
            update={
                "head": head,
                "cells": row,
                "spans": tuple(Span(page=1, text=cell) for cell in row if cell),
                "paragraph": caption,
                "paragraph_id": "table",
            }
        )
        for index, row in enumerate(cells)
    ]


Kind = TypeVar("Kind", Budget, Department, Indicator, LawNumber, Period, Rate, Schedule)


def of(kind: type[Kind], passages: list[Passage]) -> list[Kind]:
    return [fact for fact in facts.find(passages) if isinstance(fact, kind)]


# Plan periods


@pytest.mark.parametrize(
    ("text", "plan", "first", "last"),
    [
        (
            "令和８年度から第２期ＤＸ推進計画の３年間の計画期間が開始いたします。",
            "第２期ＤＸ推進計画",
            2026,
            2028,
        ),
        ("DX推進計画の計画期間は、令和4年度から令和8年度までの5年間とします。", "DX推進計画", 2022, 2026),
        ("DX推進計画の計画期間は、2022年度～2026年度です。", "DX推進計画", 2022, 2026),
        ("第3次情報化計画（令和5～9年度）に基づき進めます。", "第3次情報化計画", 2023, 2027),
        (
            "来年度は令和九年度から三年間を計画期間とする第十期介護保険事業計画を策定します。",
            "第十期介護保険事業計画",
            2027,
            2029,
        ),
        ("「みらいデジタル戦略」の対象期間はR7年度からR11年度までとする。", "みらいデジタル戦略", 2025, 2029),
        ("総合計画の計画期間は平成30年度から10か年です。", "総合計画", 2018, 2027),
    ],
)
def test_a_plan_s_period_is_read_in_fiscal_years(text: str, plan: str, first: int, last: int) -> None:
    (period,) = of(Period, [said(text)])
    assert (period.plan, period.first, period.last) == (plan, first, last)
    assert period.place.quote == text


def test_this_plan_is_the_document_s_own_when_the_document_is_a_plan() -> None:
    text = "本計画の期間は、令和5年度から令和9年度までの5年間とします。"
    own = said(text, headings=("3 計画の期間",), title="架空市DX推進計画", document=DocumentKind.DX_PLAN)
    (period,) = of(Period, [own])
    assert (period.plan, period.first, period.last) == ("架空市DX推進計画", 2023, 2027)
    assert of(Period, [said(text, headings=("3 計画の期間",), document=DocumentKind.SPEECH)]) == []


def test_another_plan_in_the_same_sentence_keeps_its_own_years() -> None:
    text = "総合計画（令和3～12年度）との整合を図り、本計画の計画期間は令和5年度から令和9年度までとします。"
    found = of(Period, [said(text, title="架空市DX推進計画", document=DocumentKind.DX_PLAN)])
    assert [(each.plan, each.first, each.last) for each in found] == [
        ("総合計画", 2021, 2030),
        ("架空市DX推進計画", 2023, 2027),
    ]


def test_a_table_of_plans_gives_each_its_period() -> None:
    table = rows(
        ("計画名", "計画期間"), ("第6次総合計画", "令和4年度～令和13年度"), ("行政改革大綱", "R5～R9年度")
    )
    found = of(Period, table)
    assert [(each.plan, each.first, each.last) for each in found] == [
        ("第6次総合計画", 2022, 2031),
        ("行政改革大綱", 2023, 2027),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "令和5年度から令和7年度まで補助を行います。",
        "計画期間については検討中です。",
        "令和8年度から総合計画を見直します。",
        "令和9年度～11年度に10,000千円を負担する。",
    ],
)
def test_years_without_a_plan_s_period_are_no_period(text: str) -> None:
    assert of(Period, [said(text)]) == []


# Budgets

HEAD = ("番号", "主管課", "款項目", "事業名", "事業費（千円）", "財源内訳 国", "一般財源", "主な事業内容")


def test_a_budget_row_has_its_columns_found_by_their_heads() -> None:
    row = ("1", "情報政策課", "２．１．１", "電子自治体推進事業費", "1,056", "500", "556", "委託料の増")
    (line,) = of(Budget, rows(HEAD, row, caption="令和４年度当初予算"))
    assert (line.name, line.yen, line.fiscal_year) == ("電子自治体推進事業費", 1_056_000, 2022)
    assert (line.department, line.detail, line.place.quote) == ("情報政策課", "委託料の増", "1,056")


@pytest.mark.parametrize(
    ("head", "cell", "caption", "yen"),
    [
        ("予算額（千円）", "12,345", "", 12_345_000),
        ("予算額(百万円)", "12", "", 12_000_000),
        ("予算額", "12,345", "（単位：千円）", 12_345_000),
        ("予算額", "３，４００", "単位 万円", 34_000_000),
        ("予算額", "1,500円", "（単位：千円）", 1_500),
        ("決算額（円）", "△ 2,000", "", -2_000),
        ("予算額", "▲5", "(単位:億円)", -500_000_000),
    ],
)
def test_amounts_are_yen_whatever_the_table_s_unit(head: str, cell: str, caption: str, yen: int) -> None:
    (line,) = of(Budget, rows(("事業名", head), ("窓口改革事業", cell), caption=caption))
    assert line.yen == yen


def test_an_amount_without_any_unit_is_no_budget() -> None:
    assert of(Budget, rows(("事業名", "予算額"), ("窓口改革事業", "12,345"))) == []


@pytest.mark.parametrize("cell", ["", "－", "増額", "1,000 2,000", "10%"])
def test_a_cell_that_is_no_single_amount_is_no_budget(cell: str) -> None:
    assert of(Budget, rows(("事業名", "予算額（千円）"), ("窓口改革事業", cell))) == []


BROKEN_DOWN = ("保育園建設事業", "91,899", "実施設計委託料33,297千円及び調査委託料58,602千円を計上。")


def test_a_lost_unit_is_proved_by_a_row_that_adds_up() -> None:
    head = ("事業名", "当初予算額", "主な事業内容")
    lines = of(Budget, rows(head, ("防災費", "81,309", "委託料17,050千円等を計上。"), BROKEN_DOWN))
    assert [line.yen for line in lines if not line.detail.endswith("料")] == [81_309_000, 91_899_000]


@pytest.mark.parametrize(
    "detail", ["委託料17,050千円等を計上。", "委託料90,000千円を計上。", "委託料1百万円等を計上。"]
)
def test_a_lost_unit_is_not_guessed(detail: str) -> None:
    """Nothing adds up, a part is larger than its whole, or the units differ."""
    head = ("事業名", "当初予算額", "主な事業内容")
    others = () if detail.startswith("委託料17") else (BROKEN_DOWN,)
    lines = of(Budget, rows(head, ("防災費", "81,309", detail), *others))
    assert all(line.detail.endswith("委託料") for line in lines)


def test_a_table_with_the_same_head_lends_its_unit() -> None:
    head = ("事業名", "当初予算額")
    first = rows(head, ("防災費", "81,309"), caption="（単位：千円）")
    second = [row.model_copy(update={"paragraph_id": "next"}) for row in rows(head, ("道路費", "5,000"))]
    assert [line.yen for line in of(Budget, [*first, *second])] == [81_309_000, 5_000_000]


def test_columns_of_two_years_are_two_lines_with_the_place_of_each_year() -> None:
    head = ("事業名", "Ｒ８年度 当初予算額", "Ｒ７年度 当初予算額", "増減", "構成比")
    lines = of(
        Budget,
        rows(head, ("標準化事業費", "457,868", "375,206", "82,662", "1.2"), caption="（単位：千円、％）"),
    )
    assert [(line.fiscal_year, line.yen) for line in lines] == [(2026, 457_868_000), (2025, 375_206_000)]
    assert [line.year_place.quote for line in lines if line.year_place] == ["Ｒ８年度", "Ｒ７年度"]


def test_this_and_last_year_are_counted_from_the_title_over_the_table() -> None:
    head = ("区分", "本年度予算額(千円)", "前年度予算額(千円)")
    over = said("令和８年度 一般会計当初予算", kind=PassageKind.HEADING)
    lines = of(Budget, [over, *rows(head, ("総務費", "10", "20"))])
    assert [(line.fiscal_year, line.yen) for line in lines] == [(2026, 10_000), (2025, 20_000)]
    assert {line.year_place.quote for line in lines if line.year_place} == {over.text}


def test_a_unit_note_right_before_the_table_counts_for_it() -> None:
    lines = of(Budget, [said("（単位：千円）"), *rows(("事業名", "事業費"), ("AI導入事業", "706"))])
    assert [line.yen for line in lines] == [706_000]


def test_amounts_in_a_description_are_lines_of_their_row() -> None:
    text = "標準化に係る委託料62,437千円及びガバメントクラウド利用料等57,078千円を計上。（R3・15,844千円）"
    row = ("1", "情報政策課", "2.1.1", "電子自治体推進事業費", "457,868", "", "", text)
    whole, *parts = of(Budget, rows(HEAD, row, caption="令和８年度"))
    assert whole.yen == 457_868_000
    assert [(part.detail, part.yen, part.fiscal_year) for part in parts][:2] == [
        ("標準化に係る委託料", 62_437_000, 2026),
        ("ガバメントクラウド利用料等", 57_078_000, 2026),
    ]
    assert {part.name for part in parts} == {"電子自治体推進事業費"}


def test_a_figure_with_a_year_of_its_own_in_brackets_belongs_to_that_year() -> None:
    row = (
        "1",
        "財政課",
        "2.1.6",
        "寄附金事業費",
        "178,876",
        "",
        "",
        "返礼品費130,906千円（R3・115,844千円）を計上。",
    )
    lines = of(Budget, rows(HEAD, row, caption="令和４年度"))
    assert [(line.detail, line.fiscal_year, line.yen) for line in lines[1:]] == [
        ("返礼品費", 2022, 130_906_000),
        ("返礼品費", 2021, 115_844_000),
    ]


@pytest.mark.parametrize(
    ("text", "name", "yen", "year"),
    [
        (
            "令和８年度一般会計当初予算は、25,550,000千円となりました。",
            "一般会計当初予算",
            25_550_000_000,
            2026,
        ),
        ("DX推進事業費として1億2,300万円を計上しました。", "DX推進事業費", 123_000_000, None),
        (
            "○ 情報システムの標準化に向けた環境整備費（5,163億円）",
            "情報システムの標準化に向けた環境整備費",
            516_300_000_000,
            None,
        ),
        ("令和6年度はシステム改修委託料８百万円を見込みます。", "システム改修委託料", 8_000_000, 2024),
    ],
)
def test_a_sentence_s_amount_is_a_budget_when_its_name_is_of_money(
    text: str, name: str, yen: int, year: int | None
) -> None:
    (line,) = of(Budget, [said(text)])
    assert (line.name, line.yen, line.fiscal_year) == (name, yen, year)


@pytest.mark.parametrize(
    "text",
    [
        "ヘルメットの購入に対して1,000円の補助を行います。",
        "前年度比2,000千円の増となりました。",
        "市税は1,200万円の減を見込んでいます。",
        "利用者一人当たり500円を負担します。",
        "高校生等：53,000円上限",
        "予算について説明します。",
    ],
)
def test_sums_for_a_person_and_comparisons_are_no_budget(text: str) -> None:
    assert of(Budget, [said(text)]) == []


def test_a_head_that_stands_in_the_rows_is_still_a_head() -> None:
    passages = rows((), ("事業名", "担当課", "予算額(千円)"), ("窓口改革事業", "市民課", "800"))
    (line,) = of(Budget, passages)
    assert (line.name, line.yen, line.department) == ("窓口改革事業", 800_000, "市民課")


# Indicators, schedules, departments


def test_an_indicator_has_baseline_target_unit_and_years() -> None:
    head = ("指標名", "単位", "現状値（令和6年度）", "目標値（令和10年度）", "担当課")
    (found,) = of(Indicator, rows(head, ("オンライン申請率", "％", "12.5", "50", "企画課")))
    assert (found.name, found.unit, found.department) == ("オンライン申請率", "％", "企画課")
    assert (found.baseline, found.baseline_year, found.target, found.target_year) == (
        "12.5",
        2024,
        "50",
        2028,
    )


def test_years_in_the_cells_of_an_indicator_are_its_years() -> None:
    head = ("ＫＰＩ", "基準値", "目標値")
    (found,) = of(Indicator, rows(head, ("研修の受講者数(人)", "120人（R5）", "300人（令和9年度）")))
    assert (found.name, found.unit) == ("研修の受講者数", "人")
    assert (found.baseline, found.baseline_year, found.target, found.target_year) == (
        "120人",
        2023,
        "300人",
        2027,
    )


def test_a_column_for_each_year_gives_yearly_targets_and_the_last_is_the_target() -> None:
    head = ("成果指標", "現状値(R6)", "R7", "R8", "R9")
    (found,) = of(Indicator, rows(head, ("手続数", "10件", "20件", "－", "40件")))
    assert found.yearly == ((2025, "20件"), (2027, "40件"))
    assert (found.baseline, found.baseline_year, found.target, found.target_year) == (
        "10件",
        2024,
        "40件",
        2027,
    )


def test_heads_of_two_rows_give_targets_by_year_and_the_newest_result() -> None:
    head = ("指標", "実績値 R4", "実績値 R5", "目標値 R7", "目標値 R9")
    (found,) = of(Indicator, rows(head, ("申請率", "5%", "8%", "20%", "40%")))
    assert (found.baseline, found.baseline_year, found.target, found.target_year) == ("8%", 2023, "40%", 2027)
    assert found.yearly == ((2025, "20%"), (2027, "40%"))


def test_headings_that_merely_sound_like_figures_are_no_indicator() -> None:
    head = ("基本目標", "施策", "現状と課題", "取組内容")
    assert of(Indicator, rows(head, ("便利なまち", "窓口", "待ち時間が長い", "予約を始める"))) == []


def test_an_empty_baseline_is_none_and_an_empty_row_no_indicator() -> None:
    head = ("指標", "現状値", "目標値(R10)")
    (found,) = of(Indicator, rows(head, ("公開データ数", "未設定", "50件"), ("その他", "－", "")))
    assert (found.baseline, found.target, found.target_year) == (None, "50件", 2028)


@pytest.mark.parametrize(
    ("text", "name", "baseline", "target", "year"),
    [
        (
            "オンライン申請率を令和10年度までに45％から80％に引き上げます。",
            "オンライン申請率",
            "45％",
            "80％",
            2028,
        ),
        ("手続数を20件（令和6年度）から100件へと増やすことを目指す。", "手続数", "20件", "100件", None),
        ("研修の受講者数は、令和9年度末までに300人を目標とします。", "研修の受講者数", None, "300人", 2027),
        (
            "窓口の待ち時間を30分以内に短縮することを目指し、年間の削減時間は500時間以上を目標とする。",
            "年間の削減時間",
            None,
            "500時間",
            None,
        ),
    ],
)
def test_a_sentence_sets_a_target_when_it_says_so(
    text: str, name: str, baseline: str | None, target: str, year: int | None
) -> None:
    (found,) = of(Indicator, [said(text)])
    assert (found.name, found.baseline, found.target, found.target_year) == (name, baseline, target, year)


@pytest.mark.parametrize(
    "text", ["保有率は80％となりました。", "80％の住民が利用しています。", "目標は定めていません。"]
)
def test_a_figure_that_is_no_aim_is_no_indicator(text: str) -> None:
    assert of(Indicator, [said(text)]) == []


@pytest.mark.parametrize(
    "piece", ["1千円、", "（", "計画", "令和8年度から", "法律第1号（", "10％から", "費", "は", "、"]
)
def test_a_long_text_of_one_kind_is_read_in_time(piece: str) -> None:
    """Nothing quadratic that hurts: the longest text that counts as a sentence, made of one troublesome piece."""
    assert facts.find([said((piece * 5_000)[:5_000])]) is not None
    assert facts.find([said(piece * 5_000)]) == ()


def test_a_schedule_s_arrows_carry_the_step_on() -> None:
    head = ("取組", "令和6年度", "令和7年度", "令和8年度")
    (found,) = of(Schedule, rows(head, ("標準化", "準備", "移行", "→")))
    assert (found.measure, found.steps) == ("標準化", ((2024, "準備"), (2025, "移行"), (2026, "移行")))


def test_several_steps_of_one_year_are_several_steps() -> None:
    head = ("取組", "R6", "R7")
    (found,) = of(Schedule, rows(head, ("基盤づくり", "環境の整備\n研修", "システム稼働")))
    assert found.steps == ((2024, "環境の整備"), (2024, "研修"), (2025, "システム稼働"))


def test_a_step_broken_by_the_width_of_its_cell_is_one_step() -> None:
    (found,) = of(Schedule, rows(("取組", "R6", "R7"), ("電子決裁", "計画の作\n成", "電子決裁の\n導入 →")))
    assert found.steps == ((2024, "計画の作成"), (2025, "電子決裁の導入"))


def test_a_remark_in_brackets_is_no_unit() -> None:
    head = ("指標", "現状値(R6)", "目標値(R10)")
    found = of(Indicator, rows(head, ("就農者数（累計）", "11", "40"), ("販売額（百万円）", "268", "350")))
    assert [(each.name, each.unit) for each in found] == [("就農者数（累計）", ""), ("販売額", "百万円")]


def test_a_head_handed_over_as_a_row_states_nothing() -> None:
    head = ("取組名", "所管課", "予算額（千円）")
    assert facts.find(rows(head, ("取組名", "所管課", ""), ("", "", "予算額（千円）"))) == ()


def test_a_table_of_figures_by_year_is_no_schedule() -> None:
    head = ("区分", "令和6年度", "令和7年度")
    assert of(Schedule, rows(head, ("人口", "45,000", "44,500"))) == []


def test_departments_are_known_with_what_they_are_in_charge_of() -> None:
    head = ("取組名", "所管課")
    (found,) = of(Department, rows(head, ("スマホ教室", "生涯学習課")))
    assert (found.subject, found.name) == ("スマホ教室", "生涯学習課")


def test_a_line_under_a_heading_names_its_departments() -> None:
    line = said("担当課：企画課、総務課", headings=("第5章 取組", "(1) 書かない窓口"))
    found = of(Department, [line, said("担当課：未定", headings=("(2) その他",))])
    assert [(each.name, each.subject) for each in found] == [
        ("企画課", "(1) 書かない窓口"),
        ("総務課", "(1) 書かない窓口"),
    ]


def test_a_measure_sheet_that_goes_down_is_read_by_its_labels() -> None:
    sheet = rows(
        (),
        ("取組名", "書かない窓口"),
        ("担当課", "市民課"),
        ("計画期間", "令和5年度～令和9年度"),
        ("事業費", "4,500千円"),
        ("指標", "待ち時間"),
        ("現状値", "30分（令和4年度）"),
        ("目標値", "10分（令和9年度）"),
        title="架空市DX推進計画",
    )
    sheet = [row.model_copy(update={"document_kind": DocumentKind.DX_PLAN}) for row in sheet]
    assert [(fact.name, fact.subject) for fact in of(Department, sheet)] == [("市民課", "書かない窓口")]
    assert [(fact.name, fact.yen) for fact in of(Budget, sheet)] == [("書かない窓口", 4_500_000)]
    assert [(fact.first, fact.last) for fact in of(Period, sheet)] == [(2023, 2027)]
    (found,) = of(Indicator, sheet)
    assert (found.name, found.baseline, found.baseline_year) == ("待ち時間", "30分", 2022)
    assert (found.target, found.target_year) == ("10分", 2027)


# Rates and law numbers


@pytest.mark.parametrize(
    ("text", "name", "value", "unit"),
    [
        (
            "マイナンバーカードの保有率は、令和7年9月末現在で77.5％です。",
            "マイナンバーカードの保有率",
            "77.5",
            "%",
        ),
        ("カードについては、保有率は７５．４パーセントであり、順調です。", "カード：保有率", "75.4", "%"),
        ("火災出動は昨年より６件減の１５件となっています。", "火災出動の増減", "-6", "件"),
        ("人口は、１年間で４万７，６２６人となりました。", "人口", "47626", "人"),
        ("65歳以上の人口が占める割合は33.1％です。", "65歳以上の人口が占める割合", "33.1", "%"),
        (
            "調査では、「手続が便利である」と答えた人は38.4％でした。",
            "「手続が便利である」と答えた人",
            "38.4",
            "%",
        ),
        ("昨年行った市民アンケートの回収率は41.8％でした。", "市民アンケートの回収率", "41.8", "%"),
        ("オンライン申請は1,234件ありました。", "オンライン申請", "1234", "件"),
    ],
)
def test_a_rate_is_named_by_what_the_sentence_speaks_of(text: str, name: str, value: str, unit: str) -> None:
    first = of(Rate, [said(text)])[0]
    assert (first.name, first.value, first.unit) == (name, Decimal(value), unit)


def test_points_are_gained_by_the_share_just_given() -> None:
    text = "カードにつきましては、昨年12月末現在の保有率が８２．６パーセントとなり、前年同月と比べて３．７ポイントの増となりました。"
    share, gain = of(Rate, [said(text)])
    assert (gain.name, gain.value, gain.unit) == (f"{share.name}の増減", Decimal("3.7"), "ポイント")


@pytest.mark.parametrize(
    "text",
    [
        "第5次総合計画を策定します。",
        "令和7年度に始めます。",
        "3回目の接種です。",
        "12人が来た。",
        "地方自治法第2条による。",
    ],
)
def test_ordinals_years_and_nameless_counts_are_no_rate(text: str) -> None:
    assert of(Rate, [said(text)]) == []


@pytest.mark.parametrize(
    ("text", "law", "number", "year", "kind"),
    [
        ("地方自治法（昭和22年法律第67号）に基づく。", "地方自治法", "昭和22年法律第67号", 1947, "法律"),
        (
            "官民データ活用推進基本法（平成二十八年法律第百三号）",
            "官民データ活用推進基本法",
            "平成二十八年法律第百三号",
            2016,
            "法律",
        ),
        (
            "「常用の表」（平成２２年内閣告示第２号）による。",
            "常用の表",
            "平成２２年内閣告示第２号",
            2010,
            "告示",
        ),
        ("令和元年架空市条例第5号を改正する。", "", "令和元年架空市条例第5号", 2019, "条例"),
    ],
)
def test_a_law_number_has_its_law_and_year(text: str, law: str, number: str, year: int, kind: str) -> None:
    (found,) = of(LawNumber, [said(text)])
    assert (found.law, found.number, found.year, found.kind) == (law, number, year, kind)


# Contradictions


def test_two_periods_for_one_plan_are_told_with_both_sources() -> None:
    one = said("架空市ＤＸ推進計画の計画期間は令和4年度から令和8年度までです。", source="方針.pdf", page=3)
    other = said("DX推進計画（令和5～9年度）", source="総合計画.pdf", page=12)
    (finding,) = facts.contradictions(facts.find([one, other]))
    assert finding.code == "plan-period-contradiction"
    for words in ("方針.pdf 3ページ", "総合計画.pdf 12ページ", "2022〜2026年度", "2023〜2027年度"):
        assert words in finding.message


def test_parts_that_many_plans_have_do_not_contradict_each_other() -> None:
    one = said("基本構想の計画期間は令和2年度から令和11年度までとします。")
    other = said("基本構想の計画期間は令和5年度から令和14年度までとします。", source="他.pdf")
    assert len(of(Period, [one, other])) == 2
    assert facts.contradictions(facts.find([one, other])) == ()


def test_successive_plans_of_one_name_do_not_contradict_each_other() -> None:
    one = said("第1期DX推進計画（令和5～7年度）")
    other = said("第２期ＤＸ推進計画（令和8～10年度）", source="他.pdf")
    assert facts.contradictions(facts.find([one, other])) == ()


def test_two_baselines_for_one_indicator_and_year_are_told_once() -> None:
    head = ("指標名", "現状値（令和6年度）", "目標値（令和10年度）")
    one = rows(head, ("オンライン申請率", "12.5％", "50％"), source="計画.pdf")
    same = rows(head, ("オンライン 申請率", "１２．５%", "50%"), source="資料.xlsx")
    other = rows(head, ("オンライン申請率", "15%", "50%"), source="調査.pdf")
    assert facts.contradictions(facts.find([*one, *same])) == ()
    (finding,) = facts.contradictions(facts.find([*one, *same, *other]))
    assert finding.code == "indicator-baseline-contradiction"
    assert "計画.pdf" in finding.message
    assert "調査.pdf" in finding.message


def test_a_sentence_speaks_against_a_baseline_of_the_same_year() -> None:
    table = rows(
        ("指標名", "単位", "現状値(R5)", "目標値(R11)"),
        ("電子申請の年間利用件数", "件", "6,480", "15,000"),
        source="計画.pdf",
    )
    text = "電子申請の年間利用件数は、令和５年度の６，８４０件から令和７年度には11,903件に増えた。"
    (finding,) = facts.contradictions(facts.find([*table, said(text, source="評価.pdf", page=2)]))
    for words in ("6,480件(計画.pdf 1ページ)", "6,840件(評価.pdf 2ページ)", "2023年度"):
        assert words in finding.message
    agreeing = said("電子申請の年間利用件数は令和５年度の6,480件です。", source="評価.pdf")
    assert facts.contradictions(facts.find([*table, agreeing])) == ()


def test_a_figure_of_one_month_does_not_speak_against_the_year() -> None:
    table = rows(("指標名", "現状値(R7)", "目標値"), ("保有率", "83.4%", "90%"), source="計画.pdf")
    speech = said("保有率は、令和7年12月末現在で82.6％です。", source="施政方針.pdf")
    assert facts.contradictions(facts.find([*table, speech])) == ()


def test_baselines_of_different_years_do_not_contradict_each_other() -> None:
    one = rows(("指標名", "現状値(R5)", "目標値"), ("申請率", "10%", "50%"), source="旧.pdf")
    other = rows(("指標名", "現状値(R6)", "目標値"), ("申請率", "15%", "50%"), source="新.pdf")
    assert facts.contradictions(facts.find([*one, *other])) == ()


# Laws


@given(
    st.lists(
        st.text(alphabet="令和年度計画期間0123456789８から～（）千円、。％件第期DXは事業費", max_size=60),
        max_size=4,
    )
)
def test_any_text_is_read_without_failure_and_twice_alike(texts: list[str]) -> None:
    passages = [said(text, page=index + 1) for index, text in enumerate(texts)]
    found = facts.find(passages)
    assert found == facts.find(passages)
    assert all(fact.place.quote in texts for fact in found)


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["円", "千円", "百万円"]))
def test_an_amount_written_with_separators_is_read_back(number: int, unit: str) -> None:
    scale = {"円": 1, "千円": 1_000, "百万円": 1_000_000}[unit]
    (line,) = of(Budget, rows(("事業名", f"予算額（{unit}）"), ("窓口改革事業", f"{number:,}")))
    assert line.yen == number * scale
