"""What a worker is told: which document to read, how, and where to put the answer."""

from __future__ import annotations

from flows.model import Origin
from flows.model.base import Value
from flows.readers.options import ReadOptions

FOLDER_PREFIX = "dxplan-read-"
"""Of the temporary folder that a worker and its parent share."""


class Job(Value):
    """What to read and where to put it."""

    path: str
    name: str
    origin: Origin
    options: ReadOptions
    answer: str
    progress: str
    """A file that grows by one byte for each page that goes to OCR."""
