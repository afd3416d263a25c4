"""Putting report.html together: what the template needs, all of it plain text, numbers and our own anchors."""

import base64
import hashlib
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.model import (
    Citation,
    Document,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Edition,
    Finding,
    Mapping,
)
from flows.resources import templates_dir
from flows.text import clean
from flows.writers.html import overview
from flows.writers.html.places import (
    CitedPage,
    Key,
    anchor,
    by_page,
    cited_pages,
    excerpt,
    page_texts,
    wanted,
)
from flows.writers.pages.drawing import Bounds, Picture, draw

_MARGIN = 22.0
"""Points shown above and below a marked place."""
_LEAST_HEIGHT = 90.0
_WHOLE = 0.6
"""Share of the page from which all of it is shown."""
_LONGEST_ALT = 120

Box = tuple[float, float, float, float]


def write_report(  # noqa: PLR0913 (all that a run has to show; by name but the first two)
    path: Path,
    draft: Draft,
    *,
    mapping: Mapping,
    documents: Sequence[Document],
    files: Dictionary[str, Path],
    edition: Edition,
    findings: Sequence[Finding] = (),
    bounds: Bounds | None = None,
) -> None:
    """Write report.html.

    `files` says where a source lies now, by its sha256; of a source that is not there the quoted text is shown.
    """
    pages = cited_pages(draft)
    drawn = draw(wanted(pages.values(), documents), files, bounds)
    made = _Report(draft, pages, drawn, page_texts(documents))
    folder = templates_dir() / "html"
    css, script = (
        (folder / name).read_text(encoding="utf-8").strip() for name in ("report.css", "report.js")
    )
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    anchors = {section.key: f"s{number}" for number, section in enumerate(draft.sections)}
    titles = {item.key: item.title for item in edition.items}
    shown = environment.get_template("report.html.j2").render(
        policy=_policy(css, script),
        css=Markup(css),  # noqa: S704 (our own file)
        script=Markup(script),  # noqa: S704 (our own file)
        title=draft.title,
        municipality=draft.municipality,
        date=draft.date,
        edition=f"国の計画：{edition.title}{edition.mark}",
        counts=overview.counts(draft),
        notes=made.notes(),
        slots=overview.SLOTS,
        matrix=overview.matrix(draft, edition, anchors),
        others=overview.others(draft, edition, anchors),
        gaps=[titles[key] for key in mapping.gaps if key in titles],
        findings=overview.found(findings),
        states=[(state.value, name) for state, name in overview.STATES.items()],
        sections=made.sections(),
        pages=made.pages(),
    )
    path.write_text(shown, encoding="utf-8", errors="replace", newline="\n")


