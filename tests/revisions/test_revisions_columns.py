"""Tables whose columns are others in the new draft: struck and replaced, or both kept where staff worked in them."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.model import Draft, DraftBlock
from flows.revisions import merge
from tests.revisions.lab import Desk, W, decided, lines, plan, write
from tests.tools.docx_lint import lint
from tests.tools.validators import audit

pytestmark = pytest.mark.usefixtures("without_office")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(plan(), tmp_path_factory.mktemp("sent") / "素案.docx")


def _wider(table: DraftBlock) -> DraftBlock:
    """The table with a column for the department; the ids of the other cells stay."""
    words = ["所管課", *("市民課" for _ in table.rows[1:])]
    rows = tuple(
        (*row, row[-1].model_copy(update={"id": f"{row[-1].id}c", "text": word, "citations": ()}))
        for row, word in zip(table.rows, words, strict=True)
    )
    return table.model_copy(update={"rows": rows, "widths": ()})


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(_changed(plan()), tmp_path_factory.mktemp("new") / "素案.docx")


def _changed(draft: Draft) -> Draft:
    sections = list(draft.sections)
    blocks = tuple(_wider(block) if block.rows else block for block in sections[3].blocks)
    sections[3] = sections[3].model_copy(update={"blocks": blocks})
    return draft.model_copy(update={"sections": tuple(sections)})


def _typed(desk: Desk) -> None:
    text = next(t for t in desk.document.iter(f"{W}t") if t.text == "18分")
    text.text = "庁内で調べた20分"


def _row(desk: Desk) -> None:
    desk.rng = random.Random(1)  # noqa: S311 - edits, no secrets
    desk.row()


def returned(base: Path, folder: Path, change: Callable[[Desk], None] | None = None) -> Path:
    desk = Desk.open(base, random.Random(0))  # noqa: S311 - edits, no secrets
    if change is not None:
        change(desk)
    return desk.save(folder / "returned.docx")


def _same(path: Path) -> list[str]:
    """Without footnote brackets and contents."""
    return [line.replace(")", "") for line in lines(path) if not line[-1].isdigit()]


def test_a_table_that_nobody_touched_is_struck_and_the_new_one_comes_below_it(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.docx"
    merged = merge(base, base, ours, out)
    assert merged.conflicts == ()
    assert lines(out, accept=False) == lines(base)
    accepted = decided(out, tmp_path / "accepted.docx", accept=True)
    assert _same(accepted) == _same(ours)
    assert set(lint(out)) <= set(lint(base))
    assert [error for error in audit(out) if error not in audit(base)] == []


@pytest.mark.parametrize("change", [_typed, _row])
def test_a_table_in_which_staff_worked_stands_and_the_new_one_comes_below_it(
    base: Path, ours: Path, tmp_path: Path, change: Callable[[Desk], None]
) -> None:
    path, out = returned(base, tmp_path, change), tmp_path / "out.docx"
    merged = merge(base, path, ours, out)
    assert lines(out, accept=False) == lines(path)
    shown = lines(out, accept=True)
    assert [line for line in lines(path) if line not in shown] == []
    assert shown.count("電子申請の割合") == 2
    assert shown.index("所管課") > shown.index("研修の受講者")
    assert {told.code for told in merged.conflicts} == {"競合-001"}
    assert "そのまま残し" in _comments(out)


def _comments(path: Path) -> str:
    return Desk.open(path, random.Random(0)).parts["word/comments.xml"].decode()  # noqa: S311


@pytest.mark.parametrize("change", [None, _typed])
@pytest.mark.parametrize("accept", [None, True, False])
def test_a_second_merge_has_nothing_to_say_whatever_staff_decided(
    base: Path, ours: Path, tmp_path: Path, change: Callable[[Desk], None] | None, accept: bool | None
) -> None:
    merge(base, returned(base, tmp_path, change), ours, tmp_path / "out.docx")
    path = tmp_path / "out.docx"
    if accept is not None:
        path = decided(path, tmp_path / "decided.docx", accept=accept)
    again = merge(base, path, ours, tmp_path / "again.docx")
    assert (again.updated, again.conflicts, again.changed_file) == ((), (), False)


def test_a_table_that_is_not_to_come_after_all_is_withdrawn(base: Path, ours: Path, tmp_path: Path) -> None:
    merge(base, base, ours, tmp_path / "out.docx")
    merge(base, tmp_path / "out.docx", base, tmp_path / "back.docx")
    assert lines(tmp_path / "back.docx") == lines(base)


def test_a_file_that_has_the_new_columns_already_is_left_alone(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    merge(base, ours, ours, tmp_path / "out.docx")
    assert (tmp_path / "out.docx").read_bytes() == ours.read_bytes()
