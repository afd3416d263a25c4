"""Footnotes and comments, numbered in reading order.

Footnote ids ascend as the marks appear in the text: Word renumbers silently otherwise, and other editors mix the
notes up. Comments on what is open (要確認) are by 「dxplan」, dated with the draft, and carry a code that can be
searched for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flows.model import Citation
from flows.writers.docx import oxml
from flows.writers.docx.citations import by_place, describe, distinct
from flows.writers.docx.identity import Identities
from flows.writers.docx.oxml import Element, el, paragraph, root, run_style, text_run
from flows.writers.docx.package import Reference
from flows.writers.docx.styles import Style
from flows.writers.docx.words import moment

AUTHOR = "dxplan"
SEPARATORS = ("-1", "0")
"""Ids of the two rules over the footnotes; Word's settings name them too."""
_AFTER_MARK = ")"
"""Closes a mark: "6,480" with a bare 12 above it reads as another figure, two marks in a row as one number."""


@dataclass
class Footnotes:
    """The footnotes part as it grows."""

    reference: Reference
    identities: Identities
    _notes: list[Element] = field(default_factory=list)

    def scope(self, citations: Iterable[Citation]) -> "Scope":
        """Footnotes shared within a sentence or a row: `citations` are all that stand in it."""
        return Scope(self, {citation: group for group in by_place(citations) for citation in group})

    def add(self, group: Sequence[Citation]) -> int:
        """Add a footnote; returns its number, which is also what its mark shows."""
        number = len(self._notes) + 1
        mark = el("w:r", None, run_style(self.reference.style(Style.FOOTNOTE_MARK)), el("w:footnoteRef"))
        words = paragraph(
            self.reference.style(Style.FOOTNOTE), mark, self.after_mark(), text_run("\t" + describe(*group))
        )
        self._notes.append(el("w:footnote", {"w:id": str(number)}, words))
        return number

    def after_mark(self) -> Element:
        """What closes a mark; its style keeps it from being read as text of the plan."""
        return text_run(_AFTER_MARK, self.reference.style(Style.AFTER_MARK))

    def part(self) -> Element:
        """The part, with the two separators that Word expects."""
        rules = zip(SEPARATORS, ("separator", "continuationSeparator"), strict=True)
        return root(
            "w:footnotes",
            ("w", "r"),
            [
                el(
                    "w:footnote",
                    {"w:type": kind, "w:id": number},
                    el("w:p", None, el("w:r", None, el(f"w:{kind}"))),
                )
                for number, kind in rules
            ]
            + self._notes,
        )


@dataclass
class Scope:
    """The marks of one sentence or row: a page that is cited again is referred to by the same number."""

    footnotes: Footnotes
    groups: dict[Citation, tuple[Citation, ...]]
    _numbers: dict[tuple[Citation, ...], int] = field(default_factory=dict)

    def marks(self, citations: Iterable[Citation]) -> list[Element]:
        """The runs with the marks, each closed by a bracket in a style of its own."""
        runs: list[Element] = []
        groups = dict.fromkeys(self.groups[citation] for citation in distinct(citations))
        for group in groups:
            runs += self._again(group) if group in self._numbers else self._first(group)
            runs.append(self.footnotes.after_mark())
        return runs

    def _first(self, group: tuple[Citation, ...]) -> list[Element]:
        number = self.footnotes.add(group)
        self._numbers[group] = number
        style = run_style(self.footnotes.reference.style(Style.FOOTNOTE_MARK))
        mark = el("w:r", None, style, el("w:footnoteReference", {"w:id": str(number)}))
        start, end = self.footnotes.identities.ends(_name(number))
        return [start, mark, end]

    def _again(self, group: tuple[Citation, ...]) -> list[Element]:
        number = self._numbers[group]
        style = self.footnotes.reference.style(Style.FOOTNOTE_MARK)
        return list(oxml.field(f"NOTEREF {_name(number)} \\f \\h", str(number), style))


def _name(number: int) -> str:
    return f"_Ref{300_000_000 + number}"


@dataclass
class Comments:
    """The comments part as it grows."""

    reference: Reference
    date: str
    """ISO date; the hour is midnight, so that equal input gives equal bytes."""
    codes: dict[str, str] = field(default_factory=dict)
    """Code → id of the block."""
    _comments: list[Element] = field(default_factory=list)

    def on(self, key: str, words: str, *content: Element) -> tuple[Element, ...]:
        """The content with a comment on it."""
        number = {"w:id": str(len(self._comments))}
        code = f"確認-{len(self._comments) + 1:03d}"
        self.codes[code] = key
        style = self.reference.style(Style.COMMENT_MARK)
        body = paragraph(
            self.reference.style(Style.COMMENT),
            el("w:r", None, run_style(style), el("w:annotationRef")),
            text_run(f"[{code}] {words}"),
        )
        about = {"w:author": AUTHOR, "w:date": moment(self.date), "w:initials": "dx"}
        self._comments.append(el("w:comment", number | about, body))
        mark = el("w:r", None, run_style(style), el("w:commentReference", number))
        return (el("w:commentRangeStart", number), *content, el("w:commentRangeEnd", number), mark)

    def part(self) -> Element | None:
        """The part; None when there is nothing to say."""
        return root("w:comments", ("w", "r"), self._comments) if self._comments else None
