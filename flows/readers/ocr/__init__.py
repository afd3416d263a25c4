"""Reading paper (OCR): a picture of a page → lines with their places and confidence, all on this machine.

    picture ── engine ──▶ quadrilaterals ── levelled ──▶ OcrLine… ── in_reading_order ──▶ lines
                                                  └── rulings of the picture ──▶ PageGeometry, as if it were digital

rapidocr and onnxruntime come with the extra `ocr`; their weights lie in the wheel and are named to the engine one
by one, so that nothing is ever fetched. One engine per process; equal pictures give equal lines. Hard cases: pages
set in the scanner askew (levelled by the median slope of the lines), vertical writing (right to left), columns,
tables (their rulings are found in the picture), look-alikes that no word has (ー for 一), blank pages, huge pictures.
"""

from flows.readers.ocr.engine import available
from flows.readers.ocr.lines import OcrLine
from flows.readers.ocr.page import RecognisedPage, as_geometry, recognise, recognise_page

__all__ = ["OcrLine", "RecognisedPage", "as_geometry", "available", "recognise", "recognise_page"]
