"""A run's folder is whole or absent, never overwritten, and named so that every system takes it."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows import runs
from flows.model import BadInput, NotWritable


@given(st.text(max_size=200))
def test_any_text_becomes_a_name_that_windows_takes(text: str) -> None:
    name = runs.safe_name(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert not name.endswith((" ", "."))
    assert name.split(".")[0].upper() not in {"CON", "NUL", "COM1", "LPT9"}
    assert len(name) <= 81


def test_a_taken_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "前回").mkdir()
    (tmp_path / "前回" / "素案.docx").write_bytes(b"staff")
    with pytest.raises(BadInput, match="上書き"):
        runs.folder_for(tmp_path / "前回", tmp_path, "甲市", runs.now())
    assert (tmp_path / "前回" / "素案.docx").read_bytes() == b"staff"


def test_two_runs_in_one_second_get_two_folders(tmp_path: Path) -> None:
    started = datetime(2026, 11, 23, 5, 0, tzinfo=runs.JST)
    first = runs.folder_for(None, tmp_path, "甲市", started)
    with runs.writing(first):
        pass
    second = runs.folder_for(None, tmp_path, "甲市", started)
    assert first.parent == second.parent == tmp_path / "甲市"
    assert first != second


def test_a_run_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), runs.writing(tmp_path / "out") as part:
        (part / "draft.json").write_text("{}", encoding="utf-8")
        raise RuntimeError("stopped")
    assert list(tmp_path.iterdir()) == []


def test_a_finished_run_appears_in_one_step(tmp_path: Path) -> None:
    final = tmp_path / "結果 フォルダ"
    with runs.writing(final) as part:
        (part / "draft.json").write_text("{}", encoding="utf-8")
        assert not final.exists()
    assert [path.name for path in final.iterdir()] == ["draft.json"]
    assert [path.name for path in tmp_path.iterdir()] == [final.name]


def test_an_empty_folder_may_be_named_as_output(tmp_path: Path) -> None:
    final = tmp_path / "out"
    final.mkdir()
    with runs.writing(final) as part:
        (part / "a.json").write_text("{}", encoding="utf-8")
    assert (final / "a.json").is_file()


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root は書込み禁止の場所にも書けるため"
)
def test_a_place_without_permission_is_a_known_failure(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(NotWritable, match="書き込めません"), runs.writing(tmp_path / "out"):
        pass


def test_a_file_in_the_way_of_the_folder_is_a_known_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(NotWritable, match="書き込めません"), runs.writing(tmp_path / "file" / "out"):
        pass


def test_broken_json_is_a_known_failure(tmp_path: Path) -> None:
    (tmp_path / runs.DRAFT_NAME).write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="読めません"):
        runs.read_draft(tmp_path)
    (tmp_path / runs.DRAFT_NAME).write_text('{"title": 1}', encoding="utf-8")
    with pytest.raises(BadInput, match="形が正しくありません"):
        runs.read_draft(tmp_path)
    with pytest.raises(BadInput, match="ありません"):
        runs.read_draft(tmp_path / "nowhere")
