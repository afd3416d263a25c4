"""The gate: what is not verified does not get into the plan.

A block at fault is struck out and replaced by a 要確認 block in the same place, with the same id, that says what could
not be confirmed; each is listed as a finding. A table keeps its good cells. The gate is idempotent, and a gated draft
is wholly verified. What has no place to strike it out from (the plan's title, its municipality) stops the run.
"""

from collections.abc import Iterable

from flows.model import (
    BlockStatus,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Finding,
    GateRefused,
    Section,
    Severity,
)
from flows.verification.verdicts import Outcome, Verdict
from flows.verification.verifying import MARK, table_text

_MOST_REASONS = 3
_EXCERPT = 60


def gate(draft: Draft, verdicts: Iterable[Verdict]) -> tuple[Draft, tuple[Finding, ...]]:
    """The draft with everything struck out that is not verified, and a finding for each.

    Raises GateRefused when the cover itself is at fault.
    """
    faults: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.outcome is not Outcome.VERIFIED:
            faults.setdefault((verdict.section, verdict.block), []).append(verdict)
    cover = [verdict.reason for (section, _), found in faults.items() if not section for verdict in found]
    if cover:
        raise GateRefused(
            "\n".join(("素案の表紙に確かめられない記載があります。", *cover)),
            "municipality.yaml の name と plan_title を確かめてください。",
        )
    findings: list[Finding] = []
    sections = tuple(_section(section, faults, findings) for section in draft.sections)
    return draft.model_copy(update={"sections": sections}), tuple(findings)


def _section(
    section: Section, faults: dict[tuple[str, str], list[Verdict]], findings: list[Finding]
) -> Section:
    title = section.title
    if wrong := faults.get((section.key, f"section:{section.key}")):
        findings.append(_finding(section, title, wrong, None))
        title = f"【{MARK}】"
    blocks = tuple(
        _table(block, section, faults, findings)
        if block.rows
        else _block(block, section, faults.get((section.key, block.id)), findings)
        for block in section.blocks
    )
    return section.model_copy(update={"title": title, "blocks": blocks})


def _block(
    block: DraftBlock, section: Section, wrong: list[Verdict] | None, findings: list[Finding]
) -> DraftBlock:
    if not wrong:
        return block
    findings.append(_finding(section, block.text, wrong, block))
    text = f"【{MARK}】"
    if block.kind is not DraftBlockKind.CELL:
        text += f"ここにあった文は、出典と突き合わせて確かめられませんでした（{_reasons(wrong)}）。原典を見て記入してください。"
    return block.model_copy(
        update={"text": text, "status": BlockStatus.TODO, "citations": (), "stance": None, "rows": ()}
    )


def _table(
    table: DraftBlock,
    section: Section,
    faults: dict[tuple[str, str], list[Verdict]],
    findings: list[Finding],
) -> DraftBlock:
    """The table with its good cells; its own text and citations follow from them."""
    rows = tuple(
        tuple(_block(cell, section, faults.get((section.key, cell.id)), findings) for cell in row)
        for row in table.rows
    )
    struck = table.model_copy(update={"rows": rows})
    if rows == table.rows and (section.key, table.id) not in faults:
        return table
    if wrong := faults.get((section.key, table.id)):
        findings.append(_finding(section, table.text, wrong, None))
    citations = tuple(dict.fromkeys(c for row in rows for cell in row for c in cell.citations))
    return struck.model_copy(update={"text": table_text(struck), "citations": citations})


def _finding(section: Section, text: str, wrong: list[Verdict], block: DraftBlock | None) -> Finding:
    at = {verdict.citation for verdict in wrong}
    cited = block.citations if block is not None else ()
    citation = next((citation for number, citation in enumerate(cited) if number in at), None)
    excerpt = text if len(text) <= _EXCERPT else text[:_EXCERPT] + "…"
    return Finding(
        code="gate-struck",
        severity=Severity.WARNING,
        message=f"「{section.title}」の「{excerpt}」を素案から外しました。{_reasons(wrong)}。原典を確かめてください。",
        source=citation.source if citation else None,
        page=citation.page if citation else None,
    )


def _reasons(wrong: list[Verdict]) -> str:
    reasons = list(dict.fromkeys(verdict.reason for verdict in wrong))
    more = f"、ほか{len(reasons) - _MOST_REASONS}件" if len(reasons) > _MOST_REASONS else ""
    return "、".join(reasons[:_MOST_REASONS]) + more
