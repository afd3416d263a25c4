"""Words and patterns of the rules made ready for search: one pass over a text for all words.

A word is looked for only where its first letter stands; the letters of all words are one character class, so the pass
runs at the speed of `re`. The longest word that fits its context wins at a place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.wording.okurigana import words_of
from flows.wording.rules import Rule, Word

_CONTEXT = 12
"""How many letters before a word its context may look at."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found in one text."""

    start: int
    end: int
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    rule: Rule
    found: str
    use: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None

    def fits(self, text: str, at: int) -> bool:
        if not text.startswith(self.found, at):
            return False
        end = at + len(self.found)
        if self.after and not self.after.match(text, end):
            return False
        if self.not_after and self.not_after.match(text, end):
            return False
        if not (self.before or self.not_before):
            return True
        left = text[max(0, at - _CONTEXT) : at]
        return bool(not self.before or self.before.search(left)) and not (
            self.not_before and self.not_before.search(left)
        )


class Lookup:
    """All words of the rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        for rule in rules:
            for word in (*rule.words, *(each for pair in rule.nouns for each in words_of(*pair))):
                for entry in _entries(rule, word):
                    self._entries.setdefault(entry.found[0], []).append(entry)
        for entries in self._entries.values():
            entries.sort(key=lambda entry: -len(entry.found))
        self._first = re.compile("[" + re.escape("".join(self._entries)) + "]") if self._entries else None

    def hits(self, text: str) -> Iterator[tuple[Rule, Hit]]:
        """Each word in its place; they do not overlap."""
        if self._first is None:
            return
        free = 0
        for letter in self._first.finditer(text):
            at = letter.start()
            if at < free:
                continue
            for entry in self._entries[letter[0]]:
                if entry.fits(text, at):
                    free = at + len(entry.found)
                    yield entry.rule, Hit(at, free, entry.use)
                    break


def _entries(rule: Rule, word: Word) -> Iterator[_Entry]:
    for found in word.found:
        yield _Entry(
            rule,
            found,
            word.use,
            _compiled(f"(?:{word.before})$" if word.before else ""),
            _compiled(word.after),
            _compiled(f"(?:{word.not_before})$" if word.not_before else ""),
            _compiled(word.not_after),
        )


def _compiled(written: str) -> re.Pattern[str] | None:
    return re.compile(written) if written else None


class Patterns:
    """All patterns of the rules."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._patterns = [(rule, re.compile(each.find), each.use) for rule in rules for each in rule.patterns]

    def hits(self, text: str) -> Iterator[tuple[Rule, Hit]]:
        """Each match, rule by rule."""
        for rule, pattern, use in self._patterns:
            for match in pattern.finditer(text):
                if match[0]:
                    yield rule, Hit(match.start(), match.end(), match.expand(use) if use else "")
