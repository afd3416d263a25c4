"""What all tests share."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


def shared_dir() -> Path | None:
    """The folder of real documents beside the checkout, if it is there."""
    folder = PROJECT.parent / "shared"
    return folder if (folder / "corpus" / "INDEX.md").is_file() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents; tests that need it are skipped where it is missing."""
    folder = shared_dir()
    if folder is None:
        pytest.skip("実文書のフォルダ ../shared がないため")
    return folder
