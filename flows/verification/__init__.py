"""The gate (検証): every sentence of the draft, and of the finished file, held against what it cites.

    draft, page texts of the sources → Verdict…        verify: quotes, figures, names, negations, whose sentence it is
    draft, verdicts                  → draft, Finding… gate: what is not verified is struck into 要確認
    finished file read back, draft   → GateRefused     check_file: the file shows what was verified, nothing else

A QUOTED block is its quotes to the letter; a COMPOSED one has no figure, year, name or 「…」 that the quotes lack, and no
negation came or went; a TEMPLATE block is fixed wording to the letter; anything else is 要確認. What cannot be checked
counts as not verified. Nothing here knows how blocks are made: texts come from the source files, page by page.
"""

from flows.verification.beside import (
    check_cover,
    check_edges,
    check_summary,
    cover_faults,
    edge_faults,
    summary_faults,
)
from flows.verification.counting import Tally, tally
from flows.verification.shown import check_file, compare_file
from flows.verification.striking import gate
from flows.verification.texts import PageText, Texts
from flows.verification.verdicts import Outcome, Verdict, clean_of
from flows.verification.verifying import verify

__all__ = [
    "Outcome",
    "PageText",
    "Tally",
    "Texts",
    "Verdict",
    "check_cover",
    "check_edges",
    "check_file",
    "check_summary",
    "clean_of",
    "compare_file",
    "cover_faults",
    "edge_faults",
    "gate",
    "summary_faults",
    "tally",
    "verify",
]
