"""Paragraphs and rows of a new draft, made anew for the staff's file as tracked insertions.

Words, styles (by name, never by id), our bookmarks and the footnotes come along; comments and page setup belong to parts of
the file that the merge leaves alone. A mark that repeats another's number comes along as a note of its own, unless the
note has come in the same paragraph or row.
"""

from collections.abc import Mapping, Set
from copy import deepcopy
from dataclasses import dataclass, field

from flows.revisions.notes import AFTER_MARK, MARK, Notes
from flows.revisions.ooxml import Element, climb, el, get, is_a, qn
from flows.revisions.reading import PREFIX
from flows.revisions.tracking import Stamp, mark_paragraph, mark_row

_LEFT_OUT = (
    "w:footnoteReference",
    "w:endnoteReference",
    "w:commentReference",
    "w:drawing",
    "w:pict",
    "w:object",
)
_MARKS = (MARK, AFTER_MARK)


@dataclass
class Copier:
    """Makes elements of one file fit for another."""

    stamp: Stamp
    notes: Notes
    taken: set[str]
    """Bookmarks that the staff's file has."""
    _brought: set[str] = field(default_factory=set)
    """Ids of the new draft's notes that have come into the paragraph or row in hand."""
    _names: dict[str, str] = field(default_factory=dict)
    _targets: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        canvas = self.notes.canvas
        starts = canvas.tree(canvas.main).iter(qn("w:bookmarkStart"))
        self._targets = frozenset(get(start, "w:name") for start in starts)

    @property
    def names(self) -> dict[str, str]:
        """Style id in the new draft → its name in small letters."""
        return self.notes.names

    @property
    def styles(self) -> dict[str, str]:
        """Style name in small letters → id in the staff's file."""
        return self.notes.styles

    def paragraph(self, original: Element) -> Element:
        """A whole paragraph as an insertion, its mark included."""
        made = el("w:p")
        style = original.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        key = self.styles.get(self.names.get(get(style, "w:val"), "")) if style is not None else None
        if key:
            made.append(el("w:pPr", None, el("w:pStyle", {"w:val": key})))
        mark_paragraph(made, "w:ins", self.stamp)
        made.extend(self.content(original))
        return made

    def content(self, original: Element) -> list[Element]:
        """The words of a paragraph as insertions, in our bookmarks, with their footnotes."""
        if climb(original, "w:tr") is None:
            self._brought = set()
        made: list[Element] = []
        open_marks: dict[str, str] = {}
        for child in _without_note_fields(original, self._targets):
            if isinstance(child, str):
                made += self._note(child)
            elif is_a(child, "w:bookmarkStart") and get(child, "w:name").startswith(PREFIX):
                name = self._names.get(get(child, "w:name"), get(child, "w:name"))
                if name not in self.taken:
                    self.taken.add(name)
                    open_marks[get(child, "w:id")] = self.stamp.number()
                    made.append(
                        el("w:bookmarkStart", {"w:id": open_marks[get(child, "w:id")], "w:name": name})
                    )
            elif is_a(child, "w:bookmarkEnd") and get(child, "w:id") in open_marks:
                made.append(el("w:bookmarkEnd", {"w:id": open_marks.pop(get(child, "w:id"))}))
            elif is_a(child, "w:r", "w:hyperlink"):
                runs = [child] if is_a(child, "w:r") else child.findall(qn("w:r"))
                copies = [copy for run in runs if (copy := self._run(run)) is not None]
                if copies:
                    made.append(self.stamp.make("w:ins", *copies))
        return made

    def _note(self, key: str) -> list[Element]:
        number = self.notes.ours.referred.get(key, key)
        if number in self._brought:
            return []
        self._brought.add(number)
        mark = self.notes.mark(number)
        return [] if mark is None else [mark]

    def _run(self, run: Element) -> Element | None:
        style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
        name = self.names.get(get(style, "w:val"), "") if style is not None else ""
        if name in _MARKS or any(run.find(qn(each)) is not None for each in _LEFT_OUT):
            return None
        made = el("w:r")
        if name and self.styles.get(name):
            made.append(el("w:rPr", None, el("w:rStyle", {"w:val": self.styles[name]})))
        made.extend([deepcopy(child) for child in run if not is_a(child, "w:rPr")])
        return made if len(made) else None

    def row(self, original: Element, like: Element | None) -> Element:
        """A row as an insertion; cells as wide as those of a row beside it, else merged as in the original."""
        self._brought = set()
        made = el("w:tr")
        mark_row(made, "w:ins", self.stamp)
        beside = like.findall(qn("w:tc")) if like is not None else original.findall(qn("w:tc"))
        for cell, other in zip(original.findall(qn("w:tc")), beside, strict=False):
            kept = ("w:tcW",) if like is not None else ("w:tcW", "w:gridSpan", "w:vMerge")
            settings = other.find(qn("w:tcPr"))
            shape = [deepcopy(e) for e in ([] if settings is None else settings) if is_a(e, *kept)]
            properties = el("w:tcPr", None, *shape)
            made.append(el("w:tc", None, properties, *map(self.paragraph, cell.findall(qn("w:p")))))
        return made

    def table(self, original: Element, names: Mapping[str, str] | None = None) -> Element:
        """A table whose every row is an insertion. `names`: bookmark in the new draft → in the staff's file."""
        self._names = dict(names or {})
        properties = deepcopy(original.find(qn("w:tblPr")))
        grid = deepcopy(original.find(qn("w:tblGrid")))
        made = el("w:tbl", None, *(part for part in (properties, grid) if part is not None))
        for style in list(made.iter(qn("w:tblStyle"))):
            key = self.styles.get(self.names.get(get(style, "w:val"), ""))
            parent = style.getparent()
            if key:
                style.set(qn("w:val"), key)
            elif parent is not None:
                parent.remove(style)
        made.extend([self.row(row, None) for row in original.findall(qn("w:tr"))])
        self._names = {}
        return made

    def spacer(self) -> Element:
        """An empty paragraph, so that two tables never touch."""
        key = self.styles.get("区切り")
        made = el("w:p")
        if key:
            made.append(el("w:pPr", None, el("w:pStyle", {"w:val": key})))
        mark_paragraph(made, "w:ins", self.stamp)
        return made


