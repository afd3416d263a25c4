"""Offering the charts of the new draft: under the tables that staff have, and with the tables that are new."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.revisions.charts import MARK, Charts, Drawn, drawn_in, place_under, under
from flows.revisions.manifest import Entry, History
from flows.revisions.ooxml import Element
from flows.revisions.package import Package
from flows.revisions.reading import Range
from flows.revisions.telling import Teller
from flows.revisions.units import Unit, Units, outer_table

_ASK = "変更履歴の承諾又は元に戻すで決めてください。"
_NEW = f"表の図（グラフ）を加える提案です。{_ASK}"
_AGAIN = (
    f"図の数値が変わったため、新しい図（グラフ）を前の図の下に加える提案です。{_ASK}"
    "前の図は残してあります。新しい図を使うときは、前の図を削除してください。"
)
_FIGURES = "図の数値は新しい資料のものです。表の数値を庁内で直したときは、図を右クリックし「データの編集」で合わせてください。"
_GONE = "表の図は庁内で削除されているため、新しい図を加えませんでした。"
_COMES = "新しく加える表の図です。"


@dataclass
class Drawer:
    """Puts charts into the staff's file, each once."""

    base: Units
    ours: Units
    canvas: Package
    charts: Charts
    teller: Teller
    told: Mapping[str, History]
    tables: dict[int, Element] = field(default_factory=dict)
    """Number of a table of the new draft → the staff's."""
    history: dict[str, History] = field(default_factory=dict)
    _partners: dict[int, Element] = field(default_factory=dict)
    """Number of a table of the new draft → the one that we had sent."""

    def place(self, pairs: Mapping[str, str], located: Mapping[str, Range]) -> None:
        """Find the tables of the new draft in the staff's file and in what we had sent."""
        sent = self.base.by_name
        for unit in self.ours.all:
            old = pairs.get(unit.name, "")
            found, before = located.get(old), sent.get(old)
            table = None if found is None else outer_table(found.paragraph.element)
            if unit.table >= 0 and table is not None:
                self.tables.setdefault(unit.table, table)
            if unit.table >= 0 and before is not None and before.table >= 0:
                self._partners.setdefault(unit.table, self.base.tables[before.table])

    def of(self, number: int) -> Drawn | None:
        """The chart of a table of the new draft."""
        return next(iter(under(self.ours.reading.package, self.ours.tables[number])), None)

    def drawn(self) -> set[Element]:
        """The staff's tables that the new draft draws: what becomes of their charts is told with the charts."""
        return {table for number, table in self.tables.items() if self.of(number) is not None}

    def bring(self, unit: Unit, table: Element) -> None:
        """Put the chart of a table that is new under it."""
        new = self.of(unit.table)
        if new is not None:
            table.addnext(self.charts.copy(new))
            self._tell("updated", unit, new, _COMES)

    def offer(self) -> None:
        """Put charts under tables that are there and have none that draws the same."""
        before, here = self.base.reading.package, self.canvas
        known = {drawn.name for drawn in drawn_in(before, before.tree(before.main))}
        there = {drawn.name for drawn in drawn_in(here, here.tree(here.main))}
        known |= there | {name for name in self.told if name.startswith(MARK)} | set(self.history)
        for number, table in self.tables.items():
            new, partner = self.of(number), self._partners.get(number)
            if new is None or new.name in known:
                continue
            old = under(here, table)
            sent = [] if partner is None else under(before, partner)
            unit = next(unit for unit in self.ours.all if unit.table == number)
            if sent and not old and not there & {drawn.name for drawn in sent}:
                self._tell("deleted", unit, new, _GONE)
                continue
            made = self.charts.copy(new)
            place_under(table).addnext(made)
            words = _AGAIN if old else _NEW
            code = self.teller.comment("追加", f"dx:chart:{new.name}", f"{words}\n{_FIGURES}", made, made)
            self._tell("updated", unit, new, words, code)

    def _tell(self, kind: str, unit: Unit, new: Drawn, reason: str, code: str = "") -> None:
        entry = Entry(new.name, f"dx:chart:{new.name}", "", kind="chart")
        told = Unit(new.name, entry, unit.section, unit.title, new.words or "図（グラフ）", unit.order)
        self.teller.tell(kind, told, None, told, sent="", reason=reason, code=code)
        if kind == "updated":
            self.history[new.name] = History(new.name, unit.section, "", [told.text])
