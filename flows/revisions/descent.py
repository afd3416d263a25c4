"""Whether a returned file comes from what we sent: by what it says of itself, by its marks, by its words."""

from flows.model import BadInput
from flows.revisions.manifest import Manifest
from flows.revisions.reading import Reading
from flows.revisions.units import Units
from flows.text import fold

_LEAST = 0.3
"""Share of the sent texts that must be there, by mark or by words."""
_REMEDY = (
    "返ってきたファイルの元になった素案の、結果のフォルダ（run.json のあるフォルダ）を指定してください。"
)


def check_descent(base: Units, manifest: Manifest, reading: Reading, name: str) -> None:
    """Raise BadInput for a file that does not come from `base`."""
    theirs, sent = manifest.about, base.manifest.about
    for key, words in (("municipality", "別の団体"), ("title", "別の計画")):
        if theirs and theirs.get(key) != sent.get(key):
            raise BadInput(
                f"「{name}」は{words}の素案です（{theirs.get(key)}。このフォルダの素案は{sent.get(key)}）。",
                _REMEDY,
            )
    own = [unit for unit in base.all if not unit.entry.id.startswith("dx:")] or base.all
    words_there = {fold(paragraph.loose_text) for paragraph in reading.paragraphs if paragraph.loose}
    words_there |= {fold(found.text) for found in reading.ranges.values()}
    by_words = sum(fold(unit.text) in words_there for unit in own)
    by_mark = sum(unit.name in reading.ranges for unit in own) if theirs else 0
    if own and max(by_mark, by_words) < _LEAST * len(own):
        raise BadInput(f"「{name}」は、このフォルダの素案に加筆したものではありません。", _REMEDY)
