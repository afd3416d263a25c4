"""PDF with OCR at hand: pages without usable text are recognised when the extra `ocr` is installed and asked for.

OCR takes seconds a page, so each page that goes to it is announced first (`progress`): a worker's parent then
gives the document more time, and a parser that merely hangs gets none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.model import Document, Origin
from flows.readers.options import ReadOptions
from flows.readers.pdf import read_pdf
from flows.readers.pdf.pages import Recognise, RecognisedPage
from flows.readers.progress import announcer


def read_paper(path: Path, *, name: str, sha256: str, origin: Origin, options: ReadOptions) -> Document:
    """Read a PDF, digital or scanned. Raises UnreadableDocumentError."""
    return read_pdf(path, name=name, sha256=sha256, origin=origin, options=options, ocr=_recogniser(options))


def _recogniser(options: ReadOptions) -> Recognise | None:
    if options.ocr == "off":
        return None
    from flows.readers.ocr import available, recognise_page  # noqa: PLC0415 -- a text file needs none of it

    if not available():
        return None
    announce = announcer()

    def one(image: Any, number: int, width: float, height: float) -> RecognisedPage:
        announce()
        return recognise_page(image, number, width, height)

    return one
