"""`dxplan merge`: the file that staff returned, joined with a draft from the newest evidence.

    RUN_DIR (what we sent) + RETURNED.docx + the same inputs read anew ─ merge ─ DIR

DIR holds 素案.docx (the staff's file with our suggestions), merge.json and 取込み結果.html (what became of each text), 庁内確認.xlsx
(answers of staff to 要確認, a source of the new draft already and of every merge that follows), and the regenerated draft
with its run.json and sent.json (the machine's texts): so DIR is itself a run that the next returned file can be merged
with. The returned file, RUN_DIR and the inputs are never written to.
"""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from flows import pipeline, runs
from flows.editions import load
from flows.merge_report import HEADS, report
from flows.model import BadInput, Manner, Value
from flows.model.hearing import PlaceKey
from flows.phrasing import Service
from flows.pipeline import Direct, Runner
from flows.preparing import Request
from flows.readers import ReadOptions
from flows.revisions import Merged, machine_texts
from flows.revisions import merge as merge_files
from flows.writers.xlsx import Confirmed, Question, asked, read_confirmed, write_confirmed

REPORT_NAME = "取込み結果.html"
SENT_NAME = "sent.json"


class MergeRequest(Value):
    """What a merge is asked to do."""

    run: Path
    returned: Path
    out: Path | None = None
    ours: Path | None = None
    """A newer run; without it the run's inputs are read anew."""
    outputs: Path = Path("outputs")
    writer: Service | None = None
    """Asked, where the run was made with one, for sections whose reply it did not record. Never taken from the run: a
    folder may come from anywhere, and the key goes only where the user of this call says."""


class MergeOutcome(Value):
    """What a finished merge has to show."""

    folder: Path
    merged: Merged
    seconds: float


def check(request: MergeRequest) -> None:
    """Raise BadInput for a call that makes no sense, before anything is read."""
    _docx_of(request.run)
    if request.ours is not None:
        _docx_of(request.ours)
        sent, new = runs.read_draft(request.run).municipality, runs.read_draft(request.ours).municipality
        if sent != new:
            raise BadInput(
                f"「{request.ours}」は{new}の素案です（取り込むのは{sent}の素案です）。",
                "同じ市区町村の結果のフォルダを --ours で指定してください。",
            )
        if _manner(request.run) != _manner(request.ours):
            raise BadInput(
                f"「{request.ours}」は、書き方の設定（文体、数字の幅、年の表し方、番号、句読点）が違います。"
                "取り込むと、ほとんどの文が書換えの提案になります。",
                "--ours を付けずに実行すると、送ったときの書き方のまま新しい素案を作って取り込みます。",
            )
    if not request.returned.is_file():
        raise BadInput(
            f"「{request.returned}」がありません。",
            "庁内から返ってきた Word ファイル（.docx）を指定してください。",
        )
    if request.out is not None:
        target = (request.out / runs.DOCX_NAME).resolve()
        if target == request.returned.resolve() or request.out.resolve() == request.run.resolve():
            raise BadInput(
                f"出力先「{request.out}」は、取り込むファイルのある場所です。",
                "返ってきたファイルには書き込みません。--out に新しいフォルダ名を指定してください。",
            )
        runs.check_free(request.out)


def merge(request: MergeRequest, runner: Runner | None = None) -> MergeOutcome:
    """Merge a returned file into the next draft.

    Raises BadInput for what cannot be merged (the message says what to do), NotWritable for a place that cannot be
    written.
    """
    check(request)
    started = runs.now()
    steps = runner or Direct()
    with tempfile.TemporaryDirectory(prefix="dxplan-merge-") as temporary:
        scratch = Path(temporary)
        returned = scratch / "returned.docx"
        _copy(request.returned, returned)
        base, sent = _docx_of(request.run), _sent(request.run)
        probe = merge_files(
            base, returned, base, scratch / "probe.docx", sent=sent, name=request.returned.name
        )
        told = _confirmed(request, probe, scratch / runs.CONFIRMED_NAME)
        ours = request.ours or _regenerated(request, scratch / "ours", told, steps)
        folder = _folder(request, ours, started)
        merged = steps.step("取込み", lambda: _written(request, ours, folder, (base, returned, sent), told))
    return MergeOutcome(folder=folder, merged=merged, seconds=(runs.now() - started).total_seconds())


def _written(
    request: MergeRequest,
    ours: Path,
    folder: Path,
    files: tuple[Path, Path, dict[str, str] | None],
    told: Path | None,
) -> Merged:
    base, returned, sent = files
    with runs.writing(folder) as part:
        merged = merge_files(
            base,
            returned,
            _docx_of(ours),
            part / runs.DOCX_NAME,
            sent=sent,
            name=request.returned.name,
        )
        day = _day(request.returned)
        runs.write_json(part / runs.MERGE_NAME, _record(request, merged, day))
        (part / REPORT_NAME).write_text(report(merged, request.returned.name), encoding="utf-8", newline="\n")
        if told is not None:
            shutil.copyfile(told, part / runs.CONFIRMED_NAME)
        runs.write_json(part / SENT_NAME, sent if sent is not None else machine_texts(base))
        for name in (runs.DRAFT_NAME, runs.RUN_NAME, runs.PHRASING_NAME):
            if name != runs.PHRASING_NAME or (ours / name).is_file():
                shutil.copyfile(ours / name, part / name)
    return merged


