"""Plan style by rule: a speaker's phrases become です・ます prose where a rule is certain, else they stay.

The rules are data (templates/sections/style.yaml). Words inside 「」 and 『』 are somebody's and are never touched.
"""

import re
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from flows.resources import templates_dir

_QUOTED = re.compile(r"(「[^「」]*(?:「[^「」]*」[^「」]*)*」|『[^『』]*』)")


@cache
def _rules() -> dict[str, Any]:
    path = templates_dir() / "sections" / "style.yaml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


@cache
def _endings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule["from"]), rule["to"]) for rule in _rules()["endings"])


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(_rules()["leading"])


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(_rules()["relative"])


def plan_style(sentence: str) -> str:
    """The sentence as a plan would put it; unchanged where no rule is certain."""
    parts = _QUOTED.split(_leading().sub("", sentence, count=1))
    return "".join(part if number % 2 else _unspoken(part) for number, part in enumerate(parts))


def _unspoken(text: str) -> str:
    for pattern, replacement in _endings():
        text = pattern.sub(replacement, text)
    return text


def relative_words(sentence: str) -> tuple[str, ...]:
    """Words that say a time as seen from the source (昨年末, 本年4月): they must be put right in a plan."""
    return tuple(dict.fromkeys(_relative().findall(_QUOTED.sub("", sentence))))
