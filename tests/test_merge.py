"""`dxplan merge` from end to end: a whole run, staff's file, changed sources; and what is refused, with what to do."""

import json
import os
import random
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook
from small_city import build

from flows import pipeline, preparing, runs
from flows.__main__ import main
from flows.checking import verify_run
from flows.merging import MergeRequest, merge
from flows.model import BadInput, BlockStatus, Draft
from flows.pipeline import Direct
from flows.preparing import Request
from flows.writers.xlsx import read_confirmed
from tests.revisions.lab import Desk, W, lines, plan, write

pytestmark = pytest.mark.usefixtures("without_office")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run; its sources have changed since."""
    root = tmp_path_factory.mktemp("merge")
    city, nation = build(root / "in")
    pipeline.draft(Request(inputs=city, guidance=nation, out=root / "run"), Direct())
    speech = city / "施政方針_令和８年度.md"
    speech.write_text(
        speech.read_text(encoding="utf-8").replace("75.4パーセント", "78.9パーセント"), encoding="utf-8"
    )
    return root / "run"


def returned(run: Path, target: Path, change: Callable[[Desk], None] = lambda desk: None) -> Path:
    desk = Desk.open(run / runs.DOCX_NAME, random.Random(0))  # noqa: S311 - edits, no secrets
    change(desk)
    return desk.save(target)


def typed(desk: Desk, old: str, new: str) -> None:
    found = [t for t in desk.document.iter(f"{W}t") if old in (t.text or "")]
    assert found
    for t in found:
        t.text = (t.text or "").replace(old, new)


@pytest.fixture(scope="module")
def merged(run: Path) -> Path:
    """The folder of a merge: staff changed a word near a figure that changed, and filled an open place."""

    def change(desk: Desk) -> None:
        typed(desk, "前年同時期", "昨年の同じ時期")
        place = next(
            p
            for p in desk.document.iter(f"{W}p")
            if "【要確認】" in "".join(p.itertext()) and p.find(f"{W}commentRangeStart") is not None
        )
        place.find(f"{W}r/{W}t").text = "庁内で確かめた内容です。"

    path = returned(run, run.parent / "返ってきた素案.docx", change)
    before = path.read_bytes()
    merge(MergeRequest(run=run, returned=path, out=run.parent / "merged"))
    assert path.read_bytes() == before
    return run.parent / "merged"


def test_staffs_words_and_the_new_figure_stand_in_one_sentence(merged: Path) -> None:
    accepted = "\n".join(lines(merged / runs.DOCX_NAME, accept=True))
    assert "78.9パーセントであり、昨年の同じ時期" in accepted
    rejected = "\n".join(lines(merged / runs.DOCX_NAME, accept=False))
    assert "75.4パーセントであり、昨年の同じ時期" in rejected


def test_merge_json_lists_every_text_with_its_place_and_reason(merged: Path) -> None:
    record = json.loads((merged / "merge.json").read_text(encoding="utf-8"))
    assert {"kept", "updated", "conflicts", "added", "deleted"} <= set(record)
    assert all(told["place"] and told["reason"] for told in record["updated"])
    assert any("施政方針_令和８年度.md" in told["reason"] for told in record["updated"])
    assert record["returned"]["file"] == "返ってきた素案.docx"
    assert {told["kind"] for told in record["answered"]} == {"庁内確認"}
    assert [told["file"] for told in record["answered"]] == ["返ってきた素案.docx"]
    (row,) = read_confirmed(merged / runs.CONFIRMED_NAME)
    assert row.answer.startswith("庁内で確かめた内容です。")
    assert "庁内で確かめた内容です。" in (merged / "取込み結果.html").read_text(encoding="utf-8")


def test_the_folder_of_a_merge_is_a_run_that_can_be_merged_again(merged: Path, run: Path) -> None:
    sent = merged / runs.DOCX_NAME
    for number, folder in enumerate((merged, run)):
        outcome = merge(MergeRequest(run=folder, returned=sent, out=run.parent / f"again{number}"))
        assert (outcome.merged.updated, outcome.merged.conflicts) == ((), ())
        assert (outcome.folder / runs.DOCX_NAME).read_bytes() == sent.read_bytes()


def _open_cells(draft: Draft) -> list[str]:
    return [
        cell.id
        for section in draft.sections
        for block in section.blocks
        for cell in (block, *(cell for row in block.rows for cell in row))
        if cell.status is BlockStatus.TODO or cell.text == "要確認"
    ]


def _asked_in(run: Path) -> list[str]:
    """The keys of the questions of the hearing sheet."""
    book = load_workbook(run / runs.HEARING_NAME)
    cells = (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    return [cell for cell in cells if cell.startswith("dxq:")]


def _is_open_cell(paragraph: etree._Element) -> bool:
    words = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
    return paragraph.getparent().tag == f"{W}tc" and words == "要確認"


ANSWER, CELL = "庁内で確かめた内容です。", "24回"
INDICATORS = """# 汐見原市ＤＸ推進計画 指標一覧

