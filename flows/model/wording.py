"""What the style check has to say about the finished text (表記の点検)."""

from flows.model.base import Value
from flows.model.findings import Severity


class WordingFinding(Value):
    """Words that the guidance on official documents would have otherwise, with their place.

    `found` stands at `offset` of the block's text (of the section's title when `block` is empty), in characters as
    Python counts them. Nothing is changed by it: staff decide.
    """

    block: str
    """DraftBlock.id, a table's cell under its own id; empty for the title of the section."""
    section: str
    """Section.key; empty for the title of the plan."""
    rule: str
    """The rule's code, stable ("okurigana")."""
    found: str
    offset: int
    suggestion: str
    """How it would read; empty when only a person can tell."""
    why: str
    """Plain Japanese."""
    basis: str
    """The section of 公用文作成の考え方 the rule rests on."""
    quoted: bool
    """Words of a source, in a QUOTED block or inside 「」: they are told and never to be changed."""
    severity: Severity
    """WARNING: a certain rule, in the plan's own words. INFO: in a quote, or for a person to weigh."""
