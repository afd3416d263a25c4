"""What the tests of the gate share."""

from collections.abc import Callable

import pytest
from city_plan import FIXED, NATION, OWN, PAGES, plan

from flows.model import Document, DraftBlock, Municipality, Origin, Source
from flows.verification import Outcome, Texts, verify


@pytest.fixture
def texts() -> Texts:
    """The pages of the two sources."""
    return Texts.of(
        Document(
            source=Source(
                path="01_施政方針.pdf" if sha256 == OWN else "国の手順.pdf",
                sha256=sha256,
                pages=4,
                origin=Origin.MUNICIPALITY if sha256 == OWN else Origin.GUIDANCE,
                title="01_施政方針" if sha256 == OWN else "国の手順",
            ),
            blocks=(),
            page_texts=tuple(text for (name, _), text in PAGES.items() if name == sha256),
        )
        for sha256 in (OWN, NATION)
    )


@pytest.fixture
def city() -> Municipality:
    """Whose plan it is."""
    return Municipality(name="青凪市")


@pytest.fixture
def faults(texts: Texts, city: Municipality) -> Callable[[DraftBlock], list[str]]:
    """The reasons for which a block is refused."""

    def of(block: DraftBlock) -> list[str]:
        return [
            v.reason for v in verify(plan(block), texts, city, FIXED) if v.outcome is not Outcome.VERIFIED
        ]

    return of
