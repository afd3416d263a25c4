"""What a run is asked to do, whether that makes sense, and the documents there are to read.

`examine` refuses a call before anything is opened; `prepare` lists the documents, each file once; `read` reads one.
"""

from pathlib import Path

from flows import runs
from flows.editions import load, names
from flows.mapping import load_pins
from flows.model import (
    BadInput,
    Document,
    Edition,
    Finding,
    Manner,
    Origin,
    Severity,
    Value,
)
from flows.phrasing import Service, key
from flows.polishing import replies
from flows.readers import ReadOptions, discover, read_isolated
from flows.settings import Settings, load_settings

PINS_NAME = "mapping.yaml"


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
