"""Known failures: each a class with an exit code; its message names the file and says what to do."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell sees."""

    OK = 0
    DONE_WITH_ERRORS = 1
    BAD_INPUT = 2
    GATE_REFUSED = 3


class DxplanError(Exception):
    """A failure we know: `message` in plain Japanese, `remedy` says what to do next."""

    exit_code = ExitCode.BAD_INPUT

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class BadInput(DxplanError):
    """A file or folder that cannot be used."""


class BadConfiguration(DxplanError):
    """A YAML file of ours or of the user's with mistakes in it; all of them are listed with line numbers."""


class UnknownEdition(DxplanError):
    """No such edition of the national framework."""


class NotWritable(DxplanError):
    """The output cannot be written there."""


class GateRefused(DxplanError):
    """The gate refused the draft: something in it could not be verified."""

    exit_code = ExitCode.GATE_REFUSED
