"""A run's folder: numbered artefacts, the files for staff, and run.json that says how they came to be.

A run is written into a hidden folder beside its final place and moved there in one step when it is whole, so a
killed run never looks like a finished one. A finished run is never written to again, nor is anything of the user's
overwritten: a taken name is refused (--out) or counted up (outputs/). Equal inputs give equal bytes in every file but
run.json, whose times alone differ.
"""

import hashlib
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from flows.model import BadInput, Citation, Draft, NotWritable

JST = timezone(timedelta(hours=9), "JST")

DOCX_NAME = "素案.docx"
RUN_NAME = "run.json"
MERGE_NAME = "merge.json"
DRAFT_NAME = "draft.json"
MAPPING_NAME = "mapping.json"
DOCUMENTS_NAME = "01-documents.json"
PASSAGES_NAME = "02-passages.json"
FACTS_NAME = "03-facts.json"
WORDING_NAME = "04-wording.json"
PHRASING_NAME = "05-phrasing.json"
CORRESPONDENCE_NAME = "対応表.xlsx"
MEASURES_NAME = "施策一覧.xlsx"
HEARING_NAME = "ヒアリングシート.xlsx"
CONFIRMED_NAME = "庁内確認.xlsx"
SUMMARY_NAME = "概要版.docx"
REPORT_NAME = "report.html"

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def safe_name(name: str) -> str:
    """A file or folder name that Windows takes too (staff use Windows); never empty."""
    cleaned = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" .")[:80].rstrip(" .")
    if not cleaned or _RESERVED.match(cleaned):
        return f"_{cleaned}"
    return cleaned


def now() -> datetime:
    """The time in Japan, to the second."""
    return datetime.now(JST).replace(microsecond=0)


def folder_for(out: Path | None, outputs: Path, municipality: str, started: datetime) -> Path:
    """The folder the run will have: `out` itself if given, else outputs/<municipality>/<time>.

    Raises BadInput when `out` is taken: a finished run is never overwritten.
    """
    if out is not None:
        check_free(out)
        return out
    parent = outputs / safe_name(municipality)
    stamp = started.strftime("%Y%m%d-%H%M%S")
    candidate, count = parent / stamp, 1
    while candidate.exists():
        count += 1
        candidate = parent / f"{stamp}-{count}"
    return candidate


def check_free(out: Path) -> None:
    """Raise BadInput when `out` holds anything already."""
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise BadInput(
            f"出力先「{out}」には既にファイルがあります。",
            "前の結果は上書きしません。--out に新しいフォルダ名を指定してください。",
        )


@contextmanager
def writing(final: Path) -> Iterator[Path]:
    """A folder to write the run into; it becomes `final` when the block ends well, and is removed when it fails.

    Raises NotWritable when the place cannot be written.
    """
    part = final.parent / f".{final.name}.part-{os.getpid()}"
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
    except OSError as error:
        raise NotWritable(
            f"出力先「{final}」に書き込めません（{error.strerror}）。",
            "書き込める場所を --out で指定するか、フォルダの権限と空き容量を確かめてください。",
        ) from error
    try:
        yield part
        if final.is_dir():
            final.rmdir()
        part.rename(final)
    except OSError as error:
        raise NotWritable(
            f"出力先「{final}」への書き込みの途中で失敗しました（{error.strerror}）。",
            "空き容量を確かめ、開いているファイルを閉じてから、もう一度実行してください。",
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_json(path: Path, value: Any) -> None:
    """UTF-8, readable, the same bytes for the same value."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def read_json(path: Path) -> Any:
    """Raises BadInput for a missing or broken file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadInput(
            f"「{path}」がありません。", "dxplan draft が作ったフォルダを指定してください。"
        ) from error
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise BadInput(
            f"「{path}」を読めません（壊れているか、途中で編集されています）。",
            "dxplan draft をもう一度実行してください。",
        ) from error


def read_draft(run: Path) -> Draft:
    """The draft of a finished run. Raises BadInput for one that is missing or altered beyond its form."""
    try:
        return Draft.model_validate(read_json(run / DRAFT_NAME))
    except ValueError as error:
        raise BadInput(
            f"「{run / DRAFT_NAME}」の形が正しくありません。", "dxplan draft をもう一度実行してください。"
        ) from error


def sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def citations(draft: Draft) -> Iterator[Citation]:
    """Every citation of the draft in reading order; a table's are its cells'."""
    for section in draft.sections:
        for block in section.blocks:
            yield from block.citations
