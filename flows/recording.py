"""What a run has made, how long it took, what it has to show, and run.json: the record of how it came to be.

The record names all that a check or a merge needs to hold the draft against its sources again.
"""

import importlib.metadata
import platform
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from flows import __version__, runs
from flows.composition import Context
from flows.model import (
    BlockStatus,
    Document,
    Draft,
    Edition,
    Fact,
    Finding,
    Group,
    Layout,
    Mapping,
    Measure,
    Municipality,
    Passage,
    Severity,
    Value,
    WordingFinding,
)
from flows.phrasing import Phrased
from flows.polishing import told
from flows.preparing import Job, Request

R = TypeVar("R")

_LIBRARIES = (
    "pypdfium2",
    "pypdf",
    "pdfplumber",
    "python-docx",
    "openpyxl",
    "lxml",
    "jinja2",
    "pydantic",
    "prefect",
)


class Outcome(Value):
    """What a finished run has to show."""

    folder: Path
    municipality: Municipality
    edition: str
    documents: int
    unreadable: int
    passages: int
    items_with_evidence: int
    items_without: int
    todo: int
    citations: int
    findings: tuple[Finding, ...]
    seconds: float

    @property
    def failed(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


class Clock:
    """Seconds by stage, and when the run began."""

    def __init__(self) -> None:
        self.started: datetime = runs.now()
        self.seconds: dict[str, float] = {}

    def timed(self, stage: str, work: Callable[[], R]) -> R:
        """Call it and note how long it took."""
        before = time.perf_counter()
        try:
            return work()
        finally:
            self.seconds[stage] = round(time.perf_counter() - before, 3)


class Work(Value):
    """All that a run has made, ready to be written."""

    request: Request
    municipality: Municipality
    edition: Edition
    documents: tuple[Document, ...]
    jobs: tuple[Job, ...]
    """What was read, in the order of the documents."""
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    mapping: Mapping
    draft: Draft
    measures: tuple[Measure, ...]
    context: Context
    """What fixed wording could speak of, and how it is written."""
    layout: Layout
    phrased: Phrased | None
    """What the writer did; None where none was asked."""
    wording: tuple[WordingFinding, ...]
    findings: tuple[Finding, ...]


def plain(value: Value) -> dict[str, Any]:
    """The value as a file keeps it."""
    return value.model_dump(mode="json")


def outcome_of(work: Work, folder: Path, clock: Clock) -> Outcome:
    """What the run has to show, counted."""
    items = [
        item.key for group in Group if group is not Group.ORGANIZATION for item in work.edition.of(group)
    ]
    missing = [key for key in items if key in work.mapping.gaps]
    blocks = [block for section in work.draft.sections for block in section.blocks]
    return Outcome(
        folder=folder,
        municipality=work.municipality,
        edition=work.edition.name,
        documents=len(work.documents),
        unreadable=sum(not document.blocks for document in work.documents),
        passages=len(work.passages),
        items_with_evidence=len(items) - len(missing),
        items_without=len(missing),
        todo=sum(block.status is BlockStatus.TODO for block in blocks),
        citations=sum(len(block.citations) for block in blocks),
        findings=work.findings,
        seconds=round((runs.now() - clock.started).total_seconds(), 1),
    )


def run_record(work: Work, outcome: Outcome, clock: Clock, part: Path) -> dict[str, Any]:
    """run.json: how the run came to be, enough to repeat and to check it."""
    request = work.request
    return {
        "dxplan": __version__,
        "municipality": plain(work.municipality),
        "edition": work.edition.name,
        "also": list(request.also),
        "options": {
            "inputs": str(request.inputs.resolve()),
            "guidance": str(request.guidance.resolve()) if request.guidance else None,
            "reading": plain(request.options),
            "layout": plain(work.layout),
        },
        "writer": told(work.request.writer, work.phrased) if work.phrased else None,
        "inputs": [plain(document.source) for document in work.documents],
        "context": {
            "plan_title": work.draft.title,
            "date": work.draft.date,
            "years": list(work.context.years),
            "manner": plain(work.context.manner),
            "measures": [list(measure) for measure in work.context.numbered],
        },
        "counts": {
            "documents": outcome.documents,
            "unreadable": outcome.unreadable,
            "passages": outcome.passages,
            "items_with_evidence": outcome.items_with_evidence,
            "items_without_evidence": outcome.items_without,
            "todo": outcome.todo,
            "citations": outcome.citations,
        },
        "findings": [plain(finding) for finding in work.findings],
        "artefacts": {path.name: runs.sha256(path) for path in sorted(part.iterdir())},
        "versions": {
            "python": platform.python_version(),
            "platform": sys.platform,
            **{name: importlib.metadata.version(name) for name in _LIBRARIES},
        },
        "times": {
            "started": clock.started.isoformat(),
            "finished": runs.now().isoformat(),
            "seconds": clock.seconds,
        },
    }
