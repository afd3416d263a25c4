"""Parts that every Word file of ours has: styles, properties, the manifest."""

from flows.model import Draft
from flows.text import clean
from flows.writers.docx.notes import AUTHOR, SEPARATORS
from flows.writers.docx.oxml import Element, el, leaf, qn, root
from flows.writers.docx.package import Package, Reference
from flows.writers.docx.words import moment


def add_styles(package: Package, reference: Reference) -> None:
    """The reference document's own parts, whole, with the footnote separators named in its settings."""
    names = {"theme": "word/theme/theme1.xml"}
    settings = reference.parts.get("settings")
    compat = None if settings is None else settings.find(qn("w:compat"))
    if compat is not None and settings is not None and settings.find(qn("w:footnotePr")) is None:
        compat.addprevious(
            el("w:footnotePr", None, *(el("w:footnote", {"w:id": number}) for number in SEPARATORS))
        )
    for kind, part in sorted(reference.parts.items()):
        package.add(names.get(kind, f"word/{kind}.xml"), kind, part)


def add_properties(package: Package, title: str, draft: Draft) -> None:
    """Title, owner and dates of the file; the dates are the draft's, not the clock's."""
    written = moment(draft.date)

    def when(name: str) -> Element:
        element = leaf(name, written)
        element.set(qn("xsi:type"), "dcterms:W3CDTF")
        return element

    core = root(
        "cp:coreProperties",
        ("cp", "dc", "dcterms", "xsi"),
        [
            leaf("dc:title", title),
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


def add_manifest(package: Package, content: Element, store: str) -> None:
    """The manifest as a custom XML part; `store` is its item id."""
    item = "customXml/item1.xml"
    package.add(item, "customXml", content)
    schema = el("ds:schemaRefs", None, el("ds:schemaRef", {"ds:uri": "urn:dxplan:manifest:1"}))
    properties = root("ds:datastoreItem", ("ds",), [schema])
    properties.set(qn("ds:itemID"), store)
    package.add("customXml/itemProps1.xml", "customXmlProps", properties, owner=item)
