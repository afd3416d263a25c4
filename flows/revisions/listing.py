"""What staff wrote beside the machine's texts: paragraphs and cells of their own, footnotes, comments and their answers.

Only told, never touched. Each is given its place: the heading over it, and for a note or a comment the words it hangs
on. Hard cases: a heading that staff moved or renamed, a footnote of ours that they changed, a comment of ours that they
answered or settled (Word keeps that in a part of its own), a text in a pasted bookmark of somebody else's.
"""

from collections.abc import Iterator, Set

from flows.revisions.ooxml import Element, climb, get, is_a, qn
from flows.revisions.reading import AUTHOR, Range, Reading
from flows.revisions.results import Told
from flows.revisions.units import Unit, outer_table
from flows.text import fold

_FRONT = "表紙・凡例"
_QUOTED = 24
"""Letters of the words that a comment hangs on."""


class Places:
    """The heading over each paragraph, as the staff's file has it."""

    def __init__(self, reading: Reading, located: dict[str, Range], units: dict[str, Unit]) -> None:
        self._words = {p.element: "".join(piece.text for piece in p.pieces) for p in reading.paragraphs}
        heads = {found.paragraph.at: found.text for name, found in located.items() if units[name].is_heading}
        self._titles: dict[Element, str] = {}
        title = ""
        for paragraph in reading.paragraphs:
            title = heads.get(paragraph.at, title)
            self._titles[paragraph.element] = title

    def of(self, paragraph: Element) -> str:
        """Where a paragraph stands, for people."""
        title = self._titles.get(paragraph, "")
        table = "の表" if outer_table(paragraph) is not None else ""
        return f"「{title}」{table}" if title else _FRONT

    def on(self, paragraph: Element) -> str:
        """Where it stands, with its first words."""
        words = self._words.get(paragraph, "").strip()
        shown = words if len(words) <= _QUOTED else f"{words[:_QUOTED]}…"
        return f"{self.of(paragraph)}（{shown}）" if shown else self.of(paragraph)


def added(
    reading: Reading, places: Places, located: dict[str, Range], units: dict[str, Unit]
) -> Iterator[Told]:
    """Staff's own texts: in no bookmark of ours and in the place of none."""
    used = {id(piece) for found in located.values() for piece in found.pieces}
    machine = {unit.name for unit in units.values()} | _machine_names(reading)
    for paragraph in reading.paragraphs:
        words = "".join(piece.text for piece in paragraph.loose if id(piece) not in used).strip()
        foreign = [
            found.text
            for name in paragraph.names
            if name not in machine and (found := reading.ranges.get(name)) and not found.is_pending
        ]
        for text in [words, *foreign]:
            if text:
                yield Told(id="", place=places.of(paragraph.element), staff=text)


def footnotes(reading: Reading, places: Places, machine: Set[str]) -> Iterator[Told]:
    """Footnotes that staff wrote or changed; `machine`: the texts of ours."""
    known = {fold(note) for note in machine}
    marks = {get(mark, "w:id"): mark for mark in reading.body.iter(qn("w:footnoteReference"))}
    for key, note in reading.footnotes.items():
        paragraph = climb(marks[key], "w:p") if key in marks else None
        if paragraph is not None and note and fold(note) not in known:
            yield Told(id="", place=f"{places.on(paragraph)}の脚注", staff=note)


def remarks(reading: Reading, places: Places) -> Iterator[Told]:
    """Comments of the staff's, and comments of ours that they settled."""
    package = reading.package
    anchors = _anchors(reading.body)
    settled, answers = _threads(reading)
    for part in package.targets(package.main, "comments"):
        comments = [c for c in package.tree(part) if is_a(c, "w:comment")]
        by_thread = {key: c for c in comments for key in _keys(c)}
        for comment in comments:
            keys = _keys(comment)
            author, done = get(comment, "w:author"), bool(keys & settled)
            if author == AUTHOR and not done:
                continue
            asked = next((by_thread[answers[key]] for key in keys if answers.get(key) in by_thread), None)
            anchor = anchors.get(get(comment, "w:id"))
            if anchor is None and asked is not None:
                anchor = anchors.get(get(asked, "w:id"))
            how = "".join(["の返信" if asked is not None else "", "・解決済み" if done else ""])
            where = places.on(anchor) if anchor is not None else "本文にない箇所"
            yield Told(
                id="",
                place=f"{where}のコメント（{author}{how}）",
                sent="" if asked is None else _said(asked),
                staff=_said(comment),
            )


def _anchors(body: Element) -> dict[str, Element]:
    """Comment's id → the paragraph in which it begins."""
    found: dict[str, Element] = {}
    for mark in body.iter(qn("w:commentRangeStart"), qn("w:commentReference")):
        paragraph = climb(mark, "w:p")
        if paragraph is None:
            paragraph = next((e for e in mark.itersiblings() if is_a(e, "w:p")), None)
        if paragraph is not None:
            found.setdefault(get(mark, "w:id"), paragraph)
    return found


def _threads(reading: Reading) -> tuple[set[str], dict[str, str]]:
    """Paragraph ids of settled comments, and of answers with what they answer."""
    settled: set[str] = set()
    answers: dict[str, str] = {}
    for part in reading.package.targets(reading.package.main, "commentsExtended"):
        for entry in reading.package.tree(part).iter(qn("w15:commentEx")):
            key, parent = get(entry, "w15:paraId"), get(entry, "w15:paraIdParent")
            if get(entry, "w15:done") in ("1", "true"):
                settled.add(key)
            if parent:
                answers[key] = parent
    settled |= {key for key, parent in answers.items() if parent in settled}
    return settled, answers


def _keys(comment: Element) -> set[str]:
    """The ids of its paragraphs: the last one names it in its thread."""
    return {key for paragraph in comment.iter(qn("w:p")) if (key := get(paragraph, "w14:paraId"))}


def _said(comment: Element) -> str:
    lines = ("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in comment.iter(qn("w:p")))
    return "\n".join(line for line in lines if line)


def _machine_names(reading: Reading) -> set[str]:
    name = reading.package.manifest()
    if name is None:
        return set()
    return {get(entry, "name") for entry in reading.package.tree(name).iter(qn("dx:text"))}
