"""The pipeline in one screen: the same stages run with or without Prefect.

`draft` says what happens in which order; a Runner says how each step is carried out (here: directly, one thread per
core waiting on one subprocess per document; in flows.draft: as Prefect tasks). Nothing is kept between runs: a result
depends on inputs, options and code alone.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

from flows import finishing, preparing, runs, stages
from flows.composition import compose, with_lists
from flows.facts import contradictions, find, vague
from flows.polishing import polish
from flows.preparing import Request
from flows.recording import Clock, Outcome, Work
from flows.wording import findings as wording_findings

T = TypeVar("T")
R = TypeVar("R")


class Runner(Protocol):
    """How steps are carried out."""

    def step(self, name: str, work: Callable[[], R]) -> R:
        """Carry out one step."""
        ...

    def each(
        self, name: str, work: Callable[[T], R], items: Sequence[T], label: Callable[[T], str]
    ) -> list[R]:
        """Carry out the same work for each item; results in the order of the items."""
        ...


def draft(request: Request, runner: Runner) -> Outcome:
    """Draft a plan: read → split → find facts → map → compose (→ phrase) → verify → write.

    Raises DxplanError for what makes the whole run impossible; one bad document only becomes a finding.
    """
    clock = Clock()

    def step(stage: str, name: str, work: Callable[[], R]) -> R:
        return clock.timed(stage, lambda: runner.step(name, work))

    start = step("prepare", "準備", lambda: preparing.prepare(request))
    documents = clock.timed(
        "read", lambda: runner.each("読み取り", preparing.read, start.jobs, lambda job: job.name)
    )
    municipality = stages.whose(documents, start.settings, request.inputs)
    edition = start.edition
    answers = step("split", "文節の切り出し", lambda: stages.split_all(documents, edition, municipality))
    passages = answers.passages
    facts = step(
        "facts",
        "数値の読み取り",
        lambda: (*find(passages), *answers.departments, *stages.state(documents, municipality)),
    )
    mapping = step("map", "対応付け", lambda: stages.map_all(answers, edition, municipality, request.inputs))
    found = step(
        "measures",
        "施策の取りまとめ",
        lambda: stages.measure_all(documents, passages, facts, mapping, edition),
    )
    context = stages.context_of(documents, start, municipality, found)
    composed = step(
        "compose", "素案の組立て", lambda: compose(context, documents, passages, mapping, facts, found)
    )
    composed = stages.answer(composed, answers)
    phrased = None
    if request.writer or request.replies:
        asked = (context, request.writer, request.replies)
        phrased = step("phrase", "文章の整え", lambda: polish(composed, documents, *asked))
        composed = phrased.draft
    checked, struck = step("verify", "検証", lambda: stages.check(composed, documents, context))
    findings = (
        *start.findings,
        *(finding for document in documents for finding in document.findings),
        *answers.findings,
        *stages.unused_pins(answers, request.inputs),
        *contradictions(facts),
        *vague(found),
        *struck,
    )
    finished = with_lists(checked, findings, context)
    wording = step("wording", "表記の点検", lambda: stages.check_style(finished, context))
    work = Work(
        request=request,
        municipality=municipality,
        edition=edition,
        documents=tuple(documents),
        jobs=start.jobs,
        passages=passages,
        facts=facts,
        mapping=mapping,
        draft=finished,
        context=context,
        layout=start.settings.layout,
        phrased=phrased,
        measures=found,
        wording=wording,
        findings=(*findings, *(phrased.findings if phrased else ()), *wording_findings(wording, finished)),
    )
    folder = runs.folder_for(request.out, request.outputs, municipality.name, clock.started)
    return runner.step("書き出し", lambda: finishing.write(work, folder, clock))


class Direct:
    """Steps as plain calls; documents side by side, each in a process of its own."""

    def __init__(self, tell: Callable[[str, int, int], None] = lambda name, done, of: None) -> None:
        """`tell(name, done, of)` is called as work goes on; `of` is 0 for a step that cannot be counted."""
        self._tell = tell

    def step(self, name: str, work: Callable[[], R]) -> R:
        """Call it."""
        self._tell(name, 0, 0)
        return work()

    def each(
        self, name: str, work: Callable[[T], R], items: Sequence[T], label: Callable[[T], str]
    ) -> list[R]:
        """Call it for each item on as many threads as there are cores."""
        self._tell(name, 0, len(items))
        results = []
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            for done, result in enumerate(pool.map(work, items), 1):
                results.append(result)
                self._tell(f"{name}：{label(items[done - 1])}", done, len(items))
        return results
