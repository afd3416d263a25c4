"""The stages of a run as plain functions, each joining one room to the next.

Rooms never import each other; what passes between them passes here: from the documents that were read to the draft that
the gate let through. Before them stands `flows.preparing`, after them `flows.finishing`.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from flows import runs
from flows.composition import Context, Wording, forms, year_of
from flows.composition import answered as with_confirmed
from flows.facts import find_measures
from flows.hearing import Answers, answers
from flows.hearing import merged as with_answers
from flows.mapping import load_pins, map_passages
from flows.model import (
    BadInput,
    Document,
    Draft,
    Edition,
    Fact,
    Finding,
    Mapping,
    Measure,
    Municipality,
    Origin,
    Passage,
    Severity,
    Statistic,
    WordingFinding,
)
from flows.municipalities import identify
from flows.passages import split
from flows.persons import without_persons
from flows.preparing import PINS_NAME, Prepared
from flows.settings import Settings, merged
from flows.statistics import find as find_statistics
from flows.statistics import is_of_municipalities, narrowed
from flows.text import dates
from flows.verification import Texts, gate, verify
from flows.wording import check as check_wording


def whose(documents: Sequence[Document], settings: Settings, folder: Path) -> Municipality:
    """The municipality of the run. Raises BadInput when neither documents nor settings name one."""
    if not any(document.blocks for document in documents if document.source.origin is Origin.MUNICIPALITY):
        problems = "\n".join(finding.message for document in documents for finding in document.findings)
        raise BadInput(
            f"フォルダ「{folder}」の文書を1件も読めませんでした。\n{problems}".rstrip(),
            "読める文書を加えてください。",
        )
    # A table of all municipalities says nothing of whose papers these are.
    municipality = merged(identify([d for d in documents if not is_of_municipalities(d)]), settings)
    if municipality is None:
        raise BadInput(
            f"フォルダ「{folder}」の文書から市区町村名が分かりませんでした。",
            "dxplan init で municipality.yaml を作り、name に市区町村名を書いてください。",
        )
    return municipality


def split_all(documents: Sequence[Document], edition: Edition, municipality: Municipality) -> Answers:
    """All passages, document by document; a returned hearing sheet speaks by its answers alone.

    Of a table of municipalities only the rows that may speak for this one are split.
    """
    own = (narrowed(document, municipality) for document in documents)
    every = (passage for document in own for passage in split(document))
    return answers(list(without_persons(every)), edition)


def state(documents: Sequence[Document], municipality: Municipality) -> tuple[Statistic, ...]:
    """What the tables of the documents give for sentences of a fixed form."""
    return find_statistics(documents, municipality, forms())


def answer(composed: Draft, answered: Answers) -> Draft:
    """The draft with what staff wrote in Word in the places that asked for it (庁内確認)."""
    return with_confirmed(composed, answered.places)


def map_all(answered: Answers, edition: Edition, municipality: Municipality, folder: Path) -> Mapping:
    """The mapping, with the staff's pins and answers respected."""
    found = map_passages(answered.passages, edition, municipality, load_pins(folder / PINS_NAME))
    return with_answers(found, answered.matches, edition)


def unused_pins(answered: Answers, folder: Path) -> list[Finding]:
    """Corrections of the staff that match nothing any more: their text may have changed."""
    return [
        Finding(
            code="pin-unused",
            severity=Severity.WARNING,
            message=f"{PINS_NAME} の「{pin.text or pin.passage}」に当たる記載が文書にありません。文が変わっていないか確かめてください。",
            source=PINS_NAME,
        )
        for pin in load_pins(folder / PINS_NAME).unused(answered.passages)
    ]


def measure_all(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    facts: Sequence[Fact],
    mapping: Mapping,
    edition: Edition,
) -> tuple[Measure, ...]:
    """The measures that the municipality's documents tell of, numbered."""
    years = {document.source.sha256: year for document in documents if (year := year_of(document))}
    return find_measures(passages, facts, mapping, edition, years)


def context_of(
    documents: Sequence[Document],
    start: Prepared,
    municipality: Municipality,
    found: Sequence[Measure] = (),
) -> Context:
    """What fixed wording may speak of. The date is the newest that edition or documents state, never the clock's."""
    return Context(
        municipality=municipality,
        edition=start.edition,
        also=start.also,
        plan_title=start.settings.plan_title or f"{municipality.name}DX推進計画",
        date=start.settings.date or max([start.edition.date, *_stated_dates(documents)]),
        sources=tuple(document.source for document in documents),
        years=tuple(sorted({year for document in documents if (year := year_of(document))})),
        numbered=tuple((measure.number, measure.name) for measure in found),
        proposals=start.settings.proposals,
        manner=start.settings.manner,
    )


def _stated_dates(documents: Iterable[Document]) -> Iterator[str]:
    """Full dates in titles and heads of the municipality's documents."""
    for document in documents:
        if document.source.origin is Origin.MUNICIPALITY and document.source.path != runs.CONFIRMED_NAME:
            for found in dates(f"{document.source.title}\n{''.join(document.page_texts[:1])[:400]}"):
                if found.day:
                    yield f"{found.year:04}-{found.month:02}-{found.day:02}"


def check(draft: Draft, documents: Sequence[Document], context: Context) -> tuple[Draft, tuple[Finding, ...]]:
    """The gate: what cannot be confirmed is struck into 要確認, and said."""
    wording = Wording(context)
    verdicts = verify(draft, Texts.of(documents), context.municipality, wording.register, wording.forms)
    return gate(draft, verdicts)


def check_style(draft: Draft, context: Context) -> tuple[WordingFinding, ...]:
    """The style check against the manner of the run."""
    return check_wording(draft, prose=context.manner.prose, national=context.national)
