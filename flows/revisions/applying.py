"""Carrying decisions out on the staff's file: edits, removals and remarks, each remembered in the history."""

from collections.abc import Set
from dataclasses import dataclass, field

from flows.revisions.charts import under
from flows.revisions.deciding import Decision, Verdict, said_last
from flows.revisions.manifest import History
from flows.revisions.notes import Notes
from flows.revisions.ooxml import Element, climb, el, get, is_a, qn
from flows.revisions.reading import Paragraph, Range, Reading
from flows.revisions.telling import Teller
from flows.revisions.tracking import (
    can_remove,
    mark_row,
    remove_bookmark,
    remove_paragraph,
    replace,
    strike_runs,
    top,
)
from flows.revisions.units import Unit, outer_table
from flows.revisions.wording import Edit

_ASK = "変更履歴の承諾又は元に戻すで決めてください。"
_OPEN = "要確認"
_APPENDIX = "appendix"
_CHART = "\n下の図は自動では変わりません。図を右クリックし「データの編集」で直してください。"


@dataclass
class Applier:
    """Makes the suggestions for texts that are there."""

    reading: Reading
    notes: Notes
    teller: Teller
    told: dict[str, History]
    withdrawn: set[str]
    drawn: Set[Element] = frozenset()
    """Tables whose charts come from the new draft."""
    history: dict[str, History] = field(default_factory=dict)
    """What is to be remembered anew."""
    _removals: list[tuple[Unit, Range]] = field(default_factory=list)

    def apply(self, unit: Unit, decision: Decision, found: Range | None, ours: Unit | None) -> None:
        """Carry out one decision."""
        verdict = decision.verdict
        if found is None:
            if verdict is Verdict.DELETED:
                self.teller.tell("deleted", unit, None, ours)
            return
        if _is_answered(unit, found.text) and verdict is not Verdict.PENDING:
            self.teller.tell("answered", unit, found, None)
        if verdict is Verdict.SAME:
            self.teller.unchanged += 1
        elif verdict in (Verdict.KEPT, Verdict.PENDING):
            self.teller.tell(verdict.value, unit, found, ours)
        elif verdict is Verdict.REMOVE:
            self._removals.append((unit, found))
        elif verdict is Verdict.PROPOSE and ours is not None:
            self._propose(unit, decision, found, ours)
        else:
            self._conflict(unit, decision, found, ours)

    def _propose(self, unit: Unit, decision: Decision, found: Range, ours: Unit) -> None:
        staff = found.text
        self._mark(unit, found)
        made = replace(found, decision.edits, self.notes.stamp)
        if made is None:
            self._conflict(unit, decision, found, ours)
            return
        self.notes.exchange(found, self.reading, unit.sources, ours.sources)
        reason = self.teller.reason(ours)
        words = f"新しい資料に合わせた変更の提案です。{_ASK}\n{reason}{self._chart(found)}"
        code = self.teller.comment("更新", unit.entry.id, words, made[0], made[-1])
        self._remember(unit, decision.base, ours.text, staff)
        if staff != decision.base:
            self.teller.tell("kept", unit, found, ours)
        self.teller.tell("updated", unit, found, ours, sent=decision.base, reason=reason, code=code)

    def _mark(self, unit: Unit, found: Range) -> None:
        """Give a text whose mark was lost its mark again: what we say on it must be found by the next merge."""
        if any(one is found for one in (self.reading.ranges.get(found.name), *self.reading.copies)):
            return
        if not found.pieces:
            return
        for old in [
            e for e in self.reading.body.iter(qn("w:bookmarkStart")) if get(e, "w:name") == unit.name
        ]:
            remove_bookmark(self.reading.body, old)
        number = {"w:id": self.notes.stamp.number()}
        first, last = _ends(found)
        first.addprevious(el("w:bookmarkStart", number | {"w:name": unit.name}))
        last.addnext(el("w:bookmarkEnd", number))
        for piece in found.pieces:
            if unit.name not in piece.paragraph.names:
                piece.paragraph.names.append(unit.name)
        found.paragraph.loose = [piece for piece in found.paragraph.loose if piece not in found.pieces]

    def _chart(self, found: Range) -> str:
        table = outer_table(found.paragraph.element)
        if table is None or table in self.drawn:
            return ""
        return _CHART if under(self.reading.package, table) else ""

    def _conflict(self, unit: Unit, decision: Decision, found: Range, ours: Unit | None) -> None:
        reason = self.teller.reason(ours)
        new = ours.text if ours else "（この文はなくなります）"
        words = (
            "庁内の加筆と新しい資料の内容が重なっています。本文は庁内の文のままです。どちらにするか決めて、本文を直してください。\n"
            f"前の素案：{decision.base or '（なし）'}\n庁内の文：{found.text}\n新しい素案：{new}\n{reason}"
        )
        self._mark(unit, found)
        first, last = _ends(found)
        code = self.teller.comment("競合", unit.entry.id, words, first, last)
        self._remember(unit, decision.base, ours.text if ours else "", found.text, remark=True)
        self.teller.tell("conflicts", unit, found, ours, sent=decision.base, reason=reason, code=code)

    def _remember(self, unit: Unit, base: str, new: str, staff: str, *, remark: bool = False) -> None:
        before = self.told.get(unit.name)
        told = before or History(unit.name, unit.section, base, [unit.text])
        rejected = list(told.rejected)
        if (
            before is not None
            and not before.remark
            and unit.name not in self.withdrawn
            and said_last(unit, before) != staff
            and staff in before.texts
        ):
            rejected.append(before.last)
        self.history[unit.name] = History(unit.name, unit.section, base, [*told.texts, new], rejected, remark)

    def finish(self) -> None:
        """Strike what the evidence no longer bears: by row, by paragraph, else by words."""
        by_row: dict[Element, list[tuple[Unit, Range]]] = {}
        by_paragraph: dict[Element, list[tuple[Unit, Range]]] = {}
        for unit, found in self._removals:
            row = climb(found.paragraph.element, "w:tr")
            place = by_row if row is not None else by_paragraph
            place.setdefault(row if row is not None else found.paragraph.element, []).append((unit, found))
        paragraphs = {paragraph.element: paragraph for paragraph in self.reading.paragraphs}
        for row, removed in by_row.items():
            inside = [paragraphs[p] for p in row.iter(qn("w:p")) if p in paragraphs]
            self._remove(removed, inside, row)
        for removed in by_paragraph.values():
            self._remove(removed, [removed[0][1].paragraph], None)

    def _remove(
        self, removed: list[tuple[Unit, Range]], inside: list[Paragraph], row: Element | None
    ) -> None:
        for unit, found in removed:
            self._mark(unit, found)
        names = {found.name for _, found in removed} | self._captions()
        filled = [paragraph for paragraph in inside if paragraph.pieces or paragraph.loose]
        whole = all(can_remove(paragraph, names) for paragraph in filled) and all(
            piece.paragraph in inside for _, found in removed for piece in found.pieces
        )
        if not whole:
            for unit, found in removed:
                self._remove_words(unit, found)
            return
        texts = [(unit, found, found.text) for unit, found in removed]
        if row is not None:
            made = [
                change for paragraph in filled for change in strike_runs(paragraph.element, self.notes.stamp)
            ]
            mark_row(row, "w:del", self.notes.stamp)
        else:
            made = remove_paragraph(inside[0].element, self.notes.stamp)
        reason = self.teller.reason(None)
        code = self.teller.comment(
            "削除", removed[0][0].entry.id, f"削除の提案です。{_ASK}\n{reason}", made[0], made[-1]
        )
        for unit, found, text in texts:
            self._remember(unit, text, "", text)
            self.teller.tell("updated", unit, found, None, reason=reason, code=code)

    def _remove_words(self, unit: Unit, found: Range) -> None:
        text = found.text
        made = replace(found, [Edit(0, len(text), "")], self.notes.stamp)
        if made is None:
            self._conflict(unit, Decision(Verdict.CONFLICT, text), found, None)
            return
        reason = self.teller.reason(None)
        code = self.teller.comment(
            "削除", unit.entry.id, f"削除の提案です。{_ASK}\n{reason}", made[0], made[-1]
        )
        self._remember(unit, text, "", text)
        self.teller.tell("updated", unit, found, None, reason=reason, code=code)

    def _captions(self) -> set[str]:
        name = self.reading.package.manifest()
        if name is None:
            return set()
        entries = self.reading.package.tree(name).iter(qn("dx:text"))
        return {
            str(entry.get("name")) for entry in entries if str(entry.get("id", "")).startswith("dx:caption:")
        }


def _ends(found: Range) -> tuple[Element, Element]:
    if not found.pieces:
        return found.paragraph.element, found.paragraph.element
    first, last = top(found.pieces[0].run)[1], top(found.pieces[-1].run)[1]
    return (first, last) if not is_a(first, "w:p") else (found.paragraph.element, found.paragraph.element)


def _is_answered(unit: Unit, staff: str) -> bool:
    """Whether staff filled an open place; the appendix only lists those, and a text that still asks is no answer."""
    asked = unit.is_open and not unit.section.startswith(_APPENDIX)
    return asked and bool(staff.strip()) and staff != unit.text and _OPEN not in staff
