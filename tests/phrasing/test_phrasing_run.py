"""Whole runs with a writer: what they leave behind, and what they never do."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from scripted_server import dripping, good, scripted
from small_city import build

from flows import runs
from flows.__main__ import main
from flows.checking import verify_run
from flows.merging import MergeRequest, merge
from flows.model import BadInput
from flows.phrasing import KEY_NAME, Limits, Service
from flows.pipeline import Direct, draft
from flows.preparing import Request
from flows.recording import Outcome

pytestmark = pytest.mark.usefixtures("without_office")

KEY = "sk-scripted-9876543210"
MEMO = """# 庁内ヒアリング結果 令和８年６月

## 課題

マイナンバーカードの更新で窓口が混み合うことが課題です。

マイナンバーカードを使える場面が少ないことが課題です。

情報セキュリティの研修を受けた職員が少ないことが課題です。
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    city, nation = build(tmp_path_factory.mktemp("input"))
    (city / "庁内ヒアリング.md").write_text(MEMO, encoding="utf-8")
    return city, nation


@pytest.fixture(scope="module")
def plain(
    folders: tuple[Path, Path], without_office: None, tmp_path_factory: pytest.TempPathFactory
) -> Outcome:
    """A run without a writer."""
    out = tmp_path_factory.mktemp("plain") / "run"
    return draft(Request(inputs=folders[0], guidance=folders[1], out=out), Direct())


@pytest.fixture(scope="module")
def finished(
    folders: tuple[Path, Path], without_office: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str]]:
    """A run with a writer through the command line, and what it showed."""
    out = tmp_path_factory.mktemp("written") / "run"
    with pytest.MonkeyPatch.context() as patch, scripted(good) as server, capture(out.parent) as shown:
        patch.setenv(KEY_NAME, KEY)
        words = ["draft", folders[0], "--guidance", folders[1], "--no-prefect", "--out", out]
        patch.setattr(
            sys, "argv", ["dxplan", *map(str, words), "--writer", server.address, "--writer-model", "m"]
        )
        assert main() == 0
        assert set(server.keys) == {f"Bearer {KEY}"}
    yield out, shown.read_text(encoding="utf-8")


