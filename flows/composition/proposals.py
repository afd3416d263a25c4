"""Proposals for staff to decide (仮説): fixed wording where a plan needs something and the sources are silent.

The sentences are those of templates/sections/proposals.yaml and no others; they name no fact of the municipality. They
stand only in a section without any evidence, under a label that calls them what they are, and with a 要確認 that asks
staff to decide: a proposal never takes the place of the question. A setting (proposals: off) leaves them out.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from flows.composition.blocks import Builder
from flows.model import DraftBlock
from flows.resources import templates_dir

_SLOT = "仮説"


@cache
def _data() -> dict[str, Any]:
    path = templates_dir() / "sections" / "proposals.yaml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


def lead() -> str:
    """The label over proposals."""
    return str(_data()["lead"])


def proposed(section: str) -> tuple[str, ...]:
    """The sentences for a section; none where there are none."""
    return tuple(map(str, _data()["sections"].get(section, ())))


def every() -> tuple[str, ...]:
    """All sentences that may stand as a proposal."""
    return tuple(dict.fromkeys(text for key in _data()["sections"] for text in proposed(key)))


def proposals(build: Builder, needs: Sequence[str]) -> Iterator[DraftBlock]:
    """The proposals of the builder's section with the question that goes with them; nothing where there are none."""
    texts = proposed(build.section)
    if not texts:
        return
    yield build.label(lead(), _SLOT)
    for text in texts:
        yield build.proposal(text, _SLOT)
    yield build.todo(str(_data()["ask"]).format(needs="／".join(needs)), _SLOT)
