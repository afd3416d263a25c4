"""Footnotes of what the merge suggests: the source comes with the sentence, and goes with it."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from flows.model import Citation, Draft, DraftBlock
from flows.revisions import merge
from tests.revisions.lab import SPEECH, Desk, W, decide, decided, lines, plan, write
from tests.tools.docx_lint import lint
from tests.tools.validators import audit, has_sdk, sdk
from tests.writers.specimen import Blocks, cited

pytestmark = pytest.mark.usefixtures("without_office")
NEW = "オンライン講座の受講者は240人である。"
OLD = "電子申請の割合は31.5％で、前年から6.6ポイント上がった。"
CHANGED = OLD.replace("31.5", "35.5")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(plan(), tmp_path_factory.mktemp("sent") / "素案.docx")


def status(change: Callable[[list[DraftBlock]], None]) -> Draft:
    """The plan with other blocks in the section of the present state."""
    draft = plan()
    sections = list(draft.sections)
    blocks = list(sections[3].blocks)
    change(blocks)
    sections[3] = sections[3].model_copy(update={"blocks": tuple(blocks)})
    return draft.model_copy(update={"sections": tuple(sections)})


def _source(page: int, quote: str) -> Citation:
    return cited(SPEECH, page, quote, str(page - 1))


def _news(blocks: list[DraftBlock]) -> None:
    """A new sentence first, a figure from another page, a new row with a source."""
    maker = Blocks("status.digital")
    maker.count = 500
    figure = {"id": "status.digital-77", "text": CHANGED, "citations": (_source(8, CHANGED),)}
    blocks[1] = blocks[1].model_copy(update=figure)
    at = next(number for number, block in enumerate(blocks) if block.rows)
    rows = list(blocks[at].rows)
    row = [cell.model_copy(update={"id": f"{cell.id}9"}) for cell in rows[1]]
    row[0] = row[0].model_copy(update={"text": "新しい指標"})
    row[1] = row[1].model_copy(update={"text": "77％", "citations": (_source(9, "77％"),)})
    blocks[at] = blocks[at].model_copy(update={"rows": (*rows[:1], tuple(row), *rows[1:])})
    blocks.insert(1, maker.fact("bullet", _source(6, NEW), slot="現状"))


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(status(_news), tmp_path_factory.mktemp("new") / "素案.docx")


def notes(path: Path, *, accept: bool | None = None) -> list[str]:
    """The footnotes in the order of the marks that show, their quotes."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        part = etree.fromstring(archive.read("word/footnotes.xml"))
    if accept is not None:
        decide(root, accept=accept)
    said = {note.get(f"{W}id"): "".join(note.itertext()) for note in part}
    marks = [mark.get(f"{W}id") for mark in root.iter(f"{W}footnoteReference")]
    assert [int(mark) for mark in dict.fromkeys(marks)] == sorted({int(mark) for mark in marks})
    return [said[mark].partition("「")[2].rpartition("「")[2].rstrip("」") for mark in marks]


def test_a_new_sentence_and_a_new_row_bring_their_sources_as_footnotes(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    merge(base, base, ours, out)
    found = notes(out, accept=True)
    assert found == notes(ours)
    assert found[1:3] == [NEW, CHANGED]
    assert "77％" in found


def test_rejecting_takes_the_footnotes_away_again(base: Path, ours: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    merge(base, base, ours, out)
    assert notes(out, accept=False) == notes(base)
    assert lines(out, accept=False) == lines(base)


def test_a_figure_from_another_page_takes_the_old_source_away(base: Path, ours: Path, tmp_path: Path) -> None:
    merge(base, base, ours, tmp_path / "out.docx")
    assert OLD not in notes(tmp_path / "out.docx", accept=True)
    assert OLD in notes(tmp_path / "out.docx", accept=False)


def test_the_note_of_a_sentence_that_goes_goes_with_it(base: Path, tmp_path: Path) -> None:
    gone = write(status(lambda blocks: blocks.pop(1) and None), tmp_path / "gone.docx")
    merge(base, base, gone, tmp_path / "out.docx")
    assert notes(tmp_path / "out.docx", accept=True) == notes(gone)
    assert notes(tmp_path / "out.docx", accept=False) == notes(base)


def test_a_withdrawn_suggestion_leaves_no_note_behind(base: Path, ours: Path, tmp_path: Path) -> None:
    merge(base, base, ours, tmp_path / "out.docx")
    merge(base, tmp_path / "out.docx", base, tmp_path / "back.docx")
    assert notes(tmp_path / "back.docx") == notes(base)
    with zipfile.ZipFile(tmp_path / "back.docx") as after, zipfile.ZipFile(base) as before:
        counts = [archive.read("word/footnotes.xml").count(b"<w:footnote ") for archive in (after, before)]
    assert counts[0] == counts[1]


def test_staffs_own_note_in_the_same_sentence_stays(base: Path, ours: Path, tmp_path: Path) -> None:
    desk = Desk.open(base, random.Random(0))  # noqa: S311 - edits, no secrets
    part = etree.fromstring(desk.parts["word/footnotes.xml"])
    note = etree.SubElement(part, f"{W}footnote", {f"{W}id": "77"})
    text = etree.SubElement(etree.SubElement(etree.SubElement(note, f"{W}p"), f"{W}r"), f"{W}t")
    text.text = "「庁内の注記」"
    desk.parts["word/footnotes.xml"] = etree.tostring(part)
    sentence = next(p for p in desk.document.iter(f"{W}p") if OLD in "".join(p.itertext()))
    mark = etree.SubElement(sentence[2].getparent(), f"{W}r")
    etree.SubElement(mark, f"{W}footnoteReference", {f"{W}id": "77"})
    sentence.insert(2, mark)
    returned = desk.save(tmp_path / "returned.docx")
    merged = merge(base, returned, ours, tmp_path / "out.docx")
    assert "庁内の注記" in notes(tmp_path / "out.docx", accept=True)
    assert notes(tmp_path / "out.docx", accept=False)[1] == "庁内の注記"
    assert "「庁内の注記」" in {told.staff for told in merged.added}


def test_decided_suggestions_are_not_made_again_and_the_file_is_valid(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    merge(base, base, ours, out)
    assert set(lint(out)) <= set(lint(base))
    assert [error for error in audit(out) if error not in audit(base)] == []
    assert not has_sdk() or set(sdk(out)) <= set(sdk(base))
    for accept in (True, False):
        path = decided(out, tmp_path / f"{accept}.docx", accept=accept)
        assert merge(base, path, ours, tmp_path / "again.docx").changed_file is False


def test_a_file_that_has_lost_all_its_footnotes_gets_a_part_for_the_new_ones(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    desk = Desk.open(base, random.Random(0))  # noqa: S311 - edits, no secrets
    for mark in list(desk.document.iter(f"{W}footnoteReference")):
        mark.getparent().getparent().remove(mark.getparent())
    del desk.parts["word/footnotes.xml"]
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        root = etree.fromstring(desk.parts[name])
        for each in [e for e in root if "footnotes" in str(dict(e.attrib))]:
            root.remove(each)
        desk.parts[name] = etree.tostring(root)
    returned = desk.save(tmp_path / "returned.docx")
    merge(base, returned, ours, tmp_path / "out.docx")
    assert NEW in notes(tmp_path / "out.docx", accept=True)
    assert [error for error in audit(tmp_path / "out.docx") if error not in audit(returned)] == []
