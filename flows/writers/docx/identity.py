"""What the file says about itself: a hidden range bookmark on every text, and a manifest that explains them.

A bookmark `_dx_…` round non-empty text survives what editors do to a file; content controls and paragraph ids do not.
Word allows forty letters, digits and underscores: points and hyphens of an id become underscores, an id that does not
fit is replaced by a hash of it, and the manifest (a custom XML part) has the pairs. The manifest is a copy for
convenience; the run's folder is the truth. Texts that are not blocks of the draft (cover, contents, headings, caption
labels) have ids that begin with "dx:".
"""

import hashlib
import re
from dataclasses import dataclass, field

from flows.model import BlockStatus, Draft, DraftBlock
from flows.text import clean
from flows.writers.docx.oxml import Element, el, leaf, root

PREFIX = "_dx_"
OWN = "dx:"
_PLAIN = re.compile(r"[0-9A-Za-z_.\-]{1,34}")
_SAFE = str.maketrans(".-", "__")
_HASH_LENGTH = 16


def bookmark_name(key: str) -> str:
    """The bookmark of an id: the id as far as Word allows it, else "x" and a hash of it."""
    if _PLAIN.fullmatch(key):
        return PREFIX + key.translate(_SAFE)
    return f"{PREFIX}x{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:30]}"


def text_hash(text: str) -> str:
    """The hash by which a text is seen to be untouched."""
    return hashlib.sha256(clean(text).encode()).hexdigest()[:_HASH_LENGTH]


@dataclass
class Identities:
    """Gives out bookmarks, each name and number once, and remembers what they stand for."""

    entries: list[Element] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _last: int = 0

    def mark(
        self, key: str, text: str, *content: Element, block: DraftBlock | None = None, table: str = ""
    ) -> tuple[Element, ...]:
        """The content between bookmark start and end; bare where there is no text to hold on to."""
        if not clean(text).strip():
            return content
        described = {"hash": text_hash(text)}
        if block is not None:
            described |= {"kind": block.kind.value, "status": block.status.value, "slot": clean(block.slot)}
            described |= {"inputs": clean(block.inputs)} if block.inputs else {}
            described |= {"table": clean(table)} if table else {}
        start, end = self.span(key, described)
        return (start, *content, end)

    def span(self, key: str, described: dict[str, str] | None = None) -> tuple[Element, Element]:
        """A bookmark's start and end for an id, entered in the manifest."""
        name = self._new_name(bookmark_name(key))
        self.entries.append(el("dx:text", {"name": name, "id": clean(key)} | (described or {})))
        return self.ends(name)

    def ends(self, name: str) -> tuple[Element, Element]:
        """A bookmark's start and end, of any name."""
        self._last += 1
        number = {"w:id": str(self._last)}
        return el("w:bookmarkStart", number | {"w:name": name}), el("w:bookmarkEnd", number)

    def _new_name(self, name: str) -> str:
        candidate, repeat = name, 1
        while candidate.lower() in self._names:
            repeat += 1
            candidate = f"{name}_{repeat}"[:40] if len(name) < 38 else f"{name[:36]}_{repeat}"
        self._names.add(candidate.lower())
        return candidate


def manifest(draft: Draft, identities: Identities, comments: dict[str, str]) -> Element:
    """The manifest part: the draft, every bookmarked text, every source, every comment code."""
    about = el(
        "dx:draft",
        {
            "title": clean(draft.title),
            "municipality": clean(draft.municipality),
            "edition": clean(draft.edition),
            "date": clean(draft.date),
        },
    )
    cited = {
        (citation.source, citation.sha256)
        for section in draft.sections
        for block in section.blocks
        for part in parts_of(block)
        for citation in part.citations
    }
    sources = [
        el("dx:source", {"path": clean(path), "sha256": clean(digest)}) for path, digest in sorted(cited)
    ]
    codes = []
    for code, key in comments.items():
        entry = leaf("dx:comment", key)
        entry.set("code", code)
        codes.append(entry)
    return root("dx:manifest", ("dx",), [about, *sources, *identities.entries, *codes])


def parts_of(block: DraftBlock) -> tuple[DraftBlock, ...]:
    """The block, or for a table its cells."""
    return tuple(cell for row in block.rows for cell in row) if block.rows else (block,)


def is_open(block: DraftBlock) -> bool:
    """Whether staff still have to see to it (要確認)."""
    return block.status is BlockStatus.TODO
