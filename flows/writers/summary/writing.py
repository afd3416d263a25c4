"""概要版.docx from the chosen parts, in the styles of the same reference document as the draft."""

from pathlib import Path

from flows.model import Draft, DraftBlock, Edition, Layout, Manner, Section
from flows.resources import templates_dir
from flows.writers.docx import tables
from flows.writers.docx.arranging import arranged
from flows.writers.docx.body import Body
from flows.writers.docx.common import add_manifest, add_properties, add_styles
from flows.writers.docx.frame import Frame
from flows.writers.docx.identity import OWN, Identities, manifest
from flows.writers.docx.notes import Comments
from flows.writers.docx.outline import Heading
from flows.writers.docx.oxml import Element, el, paragraph, qn, root, text_run, val
from flows.writers.docx.package import Package, Reference
from flows.writers.docx.styles import Style
from flows.writers.docx.words import day
from flows.writers.summary.choosing import Part, choose, rules
from flows.writers.summary.marks import Marks

_STORE = "{5E1B7C56-6B0E-4B0C-9A59-0C4C2F3F7E11}"


def write(  # noqa: PLR0913 - what a file is made of; all but the first three by name
    path: Path,
    draft: Draft,
    edition: Edition,
    *,
    reference: Path | None = None,
    manner: Manner | None = None,
    layout: Layout | None = None,
) -> None:
    """Write 概要版.docx. Equal drafts give equal bytes.

    `reference`: the document that has the styles, templates/word/reference.docx unless told; `layout` and `manner` change it.
    Raises BadConfiguration when that cannot be used, NotWritable when the file cannot be written.
    """
    manner = manner or Manner()
    found = Reference.load(reference or templates_dir() / "word" / "reference.docx")
    styles = arranged(found, layout or Layout(), manner)
    parts = choose(draft, edition)
    title = str(rules()["title"]).format(plan=draft.title)
    package = Package()
    frame = Frame.add_to(
        package, styles, draft.model_copy(update={"title": f"{draft.title}　概要版"}), manner
    )
    identities = Identities()
    marks = Marks(styles, identities)
    body = Body(styles, identities, marks, Comments(styles, draft.date))
    elements = [
        *_title(styles, identities, title, draft, manner),
        *(element for part in parts for element in _part(body, frame, part)),
        *_sources(styles, identities, marks),
        frame.body(wide=False, first=True),
    ]
    document = root("w:document", ("w", "r", "wp", "a"), [el("w:body", None, *elements)])
    package.add("word/document.xml", "document", document, owner="")
    package.add("word/footnotes.xml", "footnotes", marks.part())
    add_styles(package, styles)
    add_properties(package, title, draft)
    shown = draft.model_copy(
        update={
            "sections": tuple(
                Section(key=f"summary.{number}", title=part.title, level=2, blocks=part.blocks)
                for number, part in enumerate(parts, 1)
            )
        }
    )
    add_manifest(package, manifest(shown, identities, {}), _STORE)
    package.save(path)


def _title(
    styles: Reference, identities: Identities, title: str, draft: Draft, manner: Manner
) -> list[Element]:
    """The title is the document's one highest heading; its style has no number."""
    head = paragraph(
        styles.style(Style.CONTENTS_HEAD), *identities.mark(f"{OWN}summary:title", title, text_run(title))
    )
    properties = head.find(qn("w:pPr"))
    if properties is not None:
        properties.append(val("w:outlineLvl", "0"))
    words = f"{draft.municipality}　{day(draft.date, manner)}"
    line = identities.mark(f"{OWN}summary:date", words, text_run(words))
    return [head, paragraph(styles.style(Style.NOTE), *line)]


def _part(body: Body, frame: Frame, part: Part) -> list[Element]:
    key = f"{OWN}summary:{part.title}"
    words = body.identities.mark(key, part.title, text_run(part.title))
    made = [paragraph(body.reference.style(Style.HEADING_2), *words)]
    section = Section(key="summary", title=part.title, level=2)
    heading = Heading(section, "", part.title, 2, appendix=False, target="")
    for block in part.blocks:
        made += _block(body, frame, block, heading)
    return made


def _block(body: Body, frame: Frame, block: DraftBlock, heading: Heading) -> list[Element]:
    if block.rows:
        gap = paragraph(body.reference.style(Style.BREAK))
        width = frame.width(wide=False)
        return [*tables.table(body, block, heading.section, width, heading.title), gap]
    made = body.paragraph(block, heading)
    return [] if made is None else [made]


def _sources(styles: Reference, identities: Identities, marks: Marks) -> list[Element]:
    lines = marks.lines()
    if not lines:
        return []
    words = rules()
    entries = [("head", Style.LABEL, str(words["sources"])), ("note", Style.NOTE, str(words["sources_note"]))]
    entries.append(("list", Style.NOTE, "　".join(lines)))
    return [
        paragraph(styles.style(style), *identities.mark(f"{OWN}summary:source:{name}", text, text_run(text)))
        for name, style, text in entries
    ]