def _shown(field: list[Element]) -> list[Element]:
    """What a field shows, as plain runs: what it refers to is not in the staff's file."""
    kinds = [next((get(mark, "w:fldCharType") for mark in part.iter(qn("w:fldChar"))), "") for part in field]
    start = kinds.index("separate") if "separate" in kinds else len(field)
    return [part for part, kind in zip(field[start:], kinds[start:], strict=True) if not kind]


def _without_note_fields(paragraph: Element, targets: Set[str]) -> list[Element | str]:
    """The paragraph's children; in the place of a footnote's mark its id, or the bookmark whose number it repeats.

    `targets`: the bookmarks of the staff's file, which a reference may name.
    """
    kept: list[Element | str] = []
    inside: list[Element] = []
    depth = 0
    for child in paragraph:
        kinds = [get(mark, "w:fldCharType") for mark in child.iter(qn("w:fldChar"))]
        in_field = depth > 0 or "begin" in kinds
        depth += kinds.count("begin") - kinds.count("end")
        if in_field:
            inside.append(child)
        else:
            kept += [child, *(get(mark, "w:id") for mark in child.iter(qn("w:footnoteReference")))]
        if inside and depth == 0:
            code = "".join(e.text or "" for part in inside for e in part.iter(qn("w:instrText"))).split()
            if code[:1] == ["NOTEREF"] and len(code) > 1:
                kept += [code[1]]
            elif code[:1] == ["REF"] and len(code) > 1 and code[1] not in targets:
                kept += _shown(inside)
            else:
                kept += inside
            inside = []
    return kept
