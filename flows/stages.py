"""The stages of a run as plain functions, each joining one room to the next.

Rooms never import each other; what passes between them passes here. `prepare` says what there is to read, `write` turns
everything that was found into the files of a run's folder.
"""

import importlib.metadata
import platform
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from flows import __version__, runs
from flows.composition import Context, Wording, forms, year_of
from flows.composition import answered as with_confirmed
from flows.editions import load, names
from flows.facts import find_measures
from flows.hearing import Answers, answers
from flows.hearing import merged as with_answers
from flows.mapping import load_pins, map_passages
from flows.model import (
    BadInput,
    BlockStatus,
    Document,
    Draft,
    Edition,
    Fact,
    Finding,
    Group,
    Layout,
    Manner,
    Mapping,
    Measure,
    Municipality,
    Origin,
    Passage,
    Severity,
    Statistic,
    Value,
    WordingFinding,
)
from flows.municipalities import identify
from flows.passages import split
from flows.persons import masked, without_persons
from flows.phrasing import Phrased, Service, key
from flows.polishing import record, replies, told
from flows.readers import ReadOptions, discover, read_isolated
from flows.settings import Settings, load_settings, merged
from flows.statistics import find as find_statistics
from flows.statistics import is_of_municipalities, narrowed
from flows.text import dates
from flows.verification import Texts, check_cover, check_edges, check_file, check_summary, gate, verify
from flows.wording import check as check_wording
from flows.writers import docx, summary
from flows.writers.html import write_report
from flows.writers.xlsx import write_correspondence, write_hearing, write_measures

R = TypeVar("R")

PINS_NAME = "mapping.yaml"
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


class Request(Value):
    """What a run is asked to do."""

    inputs: Path
    guidance: Path | None = None
    also: tuple[str, ...] = ()
    """Further frameworks that the plan answers (官民データ活用推進計画 …)."""
    edition: str = ""
    """Empty: as municipality.yaml says, else the newest."""
    out: Path | None = None
    outputs: Path = Path("outputs")
    options: ReadOptions = ReadOptions()
    writer: Service | None = None
    """A language model that may order and join the draft's sentences; none unless the user names one."""
    replies: Path | None = None
    """A run whose recorded replies are used before the writer is asked."""
    confirmed: Path | None = None
    """庁内確認.xlsx of a merge, or the folder that has it: answers of staff, read beside the inputs."""
    manner: Manner | None = None
    """None: as municipality.yaml says. A draft that staff work on keeps the manner in which it was sent."""


class Job(Value):
    """One document to read."""

    path: Path
    name: str
    origin: Origin
    options: ReadOptions


class Prepared(Value):
    """What a run starts from."""

    settings: Settings
    edition: Edition
    also: tuple[Edition, ...]
    jobs: tuple[Job, ...]
    findings: tuple[Finding, ...]


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


def examine(request: Request) -> tuple[Settings, Edition, tuple[Edition, ...]]:
    """Settings and editions of a call that makes sense; no document is opened yet.

    Raises BadInput, BadConfiguration or UnknownEdition for what can be said before anything is read.
    """
    if not request.inputs.is_dir():
        raise BadInput(
            f"フォルダ「{request.inputs}」がありません。",
            "文書を入れたフォルダを指定してください（例：dxplan draft 文書フォルダ）。",
        )
    if request.guidance is not None and not request.guidance.is_dir():
        raise BadInput(
            f"国の文書のフォルダ「{request.guidance}」がありません。",
            "--guidance に正しいフォルダを指定してください。",
        )
    if request.out is not None:
        runs.check_free(request.out)
    if request.writer is not None:
        key()
    replies(request.replies)
    settings = load_settings(request.inputs)
    load_pins(request.inputs / PINS_NAME)
    edition = load(request.edition or settings.edition or names()[-1])
    also = tuple(load(name) for name in request.also)
    if not discover(request.inputs, Origin.MUNICIPALITY)[0]:
        raise BadInput(
            f"フォルダ「{request.inputs}」に読める文書がありません。",
            "PDF・Word・Excel・テキストなどの文書を入れてください。",
        )
    return settings, edition, also


