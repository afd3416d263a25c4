"""The gate: what is let through, what is refused, and why."""

from collections.abc import Callable, Iterator

import pytest
from city_plan import FIXED, NATION, PAGES, budget_table, cited, fixed, good_blocks, plan, statement, table

from flows.model import BlockStatus, DraftBlock, DraftBlockKind, GateRefused, Municipality, Origin, Stance
from flows.verification import Outcome, PageText, Texts, clean_of, gate, verify

Faults = Callable[[DraftBlock], list[str]]
CARRIED = (
    "マイナンバーカードの保有率は、令和８年３月末で８２．５％となり、前年同時期から約４ポイント上昇しました。"
)
CLOSED = "窓口の予約は、オンラインで利用できない状況であり、電話又は来庁による必要があります。"
PERIOD = "本市では、令和８年度から３年間を計画期間とする第２期計画を策定いたします。"
MOVED = "基幹業務システムの標準化は、二十業務のうち十六業務が移行を終えました。"


def test_a_plan_that_says_what_its_sources_say_is_verified(texts: Texts, city: Municipality) -> None:
    verdicts = verify(plan(*good_blocks()), texts, city, FIXED)
    assert [verdict for verdict in verdicts if verdict.outcome is not Outcome.VERIFIED] == []
    assert clean_of(verdicts)


@pytest.mark.parametrize("block", good_blocks(), ids=lambda block: block.id)
def test_the_gate_leaves_a_verified_block_alone(texts: Texts, city: Municipality, block: DraftBlock) -> None:
    draft = plan(block)
    assert gate(draft, verify(draft, texts, city, FIXED)) == (draft, ())


@pytest.mark.parametrize(
    "text",
    [
        CARRIED.replace("８２．５", "82.5"),
        CARRIED.replace("％", "パーセント").replace("しました", "しています"),
        "マイナンバーカードの保有率は、2026年3月末で82.5％となりました。",
    ],
)
def test_another_spelling_of_the_same_is_verified(faults: Faults, text: str) -> None:
    assert faults(statement(text, cited(CARRIED, 2))) == []


@pytest.mark.parametrize(
    ("text", "quote", "page", "token"),
    [
        (CARRIED.replace("８２．５", "83.5"), CARRIED, 2, "83.5％"),
        (CARRIED.replace("令和８年", "令和7年"), CARRIED, 2, "令和7年"),
        (CARRIED.replace("令和８年", "令和8年度"), CARRIED, 2, "令和8年度"),
        (CARRIED.replace("３月", "4月"), CARRIED, 2, "4月"),
        (CARRIED.replace("約４", "4"), CARRIED, 2, "4ポイント"),
        (CARRIED.replace("ポイント", "%"), CARRIED, 2, "４%"),
        (CARRIED.replace("保有率", "申請率"), CARRIED, 2, "申請率"),
        (CARRIED.replace("上昇", "下降"), CARRIED, 2, "下降"),
        (CARRIED.replace("マイナンバーカード", "マイナポータル"), CARRIED, 2, "マイナポータル"),
        (CLOSED.replace("できない", "できる"), CLOSED, 2, "打ち消し"),
        (CLOSED.replace("必要があります", "必要はありません"), CLOSED, 2, "打ち消し"),
        (CLOSED.replace("来庁", "郵送"), CLOSED, 2, "郵送"),
        (PERIOD.replace("３年間", "5年間"), PERIOD, 1, "年「"),
        (PERIOD.replace("第２期", "第3期"), PERIOD, 1, "3期"),
        (PERIOD.replace("計画を策定いたします", "計画を策定いたしません"), PERIOD, 1, "打ち消し"),
        (MOVED.replace("十六業務", "17業務"), MOVED, 4, "17業務"),
        (MOVED.replace("二十業務", "二十団体"), MOVED, 4, "二十団体"),
        ("全国の" + MOVED, MOVED, 4, "全国"),
        ("「書かない窓口」で" + CLOSED, CLOSED, 2, "書かない窓口"),
    ],
)
def test_a_sentence_that_says_something_else_is_refused(
    faults: Faults, text: str, quote: str, page: int, token: str
) -> None:
    assert any(token in reason for reason in faults(statement(text, cited(quote, page))))


