"""What goes into the Word file comes out of it again: texts, ids, footnotes, for any text at all."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.model import BadInput, BlockStatus, Citation, DraftBlock, Stance
from flows.text import clean, fold
from flows.writers import docx
from flows.writers.docx.citations import describe
from flows.writers.docx.identity import bookmark_name, parts_of
from tests.tools.docx_lint import lint
from tests.writers.edits import edited
from tests.writers.specimen import OLD_PLAN, PLAN, Blocks, cited, edition, paragraph, plan, specimen

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
"""Any text, lone surrogates, controls and all."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen as a file."""
    path = tmp_path_factory.mktemp("docx") / "素案.docx"
    docx.write(specimen(), path, edition=edition())
    return path


def _read(path: Path, *blocks: DraftBlock) -> dict[str | None, docx.ReadBlock]:
    docx.write(plan(*blocks), path, edition=edition())
    return {block.id: block for block in docx.read_back(path)}


def test_every_text_of_the_draft_stands_in_the_file_under_its_id(written: Path) -> None:
    shown = {block.id: block.text for block in docx.read_back(written)}
    for section in specimen().sections:
        assert shown[f"dx:heading:{section.key}"] == section.title
        for block in section.blocks:
            for part in parts_of(block):
                if part.text:
                    assert shown[part.id] == clean(part.text)


def test_no_text_of_the_file_is_without_an_id(written: Path) -> None:
    assert [block for block in docx.read_back(written) if block.id is None] == []


def test_nothing_stands_in_the_file_but_the_draft_and_the_writers_own_words(written: Path) -> None:
    expected = {part.id for s in specimen().sections for block in s.blocks for part in parts_of(block)}
    own = {block.id for block in docx.read_back(written) if block.is_own}
    assert {block.id for block in docx.read_back(written)} - own <= expected
    assert {str(key).split(":")[1] for key in own} == {"cover", "contents", "legend", "heading", "caption"}


def test_every_citation_stands_in_a_footnote_of_its_own_block(written: Path) -> None:
    shown = {block.id: block.footnotes for block in docx.read_back(written)}
    for section in specimen().sections:
        for block in section.blocks:
            for part in parts_of(block):
                notes = shown.get(part.id, ())
                for citation in part.citations:
                    place = describe(citation).partition("「" + citation.quote)[0]
                    assert any(note.startswith(place) and f"「{citation.quote}」" in note for note in notes)
                assert all(any(f"「{c.quote}」" in note for c in part.citations) for note in notes)


def test_quotes_of_one_page_for_one_sentence_share_a_footnote(tmp_path: Path) -> None:
    first, second, other = cited(PLAN, 1, "甲"), cited(PLAN, 1, "乙"), cited(PLAN, 2, "丙")
    shown = _read(tmp_path / "a.docx", paragraph("要約した文。", citations=(first, other, second)))
    assert shown["p"].footnotes == (describe(first, second), describe(other))


def test_cells_of_a_row_refer_to_one_footnote_for_one_page(tmp_path: Path) -> None:
    a, b, c = cited(PLAN, 1, "準備"), cited(PLAN, 1, "運用"), cited(PLAN, 2, "監査")
    table = Blocks("k").table(
        [["令和7年度", "令和8年度", "令和9年度"], [("準備", a), ("運用", b), ("監査", c)]], "工程表"
    )
    path = tmp_path / "a.docx"
    shown = _read(path, table)
    assert [shown[cell.id].footnotes for cell in table.rows[1]] == [
        (describe(a, b),),
        (describe(a, b),),
        (describe(c),),
    ]
    assert [shown[cell.id].text for cell in table.rows[1]] == ["準備", "運用", "監査"]
    with zipfile.ZipFile(path) as archive:
        assert archive.read("word/document.xml").count(b"<w:footnoteReference") == 2


def test_a_citation_used_twice_in_a_block_is_one_footnote(tmp_path: Path) -> None:
    citation = cited(PLAN, 3, "人口は減っている。")
    block = paragraph("人口は減っている。職員も減っている。", citations=(citation, citation))
    assert len(_read(tmp_path / "a.docx", block)["p"].footnotes) == 1


