"""Reading order of a page's pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.readers.pdf.order import Rectangle, in_reading_order

WIDE = (50.0, 500.0)
LEFT, RIGHT = (50.0, 260.0), (290.0, 500.0)


def ordered(boxes: dict[str, Rectangle], gutter: float = 12.0) -> str:
    return "".join(in_reading_order(list(boxes), lambda name: boxes[name], gutter))


def box(columns: tuple[float, float], top: float, height: float = 20.0) -> Rectangle:
    return columns[0], top, columns[1], top + height


def test_one_column_is_read_downwards_whatever_the_order_in_the_file() -> None:
    assert ordered({"b": box(WIDE, 50), "c": box(WIDE, 90), "a": box(WIDE, 10)}) == "abc"


def test_two_columns_are_read_one_after_the_other() -> None:
    boxes = {
        name: box(LEFT if n % 2 == 0 else RIGHT, 10 + 30 * (n // 2)) for n, name in enumerate("axbyczdw")
    }
    assert ordered(boxes) == "abcdxyzw"


def test_a_title_over_two_columns_and_a_note_under_them_stay_in_place() -> None:
    boxes = {
        "n": box(WIDE, 200),
        "x": box(RIGHT, 40),
        "a": box(LEFT, 40),
        "y": box(RIGHT, 70),
        "b": box(LEFT, 70),
        "t": box(WIDE, 10),
    }
    assert ordered(boxes) == "tabxyn"


def test_a_longer_column_is_finished_before_the_next() -> None:
    boxes = {
        "a": box(LEFT, 10),
        "x": box(RIGHT, 10),
        "b": box(LEFT, 40),
        "y": box(RIGHT, 40),
        "c": box(LEFT, 70),
    }
    assert ordered(boxes) == "abcxy"


def test_a_short_line_under_a_pair_is_no_column() -> None:
    boxes = {"k": box((50, 110), 10), "v": box((200, 500), 10), "h": box((50, 140), 80), "p": box(WIDE, 110)}
    assert ordered(boxes) == "kvhp"


def test_boxes_that_cannot_be_parted_keep_the_files_order() -> None:
    assert ordered({"b": (50, 10, 300, 100), "a": (100, 20, 400, 90)}) == "ba"


def test_right_before_left_is_never_read() -> None:
    assert ordered({"b": box(RIGHT, 10), "a": box(LEFT, 12)}) == "ab"


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20), st.integers(0, 20)), max_size=30
    )
)
def test_every_piece_is_read_once(corners: list[tuple[int, int, int, int]]) -> None:
    boxes = [(10.0 * x, 10.0 * y, 10.0 * (x + w), 10.0 * (y + h)) for x, y, w, h in corners]
    assert sorted(in_reading_order(range(len(boxes)), lambda i: boxes[i], 12.0)) == list(range(len(boxes)))


@pytest.mark.parametrize("count", [2000])
def test_thousands_of_pieces_are_ordered_without_deep_recursion(count: int) -> None:
    boxes = [
        (10.0 * (i % 40), 5.0 * (i // 40), 10.0 * (i % 40) + 4, 5.0 * (i // 40) + 4) for i in range(count)
    ]
    assert len(in_reading_order(range(count), lambda i: boxes[i], 5.0)) == count
