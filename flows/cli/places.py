"""Where the sample and the national documents lie when the command line does not say."""

from pathlib import Path

from flows.model import BadInput

SAMPLE = "青凪市"
"""The fictional city under inputs/."""


def inputs_dir() -> Path | None:
    """The folder inputs/: here, else beside the package in a checkout."""
    for candidate in (Path("inputs"), Path(__file__).resolve().parents[2] / "inputs"):
        if candidate.is_dir():
            return candidate
    return None


def default_inputs() -> Path:
    """The sample's folder. Raises BadInput where there is none (an installed wheel has no samples)."""
    inputs = inputs_dir()
    if inputs is None or not (inputs / SAMPLE).is_dir():
        raise BadInput(
            "見本の文書が見つかりません。",
            "文書を入れたフォルダを指定してください（例：dxplan draft 文書フォルダ）。",
        )
    return inputs / SAMPLE


def default_guidance() -> Path | None:
    """inputs/guidance, if it is there."""
    inputs = inputs_dir()
    return inputs / "guidance" if inputs and (inputs / "guidance").is_dir() else None
