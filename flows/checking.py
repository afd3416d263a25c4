"""`dxplan verify`: a finished run held against its sources anew, as the files are now.

Nothing of the run is believed but what it claims: the sources are read again from the folders that run.json names (or
from where the user says they are now), and draft.json and 素案.docx are held against them. A source that is gone or has
changed cannot be checked, and what cites it does not pass.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flows import runs
from flows.composition import Context, Wording
from flows.editions import load
from flows.model import BadInput, Document, Draft, Manner, Municipality, Origin, Source, Value
from flows.readers import ReadOptions, discover, read_isolated
from flows.verification import (
    Outcome,
    Texts,
    compare_file,
    cover_faults,
    edge_faults,
    summary_faults,
    verify,
)
from flows.writers import docx, summary


class Checked(Value):
    """What `dxplan verify` found."""

    citations: int
    blocks: int
    problems: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Whether everything holds."""
        return not self.problems


def verify_run(target: Path, *, inputs: Path | None = None, guidance: Path | None = None) -> Checked:
    """Check a run's folder, or a Word file that lies in one.

    `inputs` and `guidance` say where the sources are now, if they were moved. Raises BadInput for what is no run.
    """
    folder = target if target.is_dir() else target.parent
    if not target.exists():
        raise BadInput(
            f"「{target}」がありません。",
            "dxplan draft が作ったフォルダか、その中の素案.docx を指定してください。",
        )
    if (folder / runs.MERGE_NAME).is_file():
        raise BadInput(
            f"「{folder}」は職員の手直しを取り込んだ結果です。職員の文は原典と突き合わせられません。",
            "dxplan draft が作ったフォルダを指定してください。",
        )
    draft = runs.read_draft(folder)
    record = runs.read_json(folder / runs.RUN_NAME)
    try:
        context = recorded_context(record)
        options = ReadOptions.model_validate(record["options"]["reading"])
        folders = {
            Origin.MUNICIPALITY: inputs or Path(record["options"]["inputs"]),
            Origin.GUIDANCE: guidance or _path(record["options"]["guidance"]),
        }
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(
            f"「{folder / runs.RUN_NAME}」の形が正しくありません。",
            "dxplan draft をもう一度実行してください。",
        ) from error
    documents, problems = _read_again(context.sources, folders, options, folder / runs.CONFIRMED_NAME)
    wording = Wording(context)
    verdicts = verify(draft, Texts.of(documents), context.municipality, wording.register, wording.forms)
    problems += [
        f"{verdict.section}：{verdict.reason}"
        for verdict in verdicts
        if verdict.outcome is not Outcome.VERIFIED
    ]
    problems += _file_problems(target if target.is_file() else folder / runs.DOCX_NAME, draft, context)
    problems += _summary_problems(folder / runs.SUMMARY_NAME, draft)
    return Checked(
        citations=sum(1 for _ in runs.citations(draft)),
        blocks=sum(len(section.blocks) for section in draft.sections),
        problems=tuple(dict.fromkeys(problems)),
    )


def recorded_context(record: dict[str, Any]) -> Context:
    """What fixed wording could speak of in the run that left this record (run.json).

    Raises KeyError, TypeError or ValueError for a record of another form.
    """
    plan = record["context"]
    return Context(
        municipality=Municipality.model_validate(record["municipality"]),
        edition=load(record["edition"]),
        plan_title=plan["plan_title"],
        date=plan["date"],
        sources=tuple(Source.model_validate(source) for source in record["inputs"]),
        years=tuple(plan["years"]),
        numbered=tuple((number, name) for number, name in plan["measures"]),
        also=tuple(load(name) for name in record["also"]),
        manner=Manner.model_validate(plan["manner"]),
    )


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None


def _read_again(
    sources: Iterable[Source], folders: dict[Origin, Path | None], options: ReadOptions, confirmed: Path
) -> tuple[list[Document], list[str]]:
    """The sources as they are now, by content: a file that was renamed is found, one that was changed is not."""
    there: dict[str, Path] = {runs.sha256(confirmed): confirmed} if confirmed.is_file() else {}
    for origin, folder in folders.items():
        if folder is not None and folder.is_dir():
            for path in discover(folder, origin)[0]:
                there.setdefault(runs.sha256(path), path)
    documents: list[Document] = []
    problems: list[str] = []
    for source in sources:
        if not source.pages:
            continue  # it could not be read then, and nothing cites it
        now = there.get(source.sha256)
        if now is None:
            problems.append(f"原典「{source.path}」が見つからないか、内容が変わっています")
            continue
        documents.append(read_isolated(now, name=source.path, origin=source.origin, options=options))
    return documents, problems


def _file_problems(path: Path, draft: Draft, context: Context) -> list[str]:
    if not path.is_file():
        return [f"「{path.name}」がありません"]
    shown = docx.read_back(path)
    found = [verdict.reason for verdict in compare_file(shown, draft)]
    return [*found, *cover_faults(shown, context.edition), *edge_faults(docx.read_edges(path), draft)]


def _summary_problems(path: Path, draft: Draft) -> list[str]:
    """A summary that was put away is none of the run's claims."""
    if not path.is_file():
        return []
    found = summary_faults(docx.read_back(path), draft, summary.own_words(draft))
    return [*found, *edge_faults(docx.read_edges(path), draft)]