def prepare(request: Request) -> Prepared:
    """Settings, edition and the documents there are. Raises what `examine` raises."""
    settings, edition, also = examine(request)
    if request.manner is not None:
        settings = settings.model_copy(update=request.manner.model_dump())
    jobs, findings = _jobs(request)
    return Prepared(settings=settings, edition=edition, also=also, jobs=tuple(jobs), findings=tuple(findings))


def _jobs(request: Request) -> tuple[list[Job], list[Finding]]:
    """The documents there are, the municipality's first; a file that is there twice is read once."""
    jobs: list[Job] = []
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    for folder, origin in ((request.inputs, Origin.MUNICIPALITY), (request.guidance, Origin.GUIDANCE)):
        if folder is None:
            continue
        paths, notes = discover(folder, origin)
        findings += notes
        for path in paths:
            name = path.relative_to(folder).as_posix()
            sha256 = runs.sha256(path)
            if sha256 in seen and path.stat().st_size:
                findings.append(_repeated(name, seen[sha256]))
                continue
            seen[sha256] = name
            jobs.append(Job(path=path, name=name, origin=origin, options=request.options))
    told = confirmed_file(request.confirmed)
    if told is not None and runs.sha256(told) not in seen:
        jobs.append(
            Job(path=told, name=runs.CONFIRMED_NAME, origin=Origin.MUNICIPALITY, options=request.options)
        )
    return jobs, findings


def confirmed_file(path: Path | None) -> Path | None:
    """The file with the answers of staff (庁内確認). Raises BadInput where there is none to be found."""
    found = path / runs.CONFIRMED_NAME if path is not None and path.is_dir() else path
    if found is not None and not found.is_file():
        raise BadInput(
            f"「{path}」に庁内確認の記録（{runs.CONFIRMED_NAME}）がありません。",
            f"dxplan merge が作った {runs.CONFIRMED_NAME} か、そのあるフォルダを --confirmed で指定してください。",
        )
    return found


def _repeated(name: str, first: str) -> Finding:
    return Finding(
        code="repeated-file",
        severity=Severity.INFO,
        message=f"「{name}」は「{first}」と同じ内容のため、1回だけ読みました。",
        source=name,
    )


def read(job: Job) -> Document:
    """One document, in a process of its own; a bad one comes back with findings and no blocks."""
    return read_isolated(job.path, name=job.name, origin=job.origin, options=job.options)


def whose(documents: Sequence[Document], settings: Settings, folder: Path) -> Municipality:
    """The municipality of the run. Raises BadInput when neither documents nor settings name one."""
    if not any(document.blocks for document in documents if document.source.origin is Origin.MUNICIPALITY):
        problems = "\n".join(finding.message for document in documents for finding in document.findings)
        raise BadInput(
            f"フォルダ「{folder}」の文書を1件も読めませんでした。\n{problems}".rstrip(),
            "読める文書を加えてください。",
        )
    # A table of all municipalities says nothing of whose papers these are.
    municipality = merged(identify([d for d in documents if not is_of_municipalities(d)]), settings)
    if municipality is None:
        raise BadInput(
            f"フォルダ「{folder}」の文書から市区町村名が分かりませんでした。",
            "dxplan init で municipality.yaml を作り、name に市区町村名を書いてください。",
        )
    return municipality


def split_all(documents: Sequence[Document], edition: Edition, municipality: Municipality) -> Answers:
    """All passages, document by document; a returned hearing sheet speaks by its answers alone.

    Of a table of municipalities only the rows that may speak for this one are split.
    """
    own = (narrowed(document, municipality) for document in documents)
    every = (passage for document in own for passage in split(document))
    return answers(list(without_persons(every)), edition)


