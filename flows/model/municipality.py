"""Whose plan it is."""

from flows.model.base import Value


class Municipality(Value):
    """The municipality (市区町村): found in its documents, or given in municipality.yaml."""

    name: str
    """○○市"""
    code: str = ""
    """6-digit 全国地方公共団体コード; empty when no document states it."""
    prefecture: str = ""
    given: bool = False
    """True when municipality.yaml says so; False when it was found in the documents."""
    evidence: str = ""
    """How it was found, for the summary."""
