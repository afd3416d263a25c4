"""What stands round the text: cover, sections, head and foot of the page.

Three sections and more: the cover (no head, no foot), the contents (pages i, ii …), the plan from page 1, and a
landscape section for each table that is too wide for the portrait page. Page size and margins are those of the
reference document.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.model import Draft, Edition, Manner, Verification
from flows.writers.docx.identity import OWN, Identities
from flows.writers.docx.oxml import Element, attributes, el, field, paragraph, qn, root, text_run, val
from flows.writers.docx.package import Package, Reference
from flows.writers.docx.styles import Style
from flows.writers.docx.words import day

MARK = "素案"
_UNCONFIRMED = "（公表日は未確認）"


@dataclass(frozen=True)
class Frame:
    """The parts that sections refer to."""

    reference: Reference
    header: str
    wide_header: str
    footer: str

    @classmethod
    def add_to(cls, package: Package, reference: Reference, draft: Draft, manner: Manner) -> "Frame":
        """Add head and foot to the package."""
        words = f"{draft.title}\t{MARK}　{day(draft.date, manner)}"

        def header(style: Style) -> Element:
            return root("w:hdr", ("w", "r"), [paragraph(reference.style(style), text_run(words))])

        number = (text_run("－ "), *field("PAGE", "1"), text_run(" －"))
        footer = root("w:ftr", ("w", "r"), [paragraph(reference.style(Style.FOOTER), *number)])
        return cls(
            reference,
            package.add("word/header1.xml", "header", header(Style.HEADER)),
            package.add("word/header2.xml", "header", header(Style.HEADER_WIDE)),
            package.add("word/footer1.xml", "footer", footer),
        )

    def width(self, *, wide: bool) -> int:
        """The width of the text in twentieths of a point."""
        return self.reference.wide_width if wide else self.reference.text_width

    def cover(self) -> Element:
        """The cover's section: nothing round it."""
        return self._section((), wide=False, numbering=None)

    def front(self) -> Element:
        """The section of the contents."""
        return self._section(
            self._edges(wide=False), wide=False, numbering={"w:fmt": "lowerRoman", "w:start": "1"}
        )

    def body(self, *, wide: bool, first: bool) -> Element:
        """A section of the plan; the first begins with page 1."""
        numbering = {"w:fmt": "decimal"} | ({"w:start": "1"} if first else {})
        return self._section(self._edges(wide=wide), wide=wide, numbering=numbering)

    def _edges(self, *, wide: bool) -> tuple[Element, ...]:
        return (
            el("w:headerReference", {"w:type": "default", "r:id": self.wide_header if wide else self.header}),
            el("w:footerReference", {"w:type": "default", "r:id": self.footer}),
        )

    def _section(self, edges: Sequence[Element], *, wide: bool, numbering: dict[str, str] | None) -> Element:
        size, margins, grid = self.reference.page
        if wide and not self.reference.is_wide:
            across, down = size[qn("w:w")], size[qn("w:h")]
            size = {qn("w:w"): down, qn("w:h"): across, qn("w:orient"): "landscape"}
            turned = {"w:top": "w:right", "w:right": "w:bottom", "w:bottom": "w:left", "w:left": "w:top"}
            margins = margins | {qn(new): margins[qn(old)] for new, old in turned.items()}
        return el(
            "w:sectPr",
            None,
            *edges,
            val("w:type", "nextPage"),
            el("w:pgSz", size),
            el("w:pgMar", margins),
            el("w:pgNumType", numbering) if numbering else None,
            el("w:cols", {"w:space": "425"}),
            el("w:docGrid", attributes(grid)) if grid is not None else None,
        )


def cover(
    reference: Reference, identities: Identities, draft: Draft, edition: Edition, manner: Manner
) -> list[Element]:
    """The cover: title in the upper part, date and municipality at the foot."""
    lines = (
        ("title", Style.COVER_TITLE, draft.title),
        ("subtitle", Style.COVER_SUBTITLE, "" if draft.subtitle.strip() == MARK else draft.subtitle),
        ("mark", Style.COVER_MARK, f"（{MARK}）"),
        ("date", Style.COVER_DATE, day(draft.date, manner)),
        ("owner", Style.COVER_OWNER, draft.municipality),
        ("edition", Style.COVER_NOTE, _framework(edition)),
    )
    return [
        paragraph(reference.style(style), *identities.mark(f"{OWN}cover:{name}", text, text_run(text)))
        for name, style, text in lines
        if text.strip()
    ]


def _framework(edition: Edition) -> str:
    doubt = "" if edition.date_verification is Verification.CONFIRMED else _UNCONFIRMED
    issued = "・".join(part for part in (edition.publisher, edition.era_date) if part)
    return f"国の枠組み：{edition.title}{edition.mark}\n{issued}{doubt}"
