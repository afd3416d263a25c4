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
    r"^(本|当|全|各|同|他|近隣|周辺|県内|全国|先進|姉妹|小|大|中核|指定都|政令|関係|構成|両|二|三|数)"
)
_DONE = re.compile(
    r"(ました|ています|ております|ている|なった|された|した|済|済み|であった|でした|となり|なりました)[。)）」]*$"
)
_WILL = re.compile(
    r"(まいります|予定(です|している|しております|しています)?|す|する|します|図る|進める|努めます|こととします|計上|計上する|推進|支援|整備|導入|構築)[。)）」]*$"
)
_LACK = re.compile(
    r"(できていない|進んでいない|進んでおらず|至っていない|行っていない|実施していない|未導入|未実施|未整備|対応できず|不足して|導入しておらず)"
)


def other_municipality(text: str, municipality: Municipality | None) -> str:
    """The other municipality that the text is about, or an empty string."""
    for found in _OTHER.finditer(text):
        name = found.group(1)
        own = municipality.name if municipality else ""
        if (
            not _COMMON.match(name)
            and len(name) > 1
            and (not own or not name.endswith(own) and own not in text)
        ):
            return name if own else ""
    return ""


def role_of(passage: Passage, evidence: Evidence, municipality: Municipality | None) -> Role:
    """The passage's role, the same for every item it speaks to."""
    text = passage.text.strip()
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
    heading = _by_heading(passage.headings)
    if heading is not None:
        return heading
    return _by_words(text, evidence, passage.document_kind)


def _by_heading(headings: tuple[str, ...]) -> Role | None:
    for heading in reversed(headings[-2:]):
        for word, role in (
            ("現状と課題", None), ("課題", Role.ISSUE), ("現状", Role.STATUS), ("これまでの取組", Role.STATUS),
            ("実績", Role.STATUS), ("目標", Role.GOAL), ("国の動向", Role.NATIONAL), ("背景", Role.BACKGROUND),
        ):  # fmt: skip
            if word in heading:
                return role
    return None


def _by_words(text: str, evidence: Evidence, kind: DocumentKind) -> Role:
    ends = evidence.roles
    if _DONE.search(text):
        late_issue = ends.get(Role.ISSUE.value, 0.0) > 0.6
        return Role.ISSUE if late_issue else Role.STATUS
    if kind is DocumentKind.BUDGET:
        return Role.ACTION
    if kind is DocumentKind.SURVEY:
        return Role.ISSUE if Role.ISSUE.value in ends else Role.STATUS
    if ends.get(Role.GOAL.value, 0.0) > 0.55:
        return Role.GOAL
    if _WILL.search(text) and ends.get(Role.ISSUE.value, 0.0) <= 0.9:
        return Role.ACTION
    if not ends:
        return Role.BACKGROUND
    order = [role.value for role in (Role.ISSUE, Role.ACTION, Role.GOAL, Role.STATUS, Role.BACKGROUND)]
    return Role(
        max(
            (role for role in order if role in ends),
            key=lambda role: (ends[role], -order.index(role)),
            default="背景",
        )
    )
