"""Three files into one: what we sent, what staff returned, what the newest evidence gives.

    base, returned, ours ─ read ─ pair & locate ─ decide (per text) ─ carry out on the returned file ─ remarks, history

The returned file is the canvas: it is never rebuilt, and where nobody has anything new to say its bytes come back
untouched. Suggestions of an earlier merge that no longer hold are withdrawn before anything is decided.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.revisions.adding import Adder
from flows.revisions.applying import Applier
from flows.revisions.charts import FIGURE, Charts, withdraw_charts
from flows.revisions.columns import changed_tables, renamed, width_of, worked_in
from flows.revisions.deciding import Decision, Verdict, decide, repeats, said_last
from flows.revisions.descent import check_descent
from flows.revisions.drawing import Drawer
from flows.revisions.manifest import Entry, History, Manifest, read_manifest, write_manifest
from flows.revisions.matching import locate, pair
from flows.revisions.notes import Notes, marks_of
from flows.revisions.ooxml import Element
from flows.revisions.ordering import moved
from flows.revisions.package import Package
from flows.revisions.proving import prove
from flows.revisions.reading import Range, Reading
from flows.revisions.remarks import Remarks, style_ids
from flows.revisions.results import Merged
from flows.revisions.telling import Teller, moment
from flows.revisions.tracking import Stamp
from flows.revisions.units import HEADING, Unit, Units, collect, outer_table
from flows.revisions.walking import read
from flows.revisions.withdrawing import withdraw


def merge(  # noqa: PLR0913 - three files in, one out; the rest by name
    base: Path, returned: Path, ours: Path, out: Path, *, sent: dict[str, str] | None = None, name: str = ""
) -> Merged:
    """Merge three files into `out`.

    `sent`: the machine's texts by bookmark where `base` is itself the outcome of a merge. `name`: what the returned file
    is called in messages. Raises BadInput when the
    returned file cannot be read or does not come from `base`, NotWritable when `out` cannot be written.
    """
    canvas = Package.open(returned, name)
    new = _units(Package.open(ours))
    undrawn = withdraw_charts(canvas, new.reading.package)
    work = _Work(_units(Package.open(base), sent), canvas, new, undrawn=undrawn)
    check_descent(work.base, work.manifest, work.reading, name or returned.name)
    work.pair()
    work.withdraw()
    merged = work.carry_out()
    order = list(sent or work.base.by_name)
    shifted = tuple(moved(work.ours.all, work.pairs, order, work.located))
    merged = merged.model_copy(update={"moved": shifted})
    if merged.changed_file:
        received = Package.open(returned, name)
        prove(received, canvas, name or returned.name, withdrawn=bool(work.withdrawn))
        canvas.save(out)
    else:
        out.write_bytes(returned.read_bytes())
    return merged


def machine_texts(path: Path) -> dict[str, str]:
    """The machine's texts of a file that it wrote, by bookmark."""
    return {unit.name: unit.text for unit in _units(Package.open(path)).all}


def _units(package: Package, sent: dict[str, str] | None = None) -> Units:
    units = collect(read(package), read_manifest(package))
    if sent is not None:
        there = units.by_name
        units.all = [replace(unit, text=sent[unit.name]) for unit in units.all if unit.name in sent]
        for name, text in sent.items():
            entry = units.manifest.entries.get(name)
            if name not in there and entry is not None:
                units.all.append(Unit(name, entry, "", "", text, len(units.all)))
    return units


