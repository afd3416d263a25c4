"""A bad document takes down itself only, within its time, and always says what happened."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_files import HOSTILE, docx, paragraph

from flows.model import Document, Origin, Severity
from flows.readers import ReadOptions, isolation, read, read_isolated, read_many


def isolated(path: Path, **options: object) -> Document:
    return read_isolated(
        path,
        name=path.name,
        origin=Origin.MUNICIPALITY,
        options=ReadOptions.model_validate({"ocr": "off", **options}),
    )


def fails_with(document: Document, code: str) -> bool:
    """No blocks, and one error of that code which names the file and says what to do."""
    (only,) = document.findings
    assert (only.code, only.severity) == (code, Severity.ERROR)
    assert document.source.path in only.message
    assert "ください" in only.message
    return not document.blocks


def instead_of_worker(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(isolation, "WORKER", ("-c", program))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "推進 計画（最終）.docx"
    docx(path, paragraph("本市のデジタル化を進める。"))
    return path


def test_a_document_reads_the_same_alone_and_in_process(plan: Path) -> None:
    options = ReadOptions()
    alone = read_isolated(plan, name=plan.name, origin=Origin.GUIDANCE, options=options)
    assert alone == read(plan, name=plan.name, origin=Origin.GUIDANCE, options=options)
    assert alone.blocks


def test_a_reader_that_hangs_is_ended_in_its_time(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead_of_worker(monkeypatch, "import time; time.sleep(600)")
    started = time.monotonic()
    assert fails_with(isolated(plan, time_limit=1.0), "timeout")
    assert time.monotonic() - started < 60


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="プロセスグループがないため")
def test_what_a_hanging_reader_has_started_ends_with_it(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "pid"
    instead_of_worker(
        monkeypatch,
        "import subprocess, sys, time, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(child.pid))\ntime.sleep(600)",
    )
    assert fails_with(isolated(plan, time_limit=3.0), "timeout")
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", note.read_text()], capture_output=True, text=True, check=False
    )
    assert not state.stdout.strip() or state.stdout.strip().startswith("Z")


DEATHS = {
    "exit": ("import os; os._exit(3)", "reader-crashed"),
    "signal": ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "reader-crashed"),
    "killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "out-of-memory"),
    "memory": ("raise MemoryError", "out-of-memory"),
    "no answer": ("pass", "reader-crashed"),
    "noise": ("print('x' * 1000000)", "reader-crashed"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX のシグナルがないため")
@pytest.mark.parametrize(("program", "code"), DEATHS.values(), ids=DEATHS)
def test_a_reader_that_dies_leaves_a_finding(
    plan: Path, monkeypatch: pytest.MonkeyPatch, program: str, code: str
) -> None:
    instead_of_worker(monkeypatch, program)
    assert fails_with(isolated(plan), code)


@pytest.mark.parametrize("answer", ["", "{}", "[1", '{"source": 1}', "null"])
def test_an_answer_that_is_no_document_leaves_a_finding(
    plan: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    instead_of_worker(
        monkeypatch,
        "import json, sys\njob = json.loads(sys.stdin.readline())\n"
        f"open(job['answer'], 'w').write({answer!r})",
    )
    assert fails_with(isolated(plan), "reader-crashed")


def test_an_answer_too_large_is_not_read(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "MAX_OUTPUT_MB", 0)
    assert fails_with(isolated(plan), "reader-crashed")


@pytest.mark.slow
def test_pages_given_to_ocr_earn_time(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    instead_of_worker(
        monkeypatch,
        "import json, sys, time\njob = json.loads(sys.stdin.readline())\n"
        "open(job['progress'], 'ab').write(b'..')\ntime.sleep(4)\nraise MemoryError",
    )
    assert fails_with(isolated(plan, time_limit=2.0, ocr_seconds_per_page=30.0), "out-of-memory")


def test_a_worker_whose_parent_is_gone_ends_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "dxplan-read-x"
    folder.mkdir()
    program = f"import pathlib; from flows.readers import worker; worker._end_with_parent(pathlib.Path({str(folder)!r}))"
    worker = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)
    assert worker.stdin is not None
    worker.stdin.close()
    assert worker.wait(60) == 1
    assert not folder.exists()


def test_a_module_lying_beside_the_user_is_not_imported(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "受領文書"
    trap.mkdir()
    for name in ("lxml", "pydantic", "docx", "zipfile"):
        (trap / f"{name}.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(trap)
    assert isolated(plan).blocks


@pytest.mark.skipif(sys.platform == "win32", reason="メモリの上限を設けられないため")
def test_memory_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "長い.txt"
    path.write_text("本市の取組。\n" * 400_000, encoding="utf-8")
    assert fails_with(isolated(path, memory_mb=160), "out-of-memory")


def test_many_documents_keep_their_order_and_one_bad_one_costs_no_other(tmp_path: Path, plan: Path) -> None:
    empty = tmp_path / "空.pdf"
    empty.touch()
    other = tmp_path / "別.txt"
    other.write_text("第１章　総論", encoding="utf-8")
    finished: list[str] = []
    documents = read_many(
        [(path, path.name, Origin.MUNICIPALITY) for path in (plan, empty, other)],
        ReadOptions(),
        jobs=2,
        done=lambda document: finished.append(document.source.path),
    )
    assert [document.source.path for document in documents] == [plan.name, empty.name, other.name]
    assert [bool(document.blocks) for document in documents] == [True, False, True]
    assert sorted(finished) == sorted([plan.name, empty.name, other.name])


@pytest.mark.parametrize("problem", ["missing", "folder", "forbidden"])
def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path, problem: str) -> None:
    path = tmp_path / "計画.pdf"
    if problem == "folder":
        path.mkdir()
    if problem == "forbidden":
        path.write_bytes(b"%PDF-1.7")
        path.chmod(0)
        if os.access(path, os.R_OK):
            pytest.skip("管理者には読めてしまうため")
    assert fails_with(isolated(path), "not-a-file" if problem == "folder" else "unreadable-file")


def test_a_worker_starts_without_what_its_document_may_not_need() -> None:
    program = "import sys, flows.readers.worker; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    heavy = {
        "prefect",
        "typer",
        "rich",
        "docx",
        "openpyxl",
        "pypdf",
        "pypdfium2",
        "lxml",
        "PIL",
        "onnxruntime",
        "numpy",
        "jinja2",
    }
    assert not heavy & set(loaded)


HEAVY = {
    "一万ページ.pdf",
    "自分を描く図.pdf",
    "膨らむ内容.pdf",
    "罫線だらけ.pdf",
    "百万のセル.docx",
    "百万のセル.xlsx",
    "巨大な画像.pdf",
}
CASES = [pytest.param(name, marks=pytest.mark.slow if name in HEAVY else ()) for name in HOSTILE]


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_ends_as_a_finding_and_writes_nothing(name: str, tmp_path: Path) -> None:
    build, worst = HOSTILE[name]
    folder = tmp_path / "受領"
    folder.mkdir()
    build(folder / name)
    before = sorted(tmp_path.rglob("*"))
    document = isolated(folder / name, time_limit=60.0)
    assert sorted(tmp_path.rglob("*")) == before
    severities = {finding.severity.value for finding in document.findings}
    assert worst is None or worst in severities
    assert worst != "error" or not document.blocks
    for finding in document.findings:
        assert name in finding.message
        assert finding.source == name
