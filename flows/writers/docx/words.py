"""The writer's own few words and dates."""

from datetime import date

from flows.model import Manner
from flows.text import in_width, restated

_ERAS = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"), (date(1926, 12, 25), "昭和"))


_NO_DAY = "2000-01-01"


def moment(iso: str) -> str:
    """The day as the file's properties want it; a fixed day for what is no ISO date, never the clock."""
    try:
        day = date.fromisoformat(iso).isoformat()
    except ValueError:
        day = _NO_DAY
    return f"{day}T00:00:00Z"


def era_date(iso: str) -> str:
    """ "2026-11-23" → 令和8年11月23日; what is no ISO date stays as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    for first, era in _ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return iso


def day(iso: str, manner: Manner) -> str:
    """The day as the plan writes its days."""
    return in_width(restated(era_date(iso), manner.era), manner.digits)
