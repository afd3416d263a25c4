"""What is to happen to one text: decided from its versions alone, before anything in the file is touched.

base = what the machine had said last, theirs = what staff have, ours = what the machine says now.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from flows.revisions.manifest import History, text_hash
from flows.revisions.reading import Range
from flows.revisions.units import Unit
from flows.revisions.wording import Edit, combined, edits
from flows.text import fold


class Verdict(StrEnum):
    """What is to happen."""

    SAME = "same"
    """Nobody has anything new to say."""
    KEPT = "kept"
    """The staff's text stands, the machine has nothing to add."""
    PENDING = "pending"
    """Our suggestion still waits, and is still what we say."""
    DELETED = "deleted"
    """Staff removed it."""
    PROPOSE = "propose"
    """Our edits as tracked changes."""
    REMOVE = "remove"
    """A tracked deletion of a text that staff did not touch and the evidence no longer bears."""
    CONFLICT = "conflict"


class Decision(NamedTuple):
    """What is to happen to a text, and on what ground."""

    verdict: Verdict
    base: str = ""
    """The machine's text against which staff and evidence were held."""
    edits: Sequence[Edit] = ()


def said_last(unit: Unit, told: History | None) -> str:
    """The machine's last word on a text; empty: to be removed."""
    return told.last if told else unit.text


def stands(told: History | None, ours: str, unit: Unit) -> bool:
    """Whether the machine says what it said before, or what was rejected before."""
    return ours == said_last(unit, told) or bool(told and ours in told.rejected)


def decide(  # noqa: PLR0911, PLR0913 - one answer for each case, in order; all versions of one text
    unit: Unit, told: History | None, theirs: Range | None, ours: Unit | None, *, sent: str, withdrawn: bool
) -> Decision:
    """Decide on one text. `sent`: the hash that the returned file's own manifest has of it."""
    said = [unit.text, *told.texts] if told else [unit.text]
    new = ours.text if ours else ""
    if theirs is None:
        return Decision(Verdict.DELETED if new or said_last(unit, told) else Verdict.SAME)
    staff = theirs.text
    untouched = staff in said or text_hash(staff) == sent
    if stands(told, new, unit):
        if theirs.is_pending and told:
            return Decision(Verdict.PENDING)
        return Decision(Verdict.SAME if untouched else Verdict.KEPT)
    if staff == new:
        return Decision(Verdict.SAME)
    if untouched:
        if not new:
            return Decision(Verdict.REMOVE, staff)
        return Decision(Verdict.PROPOSE, staff, edits(staff, new))
    if unit.is_open and ours is not None and (ours.is_open or repeats(new, staff)):
        return Decision(Verdict.KEPT)
    base = told.base if told and (withdrawn or told.remark) else said_last(unit, told)
    found = combined(base, staff, new) if new and base else None
    if found is None:
        return Decision(Verdict.CONFLICT, base)
    return Decision(Verdict.PROPOSE if found else Verdict.KEPT, base, found)


def repeats(new: str, staff: str) -> bool:
    """Whether a text of the new draft says what staff had filled in: their answer has become its source."""
    lines = [fold(line) for line in staff.split("\n")]
    return bool(staff.strip()) and all(line in fold(new) for line in lines)
