"""The Word file as a file: valid, restyled by its reference document only, complete in its fields, numbers and marks."""

import re
import runpy
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from flows.model import BadConfiguration, BlockStatus, NotWritable, Section
from flows.resources import templates_dir
from flows.writers import docx
from flows.writers.docx.outline import headings
from flows.writers.docx.words import era_date, moment
from tests.tools.docx_lint import W, lint
from tests.tools.validators import audit, has_sdk, sdk
from tests.writers.edits import edited, replaced, rewritten
from tests.writers.specimen import PLAN as SOURCE
from tests.writers.specimen import Blocks, cited, edition, paragraph, plan, specimen

REFERENCE = templates_dir() / "word" / "reference.docx"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The specimen as a file."""
    path = tmp_path_factory.mktemp("docx") / "素案.docx"
    docx.write(specimen(), path, edition=edition())
    return path


def part(path: Path, name: str = "word/document.xml") -> etree._Element:
    """A part of the file."""
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def text(element: etree._Element) -> str:
    """The text of an element."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def in_style(path: Path, style: str) -> list[str]:
    """The texts of the paragraphs in a style, by its id."""
    return [
        text(p)
        for p in part(path).iter(f"{W}p")
        if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") == style
    ]


def test_openxml_audit_finds_nothing(written: Path) -> None:
    assert audit(written) == []


@pytest.mark.skipif(not has_sdk(), reason="Microsoft の検査器が .tools にないため")
def test_microsofts_sdk_finds_nothing(written: Path) -> None:
    assert sdk(written) == []


def test_our_own_lint_finds_nothing(written: Path) -> None:
    assert lint(written) == []


def test_the_reference_document_is_valid_itself() -> None:
    assert audit(REFERENCE) == []
    assert not has_sdk() or sdk(REFERENCE) == []


def test_the_reference_document_is_what_its_script_makes(tmp_path: Path) -> None:
    make = runpy.run_path(str(REFERENCE.parent / "make_reference.py"), run_name="make_reference")["make"]
    make(tmp_path / "reference.docx")
    assert (tmp_path / "reference.docx").read_bytes() == REFERENCE.read_bytes()


CORRUPTIONS = {
    "二重の": ("word/document.xml", r'<w:bookmarkStart w:id="(\d+)" w:name="(_dx_measures_m0000_0000000002)"/>',
              r'<w:bookmarkStart w:id="\1" w:name="_dx_measures_m0000_0000000001"/>'),
    "閉じないブックマーク": ("word/document.xml", r'<w:bookmarkEnd w:id="40"/>', ""),
    "文字のないブックマーク": ("word/document.xml", r"<w:t xml:space=\"preserve\">国の方針</w:t>", ""),
    "脚注の番号が本文の順でない": ("word/document.xml", r'<w:footnoteReference w:id="2"/>', '<w:footnoteReference w:id="3"/>'),
    "ない脚注への参照": ("word/document.xml", r'<w:footnoteReference w:id="2"/>', '<w:footnoteReference w:id="9999"/>'),
    "参照のない脚注": ("word/document.xml", r'<w:footnoteReference w:id="5"/>', ""),
    "空の脚注": ("word/footnotes.xml", r'(<w:footnote w:id="4">.*?<w:tab/><w:t [^>]*>)[^<]*', r"\1"),
    "コメントの commentReference": ("word/document.xml", r'<w:commentReference w:id="1"/>', ""),
    "日付か筆者のないコメント": ("word/comments.xml", r' w:date="[^"]*"', ""),
    "直接の書式: color": ("word/document.xml", r"<w:r><w:t", '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr><w:t'),
    "直接の書式: rFonts": ("word/document.xml", r"<w:r><w:t", '<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t'),
    "直接の書式: shd": ("word/document.xml", r"(<w:tcW[^>]*/>)", r'\1<w:shd w:val="clear" w:fill="FF0000"/>'),
    "ないスタイル": ("word/document.xml", r'<w:pStyle w:val="BodyJa"/>', '<w:pStyle w:val="Nowhere"/>'),
    "ない箇条書の番号": ("word/styles.xml", r'<w:numId w:val="3"/>', '<w:numId w:val="77"/>'),
    "開くときに更新を尋ねる": ("word/settings.xml", r"<w:defaultTabStop", '<w:updateFields w:val="true"/><w:defaultTabStop'),
    "更新待ち": ("word/document.xml", r'<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="begin" w:dirty="true"/>'),
    "フィールドの始まりと終わり": ("word/document.xml", r'<w:fldChar w:fldCharType="end"/>', ""),
    "行き先のない目次のリンク": ("word/document.xml", r'w:name="_Toc200000003"', 'w:name="_Toc3"'),
    "行き先のない関係": ("word/_rels/document.xml.rels", r'Target="footnotes.xml"', 'Target="notes.xml"'),
    "外部への関係": ("word/_rels/document.xml.rels", r'Target="footnotes.xml"', 'Target="http://example.jp/" TargetMode="External"'),
    "内容の種類が既定のまま": ("[Content_Types].xml", r'<Override PartName="/word/comments.xml"[^>]*/>', ""),
    "ない関係の番号": ("word/document.xml", r'r:id="rId1"', 'r:id="rId99"'),
    "行の欄の数": ("word/document.xml", r"<w:gridCol [^>]*/>", ""),
    "表の後に段落がない": ("word/document.xml", r"</w:tbl><w:p>.*?</w:p>", "</w:tbl><w:tbl/>"),
}  # fmt: skip