def state(documents: Sequence[Document], municipality: Municipality) -> tuple[Statistic, ...]:
    """What the tables of the documents give for sentences of a fixed form."""
    return find_statistics(documents, municipality, forms())


def answer(composed: Draft, answered: Answers) -> Draft:
    """The draft with what staff wrote in Word in the places that asked for it (庁内確認)."""
    return with_confirmed(composed, answered.places)


def map_all(answered: Answers, edition: Edition, municipality: Municipality, folder: Path) -> Mapping:
    """The mapping, with the staff's pins and answers respected."""
    found = map_passages(answered.passages, edition, municipality, load_pins(folder / PINS_NAME))
    return with_answers(found, answered.matches, edition)


def unused_pins(answered: Answers, folder: Path) -> list[Finding]:
    """Corrections of the staff that match nothing any more: their text may have changed."""
    return [
        Finding(
            code="pin-unused",
            severity=Severity.WARNING,
            message=f"{PINS_NAME} の「{pin.text or pin.passage}」に当たる記載が文書にありません。文が変わっていないか確かめてください。",
            source=PINS_NAME,
        )
        for pin in load_pins(folder / PINS_NAME).unused(answered.passages)
    ]


def measure_all(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    facts: Sequence[Fact],
    mapping: Mapping,
    edition: Edition,
) -> tuple[Measure, ...]:
    """The measures that the municipality's documents tell of, numbered."""
    years = {document.source.sha256: year for document in documents if (year := year_of(document))}
    return find_measures(passages, facts, mapping, edition, years)


def context_of(
    documents: Sequence[Document],
    start: Prepared,
    municipality: Municipality,
    found: Sequence[Measure] = (),
) -> Context:
    """What fixed wording may speak of. The date is the newest that edition or documents state, never the clock's."""
    return Context(
        municipality=municipality,
        edition=start.edition,
        also=start.also,
        plan_title=start.settings.plan_title or f"{municipality.name}DX推進計画",
        date=start.settings.date or max([start.edition.date, *_stated_dates(documents)]),
        sources=tuple(document.source for document in documents),
        years=tuple(sorted({year for document in documents if (year := year_of(document))})),
        numbered=tuple((measure.number, measure.name) for measure in found),
        proposals=start.settings.proposals,
        manner=start.settings.manner,
    )


def _stated_dates(documents: Iterable[Document]) -> Iterator[str]:
    """Full dates in titles and heads of the municipality's documents."""
    for document in documents:
        if document.source.origin is Origin.MUNICIPALITY and document.source.path != runs.CONFIRMED_NAME:
            for found in dates(f"{document.source.title}\n{''.join(document.page_texts[:1])[:400]}"):
                if found.day:
                    yield f"{found.year:04}-{found.month:02}-{found.day:02}"


def check(draft: Draft, documents: Sequence[Document], context: Context) -> tuple[Draft, tuple[Finding, ...]]:
    """The gate: what cannot be confirmed is struck into 要確認, and said."""
    wording = Wording(context)
    verdicts = verify(draft, Texts.of(documents), context.municipality, wording.register, wording.forms)
    return gate(draft, verdicts)


def check_style(draft: Draft, context: Context) -> tuple[WordingFinding, ...]:
    """The style check against the manner of the run."""
    return check_wording(draft, prose=context.manner.prose, national=context.national)


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


