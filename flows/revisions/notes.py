"""Footnotes that our suggestions bring along: the source (出典) of a sentence comes and goes with the sentence.

A new note stands in the canvas's footnotes part, its mark inside our w:ins, so that rejecting takes it away; the mark of
a note that no longer holds is struck with its sentence. Ids ascend in reading order, as every editor but Word needs
them (LibreOffice gives the third mark the third note, whatever their ids say): so all ids are given anew once a note was
added or lost. Hard cases: a file without a footnotes part, a mark that only repeats another's number, a note of the
staff's own beside ours, a mark that others refer to, a note whose mark was withdrawn.
"""

from copy import deepcopy
from dataclasses import dataclass, field

from flows.revisions.ooxml import Element, climb, el, get, is_a, parse, qn
from flows.revisions.package import Package
from flows.revisions.reading import Range, Reading
from flows.revisions.tracking import Stamp, rename_deleted

AFTER_MARK = "脚注番号の括弧"
MARK = "footnote reference"
_NOTE = "footnote text"
_EMPTY = (
    b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b'<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    b'<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    b"</w:footnotes>"
)


@dataclass
class Notes:
    """The footnotes of the canvas, and those that come from the new draft."""

    canvas: Package
    ours: Reading
    names: dict[str, str]
    """Style id in the new draft → its name in small letters."""
    styles: dict[str, str]
    """Style name in small letters → id in the canvas."""
    stamp: Stamp
    before: frozenset[str]
    """Ids that had a mark in the returned file."""
    _new: dict[str, Element] = field(default_factory=dict)

    def mark(self, key: str) -> Element | None:
        """A tracked mark in the canvas of a note of the new draft, `key` its id or a bookmark on its mark."""
        original = self._original(self.ours.referred.get(key, key))
        return None if original is None else self._marked(original)

    def exchange(self, found: Range, reading: Reading, said: tuple[str, ...], ours: tuple[str, ...]) -> None:
        """Give a text that says something new the sources of the new draft; `said`: those that we had given it."""
        there = reading.sources(found)
        last = found.pieces[-1].run if found.pieces else None
        for run in found.marks:
            text = reading.footnotes.get(_key(run), "")
            closing = _closing(run, self.styles.get(AFTER_MARK, ""))
            last = closing if closing is not None else run
            if text in said and text not in ours and not self._repeated(run):
                last = self._strike([run, *([closing] if closing is not None else [])])
        for text in ours:
            original = self._by_text(text) if text not in there else None
            if original is not None and last is not None:
                made = self._marked(original)
                _whole(last).addnext(made)
                last = made

    def settle(self) -> None:
        """Give all notes their ids in reading order, and leave out those whose mark we have taken back."""
        lost = self.before - set(self._referred())
        if not self._new and not lost:
            return
        name, root = self._part()
        plain = {get(note, "w:id"): note for note in root if _is_plain(note)}
        fixed = [int(get(note, "w:id")) for note in root if not _is_plain(note) and _is_number(note)]
        every = plain | self._new
        order = [key for key in self._referred() if key in every]
        order += [key for key in every if key not in order and key not in lost]
        first = max([0, *fixed]) + 1
        numbers = {key: str(first + at) for at, key in enumerate(order)}
        for mark in list(self._marks()):
            if get(mark, "w:id") in numbers:
                mark.set(qn("w:id"), numbers[get(mark, "w:id")])
        for note in plain.values():
            root.remove(note)
        for key in order:
            every[key].set(qn("w:id"), numbers[key])
            root.append(every[key])
        self.canvas.touch(name)

    def _part(self) -> tuple[str, Element]:
        names = self.canvas.targets(self.canvas.main, "footnotes")
        if names:
            return names[0], self.canvas.tree(names[0])
        root = parse(_EMPTY)
        return self.canvas.add("word", "footnotes", "footnotes", root), root

    def _marks(self) -> list[Element]:
        return list(self.canvas.tree(self.canvas.main).iter(qn("w:footnoteReference")))

    def _referred(self) -> list[str]:
        return list(dict.fromkeys(get(mark, "w:id") for mark in self._marks()))

    def _original(self, key: str) -> Element | None:
        package = self.ours.package
        notes = (note for part in package.targets(package.main, "footnotes") for note in package.tree(part))
        return next((note for note in notes if get(note, "w:id") == key and _is_plain(note)), None)

    def _by_text(self, text: str) -> Element | None:
        key = next((key for key, note in self.ours.footnotes.items() if note == text), None)
        return None if key is None else self._original(key)

    def _marked(self, original: Element) -> Element:
        key = f"new{len(self._new)}"
        self._new[key] = el("w:footnote", {"w:id": key}, *map(self._paragraph, original.findall(qn("w:p"))))
        mark = el("w:r", None, self._look(MARK), el("w:footnoteReference", {"w:id": key}))
        made = self.stamp.make("w:ins", mark)
        if AFTER_MARK in self.styles:
            made.append(_text(")", self._look(AFTER_MARK)))
        return made

    def _look(self, name: str) -> Element:
        style = self.styles.get(name)
        if style is None:
            return el("w:rPr", None, el("w:vertAlign", {"w:val": "superscript"}))
        return el("w:rPr", None, el("w:rStyle", {"w:val": style}))

    def _paragraph(self, original: Element) -> Element:
        made = el("w:p")
        style = original.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = self.names.get(get(style, "w:val"), _NOTE) if style is not None else _NOTE
        if name in self.styles:
            made.append(el("w:pPr", None, el("w:pStyle", {"w:val": self.styles[name]})))
        for run in original.iter(qn("w:r")):
            look = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
            named = self.names.get(get(look, "w:val"), "") if look is not None else ""
            children = [deepcopy(child) for child in run if not is_a(child, "w:rPr")]
            styled = [self._look(named)] if named in self.styles or named == MARK else []
            made.append(el("w:r", None, *styled, *children))
        return made

    def _repeated(self, run: Element) -> bool:
        """Whether other marks repeat this one's number."""
        before = run.getprevious()
        name = get(before, "w:name") if before is not None and is_a(before, "w:bookmarkStart") else ""
        codes = self.canvas.tree(self.canvas.main).iter(qn("w:instrText"))
        return bool(name) and any(name in (code.text or "").split() for code in codes)

    def _strike(self, runs: list[Element]) -> Element:
        struck = runs[0]
        for run in runs:
            struck = self.stamp.make("w:del")
            run.addprevious(struck)
            struck.append(run)
            rename_deleted(run)
        return struck


