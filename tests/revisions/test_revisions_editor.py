"""The merge of files that a real editor wrote: LibreOffice, driven as a clerk would use it, and pandoc as the reader."""

import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from flows.model import Draft
from flows.revisions import Merged, merge
from tests.revisions.clerk import Clerk, Told
from tests.revisions.lab import lines, plan, renewed, write
from tests.revisions.test_revisions_office import _pandoc as pandoc
from tests.tools.docx_lint import lint
from tests.tools.office import edit_files, editor_python
from tests.tools.validators import audit

pytestmark = [
    pytest.mark.office,
    pytest.mark.slow,
    pytest.mark.usefixtures("without_office"),
    pytest.mark.skipif(editor_python() is None, reason="LibreOffice 又は python3-uno がないため"),
]
SENTENCE = "本計画は、市民サービスと行政運営を見直すために策定するものです。"
NEW = SENTENCE.replace("を見直す", "を抜本的に見直す")
BULLET = "総合計画を上位計画とします。"
OPEN = "「DXの定義」に当たる記載"
CASES = 24
"""Random files; tests/bench/bench_merge.py has many more."""

TRACKED, PLAIN = {"tracked": True}, {"tracked": False}
SCRIPTS: dict[str, list[Told]] = {
    "untouched": [],
    "typed": [{"do": "type", "where": SENTENCE, "at": "市民", "length": 2, "words": "庁内の住民", **PLAIN}],
    "typed, tracked": [{"do": "type", "where": SENTENCE, "at": "市民", "length": 2, "words": "庁内の住民", **TRACKED}],
    "split": [{"do": "split", "where": SENTENCE, "at": "市民", **PLAIN}],
    "split, tracked": [{"do": "split", "where": SENTENCE, "at": "市民", **TRACKED}],
    "joined": [{"do": "join", "where": SENTENCE, **PLAIN}],
    "joined, tracked": [{"do": "join", "where": SENTENCE, **TRACKED}],
    "moved": [{"do": "move", "where": SENTENCE, "to": "職員の育成", **PLAIN}],
    "moved, tracked": [{"do": "move", "where": SENTENCE, "to": "職員の育成", **TRACKED}],
    "shifted, tracked": [{"do": "shift", "where": BULLET, **TRACKED}],
    "section moved": [{"do": "move", "headings": True, "where": "現状と課題", "to": "計画の策定", **PLAIN}],
    "deleted, tracked": [{"do": "delete", "where": SENTENCE, **TRACKED}],
    "renamed": [{"do": "type", "where": "デジタル化の現状", "headings": True, "at": "タル", "length": 2,
                 "words": "庁内", **PLAIN}],
    "rows": [{"do": "row", "where": 0.0, "row": 0.4, "words": ["庁内1", "庁内2", "庁内3"], **TRACKED},
             {"do": "row_delete", "where": 0.0, "row": 0.0, **TRACKED}],
    "answered": [{"do": "fill", "where": OPEN, "words": "DXとは、仕事の進め方を改めることです。", **PLAIN},
                 {"do": "fill", "cell": True, "where": "要確認", "words": "300万円", **TRACKED}],
    "remarks": [{"do": "comment", "where": SENTENCE, "words": "この文は要検討"},
                {"do": "resolve", "where": "この文は要検討"},
                {"do": "answer", "where": "確認-001", "words": "来月確かめます"}],
    "notes": [{"do": "note", "where": 0.0, "words": "（庁内で確認）"},
              {"do": "new_note", "where": SENTENCE, "at": 1.0, "words": "庁内の注記"}],
    "pasted": [{"do": "paste", "where": SENTENCE, "file": "", **PLAIN}],
    "all accepted": [{"do": "fill", "where": BULLET, "words": "庁内で書き直した文", **TRACKED}, {"do": "accept"}],
    "all rejected": [{"do": "fill", "where": BULLET, "words": "庁内で書き直した文", **TRACKED}, {"do": "reject"}],
}  # fmt: skip


