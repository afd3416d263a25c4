"""A plan of a city that does not exist, with every kind of block: what the writers' tests and benchmark lay out."""

from collections.abc import Iterator, Sequence
from functools import cache

from flows.editions import load
from flows.model import (
    BlockStatus,
    Chart,
    Citation,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Drawing,
    Edition,
    Section,
    Stance,
)

CITY = "朝凪市"
PLAN = ("第6次朝凪市総合計画", "01_第6次総合計画.pdf", "a1" * 32)
OLD_PLAN = ("朝凪市デジタル化推進計画", "02_デジタル化推進計画.pdf", "b2" * 32)
SPEECH = ("令和8年度施政方針", "03_施政方針.pdf", "c3" * 32)
SURVEY = ("市民アンケート集計表", "05_市民アンケート.xlsx", "d4" * 32)
NATION = ("国の計画の要約（見本）", "guidance/国の計画の要約.pdf", "e5" * 32)
SCAN = ("窓口検討会議事要旨", "06_窓口検討会.pdf", "f6" * 32)

MEASURES = (
    ("フロントヤード改革", "書かない窓口と手続の予約", "市民課"),
    ("情報システムの標準化", "標準準拠システムへの移行", "情報政策課"),
    ("行政手続のオンライン化", "子育て・介護の手続の電子申請", "行政経営課"),
    ("マイナンバーカードの活用", "コンビニ交付と図書館利用券の一体化", "市民課"),
    ("セキュリティ対策の徹底", "情報資産の棚卸しと監査", "情報政策課"),
    ("AI・RPAの利用", "議事録作成と通知文の下書き", "行政経営課"),
    ("テレワークの推進", "出先機関での業務の平準化", "職員課"),
    ("公金収納の電子化", "窓口でのキャッシュレス決済", "会計課"),
    ("デジタル格差対策", "公民館でのスマートフォン講習", "生涯学習課"),
    ("オープンデータ", "避難所と公共施設の位置の公開", "企画課"),
    ("地域社会のデジタル化", "乗合交通の予約と運行の見える化", "都市計画課"),
    ("デジタル人材の育成", "全職員研修と推進員の配置", "職員課"),
)


def edition() -> Edition:
    """The national framework that the specimen answers."""
    return load("5.1")


def cited(
    document: tuple[str, str, str], page: int, quote: str, printed: str | None = None, **more: object
) -> Citation:
    """A citation of one of the documents."""
    title, path, digest = document
    return Citation.model_validate(
        {
            "source": path,
            "sha256": digest,
            "page": page,
            "printed_page": printed,
            "quote": quote,
            "title": title,
        }
        | more
    )


