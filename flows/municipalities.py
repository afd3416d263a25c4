"""Whose plan it is: found in its documents (市区町村の特定).

A municipality's name has no fixed length and nothing marks where it begins (「回青凪市」 in 「第446回…市議会」), so
every ending of the run of letters before 市・町・村・区 is counted, in front of words that only a municipality's own
name takes (議会, 長, 役所, DX推進 …), and the longest one that loses little against its own shorter endings is taken.
National documents have no vote. flows.settings overrides what was found.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from flows.localities import PREFECTURES, valid_code
from flows.model import Document, Municipality, Origin
from flows.resources import templates_dir
from flows.text import fold

_OWN = r"(?=議会|長|役所|役場|総合計画|DX|デジタル|一般会計|告示|条例|教育委員会|企画|総務|の|で|に|は|が)"
_NAME = re.compile(rf"([々ヶケ゛ぁ-んァ-ヴー一-龥]{{1,7}})([市町村区]){_OWN}")
_NOT_NAMES = frozenset("本当同他各全都両該")
_GENERIC = frozenset({"市町村", "区町村", "市区", "区市町村", "市区町村", "市町", "町村"})
_PREFECTURE = re.compile(r"(北海道|東京都|(?:京都|大阪)府|[一-龥]{2,3}県)")
_CODE = re.compile(r"(?:団体コード|自治体コード|市区町村コード|市町村コード)[^0-9]{0,6}(\d{6})(?!\d)")
_KEEP = 0.6
"""A longer ending is the name when it keeps this share of the shorter one's count."""


def identify(documents: Sequence[Document]) -> Municipality | None:
    """The municipality whose documents these are; None when they name none."""
    own = [document for document in documents if document.source.origin is Origin.MUNICIPALITY]
    texts = [fold("".join(document.page_texts)) for document in own]
    names: Counter[str] = Counter()
    voters: Counter[str] = Counter()
    for text in texts:
        found = _endings(text)
        names.update(found)
        voters.update(found.keys())
    if not names:
        return None
    name = _whole(_longest(names, voters), names)
    if name is None:
        return None
    return listed(
        Municipality(
            name=name,
            code=_code(texts, name),
            prefecture=_prefecture("".join(texts), name),
            evidence=f"文書{voters[name]}件に{names[name]}回",
        )
    )


def listed(municipality: Municipality) -> Municipality:
    """With its code, and its prefecture where none was found, from the nation's list; as it is when not in it."""
    found = [
        (code, prefecture)
        for code, prefecture, name in _codes()
        if fold(name) == fold(municipality.name) and municipality.prefecture in ("", prefecture)
    ]
    if len(found) != 1 or municipality.code:
        return municipality
    code, prefecture = found[0]
    return municipality.model_copy(update={"code": code, "prefecture": prefecture})


@cache
def _codes() -> tuple[tuple[str, str, str], ...]:
    path = templates_dir() / "municipalities" / "codes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple((row["code"], row["prefecture"], row["name"]) for row in csv.DictReader(file))


def _endings(text: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for match in _NAME.finditer(text):
        run, suffix = match.groups()
        for length in range(1, len(run) + 1):
            name = run[-length:] + suffix
            if name not in _GENERIC and run[-1] not in _NOT_NAMES:
                counts[name] += 1
    return counts


def _longest(names: Counter[str], voters: Counter[str]) -> str | None:
    """The name most documents speak of, lengthened as long as it keeps its count."""
    stems = [name for name in names if len(name) == 3 and not _NOT_NAMES & set(name)]
    stems += [name for name in names if len(name) == 2 and not _NOT_NAMES & set(name)]  # 津市
    if not stems:
        return None
    best = max(stems, key=lambda name: (voters[name], names[name], len(name), name))
    while True:
        longer = [name for name in names if len(name) == len(best) + 1 and name.endswith(best)]
        if not longer:
            return best
        candidate = max(longer, key=lambda name: (names[name], name))
        if names[candidate] < _KEEP * names[best]:
            return best
        best = candidate


def _whole(name: str | None, names: Counter[str]) -> str | None:
    """The name, unless it is but the end of listed ones (戸市 of 八戸市 and 水戸市, in a table of all): then theirs."""
    listed_names = {listed_name for _, _, listed_name in _codes()}
    if name is None or name in listed_names:
        return name
    longer = [known for known in listed_names if known.endswith(name) and known in names]
    if not longer:
        return name
    best = max(longer, key=lambda known: (names[known], known))
    return best if names[best] >= _KEEP * names[name] else None


def _prefecture(text: str, name: str) -> str:
    beside = Counter(p for p in PREFECTURES for _ in range(text.count(p + name)))
    anywhere = Counter(m for m in _PREFECTURE.findall(text) if m in PREFECTURES)
    for counts in (beside, anywhere):
        if counts:
            return max(counts, key=lambda p: (counts[p], p))
    return ""


def _code(texts: Sequence[str], name: str) -> str:
    beside = re.compile(
        rf"(?<!\d)(\d{{6}})(?!\d).{{0,12}}?{re.escape(name)}|{re.escape(name)}.{{0,12}}?(?<!\d)(\d{{6}})(?!\d)"
    )
    for text in texts:
        for pattern in (_CODE, beside):
            for match in pattern.finditer(text):
                code = next(group for group in match.groups() if group)
                if valid_code(code):
                    return code
    return ""
