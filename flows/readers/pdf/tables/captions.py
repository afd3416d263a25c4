"""What stands over a table and belongs to it: its caption (表１ …) and the unit of its figures (単位：千円)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from flows.readers.pdf.geometry import PageGeometry
from flows.readers.pdf.tables.cells import inked, lines_of, unspaced
from flows.readers.pdf.tables.region import TableRegion

_REACH = 36.0
"""Points over a table in which its caption and unit stand."""
_SIDE = 15.0
_UNIT = re.compile(r"単\s*位\s*[:：]?\s*([^)）\]］〕】:：]{1,20})")
_IN_HEAD = re.compile(r"[(（]([^()（）]{1,4})[)）]$")
_UNITS = frozenset(("千円", "百万円", "億円", "万円", "円", "％", "%", "人", "件", "時間"))
_CAPTION = re.compile(r"[<＜【［\[(（]?\s*(?:図\s*表|別\s*表|表)\s*[0-9０-９一二三四五六七八九十]")


def with_caption(page: PageGeometry, table: TableRegion) -> TableRegion:
    """The table with the caption and the unit that stand right over it; the unit may stand in its head, too."""
    x0, top, x1, _ = table.bbox
    over = [i for i in page.inside(x0 - _SIDE, top - _REACH, x1 + _SIDE, top) if inked(page.text[i])]
    lines = [unspaced(line.text) for line in lines_of(page, over)]
    caption = next((line for line in reversed(lines) if _CAPTION.match(line)), "")
    heads = [cell for row in table.rows[: table.header_rows] for cell in row]
    unit = _unit(lines) or _unit(heads) or _unit_of(heads)
    return replace(table, caption=caption, unit=unit) if caption or unit else table


def _unit(texts: Sequence[str]) -> str:
    """The unit nearest to the table, as written: 千円, ％, 千円、％."""
    return next((found[1].strip() for text in reversed(texts) if (found := _UNIT.search(text))), "")


def _unit_of(heads: Sequence[str]) -> str:
    """What all heads with a unit in brackets name: 事業費（千円）."""
    units = {found[1] for head in heads if (found := _IN_HEAD.search(head))}
    return units.pop() if len(units) == 1 and units <= _UNITS else ""
