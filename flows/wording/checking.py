"""All rules over all texts of a draft, in reading order."""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from flows.model import Draft, Prose, Severity, WordingFinding
from flows.wording import document, sentences
from flows.wording.abbreviations import abbreviations
from flows.wording.lookup import Hit, Lookup, Patterns
from flows.wording.rules import Rule, Rules, load
from flows.wording.units import Place, Unit, touched, units

STYLE = "style"
_MOST = 100_000
"""Letters of one text that are checked; nobody reads a longer paragraph."""


def check(
    draft: Draft,
    rules: Rules | None = None,
    *,
    prose: Prose | None = None,
    national: Collection[str] = (),
) -> tuple[WordingFinding, ...]:
    """Everything the rules have to say about the draft, in reading order. Never raises for a text.

    `prose`: the style its sentences should end in, the more frequent one unless told. `national`: sha256 of the
    documents quoted to the letter.
    Raises BadConfiguration for a bad rules file.
    """
    checker = _checker(rules or load())
    listed = [unit for unit in units(draft, national) if unit.text and len(unit.text) <= _MOST]
    order = {id(unit): number for number, unit in enumerate(listed)}
    found = {
        (order[id(unit)], hit.start, rule.code, hit.end): (unit, rule, hit)
        for unit, rule, hit in checker.found(listed, prose)
        if _applies(unit, rule, hit)
    }
    return tuple(_finding(*found[key]) for key in sorted(found))


@lru_cache(maxsize=4)
def _checker(rules: Rules) -> "_Checker":
    return _Checker(rules)


class _Checker:
    """The rules made ready for use."""

    def __init__(self, rules: Rules) -> None:
        self._lookup = Lookup(rules.rules)
        self._patterns = Patterns(rules.rules)
        self._sentences: list[tuple[Rule, sentences.Check]] = []
        self._document: list[tuple[Rule, document.Check]] = []
        self._style: list[Rule] = []
        for rule in rules.rules:
            if rule.check in sentences.CHECKS:
                self._sentences.append((rule, sentences.CHECKS[rule.check]))
            elif rule.check == "vague":
                self._sentences.append((rule, sentences.Vague(rule)))
            elif rule.check == STYLE:
                self._style.append(rule)
            elif rule.check in document.CHECKS:
                self._document.append((rule, document.CHECKS[rule.check]))
            elif rule.check == "abbreviations":
                self._document.append(
                    (rule, lambda listed, each: abbreviations(listed, rules.glossary, each))
                )
        self._skip = frozenset(rules.skip)

    def found(self, listed: list[Unit], prose: Prose | None) -> Iterator[tuple[Unit, Rule, Hit]]:
        """Every hit of every rule, before it is asked where the rule applies."""
        listed = [unit for unit in listed if not self._skipped(unit)]
        for unit in listed:
            for rule, hit in (*self._lookup.hits(unit.text), *self._patterns.hits(unit.text)):
                yield unit, rule, hit
            for rule, each in self._sentences:
                for hit in each(unit, rule):
                    yield unit, rule, hit
        own = [unit for unit in listed if not unit.cited]
        for rule, whole in self._document:
            for unit, hit in whole(own if rule.own else listed, rule):
                yield unit, rule, hit
        for rule in self._style:
            for unit, hit in document.style(listed, prose):
                yield unit, rule, hit

    def _skipped(self, unit: Unit) -> bool:
        return unit.section in self._skip and unit.place in (Place.CELL, Place.BULLET)


def _applies(unit: Unit, rule: Rule, hit: Hit) -> bool:
    if rule.own and unit.touches_quote(hit.start, hit.end):
        return False
    return not rule.prose or _in_sentence(unit, hit)


def _in_sentence(unit: Unit, hit: Hit) -> bool:
    """Whether it stands in running text: a sentence with its 。, outside titles and cells."""
    if unit.place in (Place.TITLE, Place.CELL):
        return False
    sentence = touched(unit.sentences, hit.start, hit.start + 1)
    return sentence is not None and unit.text[sentence[1] - 1] == "。"


def _finding(unit: Unit, rule: Rule, hit: Hit) -> WordingFinding:
    where = unit.touches_quote if hit.suggestion else unit.quoted
    # A sentence taken from a source stands in the plan as its own: staff may end it as the others end.
    quoted = rule.check != STYLE and where(hit.start, hit.end)
    return WordingFinding(
        block=unit.block,
        section=unit.section,
        rule=rule.code,
        found=unit.text[hit.start : hit.end],
        offset=hit.start,
        suggestion=hit.suggestion,
        why=rule.why,
        basis=rule.basis,
        quoted=quoted,
        severity=Severity.WARNING if rule.certain and not quoted else Severity.INFO,
    )


def titles(rules: Rules | None = None) -> dict[str, str]:
    """What each rule is called."""
    return {rule.code: rule.title for rule in (rules or load()).rules}


def in_order(
    found: Iterable[WordingFinding], rules: Rules | None = None
) -> list[tuple[str, list[WordingFinding]]]:
    """Findings by rule, in the order of the rules' file."""
    groups: dict[str, list[WordingFinding]] = {code: [] for code in titles(rules)}
    for each in found:
        groups.setdefault(each.rule, []).append(each)
    return [(code, group) for code, group in groups.items() if group]