@pytest.mark.parametrize(
    ("text", "quote", "good"),
    [
        ("総務課は窓口を、企画課は電話を担います。", "総務課は窓口を、企画課は電話を担っています。", True),
        ("企画課は窓口を、総務課は電話を担います。", "総務課は窓口を、企画課は電話を担っています。", False),
        ("令和7年度は準備し、令和8年度に始めます。", "令和７年度は準備し、８年度に始めます。", True),
        ("令和8年度は準備し、令和7年度に始めます。", "令和７年度は準備し、８年度に始めます。", False),
        ("令和8年度は準備し、令和8年度に始めます。", "令和７年度は準備し、８年度に始めます。", False),
        ("10人から20人に増えました。", "10人から20人に増えたところです。", True),
        ("20人から20人に増えました。", "10人から20人に増えたところです。", False),
        ("令和8%から始めます。", "令和８年度から始めてまいります。", False),
        ("令和8～10年度に行います。", "令和８年度から３年間で行います。", True),
        ("令和8年度から令和10年に行います。", "令和８年度から３年間で行います。", False),
        ("約3年間で行います。", "令和８年度から３年間で行います。", False),
    ],
)
def test_figures_and_names_keep_their_order(city: Municipality, text: str, quote: str, good: bool) -> None:
    draft = plan(statement(text, cited(quote, 1)))
    assert clean_of(verify(draft, {("a" * 64, 1): quote}, city, FIXED)) is good


def test_a_figure_goes_on_over_a_page_end(city: Municipality) -> None:
    pages = {("a" * 64, 1): "約２５，５００", ("a" * 64, 2): "人が更新してまいります。"}
    quotes = (cited("約２５，５００", 1), cited("人が更新してまいります。", 2))
    for text, good in (("約25,500人が更新していきます。", True), ("約25,500件が更新していきます。", False)):
        assert clean_of(verify(plan(statement(text, *quotes)), pages, city, FIXED)) is good


@pytest.mark.parametrize("block", [b for b in good_blocks() if b.citations], ids=lambda block: block.id)
def test_no_digit_of_a_statement_or_its_quotes_can_be_changed(
    texts: Texts, city: Municipality, block: DraftBlock
) -> None:
    def other(text: str, at: int) -> str:
        return text[:at] + chr(ord(text[at]) + (-1 if text[at] in "9９" else 1)) + text[at + 1 :]

    def wrong(block: DraftBlock) -> Iterator[DraftBlock]:
        for at in (at for at, char in enumerate(block.text) if char.isdecimal()):
            yield block.model_copy(update={"text": other(block.text, at)})
        for number, citation in enumerate(block.citations):
            for at in (at for at, char in enumerate(citation.quote) if char.isdecimal()):
                quotes = list(block.citations)
                quotes[number] = citation.model_copy(update={"quote": other(citation.quote, at)})
                yield block.model_copy(update={"citations": tuple(quotes)})
        for line, row in enumerate(block.rows):
            for column, cell in enumerate(row):
                for changed in wrong(cell):
                    cells = (*row[:column], changed, *row[column + 1 :])
                    yield block.model_copy(
                        update={"rows": (*block.rows[:line], cells, *block.rows[line + 1 :])}
                    )

    assert clean_of(verify(plan(block), texts, city, FIXED))
    assert not any(clean_of(verify(plan(changed), texts, city, FIXED)) for changed in wrong(block))


