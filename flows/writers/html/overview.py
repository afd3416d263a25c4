"""The report's head: counts, the coverage matrix (item × slot) and the findings."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from flows.model import BlockStatus, Draft, DraftBlockKind, Edition, Finding, Group, Section, Severity

SLOTS = ("国の方針", "現状", "課題", "取組", "指標")
STATES = {
    BlockStatus.QUOTED: "原文どおり",
    BlockStatus.COMPOSED: "出典から組立て",
    BlockStatus.TEMPLATE: "定型文",
    BlockStatus.TODO: "要確認",
}
_KINDS = {Severity.ERROR: "エラー", Severity.WARNING: "注意", Severity.INFO: "参考"}
_MEASURE = "measures."


def counts(draft: Draft) -> list[tuple[str, int]]:
    """How many sentences of which kind, and how many citations."""
    blocks = [
        block
        for section in draft.sections
        for block in section.blocks
        if block.kind is not DraftBlockKind.LABEL
    ]
    states = Counter(block.status for block in blocks)
    return [
        ("文・表", len(blocks)),
        *((name, states[state]) for state, name in STATES.items()),
        ("出典", sum(len(block.citations) for block in blocks)),
    ]


def matrix(draft: Draft, edition: Edition, anchors: dict[str, str]) -> list[dict[str, Any]]:
    """A row for each item with a section of its own: how many cited blocks each slot has."""
    sections = {section.key: section for section in draft.sections}
    rows = []
    for group in Group:
        for item in edition.of(group):
            section = sections.get(_MEASURE + item.key)
            if section is not None:
                rows.append(
                    {
                        "title": f"{item.number} {item.title}".strip(),
                        "anchor": anchors[section.key],
                        "cells": _cells(section),
                    }
                )
    return rows


def _cells(section: Section) -> list[int]:
    """By slot; what stands under a heading of its own inside a slot belongs to that slot."""
    found: Counter[str] = Counter()
    slot = ""
    for block in section.blocks:
        if block.slot in SLOTS:
            slot = block.slot
        if block.citations:
            found[slot] += 1
    return [found[name] for name in SLOTS]


def others(draft: Draft, edition: Edition, anchors: dict[str, str]) -> list[dict[str, Any]]:
    """A row for each other section that says something."""
    items = {_MEASURE + item.key for item in edition.items}
    rows = []
    for section in draft.sections:
        states = Counter(
            "cited" if block.citations else block.status.value
            for block in section.blocks
            if block.kind is not DraftBlockKind.LABEL
        )
        if section.key not in items and states:
            rows.append(
                {
                    "title": section.title,
                    "anchor": anchors[section.key],
                    "cited": states["cited"],
                    "fixed": states[BlockStatus.TEMPLATE.value],
                    "todo": states[BlockStatus.TODO.value],
                }
            )
    return rows


def found(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings, the grave ones first."""
    order: Sequence[Severity] = tuple(_KINDS)
    return [
        {
            "kind": _KINDS[finding.severity],
            "bad": finding.severity is not Severity.INFO,
            "message": finding.message,
            "source": finding.source,
            "page": finding.page,
        }
        for finding in sorted(findings, key=lambda finding: order.index(finding.severity))
    ]
