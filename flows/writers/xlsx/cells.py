"""What may stand in a cell: text that is never a formula, whole numbers and figures, nothing that breaks a file.

A text that begins like a formula (= + - @, their full-width forms, tab, carriage return) is stored as text and carries
Excel's quote mark, so that it stays text when staff edit the cell. Characters that XML cannot hold are gone, `_x0041_`
(Excel's own escape) is escaped, and no text is longer than a cell can hold.
"""

import re
from decimal import Decimal, InvalidOperation

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell

from flows.text import clean

LONGEST = 32_767
"""UTF-16 units in one cell."""
_CUT = "…（以下、長いため略）"
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r\n]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FIGURE = re.compile(r"[-−△▲]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?")
_WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，")

Content = str | int | Decimal | None


def safe(text: str) -> str:
    """The text as a cell can hold it."""
    text = _ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", clean(text)))
    if len(text) <= LONGEST // 2 or _units(text) <= LONGEST:
        return text
    room = LONGEST - len(_CUT)
    cut = text[:room]
    while _units(cut) > room:
        cut = cut[: len(cut) - max(1, (_units(cut) - room) // 2)]
    return cut + _CUT


def put(cell: Cell | MergedCell, content: Content) -> None:
    """Write a text or a number. Text never becomes a formula, an error value, a link or a date."""
    if content is None or content == "" or isinstance(cell, MergedCell):
        return
    if isinstance(content, str):
        text = safe(content)
        if not text:
            return
        cell.value = text
        cell.data_type = "s"
        if _FORMULA.match(text):
            cell.quotePrefix = True
        return
    cell.value = content


def figure(text: str | None) -> Content:
    """A plain figure as a number, so that staff can reckon with it; anything else as it is written."""
    if not text:
        return None
    stripped = text.strip()
    if not _FIGURE.fullmatch(stripped):
        return text
    negative = stripped[0] in "-−△▲"
    try:
        number = Decimal(stripped.lstrip("-−△▲").translate(_WIDE))
    except InvalidOperation:
        return text
    return -number if negative else number


def number_format(content: Content) -> str:
    """How a number is shown: with as many decimals as it was written with."""
    if isinstance(content, Decimal):
        exponent = content.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return "#,##0" + ("." + "0" * decimals if decimals else "")
    return "#,##0" if isinstance(content, int) else "General"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
