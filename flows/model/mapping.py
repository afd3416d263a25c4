"""Which passage speaks to which item, and what is missing."""

from enum import StrEnum

from flows.model.base import Value


class Role(StrEnum):
    """What a passage does for the item."""

    NATIONAL = "国の方針"
    STATUS = "現状"
    ISSUE = "課題"
    ACTION = "取組"
    GOAL = "目標"
    BACKGROUND = "背景"


class Match(Value):
    """A passage that speaks to an item or topic (対応)."""

    passage: str
    """Passage.id"""
    item: str
    """Item.key, or a topic of the plan's chapters ("period", "vision", "promotion" …)."""
    role: Role
    score: float
    """0–1; of the matches scored 0.8, about 80 % are right."""
    reason: str
    """Which words, which heading, which document: for a clerk to read."""


class Mapping(Value):
    """All matches of a run, best first within an item; gaps and orphans (対応付け)."""

    matches: tuple[Match, ...]
    gaps: tuple[str, ...] = ()
    """Item keys with no evidence from the municipality."""
    orphans: tuple[str, ...] = ()
    """Passage ids on digital matters that found no item."""
