"""Papers of a made-up city that tell of measures, as the reader hands them over."""

from flows import facts
from flows.editions import load
from flows.model import (
    Document,
    DocumentKind,
    Edition,
    Mapping,
    Match,
    Measure,
    Origin,
    Passage,
    PassageKind,
    Role,
    Source,
    Span,
)

EDITION: Edition = load("5.1")


class Papers:
    """Collects passages, what they speak to, and the year of each paper."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.matches: list[Match] = []
        self.years: dict[str, int] = {}

    def paper(self, source: str, year: int, kind: DocumentKind = DocumentKind.DX_PLAN) -> "Paper":
        """A paper of the city's own."""
        self.years[f"sha-{source}"] = year
        return Paper(self, source, kind)

    def answer(self, text: str, key: str, item: str) -> None:
        """What staff answered to the question with that key."""
        self.paper("返却.xlsx", 0, DocumentKind.HEARING).say(text)
        reason = f"ヒアリングシートの回答（{key}）"
        self.matches.append(
            Match(passage=self.passages[-1].id, item=item, role=Role.ACTION, score=1.0, reason=reason)
        )

    @property
    def mapping(self) -> Mapping:
        """What the passages speak to."""
        return Mapping(matches=tuple(self.matches))

    @property
    def documents(self) -> list[Document]:
        """The papers, each on one page, with its year in its title."""
        members: dict[str, list[Passage]] = {}
        for passage in self.passages:
            members.setdefault(passage.source, []).append(passage)
        return [
            Document(
                source=Source(
                    path=path,
                    sha256=f"sha-{path}",
                    pages=1,
                    kind=found[0].document_kind,
                    origin=Origin.MUNICIPALITY,
                    title=self.title(path),
                ),
                blocks=(),
                page_texts=("\n".join((self.title(path), *map(_page, found))),),
                printed_pages=(None,),
            )
            for path, found in members.items()
        ]

    def title(self, path: str) -> str:
        """What a paper is called."""
        year = self.years.get(f"sha-{path}", 0)
        name = path.partition(".")[0]
        return f"{name} 令和{year - 2018}年度" if year else name

    def measures(self) -> tuple[Measure, ...]:
        """What is found in them."""
        return facts.find_measures(
            self.passages, facts.find(self.passages), self.mapping, EDITION, self.years
        )


class Paper:
    """One paper, filled from top to bottom."""

    def __init__(self, papers: Papers, source: str, kind: DocumentKind) -> None:
        self._papers = papers
        self._source = source
        self._kind = kind
        self._headings: tuple[str, ...] = ()

    def under(self, *headings: str) -> "Paper":
        """What follows stands under these headings."""
        self._headings = headings
        return self

    def say(self, text: str, item: str = "") -> "Paper":
        """A sentence."""
        self._add(
            text, PassageKind.SENTENCE, (text,), (), f"{self._source}:{len(self._papers.passages)}", item
        )
        return self

    def table(self, *rows: tuple[str, ...], head: tuple[str, ...] = (), item: str = "") -> "Paper":
        """A table; its rows speak to the item."""
        name = f"{self._source}:{len(self._papers.passages)}"
        for cells in rows:
            self._add("\t".join(cells), PassageKind.ROW, cells, head, name, item)
        return self

    def _add(  # noqa: PLR0917 (what a passage is made of)
        self,
        text: str,
        kind: PassageKind,
        cells: tuple[str, ...],
        head: tuple[str, ...],
        group: str,
        item: str,
    ) -> None:
        number = len(self._papers.passages)
        self._papers.passages.append(
            Passage(
                id=f"p{number}",
                source=self._source,
                sha256=f"sha-{self._source}",
                origin=Origin.MUNICIPALITY,
                document_kind=self._kind,
                document_title=self._papers.title(self._source),
                kind=kind,
                text=text,
                spans=tuple(Span(page=1, text=cell) for cell in cells if cell),
                headings=self._headings,
                paragraph=text,
                paragraph_id=group,
                head=head,
                cells=cells if kind is PassageKind.ROW else (),
            )
        )
        if item:
            self._papers.matches.append(
                Match(passage=f"p{number}", item=item, role=Role.ACTION, score=0.9, reason="語")
            )


def _page(passage: Passage) -> str:
    return "\n".join((*passage.headings, *passage.head, passage.text))


SHEET = (
    ("１－１　窓口の見直し",),
    ("国の計画", "フロントヤード改革"),
    ("現状と課題", "待ち時間が長い。"),
    ("目指す姿", "書かずに済む窓口"),
    ("取組の内容", "受付の手順を見直し、申請支援システムを導入する。"),
    ("所管課", "市民課"),
    ("概算事業費", "未定"),
)
