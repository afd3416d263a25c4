"""The glossary (用語集): terms that the sources themselves explain."""

import re
from collections.abc import Iterator

from flows.composition.blocks import Builder, cite
from flows.composition.evidence import Evidence
from flows.composition.wording import word
from flows.model import DraftBlock, Passage, PassageKind
from flows.text import fold

# 「ＢＰＲ（Business Process Reengineering）：抜本的な…こと」「オープンデータとは、…」
_COLON = re.compile(
    r"^[※\s]*(?P<term>[^：:。、「」]{2,30}(?:（[^（）]{1,60}）|\([^()]{1,60}\))?)\s*[：:](?P<meaning>.{12,}(?:こと|もの|プログラム全般|技術|仕組み|をいう|全般|の略)[。]?)"
)
_TOHA = re.compile(
    r"^(?P<term>[^。、「」]{2,24})とは、(?P<meaning>.{12,}(?:こと|もの|をいう|をいいます|です|である|を指す|を指します)。?)$"
)


_CORE = re.compile(r"[（(].*")
_BULLET = re.compile(r"^(?:[・●○◆■※-]|[(（]?[0-9０-９]{1,2}[)）.．])[\s　]*")
_TOO_LONG = 40


def glossary(build: Builder, evidence: Evidence, used: str) -> Iterator[DraftBlock]:
    """A table of the terms that `used` (the folded text of the draft) uses and a source explains, each cited."""
    rows: dict[str, tuple[tuple[str, str], Passage]] = {}
    for passage in sorted(
        evidence.passages.values(), key=lambda p: (-evidence.year(p), evidence.order[p.id])
    ):
        found = _explained(passage)
        if found and fold(_CORE.sub("", found[0])) in used:
            rows.setdefault(fold(_CORE.sub("", found[0])), (found, passage))
    if not rows:
        return
    slot = word("head.term")
    cells = [
        [
            build.cell(term, cite(passage), slot=slot, place=f"{key}:term"),
            build.cell(meaning, cite(passage), slot=slot, place=f"{key}:meaning"),
        ]
        for key, ((term, meaning), passage) in sorted(rows.items())
    ]
    yield build.table([word("head.term"), word("head.meaning")], cells, slot=slot, widths=(3, 7))


def _explained(passage: Passage) -> tuple[str, str] | None:
    if passage.kind in (PassageKind.ROW, PassageKind.HEADING):
        return None
    for pattern in (_COLON, _TOHA):
        match = pattern.search(_BULLET.sub("", passage.text))
        if match and len(match["term"]) <= _TOO_LONG and len(fold(_CORE.sub("", match["term"]))) > 1:
            return match["term"].strip(), match["meaning"].strip()
    return None
