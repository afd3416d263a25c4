"""Old formats: converted where LibreOffice is, else a finding that says how."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from flows.model import BlockKind, Document, Origin, Severity
from flows.readers import ReadOptions, legacy, read, read_isolated

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def compound(path: Path, stream: str) -> Path:
    """The outline of a compound file with a stream of this name."""
    path.write_bytes(OLE + stream.encode("utf-16-le") + b"\0" * 512)
    return path


def reading(path: Path, **options: object) -> Document:
    return read(path, name=path.name, origin=Origin.MUNICIPALITY, options=ReadOptions.model_validate(options))


@pytest.mark.parametrize(
    ("name", "stream", "words"),
    [
        ("旧計画.doc", "WordDocument", 'soffice --headless --convert-to docx "旧計画.doc"'),
        ("集計.xls", "Workbook", 'soffice --headless --convert-to xlsx "集計.xls"'),
        ("説明.ppt", "PowerPoint Document", 'soffice --headless --convert-to pdf "説明.ppt"'),
        ("計画.jtd", "DocumentText", "一太郎で開き"),
    ],
)
def test_without_libreoffice_a_finding_says_how_to_convert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, stream: str, words: str
) -> None:
    monkeypatch.setattr(legacy, "find_program", lambda: None)
    document = reading(compound(tmp_path / name, stream))
    (finding,) = document.findings
    assert (finding.code, finding.severity) == ("needs-conversion", Severity.ERROR)
    assert name in finding.message
    assert words in finding.message


def test_conversion_can_be_switched_off(tmp_path: Path) -> None:
    assert (
        reading(compound(tmp_path / "a.doc", "WordDocument"), convert=False).findings[0].code
        == "needs-conversion"
    )


def fake_program(folder: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\n{code}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(legacy, "find_program", lambda: str(program))


@pytest.mark.skipif(sys.platform == "win32", reason="スクリプトを直接実行できないため")
@pytest.mark.parametrize(
    "code", ["raise SystemExit(0)", "raise SystemExit(1)", "import time; time.sleep(600)"]
)
def test_a_converter_that_makes_nothing_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    fake_program(tmp_path, monkeypatch, code)
    started = time.monotonic()
    document = reading(compound(tmp_path / "a.doc", "WordDocument"), time_limit=2.0)
    assert document.findings[0].code == "conversion-failed"
    assert time.monotonic() - started < 60


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of LibreOffice for making old files."""
    if legacy.find_program() is None:
        pytest.skip("LibreOffice がないため")
    return tmp_path_factory.mktemp("profile")


def converted(path: Path, ending: str, profile: Path) -> Path:
    program = legacy.find_program()
    assert program is not None
    subprocess.run(
        [
            program,
            "--headless",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            ending,
            "--outdir",
            str(path.parent),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return path.with_suffix(f".{ending}")


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["doc", "odt", "rtf"])
def test_old_texts_are_converted_and_read(tmp_path: Path, office: Path, ending: str) -> None:
    source = tmp_path / "推進 計画.docx"
    word = docx.Document()
    word.add_paragraph("本市のデジタル化を進める。")
    word.save(str(source))
    old = converted(source, ending, office)
    source.unlink()
    before = sorted(tmp_path.iterdir())
    document = read_isolated(old, name=old.name, origin=Origin.MUNICIPALITY, options=ReadOptions())
    assert [block.text for block in document.blocks] == ["本市のデジタル化を進める。"]
    assert [finding.code for finding in document.findings] == ["converted"]
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_old_sheets_are_converted_and_read(tmp_path: Path, office: Path, ending: str) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (["課", "件数"], ["企画課", 12], ["総務課", 8]):
        book.active.append(row)
    book.save(tmp_path / "集計.xlsx")
    old = converted(tmp_path / "集計.xlsx", ending, office)
    document = read_isolated(old, name=old.name, origin=Origin.MUNICIPALITY, options=ReadOptions())
    assert [block.rows for block in document.blocks if block.kind is BlockKind.TABLE] == [
        (("課", "件数"), ("企画課", "12"), ("総務課", "8"))
    ]
