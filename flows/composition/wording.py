"""Fixed wording: templates/sections/*.md.j2 and words.yaml, and the register of every text they can yield.

A template is rendered once, with StrictUndefined: a misspelt field is an error, never an empty string, and rendered
text is never rendered again. Each non-empty line is one block: "- …" a bullet, "## …" a label, else a paragraph. The
register holds all that fixed wording, the edition and the list of sources can say in this run: the gate accepts a
TEMPLATE block only when its text is in it, so no sentence can pass as wording that is not.
"""

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from ruamel.yaml import YAML

from flows.composition import measure_words
from flows.composition.manner import Pen
from flows.composition.proposals import every, lead
from flows.model import (
    BadConfiguration,
    DraftBlockKind,
    Edition,
    Forms,
    Group,
    Manner,
    Municipality,
    Numbering,
    Origin,
    Pattern,
    Source,
    Value,
    Verification,
)
from flows.resources import templates_dir
from flows.text import era_name

_MARKS = {
    Verification.CONFIRMED: "確認済み",
    Verification.PARTIAL: "一部確認",
    Verification.UNCONFIRMED: "未確認",
}
_CHAPTERS = {Numbering.CHAPTER: "章", Numbering.FIRST: ""}


class Context(Value):
    """All that fixed wording may speak of."""

    municipality: Municipality
    edition: Edition
    plan_title: str
    date: str
    """ISO date on the cover."""
    sources: tuple[Source, ...]
    also: tuple[Edition, ...] = ()
    """Further frameworks that the plan answers."""
    years: tuple[int, ...] = ()
    """The fiscal years in which the documents speak."""
    numbered: tuple[tuple[str, str], ...] = ()
    """Number and name of each measure in the plan."""
    proposals: bool = True
    """Whether proposals (仮説) are made where the sources are silent."""
    manner: Manner = Manner()

    @property
    def national(self) -> frozenset[str]:
        """The documents that are quoted to the letter, by sha256."""
        return frozenset(source.sha256 for source in self.sources if source.origin is Origin.GUIDANCE)

    @property
    def fields(self) -> dict[str, Any]:
        """Names in the templates."""
        edition = self.edition
        return {
            "municipality": self.municipality.name,
            "plan": self.plan_title,
            "national_plan": edition.title,
            "mark": edition.mark,
            "publisher": edition.publisher,
            "edition_date": edition.era_date,
            "edition_confirmed": edition.date_verification is Verification.CONFIRMED,
            "group_titles": {group.value: title for group, title, _ in edition.group_titles},
            "counts": {group.value: len(edition.of(group)) for group in Group},
            "by_chapters": self.manner.numbering is Numbering.CHAPTER,
            "chapter": lambda number: f"第{number}{_CHAPTERS[self.manner.numbering]}",
        }


def mark_of(verification: Verification) -> str:
    """What staff read for a verification mark."""
    return _MARKS[verification]


