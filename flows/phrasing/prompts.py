"""What is sent: rules and one section's evidence, rendered from templates/writer/*.j2. Nothing else leaves the machine."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from flows.model import BadConfiguration, Value
from flows.phrasing.evidence import Brief
from flows.phrasing.joining import joining
from flows.resources import templates_dir

_TOKENS_A_LETTER = 2
"""Tokens that a letter of Japanese costs at most in common vocabularies, rounded up."""
_TOKENS_OF_FORM = 1024
_MOST_TOKENS = 8192


class Prompt(Value):
    """One request to a model."""

    key: str
    """Key of the section."""
    messages: tuple[tuple[str, str], ...]
    """(role, content)"""
    evidence: tuple[str, ...] = ()
    """The numbered sentences in it, from 1."""
    most_tokens: int

    @property
    def digest(self) -> str:
        """Names what is asked: equal evidence under equal rules has the same."""
        return hashlib.sha256(json.dumps(self.messages, ensure_ascii=False).encode()).hexdigest()


class Reply(Value):
    """What came back: text, or why there is none (plain Japanese)."""

    text: str = ""
    failure: str = ""


class Client(Protocol):
    """Whoever answers prompts."""

    def answers(self, prompts: Sequence[Prompt]) -> Sequence[Reply]:
        """A reply for each prompt, in order; never raises for what a server does."""
        ...


@cache
def _environment() -> Environment:
    # The output is text for a model, not HTML.
    return Environment(  # noqa: S701 (see above)
        loader=FileSystemLoader(templates_dir() / "writer", encoding="utf-8"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def prompt(brief: Brief) -> Prompt:
    """The request for a section. Raises BadConfiguration for a template with a mistake in it."""
    rules = joining()
    letters = sum(len(evidence.text) for evidence in brief.evidence.values())
    return Prompt(
        key=brief.section.key,
        messages=(
            ("system", _rendered("system.md.j2", connectives=list(rules.connectives), most=rules.most)),
            ("user", _rendered("section.md.j2", title=brief.section.title, groups=brief.groups)),
        ),
        evidence=tuple(evidence.text for evidence in brief.evidence.values()),
        most_tokens=min(_TOKENS_OF_FORM + _TOKENS_A_LETTER * letters, _MOST_TOKENS),
    )


def _rendered(name: str, **fields: object) -> str:
    try:
        return _environment().get_template(name).render(fields).strip()
    except TemplateError as error:
        raise BadConfiguration(
            f"templates/writer/{name} を組み立てられません（{error}）。", "雛形の項目名を確かめてください。"
        ) from error
