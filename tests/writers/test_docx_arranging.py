"""A layout setting changes styles, theme, lists and page of the file, and not a word of its text."""

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from flows.model import Digits, Fonts, Layout, LineSpacing, Manner, Numbering, Paper
from flows.resources import templates_dir
from flows.verification import compare_file
from flows.writers import docx, summary
from flows.writers.docx.arranging import arranged
from flows.writers.docx.outline import headings
from flows.writers.docx.package import Reference
from flows.writers.docx.styles import Style
from tests.tools.docx_lint import lint
from tests.tools.validators import audit
from tests.writers.specimen import edition, specimen

pytestmark = pytest.mark.usefixtures("without_office")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMBINATIONS = [
    (Layout(), Manner()),
    (
        Layout(fonts=Fonts.YU, paper=Paper.B5, line_spacing=LineSpacing.WIDE),
        Manner(numbering=Numbering.FIRST, digits=Digits.FULL),
    ),
    (
        Layout(fonts=Fonts.MS, paper=Paper.A4_WIDE, line_spacing=LineSpacing.NARROW),
        Manner(digits=Digits.MIXED),
    ),
]


def reference(layout: Layout, manner: Manner | None = None) -> Reference:
    found = Reference.load(templates_dir() / "word" / "reference.docx")
    return arranged(found, layout, manner or Manner())


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def made(folder: Path, layout: Layout, manner: Manner) -> Path:
    path = folder / "a.docx"
    docx.write(specimen(), path, edition=edition(), layout=layout, manner=manner)
    return path


@pytest.mark.parametrize(("layout", "manner"), COMBINATIONS)
def test_every_layout_makes_a_valid_file_that_says_the_same(
    tmp_path: Path, layout: Layout, manner: Manner
) -> None:
    path = made(tmp_path, layout, manner)
    assert lint(path) == []
    assert audit(path) == []
    shown = docx.read_back(path)
    assert compare_file(shown, specimen()) == ()
    usual = tmp_path / "usual.docx"
    docx.write(specimen(), usual, edition=edition())
    told = {block.id: block.text for block in shown if not str(block.id).startswith("dx:")}
    assert told == {
        block.id: block.text for block in docx.read_back(usual) if not str(block.id).startswith("dx:")
    }


@pytest.mark.parametrize(("layout", "manner"), COMBINATIONS)
def test_the_summary_is_arranged_in_the_same_way(tmp_path: Path, layout: Layout, manner: Manner) -> None:
    path, draft = tmp_path / "概要版.docx", tmp_path / "素案.docx"
    summary.write(path, specimen(), edition(), layout=layout, manner=manner)
    docx.write(specimen(), draft, edition=edition(), layout=layout, manner=manner)
    assert lint(path) == []
    assert audit(path) == []
    for name in ("word/theme/theme1.xml", "word/styles.xml", "word/numbering.xml"):
        assert part(path, name) == part(draft, name)


@pytest.mark.parametrize(
    ("fonts", "gothic", "mincho"),
    [
        (Fonts.BIZ_UD, "BIZ UDGothic", "BIZ UDMincho Medium"),
        (Fonts.MS, "ＭＳ ゴシック", "ＭＳ 明朝"),
        (Fonts.YU, "游ゴシック", "游明朝"),
    ],
)
def test_fonts_are_those_of_the_theme_alone(tmp_path: Path, fonts: Fonts, gothic: str, mincho: str) -> None:
    path = made(tmp_path, Layout(fonts=fonts), Manner())
    theme = part(path, "word/theme/theme1.xml")
    assert set(re.findall(r'<a:(?:latin|ea) typeface="([^"]+)"', theme)) == {gothic, mincho}
    for name in ("word/styles.xml", "word/document.xml"):
        named = {
            key
            for fonts_used in re.findall(r"<w:rFonts[^>]*>", part(path, name))
            for key in re.findall(r"w:(\w+)=", fonts_used)
        }
        assert all("heme" in key for key in named)
    assert {gothic, mincho} <= set(re.findall(r'<w:font w:name="([^"]+)"', part(path, "word/fontTable.xml")))


def test_nothing_set_leaves_what_staff_restyled(tmp_path: Path) -> None:
    found = Reference.load(templates_dir() / "word" / "reference.docx")
    same = arranged(found, Layout(), Manner())
    assert {kind: etree.tostring(each) for kind, each in same.parts.items()} == {
        kind: etree.tostring(each) for kind, each in found.parts.items()
    }
    assert same.page[:2] == found.page[:2]


@pytest.mark.parametrize(("paper", "wide"), [(Paper.A4, False), (Paper.A4_WIDE, True), (Paper.B5, False)])
def test_the_text_reaches_the_edge_of_every_paper(tmp_path: Path, paper: Paper, *, wide: bool) -> None:
    chosen = reference(Layout(paper=paper))
    assert chosen.is_wide is wide
    for name in (Style.HEADER, Style.CONTENTS_1):
        stops = [int(tab.get(f"{W}pos", "0")) for tab in chosen.style_element(name).iter(f"{W}tab")]
        assert stops[-1] == pytest.approx(chosen.text_width, abs=1)
    path = made(tmp_path, Layout(paper=paper), Manner())
    document = etree.fromstring(part(path, "word/document.xml").encode())
    landscape = {size.get(f"{W}orient") == "landscape" for size in document.iter(f"{W}pgSz")}
    assert landscape == ({True} if wide else {False, True})


def test_line_spacing_scales_running_text_alone() -> None:
    def line(spacing: LineSpacing, name: str) -> int:
        element = reference(Layout(line_spacing=spacing)).style_element(name)
        return next(int(one.get(f"{W}line", "0")) for one in element.iter(f"{W}spacing"))

    assert [line(spacing, Style.BODY) for spacing in LineSpacing] == [360, 306, 450]
    assert len({line(spacing, Style.HEADING_1) for spacing in LineSpacing}) == 1


@pytest.mark.parametrize(
    ("manner", "shown"),
    [
        (Manner(), ["第1章", "1", "2"]),
        (Manner(numbering=Numbering.FIRST), ["第1", "1", "2"]),
        (Manner(numbering=Numbering.FIRST, digits=Digits.FULL), ["第１", "１", "２"]),
        (Manner(digits=Digits.MIXED), ["第１章", "1", "2"]),
    ],
)
def test_the_contents_number_as_the_lists_do(tmp_path: Path, manner: Manner, shown: list[str]) -> None:
    found = headings(specimen(), reference(Layout(), manner))
    assert [heading.number for heading in found[:3]] == shown
    path = made(tmp_path, Layout(), manner)
    chapter = "第%1章" if manner.numbering is Numbering.CHAPTER else "第%1"
    levels = re.findall(r'w:numFmt w:val="(\w+)"/><w:pStyle w:val="Heading1"/>.*?w:lvlText w:val="([^"]*)"',
                        part(path, "word/numbering.xml"))  # fmt: skip
    wide = manner.digits is not Digits.HALF
    assert levels == [("decimalFullWidth" if wide else "decimal", chapter)]
    lines = [block.text for block in docx.read_back(path) if block.id == "dx:contents"]
    assert shown[0] in "".join(lines)