def test_a_whole_clause_may_be_left_out(faults: Faults) -> None:
    text = "窓口の予約は、電話又は来庁による必要があります。"
    assert faults(statement(text, cited(CLOSED, 2))) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"page": 1}, "そのページにありません"),
        ({"page": 9}, "ページがありません"),
        ({"sha256": "c" * 64}, "見つかりません"),
        ({"sha256": NATION, "page": 1}, "そのページにありません"),
        ({"source": "02_予算書.pdf"}, "ファイル名"),
        ({"title": "総合計画"}, "文書名"),
        ({"quote": CARRIED.replace("８２", "８３")}, "一致しません"),
        ({"quote": "　"}, "そのページにありません"),
    ],
)
def test_a_citation_that_does_not_hold_is_refused(
    faults: Faults, change: dict[str, object], reason: str
) -> None:
    good = statement(CARRIED, cited(CARRIED, 2))
    wrong = good.model_copy(update={"citations": (good.citations[0].model_copy(update=change),)})
    assert any(reason in said for said in faults(wrong))


def test_a_printed_page_that_is_not_on_the_page_is_refused(city: Municipality) -> None:
    place = ("a" * 64, 2)
    texts = Texts({place: PageText(PAGES[place])}, printed={place: "5"})
    for printed, outcome in (("5", True), ("6", False)):
        citation = cited(CARRIED, 2).model_copy(update={"printed_page": printed})
        assert clean_of(verify(plan(statement(CARRIED, citation)), texts, city, FIXED)) is outcome


@pytest.mark.parametrize(
    ("amount", "good"),
    [
        ("45,123", True),
        ("４５，１２３", True),
        ("45,124", False),
        ("5,123", False),
        ("45,123千円", True),
        ("45,123,000円", True),
        ("45百万円", False),
        ("45,123円", False),
    ],
)
def test_an_amount_in_a_cell_is_that_of_its_source(faults: Faults, amount: str, good: bool) -> None:
    cell = statement(amount, cited("45,123", 3), kind=DraftBlockKind.CELL, slot="予算")
    head = fixed("予算額（千円）" if "円" not in amount else "事業名", DraftBlockKind.CELL)
    assert (faults(table(((head,), (cell,)))) == []) is good


@pytest.mark.parametrize(
    ("quote", "holds"), [("45", False), ("5,123", False), ("2,045", True), ("20,450", True), ("045", False)]
)
def test_a_quote_does_not_stand_in_the_middle_of_a_figure(quote: str, holds: bool) -> None:
    assert PageText(PAGES["a" * 64, 3]).holds(quote) is holds


def test_the_lines_of_a_cell_stand_each_for_itself() -> None:
    page = PageText("職員研修 ＤＸ推進員の育成\n業務分析 12件")
    assert page.holds("職員研修\n業務分析")
    assert not page.holds("職員研修業務分析")
    assert not page.holds("職員研修\n業務最適化")
    assert not page.holds("職員研修\n2件")


def test_a_quote_stands_on_a_letter_spaced_page() -> None:
    assert PageText("保 有 率 は ８ ２ ． ５ ％ で す 。").holds("保有率は82.5％です。")


def test_a_reading_by_ocr_may_differ_in_a_letter_but_in_no_digit() -> None:
    page = "市の保有率は、令和8年3月末で82.5％となり、前年から約4ポイント上昇しました。"
    for scanned in (True, False):
        assert PageText(page, scanned).holds(page.replace("昇", "升").replace("末", "未")) is scanned
        assert not PageText(page, scanned).holds(page.replace("82.5", "83.5"))
        assert not PageText(page, scanned).holds("この一文はどこにもありません。市の保有率は上昇しました。")


def test_a_hostile_quote_or_page_ends_soon() -> None:
    assert not PageText("1" * 100_000).holds("1" * 10)
    assert not PageText("あい" * 50_000, scanned=True).holds("あ" * 450 + "い" * 400)
    assert not PageText("あいうえおかきく" * 10_000, scanned=True).holds("あいうえおかきくけこ" * 30)
    assert PageText("あいうえおかきくけこ" * 1_000, scanned=True).holds("あいうえおかきくけこ" * 90)


