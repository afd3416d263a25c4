"""Plan periods (計画期間), in fiscal years.

令和８年度から第２期○○計画の３年間の計画期間が開始 · 計画期間は令和8年度から令和12年度までの5年間 ·
第2期計画(令和8～12年度) · 令和9年度から3年間を計画期間とする第10期○○計画. A sentence must speak of a period
of a plan: 計画期間 in it or over it, or the years in brackets right behind the plan's name. 本計画 is the
document's own, when the document is a plan.
"""

import re
from collections.abc import Iterator

from flows.facts.places import sentence
from flows.model import DocumentKind, Passage, PassageKind, Period
from flows.text import fiscal_years, fold_map, numbers

_PLAN_WORD = r"(?:計画|方針|構想|ビジョン|戦略|プラン|指針|大綱|プログラム|ロードマップ)"
_PLAN = re.compile(
    rf"「(?P<quoted>[^「」]{{2,50}})」"
    rf"|(?P<named>(?:[一-龥々ァ-ヶーA-Za-zＡ-Ｚａ-ｚ0-9０-９・･\-－&＆]|\s(?=[0-9０-９A-Za-zＡ-Ｚａ-ｚ])|[（(](?:DX|ＤＸ|案|仮称|素案)[）)]){{1,40}}"
    rf"{_PLAN_WORD})(?!期間|期|的|値|年度|策定|行政|内容|書|性)"
)
_PERIOD = re.compile(
    r"計画の?期間|対象期間|計画年度|推進期間|(?:年間|[かカヵケヶ箇]年)の?(?:計画|構想|戦略)|目標年度"
)
_OWN = re.compile(
    r"^(?:本|当該?|この|同|本市|新たな|新|次期|各|国の|市の|町の|村の|県の)?(?:市|町|村|県|国)?(?:の)?"
    + _PLAN_WORD
    + "$"
)
_LEAD = re.compile(r"^(?:本市の?|本町の?|本村の?|及び|また|次に|同じく|年度|年|月|日|度)+")
_PLANS = {DocumentKind.GENERAL_PLAN, DocumentKind.DX_PLAN, DocumentKind.PLAN}
_LONGEST = 31
_SPAN_BEHIND = re.compile(r"^\s?[」』]?\s?[（(]\s?$")


def from_sentence(passage: Passage) -> Iterator[Period]:
    """The periods a sentence, list item or heading states."""
    text = passage.text
    about = bool(_PERIOD.search(text)) or any(_PERIOD.search(heading) for heading in passage.headings[-2:])
    plans = [
        (match.start(), match.end(), match["quoted"] or match["named"])
        for match in _PLAN.finditer(text)
        if match["named"] or re.search(_PLAN_WORD, match["quoted"])
    ]
    for first, last, start, end in _spans(text):
        behind = [plan for plan in plans if plan[1] <= start and _SPAN_BEHIND.match(text[plan[1] : start])]
        if not about and not behind:
            continue
        name = _named(behind[-1][2]) if behind else _nearest(text, plans, start, end)
        name = name or _own(passage)
        if name:
            yield Period(plan=name, first=first, last=last, place=sentence(passage))


def from_row(passage: Passage, index: int) -> Iterator[Period]:
    """The period in a cell whose label says 計画期間; the plan is named by the row, else the document."""
    for first, last, _, _ in _spans(passage.cells[index]):
        others = " ".join(text for at, text in enumerate(passage.cells) if at != index)
        plans = [_named(match["quoted"] or match["named"]) for match in _PLAN.finditer(others)]
        name = next((plan for plan in plans if plan), "") or _own(passage)
        if name:
            place = sentence(passage).model_copy(update={"quote": passage.cells[index]})
            yield Period(plan=name, first=first, last=last, place=place)


def _spans(text: str) -> Iterator[tuple[int, int, int, int]]:
    """(first, last, start, end): spans of years, and one year with a length of years further on in the
    sentence."""
    mentioned = fiscal_years(text)
    for year in mentioned:
        if year.last > year.first:
            if year.last - year.first < _LONGEST:
                yield year.first, year.last, year.start, year.end
        elif re.match(r"\s?(?:から|より|を初年度|を始期|に始まる)", text[year.end :]):
            stop = min((other.start for other in mentioned if other.start > year.start), default=len(text))
            for number in numbers(text[year.end : stop]):
                tail = text[year.end + number.start : year.end + number.end + 2]
                if re.search(r"年間|[かカヵケヶ箇]年", tail) and 2 <= number.value < _LONGEST:
                    yield year.first, year.first + int(number.value) - 1, year.start, year.end + number.end
                    break


def _nearest(text: str, plans: list[tuple[int, int, str]], start: int, end: int) -> str:
    """The plan a span of years belongs to: named within it, right behind it, or else the last before it.

    "" when that is 本計画, or when none is named.
    """
    names = [(at, stop, _named(raw)) for at, stop, raw in plans]
    inside = [name for at, stop, name in names if start <= at and stop <= end]
    if inside:
        return inside[-1]
    before = [name for _, stop, name in names if stop <= start]
    if before and not _direct(text, end, names):
        return before[-1]
    behind = [
        name for at, _, name in names if at >= end and re.search(r"期間|とする|とした|の|年間", text[end:at])
    ]
    return behind[0] if behind else ""


def _direct(text: str, end: int, names: list[tuple[int, int, str]]) -> bool:
    """…から3年間を計画期間とする○○計画: the plan that follows is meant."""
    follows = [at for at, _, _ in names if at >= end]
    return bool(follows) and bool(re.search(r"(?:期間とする|期間とした|年間の)$", text[end : follows[0]]))


def _named(raw: str) -> str:
    name = _LEAD.sub("", raw.strip())
    return "" if _OWN.match(fold_map(name).folded) else name


def _own(passage: Passage) -> str:
    """The document's own plan, by its title; "" when the document is none or has no title."""
    if passage.document_kind not in _PLANS:
        return ""
    if passage.kind is PassageKind.HEADING and (named := _PLAN.search(passage.text)) and named["named"]:
        return _named(named["named"]) or passage.document_title
    return passage.document_title
