"""Draft → 素案.docx, and back: the file that staff revise in Word.

    reference.docx ─ styles, theme, numbering ─┐
    Draft ─ outline ─ body, tables, notes ─────┴─ layout ─ package ─ 素案.docx ─ read_back ─ what it shows

Native Word throughout: list numbering for headings, fields with their results cached, footnotes for sources,
comments on what is open, table styles. Every text carries a hidden bookmark from which `read_back`, and later the merge of staff's
revision, know it again. Only styles decide the look; styles are found by name.
"""

from flows.writers.docx.pagination import count_pages
from flows.writers.docx.reading import ReadBlock, read_back, read_edges
from flows.writers.docx.writing import write

__all__ = ["ReadBlock", "count_pages", "read_back", "read_edges", "write"]
