"""Changes between editions: what is new, gone, renamed, renumbered, apart or inside another."""

import itertools

import pytest

from flows import editions
from flows.model import Verification
from flows.model.changes import (
    Absorbed,
    Added,
    Change,
    GroupRenamed,
    Moved,
    Removed,
    Renamed,
    Renumbered,
    Split,
)


def between(old: str, new: str) -> list[Change]:
    return list(editions.changes(editions.load(old), editions.load(new)))


def keys(found: list[Change], kind: type) -> set[str]:
    return {change.key for change in found if isinstance(change, kind)}


def test_an_edition_has_no_changes_against_itself() -> None:
    assert [between(name, name) for name in editions.names()] == [[]] * len(editions.names())


def test_online_procedures_go_into_the_front_yard_with_edition_2_2() -> None:
    found = between("2.1", "2.2")
    assert keys(found, Absorbed) == {"online"}
    assert keys(found, Added) == {"frontyard"}
    assert keys(found, Removed) == set()
    (absorbed,) = (change for change in found if isinstance(change, Absorbed))
    assert absorbed.into.key == "frontyard"


def test_common_systems_part_from_standardisation_with_edition_5_0() -> None:
    found = between("4.0", "5.0")
    (split,) = (change for change in found if isinstance(change, Split))
    assert (split.key, split.origin.key) == ("commonization", "standardization")
    assert keys(found, Added) == set()


def test_ai_and_rpa_become_ai_and_keep_their_key() -> None:
    found = between("3.0", "5.1")
    (renamed,) = (change for change in found if isinstance(change, Renamed) and change.key == "ai_rpa")
    assert (renamed.old.title, renamed.new.title) == ("自治体のAI・RPAの利用推進", "自治体のAIの利用推進")
    assert not renamed.spelling_only


def test_another_spelling_of_the_same_words_is_told_apart_from_another_name() -> None:
    found = between("1.0", "2.0")
    (planning,) = (change for change in found if isinstance(change, Renamed) and change.key == "planning")
    assert planning.spelling_only
    assert "表記" in planning.message
    group = next(
        change for change in found if isinstance(change, GroupRenamed) and change.key == "accompanying"
    )
    assert group.spelling_only


def test_one_new_item_renumbers_those_after_it() -> None:
    found = between("2.2", "2.3")
    assert keys(found, Added) == {"eltax"}
    assert keys(found, Renumbered) == {"mynumber", "security", "ai_rpa", "telework"}


def test_a_change_that_rests_on_an_unverified_title_says_so() -> None:
    for change in between("4.0", "5.0"):
        assert change.verification is Verification.UNCONFIRMED
        assert change.message.endswith("(未確認)")
    assert any(change.message.endswith("。") for change in between("2.2", "2.3"))


def test_an_item_in_another_group_has_moved() -> None:
    old = editions.load("5.1")
    item = old.by_key["telework"].model_copy(update={"group": old.by_key["divide"].group})
    new = old.model_copy(
        update={"items": tuple(item if each.key == "telework" else each for each in old.items)}
    )
    (moved,) = editions.changes(old, new)
    assert isinstance(moved, Moved)
    assert "重点取組事項" in moved.message


@pytest.mark.parametrize(("old", "new"), list(itertools.permutations(("1.0", "2.2", "3.0", "5.1"), 2)))
def test_changes_account_for_every_key_of_both_editions(old: str, new: str) -> None:
    before, after = editions.load(old), editions.load(new)
    found = list(editions.changes(before, after))
    assert keys(found, Added) | keys(found, Split) == set(after.by_key) - set(before.by_key)
    assert keys(found, Removed) | keys(found, Absorbed) == set(before.by_key) - set(after.by_key)
    assert {change.key for change in found if isinstance(change, Renamed)} == {
        key
        for key in set(before.by_key) & set(after.by_key)
        if before.by_key[key].title != after.by_key[key].title
    }
