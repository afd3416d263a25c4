"""Lines → paragraphs (段落): which line goes on in the next.

Two steps. A *zone* is a stack of lines of one size in one column, evenly spaced. Within a zone a line goes on in the
next if it reaches the zone's right edge and the next neither starts with a mark (a number, a bullet), nor is
indented or outdented against the paragraph. Japanese typesetting indents a paragraph's first line by one em and hangs
list items; both are told from the left edge of the second line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.readers.pdf.lines import Line
from flows.readers.pdf.numbering import WEAK, mark_of
from flows.readers.pdf.order import Rectangle

_SENTENCE_END = re.compile(r"[。．！？!?][」』）)】\]”\"]*$")
_BROKEN = re.compile(
    r"[、，をはがのにへとやで「『（]\|"  # a particle or a comma at the line's end
    r"|\|[、。，．）」』】ー々ァィゥェォッャュョぁぃぅぇぉっゃゅょ]"
    r"|[一-龠々]\|[ぁ-ん]|\|[をてのが]|[0-9０-９]\|[年月日時分件人円％%万億]"
    r"|[ァ-ヶー]\|[ァ-ヶーがをはのにへとでもや]"
)
"""Two lines, joined by |, that break in the midst of a word or phrase."""
_LATIN = re.compile(r"[A-Za-z0-9,.;:%)\]&+]$"), re.compile(r"^[A-Za-z0-9(\[&+]")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, on one page or over page ends."""

    lines: list[Line]
    zone_right: float
    """Right edge of the column it stands in."""
    space_above: float = 0.0
    """Clear space over it on its page, in line heights; large at the top of a page."""
    footnote: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def page(self) -> int:
        """Page on which it begins."""
        return self.lines[0].page

    @property
    def box(self) -> Rectangle:
        """Where it stands on its first page."""
        boxes = [line.box for line in self.lines if line.page == self.page]
        return (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )

    @property
    def text(self) -> str:
        """All lines joined."""
        return joined(self.lines)[0]


def joined(lines: Sequence[Line]) -> tuple[str, list[tuple[int, int]]]:
    """The lines as one text, and (offset, page) wherever it goes on elsewhere in the file.

    That is at a page end, and where a picture's words stand in the file between two lines of a paragraph: each
    part between two such places is found as one piece in the page's text.
    """
    text, starts = "", []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            if _LATIN[0].search(text) and _LATIN[1].search(line.text):
                text += " "
            if line.page != before.page or (
                line.start != before.end and not (line.turned or line.scattered or before.scattered)
            ):
                starts.append((len(text), line.page))
        text += line.text
    return text, starts


def paragraphs_of(lines: Sequence[Line], leading: float, extent: float) -> list[Paragraph]:
    """All paragraphs of a page, in the order of its lines.

    `leading`: usual gap between lines, in font sizes; `extent`: how long the page is in the lines' direction.
    """
    if not lines:
        return []
    ends = sorted(line.x1 for line in lines if len(line.text) > 20)
    # One long line does not show where the column ends; without a second one the margins are taken to be alike.
    edge = ends[-2] if len(ends) > 1 else extent - min(line.x0 for line in lines)
    return [paragraph for zone in _zones(lines, leading) for paragraph in _split(zone, edge)]


def _zones(lines: Sequence[Line], leading: float) -> list[list[Line]]:
    """A line joins the zone before it, or an earlier one that it continues around a picture's words."""
    zones: list[list[Line]] = []
    for line in lines:
        if zones and _stacked(zones[-1], line, leading):
            zones[-1].append(line)
            continue
        open_zones = (zone for zone in reversed(zones[-60:-1]) if _resumes(zone, line, leading))
        home = next(open_zones, None)
        if home is None:
            zones.append([line])
        else:
            home.append(line)
    return zones


def _resumes(zone: list[Line], line: Line, leading: float) -> bool:
    above = zone[-1]
    if not -0.4 * line.size < line.top - above.bottom < 2.3 * line.size:
        return False
    aligned = any(abs(each.x0 - line.x0) < 0.4 * line.size for each in zone[-2:])
    unfinished = len(above.text) > 5 and not ended(above.text) and not mark_of(line.text)
    return aligned and unfinished and _stacked(zone, line, leading)


def _stacked(zone: list[Line], line: Line, leading: float) -> bool:
    """The line stands right under the zone's last one, in its column and size."""
    above = zone[-1]
    if bool(above.turned) != bool(line.turned) or abs(above.size - line.size) > 0.12 * max(
        above.size, line.size
    ):
        return False
    gap = line.top - above.bottom
    usual = zone[-1].top - zone[-2].bottom if len(zone) > 1 else None
    if usual is not None:
        limit = max(usual, 0.0) + 0.35 * line.size
    elif len(above.text) > 15 and _BROKEN.search(f"{above.text[-1:]}|{line.text[:1]}"):
        limit = 2.3 * line.size
    else:
        limit = (max(leading, 0.5) + 0.45) * line.size
    if not -0.4 * line.size < gap < limit:
        return False
    left, right = max(line.x0, min(each.x0 for each in zone)), min(line.x1, max(each.x1 for each in zone))
    return right > left


