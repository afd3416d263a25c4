"""Tables of municipalities: whose row is whose, whatever the table looks like; never another municipality's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables_of_municipalities import CODES, NAMES, OWN, code, document, population

from flows.grids import Grid
from flows.localities import localities, valid_code
from flows.model import Municipality, Whose
from flows.statistics import is_of_municipalities, narrowed

HEAD = ("団体コード", "都道府県名", "市区町村名", "人口")


def rows_of(own: Municipality, *table: tuple[str, ...]) -> list[str]:
    """The names in the rows that speak for the municipality itself."""
    found = localities(table)
    assert found is not None
    return [table[row][found.name or 0] for row, whose in found.speaking(own).items() if whose is Whose.OWN]


@given(st.integers(1001, 47999))
def test_a_code_with_its_check_digit_is_valid_and_no_other_digit_is(base: int) -> None:
    good = code(f"{base:05}")
    assert valid_code(good)
    assert [valid_code(good[:5] + digit) for digit in "0123456789"].count(True) == 1


@pytest.mark.parametrize("shape", ["six", "six without zero", "five", "names"])
@pytest.mark.parametrize("prefecture", ["福井県", "北海道"])
@given(st.permutations(NAMES), st.booleans(), st.booleans())
def test_only_the_row_of_the_municipality_is_its_own(
    shape: str, prefecture: str, names: list[str], county: bool, once: bool
) -> None:
    first = "18" if prefecture == "福井県" else "01"
    codes = {name: code(first + CODES[name][2:5]) for name in names}
    own = Municipality(name="汐見原市", code=codes["汐見原市"], prefecture=prefecture)
    written = {
        "six": lambda six: six,
        "six without zero": lambda six: six.lstrip("0"),
        "five": lambda six: six[:5].lstrip("0"),
        "names": lambda _: "",
    }[shape]
    table = tuple(
        (
            written(codes[name]),
            prefecture if not once or at == 0 else "",
            f"山野郡{name}" if county and name[-1] in "町村" else name,
            str(1000 + at),
        )
        for at, name in enumerate(names)
    )
    assert rows_of(own, HEAD, *table) == ["汐見原市"]


def test_prefecture_and_name_may_share_a_cell() -> None:
    table = tuple((f"福井県{name}", "1") for name in NAMES)
    assert rows_of(OWN, ("団体名", "件数"), *table) == ["福井県汐見原市"]


def test_a_namesake_in_another_prefecture_is_another_municipality() -> None:
    table = tuple(("富山県", name, "1") for name in NAMES)
    assert rows_of(OWN.model_copy(update={"code": ""}), ("都道府県名", "市町村名", "件数"), *table) == []


def test_a_prefecture_merged_down_over_all_its_rows_counts_for_each() -> None:
    def table(prefecture: str) -> tuple[tuple[str, ...], ...]:
        rows = tuple((prefecture if at == 0 else "", name, "1") for at, name in enumerate(NAMES[::-1]))
        return (("都道府県", "市区町村名", "件数"), *rows)

    assert rows_of(OWN, *table("福井県")) == ["汐見原市"]
    assert rows_of(OWN, *table("富山県")) == []


def test_a_code_that_contradicts_the_name_speaks_for_nobody() -> None:
    table = tuple((CODES[NAMES[at - 1]], "福井県", name, "1") for at, name in enumerate(NAMES))
    assert rows_of(OWN, HEAD, *table) == []


def test_a_name_in_two_prefectures_is_nobodys_where_the_prefecture_is_not_known() -> None:
    table = (*((p, "汐見原市", "1") for p in ("福井県", "富山県")), *(("福井県", n, "1") for n in NAMES[1:]))
    assert rows_of(Municipality(name="汐見原市"), ("都道府県名", "市町村名", "件数"), *table) == []


def test_wards_of_a_city_are_not_the_city() -> None:
    table = tuple(("", "福井県", f"汐見原市{ward}区", "1") for ward in ("中央", "北", "東", "西", "南"))
    assert rows_of(OWN.model_copy(update={"code": ""}), HEAD, *table) == []


@pytest.mark.parametrize(
    "table",
    [
        (("町名", "人口"), *((f"{name}町", "100") for name in ("本", "栄", "港", "旭", "緑", "泉"))),
        (("年度", "件数"), *((f"令和{n}年度", "100") for n in range(1, 8))),
        (("番号", "金額"), *((f"{18901 + n}", "100") for n in range(8))),
    ],
)
def test_other_tables_are_none_of_municipalities(table: tuple[tuple[str, ...], ...]) -> None:
    assert localities(table) is None


def test_narrowing_keeps_head_own_prefecture_and_nation_and_nothing_else() -> None:
    document = population()
    small = narrowed(document, OWN)
    rows = small.blocks[-1].rows or ()
    assert [row[2] for row in rows] == ["", "", "市区町村名", "-", "-", "汐見原市"]
    assert small.blocks[-1].header_rows == 3
    assert small.page_texts == document.page_texts
    assert is_of_municipalities(document)


def test_a_document_without_such_a_table_stays_as_it_is() -> None:
    document_ = document((("年度", "件数"), ("令和6年度", "12"), ("令和7年度", "15")))
    assert narrowed(document_, OWN) is document_


def test_a_cell_is_named_by_its_heads_and_its_place_in_the_sheet() -> None:
    grid = Grid(population().blocks[-1], OWN)
    row = next(row for row in grid.body if grid.whose(row) is Whose.OWN)
    assert grid.heads[5] == "令和7年/人口/計"
    assert grid.place(row, 5) == "人口!F7"
    assert [grid.whose(row) for row in grid.body] == [Whose.NATION, Whose.PREFECTURE, Whose.OWN]
