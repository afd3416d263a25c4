"""The sample papers under inputs/: there, reproducible, readable, and about no real municipality."""

from __future__ import annotations

import csv
import functools
import importlib.util
import io
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import docx
import openpyxl
import pypdf
import pypdfium2
import pytest

from flows.settings import load_settings
from tests.conftest import PROJECT

INPUTS = PROJECT / "inputs"
CITY = INPUTS / "青凪市"
# fmt: off
PREFECTURES = (
    "北海道", "青森", "岩手", "宮城", "秋田", "山形", "福島", "茨城", "栃木", "群馬", "埼玉", "千葉",
    "東京", "神奈川", "新潟", "富山", "石川", "福井", "山梨", "長野", "岐阜", "静岡", "愛知", "三重",
    "滋賀", "京都", "大阪", "兵庫", "奈良", "和歌山", "鳥取", "島根", "岡山", "広島", "山口", "徳島",
    "香川", "愛媛", "高知", "福岡", "佐賀", "長崎", "熊本", "大分", "宮崎", "鹿児島", "沖縄",
)
# fmt: on


def _load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_samples", INPUTS / "make_samples.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_samples"] = module
    spec.loader.exec_module(module)
    return module


GENERATOR = _load_generator()
PAPERS = {paper["file"]: paper for paper in GENERATOR.papers()}
PDFS = sorted(name for name in PAPERS if name.endswith(".pdf"))
SCAN = next(name for name, paper in PAPERS.items() if paper["kind"] == "scan")


def _flat(text: str) -> str:
    return "".join(text.split())


@functools.cache
def _pdf_pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [_flat(page.get_textpage().get_text_bounded()) for page in document]


def _all_text(path: Path) -> str:
    if path.suffix == ".pdf":
        return "".join(_pdf_pages(path))
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
        return "".join(parts)
    return path.read_bytes().decode("cp932" if path.suffix == ".csv" else "utf-8")


