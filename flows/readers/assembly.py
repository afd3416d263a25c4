"""From what a reader finds to a Document: headings, paragraphs, items and tables in the order they come.

Every reader without page geometry (Word, sheets, text, HTML) writes into a `Flow`. It keeps the path of
headings (a block's `place`), the text of each page (a Word file is one page, each sheet of a workbook is one)
and the bounds: once the allowed cells or characters are used up, what follows is left out and one finding says
so.

Words go through two forms: `original` has only what XML and JSON cannot hold taken out; `text` has radicals
written as the ideographs they stand for and private-use glyphs removed. The page's text is that of `text`, so
that every block is found in it.
"""

from __future__ import annotations

import re

from flows.model import Block, BlockKind, Document, Finding, Origin, Severity, Source
from flows.readers.heads import Rows, header_count
from flows.readers.kinds import kind_of
from flows.readers.options import ReadOptions
from flows.readers.unreadable import finding, title_of
from flows.text import clean, readable

_SPACED_OUT = re.compile(r"(?![一二三四五六七八九十])[ぁ-ん一-鿿](?:[ \u3000]+[ぁ-んァ-ヶー一-鿿])+")
_WHITE = re.compile(r"[ \t\u3000\xa0]+")
_MAX_HEADING = 200
_FLOWING = frozenset({"docx", "text", "html"})


def tidy(text: str) -> str:
    """One line: white space runs become one space, a title spread out by spaces (目　次) is joined."""
    line = _WHITE.sub(" ", text).strip()
    return line.replace(" ", "") if _SPACED_OUT.fullmatch(line) else line


def tidy_cell(text: str) -> str:
    """A cell: each line tidied, empty lines gone."""
    return "\n".join(line for line in (tidy(part) for part in clean(text).split("\n")) if line)


class Flow:
    """Collects a document in reading order."""

    def __init__(self, name: str, sha256: str, origin: Origin, media: str, options: ReadOptions) -> None:
        self.name = name
        self.page = 1
        self.title = ""
        self.findings: list[Finding] = []
        self._sha256, self._origin, self._media = sha256, origin, media
        self._cells, self._characters = options.max_cells, options.max_characters
        self._blocks: list[Block] = []
        self._page_lines: dict[int, list[str]] = {}
        self._path: list[tuple[int, str]] = []
        self._said: set[str] = set()

    @property
    def full(self) -> bool:
        """True once the bounds are reached: the reader may stop."""
        return self._cells <= 0 or self._characters <= 0

    def heading(self, text: str, level: int, place: str = "") -> None:
        """A heading; level 1 is the highest. Too long for a heading: a paragraph."""
        words = tidy(clean(text).replace("\n", " "))
        if len(words) > _MAX_HEADING:
            return self.paragraph(words, place)
        if words:
            self._path = [step for step in self._path if step[0] < level]
            self._add(BlockKind.HEADING, words, level=level, place=place)
            self._path.append((level, readable(words)))
        return None

    def paragraph(self, text: str, place: str = "") -> None:
        """A paragraph; line breaks in it are already resolved by the reader."""
        self._add(BlockKind.PARAGRAPH, tidy_cell(text), place=place)

    def item(self, text: str, depth: int, place: str = "") -> None:
        """An item of a list; depth 1 is the outermost."""
        self._add(BlockKind.LIST_ITEM, tidy_cell(text), level=depth, place=place)

    def figure(self, text: str, place: str = "") -> None:
        """The words of a drawing."""
        self._add(BlockKind.FIGURE, tidy_cell(text), place=place)

    def table(self, rows: Rows, header_rows: int | None = None, place: str = "") -> None:
        """A table; `header_rows` None: guessed. Rows beyond the bound on cells are left out."""
        tidied = [tuple(tidy_cell(cell) for cell in row) for row in rows]
        kept: list[tuple[str, ...]] = []
        for row in tidied:
            if self._cells <= 0:
                self._cut()
                break
            self._cells -= max(1, sum(1 for cell in row if cell))
            kept.append(row)
        if not any(cell for row in kept for cell in row):
            return
        head = header_count(tuple(kept)) if header_rows is None else min(header_rows, len(kept))
        words = "\n".join("\t".join(row) for row in kept)
        cells = tuple(tuple(readable(cell) for cell in row) for row in kept)
        self._add(BlockKind.TABLE, words, place=place, table=(cells, head))

    def aside(self, text: str) -> None:
        """Text that stands on the page but not in its body: running heads, contents, comments."""
        self._line(readable(tidy_cell(text)))

    def note(self, code: str, message: str, severity: Severity = Severity.INFO) -> None:
        """A finding, once per code and message."""
        if code + message not in self._said:
            self._said.add(code + message)
            self.findings.append(finding(code, self.name, message, severity))

    def note_too_deep(self) -> None:
        """Tables, boxes or elements lie inside each other deeper than any real document has them."""
        message = "には入れ子が深すぎる部分があり、そこは読めません。元のソフトで作り直すか、PDF で置き直してください。"
        self.note("too-deep", message, Severity.WARNING)

    def document(self, pages: int = 1) -> Document:
        """All that was collected."""
        opening = " ".join(block.text[:100] for block in self._blocks[:8])
        if not self._blocks:
            self.note(
                "empty",
                "には読み取れる文字がありません。ファイルの中身を確かめてください。",
                Severity.WARNING,
            )
        title = readable(tidy(clean(self.title).replace("\n", " ")))[:_MAX_HEADING]
        source = Source(
            path=self.name,
            sha256=self._sha256,
            pages=pages,
            kind=kind_of(self.name, title, opening, self._origin),
            origin=self._origin,
            title=title or title_of(self.name),
            media=self._media,
        )
        texts = tuple("\n".join(self._page_lines.get(page, ())) for page in range(1, pages + 1))
        blocks = tuple(self._blocks)
        if self._media in _FLOWING:
            from flows.readers.unstyled import structured  # noqa: PLC0415 -- sheets need no grammar of headings

            blocks = structured(blocks)
        return Document(source=source, blocks=blocks, findings=tuple(self.findings), page_texts=texts)

    def _add(
        self,
        kind: BlockKind,
        original: str,
        *,
        level: int | None = None,
        place: str = "",
        table: tuple[Rows, int] | None = None,
    ) -> None:
        text = readable(original)
        if not text.strip() or self._cut_if_full():
            return
        self._characters -= len(text)
        self._blocks.append(
            Block(
                kind=kind,
                text=text,
                original=original,
                page=self.page,
                level=level,
                rows=table[0] if table else None,
                header_rows=table[1] if table else 0,
                place=place or " > ".join(words for _, words in self._path),
            )
        )
        self._line(text)

    def _line(self, text: str) -> None:
        if text:
            self._page_lines.setdefault(self.page, []).append(text)

    def _cut_if_full(self) -> bool:
        if self.full and self._characters <= 0:
            self._cut()
            return True
        return False

    def _cut(self) -> None:
        self.note(
            "truncated",
            "は大きすぎるため、初めの部分だけを読みました。必要な部分を別のファイルに分けて置き直してください。",
            Severity.WARNING,
        )
