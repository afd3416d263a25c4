"""What all tests share."""

from collections.abc import Iterator
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


@pytest.fixture(scope="module")
def without_office() -> Iterator[None]:
    """No LibreOffice on the search path: page numbers of the contents are estimated, which takes no time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.writers.docx.pagination.shutil.which", lambda _: None)
        yield
