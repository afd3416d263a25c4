"""Fixtures of the composer's tests."""

from collections.abc import Callable

import pytest
from city_papers import CITY, Papers

from flows.composition import Context, year_of
from flows.editions import load


@pytest.fixture
def papers() -> Papers:
    return Papers()


@pytest.fixture
def context() -> Callable[[Papers], Context]:
    def made(papers: Papers) -> Context:
        return Context(
            municipality=CITY,
            edition=load("5.1"),
            plan_title="第２期汐見原市DX推進計画",
            date="2026-04-01",
            sources=tuple(document.source for document in papers.documents),
            years=tuple(year for document in papers.documents if (year := year_of(document))),
        )

    return made