class capture:  # noqa: N801 (used like a function)
    """What is written to the terminal, in a file: capsys does not reach module fixtures."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "shown.txt"

    def __enter__(self) -> Path:
        self.before = (sys.stdout, sys.stderr)
        self.file = self.path.open("w", encoding="utf-8")
        sys.stdout = sys.stderr = self.file
        return self.path

    def __exit__(self, *_: object) -> None:
        sys.stdout, sys.stderr = self.before
        self.file.close()


def texts(run: Path) -> list[str]:
    return [block.text for section in runs.read_draft(run).sections for block in section.blocks]


def test_a_run_with_a_writer_says_what_was_asked_and_what_became_of_it(finished: tuple[Path, str]) -> None:
    run, _ = finished
    record = runs.read_json(run / "run.json")
    assert record["writer"]["model"] == "m"
    assert record["writer"]["address"].startswith("http://127.0.0.1:")
    assert sum(section["taken"] for section in record["writer"]["sections"]) > 0
    replies = runs.read_json(run / "05-phrasing.json")
    assert replies["sections"][0]["sentences"][0]["numbers"] == [1]
    assert any(text.startswith("また、") for text in texts(run))
    assert any(finding["code"] == "phrasing" for finding in record["findings"])


def test_the_key_is_in_no_file_and_on_no_screen(finished: tuple[Path, str]) -> None:
    run, shown = finished
    assert "素案ができました" in shown
    assert KEY not in shown
    for path in run.iterdir():
        assert KEY.encode() not in path.read_bytes(), path.name


def test_a_run_with_a_writer_holds_against_its_sources(finished: tuple[Path, str]) -> None:
    assert verify_run(finished[0]).problems == ()


def test_without_a_writer_nothing_of_it_is_there(plain: Outcome, finished: tuple[Path, str]) -> None:
    assert not (plain.folder / "05-phrasing.json").exists()
    assert runs.read_json(plain.folder / "run.json")["writer"] is None
    assert texts(plain.folder) != texts(finished[0])
    quotes = [{c.quote for c in runs.citations(runs.read_draft(run))} for run in (plain.folder, finished[0])]
    assert quotes[0] == quotes[1]


def test_a_server_that_is_gone_leaves_the_run_as_without_a_writer(
    plain: Outcome, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    with scripted(dripping) as server:
        gone = Service(address=server.address, model="m", limits=Limits(request=0.1))
        request = Request(inputs=folders[0], guidance=folders[1], out=tmp_path / "run", writer=gone)
        outcome = draft(request, Direct())
    for name in ("draft.json", "素案.docx", "概要版.docx"):
        assert (outcome.folder / name).read_bytes() == (plain.folder / name).read_bytes(), name
    assert any(finding.code == "phrasing-failed" for finding in outcome.findings)
    assert not outcome.failed


def test_recorded_replies_give_the_same_bytes_without_a_server(
    folders: tuple[Path, Path], finished: tuple[Path, str], tmp_path: Path
) -> None:
    request = Request(inputs=folders[0], guidance=folders[1], out=tmp_path / "run", replies=finished[0])
    again = draft(request, Direct())
    for name in ("draft.json", "素案.docx", "概要版.docx"):
        assert (again.folder / name).read_bytes() == (finished[0] / name).read_bytes(), name
    with pytest.raises(BadInput, match=r"05-phrasing\.json"):
        draft(request.model_copy(update={"out": tmp_path / "x", "replies": folders[0]}), Direct())


def test_an_untouched_file_merges_without_a_server_and_without_a_change(
    finished: tuple[Path, str], tmp_path: Path
) -> None:
    outcome = merge(
        MergeRequest(run=finished[0], returned=finished[0] / "素案.docx", out=tmp_path / "merged")
    )
    assert (outcome.merged.updated, outcome.merged.conflicts, outcome.merged.deleted) == ((), (), ())
    assert (tmp_path / "merged" / "05-phrasing.json").is_file()


def test_a_new_sentence_in_the_sources_leaves_the_phrased_ones_alone(
    finished: tuple[Path, str], folders: tuple[Path, Path], tmp_path: Path
) -> None:
    memo = folders[0] / "庁内ヒアリング.md"
    new = "マイナンバーカードの申請を手伝う場所が足りないことが課題です。"
    memo.write_text(f"{MEMO}\n{new}\n", encoding="utf-8")
    try:
        request = MergeRequest(run=finished[0], returned=finished[0] / "素案.docx", out=tmp_path / "merged")
        outcome = merge(request)
    finally:
        memo.write_text(MEMO, encoding="utf-8")
    told = [*outcome.merged.updated, *outcome.merged.conflicts, *outcome.merged.deleted]
    assert any(new in each.proposed for each in told)
    assert not [each for each in told if "混み合う" in each.sent or "場面が少ない" in each.sent]


def test_a_scheduled_request_carries_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_NAME, KEY)
    request = Request(inputs=Path("x"), writer=Service(address="http://127.0.0.1/v1", model="m"))
    parameters = json.dumps(request.model_dump(mode="json"))
    assert KEY not in parameters
    assert Request.model_validate_json(parameters) == request


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--writer", "http://u:hidden@127.0.0.1/v1", "--writer-model", "m"], "利用者名"),
        (["--writer", "http://127.0.0.1/v1"], "モデルの名前"),
        (["--writer", "http://127.0.0.1/v1", "--writer-model", "m", "--writer-timeout", "0"], "秒数"),
    ],
)
def test_a_writer_that_cannot_be_used_is_said_at_once(
    folders: tuple[Path, Path],
    words: list[str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["dxplan", "draft", str(folders[0]), "--no-prefect", *words])
    assert main() == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert "hidden" not in shown.out + shown.err
