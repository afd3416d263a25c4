"""Personal names stay out: speakers become roles or the passage is left out; roles and bodies are no names."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_city import build

from flows.model import DocumentKind, Origin, Passage, PassageKind, Span
from flows.persons import names_somebody, without_persons
from flows.pipeline import Direct, draft
from flows.preparing import Request

COMMON = ("佐藤", "長谷川", "佐々木", "山田", "森田")
RARE = ("霜鳥", "八重樫", "百目鬼")
FORMS = (
    "○{name}委員　窓口の混雑を減らすため、予約を広げてほしい。",
    "{name}議員：電子申請の件数は増えているのか。",
    "○総務課長（{name}君）　電子申請の件数は増えています。",
    "○１番（{name}君）　計画の評価を伺います。",
    "総務課長　{name}　予算の範囲で進めます。",
    "【{name}氏】　研修を増やすとよい。",
    "{name}さんから、操作が難しいとの声があった。",
    "会議では{name}委員が導入を求めた。",
    "ＣＩＯ補佐官の{name}氏を任用した。",
    "{name}議員の質問に対し、市長が答えた。",
)
CLEAN = (
    "民生委員と連携し、スマートフォン教室を開く。",
    "市議会議員に説明した。",
    "デジタル推進課長が進み具合を報告した。",
    "市長を本部長とする推進本部を設置する。",
    "お客様や市民の皆様に分かりやすく伝える。",
    "各委員から意見を募った。",
    "総務部長、企画課長及び情報政策課長で構成する。",
    "選挙管理委員会の事務を除く。",
    "本部員は部長級の職員とする。",
    "答（総務部長）　指標の達成状況を毎年度点検する。",
    "総務課長　出席した。",
    "座長：総務部長\n幹事：関係課長",
    "篠原土地区画整理事業を進める。",
    "北支所長と南支所長が出席した。",
)


def passage(text: str, kind: DocumentKind = DocumentKind.HEARING, **more: object) -> Passage:
    values: dict[str, object] = {
        "id": "p",
        "source": "会議録.docx",
        "sha256": "a" * 64,
        "origin": Origin.MUNICIPALITY,
        "document_kind": kind,
        "document_title": "会議録",
        "kind": PassageKind.SENTENCE,
        "text": text,
        "spans": (Span(page=1, text=text),),
        "paragraph": text,
    }
    return Passage.model_validate(values | more)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", COMMON + RARE)
def test_no_form_lets_a_name_of_minutes_through(form: str, name: str) -> None:
    left = list(without_persons([passage(form.format(name=name))]))
    assert name not in "".join(each.model_dump_json() for each in left)


@given(
    st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(COMMON)), min_size=1, max_size=4),
    st.sampled_from([DocumentKind.HEARING, DocumentKind.SPEECH, DocumentKind.OTHER]),
)
def test_common_names_pass_in_no_kind_of_paper(parts: list[tuple[str, str]], kind: DocumentKind) -> None:
    text = "".join(form.format(name=name) for form, name in parts)
    left = list(without_persons([passage(text, kind, document_title="報告", source="報告.docx")]))
    assert not [name for _, name in parts if name in "".join(each.text for each in left)]


@pytest.mark.parametrize("text", CLEAN)
def test_roles_and_bodies_are_no_names(text: str) -> None:
    assert not names_somebody(text, minutes=True)
    assert list(without_persons([passage(text)])) == [passage(text)]


def test_the_label_of_a_speaker_is_cut_off_from_the_quote_too() -> None:
    (left,) = without_persons([passage("○山田委員　窓口の混雑を減らしてほしい。")])
    assert left.text == left.spans[0].text == "窓口の混雑を減らしてほしい。"
    assert left.id == "p"


def test_a_column_of_names_is_emptied_and_a_row_about_a_person_left_out() -> None:
    head = ("役職", "氏名", "意見")
    row = passage(
        "委員\t霜鳥\t研修を増やす。",
        kind=DocumentKind.HEARING,
        head=head,
        cells=("委員", "霜鳥", "研修を増やす。"),
        spans=tuple(Span(page=1, text=cell) for cell in ("委員", "霜鳥", "研修を増やす。")),
    ).model_copy(update={"kind": PassageKind.ROW, "paragraph": "役職\t氏名\t意見"})
    (left,) = without_persons([row])
    assert left.cells == ("委員", "", "研修を増やす。")
    assert "霜鳥" not in left.model_dump_json()


def test_headings_and_paragraphs_round_a_passage_name_nobody() -> None:
    told = passage(
        "件数は増えている。",
        headings=("会議録", "山田議員の質問"),
        paragraph="山田議員：件数は。件数は増えている。",
    )
    (left,) = without_persons([told])
    assert left.headings == ("会議録",)
    assert "山田" not in left.model_dump_json()


MINUTES = """# 令和８年６月 ＤＸ推進本部会議 会議録

○霜鳥委員　書かない窓口の導入を進めてほしい。

○情報政策課長（百目鬼太郎君）　窓口の混雑を減らすため、予約の仕組みを導入します。

八重樫議員の質問に対し、オンライン手続を拡大すると答えた。

職員の佐々木さんから、電子決裁の操作が難しいとの課題が示された。

## 長谷川議員の質問

マイナンバーカードの取得を支援するため、出張申請を行います。
"""


def test_names_of_minutes_reach_no_file_that_is_made_for_readers(tmp_path: Path) -> None:
    """Word, Excel and the report alike; 01-documents.json holds what was received."""
    city, nation = build(tmp_path)
    (city / "会議録_令和８年６月.md").write_text(MINUTES, encoding="utf-8")
    out = draft(Request(inputs=city, guidance=nation, out=tmp_path / "run"), Direct()).folder
    told: dict[str, str] = {}
    for path in sorted(out.iterdir()):
        if path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as archive:
                told[path.name] = "".join(
                    archive.read(n).decode("utf-8", "ignore") for n in archive.namelist()
                )
        elif path.name not in ("01-documents.json", "run.json"):
            told[path.name] = path.read_text(encoding="utf-8")
    names = ("霜鳥", "百目鬼", "八重樫", "佐々木", "長谷川")
    assert {file: name for file, text in told.items() for name in names if name in text} == {}
    assert "予約の仕組みを導入します" in told["draft.json"]