## マイナンバーカードの普及

| 指標名 | 単位 | 現状値（令和６年度） | 目標値（令和８年度） | 所管課 |
|---|---|---|---|---|
| マイナンバーカードの保有率 | ％ | 75.4 | 90 | 市民課 |
| マイナンバーカードの出張申請の回数 | 回 | 12 |  |  |
"""


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A run, staff's answers in a sentence and in a cell, two merges, and a new draft that is told of the answers."""
    root = tmp_path_factory.mktemp("rounds")
    city, nation = build(root / "in")
    (city / "指標一覧.md").write_text(INDICATORS, encoding="utf-8")
    pipeline.draft(Request(inputs=city, guidance=nation, out=root / "run"), Direct())

    def fill(desk: Desk) -> None:
        there = [p for p in desk.document.iter(f"{W}p") if p.find(f".//{W}commentRangeStart") is not None]
        sentence = next(
            p for p in there if "【要確認】" in "".join(p.itertext()) and p.getparent().tag == f"{W}body"
        )
        cell = next(p for p in desk.document.iter(f"{W}p") if _is_open_cell(p))
        for place, words in ((sentence, ANSWER), (cell, CELL)):
            texts = list(place.iter(f"{W}t"))
            for text in texts:
                text.text = ""
            texts[0].text = words

    path = returned(root / "run", root / "返ってきた素案.docx", fill)
    before = sorted(child.name for child in city.iterdir())
    merge(MergeRequest(run=root / "run", returned=path, out=root / "first"))
    merge(MergeRequest(run=root / "first", returned=root / "first" / runs.DOCX_NAME, out=root / "second"))
    pipeline.draft(
        Request(inputs=city, guidance=nation, out=root / "new", confirmed=root / "second"), Direct()
    )
    again = returned(root / "new", root / "また返ってきた.docx")
    merge(MergeRequest(run=root / "new", returned=again, out=root / "third"))
    assert sorted(child.name for child in city.iterdir()) == before
    return {name: root / name for name in ("run", "first", "second", "new", "third")}


@pytest.mark.parametrize("name", ["first", "second", "new", "third"])
def test_what_staff_filled_is_never_asked_again(rounds: dict[str, Path], name: str) -> None:
    before, now = runs.read_draft(rounds["run"]), runs.read_draft(rounds[name])
    answered = set(_open_cells(before)) - set(_open_cells(now))
    assert len(answered) >= 2
    blocks = [block for section in now.sections for block in section.blocks]
    every = [*blocks, *(cell for block in blocks for row in block.rows for cell in row)]
    for words in (ANSWER, CELL):
        cited = [block for block in every if block.text == words and block.status is not BlockStatus.TODO]
        assert cited
        assert {citation.source for block in cited for citation in block.citations} == {runs.CONFIRMED_NAME}
    shown = "\n".join(lines(rounds[name] / runs.DOCX_NAME))
    assert ANSWER in shown
    assert CELL in shown


def test_the_next_hearing_sheet_asks_only_what_is_still_open(rounds: dict[str, Path]) -> None:
    before, now = _asked_in(rounds["run"]), _asked_in(rounds["new"])
    assert set(now) < set(before)


@pytest.mark.parametrize("name", ["first", "second", "third"])
def test_an_answer_brings_no_conflict_and_no_second_copy(rounds: dict[str, Path], name: str) -> None:
    record = json.loads((rounds[name] / "merge.json").read_text(encoding="utf-8"))
    assert record["conflicts"] == []
    assert "\n".join(lines(rounds[name] / runs.DOCX_NAME)).count(ANSWER) == 1


def test_a_run_that_cites_answers_is_verified_with_them(rounds: dict[str, Path]) -> None:
    assert verify_run(rounds["new"]).problems == ()


