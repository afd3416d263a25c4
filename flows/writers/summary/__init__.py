"""Draft → 概要版.docx: the plan on two to four pages for residents and the assembly.

    Draft ─ choose (which blocks, how many) ─ short Draft ─ docx helpers ─ 概要版.docx

Every sentence is a block of the draft, word for word with its sources; nothing is said anew. What the draft does not
say is left out here: a summary for the public has no 要確認.
"""

from flows.writers.summary.choosing import Part, choose, own_words
from flows.writers.summary.writing import write

__all__ = ["Part", "choose", "own_words", "write"]