def _policy(css: str, script: str) -> str:
    """Nothing from outside, no script and no style but ours."""
    return (
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src 'sha256-{_hash(css)}'; script-src 'sha256-{_hash(script)}'"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class _Report:
    def __init__(
        self,
        draft: Draft,
        pages: dict[Key, CitedPage],
        drawn: dict[Key, Picture],
        texts: dict[Key, str],
    ) -> None:
        self._draft = draft
        self._pages = pages
        self._drawn = drawn
        self._texts = texts
        self._numbers = {key: number for number, key in enumerate(pages)}

    def notes(self) -> list[str]:
        """What the reader should know about the pictures."""
        missing = len(self._pages) - len(self._drawn)
        notes = [
            f"引用したページは{len(self._pages)}ページで、うち{len(self._drawn)}ページを画像で示しています。"
        ]
        if missing:
            notes.append(
                f"残りの{missing}ページは、Word・Excelなど紙面のない資料か、画像にできなかったページのため、引用した箇所の文字を示しています。"
            )
        return notes

    def sections(self) -> list[dict[str, Any]]:
        """Sections with their blocks."""
        return [
            {
                "anchor": f"s{number}",
                "title": section.title,
                "level": section.level,
                "blocks": [
                    self._block(block, anchor(number, index)) for index, block in enumerate(section.blocks)
                ],
            }
            for number, section in enumerate(self._draft.sections)
        ]

    def _block(self, block: DraftBlock, place: str) -> dict[str, Any]:
        head = block.rows[: block.header_rows]
        body = block.rows[block.header_rows :]
        return {
            "label": block.kind is DraftBlockKind.LABEL,
            "anchor": place,
            "text": block.text,
            "state": block.status.value,
            "name": overview.STATES[block.status],
            "stance": block.stance.value if block.stance else "",
            "head": [[cell.text for cell in row] for row in head],
            "rows": [[cell.text for cell in row] for row in body],
            "sources": self._sources(block),
            "shown": [self._view(key, members) for key, members in by_page(block.citations)],
        }

    def _sources(self, block: DraftBlock) -> list[dict[str, str]]:
        return [
            {
                "title": self._pages[key].title or self._pages[key].path,
                "where": self._pages[key].where,
                "note": "文字認識による読み取り" if any(c.confidence is not None for c in members) else "",
            }
            for key, members in by_page(block.citations)
        ]

    def _view(self, key: Key, members: Sequence[Citation]) -> dict[str, Any]:
        """The part of a page that a block cites: its picture, else its words."""
        page, picture = self._pages[key], self._drawn.get(key)
        quotes = list(dict.fromkeys(citation.quote for citation in members))
        if picture is None:
            text = self._texts.get(key, "")
            return {
                "crop": "",
                "caption": page.caption,
                "excerpts": [excerpt(text, quote) for quote in quotes],
            }
        hits = [box for quote in quotes for box in picture.marks.get(quote, ())]
        return {
            "crop": _crop(picture, hits),
            "page": f"page{self._numbers[key]}",
            "image": f"image{self._numbers[key]}",
            "width": _points(picture.width),
            "height": _points(picture.height),
            "alt": _alt(page, quotes),
            "hits": _rectangles(picture, hits),
            "caption": page.caption,
        }

    def pages(self) -> list[dict[str, Any]]:
        """The drawn pages with all that is cited on them."""
        return [
            {
                "anchor": f"page{self._numbers[key]}",
                "image": f"image{self._numbers[key]}",
                "data": self._drawn[key].image,
                "width": _points(self._drawn[key].width),
                "height": _points(self._drawn[key].height),
                "alt": _alt(page, list(page.quotes)),
                "caption": page.caption,
                "hits": _rectangles(
                    self._drawn[key], [box for boxes in self._drawn[key].marks.values() for box in boxes]
                ),
                "users": list(page.users.items()),
            }
            for key, page in self._pages.items()
            if key in self._drawn
        ]


def _alt(page: CitedPage, quotes: Sequence[str]) -> str:
    words = "」「".join(" ".join(quote.split()) for quote in quotes)
    shown = words if len(words) <= _LONGEST_ALT else words[:_LONGEST_ALT] + "…"
    return f"{page.caption}の画像。印を付けた箇所：「{shown}」"


def _crop(picture: Picture, hits: Sequence[Box]) -> str:
    """The viewBox of a view: the whole width, and so much of the height as the marks need."""
    width, height = picture.width, picture.height
    top = min((box[1] for box in hits), default=0.0) * height - _MARGIN
    bottom = max((box[3] for box in hits), default=1.0) * height + _MARGIN
    if not hits or bottom - top > _WHOLE * height:
        return f"0 0 {_points(width)} {_points(height)}"
    if bottom - top < _LEAST_HEIGHT:
        middle = (top + bottom) / 2
        top, bottom = middle - _LEAST_HEIGHT / 2, middle + _LEAST_HEIGHT / 2
    top, bottom = max(0.0, top), min(height, bottom)
    return f"0 {_points(top)} {_points(width)} {_points(bottom - top)}"


def _rectangles(picture: Picture, hits: Sequence[Box]) -> list[tuple[str, ...]]:
    """x, y, width and height in points, a little wider than the letters; each once."""
    return list(
        dict.fromkeys(
            (
                _points(left * picture.width - 1),
                _points(top * picture.height - 1),
                _points((right - left) * picture.width + 2),
                _points((bottom - top) * picture.height + 2),
            )
            for left, top, right, bottom in hits
        )
    )


def _points(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
