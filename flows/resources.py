"""Where the data that ships with the program lies."""

from pathlib import Path

from flows.model import BadInput

_PACKAGE = Path(__file__).resolve().parent


def templates_dir() -> Path:
    """The folder templates/: beside the package in a checkout, inside it in a wheel.

    Raises BadInput when neither is there.
    """
    for candidate in (_PACKAGE.parent / "templates", _PACKAGE / "_templates"):
        if candidate.is_dir():
            return candidate
    raise BadInput("templates フォルダが見つかりません。", "dxplan を入れ直してください。")
