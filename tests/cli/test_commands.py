"""The door: Japanese help, one message for a known failure, exit codes that stay."""

import importlib
import json
import sys
from pathlib import Path

import pytest
from small_city import build

from flows import __version__
from flows.__main__ import main

pytestmark = pytest.mark.usefixtures("without_office")


@pytest.fixture
def dxplan(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]  # a closure
    def call(*words: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["dxplan", *map(str, words)])
        code = main()
        shown = capsys.readouterr()
        assert "Traceback" not in shown.err
        return code, shown.out + shown.err

    return call


def test_the_version_is_told(dxplan) -> None:  # type: ignore[no-untyped-def]
    assert dxplan("--version") == (0, f"dxplan {__version__}\n")


@pytest.mark.parametrize("command", ["draft", "serve", "init", "read", "map", "merge", "verify", "edition"])
def test_every_command_explains_itself_in_japanese(dxplan, command: str) -> None:  # type: ignore[no-untyped-def]
    code, shown = dxplan(command, "--help")
    assert code == 0
    assert "使い方" in shown
    assert "Show this message" not in shown
    assert "… │" not in shown, "an explanation is cut off"


def test_the_list_of_commands_is_whole(dxplan) -> None:  # type: ignore[no-untyped-def]
    code, shown = dxplan("--help")
    assert code == 0
    assert "… │" not in shown


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["draft", "--nonsense"], "「--nonsense」というオプションはありません"),
        (["nonsense"], "「nonsense」というコマンドはありません"),
        (["map", "a.tsv"], "を指定してください"),
        (["read"], "を指定してください"),
        (["draft", "nowhere"], "フォルダ「nowhere」がありません"),
        (["draft", "--edition", "9.9"], "9.9"),
        (["verify", "nowhere"], "「nowhere」がありません"),
        (["read", "nowhere.pdf", "--json", "out.json"], "nowhere.pdf"),
        (["map", "nowhere.tsv", "out.tsv"], "nowhere.tsv"),
        (["init", "nowhere"], "nowhere"),
        (["edition", "read", "nowhere.pdf", "--out", "x"], "nowhere.pdf"),
    ],
)
def test_what_cannot_be_done_is_one_message_and_exit_code_2(dxplan, words: list[str], message: str) -> None:  # type: ignore[no-untyped-def]
    code, shown = dxplan(*words)
    assert code == 2
    assert message in shown


def test_a_draft_ends_with_a_table_of_what_there_is(dxplan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    city, nation = build(tmp_path / "in")
    code, shown = dxplan("draft", city, "--guidance", nation, "--no-prefect", "--out", tmp_path / "run")
    assert code == 0
    for words in ("汐見原市", "読んだ文書", "要確認", "素案.docx"):
        assert words in shown.replace("\n", "")
    code, shown = dxplan("verify", tmp_path / "run")
    assert code == 0
    assert "すべて一致しました" in shown
    code, shown = dxplan("draft", city, "--no-prefect", "--out", tmp_path / "run")
    assert code == 2
    assert "上書きしません" in shown


def test_errors_in_documents_end_with_exit_code_1(dxplan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    city, nation = build(tmp_path / "in")
    (city / "壊れた.docx").write_bytes(b"PK\x03\x04nothing")
    code, shown = dxplan("draft", city, "--guidance", nation, "--no-prefect", "--out", tmp_path / "run")
    assert code == 1
    assert "壊れた.docx" in shown


def test_init_writes_the_settings_once(dxplan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    city, _ = build(tmp_path / "in")
    code, shown = dxplan("init", city)
    assert code == 0
    assert 'name: "汐見原市"' in (city / "municipality.yaml").read_text(encoding="utf-8")
    (city / "municipality.yaml").write_text("name: 甲市\n", encoding="utf-8")
    code, shown = dxplan("init", city)
    assert code == 2
    assert "既にあります" in shown
    assert (city / "municipality.yaml").read_text(encoding="utf-8") == "name: 甲市\n"


def test_one_file_is_read_to_a_file_and_several_to_a_folder(dxplan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    city, nation = build(tmp_path / "in")
    speech, digest = city / "施政方針_令和８年度.md", nation / "要旨.md"
    code, _ = dxplan("read", speech, "--json", tmp_path / "one.json")
    assert code == 0
    read = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert read["source"]["path"] == speech.name
    assert {block["kind"] for block in read["blocks"]} == {"heading", "paragraph"}
    assert set(read["blocks"][0]) >= {"kind", "level", "text", "original", "page", "bbox", "rows"}
    code, _ = dxplan("read", speech, digest, "--json", tmp_path / "many")
    assert code == 0
    assert {path.name for path in (tmp_path / "many").iterdir()} == {"施政方針_令和８年度.json", "要旨.json"}
    code, shown = dxplan("read", speech, "--json", tmp_path / "one.json")
    assert code == 2
    assert "既にあります" in shown


def test_passages_of_a_table_are_mapped(dxplan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table = "id\tdoc\ttitle\ttext\n1\ta\t施政方針\tマイナンバーカードの保有率は75％です。\n2\ta\t施政方針\t道路を直します。\n"
    (tmp_path / "in.tsv").write_text(table, encoding="utf-8")
    code, shown = dxplan("map", tmp_path / "in.tsv", tmp_path / "out.tsv")
    assert code == 0
    assert "2件" in shown
    rows = [line.split("\t") for line in (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()]
    assert rows[0] == ["id", "items", "scores", "reason"]
    assert rows[1][:2] == ["1", "mynumber"]
    assert rows[2][:2] == ["2", "none"]


def test_the_editions_are_listed(dxplan) -> None:  # type: ignore[no-untyped-def]
    code, shown = dxplan("edition", "list")
    assert code == 0
    assert "5.1" in shown
    assert "初版" in shown


def test_reading_and_mapping_never_start_prefect(
    monkeypatch: pytest.MonkeyPatch, dxplan, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    for name in [name for name in sys.modules if name == "prefect" or name.startswith("prefect.")]:
        monkeypatch.delitem(sys.modules, name)
    city, _ = build(tmp_path / "in")
    dxplan("read", city / "施政方針_令和８年度.md", "--json", tmp_path / "one.json")
    assert "prefect" not in sys.modules


def test_ctrl_c_is_answered_in_words(monkeypatch: pytest.MonkeyPatch, dxplan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    city, nation = build(tmp_path / "in")
    monkeypatch.setattr(importlib.import_module("flows.cli.app"), "draft_plan", interrupted)
    code, shown = dxplan("draft", city, "--guidance", nation, "--no-prefect", "--out", tmp_path / "run")
    assert code == 130
    assert "中止しました" in shown
