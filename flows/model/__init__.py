"""The vocabulary of the program: frozen typed values that pass between the rooms. Imports nothing of ours."""

from flows.model.base import Value
from flows.model.documents import BBox, Block, BlockKind, Document, DocumentKind, Origin, PageStart, Source
from flows.model.draft import (
    BlockStatus,
    Chart,
    Citation,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Section,
    Stance,
)
from flows.model.editions import (
    Edition,
    Group,
    Item,
    Outline,
    OutlineSection,
    StatedChange,
    TargetPeriod,
    Verification,
)
from flows.model.facts import (
    Budget,
    Department,
    Fact,
    Indicator,
    LawNumber,
    Period,
    Place,
    Rate,
    Schedule,
)
from flows.model.failures import (
    BadConfiguration,
    BadInput,
    DxplanError,
    ExitCode,
    GateRefused,
    NotWritable,
    UnknownEdition,
)
from flows.model.findings import Finding, Severity
from flows.model.mapping import Mapping, Match, Role
from flows.model.municipality import Municipality
from flows.model.passages import Passage, PassageKind, Span
from flows.model.wording import WordingFinding

__all__ = [
    "BBox",
    "BadConfiguration",
    "BadInput",
    "Block",
    "BlockKind",
    "BlockStatus",
    "Budget",
    "Chart",
    "Citation",
    "Department",
    "Document",
    "DocumentKind",
    "Draft",
    "DraftBlock",
    "DraftBlockKind",
    "DxplanError",
    "Edition",
    "ExitCode",
    "Fact",
    "Finding",
    "GateRefused",
    "Group",
    "Indicator",
    "Item",
    "LawNumber",
    "Mapping",
    "Match",
    "Municipality",
    "NotWritable",
    "Origin",
    "Outline",
    "OutlineSection",
    "PageStart",
    "Passage",
    "PassageKind",
    "Period",
    "Place",
    "Rate",
    "Role",
    "Schedule",
    "Section",
    "Severity",
    "Source",
    "Span",
    "Stance",
    "StatedChange",
    "TargetPeriod",
    "UnknownEdition",
    "Value",
    "Verification",
    "WordingFinding",
]