def _split(zone: list[Line], edge: float) -> Iterator[Paragraph]:
    """The zone's paragraphs. `edge`: right end of the page's text."""
    right = max(line.x1 for line in zone)
    narrow = edge - right > 3 * zone[0].size
    prose = _is_prose(zone)
    part: list[Line] = []
    for line in zone:
        if part and not _goes_on(part, line, right, prose, narrow):
            yield Paragraph(part, right)
            part = []
        part.append(line)
    yield Paragraph(part, right)


def _is_prose(zone: list[Line]) -> bool:
    """Its lines break in the midst of words and phrases, or end all at one edge: a list of names does neither."""
    pairs = list(pairwise(zone))
    if not pairs or len({line.text[:2] for line in zone}) * 2 <= len(zone):
        return False
    right = max(line.x1 for line in zone)
    long = sum(len(line.text) for line in zone) >= 18 * len(zone)
    full = sum(
        right - line.x1 < (1.3 if long else 0.6) * line.size for line in zone[:-1] if len(line.text) >= 8
    )
    if full >= (2 if long else 3) and full * 5 >= 4 * len(pairs):
        return True
    broken = sum(
        bool(_BROKEN.search(f"{a.text[-1:]}|{b.text[:1]}")) and a.text[:3] != b.text[:3] for a, b in pairs
    )
    if len(zone[-1].text) <= 2 and all(abs(line.x1 - zone[0].x1) < 0.6 * line.size for line in zone[:-1]):
        broken += 1
    return broken * 3 >= len(pairs)


def _goes_on(part: list[Line], line: Line, right: float, prose: bool, narrow: bool) -> bool:
    """The paragraph `part` goes on in the line under it. `right`: the zone's right edge."""
    above, em = part[-1], line.size or 1.0
    short = right - above.x1 > 1.6 * em
    if narrow and not prose:
        return False
    if short and (not prose or ended(above.text) or line.x1 - above.x1 > 1.6 * em):
        return False
    alike = above.bold == line.bold and face(above) == face(line)
    if not alike and (short or ended(above.text) or len(above.text) < 15):
        return False
    return not _begins(part, line, right) and _fits_indent(part, line)


def _begins(part: list[Line], line: Line, right: float) -> bool:
    """The line begins a paragraph by its mark."""
    mark, own, above = mark_of(line.text), mark_of(part[0].text), part[-1]
    if mark is None:
        return False
    room = right - above.x1
    if above.text.endswith(("、", ",", "，")) and room <= 1.6 * line.size:
        return False
    if ended(above.text) or mark.kind not in WEAK or room > 0.6 * line.size:
        return True
    return own is not None and own.kind == mark.kind and abs(part[0].x0 - line.x0) < 0.5 * line.size


def _fits_indent(part: list[Line], line: Line) -> bool:
    """The line's left edge is that of a continuing line: under a first line one em out or in, else unchanged."""
    above, em = part[-1], line.size or 1.0
    indented = line.x0 - above.x0
    if len(part) > 1:
        return abs(indented) < 0.6 * em or (indented < 0 and not ended(above.text))
    if mark_of(part[0].text):
        return -1.5 * em < indented < 6 * em
    return indented < 0.5 * em or (not ended(above.text) and indented < 2.5 * em)


def ended(text: str) -> bool:
    """Ends as a sentence does."""
    return bool(_SENTENCE_END.search(text))


def face(line: Line) -> str:
    """mincho, gothic or other: the two faces of Japanese print; a heading is often in the other one."""
    name = line.font.lower()
    if any(mark in name for mark in ("gothic", "ゴシック", "gosick", "sans", "meiryo", "メイリオ")):
        return "gothic"
    return "mincho" if any(mark in name for mark in ("mincho", "明朝", "serif", "ryumin")) else ""


def goes_on_over_page(above: Paragraph, below: Paragraph) -> bool:
    """The last paragraph of a page goes on in the first of the next."""
    last, first, em = above.last, below.first, below.first.size or 1.0
    if bool(last.turned) != bool(first.turned) or last.page + 1 != first.page:
        return False
    if (
        abs(last.size - first.size) > 0.12 * first.size
        or last.bold != first.bold
        or face(last) != face(first)
    ):
        return False
    if ended(last.text) or mark_of(first.text) or len(last.text) < 12 or not re.search(r"[ぁ-ん]", last.text):
        return False
    if above.zone_right - last.x1 > 1.6 * em:
        return False
    margin = below.lines[1].x0 if len(below.lines) > 1 else first.x0
    return first.x0 <= margin + 0.5 * em and first.x0 <= above.last.x0 + 1.2 * em