def test_an_answer_names_the_file_and_its_date(rounds: dict[str, Path]) -> None:
    rows = read_confirmed(rounds["third"] / runs.CONFIRMED_NAME)
    assert {row.answer for row in rows} == {ANSWER, CELL}
    assert {row.file for row in rows} == {"返ってきた素案.docx"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row.day) for row in rows)
    documents = json.loads((rounds["new"] / runs.DOCUMENTS_NAME).read_text(encoding="utf-8"))
    source = next(d["source"] for d in documents if d["source"]["path"] == runs.CONFIRMED_NAME)
    assert (source["kind"], source["title"]) == ("hearing", "庁内確認")


def test_answers_that_are_not_there_are_refused_with_what_to_do(tmp_path: Path) -> None:
    city, nation = build(tmp_path / "in")
    with pytest.raises(BadInput, match=r"庁内確認\.xlsx") as refused:
        preparing.prepare(Request(inputs=city, guidance=nation, confirmed=tmp_path))
    assert "--confirmed" in refused.value.remedy


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _other_city(path: Path) -> Path:
    return write(plan().model_copy(update={"municipality": "霧ヶ浜町"}), path)


def _cut_short(path: Path) -> Path:
    write(plan(), path)
    path.write_bytes(path.read_bytes()[:-3000])
    return path


def _with_macros(path: Path) -> Path:
    return _retyped(path, "document.main+xml", "document.macroEnabled.main+xml")


def _workbook(path: Path) -> Path:
    return _retyped(path, "wordprocessingml.document.main+xml", "spreadsheetml.sheet.main+xml")


def _retyped(path: Path, old: str, new: str) -> Path:
    desk = Desk.open(write(plan(), path), random.Random(0))  # noqa: S311 - edits, no secrets
    types = desk.parts["[Content_Types].xml"].decode()
    assert old in types
    desk.parts["[Content_Types].xml"] = types.replace(old, new).encode()
    return desk.save(path)


