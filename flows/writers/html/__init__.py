"""Draft → report.html: every sentence beside the picture of its source page, in one file that asks nothing of a network.

    Draft ─ citations ─ pages (pypdfium2, marked, bounded) ─┐
    Mapping, Finding… ─ matrix ─────────────────────────────┴─ report.html.j2 ─ report.html

Source text is data: jinja2 escapes all of it, a content security policy allows only the one script whose hash it names.
A page that cannot be drawn is shown as its quoted text; size and number of pictures are bounded.
"""