def write(work: Work, folder: Path, clock: Clock) -> Outcome:
    """All files of the run, moved to `folder` in one step when they are whole.

    Raises GateRefused when the finished Word file shows anything the draft does not vouch for.
    """
    with runs.writing(folder) as part:
        runs.write_json(part / runs.DOCUMENTS_NAME, [_plain(document) for document in work.documents])
        runs.write_json(part / runs.PASSAGES_NAME, [_plain(passage) for passage in work.passages])
        runs.write_json(
            part / runs.FACTS_NAME, [{"kind": type(fact).__name__, **_plain(fact)} for fact in work.facts]
        )
        runs.write_json(part / runs.WORDING_NAME, [_plain(found) for found in work.wording])
        if work.phrased is not None:
            runs.write_json(part / runs.PHRASING_NAME, record(work.request.writer, work.phrased))
        runs.write_json(part / runs.MAPPING_NAME, _plain(work.mapping))
        runs.write_json(part / runs.DRAFT_NAME, _plain(work.draft))
        # Both wait for programs of their own most of the time: LibreOffice counts pages while pages are drawn.
        told = confirmed_file(work.request.confirmed)
        if told is not None:
            shutil.copyfile(told, part / runs.CONFIRMED_NAME)
        with ThreadPoolExecutor(max_workers=2) as pool:
            drafted = pool.submit(clock.timed, "write", lambda: _draft_file(work, part / runs.DOCX_NAME))
            beside = pool.submit(clock.timed, "companions", lambda: _companions(work, part))
        drafted.result()
        beside.result()
        outcome = _outcome(work, folder, clock)
        runs.write_json(part / runs.RUN_NAME, _record(work, outcome, clock, part))
    return outcome


def _draft_file(work: Work, path: Path) -> None:
    """素案.docx, read back and held against the draft."""
    docx.write(
        work.draft,
        path,
        edition=work.edition,
        paginate=docx.count_pages,
        manner=work.context.manner,
        layout=work.layout,
    )
    shown = docx.read_back(path)
    check_file(shown, work.draft)
    check_cover(shown, work.edition)
    check_edges(docx.read_edges(path), work.draft)


def _companions(work: Work, part: Path) -> None:
    """The files beside the draft: lists, the hearing sheet, the report with pictures of the cited pages."""
    draft, edition, mapping = work.draft, work.edition, work.mapping
    write_correspondence(part / runs.CORRESPONDENCE_NAME, draft, mapping, work.passages, edition)
    write_measures(
        part / runs.MEASURES_NAME,
        draft,
        work.measures,
        facts=work.facts,
        mapping=mapping,
        passages=work.passages,
        edition=edition,
    )
    write_hearing(
        part / runs.HEARING_NAME,
        draft,
        edition,
        mapping=mapping,
        facts=work.facts,
        passages=work.passages,
        measures=work.measures,
    )
    summary.write(part / runs.SUMMARY_NAME, draft, edition, manner=work.context.manner, layout=work.layout)
    path = part / runs.SUMMARY_NAME
    check_summary(docx.read_back(path), draft, summary.own_words(draft))
    check_edges(docx.read_edges(path), draft)
    files = {
        document.source.sha256: job.path for document, job in zip(work.documents, work.jobs, strict=True)
    }
    write_report(
        part / runs.REPORT_NAME,
        draft,
        mapping=mapping,
        documents=[masked(document) for document in work.documents],
        files=files,
        edition=edition,
        findings=work.findings,
    )


def _plain(value: Value) -> dict[str, Any]:
    return value.model_dump(mode="json")


def _outcome(work: Work, folder: Path, clock: Clock) -> Outcome:
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


def _record(work: Work, outcome: Outcome, clock: Clock, part: Path) -> dict[str, Any]:
    """run.json: how the run came to be, enough to repeat and to check it."""
    request = work.request
    return {
        "dxplan": __version__,
        "municipality": _plain(work.municipality),
        "edition": work.edition.name,
        "also": list(request.also),
        "options": {
            "inputs": str(request.inputs.resolve()),
            "guidance": str(request.guidance.resolve()) if request.guidance else None,
            "reading": _plain(request.options),
            "layout": _plain(work.layout),
        },
        "writer": told(work.request.writer, work.phrased) if work.phrased else None,
        "inputs": [_plain(document.source) for document in work.documents],
        "context": {
            "plan_title": work.draft.title,
            "date": work.draft.date,
            "years": list(work.context.years),
            "manner": _plain(work.context.manner),
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
        "findings": [_plain(finding) for finding in work.findings],
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
