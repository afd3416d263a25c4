"""What the new draft has in another order is told with its neighbours, and nothing in the staff's file is moved."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.merge_report import report
from flows.model import Draft, Section
from flows.revisions import Merged, machine_texts, merge
from tests.revisions.lab import Desk, lines, plan, text_of, write

pytestmark = pytest.mark.usefixtures("without_office")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(plan(), tmp_path_factory.mktemp("sent") / "素案.docx")


def _chapters(draft: Draft) -> Draft:
    intro, status, measures = draft.sections[:2], draft.sections[2:4], draft.sections[4:]
    return draft.model_copy(update={"sections": (*intro, *measures, *status)})


def _blocks(change: Callable[[Section], Section], at: int) -> Callable[[Draft], Draft]:
    def made(draft: Draft) -> Draft:
        sections = list(draft.sections)
        sections[at] = change(sections[at])
        return draft.model_copy(update={"sections": tuple(sections)})

    return made


def _first_last(section: Section) -> Section:
    return section.model_copy(update={"blocks": (*section.blocks[1:], section.blocks[0])})


def _last_row_up(section: Section) -> Section:
    blocks = list(section.blocks)
    at = next(n for n, block in enumerate(blocks) if block.rows)
    head, *rows = blocks[at].rows
    blocks[at] = blocks[at].model_copy(update={"rows": (head, rows[-1], *rows[:-1])})
    return section.model_copy(update={"blocks": tuple(blocks)})


def told(base: Path, returned: Path, change: Callable[[Draft], Draft], folder: Path) -> Merged:
    return merge(base, returned, write(change(plan()), folder / "ours.docx"), folder / "out.docx")


def test_a_chapter_that_moved_is_told_once_with_its_neighbours(base: Path, tmp_path: Path) -> None:
    merged = told(base, base, _chapters, tmp_path)
    assert len(merged.moved) == 1
    (one,) = merged.moved
    assert one.id == "dx:heading:measures"
    assert one.sent == "「現状と課題」の後"
    assert one.proposed == "「計画の策定に当たって」の後、「現状と課題」の前"
    assert lines(tmp_path / "out.docx") == lines(base)
    assert merged.changed_file is False
    page = report(merged, "素案.docx")
    assert "順序が変わった箇所" in page
    assert one.proposed in page


def test_a_text_that_moved_is_told_with_its_neighbours(base: Path, tmp_path: Path) -> None:
    (one,) = told(base, base, _blocks(_first_last, 1), tmp_path).moved
    assert one.staff.startswith("人口は令和7年")
    assert one.sent.startswith("「本計画は")
    assert one.proposed.startswith("「毎年度の予算")
    assert one.proposed.endswith("の後")


def test_a_row_that_moved_is_told_with_its_neighbours(base: Path, tmp_path: Path) -> None:
    (one,) = told(base, base, _blocks(_last_row_up, 3), tmp_path).moved
    assert one.staff == "研修の受講者"
    assert one.sent == "「待ち時間」の行の後"
    assert one.proposed == "「指標」の行の後、「電子申請の割合」の行の前"


def _cut(desk: Desk) -> None:
    here = next(p for p in desk.paragraphs() if text_of(p).startswith("人口は"))
    here.getparent().remove(here)


def _carried(desk: Desk) -> None:
    here = next(p for p in desk.paragraphs() if text_of(p).startswith("人口は"))
    next(p for p in desk.paragraphs() if text_of(p).startswith("毎年度の")).addnext(here)


@pytest.mark.parametrize("change", [_cut, _carried])
def test_what_staff_removed_or_moved_there_already_is_not_told(
    base: Path, tmp_path: Path, change: Callable[[Desk], None]
) -> None:
    desk = Desk.open(base, random.Random(0))  # noqa: S311 - edits, no secrets
    change(desk)
    merged = told(base, desk.save(tmp_path / "returned.docx"), _blocks(_first_last, 1), tmp_path)
    assert merged.moved == ()


def test_what_staff_moved_is_no_move_of_the_machines_in_the_next_round(base: Path, tmp_path: Path) -> None:
    desk = Desk.open(base, random.Random(0))  # noqa: S311 - edits, no secrets
    _carried(desk)
    path = desk.save(tmp_path / "returned.docx")
    assert merge(base, path, base, tmp_path / "out.docx").moved == ()
    again = merge(path, path, base, tmp_path / "again.docx", sent=machine_texts(base))
    assert again.moved == ()
