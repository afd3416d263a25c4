"""The optional writer joined to the rest: the gate it must pass, the server it may ask, what a run records of it.

05-phrasing.json keeps every reply: with a model, equal input does not give equal text, with the record it does. It is
how a merge regenerates a draft without a server, and how one sees afterwards what was asked and what was refused.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flows import runs
from flows.composition import Context, Wording
from flows.model import BadInput, Document, Draft, DraftBlock, Finding, Section, Severity
from flows.phrasing import (
    Phrased,
    Record,
    Recorded,
    SectionOutcome,
    Server,
    Service,
    is_exposed,
    key,
    phrase,
)
from flows.verification import Outcome, Texts, verify

_EXPOSED = Finding(
    code="phrasing-exposed",
    severity=Severity.WARNING,
    message="文章の整え：鍵を暗号化せずにほかの機械へ送りました。https で始まるアドレスを使ってください。",
)


def polish(
    draft: Draft, documents: Sequence[Document], context: Context, writer: Service | None, run: Path | None
) -> Phrased:
    """The draft as a language model would order and join it, where the gate and its law let it.

    `run`: whose recorded replies are used before the writer is asked. Raises BadInput for a record of another form.
    """
    held = key() if writer else ""
    server = Server(writer, held) if writer else None
    phrased = phrase(draft, Recorded(replies(run), server), *gate_over(draft, documents, context))
    if writer is None or not held or not is_exposed(writer):
        return phrased
    return phrased.model_copy(update={"findings": (*phrased.findings, _EXPOSED)})


def gate_over(
    draft: Draft, documents: Sequence[Document], context: Context
) -> tuple[Callable[[Section, DraftBlock], tuple[str, ...]], Callable[[DraftBlock], bool]]:
    """Why the gate would refuse a block of a section, and whether a block quotes the nation's documents."""
    texts, register = Texts.of(documents), Wording(context).register

    def faults(section: Section, block: DraftBlock) -> tuple[str, ...]:
        alone = section.model_copy(update={"blocks": (block,)})
        verdicts = verify(
            draft.model_copy(update={"sections": (alone,)}), texts, context.municipality, register
        )
        return tuple(v.reason for v in verdicts if v.block == block.id and v.outcome is not Outcome.VERIFIED)

    def is_national(block: DraftBlock) -> bool:
        return any(texts.is_guidance(citation.sha256) for citation in block.citations)

    return faults, is_national


def replies(run: Path | None) -> tuple[Record, ...]:
    """The replies that a run recorded. Raises BadInput for a record of another form."""
    if run is None:
        return ()
    path = run / runs.PHRASING_NAME
    recorded = runs.read_json(path)
    try:
        return tuple(SectionOutcome.model_validate(each) for each in recorded["sections"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(
            f"「{path}」の形が正しくありません。", "dxplan draft をもう一度実行してください。"
        ) from error


def record(writer: Service | None, phrased: Phrased) -> dict[str, Any]:
    """05-phrasing.json: what was asked of whom, what came back, and what became of each sentence."""
    return {
        "writer": writer.model_dump(mode="json") if writer else None,
        "sections": [section.model_dump(mode="json") for section in phrased.sections],
    }


def told(writer: Service | None, phrased: Phrased) -> dict[str, Any]:
    """The same in short, for run.json."""
    return {
        "address": writer.address if writer else None,
        "model": writer.model if writer else None,
        "sections": [
            {
                "key": section.key,
                "taken": section.taken,
                "refused": len(section.sentences) - section.taken,
                "failure": section.failure,
            }
            for section in phrased.sections
        ],
    }