@pytest.mark.parametrize(
    ("citation", "wanted"),
    [
        (
            cited(PLAN, 14, "人口は減る。", "12"),
            "出典: 「第6次朝凪市総合計画」（01_第6次総合計画.pdf）p.12（PDF p.14）「人口は減る。」",
        ),
        (
            cited(PLAN, 14, "人口は減る。"),
            "出典: 「第6次朝凪市総合計画」（01_第6次総合計画.pdf）PDF p.14「人口は減る。」",
        ),
        (
            cited(PLAN, 1, "人口は減る。", confidence=0.934),
            "出典: 「第6次朝凪市総合計画」（01_第6次総合計画.pdf）PDF p.1［読取り（OCR）確度 0.93］「人口は減る。」",
        ),
        (
            Citation(
                source="庁内/調査.xlsx",
                sha256="0" * 64,
                page=2,
                quote="58.3",
                title="市民調査",
                place="問7 B4",
            ),
            "出典: 「市民調査」（調査.xlsx） 問7 B4 「58.3」",
        ),
        (
            Citation(source="庁内/メモ.docx", sha256="0" * 64, page=1, quote="手書きが多い。"),
            "出典: 「メモ.docx」「手書きが多い。」",
        ),
        (
            Citation(source="方針.PDF", sha256="0" * 64, page=1, quote="将来像\n海のまち", title="方針"),
            "出典: 「方針」（方針.PDF）PDF p.1「将来像 海のまち」",
        ),
    ],
)
def test_a_footnote_names_document_file_page_and_quote(citation: Citation, wanted: str) -> None:
    assert describe(citation) == wanted


def test_a_long_quote_stands_whole_in_its_footnote(tmp_path: Path) -> None:
    quote = "窓口の手続を見直し、" * 300 + "終わる。"
    shown = _read(tmp_path / "a.docx", paragraph("要約した文。", citations=(cited(PLAN, 1, quote),)))
    assert quote in shown["p"].footnotes[0]


def test_the_mark_stands_after_the_sentence_that_the_quote_supports(tmp_path: Path) -> None:
    first, second = cited(PLAN, 1, "人口は減っている。"), cited(OLD_PLAN, 2, "職員も減っている。")
    path = tmp_path / "a.docx"
    shown = _read(path, paragraph("人口は減っている。職員も減っている。", citations=(second, first)))
    assert [
        note.endswith(f"「{quote}」")
        for note, quote in zip(shown["p"].footnotes, (first.quote, second.quote), strict=True)
    ] == [True] * 2
    assert shown["p"].text == "人口は減っている。職員も減っている。"


def test_two_marks_in_a_row_do_not_read_as_one_number_and_add_no_text(tmp_path: Path) -> None:
    block = paragraph("人口は減った。", citations=(cited(PLAN, 1, "人口"), cited(PLAN, 2, "減った")))
    path = tmp_path / "a.docx"
    assert _read(path, block)["p"].text == "人口は減った。"
    with zipfile.ZipFile(path) as archive:
        assert b">)<" in archive.read("word/document.xml")


def test_what_a_tables_head_cites_is_noted_under_the_table(tmp_path: Path) -> None:
    b = Blocks("k")
    head = b.table([[("令和7年度", cited(PLAN, 4, "令和7年度")), "値"], ["率", "12"]], "指標")
    shown = _read(tmp_path / "a.docx", head)
    assert len(shown[f"dx:head:{head.id}"].footnotes) == 1
    assert all(not shown[cell.id].footnotes for cell in head.rows[0])


def test_ids_that_word_cannot_hold_come_back_through_the_manifest(tmp_path: Path) -> None:
    ids = [
        "短い",
        "a b<c>&\"'",
        "x" * 200,
        "measures.priority.frontyard-0123456789-2",
        "A",
        "a",
        "é-1",
        "1.2",
        "1-2",
        "1_2",
    ]
    blocks = [paragraph(f"文{at}。", id=key) for at, key in enumerate(ids)]
    shown = _read(tmp_path / "a.docx", *blocks)
    assert [shown[key].text for key in ids] == [block.text for block in blocks]
    assert lint(tmp_path / "a.docx") == []


def test_a_bookmark_is_the_id_as_far_as_word_allows_it() -> None:
    assert bookmark_name("intro.purpose-0123456789") == "_dx_intro_purpose_0123456789"
    assert bookmark_name("長い" * 30).startswith("_dx_x")
    assert len(bookmark_name("長い" * 30)) <= 40


def test_the_same_id_twice_keeps_both_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.write(plan(paragraph("甲。"), paragraph("乙。")), path, edition=edition())
    assert [block.text for block in docx.read_back(path) if block.id == "p"] == ["甲。", "乙。"]
    assert lint(path) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT, quote=ANY_TEXT, title=ANY_TEXT, key=ANY_TEXT)
