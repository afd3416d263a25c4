"""対応表.xlsx: what the nation asks ↔ section of the plan ↔ passage ↔ file and page, with score and reason.

Four sheets: how each item stands, every match (filters by item, role, use), items without evidence, and passages on
digital matters that found no place. Order is the edition's, best match first, as in the mapping.
"""

from collections import Counter
from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from flows.model import BlockStatus, Draft, Edition, Group, Item, Mapping, Match, Origin, Passage, Role
from flows.writers.xlsx.book import Book, Column, Sheet
from flows.writers.xlsx.cells import Content
from flows.writers.xlsx.places import Uses, by_id, numbered_titles, one_line, page_of, title_of

_STATE = (
    Column("区分", 20),
    Column("国の項目", 44),
    *(Column(role.value, 11, "中央") for role in Role if role is not Role.BACKGROUND),
    Column("背景", 11, "中央"),
    Column("素案で使った記載", 12, "中央"),
    Column("素案の要確認", 12, "中央"),
)
_MATCHES = (
    Column("番号", 6, "中央"),
    Column("国の項目・章", 30),
    Column("役割", 9, "中央"),
    Column("資料の記載", 62),
    Column("文書名", 26),
    Column("ファイル", 26),
    Column("ページ・場所", 16, "中央"),
    Column("出所", 8, "中央"),
    Column("確からしさ", 9, "数値"),
    Column("対応の理由", 34),
    Column("素案で使った節", 28),
)
_GAPS = (Column("区分", 20), Column("国の項目", 48), Column("所管課に確かめること", 80))
_ORPHANS = (
    Column("番号", 6, "中央"),
    Column("資料の記載", 80),
    Column("見出し", 36),
    Column("文書名", 28),
    Column("ファイル", 28),
    Column("ページ・場所", 16, "中央"),
)
_LEAD = {
    "状況": "数字は、その役割に対応付けられた市区町村の資料の記載の件数です。「素案の要確認」は、所管課に確かめる欄の数です。",
    "対応": "国の項目・章ごとに、対応する資料の記載を確からしさの高い順に並べています（0.80 は、10件のうち8件程度が正しいという目安）。",
    "記載なし": "市区町村の資料に記載が見つからなかった国の項目です。ヒアリングシートで所管課に確かめてください。",
    "行き先": "デジタルに関する記載のうち、どの項目にも対応しなかったものです。必要なものは mapping.yaml で項目を指定してください。",
}


def write_correspondence(
    path: Path, draft: Draft, mapping: Mapping, passages: Sequence[Passage], edition: Edition
) -> None:
    """Write 対応表.xlsx. Passages that the mapping names but that are not given are left out."""
    known = by_id(passages)
    matches = [match for match in mapping.matches if match.passage in known]
    titles = numbered_titles(edition)
    book = Book(f"{draft.title}　国の項目と資料の対応表", draft.date)
    book.add(_state(draft, matches, known, edition))
    book.add(_matches(draft, matches, known, titles))
    book.add(_gaps(mapping, edition))
    book.add(_orphans(mapping, known))
    book.save(path)


def _state(
    draft: Draft, matches: Sequence[Match], known: Dictionary[str, Passage], edition: Edition
) -> Sheet:
    own = Counter(
        (match.item, match.role)
        for match in matches
        if known[match.passage].origin is Origin.MUNICIPALITY or match.role is Role.NATIONAL
    )
    sections = {section.key: section for section in draft.sections}
    groups = {group: title for group, title, _ in edition.group_titles}
    rows: list[tuple[Content, ...]] = []
    for item in edition.items:
        section = sections.get(f"measures.{item.key}")
        blocks = section.blocks if section else ()
        rows.append(
            (
                groups.get(item.group, ""),
                f"{item.number} {item.title}".strip(),
                *(own[item.key, role] or "－" for role in Role if role is not Role.BACKGROUND),
                own[item.key, Role.BACKGROUND] or "－",
                sum(bool(block.citations) for block in blocks) if section else "－",
                sum(block.status is BlockStatus.TODO for block in blocks) if section else "－",
            )
        )
    lead = (f"{draft.title}　国の項目ごとの状況", _LEAD["状況"])
    return Sheet("項目ごとの状況", _STATE, rows, lead, frozen=2)


def _matches(
    draft: Draft, matches: Sequence[Match], known: Dictionary[str, Passage], titles: Dictionary[str, str]
) -> Sheet:
    uses = Uses(draft)
    rows: list[tuple[Content, ...]] = []
    for number, match in enumerate(matches, 1):
        passage = known[match.passage]
        rows.append(
            (
                number,
                titles.get(match.item, match.item),
                match.role.value,
                one_line(passage.cells) or passage.text,
                title_of(passage),
                passage.source,
                page_of(passage),
                "市区町村" if passage.origin is Origin.MUNICIPALITY else "国・県",
                Decimal(f"{match.score:.2f}"),
                match.reason,
                "、".join(uses.of(passage)) or "－",
            )
        )
    return Sheet("対応表", _MATCHES, rows, (f"{draft.title}　対応表", _LEAD["対応"]), frozen=2)


def _gaps(mapping: Mapping, edition: Edition) -> Sheet:
    groups = {group: title for group, title, _ in edition.group_titles}
    items = [edition.by_key[key] for key in mapping.gaps if key in edition.by_key]
    rows = [
        (groups.get(item.group, ""), f"{item.number} {item.title}".strip(), _needs(item)) for item in items
    ]
    return Sheet(
        "記載のない項目", _GAPS, rows or [("－", "該当する項目はありません。", "－")],
        ("記載のない項目", _LEAD["記載なし"]), filters=bool(rows),
    )  # fmt: skip


def _needs(item: Item) -> str:
    kind = "" if item.group is not Group.OPTIONAL else "（必要に応じて検討する取組）\n"
    return kind + "\n".join(f"・{need}" for need in item.needs)


def _orphans(mapping: Mapping, known: Dictionary[str, Passage]) -> Sheet:
    found = [known[name] for name in mapping.orphans if name in known]
    rows: list[tuple[Content, ...]] = [
        (
            number,
            one_line(passage.cells) or passage.text,
            " ＞ ".join(passage.headings[-2:]),
            title_of(passage),
            passage.source,
            page_of(passage),
        )
        for number, passage in enumerate(found, 1)
    ]
    return Sheet(
        "行き先のない記載", _ORPHANS,
        rows or [("－", "該当する記載はありません。", "－", "－", "－", "－")],
        ("行き先のない記載", _LEAD["行き先"]), filters=bool(rows), frozen=1,
    )  # fmt: skip