class Desk(NamedTuple):
    """What was sent, what is new, and what came back."""

    base: Path
    ours: Path
    returned: dict[str, Path]
    random: list[tuple[int, Path | None, list[str]]]
    """Seed, the file (None where LibreOffice itself died of the edits), the strings typed."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("editor")
    base, pasted = write(plan(), folder / "base.docx"), write(plan(7), folder / "pasted.docx")
    changed = plan().model_dump_json().replace("51876", "49000").replace(SENTENCE, NEW)
    ours = write(Draft.model_validate_json(changed), folder / "ours.docx")
    clerks = [Clerk(random.Random(seed), pasted) for seed in range(CASES)]  # noqa: S311 - edits, no secrets
    scripts = [
        [told | ({"file": str(pasted)} if "file" in told else {}) for told in script]
        for script in SCRIPTS.values()
    ]
    scripts += [clerk.edits(clerk.rng.randrange(1, 7)) for clerk in clerks]
    files = [folder / f"returned{number}.docx" for number in range(len(scripts))]
    jobs = [
        {"in": str(base), "out": str(file), "edits": script}
        for file, script in zip(files, scripts, strict=True)
    ]
    done = edit_files(jobs, folder)
    named = dict(zip(SCRIPTS, files, strict=False))
    for (name, _), result in zip(SCRIPTS.items(), done, strict=False):
        assert set(result.get("edits", [result.get("failed")])) <= {""}, name
    drawn = [
        (seed, None if "failed" in result else file, clerk.typed)
        for seed, (clerk, file, result) in enumerate(
            zip(clerks, files[len(SCRIPTS) :], done[len(SCRIPTS) :], strict=True)
        )
    ]
    yield Desk(base, ours, named, drawn)
    shutil.rmtree(folder, ignore_errors=True)


def merged(desk: Desk, name: str, folder: Path) -> tuple[Merged, Path]:
    """The merge of one of the scripts' files, with the laws that hold for every merge."""
    returned, out = desk.returned[name], folder / "out.docx"
    found = merge(desk.base, returned, desk.ours, out)
    holds(desk.base, returned, desk.ours, out)
    return found, out


def holds(base: Path, returned: Path, ours: Path, out: Path) -> None:
    """What holds for every merge."""
    assert lines(out, accept=False) == lines(returned)
    assert _findings(out) <= _findings(returned)
    again = merge(base, out, ours, out.with_name("again.docx"))
    assert (again.updated, again.conflicts, again.changed_file) == ((), (), False)
    merge(base, returned, base, out.with_name("same.docx"))
    assert out.with_name("same.docx").read_bytes() == returned.read_bytes()


def _findings(path: Path) -> set[str]:
    """What the lint finds, whatever the numbers of what it finds it on."""
    return {re.sub(r"\d+", "", finding) for finding in lint(path)}


def test_random_edits_at_a_real_editor_survive_and_can_be_had_back(desk: Desk, tmp_path: Path) -> None:
    files = [(seed, path, typed) for seed, path, typed in desk.random if path is not None]
    assert len(files) >= CASES - 2
    for seed, path, typed in files:
        rng = random.Random(seed)  # noqa: S311 - edits, no secrets
        ours = write(renewed(plan(), rng, rng.randrange(1, 8)), tmp_path / "ours.docx")
        merge(desk.base, path, ours, tmp_path / "out.docx")
        shown, accepted = "\n".join(lines(path)), "\n".join(lines(tmp_path / "out.docx", accept=True))
        assert [word for word in typed if word in shown and word not in accepted] == [], seed
        holds(desk.base, path, ours, tmp_path / "out.docx")


def test_what_a_real_editor_saved_stays_as_valid_as_it_was(desk: Desk, tmp_path: Path) -> None:
    _, out = merged(desk, "rows", tmp_path)
    kinds = [
        {re.sub(r"\[\d+\]", "", error) for error in audit(path)} for path in (out, desk.returned["rows"])
    ]
    assert kinds[0] <= kinds[1]


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc がないため")
@pytest.mark.parametrize("name", ["untouched", "typed", "split", "moved", "section moved", "renamed"])
def test_pandoc_reads_the_staffs_text_when_all_is_rejected(desk: Desk, tmp_path: Path, name: str) -> None:
    _, out = merged(desk, name, tmp_path)
    assert pandoc(out, "reject") == pandoc(desk.returned[name], "accept")
    assert any("49000" in line for line in pandoc(out, "accept"))


@pytest.mark.parametrize(
    "name", ["untouched", "joined", "joined, tracked", "moved", "section moved", "all rejected"]
)
def test_edits_that_change_no_words_hinder_no_news(desk: Desk, tmp_path: Path, name: str) -> None:
    found, out = merged(desk, name, tmp_path)
    assert (found.kept, found.conflicts, found.added, found.deleted, found.unmarked) == ((), (), (), (), ())
    assert NEW in "\n".join(lines(out, accept=True))
    assert len(found.updated) == 2


@pytest.mark.parametrize("name", ["typed", "typed, tracked"])
def test_typed_words_and_new_words_stand_in_one_sentence(desk: Desk, tmp_path: Path, name: str) -> None:
    found, out = merged(desk, name, tmp_path)
    assert NEW.replace("市民", "庁内の住民") in lines(out, accept=True)
    assert [told.staff for told in found.kept] == [SENTENCE.replace("市民", "庁内の住民")]


