"""A small plan of a town that does not exist, its sources, and the gate over it."""

from flows.model import (
    BlockStatus,
    Citation,
    Document,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Municipality,
    Origin,
    Section,
    Source,
    Stance,
)
from flows.phrasing import Client, Phrased, phrase
from flows.verification import Outcome, Texts, verify

CITY = Municipality(name="汐見原市")
OWN, NATION = "a" * 64, "b" * 64
STATUS = (
    "窓口の受付時間を延長します。",
    "電子申請の対象を12手続に拡大します。",
    "職員の研修を年３回実施します。",
    "標準化については、20業務のうち16業務の移行を終えました。",
    "テレワークの導入を検討します。",
    "このため、窓口では現金を利用できない状況です。",
)
ISSUES = ("職員の育成が課題です。", "端末の台数が足りません。", "業務の見直しを進めます。")
GUIDANCE = "自治体は、オンライン化を進めることとされています。"
PAGES = {OWN: "".join((*STATUS, *ISSUES, "誰もが使える窓口")), NATION: GUIDANCE}
TEXTS = Texts.of(
    Document(
        source=Source(
            path=f"{sha256[0]}.txt",
            sha256=sha256,
            pages=1,
            origin=Origin.GUIDANCE if sha256 == NATION else Origin.MUNICIPALITY,
        ),
        blocks=(),
        page_texts=(text,),
    )
    for sha256, text in PAGES.items()
)
FIXED = frozenset({"計画", "デジタル化の現状", "現状", "課題", "国の動向"})


def stated(text: str, slot: str, sha256: str = OWN) -> DraftBlock:
    """A quoted bullet."""
    return DraftBlock(
        id=f"status-{slot}-{text[:6]}",
        kind=DraftBlockKind.BULLET,
        text=text,
        status=BlockStatus.QUOTED,
        citations=(Citation(source=f"{sha256[0]}.txt", sha256=sha256, page=1, quote=text),),
        stance=Stance.FACT,
        slot=slot,
        inputs=text,
    )


def label(text: str) -> DraftBlock:
    """A head inside the section."""
    return DraftBlock(
        id=f"l-{text}", kind=DraftBlockKind.LABEL, text=text, status=BlockStatus.TEMPLATE, slot=text
    )


def plan(status: tuple[str, ...] = STATUS, issues: tuple[str, ...] = ISSUES) -> Draft:
    """A plan with a section of two groups and one of the nation's words."""
    return Draft(
        title="計画",
        subtitle="",
        municipality=CITY.name,
        edition="5.1",
        date="2026-04-01",
        sections=(
            Section(
                key="status.digital",
                title="デジタル化の現状",
                level=2,
                blocks=(
                    label("現状"),
                    *(stated(text, "現状") for text in status),
                    label("課題"),
                    *(stated(text, "課題") for text in issues),
                ),
            ),
            Section(
                key="trend.nation",
                title="国の動向",
                level=2,
                blocks=(stated(GUIDANCE, "国の方針", NATION), stated(GUIDANCE, "国の方針", NATION)),
            ),
        ),
    )


def reasons(section: Section, block: DraftBlock) -> tuple[str, ...]:
    """The gate."""
    draft = plan().model_copy(update={"sections": (section.model_copy(update={"blocks": (block,)}),)})
    verdicts = verify(draft, TEXTS, CITY, FIXED)
    return tuple(v.reason for v in verdicts if v.outcome is not Outcome.VERIFIED)


def is_national(block: DraftBlock) -> bool:
    """Whether it quotes the nation."""
    return any(citation.sha256 == NATION for citation in block.citations)


def phrased(client: Client, draft: Draft | None = None) -> Phrased:
    """The plan, phrased by the client under the real gate."""
    return phrase(draft or plan(), client, reasons, is_national)


def texts(draft: Draft, slot: str) -> list[str]:
    """What the plan says in a slot."""
    return [
        block.text
        for section in draft.sections
        for block in section.blocks
        if block.slot == slot and block.citations
    ]
