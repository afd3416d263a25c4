"""The draft with the sections that a model phrased, and what became of each."""

from collections.abc import Callable, Iterator, Sequence

from flows.model import Draft, DraftBlock, Finding, Section, Severity, Value
from flows.phrasing.evidence import Brief, briefs
from flows.phrasing.joining import joining
from flows.phrasing.judging import Check, Judge, Judged
from flows.phrasing.placing import placed
from flows.phrasing.prompts import Client, Prompt, Reply, prompt
from flows.phrasing.records import Record
from flows.phrasing.replies import Unreadable, sentences

_ENOUGH = 0.5
"""Share of a reply's sentences that must be good: below it the model did not do what was asked, and a patchwork helps
nobody."""
_SHOWN = 5
"""Reasons told in a finding; 05-phrasing.json has them all."""


class SectionOutcome(Record):
    """What became of a section."""

    title: str
    failure: str = ""
    """Why the whole section fell back; empty when it did not."""
    sentences: tuple[Judged, ...] = ()

    @property
    def taken(self) -> int:
        """Sentences taken."""
        return 0 if self.failure else sum(not sentence.reason for sentence in self.sentences)


class Phrased(Value):
    """The draft, phrased where that held."""

    draft: Draft
    sections: tuple[SectionOutcome, ...] = ()
    findings: tuple[Finding, ...] = ()


def phrase(draft: Draft, client: Client, check: Check, is_national: Callable[[DraftBlock], bool]) -> Phrased:
    """Ask the client to phrase every section that has something to phrase, and take what holds."""
    asked = briefs(draft, is_national)
    prompts = [prompt(brief) for brief in asked]
    replies = client.answers(prompts)
    sections: dict[str, Section] = {}
    outcomes: list[SectionOutcome] = []
    for brief, request, reply in zip(asked, prompts, replies, strict=True):
        section, outcome = _section(brief, request, reply, check)
        sections[section.key] = section
        outcomes.append(outcome)
    return Phrased(
        draft=draft.model_copy(
            update={"sections": tuple(sections.get(section.key, section) for section in draft.sections)}
        ),
        sections=tuple(outcomes),
        findings=tuple(_findings(outcomes)),
    )


def _section(brief: Brief, request: Prompt, reply: Reply, check: Check) -> tuple[Section, SectionOutcome]:
    outcome = SectionOutcome(
        key=brief.section.key,
        title=brief.section.title,
        request=request.digest,
        evidence=request.evidence,
        reply=reply.text,
        failure=reply.failure,
    )
    if reply.failure:
        return brief.section, outcome
    try:
        said = sentences(reply.text)
    except Unreadable:
        return brief.section, outcome.model_copy(update={"failure": "返答に文がありません"})
    judge = Judge(brief, joining(), check)
    judged = judge.judged(said)
    outcome = outcome.model_copy(update={"sentences": judged})
    if outcome.taken < _ENOUGH * len(judged):
        return brief.section, outcome.model_copy(update={"failure": "使えない文が多くあります"})
    return placed(brief, judge.taken), outcome


def _findings(outcomes: Sequence[SectionOutcome]) -> Iterator[Finding]:
    if not outcomes:
        return
    came = sum(len(outcome.sentences) for outcome in outcomes)
    taken = sum(outcome.taken for outcome in outcomes)
    failed = [outcome for outcome in outcomes if outcome.failure]
    yield Finding(
        code="phrasing",
        severity=Severity.INFO,
        message=f"文章の整え：{len(outcomes)}節を依頼し、{len(outcomes) - len(failed)}節で{taken}文を使いました（返ってきた文は{came}文）。"
        "使わなかったところは、資料の文のままです。経過は 05-phrasing.json にあります。",
    )
    for failure, count in _counted(outcome.failure for outcome in failed):
        yield Finding(
            code="phrasing-failed",
            severity=Severity.WARNING,
            message=f"文章の整え：{count}節は資料の文のままにしました。理由：{failure}。",
        )
    reasons = _counted(
        sentence.reason for outcome in outcomes for sentence in outcome.sentences if sentence.reason
    )
    if reasons:
        told = "、".join(f"{reason}（{count}文）" for reason, count in reasons[:_SHOWN])
        more = "など" if len(reasons) > _SHOWN else ""
        yield Finding(
            code="phrasing-refused",
            severity=Severity.INFO,
            message=f"文章の整え：使わなかった文の理由は、{told}{more}です。",
        )


def _counted(reasons: Iterator[str]) -> list[tuple[str, int]]:
    """Each reason with how often, the most frequent first; equal counts in the order they came."""
    counts: dict[str, int] = {}
    for reason in reasons:
        counts[reason] = counts.get(reason, 0) + 1
    return sorted(counts.items(), key=lambda pair: -pair[1])
