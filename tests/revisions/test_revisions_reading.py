"""What the merge sees of a returned file: everything a clerk does, by any program, tracked or not."""

import random
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from flows.model import BlockStatus, Draft
from flows.revisions import Merged, merge
from tests.revisions.lab import STAFF, WHEN, Desk, W, decided, lines, plan, write

pytestmark = pytest.mark.usefixtures("without_office")
SENTENCE = "本計画は、市民サービスと行政運営を見直すために策定するものです。"
NEW = "本計画は、市民サービスと行政運営を抜本的に見直すために策定するものです。"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(plan(), tmp_path_factory.mktemp("sent") / "素案.docx")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One sentence says something new."""
    return write(said(plan(), NEW), tmp_path_factory.mktemp("new") / "素案.docx")


def said(draft: Draft, text: str, old: str = SENTENCE) -> Draft:
    """The plan with one sentence replaced."""
    return Draft.model_validate_json(draft.model_dump_json().replace(old, text))


def returned(base: Path, folder: Path, change: Callable[[Desk], None], *, tracked: bool = False) -> Path:
    desk = Desk.open(base, random.Random(0))  # noqa: S311 - edits, no secrets
    desk.tracked = tracked
    change(desk)
    return desk.save(folder / "returned.docx")


def paragraph(desk: Desk, text: str) -> etree._Element:
    return next(p for p in desk.document.iter(f"{W}p") if text in "".join(p.itertext()))


def run(desk: Desk, text: str) -> etree._Element:
    return next(r for r in paragraph(desk, text).iter(f"{W}r") if text in "".join(r.itertext()))


def typed(desk: Desk, old: str, new: str) -> None:
    """Words replaced in place."""
    for t in desk.document.iter(f"{W}t"):
        t.text = (t.text or "").replace(old, new)


def both(base: Path, ours: Path, folder: Path, change: Callable[[Desk], None]) -> tuple[Merged, Path, Path]:
    path = returned(base, folder, change)
    merged = merge(base, path, ours, folder / "out.docx")
    assert lines(folder / "out.docx", accept=False) == lines(path)
    return merged, path, folder / "out.docx"


def test_edits_that_do_not_touch_stand_side_by_side(base: Path, ours: Path, tmp_path: Path) -> None:
    merged, _, out = both(base, ours, tmp_path, lambda desk: typed(desk, "市民サービス", "住民サービス"))
    assert NEW.replace("市民", "住民") in lines(out, accept=True)
    assert [told.sent for told in merged.updated] == [SENTENCE]
    assert [told.staff for told in merged.kept] == [SENTENCE.replace("市民", "住民")]


def test_edits_that_touch_keep_the_staffs_text_and_show_both(base: Path, ours: Path, tmp_path: Path) -> None:
    merged, _, out = both(
        base, ours, tmp_path, lambda desk: typed(desk, "行政運営を見直す", "行政運営を改める")
    )
    staff = SENTENCE.replace("を見直す", "を改める")
    assert staff in lines(out, accept=True)
    (told,) = merged.conflicts
    assert (told.staff, told.proposed, told.code) == (staff, NEW, "競合-001")
    with zipfile.ZipFile(out) as archive:
        comments = archive.read("word/comments.xml").decode()
    for words in (staff, NEW, "[競合-001]"):
        assert words in comments


def test_words_within_a_staffs_own_tracked_change_are_never_struck(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    def change(desk: Desk) -> None:
        old = run(desk, SENTENCE)
        new = deepcopy(old)
        desk.tracked = True
        struck = desk.change("del")
        old.addprevious(struck)
        struck.append(old)
        for t in old.iter(f"{W}t"):
            t.tag = f"{W}delText"
        struck.addnext(desk.change("ins", new))

    merged, path, out = both(base, ours, tmp_path, change)
    assert [told.proposed for told in merged.conflicts] == [NEW]
    assert lines(out) == lines(path)


def test_a_tracked_move_is_followed(base: Path, ours: Path, tmp_path: Path) -> None:
    def change(desk: Desk) -> None:
        here, there = paragraph(desk, SENTENCE), paragraph(desk, "職員の育成")
        gone = deepcopy(here)
        for mark in gone.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            mark.getparent().remove(mark)
        for original, name in ((gone, "moveFrom"), (here, "moveTo")):
            for each in original.findall(f"{W}r"):
                moved = desk.change(name)
                each.addprevious(moved)
                moved.append(each)
        here.addprevious(gone)
        there.addnext(here)

    merged, path, _out = both(base, ours, tmp_path, change)
    assert lines(path).count(SENTENCE) == 1
    assert [told.staff for told in merged.conflicts] == [SENTENCE]  # inside a tracked move: told, not struck
    assert merged.deleted == ()


def test_a_paragraph_split_by_staff_is_one_text_still(base: Path, ours: Path, tmp_path: Path) -> None:
    def change(desk: Desk) -> None:
        first = paragraph(desk, SENTENCE)
        old = run(desk, SENTENCE)
        rest = deepcopy(old)
        old.find(f"{W}t").text, rest.find(f"{W}t").text = "本計画は、", SENTENCE.removeprefix("本計画は、")
        second = etree.Element(f"{W}p")
        second.extend([rest, *old.itersiblings()])
        first.addnext(second)

    merged, _, out = both(base, ours, tmp_path, change)
    assert NEW.removeprefix("本計画は、") in lines(out, accept=True)
    assert len(merged.updated) == 1


def test_text_in_a_text_box_and_in_a_content_control_is_read_and_kept(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    box = (
        f'<w:p xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox>'
        "<w:txbxContent><w:p><w:r><w:t>囲みの文</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    control = f'<w:sdt xmlns:w="{W[1:-1]}"><w:sdtContent><w:p><w:r><w:t>部品の文</w:t></w:r></w:p></w:sdtContent></w:sdt>'

    def change(desk: Desk) -> None:
        for made in (box, control):
            paragraph(desk, SENTENCE).addnext(etree.fromstring(made))

    merged, _, out = both(base, ours, tmp_path, change)
    assert {told.staff for told in merged.added} == {"囲みの文", "部品の文"}
    assert NEW in lines(out, accept=True)


def test_a_renamed_heading_is_staffs_and_its_section_goes_on(base: Path, ours: Path, tmp_path: Path) -> None:
    merged, _, out = both(base, ours, tmp_path, lambda desk: typed(desk, "背景・趣旨", "策定の経緯"))
    assert [told.staff for told in merged.kept] == ["策定の経緯"]
    assert NEW in lines(out, accept=True)


def test_a_foreign_bookmark_that_was_pasted_in_is_staffs_text(base: Path, ours: Path, tmp_path: Path) -> None:
    def change(desk: Desk) -> None:
        made = etree.fromstring(
            f'<w:p xmlns:w="{W[1:-1]}"><w:bookmarkStart w:id="7777" w:name="_dx_other_0123456789"/><w:r><w:t>別の計画の文</w:t>'
            '</w:r><w:bookmarkEnd w:id="7777"/></w:p>'
        )
        copy = deepcopy(paragraph(desk, SENTENCE))
        for mark in copy.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            mark.set(f"{W}id", "7778")
        copy.find(f"{W}r/{W}t").text = "写して書き換えた文"
        paragraph(desk, SENTENCE).addprevious(made)
        paragraph(desk, SENTENCE).addprevious(copy)

    merged, _, out = both(base, ours, tmp_path, change)
    assert "別の計画の文" in {told.staff for told in merged.added}
    assert "写して書き換えた文" in lines(out, accept=True)
    assert NEW in lines(out, accept=True)


def test_comments_replies_and_changed_footnotes_are_kept_and_told(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    def change(desk: Desk) -> None:
        desk.comment()
        notes = desk.parts["word/footnotes.xml"].decode()
        desk.parts["word/footnotes.xml"] = notes.replace(
            "出典: 「汐見原市総合計画」", "参考：総合計画", 1
        ).encode()

    merged, path, out = both(base, ours, tmp_path, change)
    assert any("要検討" in told.staff for told in merged.remarks)
    assert any(told.place.endswith("の脚注") and "参考：総合計画" in told.staff for told in merged.added)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out) as after:
        assert before.read("word/footnotes.xml") == after.read("word/footnotes.xml")
        assert "要検討" in after.read("word/comments.xml").decode()


def test_answers_in_a_thread_are_told_with_what_they_answer_and_whether_it_is_settled(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    word, more = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )

    def change(desk: Desk) -> None:
        comments = etree.fromstring(desk.parts["word/comments.xml"])
        asked = comments[0]
        asked.findall(f"{W}p")[-1].set(f"{{{word}}}paraId", "00000A01")
        reply = etree.SubElement(comments, f"{W}comment", {f"{W}id": "900", f"{W}author": STAFF, **WHEN})
        said = etree.SubElement(reply, f"{W}p", {f"{{{word}}}paraId": "00000A02"})
        etree.SubElement(etree.SubElement(said, f"{W}r"), f"{W}t").text = "確認しました"
        desk.parts["word/comments.xml"] = etree.tostring(comments)
        desk.parts["word/commentsExtended.xml"] = (
            f'<w15:commentsEx xmlns:w15="{more}"><w15:commentEx w15:paraId="00000A01" w15:done="1"/>'
            '<w15:commentEx w15:paraId="00000A02" w15:paraIdParent="00000A01" w15:done="0"/></w15:commentsEx>'
        ).encode()
        links = desk.parts["word/_rels/document.xml.rels"].decode()
        link = (
            '<Relationship Id="rIdEx" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended"'
            ' Target="/word/commentsExtended.xml"/></Relationships>'
        )
        desk.parts["word/_rels/document.xml.rels"] = links.replace("</Relationships>", link).encode()

    merged, path, out = both(base, ours, tmp_path, change)
    question, answer = merged.remarks
    assert question.staff.startswith("[確認-001]")
    assert question.place.endswith("のコメント（dxplan・解決済み）")
    assert (answer.sent, answer.staff) == (question.staff, "確認しました")
    assert answer.place.endswith(f"のコメント（{STAFF}の返信・解決済み）")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out) as after:
        assert before.read("word/commentsExtended.xml") == after.read("word/commentsExtended.xml")


def test_a_deleted_paragraph_stays_deleted_and_is_told(base: Path, ours: Path, tmp_path: Path) -> None:
    def change(desk: Desk) -> None:
        gone = paragraph(desk, SENTENCE)
        gone.getparent().remove(gone)

    merged, path, out = both(base, ours, tmp_path, change)
    assert [(told.sent, told.proposed) for told in merged.deleted] == [(SENTENCE, NEW)]
    assert out.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("keep_mark", [True, False])
def test_an_open_place_that_staff_filled_is_theirs_and_an_answer(
    base: Path, tmp_path: Path, keep_mark: bool
) -> None:
    def change(desk: Desk) -> None:
        place = paragraph(desk, "「DXの定義」に当たる記載")
        for each in [r for r in place.findall(f"{W}r") if r.find(f"{W}t") is not None]:
            place.remove(each)
        marks = list(place.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"))
        if not keep_mark:
            for mark in marks:
                mark.getparent().remove(mark)
        made = etree.fromstring(
            f'<w:r xmlns:w="{W[1:-1]}"><w:t>DXとは、仕事の進め方を改めることです。</w:t></w:r>'
        )
        marks[0].addnext(made) if keep_mark else place.append(made)

    new = write(
        said(plan(), "庁内の定義を書いてください。", "庁内で用いている定義を記入してください。"),
        tmp_path / "n.docx",
    )
    merged, path, out = both(base, new, tmp_path, change)
    assert [told.staff for told in merged.answered] == ["DXとは、仕事の進め方を改めることです。"]
    assert out.read_bytes() == path.read_bytes()


def test_a_rejected_suggestion_is_never_made_again_even_after_another(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    merge(base, base, ours, tmp_path / "1.docx")
    refused = decided(tmp_path / "1.docx", tmp_path / "2.docx", accept=False)
    other = write(said(plan(), SENTENCE.replace("策定", "作成")), tmp_path / "other.docx")
    assert len(merge(base, refused, other, tmp_path / "3.docx").updated) == 1
    refused = decided(tmp_path / "3.docx", tmp_path / "4.docx", accept=False)
    for again in (ours, other):
        assert merge(base, refused, again, tmp_path / "5.docx").updated == ()


def test_what_staff_changed_inside_a_suggestion_stays_when_it_is_withdrawn(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    merge(base, base, ours, tmp_path / "1.docx")

    def change(desk: Desk) -> None:
        mark = next(m for m in desk.document.iter(f"{W}ins") if "抜本" in "".join(m.itertext()))
        mark.find(f".//{W}t").text = "庁内で大きく"

    path = returned(tmp_path / "1.docx", tmp_path, change)
    merge(base, path, base, tmp_path / "2.docx")
    assert any("庁内で大きく" in line for line in lines(tmp_path / "2.docx", accept=True))
    assert any("庁内で大きく" in line for line in lines(tmp_path / "2.docx", accept=False))


def test_a_file_whose_marks_and_manifest_are_gone_is_known_by_its_words(
    base: Path, ours: Path, tmp_path: Path
) -> None:
    def change(desk: Desk) -> None:
        for mark in list(desk.document.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
            mark.getparent().remove(mark)
        del desk.parts["customXml/item1.xml"], desk.parts["customXml/itemProps1.xml"]
        del desk.parts["customXml/_rels/item1.xml.rels"]
        links = desk.parts["word/_rels/document.xml.rels"].decode()
        start = links.index("<Relationship Id=", links.index("theme1.xml"))
        desk.parts["word/_rels/document.xml.rels"] = (links[:start] + "</Relationships>").encode()
        types = desk.parts["[Content_Types].xml"].decode()
        part = next(p for p in types.split("<Override ") if "itemProps1" in p)
        desk.parts["[Content_Types].xml"] = types.replace(f"<Override {part}", "").encode()

    merged, _, out = both(base, ours, tmp_path, change)
    assert NEW in lines(out, accept=True)
    assert len(merged.unmarked) > 20
    again = merge(base, out, ours, tmp_path / "again.docx")
    assert (again.updated, again.conflicts) == ((), ())


def test_a_new_table_a_new_row_and_a_filled_cell_come_as_tracked_changes(base: Path, tmp_path: Path) -> None:
    draft = plan()
    section = draft.sections[3]
    table = next(block for block in section.blocks if block.rows)
    cell = table.rows[2][2].model_copy(update={"text": "10分", "status": BlockStatus.COMPOSED})
    row = tuple(
        c.model_copy(update={"id": f"{c.id}9", "text": f"新{n}"}) for n, c in enumerate(table.rows[1])
    )
    rows = (*table.rows[:2], row, (*table.rows[2][:2], cell), table.rows[3])
    blocks = tuple(
        block.model_copy(update={"rows": rows}) if block is table else block for block in section.blocks
    )
    sections = [*draft.sections]
    sections[3] = section.model_copy(update={"blocks": blocks})
    new = write(draft.model_copy(update={"sections": tuple(sections)}), tmp_path / "new.docx")
    merged = merge(base, base, new, tmp_path / "out.docx")
    found = lines(tmp_path / "out.docx", accept=True)
    at = found.index("新0")
    assert found[at : at + 7] == [
        "新0",
        "新1)",
        "新2",
        *found[at + 3 : at + 5],
        "10分",
        *found[at + 6 : at + 7],
    ]
    assert found[at + 3] == "待ち時間"
    assert len(merged.updated) == 4
    assert STAFF not in str(merged) and WHEN


def test_parts_that_nobody_knows_are_kept_byte_for_byte(base: Path, ours: Path, tmp_path: Path) -> None:
    strange = b"\x00\x01 some other program's"

    def change(desk: Desk) -> None:
        desk.parts["word/strange.bin"] = strange
        desk.parts["customXml/item9.xml"] = b"<other xmlns='urn:other'>\xe5\xba\x81</other>"

    _, path, out = both(base, ours, tmp_path, change)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out) as after:
        for name in ("word/strange.bin", "customXml/item9.xml", "word/styles.xml", "word/settings.xml"):
            assert before.read(name) == after.read(name)


@pytest.mark.parametrize("wrapper", ["fldSimple", "sdt"])
def test_words_in_fields_and_controls_are_read_and_never_struck(
    base: Path, ours: Path, tmp_path: Path, wrapper: str
) -> None:
    def change(desk: Desk) -> None:
        here = run(desk, SENTENCE)
        made = etree.Element(f"{W}{wrapper}")
        here.addprevious(made)
        if wrapper == "sdt":
            etree.SubElement(made, f"{W}sdtContent").append(here)
        else:
            made.set(f"{W}instr", "QUOTE")
            made.append(here)

    merged, path, out = both(base, ours, tmp_path, change)
    assert [(told.staff, told.proposed) for told in merged.conflicts] == [(SENTENCE, NEW)]
    assert lines(out) == lines(path)


def test_two_texts_that_staff_joined_are_both_found_and_both_take_the_news(
    base: Path, tmp_path: Path
) -> None:
    other = "毎年度の予算編成に反映します。"
    new = write(said(said(plan(), NEW), other.replace("毎年度", "毎年"), other), tmp_path / "new.docx")

    def change(desk: Desk) -> None:
        first, second = paragraph(desk, SENTENCE), paragraph(desk, other)
        first.extend([child for child in second if child.tag != f"{W}pPr"])
        second.getparent().remove(second)

    merged, _, out = both(base, new, tmp_path, change)
    assert (merged.deleted, merged.conflicts, merged.added, merged.unmarked) == ((), (), (), ())
    assert NEW + other.replace("毎年度", "毎年") in lines(out, accept=True)


def test_words_in_a_text_box_are_kept_and_told(base: Path, ours: Path, tmp_path: Path) -> None:
    def change(desk: Desk) -> None:
        box = etree.fromstring(
            f'<w:r xmlns:w="{W[1:-1]}"><w:pict><w:txbxContent><w:p><w:r><w:t>庁内の囲み記事</w:t></w:r></w:p>'
            "</w:txbxContent></w:pict></w:r>"
        )
        paragraph(desk, SENTENCE).append(box)

    merged, _, out = both(base, ours, tmp_path, change)
    assert "庁内の囲み記事" in {told.staff for told in merged.added}
    assert "庁内の囲み記事" in lines(out, accept=True)
