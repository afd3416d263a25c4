"""The rules' file as people write it: its shape, and what a shape cannot say (点検規則).

templates/wording/rules.yaml is edited by staff and consultants; `flows.configuration` lists all mistakes with their
lines. Beyond the shape: a code used twice, a rule that finds nothing or in two ways, a pattern that is no regular
expression or matches the empty text, a check that there is not.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from flows.configuration import Mistake, mistakes_of_repeats, read_configuration
from flows.model import Value
from flows.resources import templates_dir

Text = Annotated[str, Field(min_length=1)]


class Word(Value):
    """Words to be written otherwise; contexts are regular expressions beside the word."""

    found: Annotated[tuple[Text, ...], Field(min_length=1)]
    use: str
    before: str = ""
    """Must stand right before it."""
    after: str = ""
    not_before: str = ""
    not_after: str = ""


class Pattern(Value):
    """A regular expression, and how what it found would read (groups as \\1)."""

    find: Text
    use: str = ""


class Rule(Value):
    """One rule of the check."""

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Text
    why: Text
    basis: Text
    certain: bool = False
    prose: bool = False
    """Only in sentences, not in titles, table cells and notes without 。."""
    own: bool = False
    """Only in the plan's own words."""
    words: tuple[Word, ...] = ()
    nouns: tuple[tuple[Text, Text], ...] = ()
    """[noun as official documents write it, the same with all its okurigana]"""
    patterns: tuple[Pattern, ...] = ()
    check: str = ""
    limit: Annotated[int, Field(ge=1)] | None = None
    spellings: tuple[Annotated[tuple[Text, ...], Field(min_length=2)], ...] = ()
    allow: tuple[Text, ...] = ()
    slots: tuple[Text, ...] = ()

    @property
    def ways(self) -> int:
        """In how many ways it finds something."""
        return sum(map(bool, (self.words, self.nouns, self.patterns, self.check)))


class Rules(Value):
    """The whole file."""

    glossary: Text
    """Key of the section whose table explains terms."""
    skip: tuple[Text, ...] = ()
    """Keys of sections whose lists and tables are left out: names of files, working lists that repeat the plan."""
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]


CHECKS = frozenset(
    {
        "levels",
        "brackets",
        "long",
        "narrow",
        "digit-groups",
        "vague",
        "width",
        "comma",
        "parentheses",
        "style",
        "era",
        "spellings",
        "abbreviations",
    }
)
"""Names of the checks that are more than a pattern."""
_NEED_LIMIT = frozenset({"long"})


def rules_path() -> Path:
    """Where the rules lie."""
    return templates_dir() / "wording" / "rules.yaml"


def load(path: Path | None = None) -> Rules:
    """The rules; raises BadConfiguration with all mistakes and their lines."""
    path = path or rules_path()
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _load(path, changed)


@lru_cache(maxsize=8)
def _load(path: Path, changed: int) -> Rules:
    """The file as it was when it was `changed` (ns)."""
    return read_configuration(path, Rules, (_codes, _ways, _expressions))


def _codes(rules: Rules) -> Iterator[Mistake]:
    for place, message in mistakes_of_repeats((), (rule.code for rule in rules.rules)):
        yield ("rules", *place, "code"), message


def _ways(rules: Rules) -> Iterator[Mistake]:
    for number, rule in enumerate(rules.rules):
        place = ("rules", number)
        if rule.ways != 1:
            yield place, "words、nouns、patterns、check のうち、どれか一つを書いてください。"
        if rule.check and rule.check not in CHECKS:
            yield (*place, "check"), f"次のどれかを書いてください: {'、'.join(sorted(CHECKS))}"
        if rule.check in _NEED_LIMIT and rule.limit is None:
            yield (*place, "check"), "limit(文字数の上限)を書いてください。"


def _expressions(rules: Rules) -> Iterator[Mistake]:
    for number, rule in enumerate(rules.rules):
        for at, pattern in enumerate(rule.patterns):
            place = ("rules", number, "patterns", at)
            yield from _expression((*place, "find"), pattern.find, empty=False)
            yield from _replacement((*place, "use"), pattern)
        for at, word in enumerate(rule.words):
            for name in ("before", "after", "not_before", "not_after"):
                yield from _expression(("rules", number, "words", at, name), getattr(word, name), empty=True)
        if rule.check == "vague":
            for at, allowed in enumerate(rule.allow):
                yield from _expression(("rules", number, "allow", at), allowed, empty=False)


def _expression(place: tuple[str | int, ...], written: str, *, empty: bool) -> Iterator[Mistake]:
    try:
        matches_nothing = re.compile(written).search("") is not None
    except re.error as error:
        yield place, f"正規表現として読めません({error})。"
        return
    if matches_nothing and not empty:
        yield place, "空の文字列にも当たります。書き直してください。"


def _replacement(place: tuple[str | int, ...], pattern: Pattern) -> Iterator[Mistake]:
    try:
        groups = re.compile(pattern.find).groups
    except re.error:
        return
    if any(int(number) > groups for number in re.findall(r"\\([0-9])", pattern.use)):
        yield place, "find にない番号の括弧を使っています。"
