"""Papers of a made-up city, as the composer sees them."""

from flows.model import (
    Document,
    DocumentKind,
    Mapping,
    Match,
    Municipality,
    Origin,
    Passage,
    PassageKind,
    Role,
    Source,
    Span,
)

CITY = Municipality(name="汐見原市", prefecture="福井県")


class Papers:
    """Collects passages by document and the matches they are to have."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.matches: list[Match] = []

    def add(  # a table of words needs its columns
        self,
        text: str,
        item: str = "",
        role: Role = Role.STATUS,
        *,
        source: str = "施政方針_R8.pdf",
        origin: Origin = Origin.MUNICIPALITY,
        kind: DocumentKind = DocumentKind.SPEECH,
        page: int = 1,
        headings: tuple[str, ...] = (),
        score: float = 0.9,
    ) -> Passage:
        number = len(self.passages)
        passage = Passage(
            id=f"p{number}",
            source=source,
            sha256=f"sha-{source}",
            origin=origin,
            document_kind=kind,
            document_title=source.split(".", maxsplit=1)[0].replace("_R", " 令和")
            + ("年度" if "_R" in source else ""),
            kind=PassageKind.SENTENCE,
            text=text,
            spans=(Span(page=page, text=text),),
            headings=headings,
            paragraph=text,
            paragraph_id=f"par{number}",
        )
        self.passages.append(passage)
        if item:
            self.matches.append(Match(passage=passage.id, item=item, role=role, score=score, reason="語"))
        return passage

    @property
    def documents(self) -> list[Document]:
        by_source: dict[str, list[Passage]] = {}
        for passage in self.passages:
            by_source.setdefault(passage.source, []).append(passage)
        return [
            Document(
                source=Source(
                    path=path,
                    sha256=f"sha-{path}",
                    pages=max(p.page for p in members),
                    kind=members[0].document_kind,
                    origin=members[0].origin,
                    title=members[0].document_title,
                ),
                blocks=(),
                page_texts=tuple(
                    "".join(p.text for p in members if p.page == page)
                    for page in range(1, max(p.page for p in members) + 1)
                ),
            )
            for path, members in by_source.items()
        ]

    @property
    def mapping(self) -> Mapping:
        return Mapping(matches=tuple(self.matches))
