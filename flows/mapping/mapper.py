"""Passages to items and topics, in one edition (対応付け): matches, gaps, orphans.

Subjects are the same in every edition; an edition that does not have one passes it on (`crosswalk`: online belongs to
frontyard from 第2.2版, commonization to standardization before 第5.0版). Staff's pins and bans come last and always
hold. A gap is an item without evidence from the municipality's own documents about itself; an orphan is a passage on
digital matters that found no item. Order: by item as in the edition, best first, then by place in the documents.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.mapping.pins import EVERY, Pins
from flows.mapping.roles import other_municipality, role_of
from flows.mapping.scoring import Reading, Scored, Scorer, running_heads, shipped_scorer
from flows.mapping.spelling import canonical
from flows.mapping.vocabulary import Vocabulary
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


@dataclass(frozen=True)
class _Case:
    """One passage as read, with its role."""

    passage: Passage
    reading: Reading
    role: Role


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
    places = {
        subject: place_of(subject, edition, scorer.vocabulary) for subject in scorer.vocabulary.subjects
    }
    heads = running_heads(passage for passage in passages if passage.kind is not PassageKind.ROW)
    matches: list[tuple[int, Match]] = []
    orphans: list[str] = []
    spoken: set[str] = set()
    for index, passage in enumerate(passages):
        if passage.kind is PassageKind.HEADING:
            continue
        reading = scorer.read(passage, (passage.source, canonical(passage.text)) in heads)
        case = _Case(passage, reading, role_of(passage, reading.text, reading.evidence, municipality))
        found = _corrected(_found(case, places, scorer), case, places, pins or Pins())
        matches += [(index, match) for match in found.values()]
        if not found and reading.digital:
            orphans.append(passage.id)
        if passage.origin is Origin.MUNICIPALITY and not other_municipality(passage.text, municipality):
            spoken.update(key for key, match in found.items() if match.role is not Role.NATIONAL)
    keys = [item.key for item in edition.items] + list(scorer.vocabulary.topics)
    order = {key: number for number, key in enumerate(keys)}
    matches.sort(key=lambda pair: (order[pair[1].item], -pair[1].score, pair[0]))
    gaps = tuple(item.key for item in edition.items if item.key not in spoken)
    return Mapping(matches=tuple(match for _, match in matches), gaps=gaps, orphans=tuple(orphans))


def place_of(subject: str, edition: Edition, words: Vocabulary) -> str | None:
    """The edition's item (or topic) that the subject belongs to; None when the edition has no place for it."""
    places = edition.by_key.keys() | (words.topics.keys() - words.crosswalk.keys())
    return next((key for key in (subject, *words.crosswalk.get(subject, ())) if key in places), None)


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


def _found(case: _Case, places: dict[str, str | None], scorer: Scorer) -> dict[str, Match]:
    """The matches by the edition's items and by topic; of several subjects in one item the best."""
    found: dict[str, Match] = {}
    best: dict[str, float] = {}
    for subject, scored in case.reading.scored.items():
        key = places[subject]
        if key is None or scored.logit <= best.get(key, _THRESHOLD):
            continue
        best[key] = scored.logit
        found[key] = Match(
            passage=case.passage.id,
            item=key,
            role=case.role,
            score=scorer.score(scored.logit),
            reason=reason_for(scored, case.passage),
        )
    return found


def _corrected(
    found: dict[str, Match], case: _Case, places: dict[str, str | None], pins: Pins
) -> dict[str, Match]:
    """Staff's word is last: bans take away, pins put in."""
    banned = pins.banned(case.passage, case.reading.text)
    keys = {places[item] for item in banned if item != EVERY}
    found = {} if EVERY in banned else {key: match for key, match in found.items() if key not in keys}
    for pin in pins.pinned(case.passage, case.reading.text):
        key = places[pin.item]
        if key is not None:
            reason = "mapping.yaml で職員が指定"
            role = pin.role or case.role
            found[key] = Match(passage=case.passage.id, item=key, role=role, score=_PINNED, reason=reason)
    return found
