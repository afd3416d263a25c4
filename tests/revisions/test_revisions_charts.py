"""Charts of the new draft in the staff's file: tracked, with their figures, never twice, never in the place of the staff's."""

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from flows.model import Chart, Draft, Drawing
from flows.revisions import merge
from tests.revisions.lab import Desk, W, decided, lines, plan, write
from tests.tools.docx_lint import lint
from tests.tools.office import PROGRAM, convert
from tests.tools.validators import audit, has_sdk, sdk
from tests.writers.specimen import Blocks

pytestmark = pytest.mark.usefixtures("without_office")

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SENT, NEWER, NEWEST = ("52,410", "51,876"), ("52,410", "50,990"), ("52,410", "49,123")


def years(values: Sequence[str] | None, *, drawn: bool = True, late: bool = False) -> Draft:
    """The plan with a table over years, drawn or not; `late`: the table stands in the section after."""
    draft = plan()
    if values is None:
        return draft
    b = Blocks("status.digital")
    rows = [["指標", "令和5年度", "令和7年度"], ["人口", *values], ["世帯数", "21,034", "20,871"]]
    table = b.table(rows, "推移").model_copy(update={"chart": Drawing(kind=Chart.LINE) if drawn else None})
    sections = list(draft.sections)
    at = 5 if late else 3
    blocks = (b.make("caption", "人口の推移"), table, b.make("paragraph", "人口は減り続けています。"))
    sections[at] = sections[at].model_copy(update={"blocks": (*sections[at].blocks, *blocks)})
    return draft.model_copy(update={"sections": tuple(sections)})


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("drafts")
    made = {
        "none": years(None),
        "bare": years(SENT, drawn=False),
        "sent": years(SENT),
        "newer": years(NEWER),
        "newest": years(NEWEST),
    }
    return {name: write(draft, folder / f"{name}.docx") for name, draft in made.items()}


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def charts(path: Path, *, accept: bool | None = None) -> list[list[str]]:
    """The figures of the charts that show, in reading order, each found through its relationships."""
    if accept is not None:
        path = decided(path, path.with_name(f"{path.stem}-{accept}.docx"), accept=accept)
    there = parts(path)
    links = etree.fromstring(there["word/_rels/document.xml.rels"])
    targets = {link.get("Id"): link.get("Target").lstrip("/").removeprefix("word/") for link in links}
    document = etree.fromstring(there["word/document.xml"])
    found = []
    for chart in document.iter(f"{C}chart"):
        root = etree.fromstring(there[f"word/{targets[chart.get(f'{R}id')]}"])
        found.append([v.text or "" for val in root.iter(f"{C}val") for v in val.iter(f"{C}v")])
    return found


OLD, NEW, LATER = (
    ["52410", "51876", "21034", "20871"],
    ["52410", "50990", "21034", "20871"],
    ["52410", "49123", "21034", "20871"],
)


@pytest.mark.parametrize("base", ["none", "bare"])
def test_a_new_chart_comes_with_or_under_its_table_and_can_be_accepted_or_rejected(
    drafts: dict[str, Path], tmp_path: Path, base: str
) -> None:
    out = tmp_path / "out.docx"
    merged = merge(drafts[base], drafts[base], drafts["sent"], out)
    assert charts(drafts[base]) == []
    assert charts(out, accept=False) == []
    assert charts(out, accept=True) == [OLD]
    assert lines(out, accept=False) == lines(drafts[base])
    assert any("折れ線グラフ" in told.proposed and told.reason for told in merged.updated)
    accepted = etree.fromstring(parts(tmp_path / "out-True.docx")["word/document.xml"])
    (chart,) = accepted.iter(f"{C}chart")
    paragraph = next(chart.iterancestors(f"{W}p"))
    assert paragraph.getprevious().tag == f"{W}tbl"
    assert "51,876" in "".join(paragraph.getprevious().itertext())


