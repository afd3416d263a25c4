"""Whose plan it is: found in the words of its documents."""

import pytest

from flows.localities import PREFECTURES, valid_code
from flows.model import Document, Municipality, Origin, Source
from flows.municipalities import identify, listed
from flows.resources import templates_dir


def paper(text: str, origin: Origin = Origin.MUNICIPALITY, name: str = "a.pdf") -> Document:
    return Document(
        source=Source(path=name, sha256=name, pages=1, origin=origin), blocks=(), page_texts=(text,)
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "第４４６回青凪市議会定例会が開かれます。青凪市の財政は。青凪市長が述べた。本市は都市の整備を進める。",
            "青凪市",
        ),
        ("第 ２ 次 青 凪 市 総 合 計 画 。青 凪 市 で は、", "青凪市"),
        ("汐ノ音町役場は、汐ノ音町総合計画を定めた。町長は汐ノ音町の将来像を示した。", "汐ノ音町"),
        (
            "このたびほしぞら市の計画を定めた。ほしぞら市はDXを進める。そしてほしぞら市では市民が",
            "ほしぞら市",
        ),
        ("各市町村は、全市町村で取り組む。市区町村の役割は大きい。", None),
        ("デジタル技術を活用する。", None),
    ],
)
def test_the_name_is_found_in_running_text(text: str, name: str | None) -> None:
    found = identify([paper(text)])
    assert (found.name if found else None) == name


def test_national_documents_have_no_vote() -> None:
    own = paper("潮見台市の計画。潮見台市議会。")
    national = paper("横道市の事例。" * 50, Origin.GUIDANCE, "b.pdf")
    found = identify([own, national])
    assert found is not None
    assert found.name == "潮見台市"


def test_the_prefecture_beside_the_name_wins_over_one_named_more_often() -> None:
    found = identify([paper("福井県潮見台市の計画。潮見台市議会。大阪府、大阪府、大阪府の例。")])
    assert found is not None
    assert found.prefecture == "福井県"


@pytest.mark.parametrize(
    ("code", "valid"),
    [("011002", True), ("131016", True), ("131017", False), ("13101", False), ("999999", False), ("", False)],
)
def test_a_code_has_the_check_digit_of_the_ministry(code: str, valid: bool) -> None:
    assert valid_code(code) is valid


def test_a_code_is_taken_only_beside_its_words_and_with_its_check_digit() -> None:
    found = identify([paper("潮見台市議会。潮見台市の団体コード：131016。予算額 131024 千円")])
    assert found is not None
    assert found.code == "131016"
    wrong = identify([paper("潮見台市議会。潮見台市の計画。団体コード：131017")])
    assert wrong is not None
    assert wrong.code == ""


def test_a_code_that_no_document_states_is_looked_up_by_name() -> None:
    found = identify([paper("鳥取市議会。鳥取市の計画。鳥取市長。")])
    assert found is not None
    assert (found.code, found.prefecture) == ("312011", "鳥取県")
    assert valid_code(found.code)
    unknown = identify([paper("潮見台市議会。潮見台市の計画。")])
    assert unknown is not None
    assert unknown.code == ""


def test_a_table_of_all_municipalities_names_none() -> None:
    assert (
        identify(
            [paper("八戸市の人口。水戸市の人口。神戸市の人口。江戸川区の人口。松戸市の人口。瀬戸市の人口。")]
        )
        is None
    )


def test_a_name_borne_by_several_needs_its_prefecture() -> None:
    assert listed(Municipality(name="池田町")).code == ""
    assert listed(Municipality(name="池田町", prefecture="福井県")).code == "183822"


def test_every_listed_code_has_its_check_digit() -> None:
    path = templates_dir() / "municipalities" / "codes.csv"
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(rows) == 1741
    assert all(valid_code(code) and prefecture in PREFECTURES for code, prefecture, _ in rows)
