"""Which files of a folder are documents (文書の一覧): the same list in the same order on every machine.

Hidden and temporary files, settings of the pipeline and notes on the folder itself are passed over in silence;
what a reader cannot take is a finding, so that nothing is left out unnoticed. Links are followed only inside
the folder. Names are compared in composed form (NFC), since macOS hands them out decomposed.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from flows.model import BadInput, Finding, Origin, Severity
from flows.readers.sniffing import by_content, by_ending
from flows.readers.unreadable import UnreadableDocumentError, finding

MAX_FILES = 5_000
MAX_DEPTH = 20
_SETTINGS = frozenset({"municipality.yaml", "municipality.yml", "mapping.yaml", "mapping.yml"})
_TEMPORARY = ("~$", "~wrl", ".~lock", "._")
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_NOTES = frozenset({"readme.md", "readme.txt", "readme"})
_ORIGIN_WORDS = {Origin.MUNICIPALITY: "自治体の文書", Origin.GUIDANCE: "国の文書"}


def discover(folder: Path, origin: Origin) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The documents under `folder` in the order of their names, and findings on what is left out.

    Raises BadInput when the folder is missing, is no folder or cannot be listed.
    """
    if not folder.is_dir():
        raise BadInput(
            f"{_ORIGIN_WORDS[origin]}のフォルダが見つかりません：{folder}",
            "フォルダの場所と名前を確かめてください。",
        )
    try:
        root = folder.resolve()
        os.scandir(root).close()
    except OSError as error:
        raise BadInput(f"フォルダを開けません：{folder}", "読み取りの権限を確かめてください。") from error
    documents: list[Path] = []
    findings: list[Finding] = []
    for path in _files(folder, root, findings):
        problem = _unfit(path, folder, root)
        if problem is None:
            documents.append(path)
        else:
            findings.append(problem)
        if len(documents) >= MAX_FILES:
            message = f"には文書が{MAX_FILES}件より多くあります。初めの{MAX_FILES}件だけを読みます。フォルダを分けてください。"
            findings.append(finding("too-many-files", folder.name, message, Severity.WARNING))
            break
    return tuple(documents), tuple(findings)


def relative_name(path: Path, folder: Path) -> str:
    """A document's name in every output: its path under `folder`, with forward slashes, composed (NFC)."""
    try:
        name = path.relative_to(folder).as_posix()
    except ValueError:
        name = path.name
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))


def _files(folder: Path, root: Path, findings: list[Finding], depth: int = 0) -> Iterator[Path]:
    """All files in order of name, without what is hidden, temporary or ours."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: unicodedata.normalize("NFC", path.name))
    except OSError:
        findings.append(
            finding(
                "unreadable-folder",
                folder.name,
                "フォルダを開けません。権限を確かめてください。",
                Severity.WARNING,
            )
        )
        return
    for path in entries:
        if _is_litter(path.name.lower()):
            continue
        if not path.is_dir():
            yield path
        elif depth < MAX_DEPTH and not path.is_symlink():
            yield from _files(path, root, findings, depth + 1)


def _is_litter(name: str) -> bool:
    return (
        name.startswith((".", *_TEMPORARY)) or name in _LITTER | _SETTINGS | _NOTES or name.endswith(".tmp")
    )


def _unfit(path: Path, folder: Path, root: Path) -> Finding | None:
    """Why a file is no document of this folder; None when it is one."""
    name = relative_name(path, folder)
    try:
        if not path.resolve().is_relative_to(root):
            message = "はフォルダの外を指すリンクのため読みません。文書そのものを置いてください。"
            return finding("outside-link", name, message, Severity.WARNING)
        if not path.is_file():
            return finding("not-a-file", name, "は通常のファイルではないため読みません。", Severity.WARNING)
        if by_ending(path) is None and by_content(path) is None:
            message = "は読み取れる種類のファイルではないため使いません。必要な文書なら PDF か Word で置いてください。"
            return finding("unknown-type", name, message, Severity.INFO)
    except (OSError, RuntimeError, UnreadableDocumentError):
        message = "は開けないため使いません。権限とファイルの中身を確かめてください。"
        return finding("unreadable-file", name, message, Severity.WARNING)
    return None
