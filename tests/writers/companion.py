"""A small run of a city that does not exist: what the tests of the companion files are written from."""

from flows.editions import load
from flows.model import (
    BlockStatus,
    Budget,
    Citation,
    Department,
    DocumentKind,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Edition,
    Fact,
    Indicator,
    Mapping,
    Match,
    Origin,
    Passage,
    PassageKind,
    Place,
    Role,
    Schedule,
    Section,
    Span,
)

CITY = "朝凪市"
SHA = "ab" * 32
FILE = "01_総合計画.pdf"
TITLE = "第6次朝凪市総合計画"
SENTENCE = "マイナンバーカードの保有率は、令和7年3月末現在で78.4％です。"
ACTION = "市民課の窓口に、申請書を書かずに手続ができる仕組みを令和8年度に導入します。"


def edition() -> Edition:
    """The newest edition."""
    return load("5.1")


def passage(name: str, text: str, page: int = 3, origin: Origin = Origin.MUNICIPALITY) -> Passage:
    """A sentence on a page."""
    return Passage(
        id=name,
        source=FILE,
        sha256=SHA,
        origin=origin,
        document_kind=DocumentKind.GENERAL_PLAN,
        document_title=TITLE,
        kind=PassageKind.SENTENCE,
        text=text,
        spans=(Span(page=page, text=text),),
        headings=("第2章", "デジタル化"),
        printed_page=str(page - 2),
    )


def citation(quote: str, page: int = 3) -> Citation:
    """A quote from the plan."""
    return Citation(source=FILE, sha256=SHA, page=page, printed_page=str(page - 2), quote=quote, title=TITLE)


def block(name: str, text: str, status: BlockStatus, **more: object) -> DraftBlock:
    """A block of the draft."""
    fields = {"id": name, "kind": DraftBlockKind.BULLET, "text": text, "status": status}
    return DraftBlock.model_validate(fields | more)


def quoted(name: str, text: str, slot: str = "", page: int = 3) -> DraftBlock:
    """A sentence of a source."""
    return block(name, text, BlockStatus.QUOTED, citations=(citation(text, page),), slot=slot)


def todo(name: str, slot: str = "") -> DraftBlock:
    """A place for staff to fill."""
    text = f"【要確認】「{slot}」に当たる記載が資料に見つかりません。"
    return block(name, text, BlockStatus.TODO, slot=slot, kind=DraftBlockKind.PARAGRAPH)


def label(name: str, text: str) -> DraftBlock:
    """A small head."""
    return block(name, text, BlockStatus.TEMPLATE, kind=DraftBlockKind.LABEL, slot=text)


def fixed(name: str, text: str) -> DraftBlock:
    """Wording of a template."""
    return block(name, text, BlockStatus.TEMPLATE, kind=DraftBlockKind.PARAGRAPH)


def indicators(name: str, department: str | None = None) -> DraftBlock:
    """A table of one indicator; without a department its cell is open."""
    heads = ("指標名", "現状値", "目標値", "単位", "所管課")
    values = ("カードの保有率", "78.4", "90", "％", department)
    rows = [
        tuple(block(f"{name}-h{n}", text, BlockStatus.TEMPLATE, kind="cell") for n, text in enumerate(heads)),
        tuple(
            block(f"{name}-{n}", text, BlockStatus.QUOTED, kind="cell", citations=(citation(text),))
            if text
            else block(f"{name}-{n}", "要確認", BlockStatus.TEMPLATE, kind="cell", slot="指標")
            for n, text in enumerate(values)
        ),
    ]
    return block(
        name,
        "\n".join("\t".join(cell.text for cell in row) for row in rows),
        BlockStatus.COMPOSED,
        kind=DraftBlockKind.TABLE,
        rows=tuple(rows),
        header_rows=1,
        slot="指標",
        citations=tuple(c for cell in rows[1] for c in cell.citations),
    )