class Blocks:
    """Makes blocks with ids that begin with the section's key."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.count = 0

    def make(self, kind: str, text: str, status: str = "template", **more: object) -> DraftBlock:
        """A block."""
        self.count += 1
        fields = {"id": f"{self.key}-{self.count:010d}", "kind": kind, "text": text, "status": status}
        return DraftBlock.model_validate(fields | more)

    def fact(self, kind: str, *citations: Citation, slot: str = "") -> DraftBlock:
        """A block of the cited sentences."""
        text = "".join(citation.quote for citation in citations)
        return self.make(kind, text, "quoted", citations=citations, stance=Stance.FACT, slot=slot)

    def todo(self, slot: str, needs: str) -> DraftBlock:
        """A place for staff to fill."""
        return self.make(
            "paragraph", f"【要確認】「{slot}」に当たる記載が資料に見当たりません。{needs}", "todo", slot=slot
        )

    def table(
        self,
        rows: Sequence[Sequence[str | tuple[str, Citation] | None]],
        slot: str,
        heads: int = 1,
        widths: Sequence[float] = (),
    ) -> DraftBlock:
        """A table; a cell with a citation is a fact, None is open."""

        def cell(words: str | tuple[str, Citation] | None) -> DraftBlock:
            if words is None:
                return self.make("cell", "要確認", "todo", slot=slot)
            if isinstance(words, str):
                return self.make("cell", words, slot=slot)
            return self.make(
                "cell", words[0], "composed", citations=(words[1],), stance=Stance.FACT, slot=slot
            )

        cells = tuple(tuple(map(cell, row)) for row in rows)
        text = "\n".join("\t".join(block.text for block in row) for row in cells)
        citations = tuple(citation for row in cells for block in row for citation in block.citations)
        return self.make(
            "table",
            text,
            "composed",
            rows=cells,
            header_rows=heads,
            widths=tuple(widths),
            slot=slot,
            citations=citations,
        )


def _section(key: str, level: int, title: str, *blocks: DraftBlock) -> Section:
    return Section(key=key, title=title, level=level, blocks=blocks)


def _introduction() -> Iterator[Section]:
    yield _section("intro", 1, "計画の策定に当たって")
    b = Blocks("intro.purpose")
    yield _section(
        "intro.purpose", 2, "計画策定の背景・趣旨",
        b.make("paragraph", "本計画は、社会の変化と国の動きを踏まえ、デジタル技術で市民サービスと行政運営を見直すために策定するものです。"),
        b.fact(
            "paragraph",
            cited(PLAN, 14, "本市の人口は、平成17年の62,410人を頂点に減少を続け、令和7年には51,876人となった。", "12"),
            cited(PLAN, 14, "職員数も1割以上減っており、限られた人員でサービスを続けるには、仕事の進め方を改める必要がある。", "12"),
        ),
        b.make(
            "paragraph", "職員1人当たりの人口は、平成17年の124.8人から令和7年の131.0人に増えたものと見込まれます（51,876人÷396人）。",
            "composed", stance=Stance.ESTIMATE,
            citations=(cited(PLAN, 15, "職員数は396人である。", "13"), cited(PLAN, 14, "令和7年には51,876人となった。", "12")),
        ),
    )  # fmt: skip
    b = Blocks("intro.position")
    yield _section(
        "intro.position", 2, "計画の位置付け",
        b.fact("paragraph", cited(PLAN, 31, "行政のデジタル化に関する個別計画は、基本目標6「信頼される市政」の下に置く。", "29")),
        b.make("bullet", "第6次朝凪市総合計画を上位計画とします。"),
        b.make("bullet", "官民データ活用推進基本法に基づく市町村官民データ活用推進計画を兼ねるものとします。"),
        b.make("bullet", "本計画の取組は、毎年度の予算編成に反映します。", stance=Stance.PROPOSAL),
    )  # fmt: skip
    b = Blocks("intro.period")
    period = cited(
        SPEECH, 9, "令和8年度から令和10年度までの3年間を期間とする新たな計画を策定いたします。", "8"
    )
    yield _section(
        "intro.period", 2, "計画の期間と見直し",
        b.make("paragraph", "計画の期間は、令和8年度から令和10年度までの3年間です。", "composed", citations=(period,), stance=Stance.FACT),
        b.make("caption", "計画の期間"),
        b.table(
            [["計画", "期間"],
             ["第6次総合計画", ("令和3年度～令和12年度", cited(PLAN, 5, "計画期間は、令和3年度から令和12年度までの10年間とする。", "3"))],
             ["本計画", ("令和8年度～令和10年度", period)]],
            "計画の期間", widths=(4, 6),
        ),
        b.make("note", "※年度は4月から翌年3月までをいいます。"),
    )  # fmt: skip
    b = Blocks("intro.definition")
    yield _section(
        "intro.definition", 2, "DXの定義",
        b.todo("DXの定義", "総合計画、前計画又は庁内の方針で用いている定義を記入してください。"),
    )  # fmt: skip


def _trends() -> Iterator[Section]:
    yield _section("trend", 1, "国・県の動向")
    b = Blocks("trend.nation")
    yield _section(
        "trend.nation", 2, "国の動向",
        b.fact("paragraph", cited(NATION, 1, "国は、標準化と窓口の改革を並行して進めることを求めている（見本の文）。")),
        b.fact("bullet", cited(NATION, 2, "標準準拠システムへの移行後は、運用経費の見直しを続けることとされている（見本の文）。")),
    )  # fmt: skip
    b = Blocks("trend.prefecture")
    yield _section(
        "trend.prefecture", 2, "県の動向",
        b.todo("県の動向", "県のデジタル化に関する計画の名称、期間、市町村への支援の内容を記入してください。"),
    )  # fmt: skip


def _status() -> Iterator[Section]:
    yield _section("status", 1, "現状と課題")
    b = Blocks("status.digital")
    rate = cited(
        SPEECH,
        8,
        "カードの保有率は、本年1月末で81.4パーセントとなり、前年から4.2ポイント上昇いたしました。",
        "7",
    )
    yield _section(
        "status.digital", 2, "デジタル化の現状",
        b.make("paragraph", "カードの保有率は、令和8年1月末で81.4パーセントとなり、前年から4.2ポイント上昇しました。", "composed",
               citations=(rate,), stance=Stance.FACT),
        b.make("caption", "主な指標の推移"),
        b.table(
            [["指標", "単位", "令和5年度", "令和6年度", "令和7年度", "所管課"],
             ["電子申請の割合", "％", ("18.2", cited(OLD_PLAN, 22, "18.2", "20")), ("24.9", cited(OLD_PLAN, 22, "24.9", "20")),
              ("31.5", cited(SPEECH, 8, "電子申請の割合は31.5パーセントでありました。", "7")), "行政経営課"],
             ["カード保有率", "％", ("71.0", cited(OLD_PLAN, 22, "71.0", "20")), ("77.2", cited(OLD_PLAN, 22, "77.2", "20")),
              ("81.4", rate), "市民課"],
             ["AI議事録の利用回数", "回", "－", ("312", cited(OLD_PLAN, 23, "312", "21")), None, "行政経営課"]],
            "指標", widths=(3.2, 1, 1.6, 1.6, 1.6, 2),
        ),
        b.make("caption", "電子申請とカードの推移"),
        b.table(
            [["指標（％）", "令和5年度", "令和6年度", "令和7年度"],
             ["電子申請の割合", ("18.2", cited(OLD_PLAN, 22, "18.2", "20")), ("24.9", cited(OLD_PLAN, 22, "24.9", "20")), "31.5"],
             ["カード保有率", ("71.0", cited(OLD_PLAN, 22, "71.0", "20")), ("77.2", cited(OLD_PLAN, 22, "77.2", "20")), ("81.4", rate)]],
            "指標", widths=(3, 2, 2, 2),
        ).model_copy(update={"chart": Drawing(kind=Chart.LINE)}),
    )  # fmt: skip
    b = Blocks("status.previous")
    yield _section(
        "status.previous", 2, "前計画の評価",
        b.make("label", "成果"),
        b.fact("bullet", cited(OLD_PLAN, 30, "証明書のコンビニ交付は、発行件数全体の4割を占めるまでになった。", "28")),
        b.fact("bullet", cited(OLD_PLAN, 30, "庁内の会議資料は、原則として電子で配ることとした。", "28")),
        b.make("label", "残された課題"),
        b.fact("bullet", cited(SCAN, 1, "窓口では、同じ事項を何度も書いていただいている。", None, confidence=0.93)),
    )  # fmt: skip
    b = Blocks("status.survey")
    yield _section(
        "status.survey", 2, "住民アンケート結果",
        b.fact("paragraph", cited(SURVEY, 2, "電子申請を増やしてほしい人は、全体の58.3％である。", None, place="問7 B4:D9")),
    )  # fmt: skip


def _vision() -> Iterator[Section]:
    yield _section("vision", 1, "基本理念・目指す姿・基本方針")
    b = Blocks("vision.goal")
    yield _section(
        "vision.goal", 2, "目指す姿",
        b.fact("paragraph", cited(PLAN, 8, "海とともに暮らし、人がつながり、支え合うまち", "6")),
    )  # fmt: skip
    b = Blocks("vision.system")
    policies = ("市民に近い窓口", "続けられる行政", "誰も取り残さない地域")
    yield _section(
        "vision.system", 2, "施策体系",
        b.make("caption", "施策の体系"),
        b.table(
            [["基本方針", "施策", "主な取組"]] + [[policies[i // 4], name, words] for i, (name, words, _) in enumerate(MEASURES)],
            "施策体系", widths=(2.6, 3, 4.4),
        ),
    )  # fmt: skip


def _measures(repeat: int) -> Iterator[Section]:
    yield _section("measures", 1, "具体的な取組")
    for part in range(repeat):
        for at, (name, words, department) in enumerate(MEASURES):
            if at % 6 == 0:
                group = "重点取組事項" if at == 0 else "あわせて取り組む事項"
                yield _section(f"measures.group{part}{at}", 2, group)
            yield _measure(f"measures.m{part:02d}{at:02d}", name, words, department, part)
    b = Blocks("measures.schedule")
    years = [f"令和{year}年度" for year in range(8, 16)]
    rows = [
        [name]
        + [
            "検討" if year == at % 4 else "準備" if year == at % 4 + 1 else "●" if year > at % 4 + 1 else ""
            for year in range(8)
        ]
        for at, (name, _, _) in enumerate(MEASURES)
    ]
    yield _section(
        "measures.schedule", 2, "工程表",
        b.make("caption", "取組の工程"),
        b.table([["取組", *years], *rows], "工程表", widths=(3, *[1.2] * 8)),
    )  # fmt: skip


def _measure(key: str, name: str, words: str, department: str, part: int) -> Section:
    b = Blocks(key)
    page = 20 + part
    return _section(
        key, 3, name,
        b.make("label", "国の方針"),
        b.fact("paragraph", cited(NATION, 3, f"{name}は、住民の利便と職員の負担の軽減を併せて進めるとされている（見本の文）。")),
        b.make("label", "現状"),
        b.fact(
            "bullet",
            cited(OLD_PLAN, page, f"{words}は、令和6年度に{department}で試行し、利用者の8割が「便利になった」と答えた。", str(page - 2)),
        ),
        b.make("label", "課題"),
        b.fact(
            "bullet",
            cited(OLD_PLAN, page, f"{words}を広げるには、関係課の手順をそろえ、対面での相談も続ける必要がある。", str(page - 2)),
            cited(SPEECH, 10, "機器の操作に不安のある方には、職員が寄り添って支えてまいります。", "9"),
        ),
        b.make("label", "取組"),
        b.fact("bullet", cited(SPEECH, 10, f"{words}を、新年度から全ての支所に広げてまいります。", "9")),
        b.make("bullet", "関係課による作業部会を置き、四半期ごとに進み具合を確かめます。", stance=Stance.PROPOSAL),
        b.make("label", "個票"),
        b.table(
            [["所管課", (department, cited(SPEECH, 10, f"{department}を中心に進めてまいります。", "9"))],
             ["概算費用", None], ["初年度の工数", None],
             ["代替手段", "窓口・電話での受付を続けます。"],
             ["指標", "利用件数（現状値 1,240件、目標値 3,000件、令和10年度）"]],
            "個票", heads=0, widths=(2, 8),
        ),
    )  # fmt: skip


def _promotion() -> Iterator[Section]:
    yield _section("promotion", 1, "計画の推進")
    b = Blocks("promotion.structure")
    yield _section(
        "promotion.structure", 2, "推進体制",
        b.fact("paragraph", cited(OLD_PLAN, 34, "副市長を本部長とする推進本部を置き、各課に1人の推進員を配置する。", "32")),
    )  # fmt: skip
    b = Blocks("promotion.budget")
    yield _section(
        "promotion.budget", 2, "財源・費用の考え方",
        b.make("caption", "関連する予算"),
        b.table(
            [["事業", "年度", "金額", "所管課", "内容"],
             [("窓口システム導入事業", cited(SPEECH, 16, "窓口システム導入事業", "15")), "令和8年度",
              ("38,500千円", cited(SPEECH, 16, "38,500千円", "15")), "市民課", "書かない窓口の機器と設定"],
             [("標準化移行事業", cited(SPEECH, 16, "標準化移行事業", "15")), "令和8年度",
              ("112,064千円", cited(SPEECH, 16, "112,064千円", "15")), "情報政策課", "20業務の移行"]],
            "財源", widths=(3, 1.6, 1.8, 1.8, 4),
        ),
    )  # fmt: skip
    b = Blocks("promotion.progress")
    yield _section(
        "promotion.progress", 2, "進捗管理", b.todo("進捗管理", "点検の時期と公表の方法を記入してください。")
    )


def _appendix() -> Iterator[Section]:
    yield _section("appendix", 1, "資料編")
    b = Blocks("appendix.sources")
    documents = (PLAN, OLD_PLAN, SPEECH, SURVEY, NATION, SCAN)
    yield _section(
        "appendix.sources", 2, "出典一覧",
        b.table([["番号", "文書名", "ファイル名"]] + [[str(n), title, path] for n, (title, path, _) in enumerate(documents, 1)],
                "出典一覧", widths=(1, 5, 5)),
    )  # fmt: skip
    b = Blocks("appendix.todo")
    yield _section(
        "appendix.todo", 2, "要確認一覧",
        b.make("paragraph", "資料から確かめられなかった事項は、次のとおりです。"),
        b.make("bullet", "DXの定義：総合計画、前計画又は庁内の方針で用いている定義を記入してください。", "todo"),
        b.make("bullet", "県の動向：県の計画の名称、期間、市町村への支援の内容を記入してください。", "todo"),
    )  # fmt: skip


@cache
def specimen(repeat: int = 1) -> Draft:
    """The plan; `repeat` times its measures."""
    parts = (_introduction(), _trends(), _status(), _vision(), _measures(repeat), _promotion(), _appendix())
    return Draft(
        title=f"第2期{CITY}DX推進計画",
        subtitle="令和8年度～令和10年度",
        municipality=CITY,
        edition="5.1",
        date="2026-11-23",
        sections=tuple(section for part in parts for section in part),
    )


def plan(*blocks: DraftBlock, title: str = "計画") -> Draft:
    """A plan of one chapter with these blocks."""
    section = _section("only", 1, title, *blocks)
    return Draft(
        title="計画", subtitle="", municipality=CITY, edition="5.1", date="2026-11-23", sections=(section,)
    )


def paragraph(text: str, status: BlockStatus = BlockStatus.TEMPLATE, **more: object) -> DraftBlock:
    """A single paragraph."""
    fields: dict[str, object] = {"id": "p", "kind": DraftBlockKind.PARAGRAPH, "text": text, "status": status}
    return DraftBlock.model_validate(fields | more)
