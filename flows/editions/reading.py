"""A new edition from the nation's own PDF (版の読み取り): `dxplan edition read`.

The contents list names the groups and their items; the body confirms each title. What both say alike is
confirmed, what only one says is partial, and every doubt is a finding and a comment 要確認 in the file.
Nothing is made up: an edition number or group that is not there stays out, and without a number of its own
a document gives no edition.

A title keeps the key it has in a known edition: the same words first, then, among the titles that are left,
the most alike ones if no other comes near; those are marked for review. A title like no other gets a new
key, new_<group>_<n>, with a question of its own in an items.yaml beside the edition, for someone to rename.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from flows.editions.contents import Entry, contents, headings
from flows.editions.grouping import Grouping, ReadGroup, finding
from flows.editions.loading import load
from flows.editions.names import FRAMEWORK, frameworks, names
from flows.editions.similarity import plain
from flows.model import BadInput, BlockKind, Document, Edition, Finding, UnknownEdition
from flows.text import dates, era_name, fold

_MARK = re.compile(r"第(?P<number>\d{1,2}(?:\.\d{1,2})?)版|(?P<first>初版)")
_ERA_ASIDE = re.compile(r"年\s*[(（]\s*(?:令和|平成)\s*(?:元|[0-9０-９]+)\s*年\s*[)）]")
"""2024 年(令和6年)2月5日: the era beside the western year."""
_NEAR = 300
"""Characters after the heading 対象期間 among which the months stand."""
_COVER = 2
"""Pages on which mark, date and title are looked for."""


@dataclass(frozen=True, slots=True)
class ReadEdition:
    """All that a document says about an edition; `date` and `previous` are "" when it does not say."""

    framework: str
    name: str
    title: str
    mark: str
    publisher: str
    date: str
    era_date: str
    previous: str
    period: tuple[str, str] | None
    """First and last ISO month of the period that the plan covers, where it sets one."""
    groups: tuple[ReadGroup, ...]
    source: str
    sha256: str


def read_edition(document: Document, name: str = "") -> tuple[ReadEdition, tuple[Finding, ...]]:
    """The edition that a national document describes; `name` ("6.0") where its cover does not say it.

    Raises BadInput when the document is none of the known frameworks, has no edition number and none is
    given, or shows none of the groups.
    """
    cover = "\n".join(document.page_texts[:_COVER]) or "\n".join(block.text for block in document.blocks[:20])
    known = _known(_framework(document, cover))
    number, mark = _number(document, cover, name)
    findings: list[Finding] = []
    entries = _entries(document, findings)
    groups = tuple(Grouping(document, entries, known, findings).groups())
    if not groups:
        raise BadInput(
            f"「{document.source.path}」の目次から、国の取組事項のまとまりが見つかりません。",
            "総務省が公表した計画の本体のPDFかどうか、目次のページがあるかを確かめてください。",
        )
    day, era = _date(document, cover, findings)
    newest = known[-1]
    older = [edition.name for edition in known if _version(edition.name) < _version(number)]
    if any(edition.name == number for edition in known):
        findings.append(
            finding(
                document, "edition-known", f"第{number}版は既に登録されています。内容を見比べてください。"
            )
        )
    read = ReadEdition(
        framework=newest.framework,
        name=number,
        title=newest.title,
        mark=mark,
        publisher=newest.publisher,
        date=day,
        era_date=era,
        previous=older[-1] if older else "",
        period=_period(document, entries, findings),
        groups=groups,
        source=document.source.path,
        sha256=document.source.sha256,
    )
    return read, tuple(findings)


def _framework(document: Document, cover: str) -> str:
    """The framework whose title stands on the cover."""
    words = plain(cover)
    for framework in sorted(frameworks(), key=len, reverse=True):
        title = load(framework).title
        spelled = {plain(title), plain(re.sub(r"[(（].*?[)）]", "", title))}
        if any(each in words for each in spelled):
            return framework
    if plain("自治体DX推進計画") in words:
        return FRAMEWORK
    raise BadInput(
        f"「{document.source.path}」の表紙に、登録のある国の計画の題名がありません。",
        "自治体デジタル・トランスフォーメーション(DX)推進計画などの本体のPDFを指定してください。",
    )


def _known(framework: str) -> tuple[Edition, ...]:
    return tuple(load(f"{framework}-{name}") for name in names(framework))


def _number(document: Document, cover: str, name: str) -> tuple[str, str]:
    """Number and mark: as told, else as the cover has it."""
    if name:
        wanted = _MARK.search(f"第{fold(name).strip('第版v')}版")
        if wanted is None:
            raise UnknownEdition(f"版の番号「{name}」が読み取れません。", "6.0 のように書いてください。")
        number = wanted["number"] if "." in wanted["number"] else f"{wanted['number']}.0"
        return number, f"【第{number}版】"
    found = {match[0] for match in _MARK.finditer(fold(cover))}
    if len(found) != 1:
        said = f"複数あります({'、'.join(sorted(found))})" if found else "ありません"
        raise BadInput(
            f"「{document.source.path}」の表紙に版の番号が{said}。",
            "版の番号を指定してください(例: 6.0)。",
        )
    mark = _MARK.search(found.pop())
    number = "1.0" if mark is None or mark["first"] else mark["number"]
    return (
        (number, "初版")
        if mark and mark["first"]
        else (
            number if "." in number else f"{number}.0",
            f"【第{number}版】",
        )
    )


def _date(document: Document, cover: str, findings: list[Finding]) -> tuple[str, str]:
    """The one full date on the cover; several or none are left for someone to settle."""
    plain_cover = _ERA_ASIDE.sub("年", cover)
    found = sorted(
        {(each.year, each.month, each.day) for each in dates(plain_cover) if each.month and each.day}
    )
    if len(found) != 1:
        said = "見つかりません" if not found else f"{len(found)}つあり、どれが公表日か決められません"
        findings.append(
            finding(
                document, "edition-date", f"表紙に日付が{said}。framework.yaml の date に書いてください。"
            )
        )
        return "", ""
    year, month, day = found[0]
    return f"{year:04}-{month:02}-{day:02}", f"{era_name(year)}{month}月{day}日"


def _period(
    document: Document, entries: tuple[Entry, ...], findings: list[Finding]
) -> tuple[str, str] | None:
    """The months under the heading 対象期間, when it gives a first and a last one."""
    after = max((entry.read_on for entry in entries), default=0)
    for text in document.page_texts[after:]:
        for heading in re.finditer("対象期間", text):
            passage = _ERA_ASIDE.sub("年", text[heading.start() : heading.start() + _NEAR])
            found = dates(passage)
            for one, other in pairwise(found):
                between = fold(passage[one.end : other.start])
                if between in ("から", "~", "-", "より") and (one.year, one.month) < (
                    other.year,
                    other.month,
                ):
                    return f"{one.year:04}-{one.month:02}", f"{other.year:04}-{other.month:02}"
    findings.append(
        finding(
            document,
            "edition-period",
            "計画の対象期間が読み取れません。定めがあれば period に書いてください。",
        )
    )
    return None


def _entries(document: Document, findings: list[Finding]) -> tuple[Entry, ...]:
    if found := contents(document.page_texts):
        return found
    findings.append(
        finding(
            document,
            "edition-no-contents",
            "目次が見つからないため、本文の見出しから読み取りました。題名を原本で確かめてください。",
        )
    )
    return headings(
        [(block.text, block.page) for block in document.blocks if block.kind is BlockKind.HEADING]
    )


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split("."))
