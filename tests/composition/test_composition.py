"""Every block of a draft is a quote, a sentence by rule, registered wording or 要確認, and says where it is from."""

from collections.abc import Callable, Iterator

from city_papers import CITY, Papers

from flows.composition import Context, Wording, compose, with_lists
from flows.editions import load
from flows.model import BlockStatus, DocumentKind, Draft, DraftBlock, Finding, Origin, Role, Section, Severity
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
    register = Wording(context(papers)).register
    for block in blocks(drafted(papers, context)):
        if block.status is BlockStatus.TEMPLATE and not block.rows:
            assert block.text in register or not block.text


def test_the_gate_lets_an_untouched_draft_through(papers: Papers, context: Made) -> None:
    papers.add("カードの保有率につきましては、75.4パーセントとなっております。", "mynumber")
    papers.add("計画を推進してまいります。", "bpr", Role.ACTION, page=2)
    draft = drafted(papers, context)
    verdicts = verify(draft, Texts.of(papers.documents), CITY, Wording(context(papers)).register)
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
    draft = with_lists(drafted(papers, context), [finding])
    assert any("「a.pdf」を読めません。" in text for text in texts(section(draft, "appendix.findings")))
    todo = texts(section(draft, "appendix.todo"))
    assert any("昨年末" in text for text in todo)
    assert any("フロントヤード" in text for text in todo)


def test_lists_with_nothing_to_tell_say_so(papers: Papers, context: Made) -> None:
    papers.add("カードの保有率は75.4パーセントです。", "mynumber")
    draft = with_lists(drafted(papers, context), [])
    assert texts(section(draft, "appendix.findings"))[-1] == "該当する事項はありません。"


def test_a_plan_answers_a_further_framework_when_asked_to(papers: Papers, context: Made) -> None:
    papers.add("カードの出張申請を始めました。", "mynumber")
    made = context(papers).model_copy(update={"also": (load("kanmin-data-1.0"),)})
    draft = compose(made, papers.documents, papers.passages, papers.mapping, ())
    table = next(block for block in section(draft, "appendix.frameworks").blocks if block.rows)
    marks = {row[0].text.split(" ")[0]: row[1].text for row in table.rows[1:]}
    assert marks["(3)"] == "○"
    assert marks["(4)"] == "－"
    verdicts = verify(draft, Texts.of(papers.documents), CITY, Wording(made).register)
    assert [v.reason for v in verdicts if v.outcome is not Outcome.VERIFIED] == []
    assert "appendix.frameworks" not in {s.key for s in drafted(papers, context).sections}
