"""A new edition from the nation's PDF: contents with leaders and spread letters, keys kept, doubts marked, no guessing."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from flows import editions, readers
from flows.editions.contents import Level, contents, tidy
from flows.editions.similarity import best_pairs, likeness
from flows.model import BadInput, Document, Group, NotWritable, Origin, Source, UnknownEdition, Verification

FONT = "HeiseiMin-W3"
ORGANIZATION = (
    "組織体制の整備",
    "デジタル人材の確保・育成",
    "計画的な取組",
    "都道府県と市区町村の連携による推進体制の構築",
)
PRIORITY = (
    "自治体フロントヤード改革の推進",
    "自治体の情報システムの標準化・共通化",
    "公金収納における eLTAX の活用",
    "マイナンバーカードの普及促進・利用の推進",
    "セキュリティ対策の徹底",
    "自治体の AI・RPA の利用推進",
    "テレワークの推進",
)
ACCOMPANYING = (
    "デジタル田園都市国家構想の実現に向けたデジタル実装の取組の推進・地域社会のデジタル化",
    "デジタルデバイド対策",
    "デジタル原則に基づく条例等の規制の点検・見直し",
)
OPTIONAL = (
    "BPR の取組の徹底（書面・押印・対面の見直し）",
    "オープンデータの推進",
    "官民データ活用推進計画策定の推進",
)


@dataclass
class Guidance:
    """A national plan of our own making, in the grammar of the real ones."""

    mark: str = "【第 6.0 版】"
    date: str = "2027 年(令和9年)2月5日"
    title: str = "自治体デジタル・トランスフォーメーション（DX）推進計画"
    organization: tuple[str, ...] = ORGANIZATION
    priority: tuple[str, ...] = PRIORITY
    accompanying: tuple[str, ...] = ACCOMPANYING
    optional: tuple[str, ...] = OPTIONAL
    optional_title: str = "各団体において必要に応じ実施を検討する取組"
    leader: str = "."
    spread: bool = False
    period: str = "本計画の対象期間は、2027 年（令和9年）1月から 2032 年3月までとする。"
    body_without: frozenset[str] = field(default_factory=frozenset)

    def entries(self) -> list[tuple[int, str]]:
        """(depth, number and title) of all headings."""
        found = [
            (0, "1. はじめに"),
            (1, "1.1 自治体における DX 推進の意義"),
            (1, "1.2 本計画の趣旨"),
            (1, "1.3 本計画の対象期間"),
        ]
        found += [(0, "2. 自治体における DX の推進体制の構築"), *self._numbered(self.organization)]
        found += [(0, "3. 取組事項"), (1, "3.1 自治体 DX の重点取組事項"), *self._numbered(self.priority)]
        found += [(1, "3.2 自治体 DX の取組とあわせて取り組むべき事項"), *self._numbered(self.accompanying)]
        if self.optional_title:
            found += [(1, f"3.3 {self.optional_title}"), *self._numbered(self.optional)]
        return found

    def pages(self) -> tuple[str, ...]:
        """The text of its pages as a PDF's text layer has it: cover, contents, body."""
        lines = [self._led(title, 3 + at // 6) for at, (_, title) in enumerate(self.entries())]
        body = [title for _, title in self.entries() if title not in self.body_without]
        cover = "\n".join((self.title, self.mark, self.date, "総務省"))
        return (
            cover,
            "\n".join(("目  次", *lines)),
            *(f"\n{self.period}\n".join(body[at::2]) for at in (0, 1)),
        )

    def _led(self, title: str, page: int) -> str:
        line = f"{title} {self.leader * 20} {page}"
        return " ".join(line.replace(" ", "")) if self.spread else line

    @staticmethod
    def _numbered(titles: tuple[str, ...]) -> list[tuple[int, str]]:
        return [(2, f"({number}) {title}") for number, title in enumerate(titles, 1)]


def document(guidance: Guidance | None = None, pages: tuple[str, ...] | None = None) -> Document:
    source = Source(path="guidance/計画.pdf", sha256="ab" * 32, pages=4, origin=Origin.GUIDANCE)
    return Document(source=source, blocks=(), page_texts=pages or (guidance or Guidance()).pages())


def printed(guidance: Guidance, path: Path) -> Document:
    """The same as a real PDF with CID fonts, read by the program's own reader."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=(595, 842))

    def line(x: float, y: float, text: str, size: float = 10.5) -> None:
        canvas.setFont(FONT, size)
        canvas.drawString(x, y, text)

    for y, text in ((620, guidance.title), (560, guidance.mark), (300, guidance.date), (270, "総務省")):
        line(120, y, text, 14)
    canvas.showPage()
    line(270, 790, "目  次", 14)
    y = 770.0
    for at, (depth, title) in enumerate(guidance.entries()):
        shown = " ".join(title.replace(" ", "")) if guidance.spread else title
        left = 60 + 14 * depth
        while pdfmetrics.stringWidth(shown, FONT, 10.5) > 400:  # a long title goes on in the next line
            first = shown[:36]
            line(left, y, first)
            shown, y = shown[36:].strip(), y - 18
        line(left, y, shown)
        end = left + pdfmetrics.stringWidth(shown, FONT, 10.5) + 6
        dots = int((510 - end) / pdfmetrics.stringWidth(guidance.leader, FONT, 10.5))
        line(end, y, guidance.leader * dots)
        line(520, y, str(3 + at // 6))
        y -= 20
    canvas.showPage()
    for start in range(0, len(guidance.entries()), 8):
        for at, (_, title) in enumerate(guidance.entries()[start : start + 8]):
            line(60, 780 - 80 * at, title, 12)
            line(60, 755 - 80 * at, guidance.period)
        canvas.showPage()
    canvas.save()
    return readers.read(path, name=path.name, origin=Origin.GUIDANCE, options=readers.ReadOptions())


def keys(read: editions.ReadEdition, group: Group) -> list[str]:
    return [item.key for each in read.groups if each.group is group for item in each.items]


def test_known_titles_keep_their_keys_and_need_no_review() -> None:
    read, findings = editions.read_edition(document())
    assert (read.framework, read.name, read.mark, read.previous) == (
        "jichitai-dx",
        "6.0",
        "【第6.0版】",
        "5.1",
    )
    assert read.period == ("2027-01", "2032-03")
    assert (read.date, read.era_date) == ("2027-02-05", "令和9年2月5日")
    assert keys(read, Group.ORGANIZATION) == ["org", "talent", "planning", "pref"]
    assert keys(read, Group.PRIORITY) == [
        "frontyard", "standardization", "eltax", "mynumber", "security", "ai_rpa", "telework",
    ]  # fmt: skip
    assert keys(read, Group.ACCOMPANYING) == ["community", "divide", "rules"]
    assert keys(read, Group.OPTIONAL) == ["bpr", "opendata", "public_private"]
    assert {item.verification for group in read.groups for item in group.items} == {Verification.CONFIRMED}
    assert findings == ()


@pytest.mark.parametrize("leader", [".", "…", "・", "‥", ". ", "－", "_"])
def test_leaders_of_any_kind_end_a_title(leader: str) -> None:
    read, _ = editions.read_edition(document(Guidance(leader=leader)))
    titles = [item.title for group in read.groups for item in group.items]
    assert "セキュリティ対策の徹底" in titles
    assert len(titles) == 17


def test_spread_letters_are_joined() -> None:
    read, _ = editions.read_edition(document(Guidance(spread=True)))
    assert keys(read, Group.PRIORITY)[2] == "eltax"
    assert [item.title for item in read.groups[0].items][2] == "公金収納におけるeLTAXの活用"


@pytest.mark.parametrize("spread", [False, True])
def test_a_printed_pdf_is_read_like_its_text(tmp_path: Path, spread: bool) -> None:
    read, findings = editions.read_edition(printed(Guidance(spread=spread), tmp_path / "計画.pdf"))
    expected, _ = editions.read_edition(document())
    assert [keys(read, group) for group in Group] == [keys(expected, group) for group in Group]
    assert [item.title for group in read.groups for item in group.items] == [
        item.title for group in expected.groups for item in group.items
    ]
    assert (read.name, read.date) == ("6.0", "2027-02-05")
    assert [finding.code for finding in findings] == []


def test_a_title_worded_anew_keeps_its_key_and_is_marked_for_review() -> None:
    titles = (*PRIORITY[:3], "マイナンバーカードの取得・更新支援及び利用の推進", *PRIORITY[4:])
    read, findings = editions.read_edition(document(Guidance(priority=titles)))
    item = next(item for group in read.groups for item in group.items if item.key == "mynumber")
    assert item.verification is Verification.PARTIAL
    assert "マイナンバーカードの取得支援・利用の推進" in item.review
    assert [finding.code for finding in findings] == ["edition-review"]


def test_a_title_like_nothing_known_gets_a_new_key_and_never_another_s() -> None:
    read, findings = editions.read_edition(document(Guidance(priority=(*PRIORITY, "量子計算の試行"))))
    assert keys(read, Group.PRIORITY)[-1] == "new_priority_8"
    (finding,) = findings
    assert "(8)「量子計算の試行」" in finding.message
    assert "新しい項目" in finding.message


def test_a_title_that_the_body_does_not_repeat_is_only_partly_verified() -> None:
    guidance = Guidance(body_without=frozenset({"(5) セキュリティ対策の徹底"}))
    read, findings = editions.read_edition(document(guidance))
    item = next(item for group in read.groups for item in group.items if item.key == "security")
    assert item.verification is Verification.PARTIAL
    assert "本文に同じ見出しがない" in findings[0].message


def test_a_gap_in_the_numbers_is_told_and_nothing_of_the_group_is_confirmed() -> None:
    pages = list(Guidance().pages())
    pages[1] = "\n".join(line for line in pages[1].splitlines() if "(4) マイナンバー" not in line)
    read, findings = editions.read_edition(document(pages=tuple(pages)))
    assert "edition-numbers" in {finding.code for finding in findings}
    group = next(group for group in read.groups if group.group is Group.PRIORITY)
    assert {item.verification for item in group.items} == {Verification.PARTIAL}


def test_a_group_that_is_not_there_is_told_and_left_out() -> None:
    read, findings = editions.read_edition(document(Guidance(optional_title="")))
    assert Group.OPTIONAL not in {group.group for group in read.groups}
    assert [finding.code for finding in findings] == ["edition-group-missing"]


def test_a_group_under_a_new_name_is_known_by_its_items_and_marked() -> None:
    read, findings = editions.read_edition(document(Guidance(optional_title="任意の項目")))
    group = next(group for group in read.groups if group.group is Group.OPTIONAL)
    assert (group.title, group.verification) == ("任意の項目", Verification.PARTIAL)
    assert [finding.code for finding in findings] == ["edition-review"]
    assert "任意の項目" in findings[0].message


def test_the_procedure_manual_is_read_by_its_steps() -> None:
    steps = (
        "ステップ０ DXの認識共有・機運醸成",
        "ステップ１ 全体方針の決定",
        "ステップ２ 推進体制の整備",
        "ステップ３ DXの取組の実行",
    )
    heads = ("1. はじめに", "2. 手順", *steps)
    pages = (
        "自治体DX全体手順書\n【第 5.0 版】\n令和8年3月31日",
        "\n".join(("目次", *(f"{each} …… 3" for each in heads))),
    )
    read, _ = editions.read_edition(document(pages=(*pages, "\n".join(heads))))
    assert (read.framework, read.name, read.previous) == ("jichitai-dx-tejun", "5.0", "4.0")
    assert [(item.key, item.number, item.verification) for group in read.groups for item in group.items] == [
        ("step_awareness", "ステップ0", Verification.CONFIRMED),
        ("step_policy", "ステップ1", Verification.CONFIRMED),
        ("step_structure", "ステップ2", Verification.CONFIRMED),
        ("step_execution", "ステップ3", Verification.CONFIRMED),
    ]


def test_a_title_over_two_lines_and_a_page_number_on_its_own_are_joined() -> None:
    pages = list(Guidance().pages())
    led = next(line for line in pages[1].splitlines() if line.startswith("3.2"))
    pages[1] = pages[1].replace(led, "3.2 自治体 DX の取組とあわせて取り組むべき\n事項 ..........\n5")
    read, findings = editions.read_edition(document(pages=tuple(pages)))
    group = next(group for group in read.groups if group.group is Group.ACCOMPANYING)
    assert group.title == "自治体DXの取組とあわせて取り組むべき事項"
    assert findings == ()


@pytest.mark.parametrize(
    ("date", "told"), [("", True), ("令和8年4月1日\n令和9年2月5日", True), ("令和9年2月5日", False)]
)
def test_a_date_that_is_not_plain_is_left_for_someone_to_settle(date: str, told: bool) -> None:
    read, findings = editions.read_edition(document(Guidance(date=date)))
    assert (read.date == "") is told
    assert ("edition-date" in {finding.code for finding in findings}) is told


def test_a_plan_without_a_period_says_so() -> None:
    read, findings = editions.read_edition(document(Guidance(period="期間は定めない。令和9年4月に見直す。")))
    assert read.period is None
    assert [finding.code for finding in findings] == ["edition-period"]


@pytest.mark.parametrize("mark", ["", "【第 6.0 版】 第5.1版からの改定"])
def test_without_one_edition_number_there_is_no_edition_unless_told(mark: str) -> None:
    with pytest.raises(BadInput, match="版の番号"):
        editions.read_edition(document(Guidance(mark=mark)))
    read, _ = editions.read_edition(document(Guidance(mark=mark)), name="第6.1版")
    assert read.name == "6.1"
    with pytest.raises(UnknownEdition):
        editions.read_edition(document(Guidance(mark=mark)), name="最新")


def test_a_document_of_another_kind_is_refused() -> None:
    with pytest.raises(BadInput, match="題名"):
        editions.read_edition(document(Guidance(title="公用文の書き方")))
    with pytest.raises(BadInput, match="まとまり"):
        editions.read_edition(document(pages=Guidance().pages()[:1]))


def test_what_is_written_loads_as_an_edition_and_is_compared(tmp_path: Path) -> None:
    read, _ = editions.read_edition(document(Guidance(priority=(*PRIORITY, "量子計算の試行"), date="")))
    folder = tmp_path / "editions" / "jichitai-dx-6.0"
    written = editions.write_edition(read, folder)
    assert [path.name for path in written] == ["framework.yaml", "items.yaml"]
    loaded = editions.load(folder)
    assert loaded.period is not None
    assert (loaded.period.first, loaded.period.last) == ("2027-01", "2032-03")
    assert (loaded.name, loaded.date, loaded.date_verification) == ("6.0", "", Verification.UNCONFIRMED)
    assert [item.key for item in loaded.items] == [item.key for group in read.groups for item in group.items]
    assert "量子計算の試行" in loaded.by_key["new_priority_8"].needs[0]
    assert any(change.key == "new_priority_8" for change in editions.changes(editions.load("5.1"), loaded))
    assert written[0].read_text(encoding="utf-8").count("要確認") >= 3


def test_nothing_that_is_there_is_overwritten_and_nothing_half_made_stays(tmp_path: Path) -> None:
    read, _ = editions.read_edition(document())
    folder = tmp_path / "jichitai-dx-6.0"
    editions.write_edition(read, folder)
    before = (folder / "framework.yaml").read_bytes()
    with pytest.raises(BadInput, match="既にあります"):
        editions.write_edition(replace(read, name="7.0"), folder)
    assert (folder / "framework.yaml").read_bytes() == before
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable):
        editions.write_edition(read, tmp_path / "file" / "edition")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "jichitai-dx-6.0"]


@pytest.mark.parametrize("name", ["1.0", "2.0", "2.3", "5.1"])
def test_a_document_with_an_edition_s_own_titles_gives_that_edition_s_keys(name: str) -> None:
    known = editions.load(name)
    titles = {group: tuple(item.title for item in known.of(group)) for group in Group}
    guidance = Guidance(
        organization=titles[Group.ORGANIZATION],
        priority=titles[Group.PRIORITY],
        accompanying=titles[Group.ACCOMPANYING],
        optional=titles[Group.OPTIONAL],
        optional_title=next(title for group, title, _ in known.group_titles if group is Group.OPTIONAL),
    )
    read, findings = editions.read_edition(document(guidance))
    assert [keys(read, group) for group in Group] == [
        [item.key for item in known.of(group)] for group in Group
    ]
    assert findings == ()


@pytest.mark.parametrize(
    ("line", "level", "number", "title"),
    [
        ("第３章　取組事項 ……… 5", Level.CHAPTER, "3", "取組事項"),
        ("３．取組事項 ……… 5", Level.CHAPTER, "3", "取組事項"),
        (
            "3 . 1 自 治 体 D X の 重 点 取 組 事 項 . . . . . . 5",
            Level.SECTION,
            "3.1",
            "自治体DXの重点取組事項",
        ),
        ("4.1. 重点取組事項・・・・・・・12", Level.SECTION, "4.1", "重点取組事項"),
        ("（１）組織体制の整備………4", Level.ITEM, "(1)", "組織体制の整備"),
        ("(3) 長い題名の取組の推進. . 2", Level.ITEM, "(3)", "長い題名の取組の推進"),
        ("(3) 長い題名の取組の推進… 2", Level.ITEM, "(3)", "長い題名の取組の推進"),
        ("( 2 ) BPR の取組 ------ 10", Level.ITEM, "(2)", "BPRの取組"),
    ],
)
def test_numbers_and_titles_are_told_apart(line: str, level: Level, number: str, title: str) -> None:
    page = "\n".join(("目次", line, "(8) 甲の取組 ……… 1", "(9) 乙の取組 ……… 2"))
    entry = contents((page,))[0]
    assert (entry.level, entry.number, entry.title) == (level, number, title)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("自治体 DX の重点取組事項", "自治体DXの重点取組事項"),
        ("公 金 収 納 に お け る e L T A X の 活 用", "公金収納におけるeLTAXの活用"),
        ("Society 5.0 の実現", "Society 5.0の実現"),
        ("Data Management Platform", "Data Management Platform"),
    ],
)
def test_spaces_go_between_japanese_and_stay_between_words(text: str, expected: str) -> None:
    assert tidy(text) == expected


def test_a_key_is_given_once_and_the_same_words_come_first() -> None:
    known = {"a": ("AIの利用推進",), "b": ("RPAの利用推進",)}
    pairs = best_pairs(["AI等の利用推進", "AIの利用推進"], known)
    assert pairs[1] == ("a", "AIの利用推進", 1.0)
    assert pairs.get(0, ("b",))[0] != "a"
    assert likeness("取り組みの徹底", "取組の徹底") == 1.0
    assert likeness("", "甲") == 0.0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet="123.．…・(（)）第章 　重点取組事項推進体制のステップ\n", max_size=120), max_size=4
    )
)
def test_any_contents_end_in_an_edition_or_a_known_failure(texts: list[str]) -> None:
    pages = (*Guidance().pages()[:1], *texts)
    try:
        read, _ = editions.read_edition(document(pages=pages))
    except BadInput:
        return
    assert all(group.items for group in read.groups)
