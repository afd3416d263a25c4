"""Putting the file together from its parts."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.model import Draft, Edition, Finding, Layout, Manner
from flows.resources import templates_dir
from flows.writers.docx.arranging import arranged
from flows.writers.docx.body import Body
from flows.writers.docx.charts import Charts
from flows.writers.docx.common import add_manifest, add_properties, add_styles
from flows.writers.docx.contents import contents, legend
from flows.writers.docx.estimate import Room, estimate_pages
from flows.writers.docx.frame import Frame, cover
from flows.writers.docx.identity import Identities, manifest
from flows.writers.docx.layout import Layout as Flow
from flows.writers.docx.notes import Comments, Footnotes
from flows.writers.docx.outline import Heading, headings
from flows.writers.docx.oxml import Element, el, paragraph, qn, root
from flows.writers.docx.package import Package, Reference
from flows.writers.docx.pagination import matched
from flows.writers.docx.styles import Style

Paginate = Callable[[Path], Sequence[tuple[str, int]] | None]
"""Lays a finished file out: its heads with their page, in order (`count_pages`); None when it cannot."""


def write(  # noqa: PLR0913 - what a file is made of; all but the first two by name
    draft: Draft,
    path: Path,
    *,
    edition: Edition,
    findings: Sequence[Finding] = (),
    paginate: Paginate | None = None,
    reference: Path | None = None,
    manner: Manner | None = None,
    layout: Layout | None = None,
) -> None:
    """Write 素案.docx. Everything in it comes from the draft; equal drafts give equal bytes.

    `findings` are in the draft's appendix already and add nothing here. `paginate` lays out a first version of the file
    for the page numbers of the contents; without it, or when it fails, they are estimated. `reference`: the document
    that has the styles, templates/word/reference.docx unless told; `layout` and `manner` change it.
    Raises BadConfiguration when that cannot be used, NotWritable when the file cannot be written.
    """
    del findings
    manner = manner or Manner()
    found = Reference.load(reference or templates_dir() / "word" / "reference.docx")
    styles = arranged(found, layout or Layout(), manner)
    plan = _Plan(draft, edition, styles, headings(draft, styles), manner)
    pages: Sequence[int] = estimate_pages(plan.headings, Room.of(styles))
    if paginate is not None:
        with tempfile.TemporaryDirectory(prefix="dxplan-") as folder:
            first = Path(folder) / "draft.docx"
            _package(plan, pages).save(first)
            outline = paginate(first)
        pages = (matched(plan.headings, outline) if outline else None) or pages
    _package(plan, pages).save(path)


_STORE = "{D0A7C3F2-5B61-4E0B-9E4E-6A3C0D8F1B27}"
"""The manifest's name in the file; a fixed one, since equal drafts give equal bytes."""


@dataclass(frozen=True)
class _Plan:
    draft: Draft
    edition: Edition
    reference: Reference
    headings: tuple[Heading, ...]
    manner: Manner


def _package(plan: _Plan, pages: Sequence[int]) -> Package:
    package = Package()
    draft, reference = plan.draft, plan.reference
    frame = Frame.add_to(package, reference, draft, plan.manner)
    identities = Identities()
    footnotes = Footnotes(reference, identities)
    comments = Comments(reference, draft.date)
    front = [
        *cover(reference, identities, draft, plan.edition, plan.manner),
        _section_end(reference, frame.cover()),
        *contents(reference, identities, plan.headings, pages),
        *legend(reference, identities, draft),
        _section_end(reference, frame.front()),
    ]
    charts = Charts(package, reference.style(Style.FIGURE))
    by_key = {heading.section.key: heading for heading in plan.headings}
    flow = Flow(Body(reference, identities, footnotes, comments, by_key, plan.manner.digits), frame, charts)
    for heading in plan.headings:
        flow.chapter(heading)
    document = root("w:document", ("w", "r", "wp", "a"), [el("w:body", None, *front, *flow.finish())])
    package.add("word/document.xml", "document", document, owner="")
    package.add("word/footnotes.xml", "footnotes", footnotes.part())
    remarks = comments.part()
    if remarks is not None:
        package.add("word/comments.xml", "comments", remarks)
    add_styles(package, reference)
    add_properties(package, draft.title, draft)
    add_manifest(package, manifest(draft, identities, comments.codes), _STORE)
    return package


def _section_end(reference: Reference, properties: Element) -> Element:
    made = paragraph(reference.style(Style.BREAK))
    settings = made.find(qn("w:pPr"))
    if settings is not None:
        settings.append(properties)
    return made
