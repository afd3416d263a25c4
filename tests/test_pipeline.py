"""The whole pipeline on a small city: what comes out, again and again, and when something is wrong with the input."""

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from small_city import build

from flows import runs
from flows.checking import verify_run
from flows.model import BadConfiguration, BadInput, UnknownEdition
from flows.pipeline import Direct, draft
from flows.preparing import Request
from flows.recording import Outcome

pytestmark = pytest.mark.usefixtures("without_office")

ARTEFACTS = {
    "01-documents.json",
    "02-passages.json",
    "03-facts.json",
    "mapping.json",
    "draft.json",
    "素案.docx",
    "対応表.xlsx",
    "施策一覧.xlsx",
    "ヒアリングシート.xlsx",
    "report.html",
    "概要版.docx",
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return build(tmp_path_factory.mktemp("input"))


@pytest.fixture(scope="module")
def finished(
    folders: tuple[Path, Path], without_office: None, tmp_path_factory: pytest.TempPathFactory
) -> Outcome:
    out = tmp_path_factory.mktemp("out") / "run"
    return draft(Request(inputs=folders[0], guidance=folders[1], out=out), Direct())


def test_a_run_leaves_all_its_files_and_says_how_they_came_to_be(finished: Outcome) -> None:
    names = {path.name for path in finished.folder.iterdir()}
    assert names >= ARTEFACTS | {"run.json"}
    record = runs.read_json(finished.folder / "run.json")
    assert record["municipality"]["name"] == "汐見原市"
    assert record["edition"] == "5.1"
    assert {source["path"] for source in record["inputs"]} == {
        "施政方針_令和８年度.md",
        "ＤＸ推進計画 第１期.txt",
        "要旨.md",
    }
    assert all(len(source["sha256"]) == 64 for source in record["inputs"])
    assert set(record["times"]["seconds"]) >= {"read", "split", "map", "compose", "verify", "write"}
    for name, digest in record["artefacts"].items():
        assert runs.sha256(finished.folder / name) == digest


def test_the_draft_says_what_the_documents_say(finished: Outcome) -> None:
    text = (finished.folder / "draft.json").read_text(encoding="utf-8")
    assert "保有率は、75.4パーセントであり" in text
    assert "第２期ＤＸ推進計画" in text
    assert "書かない窓口を令和8年10月から導入します" in text
    assert "相談支援員" not in text


def test_a_finished_run_holds_against_its_sources(finished: Outcome) -> None:
    checked = verify_run(finished.folder)
    assert checked.problems == ()
    assert checked.citations > 0


def test_the_same_input_gives_the_same_bytes(
    folders: tuple[Path, Path], finished: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    again = draft(Request(inputs=folders[0], guidance=folders[1], out=tmp_path / "again"), Direct())
    for name in ARTEFACTS:
        assert (again.folder / name).read_bytes() == (finished.folder / name).read_bytes(), name


@pytest.mark.parametrize("where", ["text", "quote"])
def test_a_changed_digit_in_the_draft_is_found(finished: Outcome, tmp_path: Path, where: str) -> None:
    run = _copy(finished.folder, tmp_path / "run")
    plan = json.loads((run / "draft.json").read_text(encoding="utf-8"))
    for block in (block for section in plan["sections"] for block in section["blocks"]):
        if "75.4" in block["text"] and block["citations"]:
            if where == "text":
                block["text"] = block["text"].replace("75.4", "76.4")
            else:
                block["citations"][0]["quote"] = block["citations"][0]["quote"].replace("75.4", "76.4")
    (run / "draft.json").write_text(json.dumps(plan, ensure_ascii=False), encoding="utf-8")
    assert not verify_run(run).clean


def test_a_changed_digit_in_the_word_file_is_found(finished: Outcome, tmp_path: Path) -> None:
    run = _copy(finished.folder, tmp_path / "run")
    _rewrite(run / "素案.docx", "75.4", "76.4")
    assert not verify_run(run / "素案.docx").clean


def test_a_source_that_changed_cannot_vouch(folders: tuple[Path, Path], tmp_path: Path) -> None:
    city, nation = build(tmp_path / "input")
    outcome = draft(Request(inputs=city, guidance=nation, out=tmp_path / "run"), Direct())
    speech = city / "施政方針_令和８年度.md"
    speech.write_text(speech.read_text(encoding="utf-8").replace("75.4", "57.4"), encoding="utf-8")
    problems = verify_run(outcome.folder).problems
    assert any("施政方針" in problem for problem in problems)
    assert verify_run(outcome.folder, inputs=folders[0], guidance=folders[1]).clean


def test_one_bad_document_does_not_stop_the_others(tmp_path: Path) -> None:
    city, nation = build(tmp_path / "input")
    (city / "壊れた予算書.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(2000))
    (city / "空.docx").write_bytes(b"")
    outcome = draft(Request(inputs=city, guidance=nation, out=tmp_path / "run"), Direct())
    assert outcome.failed
    assert outcome.unreadable == 2
    text = (outcome.folder / "draft.json").read_text(encoding="utf-8")
    assert "壊れた予算書.pdf" in text
    assert "75.4パーセント" in text


def test_a_file_that_is_there_twice_is_read_once(tmp_path: Path) -> None:
    city, nation = build(tmp_path / "input")
    speech = city / "施政方針_令和８年度.md"
    (city / "写し.md").write_bytes(speech.read_bytes())
    outcome = draft(Request(inputs=city, guidance=nation, out=tmp_path / "run"), Direct())
    assert outcome.documents == 3
    assert any(finding.code == "repeated-file" for finding in outcome.findings)


def test_a_second_run_never_touches_the_first(folders: tuple[Path, Path], tmp_path: Path) -> None:
    request = Request(inputs=folders[0], guidance=folders[1], outputs=tmp_path)
    first = draft(request, Direct())
    before = (first.folder / "run.json").read_bytes()
    second = draft(request, Direct())
    assert first.folder != second.folder
    assert (first.folder / "run.json").read_bytes() == before
    with pytest.raises(BadInput, match="上書き"):
        draft(request.model_copy(update={"out": first.folder}), Direct())


def test_settings_of_the_folder_are_used(tmp_path: Path) -> None:
    city, nation = build(tmp_path / "input")
    (city / "municipality.yaml").write_text(
        'name: 潮見台市\nedition: "2.3"\nplan_title: 潮見台DX計画\n', encoding="utf-8"
    )
    outcome = draft(Request(inputs=city, guidance=nation, out=tmp_path / "run"), Direct())
    assert outcome.municipality.name == "潮見台市"
    assert outcome.edition == "2.3"
    assert runs.read_draft(outcome.folder).title == "潮見台DX計画"


def test_what_makes_a_run_impossible_is_said_at_once(tmp_path: Path) -> None:
    city, nation = build(tmp_path / "input")
    empty = tmp_path / "空"
    empty.mkdir()
    with pytest.raises(BadInput, match="ありません"):
        draft(Request(inputs=tmp_path / "nowhere"), Direct())
    with pytest.raises(BadInput, match="読める文書がありません"):
        draft(Request(inputs=empty), Direct())
    with pytest.raises(UnknownEdition, match=r"9\.9"):
        draft(Request(inputs=city, edition="9.9"), Direct())
    (city / "municipality.yaml").write_text("name: [1\n", encoding="utf-8")
    with pytest.raises(BadConfiguration):
        draft(Request(inputs=city, guidance=nation), Direct())


def test_documents_that_name_no_municipality_ask_for_the_settings(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "memo.txt").write_text("デジタル化を進める。", encoding="utf-8")
    with pytest.raises(BadInput, match=r"municipality\.yaml"):
        draft(Request(inputs=tmp_path / "in", out=tmp_path / "run"), Direct())
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="強制終了の扱いが違うため")
def test_a_killed_run_leaves_nothing_that_looks_finished(folders: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "run"
    command = [sys.executable, "-m", "flows", "draft", str(folders[0]), "--guidance", str(folders[1])]
    child = subprocess.Popen([*command, "--no-prefect", "--out", str(out)])
    time.sleep(1.5)
    child.kill()
    child.wait()
    assert not out.exists() or (out / "run.json").is_file()


def _copy(run: Path, to: Path) -> Path:
    to.mkdir()
    for path in run.iterdir():
        (to / path.name).write_bytes(path.read_bytes())
    return to


def _rewrite(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w") as archive:
        for info, data in parts.items():
            archive.writestr(info, data.replace(old.encode(), new.encode()))


def test_corrections_of_the_staff_hold_and_idle_ones_are_told(tmp_path: Path) -> None:
    city, nation = build(tmp_path / "input")
    (city / "mapping.yaml").write_text(
        "ban:\n  - {text: 書かない窓口を令和８年10月から導入いたします, item: frontyard}\n"
        "pin:\n  - {text: この文はどの文書にもありません, item: security}\n",
        encoding="utf-8",
    )
    outcome = draft(Request(inputs=city, guidance=nation, out=tmp_path / "run"), Direct())
    measures = next(s for s in runs.read_draft(outcome.folder).sections if s.key == "measures.frontyard")
    assert not any("書かない窓口を" in block.text for block in measures.blocks if block.citations)
    assert [f.source for f in outcome.findings if f.code == "pin-unused"] == ["mapping.yaml"]
