"""Abbreviations in Latin letters at their first use (略語): DX, BPR, AI.

Explained is: an entry in the glossary; a meaning in brackets behind it, BPR（業務の抜本的な見直し）; the whole term
before it in brackets, 業務改革（BPR）, （以下「BPR」という。）; or a sentence that says what it is, BPRとは. Full and half
width letters are one abbreviation.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from flows.wording.document import Found
from flows.wording.lookup import Hit
from flows.wording.rules import Rule
from flows.wording.units import Place, Unit

_LETTER = "A-Za-zＡ-Ｚａ-ｚ"
_ABBREVIATION = re.compile(
    rf"(?<![{_LETTER}0-9０-９._@/\\-])(?=[{_LETTER}]?[A-ZＡ-Ｚ][{_LETTER}]?[A-ZＡ-Ｚ])[{_LETTER}]{{2,6}}(?:[-－‐][{_LETTER}]{{2,6}})?(?![{_LETTER}0-9０-９_@\\]|\.[{_LETTER}])"
)
_ENGLISH = re.compile(rf"(?:会社|㈱)[{_LETTER}]|[A-Za-z]{{2}} [A-Za-z]{{2}}")
"""Names of firms, and running English."""
_JAPANESE = "ぁ-んァ-ヶー一-龥"
_MEANING_AFTER = re.compile(
    rf"\s?(?:」|』)?(?:[（(：:][^）)]{{0,20}}[{_JAPANESE}{_LETTER}]{{3}}|とは|＝|」という)"
)
_TERM_BEFORE = re.compile(
    rf"[{_JAPANESE}{_LETTER}・\s]{{2}}\s?[（(](?:[^（）()]{{0,60}}(?:以下|略称|略して)、?)?[「『]?$"
)
_IN_BRACKETS = re.compile(r"^[」』]?\s?(?:という。?|、[^）)]{1,40})?\s?[）)]")


def abbreviations(units: Sequence[Unit], glossary: str, rule: Rule) -> Iterator[Found]:
    """The first use of each abbreviation that is explained neither there nor in the glossary."""
    known = {_plain(each) for each in rule.allow} | _explained(units, glossary)
    for unit in units:
        if unit.place in (Place.TITLE, Place.CELL) or unit.section == glossary:
            continue
        for match in _ABBREVIATION.finditer(unit.text):
            name = _plain(match[0])
            if name in known or known.issuperset(name.split("-")):
                continue
            if _ENGLISH.search(unit.text[max(0, match.start() - 4) : match.end() + 3]):
                continue
            known.add(name)
            if not _says(unit.text, match):
                yield unit, Hit(match.start(), match.end())


def _says(text: str, match: re.Match[str]) -> bool:
    """Whether the words around it explain it."""
    if _MEANING_AFTER.match(text, match.end()):
        return True
    before, after = text[max(0, match.start() - 80) : match.start()], text[match.end() : match.end() + 48]
    return bool(_TERM_BEFORE.search(before) and _IN_BRACKETS.search(after))


def _explained(units: Sequence[Unit], glossary: str) -> set[str]:
    return {
        _plain(match[0])
        for unit in units
        if unit.section == glossary
        for match in _ABBREVIATION.finditer(unit.text)
    }


def _plain(letters: str) -> str:
    return unicodedata.normalize("NFKC", letters).upper().replace("‐", "-")
