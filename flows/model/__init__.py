"""The vocabulary of the program: frozen typed values that pass between the rooms. Imports nothing of ours."""

from flows.model.base import Value
from flows.model.documents import BBox, Block, BlockKind, Document, DocumentKind, Origin, PageStart, Source
from flows.model.draft import (
    BlockStatus,
    Citation,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Section,
    ShownBlock,
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
from flows.model.facts import Budget, Fact, Indicator, Period, Place, Rate, Schedule
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

__all__ = [
    "BBox",
    "BadConfiguration",
    "BadInput",
    "Block",
    "BlockKind",
    "BlockStatus",
    "Budget",
    "Citation",
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
    "ShownBlock",
    "Source",
    "Span",
    "Stance",
    "StatedChange",
    "TargetPeriod",
    "UnknownEdition",
    "Value",
    "Verification",
]