def _docx_of(run: Path) -> Path:
    """The run's 素案.docx. Raises BadInput where the folder is no run."""
    path = run / runs.DOCX_NAME
    if not run.is_dir() or not path.is_file() or not (run / runs.RUN_NAME).is_file():
        raise BadInput(
            f"「{run}」は素案の結果のフォルダではありません（{runs.DOCX_NAME} と {runs.RUN_NAME} がありません）。",
            "dxplan draft が作ったフォルダを指定してください。",
        )
    return path


def _sent(run: Path) -> dict[str, str] | None:
    """The machine's texts of a folder that a merge made; None for a plain run."""
    path = run / SENT_NAME
    if not path.is_file():
        return None
    found = runs.read_json(path)
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise BadInput(f"「{path}」の形が正しくありません。", "dxplan merge をもう一度実行してください。")
    return found


def _copy(returned: Path, target: Path) -> None:
    try:
        shutil.copyfile(returned, target)
    except OSError as error:
        raise BadInput(
            f"「{returned}」を読めません（{error.strerror}）。",
            "Word で開いていれば閉じ、もう一度実行してください。",
        ) from error


def _manner(run: Path) -> Any:
    """How a run is written, as it recorded it."""
    record = runs.read_json(run / runs.RUN_NAME)
    plan = record.get("context") if isinstance(record, dict) else None
    return plan.get("manner") if isinstance(plan, dict) else None


def request_of(run: Path, out: Path) -> Request:
    """The request that made a run, to be made again. Raises BadInput where it cannot."""
    record = runs.read_json(run / runs.RUN_NAME)
    try:
        options = record["options"]
        guidance = options["guidance"]
        request = Request(
            inputs=Path(options["inputs"]),
            guidance=Path(guidance) if guidance else None,
            edition=record["edition"],
            also=tuple(record.get("also", ())),
            out=out,
            options=ReadOptions.model_validate(options["reading"]),
            replies=run if (run / runs.PHRASING_NAME).is_file() else None,
            # Another manner since would propose to rewrite every sentence that staff have before them.
            manner=Manner.model_validate(record["context"]["manner"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(
            f"「{run / runs.RUN_NAME}」の形が正しくありません。",
            "dxplan draft をもう一度実行し、その結果を --ours で指定してください。",
        ) from error
    if not request.inputs.is_dir():
        raise BadInput(
            f"素案の元になった文書のフォルダ「{request.inputs}」がありません。",
            "文書を元の場所に戻すか、今の場所で dxplan draft を実行し、その結果を --ours で指定してください。",
        )
    return request


def _regenerated(request: MergeRequest, out: Path, told: Path | None, runner: Runner) -> Path:
    again = request_of(request.run, out).model_copy(update={"confirmed": told})
    if again.replies is not None:
        again = again.model_copy(update={"writer": request.writer})
    return pipeline.draft(again, runner).folder


def _folder(request: MergeRequest, ours: Path, started: datetime) -> Path:
    name = runs.read_draft(ours).municipality
    return runs.folder_for(request.out, request.outputs, name, started)


def _day(path: Path) -> str:
    """The day on which the file was last saved, in Japan."""
    return datetime.fromtimestamp(path.stat().st_mtime, runs.JST).date().isoformat()


def _record(request: MergeRequest, merged: Merged, day: str) -> dict[str, Any]:
    answered = [
        {**told.model_dump(), "kind": "庁内確認", "file": request.returned.name, "date": day}
        for told in merged.answered
    ]
    return {
        "returned": {"file": request.returned.name, "sha256": runs.sha256(request.returned), "date": day},
        "counts": {
            "unchanged": merged.unchanged,
            **{name: len(getattr(merged, name)) for name in HEADS},
        },
        **{name: [told.model_dump() for told in getattr(merged, name)] for name in HEADS},
        "answered": answered,
    }


def _confirmed(request: MergeRequest, merged: Merged, target: Path) -> Path | None:
    """What staff wrote in the place of 要確認, now and in the rounds before; None where they wrote nothing."""
    before = request.run / runs.CONFIRMED_NAME
    rows = {PlaceKey.block(row.key): row for row in read_confirmed(before)} if before.is_file() else {}
    questions = _asked(request)
    day, file = _day(request.returned), request.returned.name
    for told in merged.answered:
        known, question = rows.get(told.id), questions.get(told.id)
        given = {"answer": told.staff.strip(), "file": file, "day": day}
        if known is not None and known.answer != given["answer"]:
            rows[told.id] = known.model_copy(update=given)
        elif known is None and question is not None:
            asking = {"section": question.section, "subject": question.subject, "ask": question.ask}
            key = PlaceKey.of(question.key, told.id)
            rows[told.id] = Confirmed.model_validate(asking | given | {"key": key})
    if not rows:
        return None
    write_confirmed(target, rows.values(), max(row.day for row in rows.values()))
    return target


def _asked(request: MergeRequest) -> dict[str, Question]:
    """Id of a block that was open in what we sent → the question it asked."""
    drafts = [request.run, *([request.ours] if request.ours else [])]
    found: dict[str, Question] = {}
    for folder in drafts:
        draft = runs.read_draft(folder)
        found = asked(draft, load(draft.edition)) | found
    return found