def test_rejecting_leaves_no_paragraph_of_the_chart_behind(drafts: dict[str, Path], tmp_path: Path) -> None:
    merge(drafts["bare"], drafts["bare"], drafts["sent"], tmp_path / "out.docx")
    rejected = decided(tmp_path / "out.docx", tmp_path / "rejected.docx", accept=False)
    count = [parts(path)["word/document.xml"].count(b"</w:p>") for path in (rejected, drafts["bare"])]
    assert count[0] == count[1]


def test_the_chart_brings_its_workbook_and_every_other_part_stays_as_it_was(
    drafts: dict[str, Path], tmp_path: Path
) -> None:
    desk = Desk.open(drafts["sent"], random.Random(0))  # noqa: S311 - edits, no secrets
    desk.parts["word/charts/CHART2.xml"] = b"<x/>"  # somebody else's, of the name that would come next
    desk.parts["[Content_Types].xml"] = desk.parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/word/charts/CHART2.xml" ContentType="application/xml"/></Types>'
    )
    path = desk.save(tmp_path / "returned.docx")
    merge(drafts["sent"], path, drafts["newer"], tmp_path / "out.docx")
    before, after = parts(path), parts(tmp_path / "out.docx")
    changed = {name for name in before if before[name] != after[name]}
    assert {re.sub(r"item\d", "item", name) for name in changed} <= {
        "[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/comments.xml", "word/footnotes.xml",
        "customXml/item.xml",
    }  # fmt: skip
    added = sorted(set(after) - set(before))
    assert added == [
        "word/charts/_rels/chart3.xml.rels",
        "word/charts/chart3.xml",
        "word/embeddings/chart2.xlsx",
    ]
    sheet = load_workbook(BytesIO(after["word/embeddings/chart2.xlsx"])).worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["人口", 52410, 50990]
    document = etree.fromstring(after["word/document.xml"])
    numbers = [shape.get("id") for shape in document.iter(f"{WP}docPr")]
    assert len(numbers) == len(set(numbers)) == 2


@pytest.mark.parametrize(("base", "ours"), [("none", "sent"), ("bare", "sent"), ("sent", "newer")])
def test_the_file_is_as_valid_as_it_was(
    drafts: dict[str, Path], tmp_path: Path, base: str, ours: str
) -> None:
    out = tmp_path / "out.docx"
    merge(drafts[base], drafts[base], drafts[ours], out)
    assert lint(out) == []
    assert audit(out) == []
    if has_sdk():
        assert sdk(out) == []


