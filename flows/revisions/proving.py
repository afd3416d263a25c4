"""The law proved on every merge before its file is written: rejecting all that is ours gives the staff's text back.

A reader of its own, apart from the one that merged: it knows only whose insertions and deletions there are. What a file
of strange build makes of the merge is refused here rather than handed to staff with a word of theirs missing.
"""

import copy

from flows.model import BadInput
from flows.revisions.ooxml import Element, qn
from flows.revisions.package import Package
from flows.revisions.reading import AUTHOR

_SETTINGS = (qn("w:rPr"), qn("w:trPr"))
_GONE = (qn("w:del"), qn("w:moveFrom"))


def prove(before: Package, after: Package, name: str, *, withdrawn: bool) -> None:
    """Raise BadInput unless both files show the same texts and footnotes once all that is ours is rejected.

    Where a suggestion was `withdrawn`, what staff had written into it becomes text of theirs: more, never less.
    """
    roots = [_rejected(package.tree(package.main)) for package in (before, after)]
    old, new = map(_shown, roots)
    notes = [_notes(package, root) for package, root in zip((before, after), roots, strict=True)]
    same = old == new or (withdrawn and _within("".join(old), "".join(new)))
    if not same or notes[0] != notes[1]:
        raise BadInput(
            f"「{name}」は作りが特殊なため、職員の文を確実に残したまま取り込めません。",
            "Wordで開いて名前を付けて保存し直してから、もう一度実行してください。返ってきたファイルはそのまま残っています。",
        )


def _within(old: str, new: str) -> bool:
    """Whether every letter of `old` stands in `new`, in order."""
    letters = iter(new)
    return all(letter in letters for letter in old)


def _shown(root: Element) -> list[str]:
    """The paragraphs with text."""
    return [text for paragraph in root.iter(qn("w:p")) if (text := _text(paragraph))]


def _notes(package: Package, root: Element) -> list[str]:
    """The footnotes in the order of their marks."""
    said = {
        note.get(qn("w:id")): "".join(str(piece) for piece in note.itertext())
        for part in package.targets(package.main, "footnotes")
        for note in package.tree(part)
    }
    return [said.get(mark.get(qn("w:id")), "") for mark in root.iter(qn("w:footnoteReference"))]


def _rejected(document: Element) -> Element:
    """The document with every change by our author rejected."""
    root = copy.deepcopy(document)
    for row in list(root.iter(qn("w:tr"))):
        if _ours(row.find(f"{qn('w:trPr')}/{qn('w:ins')}")):
            _remove_row(row)
    _settle_runs(root)
    for mark in [m for m in root.iter(qn("w:ins")) if _ours(m)]:
        settings = mark.getparent()
        paragraph = None if settings is None else settings.getparent()
        if settings is not None and settings.tag == qn("w:rPr") and paragraph is not None:
            _join_with_next(paragraph.getparent())
    return root


def _settle_runs(root: Element) -> None:
    for mark in [m for m in root.iter(qn("w:ins")) if _ours(m) and _parent_tag(m) not in _SETTINGS]:
        _drop(mark)
    for mark in [m for m in root.iter(qn("w:del")) if _ours(m)]:
        if _parent_tag(mark) not in _SETTINGS:
            for text in mark.iter(qn("w:delText")):
                text.tag = qn("w:t")
            for child in list(mark):
                mark.addprevious(child)
        _drop(mark)


def _remove_row(row: Element) -> None:
    table = row.getparent()
    _drop(row)
    if table is not None and table.find(qn("w:tr")) is None:
        _drop(table)


def _join_with_next(paragraph: Element | None) -> None:
    if paragraph is None:
        return
    following = paragraph.getnext()
    if following is not None and following.tag == qn("w:p"):
        at = 1 if following.find(qn("w:pPr")) is not None else 0
        for child in reversed([child for child in paragraph if child.tag != qn("w:pPr")]):
            following.insert(at, child)
    elif _text(paragraph):
        return
    _drop(paragraph)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _parent_tag(element: Element) -> object:
    parent = element.getparent()
    return None if parent is None else parent.tag


def _ours(mark: Element | None) -> bool:
    return mark is not None and mark.get(qn("w:author")) == AUTHOR


def _text(element: Element) -> str:
    return "".join(
        text.text or ""
        for text in element.iter(qn("w:t"))
        if not any(above.tag in _GONE for above in text.iterancestors())
    )
