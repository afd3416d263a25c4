"""What a file says about itself, and what was proposed in it before.

The writer's manifest (a custom XML part) names every bookmarked text: id, slot, status, hash. The merge adds a history for
each text on which it spoke: every machine text so far, and what became of the last. So a suggestion that was rejected
is never made again, and staff's text that is one of the machine's is seen to be untouched.
"""

import hashlib
from dataclasses import dataclass, field

from flows.revisions.ooxml import Element, el, get, qn
from flows.revisions.package import Package
from flows.text import clean

_HASH_LENGTH = 16


def text_hash(text: str) -> str:
    """The hash that the writer's manifest gives of a text."""
    return hashlib.sha256(clean(text).encode()).hexdigest()[:_HASH_LENGTH]


@dataclass(frozen=True)
class Entry:
    """A text as the writer's manifest describes it."""

    name: str
    id: str
    hash: str = ""
    kind: str = ""
    status: str = ""
    slot: str = ""
    table: str = ""


@dataclass
class History:
    """What the machine has said in a place so far."""

    name: str
    section: str
    base: str
    """The machine's text that stood there before the last proposal; empty for a place that was new."""
    texts: list[str] = field(default_factory=list)
    """Every machine text, the first sent first, the last proposed last; empty text: to be removed."""
    rejected: list[str] = field(default_factory=list)
    remark: bool = False
    """Whether the last was only told in a comment (conflict)."""

    @property
    def last(self) -> str:
        """The last proposal."""
        return self.texts[-1]


@dataclass
class Manifest:
    """The manifest of a file; empty where the file has none."""

    about: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    """Path → sha256."""
    entries: dict[str, Entry] = field(default_factory=dict)
    history: dict[str, History] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)


def read_manifest(package: Package) -> Manifest:
    """The manifest of a file."""
    name = package.manifest()
    if name is None:
        return Manifest()
    root = package.tree(name)
    draft = root.find(qn("dx:draft"))
    return Manifest(
        about={} if draft is None else {str(key): str(value) for key, value in draft.attrib.items()},
        sources={get(e, "path"): get(e, "sha256") for e in root.iter(qn("dx:source"))},
        entries={get(e, "name"): _entry(e) for e in root.iter(qn("dx:text"))},
        history={get(e, "name"): _history(e) for e in root.iter(qn("dx:history"))},
        codes={get(e, "code") for e in root.iter(qn("dx:comment"))},
    )


def _entry(element: Element) -> Entry:
    names = ("name", "id", "hash", "kind", "status", "slot", "table")
    return Entry(**{name: get(element, name) for name in names})


def _history(element: Element) -> History:
    said = [e.text or "" for e in element.iter(qn("dx:said"))]
    return History(
        name=get(element, "name"),
        section=get(element, "section"),
        base=next((e.text or "" for e in element.iter(qn("dx:base"))), ""),
        texts=said or [""],
        rejected=[e.text or "" for e in element.iter(qn("dx:rejected"))],
        remark=get(element, "remark") == "1",
    )


def write_manifest(  # noqa: PLR0913 - all that a merge has to remember
    package: Package,
    history: dict[str, History],
    new: list[Entry],
    codes: dict[str, str],
    *,
    about: dict[str, str],
    forgotten: set[str],
) -> None:
    """Take history, new texts and comment codes over into the file's manifest; a manifest that was lost is made anew."""
    name = package.manifest()
    if name is None:
        root = el("dx:manifest", None, el("dx:draft", about))
        name = package.add("customXml", "item", "customXml", root)
    root = package.tree(name)
    for old in [e for e in root.iter(qn("dx:history")) if get(e, "name") in {*history, *forgotten}]:
        root.remove(old)
    known = {get(e, "name") for e in root.iter(qn("dx:text"))}
    for entry in new:
        if entry.name not in known:
            described = {key: value for key, value in vars(entry).items() if value}
            root.append(el("dx:text", described))
    for _, told in sorted(history.items()):
        root.append(_history_element(told))
    for code, key in codes.items():
        root.append(_leaf("dx:comment", key, {"code": code}))
    package.touch(name)


def _history_element(told: History) -> Element:
    made = el("dx:history", {"name": told.name, "section": told.section, "remark": str(int(told.remark))})
    made.append(_leaf("dx:base", told.base))
    made.extend([_leaf("dx:said", text) for text in told.texts])
    made.extend([_leaf("dx:rejected", text) for text in told.rejected])
    return made


def _leaf(name: str, text: str, attributes: dict[str, str] | None = None) -> Element:
    made = el(name, attributes)
    made.text = clean(text)
    return made