def test_new_figures_come_as_a_new_chart_below_the_old_one(drafts: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    merged = merge(drafts["sent"], drafts["sent"], drafts["newer"], out)
    assert charts(out, accept=False) == [OLD]
    assert charts(out, accept=True) == [OLD, NEW]
    (told,) = [told for told in merged.updated if told.id.startswith("dx:chart:")]
    comments = parts(out)["word/comments.xml"].decode()
    assert told.code in comments
    assert "前の図は残してあります" in comments
    assert "下の図は自動では変わりません" not in comments


def test_a_chart_that_the_new_draft_no_longer_has_is_told_with_its_figures(
    drafts: dict[str, Path], tmp_path: Path
) -> None:
    ours = write(years(NEWER, drawn=False), tmp_path / "ours.docx")
    merge(drafts["sent"], drafts["sent"], ours, tmp_path / "out.docx")
    assert charts(tmp_path / "out.docx", accept=True) == [OLD]
    assert "下の図は自動では変わりません" in parts(tmp_path / "out.docx")["word/comments.xml"].decode()


@pytest.mark.parametrize(("base", "ours"), [("none", "sent"), ("bare", "sent"), ("sent", "newer")])
@pytest.mark.parametrize("accept", [None, True, False])
def test_a_second_merge_is_silent_whatever_staff_decided(
    drafts: dict[str, Path], tmp_path: Path, base: str, ours: str, accept: bool | None
) -> None:
    path = tmp_path / "out.docx"
    merge(drafts[base], drafts[base], drafts[ours], path)
    if accept is not None:
        path = decided(path, tmp_path / "decided.docx", accept=accept)
    for sent in (drafts[base], tmp_path / "out.docx"):
        again = merge(sent, path, drafts[ours], tmp_path / "again.docx")
        assert (again.updated, again.conflicts, again.changed_file) == ((), (), False)


def test_a_chart_that_waits_gives_way_to_a_newer_one_with_its_parts(
    drafts: dict[str, Path], tmp_path: Path
) -> None:
    merge(drafts["sent"], drafts["sent"], drafts["newer"], tmp_path / "out.docx")
    merge(drafts["sent"], tmp_path / "out.docx", drafts["newest"], tmp_path / "next.docx")
    assert charts(tmp_path / "next.docx", accept=True) == [OLD, LATER]
    assert charts(tmp_path / "next.docx", accept=False) == [OLD]
    names = [name for name in parts(tmp_path / "next.docx") if "/chart" in name]
    assert len(names) == 2 * len([name for name in parts(drafts["sent"]) if "/chart" in name])
    assert (lint(tmp_path / "next.docx"), audit(tmp_path / "next.docx")) == ([], [])


@pytest.mark.parametrize("base", ["none", "bare"])
def test_a_chart_that_is_not_to_come_after_all_is_taken_back(
    drafts: dict[str, Path], tmp_path: Path, base: str
) -> None:
    merge(drafts[base], drafts[base], drafts["sent"], tmp_path / "out.docx")
    merge(drafts[base], tmp_path / "out.docx", drafts[base], tmp_path / "back.docx")
    assert charts(tmp_path / "back.docx") == []
    assert lines(tmp_path / "back.docx") == lines(drafts[base])
    assert (lint(tmp_path / "back.docx"), audit(tmp_path / "back.docx")) == ([], [])


def _without_chart(desk: Desk) -> None:
    for drawing in list(desk.document.iter(f"{W}drawing")):
        paragraph = next(drawing.iterancestors(f"{W}p"))
        paragraph.getparent().remove(paragraph)


def _redrawn(desk: Desk) -> None:
    name = "word/charts/chart1.xml"
    desk.parts[name] = desk.parts[name].replace(b"<c:v>51876<", b"<c:v>50990.0<")


@pytest.mark.parametrize(
    ("change", "shown"), [(_without_chart, []), (_redrawn, [["52410", "50990.0", "21034", "20871"]])]
)
def test_a_chart_that_staff_removed_or_redrew_is_left_as_they_have_it(
    drafts: dict[str, Path], tmp_path: Path, change: Callable[[Desk], None], shown: list[list[str]]
) -> None:
    desk = Desk.open(drafts["sent"], random.Random(0))  # noqa: S311 - edits, no secrets
    change(desk)
    merged = merge(
        drafts["sent"], desk.save(tmp_path / "returned.docx"), drafts["newer"], tmp_path / "out.docx"
    )
    assert charts(tmp_path / "out.docx", accept=True) == shown
    told = [told for told in merged.deleted if told.id.startswith("dx:chart:")]
    assert len(told) == (0 if shown else 1)


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice がないため")
def test_libreoffice_shows_the_new_chart_and_the_merge_of_what_it_saved_is_silent(
    drafts: dict[str, Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    merge(drafts["sent"], drafts["sent"], drafts["newer"], out)
    (tmp_path / "lo").mkdir()
    saved = convert(out, "docx:MS Word 2007 XML", tmp_path / "lo")
    assert charts(saved) == [OLD, NEW]
    again = merge(drafts["sent"], saved, drafts["newer"], tmp_path / "again.docx")
    assert (again.updated, again.conflicts) == ((), ())
    later = merge(drafts["sent"], saved, drafts["newest"], tmp_path / "later.docx")
    assert [told.id[:9] for told in later.updated].count("dx:chart:") == 1
    assert charts(tmp_path / "later.docx", accept=False) == [OLD]
    page = convert(out, "html:HTML (StarWriter)", tmp_path / "lo").read_text(
        encoding="utf-8", errors="replace"
    )
    assert page.count("<img") >= 2
