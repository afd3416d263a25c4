"""A plan of a few lines, as the style check sees it."""

from collections.abc import Iterable

from flows.model import BlockStatus, Draft, DraftBlock, DraftBlockKind, Section, WordingFinding
from flows.wording import check


def block(
    text: str,
    *,
    kind: DraftBlockKind = DraftBlockKind.PARAGRAPH,
    status: BlockStatus = BlockStatus.TEMPLATE,
    id: str = "b",
    slot: str = "",
) -> DraftBlock:
    """A paragraph of fixed wording, unless told otherwise."""
    return DraftBlock(id=id, kind=kind, text=text, status=status, slot=slot)


def plan(*blocks: DraftBlock | str, title: str = "計画", sections: Iterable[Section] = ()) -> Draft:
    """A draft of one section with these blocks, and the sections given."""
    made = tuple(block(each, id=f"b{n}") if isinstance(each, str) else each for n, each in enumerate(blocks))
    body = Section(key="body", title="本文", level=1, blocks=made)
    return Draft(
        title=title,
        subtitle="",
        municipality="青凪市",
        edition="5.1",
        date="2026-04-01",
        sections=(body, *sections),
    )


def told(*blocks: DraftBlock | str, rule: str | None = None) -> list[tuple[str, str, str]]:
    """(rule, found, suggestion) of all findings, or of one rule's."""
    return [
        (each.rule, each.found, each.suggestion)
        for each in check(plan(*blocks))
        if rule is None or each.rule == rule
    ]


def one(text: str) -> WordingFinding:
    """The only finding of a text."""
    (finding,) = check(plan(text))
    return finding
