"""Saying what was done and why: comments in the file, and the lists of the report."""

import re
from datetime import date

from flows.revisions.listing import Places, added, footnotes, remarks
from flows.revisions.ooxml import Element
from flows.revisions.reading import Range, Reading
from flows.revisions.remarks import Remarks
from flows.revisions.results import Merged, Told
from flows.revisions.units import Unit, Units

_NO_DAY = "2000-01-01"
_FILE_NAME = re.compile(r"[^/]+$")
_MOST_SOURCES = 3


def moment(iso: str) -> str:
    """The day as tracked changes want it; a fixed day for what is no ISO date, never the clock."""
    try:
        day = date.fromisoformat(iso).isoformat()
    except ValueError:
        day = _NO_DAY
    return f"{day}T00:00:00Z"


class Teller:
    """Collects what there is to tell."""

    def __init__(self, base: Units, ours: Units, remarks: Remarks) -> None:
        self.remarks = remarks
        self.lists: dict[str, list[Told]] = {}
        self.unchanged = 0
        self._notes = {*base.reading.footnotes.values(), *ours.reading.footnotes.values()}
        self._sources = _changed_sources(base.manifest.sources, ours.manifest.sources)

    def reason(self, ours: Unit | None) -> str:
        """Why the machine says something new: which source changed, and what it now says."""
        if ours is None:
            return "新しい資料には、この文の根拠となる記載がありません。" + self._all_changes()
        cited = "\n".join(ours.sources)
        named = [words for name, words in self._sources.items() if name in cited]
        why = "".join(dict.fromkeys(named)) or "文例、又は資料の読み取りの結果が変わりました。"
        shown = list(ours.sources)[:_MOST_SOURCES]
        more = len(ours.sources) - len(shown)
        return "\n".join([why, *shown, *([f"ほか{more}件"] if more > 0 else [])])

    def _all_changes(self) -> str:
        return "".join(dict.fromkeys(self._sources.values())) or "文例又は資料の構成が変わりました。"

    def tell(self, kind: str, unit: Unit, found: Range | None, ours: Unit | None, **more: str) -> None:
        """Enter a text in one of the lists."""
        self.lists.setdefault(kind, []).append(
            Told(
                id=unit.entry.id,
                place=unit.place,
                section=unit.section,
                sent=more.pop("sent", unit.text),
                staff="" if found is None else found.text,
                proposed="" if ours is None else ours.text,
                **more,
            )
        )

    def comment(self, kind: str, key: str, words: str, first: Element, last: Element) -> str:
        """A comment in the file; returns its code."""
        return self.remarks.add(kind, key, words, first, last)

    def finish(self, reading: Reading, located: dict[str, Range], units: dict[str, Unit]) -> Merged:
        """Everything, with what staff wrote beside our texts."""
        places = Places(reading, located, units)
        self.lists["added"] = [
            *added(reading, places, located, units),
            *footnotes(reading, places, self._notes),
        ]
        self.lists["remarks"] = [*remarks(reading, places)]
        for name, found in located.items():
            marked = found is reading.ranges.get(name) or any(found is one for one in reading.copies)
            if not marked and units[name].text:
                self.tell("unmarked", units[name], found, None)
        return Merged(unchanged=self.unchanged, **{key: tuple(told) for key, told in self.lists.items()})


def _changed_sources(before: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    """File name → what happened to it."""
    found: dict[str, str] = {}
    for path in sorted({*before, *now}):
        match = _FILE_NAME.search(path)
        name = match.group() if match else path
        if path not in before:
            found[name] = f"資料「{name}」が加わりました。"
        elif path not in now:
            found[name] = f"資料「{name}」がなくなったか、使われなくなりました。"
        elif before[path] != now[path]:
            found[name] = f"資料「{name}」の内容が変わりました。"
    return found