@cache
def _environment() -> Environment:
    # The output is text for python-docx, not HTML: escaping it would put &amp; into the plan.
    return Environment(  # noqa: S701 (see above)
        loader=FileSystemLoader(templates_dir() / "sections", encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def words() -> dict[str, Any]:
    """templates/sections/words.yaml: labels, table heads and set phrases."""
    data = YAML(typ="safe").load((templates_dir() / "sections" / "words.yaml").read_text(encoding="utf-8"))
    return dict(data)


def word(name: str, **fields: str) -> str:
    """One phrase by dotted name ("slot.status"), with its fields filled in."""
    value: Any = words()
    for part in name.split("."):
        value = value[part]
    return str(value).format(**fields)


def titles(edition: Edition) -> dict[str, str]:
    """Section key → title, those of the items among them."""
    named = {section.key: section.title for section in edition.outline.sections}
    return named | {f"measures.{item.key}": item.title for item in edition.items}


@cache
def patterns() -> tuple[Pattern, ...]:
    """templates/sections/patterns.yaml: sentences with holes for figures."""
    data = YAML(typ="safe").load((templates_dir() / "sections" / "patterns.yaml").read_text(encoding="utf-8"))
    return tuple(Pattern.model_validate({"name": name, **value}) for name, value in data["patterns"].items())


def forms() -> Forms:
    """What may stand in the draft in a fixed form only: proposals, and sentences with holes."""
    return Forms(proposals=every(), patterns=patterns())


class Wording:
    """The fixed wording of one run."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def section(self, key: str) -> tuple[tuple[DraftBlockKind, str], ...]:
        """The lines of a section's template; none when it has no template."""
        name = f"{key}.md.j2"
        if name not in self._templates:
            return ()
        try:
            rendered = _environment().get_template(name).render(self.context.fields)
        except TemplateError as error:
            raise BadConfiguration(
                f"templates/sections/{name} を組み立てられません（{error}）。",
                "雛形の項目名を確かめてください。",
            ) from error
        return tuple(_line(line.strip()) for line in rendered.splitlines() if line.strip())

    @cached_property
    def _templates(self) -> frozenset[str]:
        return frozenset(_environment().list_templates(extensions=["j2"]))

    @property
    def forms(self) -> Forms:
        """What may stand in the draft in a fixed form only: proposals, and sentences with holes."""
        return Forms(
            patterns=patterns(),
            in_manner=self.pen.sentence,
            proposals=tuple(map(self.pen.sentence, (*every(), *measure_words.proposals()))),
            headings=tuple(
                self.pen.phrase(measure_words.heading(*measure)) for measure in self.context.numbered
            ),
        )

    @cached_property
    def register(self) -> frozenset[str]:
        """Every text that may stand in the draft as fixed wording."""
        return frozenset(map(self.pen.sentence, self._all()))

    @cached_property
    def pen(self) -> Pen:
        """Writes in the manner of the run; names that others gave stay."""
        return Pen(self.context.manner, self._names())

    def _names(self) -> Iterator[str]:
        context = self.context
        yield context.plan_title
        for framework in (context.edition, *context.also):
            yield framework.title
            yield from (title for _, title, _ in framework.group_titles)
            for item in framework.items:
                yield from (item.title, item.number, f"{item.number} {item.title}".strip())
        for source in context.sources:
            yield from (source.path, source.title or source.path)

    def _all(self) -> Iterator[str]:
        for name in self._templates:
            yield from (text for _, text in self.section(name.removesuffix(".md.j2")))
        yield from _leaves(words())
        yield from (word("slot.past", year=f"{era_name(year)}度") for year in self.context.years)
        yield from _MARKS.values()
        yield lead()
        yield from measure_words.labels(self.context.years)
        yield from (number for number, _ in self.context.numbered)
        yield self.context.plan_title
        edition = self.context.edition
        yield from (word("note.elsewhere", title=title) for title in titles(edition).values())
        for section in edition.outline.sections:
            yield section.title
        for _, title, _ in edition.group_titles:
            yield title
        for item in edition.items:
            yield from (item.title, item.number, f"{item.number} {item.title}")
        for further in self.context.also:
            yield f"{further.title} {further.mark}".strip()
            yield from (f"{item.number} {item.title}".strip() for item in further.items)
        for number, source in enumerate(self.context.sources, 1):
            yield from (
                str(number),
                source.path,
                source.title or source.path,
                kind_name(source),
                str(source.pages),
            )


def kind_name(source: Source) -> str:
    """The kind of a document as staff call it."""
    return word(f"kind.{source.kind.value}")


def _line(line: str) -> tuple[DraftBlockKind, str]:
    if line.startswith("- "):
        return DraftBlockKind.BULLET, line[2:].strip()
    if line.startswith("## "):
        return DraftBlockKind.LABEL, line[3:].strip()
    return DraftBlockKind.PARAGRAPH, line


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield str(value)
