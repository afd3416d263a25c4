"""Facts of real documents: the budget tables and plan periods that a draft must not get wrong."""

from functools import lru_cache
from pathlib import Path

import pytest

from flows import facts, passages, readers
from flows.model import Budget, Fact, Origin, Period

pytestmark = pytest.mark.corpus


@lru_cache(maxsize=8)
def found_in(path: Path) -> tuple[Fact, ...]:
    document = readers.read(path, name=path.name, origin=Origin.MUNICIPALITY, options=readers.ReadOptions())
    return facts.find(passages.split(document))


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        # department's row: (fiscal year, yen, page)
        (
            "予算説明_R8.pdf",
            {
                (2026, 375_206_000, 14),
                (2025, 457_868_000, 14),
                (2026, 62_437_000, 14),
                (2026, 57_078_000, 14),
            },
        ),
        ("継続事業_R4.pdf", {(2021, 299_244_000, 1), (2022, 188_089_000, 1), (2022, 50_241_000, 1)}),
        ("新規事業_R4.pdf", {(2022, 1_056_000, 1), (2022, 8_833_000, 1), (2022, 2_000_000, 1)}),
    ],
)
def test_budget_lines_have_amount_year_and_page(
    shared: Path, file: str, lines: set[tuple[int, int, int]]
) -> None:
    budgets = [fact for fact in found_in(shared / "corpus/nankoku" / file) if isinstance(fact, Budget)]
    assert lines <= {(each.fiscal_year, each.yen, each.place.page) for each in budgets}
    assert all(each.name for each in budgets)


@pytest.mark.parametrize(("file", "rows"), [("新規事業_R4.pdf", 19), ("継続事業_R4.pdf", 27)])
def test_every_row_of_a_budget_table_is_a_line_with_its_department(
    shared: Path, file: str, rows: int
) -> None:
    budgets = [fact for fact in found_in(shared / "corpus/nankoku" / file) if isinstance(fact, Budget)]
    whole = {each.place.passage for each in budgets if each.fiscal_year == 2022 and each.department}
    assert len(whole) == rows


def test_the_periods_of_plans_are_those_the_speech_gives(shared: Path) -> None:
    found = [fact for fact in found_in(shared / "corpus/nankoku/施政方針_R8.pdf") if isinstance(fact, Period)]
    assert [(each.first, each.last, each.place.page) for each in found] == [
        (2026, 2035, 4),
        (2026, 2028, 6),
        (2027, 2029, 7),
        (2026, 2037, 8),
    ]
