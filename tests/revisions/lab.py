"""A small plan, what may happen to its sources, what staff may do to its file, and an independent reader of tracked changes.

Nothing here uses the code under test: staff's edits are made on the XML as an editor would leave it, and accepting and
rejecting is done by rules of its own.
"""

import itertools
import random
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from flows.model import BlockStatus, Draft, DraftBlock, DraftBlockKind, Section
from flows.writers import docx
from tests.writers.specimen import Blocks, cited, edition

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STAFF, MACHINE = "企画課 田中", "dxplan"
PLAN = ("汐見原市総合計画", "01_総合計画.pdf", "a1" * 32)
SPEECH = ("施政方針", "02_施政方針.pdf", "b2" * 32)
WHEN = {f"{W}date": "2026-12-01T00:00:00Z"}


def plan(seed: int = 0) -> Draft:
    """The plan: two chapters, sentences, bullets, an open place, two tables."""
    b = Blocks("intro.purpose")
    purpose = (
        b.fact(
            "paragraph", cited(PLAN, 3, f"人口は令和7年に{51876 - seed}人となり、減少が続いている。", "1")
        ),
        b.make("paragraph", "本計画は、市民サービスと行政運営を見直すために策定するものです。", slot="趣旨"),
        b.todo("DXの定義", "庁内で用いている定義を記入してください。"),
        b.make("bullet", "総合計画を上位計画とします。", slot="位置付け"),
        b.make("bullet", "毎年度の予算編成に反映します。", slot="位置付け"),
    )
    s = Blocks("status.digital")
    status = (
        s.make("label", "現状"),
        s.fact("bullet", cited(SPEECH, 4, "電子申請の割合は31.5％で、前年から6.6ポイント上がった。", "3"), slot="現状"),
        s.fact("bullet", cited(SPEECH, 5, "窓口の待ち時間は平均18分である。", "4"), slot="現状"),
        s.make("caption", "主な指標"),
        s.table(
            [["指標", "現状値", "目標値"],
             ["電子申請の割合", ("31.5％", cited(SPEECH, 4, "31.5％", "3")), "50％"],
             ["待ち時間", ("18分", cited(SPEECH, 5, "18分", "4")), None],
             ["研修の受講者", "120人", "300人"]],
            "指標", widths=(4, 2, 2),
        ),
        s.make("note", "※現状値は令和7年度末の値です。"),
        s.make("label", "課題"),
        s.fact("paragraph", cited(PLAN, 9, "職員の育成と、機器に不慣れな方への支援が必要である。", "7"), slot="課題"),
    )  # fmt: skip
    m = Blocks("measures.front")
    measures = (
        m.make("paragraph", "書かない窓口を令和8年10月から全ての支所に広げます。", slot="取組"),
        m.todo("所管課", "所管課を記入してください。"),
        m.table(
            [["所管課", "市民課"], ["概算費用", None], ["代替手段", "窓口・電話での受付を続けます。"]],
            "個票", heads=0, widths=(2, 6),
        ),
    )  # fmt: skip
    sections = (
        Section(key="intro", title="計画の策定に当たって", level=1),
        Section(key="intro.purpose", title="背景・趣旨", level=2, blocks=purpose),
        Section(key="status", title="現状と課題", level=1),
        Section(key="status.digital", title="デジタル化の現状", level=2, blocks=status),
        Section(key="measures", title="具体的な取組", level=1),
        Section(key="measures.front", title="窓口の改革", level=2, blocks=measures),
    )
    return Draft(
        title="汐見原市DX推進計画", subtitle="", municipality="汐見原市", edition="5.1", date="2026-11-23", sections=sections
    )  # fmt: skip


def write(draft: Draft, path: Path) -> Path:
    """The plan as a Word file."""
    docx.write(draft, path, edition=edition())
    return path


# ---- what happens to the sources


def renewed(draft: Draft, rng: random.Random, count: int = 3) -> Draft:
    """The plan from changed sources."""
    for _ in range(count):
        draft = rng.choice(SOURCE_CHANGES)(draft, rng)
    return draft


