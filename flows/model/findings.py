"""What a run has to say about its input, for staff to act on."""

from enum import StrEnum

from flows.model.base import Value


class Severity(StrEnum):
    """How bad: an error makes the run end with exit code 1, the others only inform."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(Value):
    """Something staff should know, with its place (指摘).

    `code` is stable ("pdf-encrypted"), `message` is plain Japanese and says what to do.
    """

    code: str
    severity: Severity
    message: str
    source: str | None = None
    """Path of the document as in Source.path."""
    page: int | None = None
    """PDF page, 1-based."""
