"""Passages to items and topics, in one edition (対応付け): matches, gaps, orphans.

Subjects are the same in every edition; an edition that does not have one passes it on (`crosswalk`: online belongs to
frontyard from 第2.2版, commonization to standardization before 第5.0版). Staff's pins and bans come last and always
hold. A gap is an item without evidence from the municipality's own documents about itself; an orphan is a passage on
digital matters that found no item. Order: by item as in the edition, best first, then by place in the documents.
"""

from collections.abc import Sequence

from flows.mapping.pins import EVERY, Pins
from flows.mapping.roles import other_municipality, role_of
from flows.mapping.scoring import Reading, Scored, Scorer, running_heads, shipped_scorer
from flows.mapping.spelling import canonical
from flows.model import (
    DocumentKind,
    Edition,
    Mapping,
    Match,
    Municipality,
    Origin,
    Passage,
    PassageKind,
    Role,
)

_KINDS = {
    DocumentKind.SPEECH: "施政方針・市政報告", DocumentKind.GENERAL_PLAN: "総合計画", DocumentKind.DX_PLAN: "DX計画",
    DocumentKind.PLAN: "計画", DocumentKind.BUDGET: "予算資料", DocumentKind.SURVEY: "調査結果",
    DocumentKind.HEARING: "ヒアリング・会議録", DocumentKind.BULLETIN: "広報", DocumentKind.GUIDANCE: "国・県の文書",
    DocumentKind.DATA: "統計", DocumentKind.OTHER: "その他の文書",
}  # fmt: skip
_THRESHOLD = 0.0
_PINNED = 1.0


def map_passages(
    passages: Sequence[Passage],
    edition: Edition,
    municipality: Municipality | None = None,
    pins: Pins | None = None,
) -> Mapping:
    """All matches of the passages with the edition's items and the plan's topics.

    Deterministic. Scores are calibrated (0–1); a pinned match has score 1. Headings are never matched themselves.
    """
    scorer = shipped_scorer()
    pins = pins or Pins()
    matches: list[tuple[int, Match]] = []
    orphans: list[str] = []
    heads = running_heads(passage for passage in passages if passage.kind is not PassageKind.ROW)
    spoken: set[str] = set()
    for index, passage in enumerate(passages):
        if passage.kind is PassageKind.HEADING:
            continue
        reading = scorer.read(passage, (passage.source, canonical(passage.text)) in heads)
        role = role_of(passage, reading.evidence, municipality)
        found = _by_item(passage, reading, edition, scorer, role)
        found = _corrected(found, passage, reading, edition, pins, role, scorer)
        matches += [(index, match) for match in found.values()]
        items = [key for key in found if key in edition.by_key]
        if not items and reading.digital:
            orphans.append(passage.id)
        if passage.origin is Origin.MUNICIPALITY and not other_municipality(passage.text, municipality):
            spoken.update(key for key in items if found[key].role is not Role.NATIONAL)
    order = {item.key: number for number, item in enumerate(edition.items)}
    order |= {topic: len(order) + number for number, topic in enumerate(scorer.vocabulary.topics)}
    matches.sort(key=lambda pair: (order[pair[1].item], -pair[1].score, pair[0]))
    gaps = tuple(item.key for item in edition.items if item.key not in spoken)
    return Mapping(matches=tuple(match for _, match in matches), gaps=gaps, orphans=tuple(orphans))


def _by_item(
    passage: Passage, reading: Reading, edition: Edition, scorer: Scorer, role: Role
) -> dict[str, Match]:
    """The matches by the edition's items and by topic; of several subjects in one item the best."""
    found: dict[str, Match] = {}
    for subject, scored in reading.scored.items():
        key = in_edition(subject, edition, scorer)
        if scored.logit <= _THRESHOLD or key is None:
            continue
        match = Match(
            passage=passage.id,
            item=key,
            role=role,
            score=scorer.score(scored.logit),
            reason=reason_for(scored, passage),
        )
        if key not in found or found[key].score < match.score:
            found[key] = match
    return found


def in_edition(subject: str, edition: Edition, scorer: Scorer) -> str | None:
    """The edition's item (or topic) that the subject belongs to; None when the edition has no place for it."""
    if subject in edition.by_key or subject in scorer.vocabulary.topics:
        return subject
    return next((key for key in scorer.vocabulary.crosswalk.get(subject, ()) if key in edition.by_key), None)


def reason_for(scored: Scored, passage: Passage) -> str:
    """Why, in words a clerk understands: 語「電子申請」、見出し「企画」、施政方針・市政報告."""
    parts = []
    if scored.words:
        parts.append("語" + "".join(f"「{word}」" for word in scored.words[:3]))
    if scored.heading:
        parts.append(f"見出し「{scored.heading}」")
    if scored.title:
        parts.append(f"文書「{passage.document_title}」の主題")
    if scored.learnt or not parts:
        parts.append("言い回しが文例に近い")
    parts.append(_KINDS[passage.document_kind])
    return "、".join(parts)


def _corrected(
    found: dict[str, Match],
    passage: Passage,
    reading: Reading,
    edition: Edition,
    pins: Pins,
    role: Role,
    scorer: Scorer,
) -> dict[str, Match]:
    banned = pins.banned(passage, reading.text)
    if banned:
        keys = {in_edition(item, edition, scorer) for item in banned}
        found = {} if EVERY in banned else {key: match for key, match in found.items() if key not in keys}
    for pin in pins.pinned(passage, reading.text):
        key = in_edition(pin.item, edition, scorer)
        if key is not None:
            reason = "mapping.yaml で職員が指定"
            found[key] = Match(
                passage=passage.id, item=key, role=pin.role or role, score=_PINNED, reason=reason
            )
    return found
