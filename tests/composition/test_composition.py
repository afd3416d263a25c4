"""Every block of a draft is a quote, a sentence by rule, registered wording or 要確認, and says where it is from."""

from collections.abc import Callable, Iterator

import pytest
from city_papers import CITY, Papers

from flows.composition import Context, Wording, compose, with_lists
from flows.editions import load
from flows.model import (
    BlockStatus,
    DocumentKind,
    Draft,
    DraftBlock,
    Finding,
    Origin,
    Period,
    Place,
    Role,
    Section,
    Severity,
)
from flows.verification import Outcome, Texts, gate, verify

Made = Callable[[Papers], Context]


def drafted(papers: Papers, context: Made) -> Draft:
    return compose(context(papers), papers.documents, papers.passages, papers.mapping, ())


def section(draft: Draft, key: str) -> Section:
    return next(section for section in draft.sections if section.key == key)


def blocks(draft: Draft) -> Iterator[DraftBlock]:
    for part in draft.sections:
        for block in part.blocks:
            yield block
            for row in block.rows:
                yield from row


def texts(part: Section, slot: str | None = None) -> list[str]:
    return [block.text for block in part.blocks if slot is None or block.slot == slot]


def test_a_plan_from_one_sentence_is_whole_and_honest(papers: Papers, context: Made) -> None:
    papers.add("カードの保有率は75.4パーセントです。", "mynumber")
    draft = drafted(papers, context)
    chapters = [s.title for s in draft.sections if s.level == 1]
    assert len(chapters) == 7
    statuses = {block.status for block in blocks(draft)}
    assert statuses == {BlockStatus.QUOTED, BlockStatus.TEMPLATE, BlockStatus.TODO}
    measures = section(draft, "measures.mynumber")
    assert texts(measures, "現状")[1:] == ["カードの保有率は75.4パーセントです。"]
    assert any("要確認" in text and "保有率" in text for text in texts(measures, "課題"))


def test_every_statement_has_a_citation_and_nothing_else_has(papers: Papers, context: Made) -> None:
    papers.add("窓口の待ち時間を短くしてまいります。", "frontyard", Role.ACTION)
    papers.add(
        "国は標準化を進めています。",
        "standardization",
        Role.NATIONAL,
        source="国.pdf",
        origin=Origin.GUIDANCE,
    )
    for block in blocks(drafted(papers, context)):
        if block.status in (BlockStatus.QUOTED, BlockStatus.COMPOSED):
            assert block.citations
        if block.status in (BlockStatus.TODO, BlockStatus.TEMPLATE):
            assert not block.citations


def test_fixed_wording_is_registered_to_the_letter(papers: Papers, context: Made) -> None:
    papers.add("カードの保有率は75.4パーセントです。", "mynumber")
    wording = Wording(context(papers))
    register = {*wording.register, *wording.forms.proposals}
    for block in blocks(drafted(papers, context)):
        if block.status is BlockStatus.TEMPLATE and not block.rows:
            assert block.text in register or not block.text


def test_the_gate_lets_an_untouched_draft_through(papers: Papers, context: Made) -> None:
    papers.add("カードの保有率につきましては、75.4パーセントとなっております。", "mynumber")
    papers.add("計画を推進してまいります。", "bpr", Role.ACTION, page=2)
    draft = drafted(papers, context)
    verdicts = verify(
        draft,
        Texts.of(papers.documents),
        CITY,
        Wording(context(papers)).register,
        Wording(context(papers)).forms,
    )
    assert [v.reason for v in verdicts if v.outcome is not Outcome.VERIFIED] == []
    assert gate(draft, verdicts)[0] == draft


def test_ids_are_unique_and_do_not_move_with_what_stands_around(papers: Papers, context: Made) -> None:
    sentence = "カードの保有率は75.4パーセントです。"
    papers.add(sentence, "mynumber")
    before = drafted(papers, context)
    papers.add("出張申請を行いました。", "mynumber")
    papers.add("生成AIを導入しました。", "ai_rpa")
    after = drafted(papers, context)
    for draft in (before, after):
        ids = [block.id for block in blocks(draft)]
        assert len(ids) == len(set(ids))
    where = {block.text: block.id for block in blocks(before)}
    assert {block.text: block.id for block in blocks(after)}[sentence] == where[sentence]


