"""Prints precision, recall and F1 of the headings (text, level) read from each PDF against its Word original.

    uv run --no-sync python tests/bench/bench_headings.py [FOLDER] [-v]

A Word heading is a paragraph whose style has an outline level. Word's automatic numbers are no text of the
paragraph, so titles are compared folded and without their number; equal titles count as often as they occur.
`plain` is a reference in the same run: the outline in the PDF file, where it has one. Exit code 1 under 0.85.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
from lxml import etree

from flows.model import BlockKind, Origin
from flows.readers.pdf import read_pdf
from flows.text import fold

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAIRS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pairs"
NUMBER = re.compile(
    r"^(?:第[0-9一二三四五六七八九十]+[編章節款項]?|[(]?[0-9]{1,3}(?:[.-][0-9]{1,3})*[).、]?|[(]?[ア-ン][).、]|[a-z][).]|[①-⑳]|[IVXⅠ-Ⅻ]+[.、])"
)
Headings = Counter[tuple[str, int]]


def main(folder: Path, verbose: bool) -> int:
    """Prints a line for each pair; 0 if each reaches 0.85."""
    low = 0
    print(f"{'document':24} {'headings':>8} {'P':>6} {'R':>6} {'F1':>6} {'text only':>9} {'outline':>8}")
    for pdf in sorted(folder.glob("*.pdf")):
        word = pdf.with_suffix(".docx")
        if not word.is_file():
            continue
        reference, found = word_headings(word), read_headings(pdf)
        precision, recall, f1 = scores(reference, found)
        low += f1 < 0.85
        text_only = scores(without_levels(reference), without_levels(found))[2]
        outline = scores(reference, outline_headings(pdf))[2]
        print(
            f"{pdf.stem:24} {reference.total():8} {precision:6.3f} {recall:6.3f} {f1:6.3f} {text_only:9.3f} {outline:8.3f}"
        )
        if verbose:
            print("  missing:", sorted((reference - found).elements()))
            print("  surplus:", sorted((found - reference).elements()))
    return 1 if low else 0


def scores(reference: Headings, found: Headings) -> tuple[float, float, float]:
    """Precision, recall, F1 of one multiset against another."""
    hits = (reference & found).total()
    precision, recall = hits / max(1, found.total()), hits / max(1, reference.total())
    return precision, recall, 2 * hits / max(1, found.total() + reference.total())


def without_levels(headings: Headings) -> Headings:
    """All on one level."""
    flat: Headings = Counter()
    for (title, _), count in headings.items():
        flat[title, 0] += count
    return flat


def title_of(text: str) -> str:
    """Folded, without its number."""
    folded = fold(text)
    return NUMBER.sub("", folded, count=1) or folded


def word_headings(path: Path) -> Headings:
    """Paragraphs with an outline level, of their own or by their style."""
    with ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"), etree.XMLParser(resolve_entities=False))
        styles = etree.fromstring(package.read("word/styles.xml"), etree.XMLParser(resolve_entities=False))
    levels = {}
    for style in styles.iter(f"{W}style"):
        name = style.find(f"{W}name").get(f"{W}val", "")
        if found := re.fullmatch(r"(?:heading|見出し) ?([1-9])", name, re.IGNORECASE):
            levels[style.get(f"{W}styleId")] = int(found[1])
    headings: Headings = Counter()
    for paragraph in body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = levels.get(style.get(f"{W}val")) if style is not None else None
        text = "".join(run.text or "" for run in paragraph.iter(f"{W}t"))
        if level and fold(text):
            headings[title_of(text), level] += 1
    return headings


def read_headings(path: Path) -> Headings:
    """As the reader gives them."""
    document = read_pdf(
        path, name=path.name, sha256=sha256(path.read_bytes()).hexdigest(), origin=Origin.MUNICIPALITY
    )
    return Counter(
        (title_of(block.text), block.level or 0)
        for block in document.blocks
        if block.kind is BlockKind.HEADING
    )


def outline_headings(path: Path) -> Headings:
    """The outline stored in the file."""
    with pypdfium2.PdfDocument(path) as document:
        return Counter((title_of(mark.get_title()), mark.level + 1) for mark in document.get_toc())


if __name__ == "__main__":
    arguments = [each for each in sys.argv[1:] if each != "-v"]
    sys.exit(main(Path(arguments[0]) if arguments else PAIRS, "-v" in sys.argv))
