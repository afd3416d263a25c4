"""The common base of all values."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value: unknown fields are mistakes, equality is by content."""

    model_config = ConfigDict(frozen=True, extra="forbid")
