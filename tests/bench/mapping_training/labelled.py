"""Labelled passages of real documents (正解付きの文): the first set from a table, the second rebuilt from the corpus.

second_set.tsv keeps no text: only document, page, the SHA-1 of the folded text, and the labels given by reading. The
passages are cut from the PDF again by the rule below and found by that hash. What is not found is told, not skipped.
"""

import csv
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

SECOND_SET = Path(__file__).with_name("second_set.tsv")
_BREAK = re.compile(r"(?<=。)|\n(?=[・○●◯(（①-⑳■◆])")
_ROW = re.compile(r"\n(?=\d+\s+[^\s\d]+[課所室部局]\s)")


@dataclass(frozen=True)
class Labelled:
    """One passage with what people say it speaks to."""

    id: str
    doc: str
    title: str
    text: str
    items: frozenset[str]
    acceptable: frozenset[str]


def read_gold(path: Path) -> list[Labelled]:
    """A table with columns id, doc, title, items, also_acceptable, text."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_labelled(row, row["text"]) for row in rows]


def read_second_set(corpus: Path) -> list[Labelled]:
    """The second set with its texts, from the PDFs under `corpus`."""
    with SECOND_SET.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    texts = {name: _texts(corpus / name) for name in sorted({row["file"] for row in rows})}
    lost = [row["id"] for row in rows if row["sha1"] not in texts[row["file"]]]
    if lost:
        print(f"{len(lost)} of {len(rows)} passages of the second set not found in the corpus: {lost[:5]}")
    return [
        _labelled({**row, "doc": row["file"]}, texts[row["file"]][row["sha1"]])
        for row in rows
        if row["id"] not in lost
    ]


def passages_of(pdf: Path) -> list[tuple[int, str]]:
    """(page, passage)… of a PDF: sentences and items of lists; rows where the page is a table of budget lines."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            text = page.get_textpage().get_text_bounded().replace("\r", "")
            cut = _ROW if len(_ROW.findall(text)) >= 3 else _BREAK
            for piece in cut.split(text):
                joined = re.sub(r"[ 　]{2,}", " ", re.sub(r"\s*\n\s*", "", piece).strip())
                found.append((number, joined))
    return found


def hash_of(text: str) -> str:
    """What stands for a text in second_set.tsv: of its own folding, so that changes of the program's do not matter."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return hashlib.sha1(folded.encode(), usedforsecurity=False).hexdigest()


def _texts(pdf: Path) -> dict[str, str]:
    return {hash_of(text): text for _, text in passages_of(pdf)}


def _labelled(row: dict[str, str], text: str) -> Labelled:
    items, acceptable = (
        frozenset(row[key].split("|")) - {"none", ""} for key in ("items", "also_acceptable")
    )
    return Labelled(row["id"], row["doc"], row["title"], text, items, acceptable)
