"""Draft → report.html: every sentence beside the picture of its source page, in one file that asks nothing of a network.

    Draft ─ places (what is cited where) ─ pages (drawn, marked, bounded) ─┐
    Mapping, Finding… ─ overview (counts, matrix) ─────────────────────────┴─ report.html.j2 ─ report.html

Source text is data: jinja2 escapes all of it, a content security policy allows only the one script and the one style
sheet whose hashes it names. A page that cannot be drawn is shown as its quoted text; size and number of pictures are
bounded. Each picture stands in the file once and is used wherever it is cited. Without JavaScript all is shown.
"""

from flows.writers.html.report import write_report

__all__ = ["write_report"]
