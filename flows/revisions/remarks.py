"""Comments by 「dxplan」 that say why: each with a code that can be searched for, anchored on what it is about."""

from copy import deepcopy
from dataclasses import dataclass, field

from flows.revisions.ooxml import Element, el, get, is_a, parse, qn, settings
from flows.revisions.package import Package
from flows.revisions.reading import AUTHOR
from flows.revisions.tracking import top
from flows.text import clean

_LONGEST = 1500


@dataclass
class Remarks:
    """Adds comments to a file."""

    package: Package
    date: str
    styles: dict[str, str]
    """Style name in small letters → id in this file."""
    codes: dict[str, str] = field(default_factory=dict)
    """Code → bookmark, of the comments added."""
    taken: set[str] = field(default_factory=set)
    _root: Element | None = None
    _name: str = ""

    def add(self, kind: str, key: str, words: str, first: Element, last: Element) -> str:
        """A comment on what lies between two elements; returns its code."""
        root = self._part()
        ids = [int(value) for c in root if (value := get(c, "w:id")).lstrip("-").isdigit()]
        number = {"w:id": str(max(ids, default=-1) + 1)}
        code = self._code(kind)
        self.codes[code] = key
        shown = clean(words)
        shown = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…（続きは取込み結果にあります）"
        root.append(self._comment(number, f"[{code}] {shown}"))
        _anchor(number, first, last, self._style_of("annotation reference", "w:rStyle", "w:rPr"))
        return code

    def save(self) -> None:
        """Take the comments over into the file."""
        if self._root is not None and self.codes:
            self.package.touch(self._name)

    def _part(self) -> Element:
        if self._root is None:
            names = self.package.targets(self.package.main, "comments")
            if names:
                self._name, self._root = names[0], self.package.tree(names[0])
            else:
                empty = parse(
                    b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
                )
                self._name, self._root = self.package.add("word", "comments", "comments", empty), empty
            self.taken |= {
                text.partition("]")[0].lstrip("[")
                for comment in self._root
                if (text := "".join(t.text or "" for t in comment.iter(qn("w:t")))).startswith("[")
            }
        return self._root

    def _code(self, kind: str) -> str:
        number = 1
        while (code := f"{kind}-{number:03d}") in self.taken:
            number += 1
        self.taken.add(code)
        return code

    def _style_of(self, name: str, element: str, holder: str) -> Element | None:
        key = self.styles.get(name)
        return el(holder, None, el(element, {"w:val": key})) if key else None

    def _comment(self, number: dict[str, str], words: str) -> Element:
        paragraph = el("w:p")
        look = self._style_of("annotation text", "w:pStyle", "w:pPr")
        if look is not None:
            paragraph.append(look)
        mark = el("w:r")
        reference = self._style_of("annotation reference", "w:rStyle", "w:rPr")
        if reference is not None:
            mark.append(reference)
        mark.append(el("w:annotationRef"))
        paragraph.append(mark)
        about = {"w:author": AUTHOR, "w:date": self.date, "w:initials": "dx"}
        comment = el("w:comment", number | about, paragraph)
        for at, line in enumerate(words.split("\n")):
            if at:
                paragraph = el("w:p", None, *([deepcopy(look)] if look is not None else []))
                comment.append(paragraph)
            text = el("w:t", {"xml:space": "preserve"})
            text.text = line.replace("\t", " ")
            paragraph.append(el("w:r", None, text))
        return comment


def _anchor(number: dict[str, str], first: Element, last: Element, look: Element | None) -> None:
    """Put the comment's marks round what lies between two elements (paragraphs, or anything inside them)."""
    mark = el("w:r", None, *([look] if look is not None else []), el("w:commentReference", number))
    start, end = el("w:commentRangeStart", number), el("w:commentRangeEnd", number)
    paragraph, child = top(first)
    if child is paragraph or is_a(first, "w:p"):
        properties = settings(first)
        properties.addnext(start)
    else:
        child.addprevious(start)
    paragraph, child = top(last)
    if is_a(last, "w:p"):
        last.extend([end, mark])
    else:
        child.addnext(end)
        end.addnext(mark)


def style_ids(package: Package) -> dict[str, str]:
    """Style name in small letters → id."""
    return {
        get(name, "w:val").lower(): get(style, "w:styleId")
        for part in package.targets(package.main, "styles")
        for style in package.tree(part).iter(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None
    }
