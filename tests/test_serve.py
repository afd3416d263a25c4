"""A schedule really creates runs: the proof that the pins of Prefect and its libraries hold."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from small_city import build

from flows.__main__ import main
from flows.preparing import Request
from flows.serve import _absolute

pytestmark = pytest.mark.slow


def ask(address: str, path: str, body: object) -> list[dict[str, object]]:
    request = urllib.request.Request(  # noqa: S310 (the address is this machine's)
        f"{address}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
        found: list[dict[str, object]] = json.load(answer)
    return found


def test_a_cron_schedule_creates_runs_in_japan_time(tmp_path: Path) -> None:
    city, nation = build(tmp_path / "in")
    environment = {
        **os.environ,
        "DXPLAN_PREFECT_HOME": str(tmp_path / "prefect"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    command = [
        sys.executable,
        "-m",
        "flows",
        "serve",
        str(city),
        "--guidance",
        str(nation),
        "--cron",
        "0 5 * * *",
    ]
    log = tmp_path / "serve.log"
    with log.open("wb") as output:
        child = subprocess.Popen(command, env=environment, stdout=output, stderr=output, cwd=tmp_path)
    try:
        runs = _scheduled(child, log)
    finally:
        child.terminate()
        child.wait(60)
    assert runs, log.read_text(encoding="utf-8")
    starts = {str(run["expected_start_time"]) for run in runs}
    # 05:00 in Japan is 20:00 of the day before in UTC.
    assert all(re.search(r"T20:00:00", start) for start in starts)
    parameters = runs[0]["parameters"]
    assert isinstance(parameters, dict)
    assert parameters["request"]["inputs"] == str(city.resolve())


def _scheduled(child: "subprocess.Popen[bytes]", log: Path) -> list[dict[str, object]]:
    end = time.monotonic() + 180
    while time.monotonic() < end and child.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+/api", log.read_text(encoding="utf-8", errors="replace"))
        if found:
            states = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
            try:
                if runs := ask(found[0], "/flow_runs/filter", states):
                    return runs
            except OSError:
                pass
        time.sleep(1)
    return []


def test_a_schedule_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    city, _ = build(tmp_path / "in")
    monkeypatch.setattr(sys, "argv", ["dxplan", "serve", str(city), "--cron", "毎朝5時"])
    assert main() == 2
    assert "実行時刻「毎朝5時」を読めません" in capsys.readouterr().err


def test_answers_that_are_not_there_are_said_before_the_schedule_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    city, nation = build(tmp_path / "in")
    words = ["serve", str(city), "--guidance", str(nation), "--confirmed", str(tmp_path / "ない.xlsx")]
    monkeypatch.setattr(sys, "argv", ["dxplan", *words])
    assert main() == 2
    assert "ない.xlsx" in capsys.readouterr().err


def test_the_answers_stand_wherever_a_scheduled_run_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    request = Request(inputs=Path("in"), confirmed=Path("庁内確認.xlsx"))
    assert _absolute(request).confirmed == tmp_path.resolve() / "庁内確認.xlsx"