@pytest.mark.parametrize("name", ["split", "split, tracked"])
def test_both_halves_of_a_split_text_are_one_text_and_take_the_news(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    found, out = merged(desk, name, tmp_path)
    assert (found.unmarked, found.added, found.conflicts) == ((), (), ())
    assert [told.staff for told in found.kept] == ["本計画は、\n" + SENTENCE.removeprefix("本計画は、")]
    assert NEW.removeprefix("本計画は、") in lines(out, accept=True)


@pytest.mark.parametrize(("name", "text"), [("moved, tracked", SENTENCE), ("shifted, tracked", BULLET)])
def test_a_tracked_move_is_no_deletion_and_no_text_of_the_staffs_own(
    desk: Desk, tmp_path: Path, name: str, text: str
) -> None:
    found, out = merged(desk, name, tmp_path)
    assert (found.deleted, found.added) == ((), ())
    assert lines(out).count(text) == 1


def test_a_tracked_deletion_stays_one(desk: Desk, tmp_path: Path) -> None:
    found, out = merged(desk, "deleted, tracked", tmp_path)
    assert [told.sent for told in found.deleted] == [SENTENCE]
    assert SENTENCE not in "\n".join(lines(out, accept=True))


def test_a_renamed_heading_is_the_staffs_and_gives_the_places_their_name(desk: Desk, tmp_path: Path) -> None:
    found, out = merged(desk, "renamed", tmp_path)
    assert [told.staff for told in found.kept] == ["デジ庁内化の現状"]
    assert "デジ庁内化の現状" in lines(out, accept=True)


def test_rows_put_in_and_taken_out_are_told(desk: Desk, tmp_path: Path) -> None:
    found, _ = merged(desk, "rows", tmp_path)
    assert [told.staff for told in found.added] == ["庁内1", "庁内2", "庁内3"]
    assert [told.sent for told in found.deleted] == ["電子申請の割合", "31.5％", "50％"]


def test_open_places_filled_at_the_editor_are_answers(desk: Desk, tmp_path: Path) -> None:
    found, _ = merged(desk, "answered", tmp_path)
    assert [told.staff for told in found.answered] == ["DXとは、仕事の進め方を改めることです。", "300万円"]


def test_comments_their_answers_and_settled_ones_are_told_with_the_words_they_hang_on(
    desk: Desk, tmp_path: Path
) -> None:
    found, _ = merged(desk, "remarks", tmp_path)
    (question,) = [told for told in found.remarks if told.staff == "この文は要検討"]
    assert (
        question.place
        == "「背景・趣旨」（本計画は、市民サービスと行政運営を見直すために策…）のコメント（企画課 田中・解決済み）"
    )
    (answer,) = [told for told in found.remarks if told.staff == "来月確かめます"]
    assert answer.place.startswith("「背景・趣旨」（【要確認】")


def test_footnotes_that_staff_wrote_or_changed_are_told(desk: Desk, tmp_path: Path) -> None:
    found, out = merged(desk, "notes", tmp_path)
    changed, new = found.added
    assert changed.staff.startswith("出典")
    assert changed.staff.endswith("（庁内で確認）")
    assert (new.staff, new.place) == (
        "庁内の注記",
        "「背景・趣旨」（本計画は、市民サービスと行政運営を見直すために策…）の脚注",
    )
    assert NEW in lines(out, accept=True)


def test_text_pasted_from_another_plan_is_the_staffs_and_hides_none_of_ours(
    desk: Desk, tmp_path: Path
) -> None:
    found, out = merged(desk, "pasted", tmp_path)
    assert "人口は令和7年に51869人となり、減少が続いている。" in {told.staff for told in found.added}
    assert (found.deleted, found.conflicts) == ((), ())
    assert NEW in lines(out, accept=True)


def test_accepting_all_at_the_editor_makes_the_words_theirs(desk: Desk, tmp_path: Path) -> None:
    found, out = merged(desk, "all accepted", tmp_path)
    assert "庁内で書き直した文" in lines(out, accept=True)
    assert "庁内で書き直した文" in {told.staff for told in found.kept}


def test_libreoffice_itself_accepts_and_rejects_all_that_we_suggest(desk: Desk, tmp_path: Path) -> None:
    rng = random.Random(11)  # noqa: S311 - edits, no secrets
    ours = write(renewed(plan(), rng, 8), tmp_path / "ours.docx")
    merge(desk.base, desk.base, ours, tmp_path / "out.docx")
    jobs = [
        {"in": str(tmp_path / "out.docx"), "out": str(tmp_path / f"{how}.docx"), "edits": [{"do": how}]}
        for how in ("accept", "reject")
    ]
    edit_files(jobs, tmp_path)
    assert _plain(tmp_path / "accept.docx") == _plain(ours)
    assert _plain(tmp_path / "reject.docx") == _plain(desk.base)


def _plain(path: Path) -> list[str]:
    """The paragraphs, without contents, caption numbers and footnote brackets: the editor's own business."""
    return [re.sub(r"^表\d+　|\)", "", line) for line in lines(path) if not re.search(r"\d$", line)]
