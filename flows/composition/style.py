"""Plan style by rule: a speaker's phrases become plain prose, and sentence endings the chosen style (文体の統一).

    plan_style    おります, いたします, であります …                    → です・ます prose
    in_prose      する。⇄ します。  である。⇄ です。  図っている。⇄ 図っています。

The rules are data (templates/sections/style.yaml): what no rule is certain for stays as it is, and the style check tells
it. Words inside 「」 and 『』 are somebody's and are never touched; a phrase that ends in a noun (体言止め) has no ending to
change. Both functions are idempotent.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from flows.model import Prose
from flows.resources import templates_dir

QUOTED = re.compile(r"(「[^「」]*(?:「[^「」]*」[^「」]*)*」|『[^『』]*』)")
_CLASSES = {
    "<漢>": "[一-龥々]",
    "<カ>": "[ァ-ヴー]",
    "<あ>": "[あかがさざただなはばぱまやらわ]",
    "<え>": "[えけげせぜてでねへべぺめれ]",
    "<お>": "[おこごそぞとどのほぼぽもよろ]",
}
_ENDS = {
    Prose.POLITE: re.compile(r"(?:（[^（）]*）)?。"),
    Prose.PLAIN: re.compile(r"(?:（[^（）]*）)?。|(?<=[すた])(?:が|ので|けれども)、"),
}
_POLITE = re.compile("(?:ます|ました|ません|です|でした|でしょう|ましょう|ください)$")


class _Rule(NamedTuple):
    ending: re.Pattern[str]
    use: str


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
    parts = QUOTED.split(_leading().sub("", sentence, count=1))
    return "".join(part if number % 2 else _unspoken(part) for number, part in enumerate(parts))


def _unspoken(text: str) -> str:
    for pattern, replacement in _endings():
        text = pattern.sub(replacement, text)
    return text


def relative_words(sentence: str) -> tuple[str, ...]:
    """Words that say a time as seen from the source (昨年末, 本年4月): they must be put right in a plan."""
    return tuple(dict.fromkeys(_relative().findall(QUOTED.sub("", sentence))))


def in_prose(text: str, prose: Prose) -> str:
    """The text, free of quotes, with its sentences ending in the chosen style where a rule is certain."""
    new, start = "", 0
    for end in _ENDS[prose].finditer(text):
        new += _ended(text[start : end.start()], prose) + end[0]
        start = end.end()
    return new + text[start:]


def _ended(words: str, prose: Prose) -> str:
    if prose is Prose.POLITE and _POLITE.search(words):
        return words
    for rule in _prose_rules(prose):
        if found := rule.ending.search(words):
            return words[: found.start()] + found.expand(rule.use)
    return words


@cache
def _prose_rules(prose: Prose) -> tuple[_Rule, ...]:
    name = "polite" if prose is Prose.POLITE else "plain"
    told = _rules()["prose"]
    return (*_given(told[name]), *(rule for verb in told["verbs"] for rule in _conjugated(verb, name)))


def _given(rows: list[dict[str, str]]) -> Iterator[_Rule]:
    for row in rows:
        yield _Rule(_ending(row["from"]), row["to"])


def _conjugated(verb: dict[str, str], name: str) -> Iterator[_Rule]:
    """A verb's forms in one direction; an empty form has none."""
    if verb.get("only", name) != name:
        return
    stem, negative = verb["masu"], verb["negative"]
    forms = {"ます": verb["plain"], "ました": verb["past"], "ません": negative}
    forms["ませんでした"] = negative.removesuffix("い") + "かった" if negative else ""
    for polite, plain in sorted(forms.items(), key=lambda pair: -len(pair[0])):
        if plain:
            old, new = (stem + polite, plain) if name == "plain" else (plain, stem + polite)
            yield _Rule(_ending(f"(?P<before>{verb['before']}){old}"), rf"\g<before>{new}")


def _ending(pattern: str) -> re.Pattern[str]:
    for name, letters in _CLASSES.items():
        pattern = pattern.replace(name, letters)
    return re.compile(f"(?:{pattern})$")
