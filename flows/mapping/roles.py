"""What a passage does for an item (役割): 現状, 課題, 取組, 目標, 国の方針 or 背景.

By whose document it is, whom the sentence is about, and which words stand last: Japanese says at the end what it
means (「…課題でしたが、導入してまいります。」 is 取組). A sentence about another municipality is 背景, never 現状.
"""

import re

from flows.mapping.cues import Evidence
from flows.model import DocumentKind, Municipality, Origin, Passage, Role

_NATION = re.compile(
    r"^(また、|なお、|さらに、|このため、|これを受け、?)?(国|政府|総務省|デジタル庁|内閣府|県|都|府|道)(に(お)?いて)?(は|が|では|としては|からは)"
)
_OTHER = re.compile(
    r"([一-龥ヶケ々ぁ-んァ-ヴ]{1,6}[市区町村])(は|が|では|においては|における|の事例|の取組|と同様|を参考)"
)
_COMMON = re.compile(
    r"^(本|当|全|各|同|他|近隣|周辺|県内|全国|先進|姉妹|小|大|中核|指定都|政令|関係|構成|両|二|三|数|[にはがをでとの])|市町村$|市区町村$"
)
_DONE = re.compile(
    r"(ました|ています|ております|ている|ていた|なった|された|した|済|済み|でした|であった|となる見込み|となりました)[。)）」]*$"
)
_WILL = re.compile(
    r"(まいります|予定(です|している|しております|しています)?|[しくげきりえ]ます|こととする|する|図る|進める|努める|行う|計上|推進|支援|整備|導入|構築|拡大|充実)[。)）」]*$"
)
_LACK = re.compile(
    r"(できていない|進んでいない|進んでおらず|至っていない|至っておらず|行っていない|実施していない|活用されていない|未導入|未実施|未整備|対応できず|不足して|導入しておらず|していません)"
)
_MEANS = re.compile(r"^[^、。]{1,30}とは、?.{8,}(こと|もの|いう|指す)")
_HEADINGS = (
    ("現状と課題", None), ("課題", Role.ISSUE), ("現状", Role.STATUS), ("これまでの取組", Role.STATUS),
    ("実績", Role.STATUS), ("目標", Role.GOAL), ("国の動向", Role.NATIONAL), ("背景", Role.BACKGROUND),
)  # fmt: skip
_LATE = 0.6
"""Where in the text, as a share of it, the last word of a role must stand to decide."""


def other_municipality(text: str, municipality: Municipality | None) -> str:
    """The other municipality that the text is about, or an empty string; without our own name nothing is said."""
    own = municipality.name if municipality else ""
    if not own or own in text:
        return ""
    names = (found.group(1) for found in _OTHER.finditer(text))
    return next((name for name in names if len(name) > 1 and not _COMMON.search(name)), "")


def role_of(passage: Passage, text: str, evidence: Evidence, municipality: Municipality | None) -> Role:
    """The passage's role, the same for every item it speaks to; `text` is its canonical text."""
    if (
        passage.origin is Origin.GUIDANCE
        or passage.document_kind is DocumentKind.GUIDANCE
        or _NATION.match(text)
    ):
        return Role.NATIONAL
    if other_municipality(text, municipality):
        return Role.BACKGROUND
    if _LACK.search(text):
        return Role.ISSUE
    if _MEANS.search(text):
        return Role.BACKGROUND
    heading = _by_heading(passage.headings)
    return heading if heading is not None else _by_words(text, evidence, passage.document_kind)


def _by_heading(headings: tuple[str, ...]) -> Role | None:
    for heading in reversed(headings[-2:]):
        for word, role in _HEADINGS:
            if word in heading:
                return role
    return None


def _by_words(text: str, evidence: Evidence, kind: DocumentKind) -> Role:
    ends = {Role(role): end for role, end in evidence.roles.items()}
    issue, goal = ends.get(Role.ISSUE, 0.0), ends.get(Role.GOAL, 0.0)
    if issue > _LATE and not (_WILL.search(text) and issue < 0.9):
        return Role.ISSUE
    if _DONE.search(text):
        return Role.STATUS
    if kind is DocumentKind.SURVEY:
        return Role.ISSUE if issue else Role.STATUS
    if goal > _LATE:
        return Role.GOAL
    if kind is DocumentKind.BUDGET or _WILL.search(text):
        return Role.ACTION
    return max(ends, key=lambda role: (ends[role], role.value), default=Role.BACKGROUND)
