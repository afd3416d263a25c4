"""What the two public validators do not see in a Word file of ours: a list of plain sentences, empty when all is well.

Run it on a file: `python tests/tools/docx_lint.py FILE`. Checks the package (relationships lead somewhere, every part has
a content type, nothing absolute), ids (bookmarks paired and unique, footnotes and comments referenced, in order), looks
(styles exist, no direct colour or font in document.xml, lists defined) and what would make Word ask (update-fields).
"""

import posixpath
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_DIRECT = ("color", "rFonts", "shd", "sz", "szCs", "highlight", "b", "bCs", "i", "u")
_MOST_NAME = 40


def lint(path: Path) -> list[str]:
    """Everything that is wrong with the file."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {
            name: etree.fromstring(archive.read(name)) for name in names if name.endswith((".xml", ".rels"))
        }
    doubled = [f"二重の部品: {name}" for name, count in Counter(names).items() if count > 1]
    document = parts.get("word/document.xml")
    if document is None:
        return [*doubled, "word/document.xml がない"]
    return [
        *doubled,
        *_package(parts, set(names)),
        *_bookmarks(document),
        *_footnotes(parts, document),
        *_comments(parts, document),
        *_looks(parts, document),
        *_fields(parts, document),
        *_sections(parts, document),
    ]


def _package(parts: dict[str, etree._Element], names: set[str]) -> Iterator[str]:
    types = parts.get("[Content_Types].xml")
    overrides = (
        {}
        if types is None
        else {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in types if e.get("PartName")}
    )
    defaults = set() if types is None else {e.get("Extension", "") for e in types if e.get("Extension")}
    for name in names - {"[Content_Types].xml"}:
        if name not in overrides and name.rpartition(".")[2] not in defaults:
            yield f"内容の種類がない: {name}"
        if name.startswith("word/") and name.endswith(".xml") and name not in overrides:
            yield f"内容の種類が既定のまま: {name}"
    yield from (f"ない部品の種類: {name}" for name in overrides if name not in names)
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        ids = [link.get("Id") for link in part]
        yield from (f"{name}: 二重の関係 {key}" for key, count in Counter(ids).items() if count > 1)
        for link in part:
            target = link.get("Target", "")
            if link.get("TargetMode") == "External":
                yield f"{name}: 外部への関係 {target}"
            elif posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") not in names:
                yield f"{name}: 行き先のない関係 {target}"


def _bookmarks(document: etree._Element) -> Iterator[str]:
    starts = list(document.iter(f"{W}bookmarkStart"))
    ends = Counter(end.get(f"{W}id") for end in document.iter(f"{W}bookmarkEnd"))
    names = Counter((start.get(f"{W}name") or "").lower() for start in starts)
    yield from (f"二重のブックマーク名: {name}" for name, count in names.items() if count > 1)
    yield from (f"長すぎるブックマーク名: {name}" for name in names if len(name) > _MOST_NAME)
    yield from (
        f"使えない字のあるブックマーク名: {name}" for name in names if not name.replace("_", "a").isalnum()
    )
    ids = Counter(start.get(f"{W}id") for start in starts)
    yield from (f"二重のブックマーク番号: {key}" for key, count in ids.items() if count > 1)
    yield from (f"閉じないブックマーク: {key}" for key in ids if ends[key] != 1)
    yield from (f"始まりのないブックマーク: {key}" for key in ends if key not in ids)
    anchors = {link.get(f"{W}anchor", "").lower() for link in document.iter(f"{W}hyperlink")}
    yield from (f"行き先のない目次のリンク: {anchor}" for anchor in anchors if anchor not in names)
    for start in starts:
        end = next(
            (e for e in start.itersiblings(f"{W}bookmarkEnd") if e.get(f"{W}id") == start.get(f"{W}id")), None
        )
        between = start.itersiblings() if end is not None else iter(())
        text = ""
        for element in between:
            if element is end:
                break
            text += "".join(element.itertext())
        if end is not None and (start.get(f"{W}name") or "").startswith("_dx_") and not text.strip():
            yield f"文字のないブックマーク: {start.get(f'{W}name')}"


def _footnotes(parts: dict[str, etree._Element], document: etree._Element) -> Iterator[str]:
    part = parts.get("word/footnotes.xml")
    used = [int(mark.get(f"{W}id", "-9")) for mark in document.iter(f"{W}footnoteReference")]
    if part is None:
        yield from (f"脚注の部品がない: {number}" for number in used)
        return
    defined = {int(note.get(f"{W}id", "-9")): note for note in part}
    separators = [note for note in part if note.get(f"{W}type")]
    if len(separators) != 2:
        yield "脚注の区切り線が2種類ない"
    words = [number for number, note in defined.items() if not note.get(f"{W}type")]
    yield from (f"ない脚注への参照: {number}" for number in used if number not in words)
    yield from (f"参照のない脚注: {number}" for number in words if number not in used)
    if used != sorted(set(used)):
        yield "脚注の番号が本文の順でない"
    yield from (
        f"空の脚注: {number}" for number in words if not "".join(defined[number].itertext()).strip(") \t")
    )


def _comments(parts: dict[str, etree._Element], document: etree._Element) -> Iterator[str]:
    part = parts.get("word/comments.xml")
    defined = [] if part is None else [comment.get(f"{W}id") for comment in part]
    for name in ("commentReference", "commentRangeStart", "commentRangeEnd"):
        used = [mark.get(f"{W}id") for mark in document.iter(f"{W}{name}")]
        if sorted(used, key=str) != sorted(defined, key=str):
            yield f"コメントの {name} がコメントと合わない"
    if part is not None:
        yield from (
            "日付か筆者のないコメント" for c in part if not c.get(f"{W}date") or not c.get(f"{W}author")
        )


def _looks(parts: dict[str, etree._Element], document: etree._Element) -> Iterator[str]:
    for properties in document.iter(f"{W}rPr", f"{W}pPr", f"{W}tcPr", f"{W}tblPr"):
        for child in properties:
            if child.tag in {f"{W}{name}" for name in (*_DIRECT, "pBdr", "tblBorders", "tcBorders")}:
                yield f"直接の書式: {etree.QName(child).localname}"
    styles = parts.get("word/styles.xml")
    defined = set() if styles is None else {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    for name in (
        "word/document.xml",
        "word/footnotes.xml",
        "word/comments.xml",
        "word/header1.xml",
        "word/footer1.xml",
    ):
        part = parts.get(name)
        if part is not None:
            used = {e.get(f"{W}val") for e in part.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
            yield from (f"{name}: ないスタイル {style}" for style in used - defined)
    numbering = parts.get("word/numbering.xml")
    lists = (
        {"0"} if numbering is None else {"0"} | {n.get(f"{W}numId") or "" for n in numbering.iter(f"{W}num")}
    )
    for part in (document, styles):
        if part is not None:
            used = {n.get(f"{W}val") for n in part.iter(f"{W}numId")}
            yield from (f"ない箇条書の番号: {number}" for number in used - lists)


def _fields(parts: dict[str, etree._Element], document: etree._Element) -> Iterator[str]:
    settings = parts.get("word/settings.xml")
    if settings is not None and settings.find(f"{W}updateFields") is not None:
        yield "開くときに更新を尋ねる設定がある"
    for name, part in parts.items():
        if any(mark.get(f"{W}dirty") for mark in part.iter(f"{W}fldChar", f"{W}fldSimple")):
            yield f"{name}: 更新待ちのフィールドがある"
    depth = 0
    for mark in document.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if depth < 0:
            break
    if depth:
        yield "フィールドの始まりと終わりが合わない"


def _sections(parts: dict[str, etree._Element], document: etree._Element) -> Iterator[str]:
    body = document.find(f"{W}body")
    if body is None or not len(body) or body[-1].tag != f"{W}sectPr":
        yield "最後にページ設定がない"
    relations = parts.get("word/_rels/document.xml.rels")
    ids = set() if relations is None else {link.get("Id") for link in relations}
    used = {e.get(f"{R}id") for e in document.iter() if e.get(f"{R}id")}
    yield from (f"ない関係の番号: {key}" for key in used - ids)
    for table in document.iter(f"{W}tbl"):
        following = table.getnext()
        if following is None or following.tag == f"{W}tbl":
            yield "表の後に段落がない"
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if any(len(row.findall(f"{W}tc")) != columns for row in table.iter(f"{W}tr")):
            yield "行の欄の数が表の欄の数と合わない"


if __name__ == "__main__":
    found = lint(Path(sys.argv[1]))
    print("\n".join(found) or "指摘はありません")
    sys.exit(bool(found))