def test_a_national_document_never_speaks_for_the_municipality(papers: Papers, context: Made) -> None:
    papers.add(
        "国は、全ての自治体で保有率80.0パーセントを目指す。",
        "mynumber",
        source="国.pdf",
        origin=Origin.GUIDANCE,
        kind=DocumentKind.GUIDANCE,
    )
    measures = section(drafted(papers, context), "measures.mynumber")
    assert "国は、全ての自治体で保有率80.0パーセントを目指す。" in texts(measures, "国の方針")
    assert "国は、全ての自治体で保有率80.0パーセントを目指す。" not in texts(measures, "現状")


def test_the_same_sentence_in_two_documents_is_taken_once(papers: Papers, context: Made) -> None:
    papers.add("カードの保有率は75.4パーセントです。", "mynumber")
    papers.add("カードの保有率は７５．４パーセントです。", "mynumber", source="市政報告_R7.pdf")
    measures = section(drafted(papers, context), "measures.mynumber")
    assert len([text for text in texts(measures, "現状") if "保有率" in text]) == 1


def test_no_sentence_stands_twice_in_the_plan_and_its_second_place_refers_to_the_first(
    papers: Papers, context: Made
) -> None:
    words = "電子申請の利用は令和7年度に1,200件となりました。"
    papers.add(words, "frontyard")
    papers.add(words.replace("1,200", "１，２００"), "bpr", source="市政報告_R7.pdf")
    draft = drafted(papers, context)
    said = [(part.key, block.text) for part in draft.sections for block in part.blocks if not block.rows]
    assert [text for _, text in said].count(words) == 1
    home = next(key for key, text in said if text == words)
    title = section(draft, home).title
    second = "measures.bpr" if home != "measures.bpr" else "measures.frontyard"
    references = [block for block in section(draft, second).blocks if block.refers]
    assert [(block.text, block.refers) for block in references] == [(f"「{title}」に記載しています。", home)]


def test_the_periods_are_those_of_plans_that_matter_here_and_its_own_comes_first(
    papers: Papers, context: Made
) -> None:
    plans = ("第10期介護保険事業計画", "第6次総合計画", "第2期DX推進計画")
    facts = []
    for number, plan in enumerate(plans):
        words = f"{plan}の期間は、令和{8 + number}年度から令和{10 + number}年度までです。"
        passage = papers.add(words)
        place = Place(source=passage.source, page=1, passage=passage.id, quote=words)
        facts.append(Period(plan=plan, first=2026 + number, last=2028 + number, place=place))
    draft = compose(context(papers), papers.documents, papers.passages, papers.mapping, facts)
    table = next(block for block in section(draft, "intro.period").blocks if block.rows)
    assert [row[0].text for row in table.rows[1:]] == ["第2期DX推進計画", "第6次総合計画"]


def test_a_sentence_about_the_previous_plan_is_kept_for_its_assessment(papers: Papers, context: Made) -> None:
    words = "第1期の計画期間では、DXの取組に進捗がありましたが、業務の見直しに課題が残りました。"
    papers.add(words, "intro.period", headings=("計画の期間",), kind=DocumentKind.DX_PLAN)
    papers.add("デジタル化の成果と課題", "status.previous")
    papers.matches.append(papers.matches[0].model_copy(update={"item": "status.previous"}))
    draft = drafted(papers, context)
    assert words in texts(section(draft, "status.previous"))
    assert words not in texts(section(draft, "intro.period"))


@pytest.mark.parametrize(
    ("listed", "stated"),
    [
        ("• 窓口を改めます。", "窓口を改めます。"),
        ("◦ 窓口を改めます。", "窓口を改めます。"),
        ("（３） 窓口の予約を計画の柱に加える。", "窓口の予約を計画の柱に加えます。"),
        ("(1)外部の人材を配置する。", "外部の人材を配置します。"),
        ("① 窓口を一つにまとめる。", "窓口を一つにまとめます。"),
        (
            "①では手続の電子化を、②では業務の見直しを進める。",
            "①では手続の電子化を、②では業務の見直しを進めます。",
        ),
        ("答（副市長） 方針を年度内に改定する。", "方針を年度内に改定します。"),
        ("20業務のうち16業務を移行した。", "20業務のうち16業務を移行しました。"),
        ("１人１台の端末を配備した。", "1人1台の端末を配備しました。"),
    ],
)
def test_a_statement_loses_the_number_of_its_list_and_its_speaker_but_no_figure(
    papers: Papers, context: Made, listed: str, stated: str
) -> None:
    papers.add(listed, "frontyard", Role.ACTION)
    assert stated in texts(section(drafted(papers, context), "measures.frontyard"), "取組")