@pytest.mark.parametrize("finding", CORRUPTIONS)
def test_the_lint_finds_a_planted_fault(written: Path, finding: str) -> None:
    name, pattern, new = CORRUPTIONS[finding]
    assert any(
        found.startswith(finding) or finding in found for found in lint(replaced(written, pattern, new, name))
    )


def test_headings_are_numbered_by_lists_and_the_contents_say_the_same_numbers(written: Path) -> None:
    assert in_style(written, "Heading1")[0] == "計画の策定に当たって"
    assert in_style(written, "TOC1")[:2] == ["第1章計画の策定に当たって1", "第2章国・県の動向3"]
    assert in_style(written, "TOC1")[-1].startswith("資料編")
    assert in_style(written, "TOC2")[0] == "1計画策定の背景・趣旨1"
    assert in_style(written, "TOC2")[-1].startswith("資料2要確認一覧")
    assert in_style(written, "TOC3")[0].startswith("(1)フロントヤード改革")


@pytest.mark.parametrize(
    ("level", "title", "shown"),
    [(1, "第3章　現状と課題", "現状と課題"), (1, "第三章 現状", "現状"), (1, "第1期計画の評価", "第1期計画の評価"), (2, "1 期間", "期間"),
     (2, "20業務の標準化", "20業務の標準化"), (3, "（1）標準化", "標準化"), (3, "(1)", "(1)"), (1, "二行の\n題", "二行の 題")],
)  # fmt: skip
def test_a_number_that_a_title_brings_along_is_not_shown_twice(level: int, title: str, shown: str) -> None:
    section = specimen().sections[0].model_copy(update={"title": title, "level": level})
    assert headings(specimen().model_copy(update={"sections": (section,)}))[0].title == shown


