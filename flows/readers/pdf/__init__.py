"""PDF → Document (PDF の読み取り).

    file ── geometry ──▶ PageGeometry ── tables, lines ──▶ Page ── margins, contents, paragraphs, order,
    headings ──▶ Block… ── ▶ Document

One pass over the pages keeps lines and tables only; running heads, contents and headings are then judged on the
whole document. Hard cases: letter-spaced layers, two columns, vertical writing, paragraphs and tables that go on over
page ends, pages whose text cannot be used (given to OCR, else a finding), fonts with private glyphs. What cannot be
read as a PDF raises `UnreadableDocumentError`; a damaged page is a finding and the rest is read.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.model import Block, Document, Finding, Origin, Severity, Source
from flows.readers.kinds import kind_of
from flows.readers.pdf.assembly import Body, body_of
from flows.readers.pdf.geometry import Pdf, open_pdf
from flows.readers.pdf.pages import Page, Recognise, page_of, recognised
from flows.readers.unreadable import UnreadableDocumentError, title_of
from flows.text import readable

if TYPE_CHECKING:
    from flows.readers.options import ReadOptions

__all__ = ["read_pdf"]

_WHY = {
    "scan": "画像だけのページ（スキャン）",
    "outlines": "文字が図形になっているページ",
    "glyphs": "文字コードのない書体のページ",
    "damaged": "壊れているページ",
}
_OCR_HINT = "OCR の追加機能を入れて読み直してください（uv run --extra ocr dxplan …）。"


_log = logging.getLogger(__name__)


def read_pdf(  # noqa: PLR0913 - the one door, all but the path by keyword
    path: Path,
    *,
    name: str,
    sha256: str,
    origin: Origin,
    ocr: Recognise | None = None,
    options: ReadOptions | None = None,
) -> Document:
    """Reads a PDF. `name` is Source.path; `ocr` reads the image of a page without usable text.

    Raises UnreadableDocumentError if it is encrypted, damaged as a whole or no PDF.
    """
    most = options.max_pages if options else 3000
    with open_pdf(path) as pdf:
        count = len(pdf)
        outline = pdf.outline()
        pages = list(_pages(pdf, most, ocr))
    body = body_of(pages, [(readable(title), level) for title, level in outline])
    findings = tuple(_findings(name, pages, count, most, recognising=ocr is not None))
    opening = " ".join(block.text[:100] for block in body.blocks[:8])
    return Document(
        source=Source(
            path=name,
            sha256=sha256,
            pages=count,
            kind=kind_of(name, body.title, opening, origin),
            origin=origin,
            title=body.title or title_of(name),
            media="pdf",
        ),
        blocks=body.blocks,
        findings=findings,
        printed_pages=body.printed_pages,
        page_texts=_page_texts(pages, body),
    )


def _pages(pdf: Pdf, most: int, ocr: Recognise | None) -> Iterator[Page]:
    after = None
    for geometry in pdf.pages(most):
        try:
            page = page_of(geometry, after)
            if page.trouble and page.trouble != "damaged" and ocr is not None:
                page = recognised(page, pdf.image(page.number), ocr, after)
        except (MemoryError, RecursionError, UnreadableDocumentError):
            raise
        except Exception as error:  # a page nobody has thought of is lost, not its document
            _log.debug("page %s", geometry.number, exc_info=error)
            page = Page(geometry.number, geometry.width, geometry.height, "", [], (), (), "damaged")
        after = page.tables[-1] if page.tables else None
        yield page


def _page_texts(pages: Sequence[Page], body: Body) -> tuple[str, ...]:
    """Content order; where the file mixes up its characters (vertical writing, layout programs) reading order too."""
    texts = [page.text for page in pages]
    for i, page in enumerate(pages):
        if any(line.turned or line.scattered for line in page.lines):
            read = [part for block in body.blocks for part in _parts(block.original, block, page.number)]
            texts[i] = "\n".join([*read, *(line.text for line in page.lines), page.text])
    return tuple(texts)


def _parts(original: str, block: Block, number: int) -> Iterator[str]:
    starts = [
        (0, block.page),
        *((start.offset, start.page) for start in block.page_starts),
        (len(original), 0),
    ]
    for (begin, page), (end, _) in itertools.pairwise(starts):
        if page == number:
            yield original[begin:end]


def _findings(
    name: str, pages: Sequence[Page], count: int, most: int, recognising: bool
) -> Iterator[Finding]:
    if count > most:
        yield _finding(
            name,
            "pdf-too-many-pages",
            Severity.WARNING,
            f"は {count:,} ページあり、初めの {most:,} ページだけを読みました。必要な部分を別の PDF に分けてください。",
        )
    for page in pages:
        if page.trouble:
            yield _trouble(name, page, recognising)
        elif page.lost:
            yield _finding(
                name,
                "pdf-lost-glyphs",
                Severity.WARNING,
                f"の {page.number} ページには文字コードのない文字が {page.lost} 字あり、抜けています。原本で確かめてください。",
                page.number,
            )


def _trouble(name: str, page: Page, recognising: bool) -> Finding:
    why = _WHY[page.trouble]
    if page.recognised:
        return _finding(
            name,
            "pdf-ocr",
            Severity.INFO,
            f"の {page.number} ページは{why}のため、文字認識（OCR）で読みました。原本と照らし合わせてください。",
            page.number,
        )
    what = "PDF を保存し直して入れ替えてください。" if page.trouble == "damaged" or recognising else _OCR_HINT
    return _finding(
        name,
        "pdf-page-unreadable",
        Severity.WARNING,
        f"の {page.number} ページは{why}のため読めません。{what}",
        page.number,
    )


def _finding(name: str, code: str, severity: Severity, message: str, page: int | None = None) -> Finding:
    return Finding(code=code, severity=severity, message=f"「{name}」{message}", source=name, page=page)