@pytest.mark.parametrize(
    "fragment",
    [
        "データ操作にて行う作業をソフトウェアによる自動的操作によ",
        "市民の利便性を高めるために各課の職員が",
        "図表１ 推進体制のあらましと各組織の役割を示す図",
        "スマートフォンを使えない高齢者にも配慮した窓口にしてもらいたい。",
        "申請書に必要な事項を記入していただき、窓口で申請してください。",
    ],
)
def test_what_breaks_off_or_is_a_caption_is_no_statement(
    papers: Papers, context: Made, fragment: str
) -> None:
    papers.add(fragment, "frontyard", Role.ACTION)
    assert fragment not in texts(section(drafted(papers, context), "measures.frontyard"))


def test_a_national_sentence_that_leans_on_the_one_before_it_comes_last(
    papers: Papers, context: Made
) -> None:
    nation = {"source": "国.pdf", "origin": Origin.GUIDANCE, "kind": DocumentKind.GUIDANCE}
    papers.add(
        "そのため、自治体は窓口の改革を進める必要がある。", "frontyard", Role.NATIONAL, score=0.99, **nation
    )  # type: ignore[arg-type]  # mypy cannot see a dict's types
    for number in range(4):
        words = f"自治体は、第{number}の手続のオンライン化を進めることとされている。"
        papers.add(words, "frontyard", Role.NATIONAL, score=0.8, **nation)  # type: ignore[arg-type]  # as above
    said = texts(section(drafted(papers, context), "measures.frontyard"), "国の方針")
    assert len(said) == 5
    assert not any(text.startswith("そのため") for text in said)


def test_an_old_intention_is_told_as_history_with_its_year(papers: Papers, context: Made) -> None:
    papers.add("令和8年度は窓口を改めます。", "frontyard", Role.ACTION)
    papers.add("電子申請を試行いたします。", "frontyard", Role.ACTION, source="施政方針_R4.pdf")
    measures = section(drafted(papers, context), "measures.frontyard")
    label = "これまでの取組（令和4年度の資料）"
    assert texts(measures).index("令和8年度は窓口を改めます。") < texts(measures).index(label)
    assert texts(measures, label) == [label, "電子申請を試行します。"]


def test_greetings_and_names_of_persons_stay_out(papers: Papers, context: Made) -> None:
    papers.add("デジタル化に御理解と御協力を賜りますようお願い申し上げます。", "frontyard")
    papers.add("デジタル推進課長　山川様まで、012-345-6789へお問い合わせください。", "frontyard")
    shown = " ".join(block.text for block in blocks(drafted(papers, context)))
    assert "賜り" not in shown
    assert "6789" not in shown


def test_the_lists_of_the_appendix_tell_what_is_open_and_what_was_found(
    papers: Papers, context: Made
) -> None:
    papers.add("カードの保有率は昨年末で75.4パーセントです。", "mynumber")
    finding = Finding(code="x", severity=Severity.ERROR, message="「a.pdf」を読めません。", source="a.pdf")
    draft = with_lists(drafted(papers, context), [finding], context(papers))
    assert any("「a.pdf」を読めません。" in text for text in texts(section(draft, "appendix.findings")))
    todo = texts(section(draft, "appendix.todo"))
    assert any("昨年末" in text for text in todo)
    assert any("フロントヤード" in text for text in todo)


def test_lists_with_nothing_to_tell_say_so(papers: Papers, context: Made) -> None:
    papers.add("カードの保有率は75.4パーセントです。", "mynumber")
    draft = with_lists(drafted(papers, context), [], context(papers))
    assert texts(section(draft, "appendix.findings"))[-1] == "該当する事項はありません。"


def test_a_plan_answers_a_further_framework_when_asked_to(papers: Papers, context: Made) -> None:
    papers.add("カードの出張申請を始めました。", "mynumber")
    made = context(papers).model_copy(update={"also": (load("kanmin-data-1.0"),)})
    draft = compose(made, papers.documents, papers.passages, papers.mapping, ())
    table = next(block for block in section(draft, "appendix.frameworks").blocks if block.rows)
    marks = {row[0].text.split(" ")[0]: row[1].text for row in table.rows[1:]}
    assert marks["(3)"] == "○"
    assert marks["(4)"] == "－"
    verdicts = verify(draft, Texts.of(papers.documents), CITY, Wording(made).register, Wording(made).forms)
    assert [v.reason for v in verdicts if v.outcome is not Outcome.VERIFIED] == []
    assert "appendix.frameworks" not in {s.key for s in drafted(papers, context).sections}
