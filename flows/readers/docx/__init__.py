"""Word files (.docx): read from their XML, not through python-docx, whose paragraphs lose text without a word.

The package is opened by `archives.Package`, so nothing is unpacked to disk, no entity is resolved and no
relation outside the package is followed. A Word file has no pages of its own: the whole text is page 1, and a
block's place is the path of headings over it. Comments and changes are not body; findings say how many there
are. Running heads are kept for the page's text only.
"""

from __future__ import annotations

from pathlib import Path

from lxml.etree import _Element

from flows.model import Document, Origin, Severity
from flows.readers.archives import Package, broken
from flows.readers.assembly import Flow
from flows.readers.docx.inline import Inline
from flows.readers.docx.names import local, value
from flows.readers.docx.numbering import Numbering
from flows.readers.docx.styles import Styles
from flows.readers.docx.walk import Walker
from flows.readers.options import ReadOptions
from flows.readers.unreadable import finding

_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def read_docx(path: Path, *, name: str, sha256: str, origin: Origin, options: ReadOptions) -> Document:
    """Read a Word file. Raises UnreadableDocumentError."""
    flow = Flow(name, sha256, origin, "docx", options)
    with Package(path, options) as package:
        main = _main_part(package)
        styles = Styles(_first(package, main, "styles"))
        numbering = Numbering(_first(package, main, "numbering"))
        body = next((item for item in package.xml(main) if local(item) == "body"), None)
        if body is None:
            raise broken()
        walker = Walker(flow, styles, numbering, _notes(package, main), options.max_cells)
        walker.story(body)
        _diagrams(package, main, walker, flow)
        _running_heads(package, main, styles, flow)
        _tell_changes(package, main, body, flow)
        flow.title = flow.title or _own_title(package)
        pictures = any(part.startswith("word/media/") for part in package.names)
    document = flow.document()
    if pictures and not document.blocks:
        message = "は画像だけで文字がありません。PDF に保存し直すと、文字認識（OCR）で読めます。"
        note = finding("pictures-only", name, message, Severity.WARNING)
        document = document.model_copy(update={"findings": (note,)})
    return document


def _main_part(package: Package) -> str:
    for kind, target in package.relations("").values():
        if kind == "officeDocument" and target in package.names:
            return target
    if "word/document.xml" in package.names:
        return "word/document.xml"
    raise broken()


def _first(package: Package, main: str, kind: str) -> _Element | None:
    part = next(package.related(main, kind), None)
    return package.xml(part) if part else None


def _notes(package: Package, main: str) -> dict[tuple[str, str], _Element]:
    """Footnotes and endnotes by kind and id, without the separators that Word keeps among them."""
    found: dict[tuple[str, str], _Element] = {}
    for kind in ("footnote", "endnote"):
        root = _first(package, main, f"{kind}s")
        for note in root if root is not None else ():
            if local(note) == kind and value(note, "type") in (None, "normal"):
                found[(kind, value(note, "id") or "")] = note
    return found


def _diagrams(package: Package, main: str, walker: Walker, flow: Flow) -> None:
    """The words of SmartArt (体系図 are often drawn so), one figure each."""
    relations = package.relations(main)
    for identity in walker.diagrams:
        part = relations.get(identity, ("", ""))[1]
        if part in package.names:
            points = package.xml(part).iter("{*}pt")
            words = ("".join(t.text or "" for t in point.iter("{*}t")) for point in points)
            flow.figure("\n".join(word for word in words if word.strip()), place="図")


def _running_heads(package: Package, main: str, styles: Styles, flow: Flow) -> None:
    seen: set[str] = set()
    for kind in ("header", "footer"):
        for part in package.related(main, kind):
            inline = Inline(styles)
            for paragraph in package.xml(part).iter("{*}p"):
                text = inline.read(paragraph).text.strip()
                if text and text not in seen:
                    seen.add(text)
                    flow.aside(text)


def _tell_changes(package: Package, main: str, body: _Element, flow: Flow) -> None:
    changes = sum(1 for kind in _CHANGES for _ in body.iter(f"{{*}}{kind}"))
    if changes:
        flow.note(
            "tracked-changes",
            f"には変更履歴が{changes}か所残っています。すべて反映した後の文として読みました。"
            "確定していない場合は、Word で承諾または元に戻してから置き直してください。",
            Severity.INFO,
        )
    comments = _first(package, main, "comments")
    count = sum(1 for _ in comments.iter("{*}comment")) if comments is not None else 0
    if count:
        flow.note("comments", f"にはコメントが{count}件あります。コメントは本文として読んでいません。")


def _own_title(package: Package) -> str:
    """The title in the file's properties, unless it is a name that a program left there."""
    for kind, part in package.relations("").values():
        if kind == "core-properties" and part in package.names:
            title = next(package.xml(part).iter("{*}title"), None)
            words = (title.text or "").strip() if title is not None else ""
            return "" if words.lower().endswith((".doc", ".docx")) or words.isascii() else words
    return ""
