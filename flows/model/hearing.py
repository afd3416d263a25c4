"""A question of the hearing sheet (ヒアリングシート): which place of the plan it asks for.

The sheet that leaves and the sheet that comes back know each other by this key alone, so that staff may sort, delete
and split the sheet as they like.
"""

import re

from flows.model.base import Value
from flows.model.mapping import Role

ANSWERED = "ヒアリングシートの回答"
"""How the reason of a match begins that rests on an answer."""
ANSWER_HEAD = "回答欄"
QUESTION_HEAD = "聞きたいこと"
SUBJECT_HEAD = "項目"
DEPARTMENT_HEAD = "記入者の所属"
"""Column heads that the reader of a returned sheet looks for."""

_SLOTS = {
    Role.NATIONAL: "national",
    Role.STATUS: "status",
    Role.ISSUE: "issue",
    Role.ACTION: "action",
    Role.GOAL: "kpi",
    Role.BACKGROUND: "text",
}
_ROLES = {slot: role for role, slot in _SLOTS.items()}
_KEY = re.compile(
    r"dxq:(?P<section>[a-z0-9_]+(?:\.[a-z0-9_]+)*)/(?P<slot>[a-z]+)(?:#(?P<field>[0-9a-f]{4,16}))?"
)

_PLACE = re.compile(r"dxq:\S*?@(\S+)")


class QuestionKey(Value):
    """The place of the plan that an answer fills."""

    section: str
    """Section.key"""
    role: Role
    """BACKGROUND for a section without slots."""
    field: str = ""
    """A hash of the table cell it asks for; empty when it asks for a whole slot."""

    def __str__(self) -> str:
        return f"dxq:{self.section}/{_SLOTS[self.role]}" + (f"#{self.field}" if self.field else "")

    @classmethod
    def find(cls, text: str) -> "QuestionKey | None":
        """The key in a cell; None when there is none."""
        found = _KEY.search(text)
        if found is None or found["slot"] not in _ROLES:
            return None
        return cls(section=found["section"], role=_ROLES[found["slot"]], field=found["field"] or "")


class PlaceKey:
    """A key that names the very block it answers as well: `dxq:…@block-id`."""

    @staticmethod
    def of(key: QuestionKey, block: str) -> str:
        """The key as it stands in a sheet."""
        return f"{key}@{block}"

    @staticmethod
    def block(text: str) -> str:
        """The block's id; empty where the key names none."""
        found = _PLACE.search(text)
        return found[1] if found else ""
