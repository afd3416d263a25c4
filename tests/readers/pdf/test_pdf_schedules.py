"""Schedule tables: a step stands in each year that its bar, arrow or merged cell covers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from drawn_pages import Paper, drawn

from flows.readers.pdf.geometry import open_pdf
from flows.readers.pdf.tables import find

XS = [40.0, 160.0, 250.0, 340.0, 430.0, 520.0]
YS = [100.0, 125.0, 155.0, 185.0]
HEAD = ["取組", "令和７年度", "令和８年度", "令和９年度", "令和10年度"]
NAMES = ["窓口の予約", "書類の電子化"]


def years(folder: Path, draw: Callable[[Paper], None], head: list[str] = HEAD) -> tuple[tuple[str, ...], ...]:
    """The year cells of the two measures of a table on which something is drawn."""

    def page(paper: Paper) -> None:
        paper.table(XS, YS, [head, [NAMES[0]], [NAMES[1]]])
        draw(paper)

    (geometry,) = drawn(folder, page)
    (table,) = find(geometry)
    assert [row[0] for row in table.rows[1:]] == NAMES
    return tuple(row[1:] for row in table.rows[1:])


def boxes(paper: Paper) -> None:
    """Coloured bars with their words on them."""
    paper.box(165, 132, 245, 148, (0.7, 0.8, 0.9), stroke=False)
    paper.text(170, 143, "設計")
    paper.box(255, 132, 515, 148, (0.7, 0.8, 0.9), stroke=False)
    paper.text(260, 143, "運用と見直し")
    paper.box(300, 162, 425, 178, (0.7, 0.8, 0.9), stroke=False)
    paper.text(305, 173, "文書の整理")


def pentagons(paper: Paper) -> None:
    """Arrow-shaped figures, their words on one line of text."""
    for x0, x1, top in ((165, 245, 132), (255, 515, 132), (300, 425, 162)):
        paper.polygon([(x0, top), (x1 - 8, top), (x1, top + 8), (x1 - 8, top + 16), (x0, top + 16)])
    paper.text(170, 143, "設計")
    paper.text(260, 143, "運用と見直し")
    paper.text(305, 173, "文書の整理")


def arrows(paper: Paper) -> None:
    """Thin arrows under their words."""
    for x0, x1, y in ((165, 243, 148), (255, 513, 148), (300, 424, 178)):
        paper.line(x0, y, x1, y)
        paper.polygon([(x1 - 5, y - 2), (x1, y), (x1 - 5, y + 2)], (0, 0, 0))
    paper.text(170, 143, "設計")
    paper.text(260, 143, "運用と見直し")
    paper.text(305, 173, "文書の整理")


def cells(paper: Paper) -> None:
    """Coloured cells, as spreadsheets have them, on a striped table; words in the first."""
    paper.box(40, 125, 160, 155, (0.95, 0.9, 0.8), stroke=False)
    paper.box(160, 125, 250, 155, (0.4, 0.6, 0.9), stroke=False)
    paper.box(250, 125, 520, 155, (0.5, 0.8, 0.6), stroke=False)
    paper.box(250, 155, 430, 185, (0.4, 0.6, 0.9), stroke=False)
    paper.text(45, 141, NAMES[0])
    paper.text(170, 143, "設計")
    paper.text(260, 143, "運用と見直し")
    paper.text(305, 173, "文書の整理")


@pytest.mark.parametrize("draw", [boxes, pentagons, arrows, cells])
def test_a_drawn_bar_puts_its_step_into_each_year_it_covers(
    tmp_path: Path, draw: Callable[[Paper], None]
) -> None:
    assert years(tmp_path, draw) == (
        ("設計", "運用と見直し", "運用と見直し", "運用と見直し"),
        ("", "文書の整理", "文書の整理", ""),
    )


def test_several_bars_in_a_row_are_several_steps(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.box(165, 127, 335, 139, (0.7, 0.8, 0.9), stroke=False)
        paper.text(170, 136, "設計")
        paper.box(255, 141, 425, 153, (0.7, 0.8, 0.9), stroke=False)
        paper.text(260, 150, "試行")

    assert years(tmp_path, draw)[0] == ("設計", "設計\n試行", "試行", "")


def test_a_step_written_before_a_bare_arrow_goes_on_with_it(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.text(165, 143, "設計")
        paper.line(190, 140, 420, 140)
        paper.text(165, 173, "文書の整理")

    assert years(tmp_path, draw) == (("設計", "設計", "設計", ""), ("文書の整理", "", "", ""))


def test_coloured_cells_without_words_carry_on_the_step_before_them(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        for x in XS[1:4]:
            paper.box(x, 125, x + 90, 155, (0.6, 0.8, 0.3), stroke=False)
        paper.text(180, 143, "調達")

    assert years(tmp_path, draw)[0] == ("調達", "調達", "調達", "")


def test_the_words_of_a_row_above_are_not_taken_for_those_of_a_bar(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        for text, x in zip(("設計", "構築", "運用", "評価"), XS[1:], strict=False):
            paper.text(x + 30, 152, text)
        paper.box(XS[1], 155, XS[4], 185, (0.6, 0.8, 0.3), stroke=False)
        paper.text(180, 173, "調達")

    assert years(tmp_path, draw) == (("設計", "構築", "運用", "評価"), ("調達", "調達", "調達", ""))


def test_an_arrow_without_words_is_kept_as_an_arrow(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.box(255, 132, 425, 148, (0.7, 0.8, 0.9), stroke=False)

    assert years(tmp_path, draw)[0] == ("", "→", "→", "")


WRITTEN = (
    ("arrows", ["設計", "→", "→", "運用"], ("設計", "設計", "設計", "運用")),
    ("double arrows", ["設計", "⇒", "運用", "⇒"], ("設計", "設計", "運用", "運用")),
    ("shafts", ["設計", "───", "──→", ""], ("設計", "設計", "設計", "")),
    ("ditto", ["設計", "〃", "", "運用"], ("設計", "設計", "", "運用")),
    ("none", ["設計", "－", "－", "運用"], ("設計", "－", "－", "運用")),
    ("step with arrow", ["設計→", "→", "", ""], ("設計→", "設計", "", "")),
    ("arrow alone", ["", "→", "", ""], ("", "→", "", "")),
)


@pytest.mark.parametrize(("name", "written", "expected"), WRITTEN, ids=[case[0] for case in WRITTEN])
def test_written_arrows_carry_a_step_on(
    tmp_path: Path, name: str, written: list[str], expected: tuple[str, ...]
) -> None:
    def draw(paper: Paper) -> None:
        for text, x in zip(written, XS[1:], strict=False):
            if text:
                paper.text(x + 20, 143, text)
        paper.text(165, 173, "文書の整理")

    assert years(tmp_path, draw)[0] == expected


def test_a_cell_merged_over_years_counts_for_each(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        for y in YS:
            paper.line(XS[0], y, XS[-1], y)
        for x in XS:
            paper.line(x, 100, x, 155 if x in (XS[3], XS[4]) else 185)
        for text, x in zip(HEAD, XS, strict=False):
            paper.text(x + 5, 116, text)
        paper.text(45, 143, NAMES[0])
        paper.text(45, 173, NAMES[1])
        paper.text(165, 143, "設計")
        paper.text(300, 173, "文書の整理")

    (geometry,) = drawn(tmp_path, draw)
    (table,) = find(geometry)
    assert table.rows[2][1:] == ("", "文書の整理", "文書の整理", "文書の整理")


@pytest.mark.parametrize(
    "head",
    [
        ["取組", "R7", "R8", "R9", "R10"],
        ["取組", "2025年度", "2026年度", "2027年度", "2028年度"],
        ["取組", "2025", "2026", "2027", "2028"],
        ["取組", "令和７年度", "８年度", "９年度", "10年度"],
        ["取組", "令和7年度(2025)", "令和8年度(2026)", "令和9年度(2027)", "令和10年度(2028)"],
    ],
    ids=lambda head: head[1],
)
def test_years_are_known_in_all_spellings(tmp_path: Path, head: list[str]) -> None:
    assert years(tmp_path, boxes, head)[0] == ("設計", "運用と見直し", "運用と見直し", "運用と見直し")


def test_a_table_of_figures_by_year_stays_as_it_is(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.box(250, 125, 340, 155, (0.9, 0.95, 1), stroke=False)
        for y in (143, 173):
            for x in XS[1:-1]:
                paper.text(x + 40, y, "1,200")

    assert years(tmp_path, draw) == (("1,200",) * 4,) * 2


def test_arrows_in_a_table_without_years_stay_as_they_are(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        for x, text in zip(XS[1:], ("受付", "→", "審査", "→"), strict=False):
            paper.text(x + 5, 143, text)

    assert years(tmp_path, draw, ["手続", "一", "二", "三", "四"])[0] == ("受付", "→", "審査", "→")


def test_the_colour_of_a_whole_row_is_no_bar(tmp_path: Path) -> None:
    def draw(paper: Paper) -> None:
        paper.box(XS[0], 125, XS[-1], 155, (0.95, 0.9, 0.8), stroke=False)
        paper.text(45, 141, NAMES[0])
        paper.text(170, 143, "設計")
        paper.text(260, 143, "運用")

    assert years(tmp_path, draw)[0] == ("設計", "運用", "", "")


@pytest.mark.corpus
def test_a_published_schedule_has_steps_in_all_its_years(shared: Path) -> None:
    with open_pdf(shared / "corpus" / "nankoku" / "DX推進方針_R4.pdf") as pdf:
        (table,) = find(pdf.page(2))
    body = [row[1:] for row in table.rows[1:]]
    assert len(body) == 6
    assert sum(bool(cell) for row in body for cell in row) >= 27
    # A bar's words are whole in each year, and no step is cut where a year ends.
    assert all(row[1] == row[2] == row[3] for row in body[4:])
    assert len(set(body[0][2:])) == 1
