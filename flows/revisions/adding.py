"""What the new draft has and the old one had not: put behind what stands before it, as tracked insertions.

A text goes behind the nearest earlier text of the new draft that the staff's file still has, wherever staff moved that.
In a section whose heading staff removed nothing is put; a table that staff removed does not come back. What can be put
nowhere is told, never dropped in silence.
"""

from dataclasses import dataclass, field

from flows.revisions.charts import under
from flows.revisions.copying import Copier
from flows.revisions.drawing import Drawer
from flows.revisions.manifest import Entry, History
from flows.revisions.notes import Notes
from flows.revisions.ooxml import Element, climb, is_a, qn
from flows.revisions.reading import Range, Reading
from flows.revisions.telling import Teller
from flows.revisions.tracking import top
from flows.revisions.units import Unit, Units, outer_table
from flows.text import fold

_ASK = "新しい資料による追加の提案です。変更履歴の承諾又は元に戻すで決めてください。"
_GONE = "この節又は表は庁内で削除されているため、加えませんでした。"
_NOWHERE = "置く場所が見つからないため、加えませんでした。"
_COLUMNS = "表の列の構成が変わったため、前の表の下に新しい表を置きました。前の表は削除の提案です。\n"
_COLUMNS_BOTH = (
    "表の列の構成が変わりましたが、前の表には庁内の加筆があるため、そのまま残し、下に新しい表を置きました。"
    "加筆を新しい表に写すか、新しい表を元に戻すかを決めてください。\n"
)
_OLD_CHART = "前の表の図は残してあります。要らないときは削除してください。\n"
_LAYOUT = "表の列の構成が変わっているため、行を加えられません。次の内容を確かめ、必要なら書き加えてください。"