def test_any_text_gives_a_whole_file_and_comes_back_clean(
    tmp_path: Path, text: str, quote: str, title: str, key: str
) -> None:
    citation = Citation.model_construct(
        **(cited(PLAN, 1, "x").model_dump() | {"quote": quote, "title": title})
    )
    fields = paragraph("x").model_dump() | {
        "text": text,
        "id": key,
        "citations": (citation,),
        "stance": Stance.PROPOSAL,
    }
    blocks = [
        DraftBlock.model_construct(**(fields | {"status": status}))
        for status in (BlockStatus.QUOTED, BlockStatus.TODO)
    ]
    cell = DraftBlock.model_construct(**(fields | {"id": "cell"}))
    table = DraftBlock.model_construct(
        **(fields | {"id": "table", "rows": ((cell,),), "header_rows": 0, "widths": (0.0,)})
    )
    path = tmp_path / "a.docx"
    draft = plan(*[], title="x")
    section = draft.sections[0].model_construct(
        **(draft.sections[0].model_dump() | {"title": title, "blocks": (*blocks, table)})
    )
    docx.write(
        draft.model_construct(**(draft.model_dump() | {"title": title, "sections": (section,)})),
        path,
        edition=edition(),
    )
    assert lint(path) == []
    shown = docx.read_back(path)
    texts = [block.text for block in shown if block.id in (clean(key), "cell")]
    assert texts == ([clean(text)] * 3 if clean(text).strip() else [])
    assert all(note == describe(citation).strip() for block in shown for note in block.footnotes)


def test_the_file_of_a_very_long_text_is_whole(tmp_path: Path) -> None:
    text = "第1期の計画では、窓口の手続を見直した。" * 20_000
    assert _read(tmp_path / "a.docx", paragraph(text))["p"].text == text


def test_staffs_insertions_are_read_and_their_deletions_are_not(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.write(plan(paragraph("人口は減っている。")), path, edition=edition())
    changed = edited(
        path,
        '<w:t xml:space="preserve">人口は減っている。</w:t></w:r>',
        '<w:t>人口は</w:t></w:r><w:del w:id="90" w:author="甲"><w:r><w:delText>減って</w:delText></w:r></w:del>'
        '<w:ins w:id="91" w:author="甲"><w:r><w:t>増えて</w:t></w:r></w:ins>'
        "<w:sdt><w:sdtContent><w:r><w:t>いる。</w:t></w:r></w:sdtContent></w:sdt>",
    )
    assert {block.id: block.text for block in docx.read_back(changed)}["p"] == "人口は増えている。"


def test_text_that_staff_typed_outside_of_every_bookmark_comes_back_without_an_id(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    docx.write(plan(paragraph("甲。")), path, edition=edition())
    changed = edited(
        path,
        "<w:sectPr><w:headerReference",
        "<w:p><w:r><w:t>書き足した文。</w:t></w:r></w:p><w:sectPr><w:headerReference",
    )
    assert [block.text for block in docx.read_back(changed) if block.id is None] == ["書き足した文。"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"plain text", b"%PDF-1.7"])
def test_a_file_that_is_not_word_is_refused_with_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "返送.docx"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"返送\.docx"):
        docx.read_back(path)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("_rels/.rels", "relationships/officeDocument", "relationships/another"),
        (
            "word/document.xml",
            "schemas.openxmlformats.org/wordprocessingml/2006/main",
            "purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    ],
)
def test_a_file_in_another_dialect_is_refused_and_not_read_as_empty(
    tmp_path: Path, part: str, old: str, new: str
) -> None:
    path = tmp_path / "a.docx"
    docx.write(plan(paragraph("甲。")), path, edition=edition())
    with pytest.raises(BadInput):
        docx.read_back(edited(path, old, new, part))


def test_folding_of_a_quote_finds_its_sentence_across_spellings(tmp_path: Path) -> None:
    quote = cited(PLAN, 1, "令和７年度 の ＤＸ 予算")
    shown = _read(
        tmp_path / "a.docx", paragraph("令和7年度のDX予算は1億円である。別の文。", citations=(quote,))
    )
    assert fold(quote.quote) in fold(shown["p"].text)
    assert len(shown["p"].footnotes) == 1


def _bytes_in_another_place(path: Path, zone: str, seed: str) -> bytes:
    program = (
        "import sys; from pathlib import Path; from flows.writers import docx; from tests.writers.specimen import edition, specimen;"
        "docx.write(specimen(), Path(sys.argv[1]), edition=edition())"
    )
    environment = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed}
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, env=environment, cwd=root)
    return path.read_bytes()


def test_the_bytes_are_the_same_in_another_time_zone_and_another_process(
    written: Path, tmp_path: Path
) -> None:
    assert _bytes_in_another_place(tmp_path / "b.docx", "Pacific/Kiritimati", "1") == written.read_bytes()


def test_the_bytes_do_not_depend_on_the_clock(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2096, 10, 2, 7, 6, 40, 1, 276, 0))
    docx.write(specimen(), tmp_path / "b.docx", edition=edition())
    assert (tmp_path / "b.docx").read_bytes() == written.read_bytes()
