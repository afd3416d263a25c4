"""Whose sentence it is: a plan speaks of its own municipality.

Refused: a document of the nation or the prefecture cited for the municipality's own state (現状, 課題, 取組, 指標 …);
本市 in a sentence from such a document, or in the plan of a town; another municipality as the subject of a sentence.
"""

import re
from collections.abc import Iterator

from flows.model import DraftBlock, Municipality
from flows.text import fold
from flows.verification.texts import Texts
from flows.verification.verdicts import Fault

_OWN_SLOT = re.compile("現状|課題|取組|目標|指標|予算|工程|所管")
_NATIONAL_SLOT = re.compile("国|県|動向|方針")
_SELF = re.compile(
    r"(?:(?<![日基資根])本|(?<![担相該見])当)市(?!場|街|町|区)|当[町村区](?!内会|会)|本[町村区](?=では|は|におい|としては)"
)
_NAME = r"(?:[一-鿿々ヶ]{1,5}|[ァ-ヺー]{2,6}|[ぁ-とな-ねは-ん]{3,6})"
_SUBJECT = re.compile(
    rf"(?:^|[。、「（(])(?P<name>{_NAME}[市町村])(?:では|においては|は|が)(?=[、一-鿿ァ-ヺA-Za-z0-9])"
)
_COMMON = re.compile(
    "(?:^[本当同他各全両貴都朝農漁山下港古新旧]?|都|市|市町|政令|指定|中核|一般|特例|先進|近隣|周辺|構成|関係|連携|県内|圏域|対象"
    "|参加|城下|門前|宿場|市場|農|漁|山|下|港|過疎|小規模|大規模|被災)[市町村]$"
)


def subject_faults(
    block: DraftBlock, title: str, texts: Texts, municipality: Municipality
) -> Iterator[Fault]:
    """Signs that the sentence is not about the municipality. `title`: of the section it stands in."""
    text = fold(block.text)
    guidance = [at for at, citation in enumerate(block.citations) if texts.is_guidance(citation.sha256)]
    place = block.slot if _OWN_SLOT.search(block.slot) or _NATIONAL_SLOT.search(block.slot) else title
    if guidance and _OWN_SLOT.search(place) and not _NATIONAL_SLOT.search(place):
        yield Fault(
            reason=f"国や県の文書が、市区町村の「{place}」の根拠に使われています", citation=guidance[0]
        )
    says_self = _SELF.search(text)
    if says_self and guidance:
        yield Fault(
            reason=f"国や県の文書の「{says_self[0]}」は、この市区町村のことではありません", token=says_self[0]
        )
    elif says_self and not municipality.name.endswith(says_self[0][1]):
        yield Fault(
            reason=f"「{says_self[0]}」は{municipality.name}の言い方ではありません", token=says_self[0]
        )
    for subject in _SUBJECT.finditer(text):
        name = subject["name"]
        if not name.endswith(municipality.name) and not _COMMON.search(name):
            yield Fault(reason=f"主語の「{name}」は{municipality.name}ではありません", token=name)
