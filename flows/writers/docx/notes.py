"""Footnotes and comments, numbered in reading order.

Footnote ids ascend as the marks appear in the text: Word renumbers silently otherwise, and other editors mix the
notes up. Comments on what is open (要確認) are by 「dxplan」, dated with the draft, and carry a code that can be
searched for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from flows.model import Citation
from flows.writers.docx.citations import describe
from flows.writers.docx.oxml import Element, el, paragraph, root, run_style, text_run
from flows.writers.docx.package import Reference
from flows.writers.docx.styles import Style
from flows.writers.docx.words import moment

AUTHOR = "dxplan"
_BETWEEN_MARKS = ","


@dataclass
class Footnotes:
    """The footnotes part as it grows."""

    reference: Reference
    _notes: list[Element] = field(default_factory=list)

    def marks(self, citations: Iterable[Citation]) -> list[Element]:
        """The runs with the marks; a comma in a style of its own keeps two of them from reading as one number."""
        style = self.reference.style(Style.FOOTNOTE_MARK)
        runs: list[Element] = []
        for citation in citations:
            if runs:
                runs.append(text_run(_BETWEEN_MARKS, self.reference.style(Style.BETWEEN_MARKS)))
            runs.append(
                el("w:r", None, run_style(style), el("w:footnoteReference", {"w:id": self._add(citation)}))
            )
        return runs

    def _add(self, citation: Citation) -> str:
        number = str(len(self._notes) + 1)
        mark = el("w:r", None, run_style(self.reference.style(Style.FOOTNOTE_MARK)), el("w:footnoteRef"))
        words = paragraph(self.reference.style(Style.FOOTNOTE), mark, text_run("\t" + describe(citation)))
        self._notes.append(el("w:footnote", {"w:id": number}, words))
        return number

    def part(self) -> Element:
        """The part, with the two separators that Word expects."""
        rules = (("-1", "separator"), ("0", "continuationSeparator"))
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
