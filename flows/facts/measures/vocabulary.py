"""templates/sections/measures.yaml: the fields of a measure sheet, by the names that sources give them."""

import hashlib
import re
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from flows.model import Field
from flows.resources import templates_dir
from flows.text import fold

_LONGEST_LABEL = 24
_AROUND = re.compile(r"^[【\[〔<〈■□●○◆◇▪・※(（\d０-９.．)）①-⑳\s]+|[】\]〕>〉:：\s]+$")
_DIGITS = "[0-9０-９]{1,2}"
_NUMBERING = re.compile(
    rf"\s*(?:(?:施策|取組|事業)?(?:No\.?|№)?{_DIGITS}(?:[-－‐–]{_DIGITS})+|{_DIGITS}(?:[.．]{_DIGITS})*[.．]?(?=\s)"
    rf"|[(（]{_DIGITS}[)）]|[①-⑳])[.．、:：]?\s*"
)
_MARKS = re.compile(r"\s*[【\[(（](?:新規|拡充|継続|新|拡|主要|重点|一部新規|再掲)[】\])）]\s*")
_GENERIC = ("事業費", "事業", "の推進", "推進", "の実施")


@cache
def rules() -> dict[str, Any]:
    """The file."""
    path = templates_dir() / "sections" / "measures.yaml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


@cache
def _names() -> tuple[tuple[Field, re.Pattern[str]], ...]:
    fields = rules()["fields"]
    return tuple((field, re.compile(fields[field.value]["names"])) for field in Field)


def label(text: str) -> Field | None:
    """The field that a label of a source names; None for what is no label."""
    if not text or len(text) > _LONGEST_LABEL * 2:
        return None
    plain = fold(_AROUND.sub("", text))
    if not plain or len(plain) > _LONGEST_LABEL:
        return None
    return next((field for field, names in _names() if names.fullmatch(plain)), None)


@cache
def nothing() -> frozenset[str]:
    """What a source writes into a field that it leaves open, folded."""
    return frozenset(fold(str(word)) for word in rules()["nothing"])


def plain_name(text: str) -> tuple[str, str]:
    """The name without the source's number and marks, and what was before it."""
    line = " ".join(text.split())
    numbered = _NUMBERING.match(line)
    number = numbered[0].strip() if numbered and numbered.end() < len(line) else ""
    return _MARKS.sub("", line[numbered.end() :] if number and numbered else line).strip(), number


def core(name: str) -> str:
    """What a name says without its number and marks: two spellings of one measure agree in it."""
    plain = fold(plain_name(name)[0])
    for ending in _GENERIC:
        if plain.endswith(ending) and len(plain) > len(ending) + 3:
            return plain.removesuffix(ending)
    return plain


def key_of(name: str) -> str:
    """A short stable name for the measure."""
    return hashlib.sha256(core(name).encode()).hexdigest()[:8]


@cache
def _digital() -> re.Pattern[str]:
    text = (templates_dir() / "sections" / "evidence.yaml").read_text(encoding="utf-8")
    return re.compile("|".join(YAML(typ="safe").load(text)["digital"]))


def digital(words: str) -> bool:
    """Whether the words are about digital matters (templates/sections/evidence.yaml, digital)."""
    return bool(_digital().search(fold(words)))
