"""Passages for tests."""

from flows.model import DocumentKind, Origin, Passage, PassageKind, Span

CITY = "青凪市"


def passage(
    text: str,
    *,
    key: str = "p",
    headings: tuple[str, ...] = (),
    kind: DocumentKind = DocumentKind.SPEECH,
    title: str = "施政方針",
    origin: Origin = Origin.MUNICIPALITY,
    form: PassageKind = PassageKind.SENTENCE,
    source: str = "施政方針.pdf",
) -> Passage:
    """One passage of a fictional city's speech, unless told otherwise."""
    return Passage(
        id=key,
        source=source,
        sha256="0" * 64,
        origin=origin,
        document_kind=kind,
        document_title=title,
        kind=form,
        text=text,
        spans=(Span(page=1, text=text),),
        headings=headings,
    )
