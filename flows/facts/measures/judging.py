"""What is said of a measure by rule: a proposal for staff where a rule is certain, else nothing."""

import re
from collections.abc import Sequence

from flows.facts.measures.vocabulary import rules
from flows.text import fold

_SENTENCE = re.compile(r"[^。\n]+。?")


def kind(words: str) -> str:
    """Whether the measure changes the way of working or only the tool, as the proposal to print."""
    text = fold(words)
    return next((_text(rule["text"]) for rule in rules()["kinds"] if re.search(rule["any"], text)), "")


def alternative(words: str, item: str) -> str:
    """What to keep for those who cannot use digital means, as the proposal to print."""
    text = fold(words)
    for rule in rules()["alternatives"]:
        if ("any" in rule and re.search(rule["any"], text)) or item in rule.get("items", ()):
            return _text(rule["text"])
    return ""


def vague(contents: Sequence[str]) -> bool:
    """Whether the content only says that something is promoted or considered: not what, when or how much."""
    sentences = [fold(found[0]) for text in contents for found in _SENTENCE.finditer(text)]
    return bool(sentences) and all(map(_is_vague, sentences))


def _is_vague(sentence: str) -> bool:
    if re.search("[0-9]", sentence):
        return False
    if re.search(rules()["only_considered"], sentence):
        return True
    return not re.search(rules()["concrete"], sentence) and bool(re.search(rules()["vague"], sentence))


def _text(name: str) -> str:
    return str(rules()["texts"][name])
