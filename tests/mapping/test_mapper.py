"""Passages find their items, in any edition, with role, score and reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mapping_passages import CITY, passage

from flows.editions import load, names
from flows.mapping import Pins, map_passages
from flows.mapping.pins import Pin
from flows.mapping.scoring import Scorer, shipped_scorer
from flows.model import DocumentKind, Mapping, Match, Municipality, Origin, Passage, PassageKind, Role

HERE = Municipality(name=CITY)
NEWEST = load("5.1")


def mapped(*passages: Passage, edition: str = "5.1", pins: Pins | None = None) -> Mapping:
    return map_passages(passages, load(edition), HERE, pins)


def items(text: str, **more: object) -> set[str]:
    found = mapped(passage(text, **more))  # type: ignore[arg-type]
    return {match.item for match in found.matches if match.item in NEWEST.by_key}


def the(mapping: Mapping, item: str) -> Match:
    return next(match for match in mapping.matches if match.item == item)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("来庁した方が何度も名前を書かなくて済むよう、総合窓口を設けます。", "frontyard"),
        ("住民記録など二十の業務を標準準拠システムへ移します。", "standardization"),
        ("国民健康保険料の納付書に地方税統一QRコードを載せます。", "eltax"),
        ("マイナンバーカードの休日交付を月二回行います。", "mynumber"),
        ("全職員に情報セキュリティ研修を受けさせます。", "security"),
        ("議事録の作成に生成AIを使います。", "ai_rpa"),
        ("子育て中の職員が在宅勤務できるようにします。", "telework"),
        ("小中学校の一人一台端末を更新します。", "community"),
        ("公民館で高齢者向けのスマホ教室を開きます。", "divide"),
        ("目視による点検を求める条例などアナログ規制を見直します。", "rules"),
        ("庁内会議をペーパーレスにし、電子決裁を入れます。", "bpr"),
        ("避難所の一覧をオープンデータとして公開します。", "opendata"),
        ("副市長をCIOとするDX推進本部を設けます。", "org"),
        ("各課の中核となるデジタル人材を育てます。", "talent"),
        ("町民からの届出を、スマートフォンから二十四時間受け付けます。", "frontyard"),
    ],
)
def test_a_sentence_finds_its_item(text: str, item: str) -> None:
    assert item in items(text)


@pytest.mark.parametrize(
    "text",
    [
        "消防団員の確保に努めてまいります。",
        "参加申込は電子申請で受け付けます。定員:20組",
        "4.3 セキュリティの確保 ........................ 9",
        "図3 電子申請の利用件数の推移",
        "- 12 -",
        "https://www.example.jp/dx/security.html",
        "老朽化した市道の舗装を計画的に直します。",
        "介護保険料の改定について丁寧に説明いたします。",
        "コミュニティバスの停留所を新設します。",
    ],
)
def test_what_is_no_policy_on_digital_matters_finds_none(text: str) -> None:
    assert not items(text)


@pytest.mark.parametrize(
    ("edition", "text", "item"),
    [
        ("1.0", "電子申請の対象を広げます。", "online"),
        ("2.1", "電子申請の対象を広げます。", "online"),
        ("2.2", "電子申請の対象を広げます。", "frontyard"),
        ("5.1", "電子申請の対象を広げます。", "frontyard"),
        ("1.0", "書かない窓口を始めます。", "online"),
        ("4.0", "県内市町村で共通SaaSを使います。", "standardization"),
        ("5.1", "県内市町村で共通SaaSを使います。", "commonization"),
        ("1.0", "アナログ規制を点検します。", "bpr"),
    ],
)
def test_a_subject_goes_where_the_edition_has_it(edition: str, text: str, item: str) -> None:
    found = {match.item for match in mapped(passage(text), edition=edition).matches}
    assert item in found
    assert found <= load(edition).by_key.keys() | shipped_scorer().vocabulary.topics.keys()


def test_what_the_edition_has_no_place_for_is_an_orphan() -> None:
    text = "水道料金をeL-QRで納められるようにします。"
    assert mapped(passage(text), edition="5.1").orphans == ()
    assert mapped(passage(text), edition="1.0").orphans == ("p",)


@pytest.mark.parametrize("name", [name for name in names() if name[0].isdigit()])
def test_every_edition_is_mapped_to(name: str) -> None:
    found = mapped(passage("標準準拠システムへの移行とテレワークを進めます。"), edition=name)
    assert {"standardization", "telework"} <= {match.item for match in found.matches}
    assert "mynumber" in found.gaps


def test_a_gap_is_an_item_of_which_the_municipality_says_nothing() -> None:
    own = passage("電子申請を広げ、テレワークを進めます。", key="a")
    nation = passage(
        "国は、eL-QRの活用を進める。",
        key="b",
        origin=Origin.GUIDANCE,
        kind=DocumentKind.GUIDANCE,
        title="国の計画",
    )
    found = mapped(own, nation)
    assert "telework" not in found.gaps
    assert "frontyard" not in found.gaps
    assert "eltax" in found.gaps
    assert the(found, "eltax").role is Role.NATIONAL


def test_another_city_is_background_and_fills_no_gap() -> None:
    found = mapped(passage("緑丘市では書かない窓口を導入しました。"))
    assert the(found, "frontyard").role is Role.BACKGROUND
    assert "frontyard" in found.gaps


@pytest.mark.parametrize(
    ("text", "headings", "role"),
    [
        ("テレワークを全庁で進めてまいります。", (), Role.ACTION),
        ("テレワークは一部の課で実施しております。", (), Role.STATUS),
        ("テレワークに使える端末が不足していることが課題です。", (), Role.ISSUE),
        ("テレワークはまだ実施していません。", (), Role.ISSUE),
        ("テレワークを導入しましたが、利用が進んでいない。", (), Role.ISSUE),
        ("令和10年度までにテレワーク利用者100人を目標とします。", (), Role.GOAL),
        ("国は、テレワークの導入を支援することとしています。", (), Role.NATIONAL),
        ("テレワークとは、情報通信技術を使って場所を選ばず働くことをいう。", (), Role.BACKGROUND),
        ("テレワーク用の端末を30台導入しました。", ("これまでの取組",), Role.STATUS),
        ("テレワークの利用者の割合", ("数値目標",), Role.GOAL),
    ],
)
def test_the_role_follows_words_time_negation_and_heading(
    text: str, headings: tuple[str, ...], role: Role
) -> None:
    assert the(mapped(passage(text, headings=headings)), "telework").role is role


def test_a_heading_gives_its_item_to_the_sentences_under_it() -> None:
    text = "対象を順次広げ、利用の少ないものは改めます。"
    under = mapped(passage(text, headings=("第5章 取組", "テレワークの推進")))
    assert not mapped(passage(text)).matches
    assert "見出し「テレワークの推進」" in the(under, "telework").reason


def test_a_document_on_one_item_gives_it_to_its_sentences() -> None:
    text = "内側にいる利用者も疑い、つなぐたびに確かめることが望ましい。"
    title = "ゼロトラストに関する手引"
    assert "security" in items(text, title=title, kind=DocumentKind.PLAN)
    assert "文書" in the(mapped(passage(text, title=title, kind=DocumentKind.PLAN)), "security").reason


def test_headings_themselves_are_not_matched() -> None:
    assert not mapped(passage("テレワークの推進", form=PassageKind.HEADING)).matches


def test_a_running_head_says_nothing() -> None:
    heads = [passage("青凪市情報セキュリティポリシー", key=f"p{n}") for n in range(4)]
    assert not mapped(*heads).matches


def test_the_reason_names_word_heading_and_document() -> None:
    reason = the(mapped(passage("電子申請を広げます。", headings=("企画",))), "frontyard").reason
    assert "「電子申請」" in reason
    assert "施政方針" in reason


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("計画期間は令和8年度から令和10年度までの3年間とします。", "period"),
        ("本市の将来像を「海とひかりのまち」とします。", "vision"),
        ("DX推進計画の基本方針は次の3つの柱とします。", "policy"),
        ("本計画は総合計画を上位計画とする個別計画です。", "positioning"),
        ("進捗管理はPDCAサイクルにより毎年度行います。", "progress_mgmt"),
        ("市民アンケートの回収率は48.2%でした。", "survey"),
        ("DXの推進体制は、市長を本部長とするDX推進本部とします。", "promotion"),
        ("成果指標(KPI)は電子申請の件数とします。", "kpi"),
    ],
)
def test_the_chapters_of_the_plan_find_their_passages(text: str, topic: str) -> None:
    found = mapped(passage(text, kind=DocumentKind.DX_PLAN, title="青凪市DX推進計画"))
    assert topic in {match.item for match in found.matches}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("健康増進計画の計画期間は令和8年度からの5年間です。", False),
        ("第2期DX推進計画の計画期間は令和8年度からの3年間です。", True),
        ("第5次総合計画の計画期間は令和8年度からの10年間です。", True),
    ],
)
def test_the_period_of_a_plan_on_other_matters_is_not_this_plans(text: str, kept: bool) -> None:
    assert ("period" in {match.item for match in mapped(passage(text)).matches}) is kept


def test_a_pin_is_kept_and_a_ban_is_kept() -> None:
    text = "公民館の改修に合わせて光回線を引きます。"
    pins = Pins(
        pin=(Pin(item="divide", text="公民館の改修に合わせて", role=Role.ACTION),),
        ban=(Pin(item="community", text="公民館の改修に合わせて"),),
    )
    plain, corrected = mapped(passage(text)), mapped(passage(text), pins=pins)
    assert {match.item for match in plain.matches} == {"community"}
    assert [(m.item, m.score, m.role) for m in corrected.matches] == [("divide", 1.0, Role.ACTION)]


def test_a_ban_of_everything_leaves_a_passage_alone() -> None:
    pins = Pins(ban=(Pin(item="*", passage="p"),))
    assert not mapped(passage("電子申請とテレワークを進めます。"), pins=pins).matches


def test_a_pin_to_a_subject_follows_the_edition() -> None:
    pins = Pins(pin=(Pin(item="online", passage="p"),))
    assert {m.item for m in mapped(passage("ごみの話です。"), pins=pins).matches} == {"frontyard"}
    assert {m.item for m in mapped(passage("ごみの話です。"), pins=pins, edition="1.0").matches} == {"online"}


def test_matches_stand_best_first_within_an_item_and_come_out_the_same_again() -> None:
    texts = [
        "テレワークを進めます。",
        "在宅勤務とテレワークとWeb会議を進めます。",
        "書かない窓口を始めます。",
        "下水道の話です。",
    ]
    given_ = [passage(text, key=f"p{n}") for n, text in enumerate(texts)]
    one, other = mapped(*given_), mapped(*given_)
    assert one == other
    scores = [match.score for match in one.matches if match.item == "telework"]
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.lists(st.text(max_size=30), max_size=3))
def test_any_text_is_mapped_without_failing(text: str, headings: list[str]) -> None:
    found = mapped(passage(text, headings=tuple(headings)))
    assert all(0 <= match.score <= 1 and match.reason for match in found.matches)


def test_words_alone_decide_where_no_model_is() -> None:
    scorer = Scorer(shipped_scorer().vocabulary, None, [])
    scored = scorer.read(passage("庁内でテレワークと在宅勤務を進めます。")).scored
    assert {key for key, each in scored.items() if each.logit > 0} == {"telework"}
    assert 0.5 < scorer.score(scored["telework"].logit) < 1


def test_the_shipped_calibration_rises() -> None:
    sums = [number / 20 for number in range(-200, 400)]
    scores = [shipped_scorer().score(value) for value in sums]
    assert scores == sorted(scores)
    assert scores[0] < 0.1
    assert scores[-1] > 0.9


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_a_higher_sum_never_gives_a_lower_score(one: float, other: float) -> None:
    scorer: Scorer = shipped_scorer()
    low, high = sorted((one, other))
    assert scorer.score(low) <= scorer.score(high)