def draft(title: str = "朝凪市DX推進計画", sentence: str = SENTENCE) -> Draft:
    """A draft with each kind of block."""
    items = edition().by_key
    return Draft(
        title=title,
        subtitle="",
        municipality=CITY,
        edition="5.1",
        date="2026-07-01",
        sections=(
            Section(key="intro", title="計画の策定に当たって", level=1),
            Section(
                key="intro.purpose",
                title="計画策定の背景・趣旨",
                level=2,
                blocks=(
                    fixed("p1", "本計画は、朝凪市のDXを進めるために策定するものです。"),
                    quoted("p2", "人口が減る中でも、暮らしを支えるサービスを続けることが必要です。", page=5),
                ),
            ),
            Section(key="trend.prefecture", title="県の動向", level=2, blocks=(todo("t1"),)),
            Section(
                key="measures.mynumber",
                title=items["mynumber"].title,
                level=3,
                blocks=(
                    label("l0", "国の方針"),
                    todo("m0", "国の方針"),
                    label("l1", "現状"),
                    quoted("m1", sentence, "現状"),
                    label("l2", "課題"),
                    todo("m2", "課題"),
                    label("l4", "指標"),
                    indicators("m4"),
                ),
            ),
            Section(
                key="measures.frontyard",
                title=items["frontyard"].title,
                level=3,
                blocks=(
                    label("f0", "現状"),
                    todo("f1", "現状"),
                    label("f2", "取組"),
                    quoted("f3", ACTION, "取組", page=4),
                ),
            ),
        ),
    )


def passages() -> tuple[Passage, ...]:
    """Passages of the run."""
    return (
        passage("p-card", SENTENCE),
        passage("p-row", "カードの保有率　78.4　90"),
        passage("p-desk", ACTION, page=4),
        passage("p-money", "書かない窓口事業　28,600千円", page=5).model_copy(
            update={"kind": PassageKind.ROW}
        ),
        passage("p-nation", "国は窓口の改革を求めています。", page=9, origin=Origin.GUIDANCE),
        passage("p-orphan", "情報システムの更新の時期を検討します。", page=6),
    )


def mapping() -> Mapping:
    """What the passages speak to."""
    rows = (
        ("p-card", "mynumber", Role.STATUS, 0.97),
        ("p-row", "mynumber", Role.GOAL, 0.9),
        ("p-desk", "frontyard", Role.ACTION, 0.95),
        ("p-money", "frontyard", Role.ACTION, 0.8),
        ("p-nation", "frontyard", Role.NATIONAL, 0.7),
    )
    return Mapping(
        matches=tuple(
            Match(passage=name, item=item, role=role, score=score, reason=f"語「{item}」")
            for name, item, role, score in rows
        ),
        gaps=("telework",),
        orphans=("p-orphan",),
    )


def place(name: str, quote: str, page: int = 3) -> Place:
    """Where a fact stands."""
    return Place(source=FILE, page=page, passage=name, quote=quote)


def facts() -> tuple[Fact, ...]:
    """Facts of the run."""

    def rate(baseline: str, year: int, target_year: int) -> Indicator:
        return Indicator(
            name="カードの保有率",
            unit="％",
            baseline=baseline,
            baseline_year=year,
            target="90",
            target_year=target_year,
            department="市民課",
            place=place("p-row", baseline),
        )

    return (
        rate("72.1", 2023, 2029),
        rate("78.4", 2024, 2026),
        Budget(
            name="書かない窓口事業【新規】",
            yen=28_600_000,
            fiscal_year=2026,
            department="市民課",
            detail="窓口支援システムの導入",
            place=place("p-money", "28,600", 5),
        ),
        Schedule(
            measure="１－１ 書かない窓口",
            steps=((2026, "導入"), (2027, "拡充")),
            place=place("p-desk", "導入", 4),
        ),
        Department(name="市民課", subject="書かない窓口", place=place("p-desk", "市民課", 4)),
        Budget(
            name="国の事業",
            yen=1_000,
            fiscal_year=2026,
            department=None,
            place=place("p-nation", "1", 9),
        ),
    )