def _on_blocks(
    draft: Draft, rng: random.Random, change: Callable[[list[DraftBlock], random.Random], None]
) -> Draft:
    sections = list(draft.sections)
    at = rng.choice([n for n, section in enumerate(sections) if section.blocks])
    blocks = list(sections[at].blocks)
    change(blocks, rng)
    sections[at] = sections[at].model_copy(update={"blocks": tuple(blocks)})
    return draft.model_copy(update={"sections": tuple(sections)})


def _new_id(block: DraftBlock, rng: random.Random) -> str:
    return f"{block.id.rpartition('-')[0]}-{rng.randrange(16**10):010x}"


def _figure(blocks: list[DraftBlock], rng: random.Random) -> None:
    places = [n for n, b in enumerate(blocks) if not b.rows and any(c.isdigit() for c in b.text)]
    if places:
        at = rng.choice(places)
        digits = [n for n, c in enumerate(blocks[at].text) if c.isdigit()]
        place = rng.choice(digits)
        text = f"{blocks[at].text[:place]}{rng.randrange(10)}{blocks[at].text[place + 1 :]}"
        blocks[at] = blocks[at].model_copy(
            update={"text": text, "id": _new_id(blocks[at], rng), "citations": ()}
        )


def _reworded(blocks: list[DraftBlock], rng: random.Random) -> None:
    at = rng.choice([n for n, b in enumerate(blocks) if not b.rows])
    text = rng.choice(["新たに、", ""]) + blocks[at].text.replace("。", "（令和8年度）。")
    blocks[at] = blocks[at].model_copy(update={"text": text})


def _gone(blocks: list[DraftBlock], rng: random.Random) -> None:
    places = [n for n, b in enumerate(blocks) if not b.rows and b.kind.value not in ("caption", "label")]
    if len(places) > 1:
        del blocks[rng.choice(places)]


def _come(blocks: list[DraftBlock], rng: random.Random) -> None:
    model = next(b for b in blocks if not b.rows)
    text = f"新しい資料の文{rng.randrange(10**6)}を加える。"
    at = rng.randrange(len(blocks) + 1)
    made = model.model_copy(
        update={"id": _new_id(model, rng), "text": text, "kind": DraftBlockKind.BULLET,
                "status": BlockStatus.COMPOSED, "slot": "新", "citations": ()}
    )  # fmt: skip
    blocks.insert(at, made)


def _in_table(blocks: list[DraftBlock], rng: random.Random, change: Callable[..., None]) -> None:
    places = [n for n, b in enumerate(blocks) if b.rows]
    if places:
        at = rng.choice(places)
        rows = [list(row) for row in blocks[at].rows]
        change(rows, rng)
        blocks[at] = blocks[at].model_copy(update={"rows": tuple(map(tuple, rows))})


def _cell(blocks: list[DraftBlock], rng: random.Random) -> None:
    def change(rows: list[list[DraftBlock]], rng: random.Random) -> None:
        row = rng.choice(rows[1:])
        row[-1] = row[-1].model_copy(
            update={"text": f"{rng.randrange(1000)}件", "status": BlockStatus.COMPOSED}
        )

    _in_table(blocks, rng, change)


def _row_come(blocks: list[DraftBlock], rng: random.Random) -> None:
    def change(rows: list[list[DraftBlock]], rng: random.Random) -> None:
        number = rng.randrange(10**6)
        made = [
            cell.model_copy(update={"id": _new_id(cell, rng), "text": f"新{number}-{n}"})
            for n, cell in enumerate(rows[-1])
        ]
        rows.insert(rng.randrange(1, len(rows) + 1), made)

    _in_table(blocks, rng, change)


def _row_gone(blocks: list[DraftBlock], rng: random.Random) -> None:
    def change(rows: list[list[DraftBlock]], rng: random.Random) -> None:
        if len(rows) > 2:
            del rows[rng.randrange(1, len(rows))]

    _in_table(blocks, rng, change)


