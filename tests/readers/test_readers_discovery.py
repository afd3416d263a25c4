"""Which files of a folder are documents."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from flows.model import BadInput, Origin, Severity
from flows.readers import discover, discovery, relative_name


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-1.7\n")


def found(folder: Path) -> list[str]:
    return [relative_name(path, folder) for path in discover(folder, Origin.MUNICIPALITY)[0]]


def test_documents_come_in_order_of_their_names_through_all_folders(tmp_path: Path) -> None:
    put(tmp_path, "２ 計画.pdf", "10_予算.pdf", "資料/施政方針（令和８年度）.pdf", "あ.docx")
    assert found(tmp_path) == sorted(
        ["２ 計画.pdf", "10_予算.pdf", "資料/施政方針（令和８年度）.pdf", "あ.docx"]
    )


@pytest.mark.parametrize(
    "name",
    [".隠し.pdf", "~$計画.docx", "._計画.docx", ".DS_Store", "Thumbs.db", "desktop.ini", "municipality.yaml",
     "mapping.yaml", "README.md", ".git/計画.pdf", "__MACOSX/計画.pdf", ".~lock.計画.odt#", "~WRL0001.tmp"],
)  # fmt: skip
def test_what_is_hidden_temporary_or_ours_is_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "計画.pdf")
    documents, findings = discover(tmp_path, Origin.MUNICIPALITY)
    assert [path.name for path in documents] == ["計画.pdf"]
    assert not findings


def test_what_no_reader_takes_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "地図.dwg").write_bytes(bytes(range(256)) * 40)
    documents, findings = discover(tmp_path, Origin.MUNICIPALITY)
    assert not documents
    assert [(f.code, f.severity, f.source) for f in findings] == [("unknown-type", Severity.INFO, "地図.dwg")]
    assert "地図.dwg" in findings[0].message


def test_a_document_without_ending_is_known_by_its_bytes(tmp_path: Path) -> None:
    put(tmp_path, "施政方針")
    assert found(tmp_path) == ["施政方針"]


def test_decomposed_names_of_other_systems_sort_and_read_as_composed_ones(tmp_path: Path) -> None:
    put(tmp_path, unicodedata.normalize("NFD", "ガイド.pdf"), "キ.pdf", "カ.pdf")
    assert found(tmp_path) == ["カ.pdf", "ガイド.pdf", "キ.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="リンクの作成に権限が要るため")
def test_links_that_lead_out_are_findings_and_circles_end(tmp_path: Path) -> None:
    folder, outside = tmp_path / "文書", tmp_path / "外.pdf"
    put(tmp_path, "外.pdf", "文書/中.pdf")
    (folder / "外.pdf").symlink_to(outside)
    (folder / "近道.pdf").symlink_to(folder / "中.pdf")
    (folder / "輪").symlink_to(folder)
    (folder / "切れた.pdf").symlink_to(tmp_path / "ない.pdf")
    documents, findings = discover(folder, Origin.MUNICIPALITY)
    assert [path.name for path in documents] == ["中.pdf", "近道.pdf"]
    assert {f.source: f.code for f in findings} == {"外.pdf": "outside-link", "切れた.pdf": "outside-link"}


@pytest.mark.skipif(sys.platform == "win32", reason="名前付きパイプがないため")
def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.pdf")
    documents, findings = discover(tmp_path, Origin.MUNICIPALITY)
    assert not documents
    assert [f.code for f in findings] == ["not-a-file"]


def test_too_many_files_are_cut_with_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "MAX_FILES", 3)
    put(tmp_path, *(f"{n}.pdf" for n in range(5)))
    documents, findings = discover(tmp_path, Origin.MUNICIPALITY)
    assert len(documents) == 3
    assert [f.code for f in findings] == ["too-many-files"]


@pytest.mark.parametrize("name", ["ない", "ファイル.pdf"])
def test_a_folder_that_is_none_says_so(tmp_path: Path, name: str) -> None:
    put(tmp_path, "ファイル.pdf")
    with pytest.raises(BadInput, match=name):
        discover(tmp_path / name, Origin.MUNICIPALITY)


def test_an_empty_folder_has_no_documents(tmp_path: Path) -> None:
    assert discover(tmp_path, Origin.MUNICIPALITY) == ((), ())
