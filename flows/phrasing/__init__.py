"""The optional writer (文章の整え): a language model may order and join what the deterministic draft says, nothing else.

    draft ─ briefs ─ prompts ─ Client ─ replies ─ judged ─ draft, SectionOutcome…

Types: a Brief is a section's numbered evidence; a Sentence is what came back with its numbers; a Judged says whether it
was taken and why not. A sentence is taken when it passes the gate (`check`, handed in) *and* says its evidence word for
word but for what templates/writer/joining.yaml permits: the gate alone lets endings and left-out words pass (導入を検討
します → 導入します), which a rule never does and a model may. What is printed is put together anew from the evidence and
the register, so that no letter of the model's stands in the plan. Hard cases: an invented number, another section's
evidence, instructions inside the evidence, a server that lies, drips, redirects, echoes the key, or is not there: each
ends in the deterministic text. No evidence is ever lost.
"""

from flows.phrasing.evidence import Brief, Evidence, briefs
from flows.phrasing.judging import Judged
from flows.phrasing.phrase import Phrased, SectionOutcome, phrase
from flows.phrasing.prompts import Client, Prompt, Reply
from flows.phrasing.records import Record, Recorded
from flows.phrasing.server import Server
from flows.phrasing.service import KEY_NAME, Limits, Service, is_exposed, key, service

__all__ = [
    "KEY_NAME",
    "Brief",
    "Client",
    "Evidence",
    "Judged",
    "Limits",
    "Phrased",
    "Prompt",
    "Record",
    "Recorded",
    "Reply",
    "SectionOutcome",
    "Server",
    "Service",
    "briefs",
    "is_exposed",
    "key",
    "phrase",
    "service",
]