@dataclass
class Adder:
    """Adds the new draft's own texts."""

    ours: Units
    reading: Reading
    pairs: dict[str, str]
    located: dict[str, Range]
    notes: Notes
    teller: Teller
    drawer: Drawer
    below: dict[int, tuple[Element | None, bool]] = field(default_factory=dict)
    """A table with other columns → the one in whose place it comes, and whether staff worked in that."""
    history: dict[str, History] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    _anchor: Element | None = None
    _group: list[tuple[Unit, Element]] = field(default_factory=list)
    _lead: str = ""
    """What the next comment says first of a table."""
    _done: set[str] = field(default_factory=set)
    _rows: dict[tuple[int, int], Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._copier = Copier(self.notes.stamp, self.notes, {*self.reading.ranges})
        self._loose = {
            fold(paragraph.loose_text): paragraph.element
            for paragraph in self.reading.paragraphs
            if paragraph.loose_text.strip()
        }
        self._closed = {unit.section for unit in self.ours.all if unit.is_heading and self._removed(unit)}
        for unit in self.ours.all:
            here = self._here(unit)
            row = None if here is None or unit.table < 0 else climb(here, "w:tr")
            if row is not None:
                self._rows[unit.table, unit.row] = row

    def _removed(self, unit: Unit) -> bool:
        return unit.name in self.pairs and self._here(unit) is None

    def _here(self, unit: Unit) -> Element | None:
        """The paragraph in the staff's file that has this text of the new draft."""
        found = self.located.get(self.pairs.get(unit.name, "")) or self.reading.ranges.get(unit.name)
        if found is None or (unit.name not in self.pairs and not found.text.strip() and not found.is_pending):
            return None
        return found.pieces[-1].paragraph.element if found.pieces else found.paragraph.element

    def add_all(self) -> None:
        """Go through the new draft in order."""
        for unit in self.ours.all:
            here = self._here(unit)
            if here is None and unit.table < 0 and unit.name not in self.pairs:
                here = self._loose.get(fold(unit.text))
            if here is not None:
                self._flush()
                self._anchor = _block(here)
            elif unit.name not in self.pairs and unit.name not in self._done:
                self._add(unit)
        self._flush()

    def _add(self, unit: Unit) -> None:
        rows = {row for table, row in self._rows if table == unit.table}
        if unit.section in self._closed or (unit.table >= 0 and not rows and self._had_table(unit)):
            self.teller.tell("deleted", unit, None, unit, sent="", reason=_GONE)
        elif self._anchor is None:
            self.teller.tell("conflicts", unit, None, unit, sent="", reason=_NOWHERE)
        elif unit.table < 0:
            self._put(unit, [unit], self._copier.paragraph(_paragraph(unit)))
        elif not rows:
            self._put_table(unit)
        elif unit.row in rows:
            self._fill_cell(unit, self._rows[unit.table, unit.row])
        else:
            self._put_row(unit, rows)

    def _had_table(self, unit: Unit) -> bool:
        return any(other.table == unit.table and other.name in self.pairs for other in self.ours.all)

    def _put(self, unit: Unit, units: list[Unit], made: Element) -> None:
        if self._anchor is None:
            return
        if self._group and self._group[-1][0].section != unit.section:
            self._flush()
        _behind_spacers(self._anchor).addnext(made)
        self._anchor = made
        self._group += [(each, made) for each in units]
        self._remember(units)

    def _put_table(self, unit: Unit) -> None:
        units = [each for each in self.ours.all if each.table == unit.table]
        old, worked = self.below.get(unit.table, (None, False))
        if old is not None:
            self._flush()
            self._anchor = old
        names = {_name(each): each.name for each in units}
        made = self._copier.table(self.ours.tables[unit.table], names)
        self._put(unit, units, made)
        if old is not None and made.getparent() is not None:
            made.addprevious(self._copier.spacer())
        made.addnext(self._copier.spacer())
        if old is not None:
            self._lead = _COLUMNS_BOTH if worked else _COLUMNS
            self._lead += _OLD_CHART if under(self.drawer.canvas, old) else ""
        self.drawer.bring(unit, made)
        if self._lead:
            self._flush()

    def _remember(self, units: list[Unit]) -> None:
        for unit in units:
            self._done.add(unit.name)
            self.history[unit.name] = History(unit.name, unit.section, "", [unit.text])
            self.entries.append(unit.entry)

    def _flush(self) -> None:
        """One comment on all that was put in one place."""
        if not self._group:
            return
        first, last = self._group[0], self._group[-1]
        ends = [_paragraphs(first[1])[0], _paragraphs(last[1])[-1]]
        self._tell([unit for unit, _ in self._group], ends[0], ends[1])
        self._group = []

    def _tell(self, units: list[Unit], first: Element, last: Element) -> None:
        reasons = dict.fromkeys(self.teller.reason(unit) for unit in units)
        words = "\n".join(dict.fromkeys(line for reason in reasons for line in reason.split("\n")))
        kind = "競合" if self._lead.startswith(_COLUMNS_BOTH) else "追加"
        code = self.teller.comment(kind, units[0].entry.id, f"{self._lead}{_ASK}\n{words}", first, last)
        listed = "conflicts" if kind == "競合" else "updated"
        self._lead = ""
        for unit in units:
            reason = self.teller.reason(unit)
            self.teller.tell(listed, unit, None, unit, sent="", reason=reason, code=code)

    def _fill_cell(self, unit: Unit, row: Element) -> None:
        cells = row.findall(qn("w:tc"))
        cell = cells[unit.column] if len(cells) == unit.columns else None
        paragraphs = [] if cell is None else cell.findall(qn("w:p"))
        if len(paragraphs) != 1 or paragraphs[0].find(f".//{qn('w:r')}") is not None:
            self._remark(unit, row)
            return
        content = self._copier.content(_paragraph(unit))
        paragraphs[0].extend(content)
        self._remember([unit])
        self._tell([unit], content[0], content[-1])

    def _put_row(self, unit: Unit, rows: set[int]) -> None:
        units = [each for each in self.ours.all if (each.table, each.row) == (unit.table, unit.row)]
        before = [row for row in rows if row < unit.row]
        beside = self._rows[unit.table, max(before) if before else min(rows)]
        original = climb(_paragraph(unit), "w:tr")
        if original is None or not _same_layout(original, beside):
            self._remark(unit, beside, units)
            return
        made = self._copier.row(original, beside)
        if before:
            beside.addnext(made)
        else:
            beside.addprevious(made)
        self._rows[unit.table, unit.row] = made
        self._remember(units)
        ends = _paragraphs(made)
        self._tell(units, ends[0], ends[0])

    def _remark(self, unit: Unit, row: Element, units: list[Unit] | None = None) -> None:
        """What cannot be put into the table is told in a comment on it."""
        told = units or [unit]
        words = f"{_LAYOUT}\n{'／'.join(each.text for each in told)}\n{self.teller.reason(unit)}"
        place = _paragraphs(row)[0]
        code = self.teller.comment("競合", unit.entry.id, words, place, place)
        self._remember(told)
        for each in told:
            self.teller.tell("conflicts", each, None, each, sent="", reason=_LAYOUT, code=code)


def _name(unit: Unit) -> str:
    """The bookmark that the text has in the new draft itself."""
    return unit.name if unit.found is None else unit.found.name


def _paragraph(unit: Unit) -> Element:
    if unit.found is None:
        raise ValueError("a text of the new draft stands nowhere in it")
    return unit.found.paragraph.element


def _paragraphs(block: Element) -> list[Element]:
    return [block] if is_a(block, "w:p") else list(block.iter(qn("w:p")))


def _block(paragraph: Element) -> Element:
    """The paragraph, or the whole table round it."""
    table = outer_table(paragraph)
    if table is not None:
        return table
    box = climb(paragraph, "w:txbxContent")
    return top(box)[0] if box is not None else paragraph


def _behind_spacers(anchor: Element) -> Element:
    """After a table come its spacer and its chart; what is new goes behind them."""
    here = anchor
    if is_a(anchor, "w:tbl"):
        for following in anchor.itersiblings():
            if not is_a(following, "w:p") or any(True for _ in following.iter(qn("w:t"), qn("w:delText"))):
                break
            here = following
    return here


def _same_layout(original: Element, beside: Element) -> bool:
    merged = [beside.find(f".//{qn(name)}") is not None for name in ("w:gridSpan", "w:vMerge")]
    return len(original.findall(qn("w:tc"))) == len(beside.findall(qn("w:tc"))) and not any(merged)
