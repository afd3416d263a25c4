"""A small plan of a city that does not exist, with the pages it cites."""

import zlib

from flows.model import (
    BlockStatus,
    Citation,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Section,
    Stance,
)

OWN, NATION = "a" * 64, "b" * 64
PAGES = {
    (
        OWN,
        1,
    ): "市長施政方針\n本市では、令和８年度から３年間を計画期間とする第２期計画を策定いたします。 － 1 －",
    (
        OWN,
        2,
    ): "マイナンバーカードの保有率は、令和８年３月末で８２．５％となり、前年同時期から約４ポイント上昇しました。\n"
    "窓口の予約は、オンラインで利用できない状況であり、電話又は来庁による必要があります。 － 2 －",
    (OWN, 3): "主な事業（単位：千円）\nデジタル推進課 書かない窓口導入事業 45,123 うち国費 20,450\n"
    "移住定住課　空き家対策事業 2,045 － 3 －",
    (
        OWN,
        4,
    ): "基幹業務システムの標準化は、二十業務のうち十六業務が移行を終えました。残る業務は令和九年度までに移行します。",
    (
        NATION,
        1,
    ): "自治体の行政手続のオンライン化を進める。各市町村は、令和7年度までに標準準拠システムへ移行する。",
}
FIXED = frozenset(
    {
        "青凪市DX推進計画",
        "素案",
        "第1章 計画の策定に当たって",
        "具体的な取組",
        "現状",
        "事業名",
        "予算額（千円）",
        "－",
        "この計画は、市のデジタル化の方向を示すものです。",
    }
)


def cited(quote: str, page: int, sha256: str = OWN) -> Citation:
    """A citation of the sample's pages."""
    name = "01_施政方針.pdf" if sha256 == OWN else "国の手順.pdf"
    return Citation(source=name, sha256=sha256, page=page, quote=quote, title=name.removesuffix(".pdf"))


def statement(
    text: str,
    *citations: Citation,
    slot: str = "現状",
    kind: DraftBlockKind = DraftBlockKind.BULLET,
    name: str = "",
) -> DraftBlock:
    """A statement, quoted when it is its quotes."""
    quoted = "".join(citation.quote for citation in citations)
    return DraftBlock(
        id=name or f"s-{zlib.crc32(f'{text}|{slot}'.encode()):x}",
        kind=kind,
        text=text,
        status=BlockStatus.QUOTED if text == quoted else BlockStatus.COMPOSED,
        citations=citations,
        stance=Stance.FACT,
        slot=slot,
    )


def fixed(text: str, kind: DraftBlockKind = DraftBlockKind.PARAGRAPH, name: str = "") -> DraftBlock:
    """Fixed wording."""
    return DraftBlock(id=name or f"f-{text}", kind=kind, text=text, status=BlockStatus.TEMPLATE)


def table(rows: tuple[tuple[DraftBlock, ...], ...], name: str = "t-1") -> DraftBlock:
    """A table under one head row."""
    return DraftBlock(
        id=name,
        kind=DraftBlockKind.TABLE,
        text="\n".join("\t".join(cell.text for cell in row) for row in rows),
        status=BlockStatus.COMPOSED,
        citations=tuple(dict.fromkeys(c for row in rows for cell in row for c in cell.citations)),
        rows=rows,
        header_rows=1,
    )


def budget_table() -> DraftBlock:
    """Two budget lines with their amounts in thousands of yen."""
    cell = DraftBlockKind.CELL
    lines = (("書かない窓口導入事業", "45,123"), ("空き家対策事業", "2,045"))
    return table(
        (
            (fixed("事業名", cell, "h-1"), fixed("予算額（千円）", cell, "h-2")),
            *(
                tuple(
                    statement(text, cited(text, 3), kind=cell, slot="予算", name=f"c-{text}") for text in line
                )
                for line in lines
            ),
        )
    )


def plan(*blocks: DraftBlock) -> Draft:
    """A plan of one chapter and one section with these blocks."""
    return Draft(
        title="青凪市DX推進計画",
        subtitle="素案",
        municipality="青凪市",
        edition="5.1",
        date="2026-11-23",
        sections=(
            Section(key="intro", title="第1章 計画の策定に当たって", level=1),
            Section(key="measures.x", title="具体的な取組", level=2, blocks=blocks),
        ),
    )


def good_blocks() -> tuple[DraftBlock, ...]:
    """Blocks of every kind that are as they should be."""
    carried = "マイナンバーカードの保有率は、令和８年３月末で８２．５％となり、前年同時期から約４ポイント上昇しました。"
    closed = "窓口の予約は、オンラインで利用できない状況であり、電話又は来庁による必要があります。"
    moved = "基幹業務システムの標準化は、二十業務のうち十六業務が移行を終えました。"
    period = "本市では、令和８年度から３年間を計画期間とする第２期計画を策定いたします。"
    return (
        fixed("現状", DraftBlockKind.LABEL),
        fixed("この計画は、市のデジタル化の方向を示すものです。"),
        statement(carried, cited(carried, 2), name="carried"),
        statement(closed, cited(closed, 2), name="closed"),
        statement(
            "基幹業務システムの標準化は、20業務のうち16業務が移行を終えました。",
            cited(moved, 4),
            name="moved",
        ),
        statement(
            "本市では、令和8年度から令和10年度までを計画期間とする第2期計画を策定します。",
            cited(period, 1),
            name="period",
        ),
        statement(
            "自治体の行政手続のオンライン化を進める。",
            cited("自治体の行政手続のオンライン化を進める。", 1, NATION),
            slot="国の方針",
        ),
        DraftBlock(
            id="todo",
            kind=DraftBlockKind.PARAGRAPH,
            text="【要確認】目標値を記入してください。",
            status=BlockStatus.TODO,
        ),
        budget_table(),
    )
