"""Single documents: as JSON (`dxplan read`), and the nation's as a new edition (`dxplan edition read`)."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flows import runs
from flows.editions import read_edition, write_edition
from flows.model import BadInput, Block, Document, Finding, NotWritable, Origin, Severity
from flows.readers import ReadOptions, read_isolated


def read_to_json(
    files: Sequence[Path], out: Path, options: ReadOptions, tell: Callable[[Finding], None]
) -> bool:
    """Read each file and write it: to `out` itself for one file, to `out`/<name>.json for several.

    Nothing that is there is overwritten. Returns whether any finding is an error; raises BadInput for a taken name and
    NotWritable when the place cannot be written.
    """
    targets = [out] if len(files) == 1 else _targets(files, out)
    for target in targets:
        if target.exists():
            raise BadInput(
                f"「{target}」は既にあります。", "上書きはしません。別の書き出し先を指定してください。"
            )
    failed = False
    for file, target in zip(files, targets, strict=True):
        document = read_isolated(file, name=file.name, origin=Origin.MUNICIPALITY, options=options)
        for finding in document.findings:
            tell(finding)
            failed = failed or finding.severity is Severity.ERROR
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            runs.write_json(target, as_json(document))
        except OSError as error:
            raise NotWritable(
                f"「{target}」に書き込めません（{error.strerror}）。",
                "書き込める場所を --json で指定してください。",
            ) from error
    return failed


def _targets(files: Sequence[Path], out: Path) -> list[Path]:
    """<name>.json by stem; where two files share a stem their whole names tell them apart, then a count."""
    stems = Counter(file.stem for file in files)
    taken: Counter[str] = Counter()
    targets = []
    for file in files:
        name = file.stem if stems[file.stem] == 1 else file.name
        taken[name] += 1
        targets.append(out / (f"{name}.json" if taken[name] == 1 else f"{name}-{taken[name]}.json"))
    return targets


def as_json(document: Document) -> dict[str, Any]:
    """The document in the form that stays: source, blocks, findings."""
    return {
        "source": document.source.model_dump(mode="json"),
        "blocks": [_block(block) for block in document.blocks],
        "findings": [finding.model_dump(mode="json") for finding in document.findings],
        "printed_pages": list(document.printed_pages),
    }


def _block(block: Block) -> dict[str, Any]:
    plain = block.model_dump(mode="json")
    box = block.bbox
    plain["bbox"] = [box.x0, box.top, box.x1, box.bottom] if box else None
    return plain


def edition_from(file: Path, out: Path, name: str = "") -> tuple[Finding, ...]:
    """Make a new edition's folder `out` from the nation's document; what could not be settled comes back as findings.

    Raises BadInput when the file is missing, unreadable or no known framework, or `out` is taken.
    """
    if not file.is_file():
        raise BadInput(f"ファイル「{file}」がありません。", "国の計画のPDFを指定してください。")
    document = read_isolated(file, name=file.name, origin=Origin.GUIDANCE, options=ReadOptions())
    if not document.blocks:
        messages = "\n".join(finding.message for finding in document.findings)
        raise BadInput(
            f"「{file}」を読めませんでした。\n{messages}".rstrip(), "読める文書を指定してください。"
        )
    edition, findings = read_edition(document, name)
    write_edition(edition, out)
    return (*document.findings, *findings)