def marks_of(package: Package) -> frozenset[str]:
    """Ids of the footnotes that have a mark in the text."""
    return frozenset(get(mark, "w:id") for mark in package.tree(package.main).iter(qn("w:footnoteReference")))


def _text(words: str, look: Element) -> Element:
    made = el("w:t")
    made.text = words
    return el("w:r", None, look, made)


def _key(run: Element) -> str:
    mark = run.find(qn("w:footnoteReference"))
    return "" if mark is None else get(mark, "w:id")


def _is_plain(note: Element) -> bool:
    return is_a(note, "w:footnote") and get(note, "w:type") in ("", "normal")


def _is_number(note: Element) -> bool:
    return get(note, "w:id").lstrip("-").isdigit()


def _closing(run: Element, style: str) -> Element | None:
    """The run that closes a mark."""
    for following in run.itersiblings():
        if is_a(following, "w:bookmarkEnd"):
            continue
        look = following.find(f"{qn('w:rPr')}/{qn('w:rStyle')}") if is_a(following, "w:r") else None
        return following if style and look is not None and get(look, "w:val") == style else None
    return None


def _whole(run: Element) -> Element:
    """The run, or the tracked change round it."""
    change = climb(run, "w:ins", "w:del", "w:moveTo", "w:moveFrom", "w:hyperlink")
    return run if change is None else change