def _strict(path: Path) -> Path:
    desk = Desk.open(write(plan(), path), random.Random(0))  # noqa: S311 - edits, no secrets
    body = etree.tostring(desk.document).replace(
        W[1:-1].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    desk.document = etree.fromstring(body)
    return desk.save(path)


def _raw(data: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


@pytest.mark.parametrize(
    ("make", "message", "remedy"),
    [
        (_raw(b"%PDF-1.7 ..."), "PDF です", "元の Word ファイル"),
        (_raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "古い形式", "パスワードを外し"),
        (_raw(b"{\\rtf1 }"), "リッチテキスト", "Word 文書"),
        (_raw(b""), "壊れています", "保存し直して"),
        (_raw(b"PK\x03\x04nothing"), "壊れている", "もう一度受け取って"),
        (_cut_short, "壊れている", "もう一度受け取って"),
        (lambda path: _zip(path, {"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument", "Word 文書"),
        (lambda path: _zip(path, {"a.txt": b"x"}), "壊れている", "保存し直して"),
        (_other_city, "別の団体", "結果のフォルダ"),
        (_with_macros, "マクロ付き", "Word 文書"),
        (_workbook, "Word 文書ではありません", "加筆した Word ファイル"),
        (_strict, "厳密な Open XML", "保存し直して"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_back_is_refused_with_what_to_do(
    run: Path, tmp_path: Path, make: Callable[[Path], Path], message: str, remedy: str
) -> None:
    path = make(tmp_path / "返却.docx")
    with pytest.raises(BadInput, match=message) as refused:
        merge(MergeRequest(run=run, returned=path, out=tmp_path / "out", ours=run))
    assert remedy in refused.value.remedy
    assert "返却.docx" in refused.value.message
    assert not (tmp_path / "out").exists()


def test_words_of_another_document_are_no_descendant(run: Path, tmp_path: Path) -> None:
    body = f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:t>会議の記録</w:t></w:r></w:p></w:body></w:document>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = f'<Relationships xmlns="{space}"><Relationship Id="r" Type="{office}" Target="word/document.xml"/></Relationships>'
    path = _zip(tmp_path / "別.docx", {"_rels/.rels": links.encode(), "word/document.xml": body.encode()})
    with pytest.raises(BadInput, match="加筆したものではありません"):
        merge(MergeRequest(run=run, returned=path, out=tmp_path / "out", ours=run))


def test_the_command_says_what_came_out_and_refuses_with_exit_code_2(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def call(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["dxplan", *map(str, words)])
        code = main()
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        return code, (shown.out + shown.err).replace("\n", "")

    path = returned(run, tmp_path / "返却.docx")
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "a.txt").write_text("staff", encoding="utf-8")
    for words, message in (
        (["merge", run, tmp_path / "ない.docx"], "ない.docx」がありません"),
        (["merge", tmp_path, path], "結果のフォルダではありません"),
        (["merge", run, path, "--out", taken], "上書きしません"),
        (["merge", run, run / runs.DOCX_NAME, "--out", run], "書き込みません"),
    ):
        code, shown = call(*words)
        assert (code, message in shown) == (2, True), shown
    code, shown = call("merge", run, path, "--ours", run, "--out", tmp_path / "out")
    assert code == 0
    assert "加筆を取り込みました" in shown
    assert (tmp_path / "out" / runs.DOCX_NAME).read_bytes() == path.read_bytes()
    assert "使い方" in call("merge", "--help")[1]


def test_inputs_that_were_moved_are_said_with_the_way_out(run: Path, tmp_path: Path) -> None:
    path = returned(run, tmp_path / "返却.docx")
    city = run.parent / "in" / "汐見原市 文書"
    moved = city.with_name("移した")
    os.rename(city, moved)  # noqa: PTH104
    try:
        with pytest.raises(BadInput, match="がありません") as refused:
            merge(MergeRequest(run=run, returned=path, out=tmp_path / "out"))
        assert "--ours" in refused.value.remedy
    finally:
        os.rename(moved, city)  # noqa: PTH104


def test_a_newer_run_of_another_municipality_is_refused(run: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for path in run.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    draft = (other / runs.DRAFT_NAME).read_text(encoding="utf-8")
    (other / runs.DRAFT_NAME).write_text(draft.replace("汐見原市", "霧ヶ浜町"), encoding="utf-8")
    with pytest.raises(BadInput, match="霧ヶ浜町の素案"):
        merge(MergeRequest(run=run, returned=run / runs.DOCX_NAME, out=tmp_path / "out", ours=other))


def test_other_settings_of_writing_since_leave_the_draft_of_staff_as_it_was_sent(tmp_path: Path) -> None:
    """Width, style and form of years apply from the next draft on; a merge brings new evidence alone."""
    city, nation = build(tmp_path / "in")
    pipeline.draft(Request(inputs=city, guidance=nation, out=tmp_path / "run"), Direct())
    (city / "municipality.yaml").write_text(
        "prose: である\ndigits: 全角\nera: 西暦\nnumbering: 第1\npunctuation: ，。\nfonts: 游\npaper: B5縦\n",
        encoding="utf-8",
    )
    path = returned(tmp_path / "run", tmp_path / "返却.docx")
    outcome = merge(MergeRequest(run=tmp_path / "run", returned=path, out=tmp_path / "merged"))
    assert (outcome.merged.updated, outcome.merged.conflicts, outcome.merged.added) == ((), (), ())
    assert (tmp_path / "merged" / runs.DOCX_NAME).read_bytes() == path.read_bytes()

    pipeline.draft(Request(inputs=city, guidance=nation, out=tmp_path / "new"), Direct())
    assert verify_run(tmp_path / "new").problems == ()
    text = (tmp_path / "new" / runs.DRAFT_NAME).read_text(encoding="utf-8")
    assert "書かない窓口を２０２６年１０月から導入する。" in text
    with pytest.raises(BadInput, match="書き方の設定"):
        merge(
            MergeRequest(run=tmp_path / "run", returned=path, ours=tmp_path / "new", out=tmp_path / "other")
        )


def test_another_layout_since_changes_nothing_in_the_file_of_staff(tmp_path: Path) -> None:
    city, nation = build(tmp_path / "in")
    pipeline.draft(Request(inputs=city, guidance=nation, out=tmp_path / "run"), Direct())
    (city / "municipality.yaml").write_text("fonts: MS\npaper: A4横\nline_spacing: 狭い\n", encoding="utf-8")
    pipeline.draft(Request(inputs=city, guidance=nation, out=tmp_path / "new"), Direct())
    path = returned(tmp_path / "run", tmp_path / "返却.docx")
    ours = MergeRequest(run=tmp_path / "run", returned=path, ours=tmp_path / "new", out=tmp_path / "merged")
    merge(ours)
    assert (tmp_path / "merged" / runs.DOCX_NAME).read_bytes() == path.read_bytes()
