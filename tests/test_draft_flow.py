"""The draft as a Prefect flow gives what the plain functions give, keeps to itself, and leaves nothing running."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_city import build

ARTEFACTS = (
    "01-documents.json",
    "02-passages.json",
    "03-facts.json",
    "mapping.json",
    "draft.json",
    "素案.docx",
)

pytestmark = pytest.mark.slow


def call(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """`dxplan` as its own process, Prefect's home in a folder of the test's."""
    environment = {**os.environ, "DXPLAN_PREFECT_HOME": str(home), "HOME": str(home.parent / "home")}
    return subprocess.run(
        [sys.executable, "-m", "flows", *words],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("flow")
    (root / "home").mkdir()
    build(root / "in")
    return root


def draft(place: Path, out: str, *more: str) -> "subprocess.CompletedProcess[str]":
    city, nation = place / "in" / "汐見原市 文書", place / "in" / "国"
    return call(
        place / "prefect", "draft", str(city), "--guidance", str(nation), "--out", str(place / out), *more
    )


def test_with_and_without_prefect_the_result_is_the_same(place: Path) -> None:
    flow, plain = draft(place, "flow"), draft(place, "plain", "--no-prefect")
    assert (flow.returncode, plain.returncode) == (0, 0), flow.stderr + plain.stderr
    for name in ARTEFACTS:
        assert (place / "flow" / name).read_bytes() == (place / "plain" / name).read_bytes(), name
    # Quiet: no log of Prefect's, and nothing of it in the user's home.
    assert "prefect" not in (flow.stdout + flow.stderr).lower().replace("prefectの準備", "")
    assert list((place / "home").rglob("*prefect*")) == []


def test_a_known_failure_inside_the_flow_is_one_message(place: Path) -> None:
    taken = place / "taken"
    taken.mkdir(exist_ok=True)
    (place / "in" / "無名").mkdir(exist_ok=True)
    (place / "in" / "無名" / "memo.txt").write_text("デジタル化を進める。", encoding="utf-8")
    ended = call(place / "prefect", "draft", str(place / "in" / "無名"), "--out", str(place / "unnamed"))
    assert ended.returncode == 2
    assert "municipality.yaml" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="/proc のないOSでは親を失ったサーバーを探せないため")
def test_the_server_of_a_killed_run_is_ended_by_the_next(place: Path) -> None:
    city = place / "in" / "汐見原市 文書"
    environment = {**os.environ, "DXPLAN_PREFECT_HOME": str(place / "prefect")}
    command = [sys.executable, "-m", "flows", "draft", str(city), "--out", str(place / "killed")]
    note = place / "prefect" / "embedded-server.json"
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 120
    while not note.is_file() and child.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert note.is_file(), "the run ended before it could be killed"
    server = int(note.read_text(encoding="utf-8").split('"server": ')[1].split(",")[0])
    assert _runs(server)
    assert not (place / "killed").exists()
    after = draft(place, "after")
    assert after.returncode == 0, after.stderr
    assert not _runs(server)
    assert not note.exists()


def _runs(pid: int) -> bool:
    try:
        return b"prefect" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