def test_a_sentence_too_long_to_compare_cannot_be_checked(city: Municipality) -> None:
    text, quote = "利用しない。" * 300, "利用する。" * 300
    verdicts = verify(plan(statement(text, cited(quote, 1))), {("a" * 64, 1): quote}, city, FIXED)
    assert [v.outcome for v in verdicts if v.outcome is not Outcome.VERIFIED] == [Outcome.CANNOT_CHECK]


def test_a_page_without_readable_text_cannot_be_checked(city: Municipality) -> None:
    verdicts = verify(plan(statement(CARRIED, cited(CARRIED, 2))), {("a" * 64, 2): "  \n"}, city, FIXED)
    assert [v.outcome for v in verdicts if v.outcome is not Outcome.VERIFIED] == [Outcome.CANNOT_CHECK]


@pytest.mark.parametrize(
    "block",
    [
        fixed("この計画は、市のデジタル化の方向を示すものでした。"),
        fixed("この計画は、市のデジタル化の方向を示すものです。 "),
        statement(CARRIED),
        statement("", cited(CARRIED, 2)),
        statement(CARRIED, cited(CARRIED, 2)).model_copy(update={"stance": Stance.PROPOSAL}),
        DraftBlock(id="x", kind=DraftBlockKind.BULLET, text="目標は90％です。", status=BlockStatus.TODO),
        budget_table().model_copy(update={"text": "事業名\t予算額"}),
        budget_table().model_copy(update={"citations": (cited(CARRIED, 2),)}),
        statement("書かない窓口導入", cited("書かない窓口導入事業", 3), kind=DraftBlockKind.CELL)
        .model_copy(update={"text": "窓口"})
        .model_copy(update={"text": "", "status": BlockStatus.QUOTED}),
    ],
    ids=[
        "changed",
        "blank",
        "uncited",
        "empty",
        "proposal",
        "unmarked",
        "table text",
        "table source",
        "no words",
    ],
)
def test_what_is_neither_cited_nor_fixed_nor_marked_is_refused(faults: Faults, block: DraftBlock) -> None:
    assert faults(block) != []


@pytest.mark.parametrize(
    ("text", "quote", "good"),
    [
        ("実施", "未実施", False),
        ("実施", "実施", True),
        ("利用する", "利用するものではない", False),
        ("必要", "不必要", False),
        ("実施済み", "実施済み、一部未実施", True),
        ("書面や対面を見直さないこと", "ＢＰＲ：書面や対面を見直すこと", False),
        ("書面や対面を見直すこと", "ＢＰＲ：書面や対面を見直すことであり、機械の導入ではない", True),
    ],
)
def test_a_cell_does_not_cut_off_a_negation(city: Municipality, text: str, quote: str, good: bool) -> None:
    cell = statement(text, cited(quote, 1), kind=DraftBlockKind.CELL)
    verdicts = verify(
        plan(table(((fixed("現状", DraftBlockKind.CELL),), (cell,)))), {("a" * 64, 1): quote}, city, FIXED
    )
    assert clean_of(verdicts) is good


@pytest.mark.parametrize(
    ("slot", "good"),
    [
        ("国の方針", True),
        ("現状", False),
        ("課題", False),
        ("取組", False),
        ("指標", False),
        ("これまでの取組", False),
    ],
)
def test_a_national_document_does_not_speak_for_the_city(faults: Faults, slot: str, good: bool) -> None:
    text = "自治体の行政手続のオンライン化を進める。"
    assert (faults(statement(text, cited(text, 1, NATION), slot=slot)) == []) is good