@dataclass
class _Work:
    """The state of one merge."""

    base: Units
    canvas: Package
    ours: Units
    undrawn: bool = False
    """Whether charts of ours were taken back."""
    reading: Reading = field(init=False)
    manifest: Manifest = field(init=False)
    history: dict[str, History] = field(init=False)
    machine: list[Unit] = field(default_factory=list)
    """Every text that the machine has said so far, with its last words."""
    pairs: dict[str, str] = field(default_factory=dict)
    """Name in the new draft → name in the machine's texts so far."""
    located: dict[str, Range] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    """Suggested additions that were withdrawn whole: as if they had never been made."""

    tables: dict[int, int] = field(default_factory=dict)
    """Tables of the new draft that come with other columns in the place of tables of ours."""
    referred: frozenset[str] = frozenset()
    """Ids of the footnotes that have a mark in the returned file."""

    def __post_init__(self) -> None:
        self.reading = read(self.canvas)
        self.referred = marks_of(self.canvas)
        self.manifest = read_manifest(self.canvas)
        self.history = self.base.manifest.history | self.manifest.history

    def pair(self) -> None:
        """Which text stands for which, and where."""
        self.machine = [
            replace(unit, text=said_last(unit, self.history.get(unit.name)) or unit.text)
            for unit in self.base.all
        ]
        known = self.base.by_name
        told_titles = {
            entry.id.removeprefix(HEADING): told.last
            for name, told in self.history.items()
            if (entry := self.manifest.entries.get(name)) and entry.id.startswith(HEADING) and told.last
        }
        titles = told_titles | {unit.section: unit.title for unit in (*self.base.all, *self.ours.all)}
        # In the order of the entries, which stays: that of the history changes with every merge.
        for name, entry in (self.base.manifest.entries | self.manifest.entries).items():
            told = self.history.get(name)
            if name not in known and told is not None:
                title = titles.get(told.section, "")
                said = next((text for text in reversed(told.texts) if text), "")
                self.machine.append(Unit(name, entry, told.section, title, said, len(self.machine)))
        self.pairs = pair(self.machine, self.ours.all)
        self._locate()
        self.tables = {
            new: old
            for new, old in changed_tables(self.machine, self.ours.all, self.pairs).items()
            if width_of(self._table(old)) != width_of(self.ours.tables[new])
        }
        if self.tables:
            self.ours.all = renamed(self.ours.all, self.tables)
            self.pairs = {new: old for new, old in self.pairs.items() if new in self.ours.by_name}
            so_far = {unit.name for unit in self.machine}
            self.pairs |= {unit.name: unit.name for unit in self.ours.all if unit.name in so_far}
            self._locate()
        self._pair_answers()

    def _pair_answers(self) -> None:
        """What staff filled in has become a source: the text that now quotes it stands for the place that asked."""
        taken = set(self.pairs.values())
        for unit in self.machine:
            found = self.located.get(unit.name)
            if not unit.is_open or found is None or found.text == unit.text or unit.name in taken:
                continue
            news = (new for new in self.ours.all if new.name not in self.pairs and new.table < 0 > unit.table)
            same = next((new for new in news if repeats(new.text, found.text)), None)
            if same is not None:
                self.pairs[same.name] = unit.name

    def _locate(self) -> None:
        aliases = {old: new for new, old in self.pairs.items()}
        self.located = locate(self.machine, self.reading, aliases)

    def withdraw(self) -> None:
        """Take back suggestions that are not what the machine says any more."""
        new = self._new_by_old()
        for unit in self.machine:
            found, told = self.located.get(unit.name), self.history.get(unit.name)
            text = new[unit.name].text if unit.name in new else ""
            if found is not None and told is not None and found.is_pending and text != told.last:
                withdraw(found, told.texts)
                self.withdrawn.add(unit.name)
        if self.withdrawn:
            self.canvas.touch(self.canvas.main)
            self.reading = read(self.canvas)
            self._locate()
            self._forget()

    def _forget(self) -> None:
        known = self.base.by_name
        self.forgotten = {name for name in self.withdrawn if name not in self.located and name not in known}
        self.machine = [unit for unit in self.machine if unit.name not in self.forgotten]
        self.pairs = {new: old for new, old in self.pairs.items() if old not in self.forgotten}
        self.history = {name: told for name, told in self.history.items() if name not in self.forgotten}

    def _new_by_old(self) -> dict[str, Unit]:
        names = self.ours.by_name
        return {old: names[new] for new, old in self.pairs.items()}

    def carry_out(self) -> Merged:
        """Decide on every text and make the suggestions."""
        new = self._new_by_old()
        body = self.reading.body
        date = moment(self.ours.manifest.about.get("date", ""))
        stamp = Stamp.for_file(self.canvas.tree(self.canvas.main), date)
        styles, new_styles = style_ids(self.canvas), style_ids(self.ours.reading.package)
        names = {key: name for name, key in new_styles.items()}
        notes = Notes(self.canvas, self.ours.reading, names, styles, stamp, self.referred)
        remarks = Remarks(self.canvas, date, styles)
        remarks.taken |= self.manifest.codes | self.base.manifest.codes
        teller = Teller(self.base, self.ours, remarks)
        charts = Charts(self.canvas, self.ours.reading.package, stamp, styles.get(FIGURE, ""))
        drawer = Drawer(self.base, self.ours, self.canvas, charts, teller, self.history)
        drawer.place(self.pairs, self.located)
        applier = Applier(self.reading, notes, teller, self.history, self.withdrawn, drawer.drawn())
        originals = self.base.by_name
        worked = self._worked()
        decisions = [
            (unit, self._decide(originals.get(unit.name, unit), new.get(unit.name), worked))
            for unit in self.machine
        ]
        for unit, decision in decisions:
            applier.apply(
                originals.get(unit.name, unit), decision, self.located.get(unit.name), new.get(unit.name)
            )
        applier.finish()
        below = {new: (self._table(old), old in worked) for new, old in self.tables.items()}
        adder = Adder(self.ours, self.reading, self.pairs, self.located, notes, teller, drawer, below)
        adder.add_all()
        drawer.offer()
        told = self._withdrawn_history(new) | applier.history | adder.history | drawer.history
        merged = teller.finish(self.reading, self.located, {unit.name: unit for unit in self.machine})
        changed = bool(told or self.withdrawn or self.undrawn)
        if changed:
            assert body is self.reading.body  # noqa: S101 - the canvas is one tree throughout
            notes.settle()
            self.canvas.touch(self.canvas.main)
            remarks.save()
            self._remember(told, adder.entries, remarks.codes)
        return merged.model_copy(update={"changed_file": changed})

    def _withdrawn_history(self, new: dict[str, Unit]) -> dict[str, History]:
        """What was withdrawn is over: what the machine says now stands against what it had said before that."""
        return {
            name: replace(told, texts=[*told.texts, new[name].text if name in new else ""], remark=True)
            for name in self.withdrawn
            if (told := self.history.get(name))
        }

    def _worked(self) -> set[int]:
        """The tables with other columns in which staff worked."""
        return {
            old
            for old in self.tables.values()
            if worked_in(self._texts(old), self.located, self.history, self.reading)
        }

    def _texts(self, table: int) -> list[Unit]:
        return [unit for unit in self.base.all if unit.table == table]

    def _table(self, table: int) -> Element | None:
        """A table of ours in the staff's file."""
        there = (self.located.get(unit.name) for unit in self._texts(table))
        return next((outer_table(found.paragraph.element) for found in there if found is not None), None)

    def _decide(self, unit: Unit, ours: Unit | None, worked: set[int]) -> Decision:
        found = self.located.get(unit.name)
        if unit.table in worked and unit.name in self.base.by_name and found is not None:
            return Decision(Verdict.SAME if found.text == unit.text else Verdict.KEPT)
        entry = self.manifest.entries.get(unit.name)
        if unit.name not in self.located and ours is None and unit.name not in self.base.by_name:
            return Decision(Verdict.SAME)
        return decide(
            unit,
            self.history.get(unit.name),
            self.located.get(unit.name),
            ours,
            sent=entry.hash if entry else "",
            withdrawn=unit.name in self.withdrawn,
        )

    def _remember(self, told: dict[str, History], entries: list[Entry], codes: dict[str, str]) -> None:
        known = (
            {}
            if self.canvas.manifest()
            else {name: one for name, one in self.base.manifest.history.items() if name not in told}
        )
        old = [] if self.canvas.manifest() else list(self.base.manifest.entries.values())
        write_manifest(
            self.canvas,
            known | told,
            [*old, *entries],
            codes,
            about=self.base.manifest.about,
            forgotten=self.forgotten,
        )