def _column_come(blocks: list[DraftBlock], rng: random.Random) -> None:
    def change(rows: list[list[DraftBlock]], rng: random.Random) -> None:
        number = rng.randrange(10**6)
        for at, row in enumerate(rows):
            row.append(row[-1].model_copy(update={"id": _new_id(row[-1], rng), "text": f"列{number}-{at}"}))

    places = [n for n, b in enumerate(blocks) if b.rows]
    _in_table(blocks, rng, change)
    for at in places:
        blocks[at] = blocks[at].model_copy(update={"widths": ()})


def _answered(blocks: list[DraftBlock], rng: random.Random) -> None:
    places = [n for n, b in enumerate(blocks) if b.status.value == "todo" and not b.rows]
    if places:
        at = rng.choice(places)
        blocks[at] = blocks[at].model_copy(
            update={"text": f"新しい資料には{rng.randrange(1000)}と書かれています。", "id": _new_id(blocks[at], rng),
                    "status": BlockStatus.COMPOSED}
        )  # fmt: skip


def _title(draft: Draft, rng: random.Random) -> Draft:
    sections = list(draft.sections)
    at = rng.randrange(len(sections))
    sections[at] = sections[at].model_copy(update={"title": f"{draft.sections[at].title}（改）"})
    return draft.model_copy(update={"sections": tuple(sections)})


def _section_come(draft: Draft, rng: random.Random) -> Draft:
    key = f"measures.new{rng.randrange(10**6)}"
    b = Blocks(key)
    blocks = (
        b.make("paragraph", "新しい取組を始めます。"),
        b.table([["項目", "内容"], ["時期", "令和9年度"]], "個票"),
    )
    made = Section(key=key, title="新しい取組", level=2, blocks=blocks)
    return draft.model_copy(update={"sections": (*draft.sections, made)})


SOURCE_CHANGES: tuple[Callable[[Draft, random.Random], Draft], ...] = (
    *(
        (lambda draft, rng, change=change: _on_blocks(draft, rng, change))
        for change in (
            _figure,
            _figure,
            _reworded,
            _gone,
            _come,
            _cell,
            _row_come,
            _row_gone,
            _column_come,
            _answered,
        )
    ),
    _title,
    _section_come,
)


# ---- what staff do


