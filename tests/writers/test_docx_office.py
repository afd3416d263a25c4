"""The Word file in another program: LibreOffice lays it out, saves it, and nothing is lost."""

import json
import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from pypdf import PdfReader

from flows.model import Chart, Drawing
from flows.resources import templates_dir
from flows.text import fold
from flows.writers import docx
from flows.writers.docx.citations import with_places
from flows.writers.docx.estimate import estimate_pages
from flows.writers.docx.identity import parts_of
from flows.writers.docx.outline import headings
from flows.writers.docx.pagination import matched
from tests.tools.docx_lint import W
from tests.tools.office import PROGRAM, convert
from tests.writers.edits import rewritten
from tests.writers.specimen import Blocks, edition, paragraph, plan, specimen

pytestmark = [
    pytest.mark.office,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="LibreOffice がないため"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the converted files go."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def paginated(folder: Path) -> Path:
    """The specimen with counted pages."""
    path = folder / "素案.docx"
    docx.write(specimen(), path, edition=edition(), paginate=docx.count_pages)
    return path


@pytest.fixture(scope="module")
def pages(paginated: Path, folder: Path) -> list[str]:
    """The text of each page as printed."""
    document = pypdfium2.PdfDocument(convert(paginated, "pdf", folder))
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def _contents(path: Path) -> str:
    return next(block.text for block in docx.read_back(path) if block.id == "dx:contents")


def test_the_contents_give_the_page_on_which_each_heading_stands(paginated: Path, pages: list[str]) -> None:
    first = next(at for at, page in enumerate(pages) if fold(page).find(fold("－ 1 －")) >= 0)
    lines = [line.split("\t") for line in _contents(paginated).split("\n")]
    assert len(lines) == len(specimen().sections)
    for *number, title, page in lines:
        assert fold("".join(number) + title) in fold(pages[first + int(page) - 1])


def test_counted_pages_give_the_same_bytes_again(paginated: Path, folder: Path) -> None:
    docx.write(specimen(), folder / "again.docx", edition=edition(), paginate=docx.count_pages)
    assert (folder / "again.docx").read_bytes() == paginated.read_bytes()


def test_the_estimate_is_near_the_count(paginated: Path) -> None:
    counted = [int(line.rpartition("\t")[2]) for line in _contents(paginated).split("\n")]
    estimated = estimate_pages(headings(specimen()))
    assert max(abs(a - b) for a, b in zip(counted, estimated, strict=True)) <= 2


def test_the_cover_has_no_header_and_no_number(pages: list[str]) -> None:
    assert "素案　" not in pages[0]
    assert "－" not in pages[0]
    assert fold("（素案）") in fold(pages[0])


def test_every_quote_is_printed(pages: list[str]) -> None:
    printed = fold("".join(page for page in pages))
    for section in specimen().sections:
        for block in section.blocks:
            for citation in block.citations:
                assert fold(citation.quote)[:12] in printed


def test_nothing_is_lost_when_libreoffice_saves_the_file(paginated: Path, folder: Path) -> None:
    (folder / "saved").mkdir()
    saved = convert(paginated, "docx:MS Word 2007 XML", folder / "saved")
    before = {block.id: block for block in docx.read_back(paginated)}
    after = {block.id: block for block in docx.read_back(saved)}
    lost = {key for key in before if key not in after}
    assert lost == set()
    for key, block in before.items():
        if key != "dx:contents":
            assert after[key].text == block.text
        assert [fold(note) for note in after[key].footnotes] == [fold(note) for note in block.footnotes]
    assert [line.split("\t") for line in after["dx:contents"].text.split("\n")] == [
        line.split("\t") for line in before["dx:contents"].text.split("\n")
    ]
    assert _comments(saved) == _comments(paginated)


def _comments(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        comments = etree.fromstring(archive.read("word/comments.xml"))
    return ["".join(t.text or "" for t in comment.iter(f"{W}t")) for comment in comments]


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc がないため")
def test_another_reader_sees_the_same_words_and_footnotes(paginated: Path) -> None:
    done = subprocess.run(
        ["pandoc", str(paginated), "-t", "json"], capture_output=True, text=True, check=True, timeout=120
    )
    words, notes = _said(json.loads(done.stdout)["blocks"])
    seen = fold("".join(words))
    for section in specimen().sections:
        for block in section.blocks:
            for part in parts_of(block):
                for piece, citations in with_places(part):
                    assert fold(piece) in seen
                    assert all(any(fold(c.quote) in note for note in notes) for c in citations)


def _said(node: object) -> tuple[list[str], list[str]]:
    """All words of pandoc's tree outside of footnotes, and the words of each footnote, folded."""
    if isinstance(node, dict) and node.get("t") == "Note":
        return [], [fold("".join(_said(node["c"])[0]))]
    if isinstance(node, dict) and node.get("t") == "Str":
        return [node["c"]], []
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    found = [_said(child) for child in children]
    return [word for words, _ in found for word in words], [note for _, notes in found for note in notes]


def test_pages_cannot_be_counted_without_the_program(tmp_path: Path, paginated: Path) -> None:
    assert docx.count_pages(paginated, program=str(tmp_path / "none")) is None


@pytest.mark.skipif(os.name == "nt", reason="シェルスクリプトを使うため")
def test_a_program_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path, paginated: Path) -> None:
    hanging = tmp_path / "soffice"
    hanging.write_text(f"#!/bin/sh\nsleep 300 &\necho $! > {tmp_path}/child\nwait\n")
    hanging.chmod(0o755)
    assert docx.count_pages(paginated, program=str(hanging), timeout=1) is None
    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 10
    while _alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(child)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{process}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_an_outline_that_misses_a_heading_counts_for_nothing() -> None:
    found = headings(specimen())
    outline = [(f"{h.number} {h.title}", 2) for h in found]
    assert matched(found, outline) == [1] * len(found)
    assert matched(found, outline[:-1]) is None


def test_a_broken_file_gives_no_pages(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04broken")
    assert docx.count_pages(tmp_path / "a.docx") in (None, [])


def test_a_plan_with_one_heading_is_counted(tmp_path: Path) -> None:
    docx.write(plan(paragraph("甲。")), tmp_path / "a.docx", edition=edition(), paginate=docx.count_pages)
    assert _contents(tmp_path / "a.docx") == "第1章\t計画\t1"


def _fonts(pdf: Path) -> set[str]:
    """The families of the typefaces in which a file is printed."""
    found = set()
    for page in PdfReader(pdf).pages:
        for font in page.get("/Resources", {}).get("/Font", {}).values():
            name = str(font.get_object()["/BaseFont"]).rpartition("+")[2]
            found.add(name.lstrip("/").split("-")[0])
    return found


def _text(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return fold(found)


def test_a_theme_that_staff_swap_reaches_headings_tables_and_charts_as_printed(folder: Path) -> None:
    """All Mincho in the theme: no Gothic is left on paper, and no word has changed."""
    cells = [["指標", "令和5年度", "令和6年度", "令和7年度"], ["件数", "10", "20", "30"]]
    table = Blocks("body").table(cells, "実績").model_copy(update={"chart": Drawing(kind=Chart.LINE)})
    draft = plan(paragraph("窓口を改めます。"), table)

    def mincho(parts: dict[str, bytes]) -> None:
        theme = parts["word/theme/theme1.xml"]
        parts["word/theme/theme1.xml"] = theme.replace(b"BIZ UDGothic", b"BIZ UDMincho Medium")
        styles = parts["word/styles.xml"]
        parts["word/styles.xml"] = styles.replace(b'w:sz w:val="36"', b'w:sz w:val="52"')

    reference = folder / "reference.docx"
    shutil.copyfile(templates_dir() / "word" / "reference.docx", reference)
    printed = {}
    for name, look in (("usual", reference), ("swapped", rewritten(reference, mincho, "swapped.docx"))):
        path = folder / f"{name}-plan.docx"
        docx.write(draft, path, edition=edition(), reference=look)
        printed[name] = convert(path, "pdf", folder)
    assert {"BIZUDGothic", "BIZUDMincho"} <= _fonts(printed["usual"])
    assert {font for font in _fonts(printed["swapped"]) if "Gothic" in font} == set()
    assert _text(printed["swapped"]) == _text(printed["usual"])
    first, second = (zipfile.ZipFile(folder / f"{name}-plan.docx") for name in printed)
    for part in ("word/document.xml", "word/charts/chart1.xml", "word/footnotes.xml"):
        assert first.read(part) == second.read(part)


def test_every_colour_of_styles_and_charts_is_the_themes(paginated: Path) -> None:
    with zipfile.ZipFile(paginated) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
        charts = [archive.read(name) for name in archive.namelist() if "charts/chart" in name]
    own = [
        etree.tostring(element)
        for name in ("color", "shd")
        for element in styles.iter(f"{W}{name}")
        if not {f"{W}themeColor", f"{W}themeFill"} & set(element.attrib)
    ]
    assert own == []
    assert charts
    assert not any(b"srgbClr" in chart for chart in charts)