def test_every_line_of_the_contents_leads_to_its_heading(written: Path) -> None:
    document = part(written)
    targets = [link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")]
    assert targets == [heading.target for heading in headings(specimen())]


def test_contents_and_numbers_stand_in_fields_with_their_results(written: Path) -> None:
    codes = [(code.text or "").split()[0] for code in part(written).iter(f"{W}instrText")]
    assert codes[0] == "TOC"
    assert codes.count("PAGEREF") == len(specimen().sections)
    assert codes.count("SEQ") == 6
    assert [code.text for code in part(written, "word/footer1.xml").iter(f"{W}instrText")] == [" PAGE "]


def test_a_reference_to_a_section_is_a_field_that_leads_to_its_heading(tmp_path: Path) -> None:
    first, second = specimen().sections[1:3]
    words = f"「{second.title}」に記載しています。"
    block = paragraph(words).model_copy(update={"refers": second.key})
    sections = (first.model_copy(update={"blocks": (block,)}), second)
    docx.write(specimen().model_copy(update={"sections": sections}), tmp_path / "a.docx", edition=edition())
    document = part(tmp_path / "a.docx")
    target = headings(specimen().model_copy(update={"sections": sections}))[1].target
    codes = [(code.text or "").strip() for code in document.iter(f"{W}instrText")]
    assert f"REF {target} \\h" in codes
    assert [shown.text for shown in docx.read_back(tmp_path / "a.docx") if shown.id == block.id] == [words]
    assert lint(tmp_path / "a.docx") == audit(tmp_path / "a.docx") == []


def test_captions_are_numbered_in_order(written: Path) -> None:
    assert in_style(written, "Caption") == [
        "表1　計画の期間", "表2　主な指標の推移", "表3　電子申請とカードの推移", "表4　施策の体系",
        "表5　取組の工程", "表6　関連する予算",
    ]  # fmt: skip


def test_a_caption_without_a_table_has_no_number(tmp_path: Path) -> None:
    docx.write(plan(paragraph("図の題名", kind="caption")), tmp_path / "a.docx", edition=edition())
    assert in_style(tmp_path / "a.docx", "Caption") == ["図の題名"]


def test_the_header_says_that_it_is_a_draft_and_of_when(written: Path) -> None:
    assert text(part(written, "word/header1.xml")) == "第2期朝凪市DX推進計画素案　令和8年11月23日"


def test_the_cover_stands_alone_and_the_plan_begins_with_page_one(written: Path) -> None:
    sections = list(part(written).iter(f"{W}sectPr"))
    assert [len(section.findall(f"{W}headerReference")) for section in sections][:3] == [0, 1, 1]
    numbering = [section.find(f"{W}pgNumType") for section in sections]
    assert [None if n is None else (n.get(f"{W}fmt"), n.get(f"{W}start")) for n in numbering] == [
        None, ("lowerRoman", "1"), ("decimal", "1"), ("decimal", None), ("decimal", None),
    ]  # fmt: skip


def test_a_wide_table_stands_on_a_landscape_page_with_its_heading(written: Path) -> None:
    body = part(written).find(f"{W}body")
    assert body is not None
    ends = [at for at, child in enumerate(body) if child.find(f"{W}pPr/{W}sectPr") is not None]
    landscape = body[ends[2] + 1 : ends[3] + 1]
    assert [text(child) for child in landscape[:2]] == ["工程表", "表5　取組の工程"]
    size = landscape[-1].find(f"{W}pPr/{W}sectPr/{W}pgSz")
    assert size is not None and size.get(f"{W}orient") == "landscape"
    assert int(size.get(f"{W}w", "0")) > int(size.get(f"{W}h", "0"))


@pytest.mark.parametrize("blocks", ["W", "WW", "pW", "Wp", "pWpW", "pWWp", "tW", "Wt", "lW", "lWlWl", "pWlW"])
def test_landscape_pages_come_and_go_in_any_order(tmp_path: Path, blocks: str) -> None:
    b = Blocks("k")
    kinds: dict[str, Callable[[], object]] = {
        "W": lambda: b.table([[f"列{n}" for n in range(9)], ["●"] * 9], "工程表"),
        "t": lambda: b.table([["列", "値"], ["a", "1"]], "表"),
        "p": lambda: b.make("paragraph", "本文。"),
        "l": lambda: b.make("label", "見出し"),
    }
    path = tmp_path / "a.docx"
    docx.write(plan(*(kinds[kind]() for kind in blocks)), path, edition=edition())  # type: ignore[arg-type]
    assert lint(path) == []
    body = part(path).find(f"{W}body")
    assert body is not None
    wide = 0
    since: list[etree._Element] = []
    for child in body:
        since.append(child)
        ends = [child] if child.tag == f"{W}sectPr" else child.findall(f"{W}pPr/{W}sectPr")
        if ends:
            columns = [len(t.findall(f"{W}tblGrid/{W}gridCol")) for t in since if t.tag == f"{W}tbl"]
            size = ends[0].find(f"{W}pgSz")
            landscape = size is not None and size.get(f"{W}orient") == "landscape"
            assert all((count >= 9) == landscape for count in columns)
            assert text(since[0]) or len(since) > 1 or child.tag == f"{W}sectPr", "an empty page"
            wide += columns.count(9)
            since = []
    assert wide == blocks.count("W")
    assert audit(path) == []


def test_words_that_lead_to_a_table_stay_with_it(tmp_path: Path) -> None:
    b = Blocks("k")
    short, long = b.make("paragraph", "問1 困りごと（複数回答）"), b.make("paragraph", "長い説明。" * 60)
    rows = [["選択肢", "割合"], ["窓口", "73.1"]]
    path = tmp_path / "a.docx"
    docx.write(plan(short, b.table(rows, "調査"), long, b.table(rows, "調査")), path, edition=edition())
    kept = {text(p): p.find(f"{W}pPr/{W}keepNext") is not None for p in part(path).iter(f"{W}p")}
    assert kept[short.text]
    assert not kept[long.text]
    assert audit(path) == lint(path) == []


@pytest.mark.parametrize(("rows", "kept"), [(3, True), (30, False)])
def test_a_small_table_stays_on_one_page(tmp_path: Path, rows: int, kept: bool) -> None:
    table = Blocks("k").table([["選択肢", "割合"], *([f"答え{n}", "1"] for n in range(rows))], "調査")
    docx.write(plan(table), tmp_path / "a.docx", edition=edition())
    made = list(part(tmp_path / "a.docx").iter(f"{W}tr"))
    assert (made[1].find(f".//{W}keepNext") is not None) == kept
    assert made[-1].find(f".//{W}keepNext") is None


def test_a_heading_goes_to_the_landscape_page_with_the_words_that_lead_to_its_table(tmp_path: Path) -> None:
    b = Blocks("k")
    wide = b.table([[f"列{n}" for n in range(9)], ["●"] * 9], "工程表")
    sections = (
        Section(key="a", title="章", level=1, blocks=(b.make("paragraph", "本文。"),)),
        Section(key="b", title="工程", level=2, blocks=(b.make("paragraph", "次のとおりです。"), wide)),
    )
    path = tmp_path / "a.docx"
    docx.write(specimen().model_copy(update={"sections": sections}), path, edition=edition())
    body = part(path).find(f"{W}body")
    assert body is not None
    ends = [at for at, child in enumerate(body) if child.find(f"{W}pPr/{W}sectPr") is not None]
    assert [text(child) for child in body[ends[2] + 1 : ends[2] + 3]] == ["工程", "次のとおりです。"]


def test_head_rows_repeat_and_rows_stay_whole(written: Path) -> None:
    tables = list(part(written).iter(f"{W}tbl"))
    headed = [table for table in tables if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]
    assert len(headed) == 7
    assert all(
        row.find(f"{W}trPr/{W}cantSplit") is not None for table in tables for row in table.iter(f"{W}tr")
    )


def test_column_widths_follow_the_block_and_fill_the_page(written: Path) -> None:
    tables = list(part(written).iter(f"{W}tbl"))
    for table in tables:
        widths = [int(column.get(f"{W}w", "0")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) in (9072, 13833)
    first = [int(column.get(f"{W}w", "0")) for column in tables[0].iter(f"{W}gridCol")]
    assert first[1] / first[0] == pytest.approx(1.5, rel=0.01)


def test_what_is_open_has_the_mark_and_one_searchable_comment(written: Path) -> None:
    comments = [text(comment) for comment in part(written, "word/comments.xml")]
    assert [comment[:8] for comment in comments] == [f"[確認-{at:03d}]" for at in range(1, len(comments) + 1)]
    assert "「DXの定義」" in comments[0]
    assert all("【要確認】" in words for words in in_style(written, "TodoMarked"))
    assert len(comments) == len(in_style(written, "TodoMarked")) + sum(
        table.find(f".//{W}pStyle[@{W}val='CellTodo']") is not None for table in part(written).iter(f"{W}tbl")
    )


def test_an_open_block_without_the_mark_in_its_text_gets_it_from_its_style(tmp_path: Path) -> None:
    docx.write(
        plan(paragraph("所管課を記入してください。", status="todo")), tmp_path / "a.docx", edition=edition()
    )
    assert in_style(tmp_path / "a.docx", "Todo") == ["所管課を記入してください。"]


def test_comments_are_dated_with_the_draft(written: Path) -> None:
    dates = {comment.get(f"{W}date") for comment in part(written, "word/comments.xml")}
    assert dates == {"2026-11-23T00:00:00Z"}


def test_a_draft_without_sections_is_a_whole_file(tmp_path: Path) -> None:
    docx.write(
        specimen().model_copy(update={"sections": (), "date": "", "subtitle": ""}),
        tmp_path / "a.docx",
        edition=edition(),
    )
    assert audit(tmp_path / "a.docx") == lint(tmp_path / "a.docx") == []


@pytest.mark.parametrize(
    ("iso", "shown"),
    [("2026-11-23", "令和8年11月23日"), ("2019-05-01", "令和元年5月1日"), ("2019-04-30", "平成31年4月30日"),
     ("1989-01-07", "昭和64年1月7日"),
     ("1900-01-01", "1900-01-01"), ("近日", "近日"), ("", "")],
)  # fmt: skip
def test_dates_are_shown_in_the_era(iso: str, shown: str) -> None:
    assert era_date(iso) == shown


def test_a_date_that_is_none_gives_a_fixed_moment() -> None:
    assert moment("2026-11-23") == "2026-11-23T00:00:00Z"
    assert moment("近日") == moment("") == "2000-01-01T00:00:00Z"


def test_all_moments_in_the_package_are_fixed(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(
        re.findall(r"\d{4}-\d\d-\d\dT[^<]*", etree.tostring(part(written, "docProps/core.xml")).decode())
    ) == {"2026-11-23T00:00:00Z"}


def test_the_manifest_has_every_text_source_and_comment(written: Path) -> None:
    manifest = part(written, "customXml/item1.xml")
    shown = {block.id for block in docx.read_back(written)}
    dx = "{urn:dxplan:manifest:1}"
    assert {entry.get("id") for entry in manifest.iter(f"{dx}text")} == shown
    assert {entry.get("path") for entry in manifest.iter(f"{dx}source")} == {
        c.source for s in specimen().sections for b in s.blocks for c in b.citations
    }
    assert next(manifest.iter(f"{dx}comment")).get("code") == "確認-001"


def _restyled(tmp_path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    copy = tmp_path / "reference.docx"
    copy.write_bytes(REFERENCE.read_bytes())
    return rewritten(copy, change, "restyled.docx")


def test_another_reference_document_changes_the_look_and_not_a_word(written: Path, tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        for old, new in ((b"BIZ UDGothic", "游ゴシック".encode()), (b"24497D", b"7D2424")):
            parts["word/theme/theme1.xml"] = parts["word/theme/theme1.xml"].replace(old, new)
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'w:sz w:val="36"', b'w:sz w:val="40"')

    path = tmp_path / "a.docx"
    docx.write(specimen(), path, edition=edition(), reference=_restyled(tmp_path, change))
    assert docx.read_back(path) == docx.read_back(written)
    assert "游ゴシック" in etree.tostring(part(path, "word/theme/theme1.xml"), encoding="unicode")
    with zipfile.ZipFile(path) as new, zipfile.ZipFile(written) as old:
        assert new.read("word/document.xml") == old.read("word/document.xml")
    assert audit(path) == lint(path) == []


def test_styles_are_found_by_name_when_word_has_given_them_other_ids(written: Path, tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        for name in ("word/styles.xml", "word/numbering.xml", "word/document.xml"):
            parts[name] = re.sub(
                rb'"(BodyJa|Heading1|Label|PlanTable|FootnoteReference)"', rb'"a\1"', parts[name]
            )

    path = tmp_path / "a.docx"
    docx.write(specimen(), path, edition=edition(), reference=_restyled(tmp_path, change))
    assert in_style(path, "aHeading1") == in_style(written, "Heading1")
    assert docx.read_back(path) == docx.read_back(written)
    assert lint(path) == []


def test_a_style_that_staff_deleted_is_named(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(
            "項目見出し".encode(), "別の名前".encode()
        )

    with pytest.raises(BadConfiguration, match="項目見出し"):
        docx.write(specimen(), tmp_path / "a.docx", edition=edition(), reference=_restyled(tmp_path, change))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"text"])
def test_a_broken_reference_document_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ひな形.docx").write_bytes(content)
    with pytest.raises(BadConfiguration, match=r"ひな形\.docx"):
        docx.write(specimen(), tmp_path / "a.docx", edition=edition(), reference=tmp_path / "ひな形.docx")


@pytest.mark.parametrize(
    ("part_name", "old"),
    [("_rels/.rels", "relationships/officeDocument"), ("word/_rels/document.xml.rels", "relationships/styles"),
     ("word/document.xml", "w:sectPr"), ("word/document.xml", "w:pgMar")],
)  # fmt: skip
def test_a_reference_document_that_lacks_a_part_is_refused(tmp_path: Path, part_name: str, old: str) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[part_name] = parts[part_name].replace(old.encode(), (old + "X").encode())

    with pytest.raises(BadConfiguration):
        docx.write(specimen(), tmp_path / "a.docx", edition=edition(), reference=_restyled(tmp_path, change))


def test_a_reference_document_with_a_template_and_update_fields_does_not_pass_them_on(tmp_path: Path) -> None:
    unwanted = (
        b'<w:trackRevisions/><w:updateFields w:val="true"/><w:rsids><w:rsidRoot w:val="00112233"/></w:rsids>'
    )

    def change(parts: dict[str, bytes]) -> None:
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(
            b"<w:defaultTabStop",
            unwanted + b"<w:defaultTabStop",
        )

    path = tmp_path / "a.docx"
    docx.write(specimen(), path, edition=edition(), reference=_restyled(tmp_path, change))
    assert b"rsid" not in etree.tostring(part(path, "word/settings.xml"))
    assert lint(path) == []


def test_a_folder_that_is_not_there_is_a_plain_message(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match=r"素案\.docx"):
        docx.write(plan(paragraph("甲。")), tmp_path / "ない" / "素案.docx", edition=edition())


def test_a_draft_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "素案.docx"
    target.mkdir()
    with pytest.raises(NotWritable):
        docx.write(plan(paragraph("甲。")), target, edition=edition())
    assert list(tmp_path.iterdir()) == [target]


def test_page_numbers_come_from_outside_when_they_can(tmp_path: Path) -> None:
    outline = [("表紙", 0), *((f"{h.number} {h.title}", 3 + at) for at, h in enumerate(headings(specimen())))]
    docx.write(specimen(), tmp_path / "a.docx", edition=edition(), paginate=lambda _: outline)
    assert in_style(tmp_path / "a.docx", "TOC1")[1] == "第2章国・県の動向6"


@pytest.mark.parametrize("outline", [None, [], [("別の見出し", 1)]])
def test_page_numbers_are_estimated_when_they_cannot_be_counted(
    written: Path, tmp_path: Path, outline: list[tuple[str, int]] | None
) -> None:
    docx.write(specimen(), tmp_path / "a.docx", edition=edition(), paginate=lambda _: outline)
    assert (tmp_path / "a.docx").read_bytes() == written.read_bytes()


def test_a_cited_cell_that_is_open_keeps_both(tmp_path: Path) -> None:
    b = Blocks("k")
    table = b.table([["値"], [("12", cited(SOURCE, 1, "12"))]], "指標")
    cell = table.rows[1][0].model_copy(update={"status": BlockStatus.TODO})
    docx.write(
        plan(table.model_copy(update={"rows": (table.rows[0], (cell,))})),
        tmp_path / "a.docx",
        edition=edition(),
    )
    shown = {block.id: block for block in docx.read_back(tmp_path / "a.docx")}
    assert len(shown[cell.id].footnotes) == 1
    assert lint(edited(tmp_path / "a.docx", "令和8年", "令和9年")) == []
