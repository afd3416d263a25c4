"""Tables of a page (表): ruled, aligned, and schedules.

    PageGeometry ── lattice ──▶ grids ── cells ──▶ text per cell ── shape ──▶ TableRegion…

Only pages with rulings cost anything. What is no table is left to the text: frames around paragraphs, boxes
of organisation charts, bar charts. `continues` says whether a table goes on over a page end.
"""

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.tables.region import TableRegion, continued, continues
from flows.readers.pdf.tables.ruled import ruled_tables

__all__ = ["TableRegion", "continued", "continues", "find"]


def find(page: PageGeometry) -> tuple[TableRegion, ...]:
    """The tables of a page from top to bottom."""
    return ruled_tables(page)
