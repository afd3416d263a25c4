"""Putting the file together from its parts."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.model import Draft, Edition, Finding
from flows.resources import templates_dir
from flows.text import clean
from flows.writers.docx.body import Body
from flows.writers.docx.charts import Charts
from flows.writers.docx.contents import contents, legend
from flows.writers.docx.estimate import estimate_pages
from flows.writers.docx.frame import Frame, cover
from flows.writers.docx.identity import Identities, manifest
from flows.writers.docx.layout import Layout
from flows.writers.docx.notes import AUTHOR, SEPARATORS, Comments, Footnotes
from flows.writers.docx.outline import Heading, headings
from flows.writers.docx.oxml import Element, el, leaf, paragraph, qn, root
from flows.writers.docx.package import Package, Reference
from flows.writers.docx.pagination import matched
from flows.writers.docx.styles import Style
from flows.writers.docx.words import moment

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
) -> None:
    """Write 素案.docx. Everything in it comes from the draft; equal drafts give equal bytes.

    `findings` are in the draft's appendix already and add nothing here. `paginate` lays out a first version of the file
    for the page numbers of the contents; without it, or when it fails, they are estimated. `reference`: the document
    that has the styles, templates/word/reference.docx unless told. Raises BadConfiguration when that cannot be used,
    NotWritable when the file cannot be written.
    """
    del findings
    styles = Reference.load(reference or templates_dir() / "word" / "reference.docx")
    plan = _Plan(draft, edition, styles, headings(draft))
    pages: Sequence[int] = estimate_pages(plan.headings)
    if paginate is not None:
        with tempfile.TemporaryDirectory(prefix="dxplan-") as folder:
            first = Path(folder) / "draft.docx"
            _package(plan, pages).save(first)
            outline = paginate(first)
        pages = (matched(plan.headings, outline) if outline else None) or pages
    _package(plan, pages).save(path)


@dataclass(frozen=True)
class _Plan:
    draft: Draft
    edition: Edition
    reference: Reference
    headings: tuple[Heading, ...]


def _package(plan: _Plan, pages: Sequence[int]) -> Package:
    package = Package()
    draft, reference = plan.draft, plan.reference
    frame = Frame.add_to(package, reference, draft)
    identities = Identities()
    footnotes = Footnotes(reference, identities)
    comments = Comments(reference, draft.date)
    front = [
        *cover(reference, identities, draft, plan.edition),
        _section_end(reference, frame.cover()),
        *contents(reference, identities, plan.headings, pages),
        *legend(reference, identities, draft),
        _section_end(reference, frame.front()),
    ]
    charts = Charts(package, reference.style(Style.FIGURE))
    layout = Layout(Body(reference, identities, footnotes, comments), frame, charts)
    for heading in plan.headings:
        layout.chapter(heading)
    document = root("w:document", ("w", "r", "wp", "a"), [el("w:body", None, *front, *layout.finish())])
    package.add("word/document.xml", "document", document, owner="")
    package.add("word/footnotes.xml", "footnotes", footnotes.part())
    remarks = comments.part()
    if remarks is not None:
        package.add("word/comments.xml", "comments", remarks)
    _add_styles(package, reference)
    _add_properties(package, draft)
    _add_manifest(package, manifest(draft, identities, comments.codes))
    return package


def _section_end(reference: Reference, properties: Element) -> Element:
    made = paragraph(reference.style(Style.BREAK))
    settings = made.find(qn("w:pPr"))
    if settings is not None:
        settings.append(properties)
    return made


def _add_styles(package: Package, reference: Reference) -> None:
    names = {"theme": "word/theme/theme1.xml"}
    settings = reference.parts.get("settings")
    compat = None if settings is None else settings.find(qn("w:compat"))
    if compat is not None and settings is not None and settings.find(qn("w:footnotePr")) is None:
        compat.addprevious(
            el("w:footnotePr", None, *(el("w:footnote", {"w:id": number}) for number in SEPARATORS))
        )
    for kind, part in sorted(reference.parts.items()):
        package.add(names.get(kind, f"word/{kind}.xml"), kind, part)


def _add_properties(package: Package, draft: Draft) -> None:
    written = moment(draft.date)

    def when(name: str) -> Element:
        element = leaf(name, written)
        element.set(qn("xsi:type"), "dcterms:W3CDTF")
        return element

    core = root(
        "cp:coreProperties",
        ("cp", "dc", "dcterms", "xsi"),
        [
            leaf("dc:title", draft.title),
            leaf("dc:subject", draft.municipality),
            leaf("dc:creator", AUTHOR),
            leaf("cp:lastModifiedBy", AUTHOR),
            when("dcterms:created"),
            when("dcterms:modified"),
            leaf("dc:language", "ja-JP"),
        ],
    )
    app = root(
        "ep:Properties", (), [leaf("ep:Application", AUTHOR), leaf("ep:Company", clean(draft.municipality))]
    )
    package.add("docProps/core.xml", "core", core, owner="")
    package.add("docProps/app.xml", "app", app, owner="")


_STORE = "{D0A7C3F2-5B61-4E0B-9E4E-6A3C0D8F1B27}"


def _add_manifest(package: Package, content: Element) -> None:
    item = "customXml/item1.xml"
    package.add(item, "customXml", content)
    schema = el("ds:schemaRefs", None, el("ds:schemaRef", {"ds:uri": "urn:dxplan:manifest:1"}))
    properties = root("ds:datastoreItem", ("ds",), [schema])
    properties.set(qn("ds:itemID"), _STORE)
    package.add("customXml/itemProps1.xml", "customXmlProps", properties, owner=item)
