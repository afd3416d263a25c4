"""Tables of a page (表): ruled, aligned, and schedules.

    PageGeometry ── lattice ──▶ grids ── cells ──▶ text per cell ── heads, schedules, captions ──▶ TableRegion…
                 └─ aligned ──▶ tables of figures without rulings

Only pages with rulings, or with lines of several figures, cost anything. What is no table is left to the text:
frames around paragraphs, boxes of organisation charts, bar charts. `continues` says whether a table goes on over a
page end, `continued` what it adds.
"""

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.tables.aligned import aligned_tables
from flows.readers.pdf.tables.captions import with_caption
from flows.readers.pdf.tables.region import TableRegion, continued, continues
from flows.readers.pdf.tables.ruled import ruled_tables

__all__ = ["TableRegion", "continued", "continues", "find"]


def find(page: PageGeometry, after: TableRegion | None = None) -> tuple[TableRegion, ...]:
    """The tables of a page from top to bottom.

    `after` is the last table of the page before: one row, or one column of words, at the top of a page is a table
    only if that table goes on in it.
    """
    ruled = ruled_tables(page, after)
    both = [*ruled, *aligned_tables(page, [table.bbox for table in ruled])]
    return tuple(with_caption(page, table) for table in sorted(both, key=lambda table: table.bbox[1]))
