"""`dxplan map`: a table of passages in, a table of items out (対応付けの検査用).

Input columns id, doc, title, text (others are left alone); output id, items, scores, reason. In this format
`opendata` stands for opendata and public_private, `org` for org, talent, planning and pref; `online` is its own item
in every edition; `vision` stands for every statement on DX as a whole; `none` for no item. Rows of one `doc` are of
one kind of document, known by its title. Tabs and line ends inside a text are not possible in this format.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from flows.mapping.kinds import kind_of
from flows.mapping.mapper import reason_for
from flows.mapping.scoring import Scored, Scorer, running_heads, shipped_scorer
from flows.mapping.spelling import canonical
from flows.mapping.vocabulary import Vocabulary
from flows.model import BadInput, DocumentKind, Edition, NotWritable, Origin, Passage, PassageKind, Span

NONE = "none"
_FOLDED = {"public_private": "opendata", "talent": "org", "planning": "org", "pref": "org"}
_COLUMNS = ("id", "doc", "title", "text")
_THRESHOLD = 0.0


def map_tsv(in_path: Path, out_path: Path, edition: Edition) -> int:
    """Map every row of `in_path`, write `out_path`, return how many rows.

    Raises BadInput when the file is missing, no UTF-8 or lacks a column; NotWritable when the output cannot be written.
    """
    rows = list(_rows(in_path))
    scorer = shipped_scorer()
    lines = ["\t".join(("id", "items", "scores", "reason"))]
    passages = [
        passage_of(row["id"], row["doc"], row["title"], row["text"], scorer.vocabulary) for row in rows
    ]
    heads = running_heads(passages)
    for row, passage in zip(rows, passages, strict=True):
        running = (passage.source, canonical(passage.text)) in heads
        found = items_of(passage, scorer, edition, running)
        items = "|".join(found) or NONE
        scores = "|".join(f"{scorer.score(scored.logit):.3f}" for scored in found.values())
        reason = " / ".join(f"{key}: {reason_for(scored, passage)}" for key, scored in found.items())
        lines.append("\t".join((row["id"], items, scores, reason.replace("\t", " "))))
    try:
        out_path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotWritable(f"{out_path} に書けません。", "書き込める場所を指定してください。") from error
    return len(rows)


def items_of(passage: Passage, scorer: Scorer, edition: Edition, running: bool = False) -> dict[str, Scored]:
    """The format's items for one passage, best first."""
    scored = scored_by_key(passage, scorer, edition, running)
    return {key: each for key, each in scored.items() if each.logit > _THRESHOLD}


def scored_by_key(
    passage: Passage, scorer: Scorer, edition: Edition, running: bool = False
) -> dict[str, Scored]:
    """The format's items with their sums, best first, also those too weak to be given."""
    best: dict[str, Scored] = {}
    for subject, scored in scorer.read(passage, running).scored.items():
        key = _key(subject, scorer, edition)
        if key and (key not in best or best[key].logit < scored.logit):
            best[key] = scored
    return dict(sorted(best.items(), key=lambda pair: (-pair[1].logit, pair[0])))


def _key(subject: str, scorer: Scorer, edition: Edition) -> str | None:
    """The format's item for a subject: its own vocabulary, but commonization only where the edition has it."""
    if subject == "vision":
        return subject
    if subject not in scorer.vocabulary.items:
        return None
    if subject == "commonization" and subject not in edition.by_key:
        return "standardization"
    return _FOLDED.get(subject, subject)


def passage_of(key: str, doc: str, title: str, text: str, words: Vocabulary) -> Passage:
    """A row as a passage: its document's kind is known by the title."""
    kind = kind_of(title, words)
    return Passage(
        id=key,
        source=doc,
        sha256="",
        origin=Origin.GUIDANCE if kind is DocumentKind.GUIDANCE else Origin.MUNICIPALITY,
        document_kind=kind,
        document_title=title,
        kind=PassageKind.SENTENCE,
        text=text,
        spans=(Span(page=1, text=text),),
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise BadInput(
                    f"{path} に列 {', '.join(missing)} がありません。",
                    "1行目に id, doc, title, text をタブ区切りで書いてください。",
                )
            for row in reader:
                yield {column: row[column] or "" for column in _COLUMNS}
    except OSError as error:
        raise BadInput(f"{path} が読めません。", "ファイルの場所を確かめてください。") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(
            f"{path} がUTF-8のタブ区切りではありません。", "UTF-8のTSVで保存し直してください。"
        ) from error
