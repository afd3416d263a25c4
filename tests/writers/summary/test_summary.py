"""概要版.docx: the draft's own sentences, chosen, in two to four pages."""

import zipfile
from pathlib import Path

import pypdfium2
import pytest

from flows.model import BlockStatus, Draft, DraftBlockKind, Section
from flows.text import fold
from flows.writers import docx
from flows.writers.docx.identity import parts_of
from flows.writers.summary import choose, choosing, write
from flows.writers.summary.choosing import rules
from tests.tools.docx_lint import lint
from tests.tools.office import PROGRAM, convert
from tests.tools.validators import audit, has_sdk, sdk
from tests.writers import companion as case
from tests.writers.specimen import specimen

LONG = (
    "施設の予約をスマートフォンから行えるようにし、窓口に来なくても申込みから支払までが終わる仕組みを、"
    "令和8年度から順に、すべての公民館に広げます。"
)


def with_measures(*sentences: str) -> Draft:
    """A draft whose every priority and accompanying item has these 取組."""
    items = case.edition().items
    sections = tuple(
        Section(
            key=f"measures.{item.key}",
            title=item.title,
            level=3,
            blocks=tuple(
                case.quoted(f"{item.key}-{n}", f"{item.title}では、{text}", "取組")
                for n, text in enumerate(sentences)
            ),
        )
        for item in items
    )
    return case.draft().model_copy(update={"sections": sections})


def measures(draft: Draft) -> dict[str, list[str]]:
    """Head → sentences of the part on measures."""
    found: dict[str, list[str]] = {}
    head = ""
    for part in choose(draft, case.edition()):
        if part.title == "主な取組":
            for block in part.blocks:
                if block.kind is DraftBlockKind.LABEL:
                    head = block.text
                else:
                    found.setdefault(head, []).append(block.text)
    return found


def test_every_sentence_is_one_of_the_draft_with_its_sources() -> None:
    draft = specimen()
    known = {
        part.id: part for section in draft.sections for block in section.blocks for part in parts_of(block)
    }
    shown = [
        part
        for chosen in choose(draft, case.edition())
        for block in chosen.blocks
        if block.kind is not DraftBlockKind.LABEL
        for part in parts_of(block)
    ]
    assert len(shown) > 10
    assert all(known[part.id] == part for part in shown)


def test_what_is_open_stays_out(tmp_path: Path) -> None:
    path = tmp_path / "概要版.docx"
    write(path, case.draft(), case.edition())
    assert "要確認" not in "".join(block.text for block in docx.read_back(path))
    for part in choose(case.draft(), case.edition()):
        assert all(block.status is not BlockStatus.TODO for block in part.blocks)


@pytest.mark.parametrize(
    "sentence",
    [
        "昨年の4月に始めた窓口の予約を広げます。",
        "問 書かない窓口で市民の負担はどれだけ減るのか。",
        "※標準化の対象は20業務に改められました。",
        "窓口の予約の仕組み",
        "短い文です。",
        "長い文を書きます。" * 30,
    ],
)
def test_what_cannot_be_read_alone_stays_out(sentence: str) -> None:
    section = Section(
        key="measures.frontyard", title="窓口", level=3, blocks=(case.quoted("x", sentence, "取組"),)
    )
    draft = case.draft().model_copy(update={"sections": (section,)})
    assert choose(draft, case.edition()) == ()


def test_sentences_with_figures_go_first_and_keep_their_order() -> None:
    draft = with_measures(
        "窓口の手続を見直して待ち時間を短くします。",
        "利用の多い22の手続で受付を始めます。",
        "職員の研修を続けて技能を高めます。",
        "令和9年度までに40の手続に広げます。",
    )
    found = measures(draft)
    assert len(found) == 11  # eight priority items and three accompanying ones
    for head, sentences in found.items():
        assert sentences == [
            f"{head}では、利用の多い22の手続で受付を始めます。",
            f"{head}では、令和9年度までに40の手続に広げます。",
        ]


def test_a_long_plan_keeps_one_sentence_for_each_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = with_measures(LONG, LONG.replace("施設", "講座"))
    assert {len(sentences) for sentences in measures(draft).values()} == {2}
    tight = {**rules(), "budget": 2000}
    monkeypatch.setattr(choosing, "rules", lambda: tight)
    assert {len(sentences) for sentences in measures(draft).values()} == {1}


def test_no_sentence_stands_twice() -> None:
    texts = [
        fold(block.text)
        for part in choose(specimen(), case.edition())
        for block in part.blocks
        if block.kind is not DraftBlockKind.LABEL and not block.rows
    ]
    assert len(texts) == len(set(texts))


def test_an_indicator_with_an_open_value_stays_out() -> None:
    assert "主な指標" in [part.title for part in choose(case.draft(), case.edition())]
    table = case.indicators("k")
    rows = tuple(
        tuple(
            cell.model_copy(update={"citations": (), "text": "要確認"}) if cell.id == "k-1" else cell
            for cell in row
        )
        for row in table.rows
    )
    section = Section(
        key="measures.mynumber",
        title="カード",
        level=3,
        blocks=(table.model_copy(update={"rows": rows}),),
    )
    draft = case.draft().model_copy(update={"sections": (section,)})
    assert choose(draft, case.edition()) == ()


@pytest.mark.parametrize(
    "draft", [case.draft(), specimen(), with_measures(LONG)], ids=["small", "whole", "long"]
)
def test_the_file_is_valid(tmp_path: Path, draft: Draft) -> None:
    path = tmp_path / "概要版.docx"
    write(path, draft, case.edition())
    assert audit(path) == []
    assert list(lint(path)) == []
    if has_sdk():
        assert sdk(path) == []


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        write(tmp_path / name, specimen(), case.edition())
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_every_document_cited_is_listed_once_with_its_pages(tmp_path: Path) -> None:
    path = tmp_path / "概要版.docx"
    write(path, case.draft(), case.edition())
    lines = [block.text for block in docx.read_back(path) if block.text.startswith("［")]
    assert lines == [f"［1］{case.TITLE}（1・2・3ページ）"]
    with zipfile.ZipFile(path) as package:
        assert "［1］" in package.read("word/document.xml").decode()


def test_hostile_text_breaks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "概要版.docx"
    hostile = "<w:p>\x00\x1f\ud800&]]>の窓口を22か所に広げます。"
    section = Section(
        key="measures.frontyard", title="窓口<b>\x0b", level=3, blocks=(case.quoted("x", hostile, "取組"),)
    )
    write(path, case.draft("題<&>\x00").model_copy(update={"sections": (section,)}), case.edition())
    assert audit(path) == []
    assert "<w:p>&]]>の窓口を22か所に広げます。" in "".join(block.text for block in docx.read_back(path))


@pytest.mark.office
@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason="LibreOffice がないため")
@pytest.mark.parametrize(
    "draft",
    [specimen(), with_measures(LONG, LONG.replace("施設", "講座"))],
    ids=["whole", "long"],
)
def test_it_has_at_most_four_pages(tmp_path: Path, draft: Draft) -> None:
    path = tmp_path / "概要版.docx"
    write(path, draft, case.edition())
    assert 1 <= len(pypdfium2.PdfDocument(convert(path, "pdf", tmp_path))) <= 4
