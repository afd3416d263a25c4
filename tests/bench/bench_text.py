"""Prints the character error rate of each PDF of the pairs against its Word original, beside bare pypdfium2.

    uv run --no-sync python tests/bench/bench_text.py [FOLDER]

FOLDER holds name.pdf beside name.docx; default ../shared/corpus/pairs. The reference is Word's own text without its
contents list, headers and footers; both sides are folded (width, radicals, white space). `bare` is
`get_text_bounded` page by page, `read` the text of all blocks. Exit code 1 if reading is worse than bare text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
from lxml import etree

from flows.model import BlockKind, Origin
from flows.readers.pdf import read_pdf
from flows.text import fold

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PAIRS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pairs"


def main(folder: Path) -> int:
    """Prints a line for each pair; 0 if reading is nowhere worse than bare text."""
    worse = 0
    print(f"{'document':24} {'characters':>10} {'bare':>8} {'read':>8}")
    for pdf in sorted(folder.glob("*.pdf")):
        word = pdf.with_suffix(".docx")
        if not word.is_file():
            continue
        reference = fold("".join(word_paragraphs(word)))
        bare = error_rate(reference, fold(bare_text(pdf)))
        read = error_rate(reference, fold(read_text(pdf)))
        worse += read > bare
        print(f"{pdf.stem:24} {len(reference):10,} {bare:8.2%} {read:8.2%}")
    return 1 if worse else 0


def word_paragraphs(path: Path) -> Iterator[str]:
    """The text of every paragraph of the body and its text boxes, contents list left out."""
    with ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"), etree.XMLParser(resolve_entities=False))
        contents = {
            style.get(f"{W}styleId")
            for style in etree.fromstring(package.read("word/styles.xml")).iter(f"{W}style")
            if re.match(r"(?:toc|目次) ?\d", style.find(f"{W}name").get(f"{W}val", ""), re.IGNORECASE)
        }
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in contents:
            continue
        if any(parent.tag == FALLBACK for parent in paragraph.iterancestors()):
            continue
        yield "".join(
            run.text or ""
            for run in paragraph.iter(f"{W}t")
            if next(run.iterancestors(f"{W}p")) is paragraph
            and next(run.iterancestors(f"{W}del"), None) is None
        )


def bare_text(path: Path) -> str:
    """Page after page as pypdfium2 gives it."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def read_text(path: Path) -> str:
    """All blocks with words."""
    document = read_pdf(
        path, name=path.name, sha256=sha256(path.read_bytes()).hexdigest(), origin=Origin.MUNICIPALITY
    )
    return "".join(
        block.text for block in document.blocks if block.kind is not BlockKind.FIGURE or block.text
    )


def error_rate(reference: str, text: str) -> float:
    """Edit distance over the reference's length."""
    return distance(reference, text) / max(1, len(reference))


def distance(a: str, b: str) -> int:
    """Levenshtein distance, bit-parallel (Myers 1999, Hyyrö 2003): one column of the table per big integer."""
    if not a:
        return len(b)
    places: dict[str, int] = {}
    for i, char in enumerate(a):
        places[char] = places.get(char, 0) | 1 << i
    full, last = (1 << len(a)) - 1, 1 << len(a) - 1
    up, down, score = full, 0, len(a)
    for char in b:
        same = places.get(char, 0)
        diagonal = (((same & up) + up) ^ up) | same | down
        right, left = down | ~(diagonal | up) & full, up & diagonal
        score += (right & last > 0) - (left & last > 0)
        right, left = (right << 1 | 1) & full, left << 1 & full
        up, down = left | ~(diagonal | right) & full, right & diagonal
    return score


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAIRS))