@dataclass
class Desk:
    """A member of staff with the file open."""

    parts: dict[str, bytes]
    rng: random.Random
    tracked: bool = False
    typed: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, path: Path, rng: random.Random) -> "Desk":
        """Open a file."""
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        desk = cls(parts, rng)
        desk.document = etree.fromstring(parts["word/document.xml"])
        desk.number = 90_000
        return desk

    def save(self, path: Path) -> Path:
        """Save as another file."""
        self.parts["word/document.xml"] = etree.tostring(
            self.document, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return path

    def words(self) -> str:
        """Something staff type; never the same twice."""
        self.typed.append(f"庁内{self.rng.randrange(10**9)}加筆")
        return self.typed[-1]

    def edit(self, count: int) -> None:
        """Some random edits, tracked or not."""
        for _ in range(count):
            self.tracked = self.rng.random() < 0.5
            self.rng.choice(EDITS)(self)

    def mangle(self, count: int) -> None:
        """What no editor does: elements removed, doubled, put elsewhere, attributes spoilt; a part cut short."""
        for _ in range(count):
            there = [e for e in self.document.iter() if e.getparent() is not None and e.tag != f"{W}body"]
            element = self.rng.choice(there)
            how = self.rng.randrange(4)
            if how == 0:
                element.getparent().remove(element)
            elif how == 1:
                element.addnext(deepcopy(element))
            elif how == 2:
                self.rng.choice(there).append(deepcopy(element))
            else:
                for name in list(element.attrib):
                    element.set(name, self.rng.choice(["", "x", "99999999999", "-1"]))
        if self.rng.random() < 0.1:
            name = self.rng.choice(list(self.parts))
            self.parts[name] = self.parts[name][: self.rng.randrange(len(self.parts[name]))]

    # ---- helpers

    def change(self, name: str, *children: etree._Element) -> etree._Element:
        """A tracked change of the staff's."""
        self.number += 1
        made = etree.Element(f"{W}{name}", {f"{W}id": str(self.number), f"{W}author": STAFF, **WHEN})
        made.extend(children)
        return made

    def run(self, text: str, like: etree._Element | None = None) -> etree._Element:
        """A run, tracked as an insertion where tracking is on."""
        run = etree.Element(f"{W}r")
        look = None if like is None else like.find(f"{W}rPr")
        if look is not None:
            run.append(deepcopy(look))
        etree.SubElement(run, f"{W}t").text = text
        return self.change("ins", run) if self.tracked else run

    def paragraphs(self) -> list[etree._Element]:
        """Paragraphs of the plan's body (no cells) with a plain run of text."""
        body = list(self.document.find(f"{W}body"))
        ends = [n for n, p in enumerate(body) if p.find(f"{W}pPr/{W}sectPr") is not None]
        return [p for p in body[ends[1] + 1 :] if p.tag == f"{W}p" and plain_runs(p)]

    def cells(self) -> list[etree._Element]:
        """Paragraphs in cells with a plain run of text."""
        return [p for p in self.document.iter(f"{W}p") if p.getparent().tag == f"{W}tc" and plain_runs(p)]

    # ---- edits

    def word(self) -> None:
        """A stretch of a text replaced, or words typed into it."""
        paragraph = self.rng.choice(self.paragraphs() + self.cells())
        run = self.rng.choice(plain_runs(paragraph))
        t = run.find(f"{W}t")
        text = t.text
        start = self.rng.randrange(len(text) + 1)
        end = min(len(text), start + self.rng.choice([0, 0, 1, 2, 5]))
        pieces = [text[:start], text[start:end], text[end:]]
        runs = []
        for at, piece in enumerate(pieces):
            if piece:
                part = deepcopy(run)
                for child in [c for c in part if c.tag not in (f"{W}rPr", f"{W}t")]:
                    part.remove(child)
                part.find(f"{W}t").text = piece
                part.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                if at == 1 and self.tracked:
                    part.find(f"{W}t").tag = f"{W}delText"
                    runs.append(self.change("del", part))
                elif at != 1:
                    runs.append(part)
            if at == 1:
                runs.append(self.run(self.words(), run))
        for made in reversed(runs):
            run.addnext(made)
        run.getparent().remove(run)

    def append(self) -> None:
        """Words typed at the end of a paragraph, beside its bookmark."""
        self.rng.choice(self.paragraphs() + self.cells()).append(self.run(self.words()))

    def insert(self) -> None:
        """A new paragraph."""
        made = etree.Element(f"{W}p")
        if self.tracked:
            look = etree.SubElement(etree.SubElement(made, f"{W}pPr"), f"{W}rPr")
            look.append(self.change("ins"))
        made.append(self.run(self.words()))
        self.rng.choice(self.paragraphs()).addnext(made)

    def delete(self) -> None:
        """A paragraph deleted."""
        paragraph = self.rng.choice(self.paragraphs())
        if self.tracked:
            for run in plain_runs(paragraph):
                struck = self.change("del")
                run.addprevious(struck)
                struck.append(run)
                for t in run.iter(f"{W}t"):
                    t.tag = f"{W}delText"
        else:
            self._cut(paragraph)

    def _cut(self, paragraph: etree._Element) -> None:
        """Remove a paragraph; what it shares with others (comments' and bookmarks' ends) stays behind."""
        before = paragraph.getprevious()
        for mark in list(paragraph.iter(*(f"{W}{n}" for n in ("bookmarkStart", "bookmarkEnd")))):
            pair = [
                e for e in self.document.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")
                if e.get(f"{W}id") == mark.get(f"{W}id") and e is not mark
            ]  # fmt: skip
            if pair and paragraph not in pair[0].iterancestors():
                before.append(mark) if before is not None and before.tag == f"{W}p" else pair[
                    0
                ].getparent().remove(pair[0])
        paragraph.getparent().remove(paragraph)

    def move(self) -> None:
        """A paragraph cut and pasted elsewhere, with its mark or without."""
        here, there = self.rng.sample(self.paragraphs(), 2)
        if self.rng.random() < 0.5:
            for mark in list(here.iter(f"{W}bookmarkStart")):
                ends = [e for e in here.iter(f"{W}bookmarkEnd") if e.get(f"{W}id") == mark.get(f"{W}id")]
                if ends and mark.get(f"{W}name").startswith("_dx_"):
                    ends[0].getparent().remove(ends[0])
                    mark.getparent().remove(mark)
        there.addnext(here)

    def split(self) -> None:
        """A paragraph split by the enter key."""
        paragraph = self.rng.choice(self.paragraphs())
        run = self.rng.choice(plain_runs(paragraph))
        text = run.find(f"{W}t").text
        at = self.rng.randrange(len(text))
        second = etree.Element(f"{W}p")
        settings = paragraph.find(f"{W}pPr")
        if settings is not None:
            second.append(deepcopy(settings))
        rest = deepcopy(run)
        run.find(f"{W}t").text, rest.find(f"{W}t").text = text[:at], text[at:]
        top = run
        while top.getparent() is not paragraph:
            top = top.getparent()
        moving = list(top.itersiblings())
        second.append(rest)
        second.extend(moving)
        paragraph.addnext(second)

    def join(self) -> None:
        """A paragraph joined with the next."""
        there = self.paragraphs()
        pairs = [(a, b) for a, b in itertools.pairwise(there) if a.getnext() is b]
        if pairs:
            first, second = self.rng.choice(pairs)
            first.extend([child for child in second if child.tag != f"{W}pPr"])
            second.getparent().remove(second)

    def retype(self) -> None:
        """A paragraph selected and typed over: its mark is gone."""
        paragraph = self.rng.choice(self.paragraphs())
        for child in list(paragraph):
            if child.tag in (f"{W}r", f"{W}bookmarkStart", f"{W}bookmarkEnd") and not _comment_mark(child):
                partner = child.get(f"{W}id")
                inside = [c for c in paragraph if c.get(f"{W}id") == partner and "bookmark" in c.tag]
                if child.tag == f"{W}r" or len(inside) == 2 or partner is None:
                    for each in inside if "bookmark" in child.tag else [child]:
                        if each.getparent() is paragraph:
                            paragraph.remove(each)
        paragraph.append(self.run(self.words()))

    def row(self) -> None:
        """A row added to a table."""
        rows = list(self.document.iter(f"{W}tr"))
        like = self.rng.choice(rows)
        made = etree.Element(f"{W}tr")
        for cell in like.findall(f"{W}tc"):
            new = etree.SubElement(made, f"{W}tc")
            new.append(deepcopy(cell.find(f"{W}tcPr")))
            etree.SubElement(new, f"{W}p").append(self.run(self.words()))
        like.addnext(made)

    def row_delete(self) -> None:
        """A row deleted."""
        tables = [t for t in self.document.iter(f"{W}tbl") if len(t.findall(f"{W}tr")) > 2]
        if tables:
            table = self.rng.choice(tables)
            table.remove(self.rng.choice(table.findall(f"{W}tr")))

    def comment(self) -> None:
        """A comment on a paragraph."""
        self.number += 1
        comments = etree.fromstring(self.parts["word/comments.xml"])
        made = etree.SubElement(
            comments, f"{W}comment", {f"{W}id": str(self.number), f"{W}author": STAFF, **WHEN}
        )
        text = etree.SubElement(etree.SubElement(etree.SubElement(made, f"{W}p"), f"{W}r"), f"{W}t")
        text.text = f"ここは要検討{self.number}"
        self.parts["word/comments.xml"] = etree.tostring(comments)
        paragraph = self.rng.choice(self.paragraphs())
        start, end = (
            etree.Element(f"{W}comment{n}", {f"{W}id": str(self.number)}) for n in ("RangeStart", "RangeEnd")
        )
        plain_runs(paragraph)[0].addprevious(start)
        paragraph.append(end)
        etree.SubElement(
            etree.SubElement(paragraph, f"{W}r"), f"{W}commentReference", {f"{W}id": str(self.number)}
        )


EDITS: tuple[Callable[[Desk], None], ...] = (
    Desk.word, Desk.word, Desk.word, Desk.append, Desk.insert, Desk.delete, Desk.move, Desk.split, Desk.join,
    Desk.retype, Desk.row, Desk.row_delete, Desk.comment,
)  # fmt: skip


def _comment_mark(run: etree._Element) -> bool:
    return run.find(f"{W}commentReference") is not None


def plain_runs(paragraph: etree._Element) -> list[etree._Element]:
    """Runs of the paragraph itself with text of more than a footnote's bracket."""
    return [
        run for run in paragraph.findall(f"{W}r")
        if run.find(f"{W}t") is not None and len(run.find(f"{W}t").text or "") > 1
        and run.find(f"{W}rPr/{W}vertAlign") is None
    ]  # fmt: skip


# ---- an independent reader


def text_of(element: etree._Element) -> str:
    """The text that shows."""
    return "".join(
        t.text or "" for t in element.iter(f"{W}t") if not any(a.tag in (f"{W}del", f"{W}moveFrom") for a in t.iterancestors())
    )  # fmt: skip


def lines(path: Path, *, accept: bool | None = None) -> list[str]:
    """The paragraphs that show, those without text left out.

    `accept`: our author's changes all accepted (True), all rejected (False), or as they are, insertions shown (None).
    """
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    if accept is not None:
        decide(root, accept=accept)
    return [text for p in root.iter(f"{W}p") if (text := text_of(p))]


def decide(root: etree._Element, *, accept: bool) -> None:
    """Accept or reject everything by our author."""
    goes, stays = ("del", "ins") if accept else ("ins", "del")
    for row in list(root.iter(f"{W}tr")):
        if _ours(row.find(f"{W}trPr/{W}{goes}")):
            table = row.getparent()
            table.remove(row)
            if table.find(f"{W}tr") is None:
                table.getparent().remove(table)
    for mark in [m for m in root.iter(f"{W}{goes}") if _ours(m) and m.getparent().tag not in _SETTINGS]:
        mark.getparent().remove(mark)
    for mark in [m for m in root.iter(f"{W}{stays}") if _ours(m)]:
        if mark.getparent().tag not in _SETTINGS:
            for t in mark.iter(f"{W}delText"):
                t.tag = f"{W}t"
            for child in list(mark):
                mark.addprevious(child)
        mark.getparent().remove(mark)
    for mark in [m for m in root.iter(f"{W}{goes}") if _ours(m) and m.getparent().tag == f"{W}rPr"]:
        _join_with_next(mark.getparent().getparent().getparent())


_SETTINGS = (f"{W}rPr", f"{W}trPr")


def _ours(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get(f"{W}author") == MACHINE


def _join_with_next(paragraph: etree._Element) -> None:
    following = paragraph.getnext()
    if following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        for child in reversed([child for child in paragraph if child.tag != f"{W}pPr"]):
            following.insert(at, child)
    elif text_of(paragraph):
        return
    paragraph.getparent().remove(paragraph)


def decided(path: Path, target: Path, *, accept: bool) -> Path:
    """A copy in which staff accepted or rejected everything that we proposed."""
    desk = Desk.open(path, random.Random(0))  # noqa: S311 - edits, no secrets
    decide(desk.document, accept=accept)
    return desk.save(target)
