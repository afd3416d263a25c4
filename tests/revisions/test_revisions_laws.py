"""Laws of the merge: whatever staff and sources do, staff's words survive, and our suggestions can be taken back whole."""

import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from flows.model import BadInput
from flows.revisions import merge
from tests.revisions.lab import Desk, decided, lines, plan, renewed, write
from tests.tools.docx_lint import lint
from tests.tools.validators import audit

pytestmark = pytest.mark.usefixtures("without_office")

SEEDS = st.integers(0, 10**6)
FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],  # a seed does not shrink to anything simpler
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What we sent."""
    return write(plan(), tmp_path_factory.mktemp("sent") / "素案.docx")


def _ours(seed: int, folder: Path) -> Path:
    rng = random.Random(seed)  # noqa: S311 - edits, no secrets
    return write(renewed(plan(), rng, rng.randrange(1, 6)), folder / "ours.docx")


def _returned(base: Path, seed: int, folder: Path) -> tuple[Path, list[str]]:
    desk = Desk.open(base, random.Random(seed))  # noqa: S311 - edits, no secrets
    desk.edit(1 + seed % 7)
    path = desk.save(folder / "returned.docx")
    shown = "\n".join(lines(path))
    return path, [word for word in desk.typed if word in shown]


def _content(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _body(found: list[str]) -> list[str]:
    """Without contents, caption numbers and footnote brackets: Word's own business."""
    return [re.sub(r"^表\d+　", "", line).replace(")", "") for line in found if not re.search(r"\d$", line)]


@FEW
@given(edits=SEEDS, news=SEEDS)
def test_what_staff_typed_survives_and_rejecting_ours_gives_their_file(
    base: Path, tmp_path: Path, edits: int, news: int
) -> None:
    returned, typed = _returned(base, edits, tmp_path)
    merge(base, returned, _ours(news, tmp_path), tmp_path / "out.docx")
    accepted = "\n".join(lines(tmp_path / "out.docx", accept=True))
    assert [word for word in typed if word not in accepted] == []
    assert lines(tmp_path / "out.docx", accept=False) == lines(returned)
    assert set(lint(tmp_path / "out.docx")) <= set(lint(returned))


@FEW
@given(news=SEEDS)
def test_accepting_everything_in_an_untouched_file_gives_the_new_draft(
    base: Path, tmp_path: Path, news: int
) -> None:
    ours = _ours(news, tmp_path)
    merge(base, base, ours, tmp_path / "out.docx")
    assert _body(lines(tmp_path / "out.docx", accept=True)) == _body(lines(ours))
    assert lines(tmp_path / "out.docx", accept=False) == lines(base)


@FEW
@given(edits=SEEDS)
def test_where_the_sources_are_as_before_the_file_comes_back_byte_for_byte(
    base: Path, tmp_path: Path, edits: int
) -> None:
    returned, _ = _returned(base, edits, tmp_path)
    merge(base, returned, base, tmp_path / "out.docx")
    assert (tmp_path / "out.docx").read_bytes() == returned.read_bytes()


@FEW
@given(news=SEEDS)
def test_a_file_that_already_says_what_the_new_draft_says_is_left_alone(
    base: Path, tmp_path: Path, news: int
) -> None:
    ours = _ours(news, tmp_path)
    merge(base, ours, ours, tmp_path / "out.docx")
    assert (tmp_path / "out.docx").read_bytes() == ours.read_bytes()


@FEW
@given(edits=SEEDS, news=SEEDS, accept=st.sampled_from([None, True, False]))
def test_a_second_merge_proposes_nothing_whatever_staff_decided(
    base: Path, tmp_path: Path, edits: int, news: int, accept: bool | None
) -> None:
    returned, _ = _returned(base, edits, tmp_path)
    ours = _ours(news, tmp_path)
    merge(base, returned, ours, tmp_path / "out.docx")
    again = tmp_path / "out.docx"
    if accept is not None:
        again = decided(again, tmp_path / "decided.docx", accept=accept)
    merged = merge(base, again, ours, tmp_path / "again.docx")
    assert (merged.updated, merged.conflicts) == ((), ())
    assert (tmp_path / "again.docx").read_bytes() == again.read_bytes()


@FEW
@given(edits=SEEDS, news=SEEDS)
def test_a_suggestion_that_no_longer_holds_is_withdrawn(
    base: Path, tmp_path: Path, edits: int, news: int
) -> None:
    returned, _ = _returned(base, edits, tmp_path)
    merge(base, returned, _ours(news, tmp_path), tmp_path / "out.docx")
    merge(base, tmp_path / "out.docx", base, tmp_path / "back.docx")
    assert lines(tmp_path / "back.docx") == lines(returned)


@FEW
@given(first=SEEDS, second=SEEDS, news=SEEDS, newer=SEEDS, accept=st.sampled_from([None, True, False]))
@example(first=385, second=226743, news=102, newer=7023, accept=True)  # an accepted heading, typed over
def test_the_laws_hold_over_rounds(  # noqa: PLR0917 - two rounds of two sides
    base: Path, tmp_path: Path, first: int, second: int, news: int, newer: int, accept: bool | None
) -> None:
    returned, _ = _returned(base, first, tmp_path)
    merge(base, returned, _ours(news, tmp_path), tmp_path / "out.docx")
    sent = tmp_path / "out.docx"
    if accept is not None:
        sent = decided(sent, tmp_path / "decided.docx", accept=accept)
    again, typed = _returned(sent, second, tmp_path)
    ours = _ours(newer, tmp_path)
    merge(base, again, ours, tmp_path / "last.docx")
    accepted = "\n".join(lines(tmp_path / "last.docx", accept=True))
    assert [word for word in typed if word not in accepted] == []
    assert lines(tmp_path / "last.docx", accept=False) == lines(again, accept=False)
    merge(base, tmp_path / "last.docx", ours, tmp_path / "same.docx")
    assert (tmp_path / "same.docx").read_bytes() == (tmp_path / "last.docx").read_bytes()


@settings(FEW, max_examples=8)
@given(edits=SEEDS, news=SEEDS)
def test_only_the_text_its_comments_its_footnotes_and_our_manifest_change(
    base: Path, tmp_path: Path, edits: int, news: int
) -> None:
    returned, _ = _returned(base, edits, tmp_path)
    merge(base, returned, _ours(news, tmp_path), tmp_path / "out.docx")
    before, after = _content(returned), _content(tmp_path / "out.docx")
    assert list(before) == list(after)
    ours = {"word/document.xml", "word/comments.xml", "word/footnotes.xml", "customXml/item1.xml"}
    assert {name for name in after if after[name] != before[name]} <= ours
    assert [error for error in audit(tmp_path / "out.docx") if error not in audit(returned)] == []


@pytest.mark.slow
@settings(FEW, max_examples=60, derandomize=True)  # the same mangled files on every machine
@given(seed=SEEDS)
@example(seed=2502)  # once lost a word of staff's; now refused
def test_a_mangled_file_is_refused_or_merged_and_never_crashes(base: Path, tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - edits, no secrets
    ours = _ours(5, tmp_path)
    merge(base, base, ours, tmp_path / "out.docx")
    desk = Desk.open(rng.choice([base, tmp_path / "out.docx"]), rng)
    desk.mangle(rng.randrange(1, 12))
    returned = desk.save(tmp_path / "returned.docx")
    try:
        merge(base, returned, ours, tmp_path / "again.docx")
    except BadInput as refused:
        assert refused.remedy
    else:
        assert lines(tmp_path / "again.docx", accept=False) == lines(returned, accept=False)
