"""Prints how well the tables of PDFs are found: cell F1 against Word, and against pdfplumber, with the time of each.

    uv run --no-sync python tests/bench/bench_tables.py [CORPUS]

CORPUS is a folder of PDFs, searched with its subfolders; default ../shared/corpus. A cell is (row, column, folded
text); empty cells do not count.

- Word: each table of name.docx beside name.pdf against the best fitting table block of the PDF (tables over several
  pages are one). Tables of one column are left out: they are frames around paragraphs.
- pdfplumber: its tables with at least two rows and two columns, at least four cells with words and a third of the
  places filled, page by page; charts, maps and empty grids fall out by that on both sides. Columns without any
  words, which paragraph shading gives pdfplumber, are taken out on both sides. Pages whose text cannot be used
  are left out.

Exit code 1 if either F1 is below 0.90.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import docx
import pdfplumber
import pypdfium2

from flows.model import BlockKind, Origin
from flows.readers.pdf import read_pdf
from flows.readers.pdf.geometry import open_pdf
from flows.readers.pdf.tables import find
from flows.text import fold

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
GOAL = 0.90
MOST_EDGES = 6_000
"""Edges on a page with which pdfplumber is still asked; beyond, it takes minutes."""

Rows = Sequence[Sequence[str | None]]
Cells = frozenset[tuple[int, int, str]]


@dataclass(slots=True)
class Score:
    """Cells found on both sides, and on each."""

    common: int = 0
    found: int = 0
    expected: int = 0

    def add(self, found: Cells, expected: Cells) -> None:
        """One table."""
        self.common += len(found & expected)
        self.found += len(found)
        self.expected += len(expected)

    @property
    def f1(self) -> float:
        """1 where there is nothing to find and nothing was found."""
        return 2 * self.common / (self.found + self.expected) if self.found + self.expected else 1.0

    def __str__(self) -> str:
        precision = self.common / self.found if self.found else 1.0
        recall = self.common / self.expected if self.expected else 1.0
        return f"F1 {self.f1:.3f}  precision {precision:.3f}  recall {recall:.3f}  cells {self.expected}"


def cells(rows: Rows, *, compact: bool = False) -> Cells:
    """The cells with words; `compact`: columns without any are counted out."""
    texts = [[fold(text or "") for text in row] for row in rows]
    width = max(map(len, texts), default=0)
    used = [c for c in range(width) if not compact or any(c < len(row) and row[c] for row in texts)]
    return frozenset(
        (r, k, row[c]) for r, row in enumerate(texts) for k, c in enumerate(used) if c < len(row) and row[c]
    )


def main(corpus: Path) -> int:
    """Prints both comparisons and the times."""
    paths = sorted(corpus.rglob("*.pdf"))
    word = against_word([path for path in paths if path.with_suffix(".docx").is_file()])
    plumber = against_pdfplumber(paths)
    return 0 if min(word.f1, plumber.f1) >= GOAL else 1


def against_word(paths: Iterable[Path]) -> Score:
    """Tables as read against the tables of the Word originals."""
    whole = Score()
    for path in paths:
        document = read_pdf(
            path, name=path.name, sha256=sha256(path.read_bytes()).hexdigest(), origin=Origin.GUIDANCE
        )
        read = [block.rows or () for block in document.blocks if block.kind is BlockKind.TABLE]
        score = Score()
        for expected in word_tables(path.with_suffix(".docx")):
            best = max((cells(rows) for rows in read), key=lambda c: len(c & expected), default=frozenset())
            score.add(best if best & expected else frozenset(), expected)
        for name in Score.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(score, name))
        print(f"Word        {path.stem:28} {score}")
    print(f"Word        {'ALL':28} {whole}")
    return whole


def word_tables(path: Path) -> list[Cells]:
    """Each table of more than one column; a merged cell counts in its first place."""
    found = []
    for table in docx.Document(str(path)).tables:
        if len(table.columns) < 2:
            continue
        seen: set[object] = set()
        rows: list[list[str]] = []
        for row in table.rows:
            rows.append([])
            for cell in row.cells:
                rows[-1].append("" if cell._tc in seen else cell.text)
                seen.add(cell._tc)
        found.append(cells(rows))
    return found


def against_pdfplumber(paths: Iterable[Path]) -> Score:
    """Tables page by page against pdfplumber's; prints the seconds of both and of bare text beside."""
    whole = Score()
    ours = theirs = bare = 0.0
    for path in paths:
        score = Score()
        start = time.perf_counter()
        bare_text(path)
        bare += time.perf_counter() - start
        with pdfplumber.open(path) as book, open_pdf(path) as pdf:
            last = None
            for geometry in pdf:
                page = book.pages[geometry.number - 1]
                if "\ufffd" in geometry.text or "\0" in geometry.text:
                    continue
                start = time.perf_counter()
                found = find(geometry, last)
                ours += time.perf_counter() - start
                last = found[-1] if found else None
                start = time.perf_counter()
                expected = plumbed(page)
                theirs += time.perf_counter() - start
                pair(score, [table.rows for table in found], expected)
        for name in Score.__slots__:
            setattr(whole, name, getattr(whole, name) + getattr(score, name))
        if score.found or score.expected:
            print(f"pdfplumber  {path.stem:28} {score}")
    print(f"pdfplumber  {'ALL':28} {whole}")
    print(f"seconds     tables {ours:.2f}   pdfplumber {theirs:.2f}   bare pypdfium2 text {bare:.2f}")
    return whole


def plumbed(page: pdfplumber.page.Page) -> list[Rows]:
    """pdfplumber's tables that are tables."""
    found: list[Rows] = []
    if len(page.edges) <= MOST_EDGES:
        for table in page.find_tables():
            rows = table.extract()
            if is_full(rows):
                found.append(rows)
    page.close()
    return found


def is_full(rows: Rows) -> bool:
    """Two rows, two columns, four cells with words and a third of the places filled."""
    width = max(map(len, rows), default=0)
    return len(rows) > 1 and width > 1 and len(cells(rows)) >= max(4, len(rows) * width / 3)


def pair(score: Score, found: Sequence[Rows], expected: Sequence[Rows]) -> None:
    """Each expected table with the best of those found and not yet taken; what is left over counts as wrong."""
    rest = [cells(rows, compact=True) for rows in found]
    full = [cells(rows, compact=True) for rows in found if is_full(rows)]
    for rows in expected:
        wanted = cells(rows, compact=True)
        best = max(rest, key=lambda c: len(c & wanted), default=frozenset())
        if best & wanted:
            rest.remove(best)
        score.add(best if best & wanted else frozenset(), wanted)
    for extra in rest:
        if extra in full:
            score.add(extra, frozenset())


def bare_text(path: Path) -> None:
    """What pypdfium2 alone does: the text of every page."""
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        page.get_textpage().get_text_bounded()
        page.close()
    pdf.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS))