def _content(path: Path) -> object:
    """What a file holds, apart from how it was compressed: another zlib packs the same words differently."""
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as archive:
            return {info.filename: (info.date_time, archive.read(info)) for info in archive.infolist()}
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(path)
        pages = [page.get_contents().get_data() for page in reader.pages]
        return pages, dict(reader.metadata), _pdf_pages(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all papers, freshly made."""
    if missing := GENERATOR.fonts.missing():
        pytest.skip("見本のフォントがないため: " + "、".join(missing))
    folder = tmp_path_factory.mktemp("samples")
    GENERATOR.make(folder)
    return folder


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_every_paper_of_the_generator_lies_under_inputs(name: str) -> None:
    assert (INPUTS / name).stat().st_size > 0


def test_the_folders_hold_nothing_but_papers_of_the_generator_and_settings() -> None:
    there = {str(p.relative_to(INPUTS)) for folder in (CITY, INPUTS / "guidance") for p in folder.iterdir()}
    assert there - {"青凪市/municipality.yaml"} == set(PAPERS)


def test_the_settings_of_the_city_name_it_and_give_no_real_code() -> None:
    settings = load_settings(CITY)
    assert settings.name == "青凪市"
    assert (settings.code, settings.prefecture) == ("", "")


def test_all_inputs_together_stay_below_two_megabytes() -> None:
    assert sum(p.stat().st_size for p in INPUTS.rglob("*") if p.is_file()) <= 2_000_000


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_the_generator_makes_what_lies_under_inputs(made: Path, name: str) -> None:
    assert _content(made / name) == _content(INPUTS / name)


@pytest.mark.slow
def test_a_second_run_of_the_generator_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    GENERATOR.make(tmp_path)
    for name in PAPERS:
        assert (made / name).read_bytes() == (tmp_path / name).read_bytes(), name


@pytest.mark.parametrize("name", [name for name in PDFS if name != SCAN])
def test_every_page_of_a_digital_paper_gives_its_words(name: str) -> None:
    for page in _pdf_pages(INPUTS / name):
        assert len(page) > 10
        assert "\ufffd" not in page


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01_第２次総合計画_後期基本計画.pdf", "海と里がつながりだれもが自分らしく暮らせるまちあおなぎ"),
        ("02_ＤＸ推進計画_第１期.pdf", "計画期間は、令和４年度から令和８年度までの５年間とします。"),
        ("03_令和８年度施政方針.pdf", "保有率が８２．６パーセントとなり、前年同月と比べて３．７ポイント上昇"),
        ("04_令和８年度当初予算_主な事業.pdf", "142,780"),
        ("05_ＤＸ推進計画_第１期_進捗評価.pdf", "令和７年度末までに20業務のうち16業務の移行を終えた。"),
    ],
)
def test_a_key_fact_can_be_read_from_its_paper(name: str, words: str) -> None:
    assert words in "".join(_pdf_pages(CITY / name))


def test_the_scanned_paper_holds_a_picture_and_no_words() -> None:
    assert _pdf_pages(INPUTS / SCAN) == [""]
    assert len(pypdf.PdfReader(INPUTS / SCAN).pages[0].images) == 1


@pytest.mark.parametrize("name", [name for name in PDFS if name != SCAN])
def test_every_font_is_embedded_with_a_unicode_map(name: str) -> None:
    for page in pypdf.PdfReader(INPUTS / name).pages:
        for entry in page["/Resources"]["/Font"].values():
            font = entry.get_object()
            if font["/BaseFont"] == "/Helvetica":  # reportlab declares it on every page and never uses it
                continue
            assert "/ToUnicode" in font
            assert "/FontFile2" in font["/FontDescriptor"]


def test_the_printed_page_number_begins_after_the_front_pages() -> None:
    pages = _pdf_pages(CITY / "02_ＤＸ推進計画_第１期.pdf")
    assert not any("-1-" in page for page in pages[:2])
    assert "-1-" in pages[2]


def test_the_memo_holds_tracked_changes_comments_and_tables() -> None:
    path = CITY / "07_庁内ヒアリングメモ.docx"
    with zipfile.ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
        assert "w:ins" in body
        assert "w:delText" in body
        assert "word/comments.xml" in archive.namelist()
    assert len(docx.Document(path).tables) == 2


def test_the_survey_holds_several_tables_on_a_sheet_with_merged_heads() -> None:
    book = openpyxl.load_workbook(CITY / "08_ＤＸに関するアンケート集計.xlsx")
    sheet = book["住民アンケート"]
    titles = [cell.value for row in sheet for cell in row if str(cell.value).startswith("問")]
    assert len(titles) == 4
    assert "E13:H13" in {str(area) for area in sheet.merged_cells.ranges}


def test_the_sources_of_money_of_each_budget_line_add_up() -> None:
    body = PAPERS["青凪市/04_令和８年度当初予算_主な事業.pdf"]["body"]
    *_, table = (element["table"] for element in body if "table" in element)
    assert len(table["rows"]) == 22
    for row in table["rows"]:
        amount, *sources = (int(cell.replace(",", "")) for cell in row[3:9])
        assert sum(sources) == amount, row[2]


def test_the_monthly_counts_add_up_to_the_figures_of_the_assessment_and_contradict_the_general_plan() -> None:
    text = (CITY / "09_電子申請件数_月別.csv").read_bytes().decode("cp932")
    totals: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO(text)):
        parts = [int(row[key]) for key in ("子育て・介護", "住民票・税証明", "施設予約", "その他")]
        assert sum(parts) == int(row["合計"])
        totals[row["年度"]] = totals.get(row["年度"], 0) + int(row["合計"])
    assert (totals["令和5年度"], totals["令和7年度"]) == (6840, 11903)
    assert "令和５年度の6,840件から令和７年度には11,903件" in _all_text(
        CITY / "05_ＤＸ推進計画_第１期_進捗評価.pdf"
    )
    assert "電子申請の年間利用件数件6,480" in _all_text(CITY / "01_第２次総合計画_後期基本計画.pdf")


def test_two_national_items_find_no_word_in_the_papers_of_the_city() -> None:
    texts = "".join(_all_text(INPUTS / name) for name in PAPERS if name.startswith("青凪市"))
    for word in ("共通基盤", "共同調達", "共同利用", "アナログ規制", "デジタル原則", "規制の点検"):
        assert word not in texts


def test_the_digest_of_the_national_plan_says_on_every_page_of_its_body_that_it_is_a_sample() -> None:
    cover, _, *body = _pdf_pages(INPUTS / "guidance" / "自治体ＤＸ推進計画_要旨_見本.pdf")
    assert "国の公表した文書ではありません" in cover
    assert all("見本：国の公表した文書ではありません" in page for page in body)


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_no_prefecture_is_named(name: str) -> None:
    text = _all_text(INPUTS / name)
    assert not [prefecture for prefecture in PREFECTURES if prefecture in text]


@pytest.mark.corpus
def test_no_real_municipality_bears_the_name_or_is_named(shared: Path) -> None:
    rows = csv.DictReader(io.StringIO((shared / "corpus/data/localgov-codes.csv").read_text("utf-8-sig")))
    real = {row["city"].split()[-1] for row in rows} - {""}
    assert len(real) > 1_700
    assert "青凪市" not in real
    texts = "\n".join(_all_text(INPUTS / name) for name in PAPERS)
    named = {city for city in real if city in texts}
    assert not named