@pytest.mark.parametrize(
    ("text", "name", "good"),
    [
        ("本市では、窓口の予約を始めます。", "青凪市", True),
        ("本市では、窓口の予約を始めます。", "青凪町", False),
        ("当町の窓口の予約を始めます。", "青凪市", False),
        ("本町では、窓口の予約を始めます。", "青凪町", True),
        ("青凪市では、窓口の予約を始めます。", "青凪市", True),
        ("隣川市では、窓口の予約を始めます。", "青凪市", False),
        ("都市では、窓口の予約が多い。", "青凪市", True),
        ("県内市町村では、窓口の予約が多い。", "青凪市", True),
        ("日本市場では、予約が多い。", "青凪町", True),
        ("先進市では、窓口の予約が多い。", "青凪市", True),
    ],
)
def test_the_sentence_is_about_the_municipality(text: str, name: str, good: bool) -> None:
    city = Municipality(name=name)
    draft = plan(statement(text, cited(text, 1))).model_copy(update={"municipality": name})
    assert clean_of(verify(draft, {("a" * 64, 1): text}, city, FIXED)) is good


def test_the_cover_of_another_city_stops_the_run(texts: Texts, city: Municipality) -> None:
    for change in ({"municipality": "隣川市"}, {"title": "隣川市DX推進計画"}):
        draft = plan().model_copy(update=change)
        verdicts = verify(draft, texts, city, FIXED)
        assert not clean_of(verdicts)
        with pytest.raises(GateRefused, match="隣川市"):
            gate(draft, verdicts)


def test_a_file_that_lies_in_both_folders_may_speak_for_the_city(texts: Texts) -> None:
    (own,) = texts.sources["a" * 64]
    both = Texts(texts.pages, {"a" * 64: (own.model_copy(update={"origin": Origin.GUIDANCE}), own)})
    assert texts.is_guidance(NATION)
    assert not texts.is_guidance("a" * 64)
    assert not both.is_guidance("a" * 64)
    assert not Texts.plain(PAGES).is_guidance(NATION)


@pytest.mark.parametrize(
    ("title", "good"), [("01_施政方針", True), ("市長施政方針", True), ("", True), ("総合計画", False)]
)
def test_a_source_goes_by_a_title_that_it_bears(faults: Faults, title: str, good: bool) -> None:
    citation = cited(CARRIED, 2).model_copy(update={"title": title})
    assert (faults(statement(CARRIED, citation)) == []) is good


@pytest.mark.parametrize(
    "quote",
    [
        "基本構想は令和２年度から令和11年度まで、基本計画は令和７年度から令和11年度までとします。",
        "令和２年度から令和11年度までの基本構想と、令和７年度から令和11年度までの基本計画とします。",
    ],
)
@pytest.mark.parametrize(
    ("first", "second", "good"),
    [
        ("令和2年度", "令和7年度", True),
        ("令和7年度", "令和7年度", False),
        ("令和2年度", "令和2年度", False),
    ],
)
def test_rows_from_one_sentence_keep_their_own_years(
    city: Municipality, quote: str, first: str, second: str, good: bool
) -> None:
    draft = plan(plans_table(quote, (("基本構想", first), ("基本計画", second))))
    assert clean_of(verify(draft, {("a" * 64, 1): quote}, city, FIXED)) is good


def test_rows_that_share_a_year_may_cite_one_sentence(city: Municipality) -> None:
    quote = "基本構想と基本計画の期間は令和７年度からとします。"
    draft = plan(plans_table(quote, (("基本構想", "令和7年度"), ("基本計画", "令和7年度"))))
    assert clean_of(verify(draft, {("a" * 64, 1): quote}, city, FIXED))


def plans_table(quote: str, lines: tuple[tuple[str, str], ...]) -> DraftBlock:
    """Plans with their first year, all from one sentence."""
    cell = DraftBlockKind.CELL
    rows = tuple(
        tuple(statement(text, cited(quote, 1), kind=cell, name=f"{line}-{text}") for text in line)
        for line in lines
    )
    return table(((fixed("事業名", cell, "h-1"), fixed("現状", cell, "h-2")), *rows))
