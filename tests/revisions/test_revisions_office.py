"""The merge through other programs: files that LibreOffice saved, our changes as LibreOffice and pandoc read them."""

import random
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from flows.model import Draft
from flows.revisions import merge
from tests.revisions.lab import Desk, W, decide, lines, plan, renewed, text_of, write
from tests.tools.office import PROGRAM, convert

needs_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice がないため")
needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc がないため")
pytestmark = pytest.mark.usefixtures("without_office")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(plan(), tmp_path_factory.mktemp("sent") / "素案.docx")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    draft = Draft.model_validate_json(
        plan().model_dump_json().replace("51876", "49000").replace("120人", "150人")
    )
    return write(draft, tmp_path_factory.mktemp("new") / "素案.docx")


def saved(path: Path, folder: Path) -> Path:
    """The file as LibreOffice saves it."""
    folder.mkdir(exist_ok=True)
    return convert(path, "docx:MS Word 2007 XML", folder)


@pytest.mark.office
@pytest.mark.slow
@needs_office
@pytest.mark.parametrize("seed", [1, 2])
def test_a_file_edited_and_saved_by_libreoffice_loses_nothing(
    base: Path, ours: Path, tmp_path: Path, seed: int
) -> None:
    desk = Desk.open(base, random.Random(seed))  # noqa: S311 - edits, no secrets
    desk.edit(6)
    returned = saved(desk.save(tmp_path / "returned.docx"), tmp_path / "lo")
    shown = "\n".join(lines(returned))
    merged = merge(base, returned, ours, tmp_path / "out.docx")
    accepted = "\n".join(lines(tmp_path / "out.docx", accept=True))
    assert [word for word in desk.typed if word in shown and word not in accepted] == []
    assert lines(tmp_path / "out.docx", accept=False) == lines(returned)
    assert merged.updated or merged.conflicts


@pytest.mark.office
@pytest.mark.slow
@needs_office
def test_an_untouched_file_that_libreoffice_saved_takes_the_new_figures(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    returned = saved(base, tmp_path / "lo")
    merged = merge(base, returned, ours, tmp_path / "out.docx")
    assert (merged.kept, merged.conflicts, merged.deleted, merged.added) == ((), (), (), ())
    accepted = lines(tmp_path / "out.docx", accept=True)
    assert any("49000" in line for line in accepted)
    assert "150人" in accepted
    assert merge(base, returned, base, tmp_path / "same.docx").changed_file is False
    again = saved(tmp_path / "out.docx", tmp_path / "lo2")
    merged = merge(base, again, ours, tmp_path / "again.docx")
    assert (merged.updated, merged.conflicts) == ((), ())


@needs_pandoc
@pytest.mark.parametrize("seed", range(6))
def test_pandoc_reads_the_new_text_when_all_is_accepted_and_the_old_when_all_is_rejected(
    base: Path, tmp_path: Path, seed: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - edits, no secrets
    new = write(renewed(plan(), rng, 4), tmp_path / "ours.docx")
    merge(base, base, new, tmp_path / "out.docx")
    assert _pandoc(tmp_path / "out.docx", "accept") == _pandoc(new, "accept")
    assert _pandoc(tmp_path / "out.docx", "reject") == _pandoc(base, "accept")


def _pandoc(path: Path, how: str) -> list[str]:
    """What pandoc reads, without footnotes, contents, caption numbers and the lines of tables."""
    text = subprocess.run(
        ["pandoc", str(path), "-t", "plain", "--wrap=none", f"--track-changes={how}"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    text = re.sub(r"\[\d+\]\)?|[)⁾]|[-─=|]{3,}.*", "", text.partition("\n[1]")[0])
    found = [re.sub(r"^(表\d+)?[\s　•-]*|\s+", "", line) for line in text.splitlines()]
    return [line for line in found if line and not line[-1].isdigit()]


def test_comments_keep_their_anchors(base: Path, ours: Path, tmp_path: Path) -> None:
    desk = Desk.open(base, random.Random(3))  # noqa: S311 - edits, no secrets
    desk.comment()
    returned = desk.save(tmp_path / "returned.docx")
    merge(base, returned, ours, tmp_path / "out.docx")
    before, after = (_anchored(path) for path in (returned, tmp_path / "out.docx"))
    assert {key: after[key] for key in before} == before


def _anchored(path: Path) -> dict[str, str]:
    """Comment id → the paragraph in which it begins, our changes rejected."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    decide(root, accept=False)
    starts = root.iter(f"{W}commentRangeStart")
    return {start.get(f"{W}id", ""): text_of(next(start.iterancestors(f"{W}p"))) for start in starts}
