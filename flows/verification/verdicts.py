"""What the gate says of a block (判定)."""

from enum import StrEnum

from flows.model import Value


class Outcome(StrEnum):
    """Verified, not verified, or cannot be checked: never silently dropped."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    CANNOT_CHECK = "cannot_check"


class Verdict(Value):
    """One judgement on one block; a block with several faults has several (判定)."""

    block: str
    """DraftBlock.id, `section:KEY` for a section's title, `draft:title` and the like for the cover."""
    outcome: Outcome
    reason: str = ""
    """Plain Japanese; empty when verified."""
    citation: int | None = None
    """Which of the block's citations is at fault, counted from 0."""
    token: str = ""
    """The figure, name or word that is at fault."""
    section: str = ""
    """Key of the section it stands in."""


class Fault(Value):
    """Why a block cannot be let through."""

    reason: str
    citation: int | None = None
    token: str = ""
    outcome: Outcome = Outcome.NOT_VERIFIED


def clean_of(verdicts: tuple[Verdict, ...]) -> bool:
    """Whether everything is verified."""
    return all(verdict.outcome is Outcome.VERIFIED for verdict in verdicts)
