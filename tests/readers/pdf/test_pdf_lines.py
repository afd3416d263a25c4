"""Lines as one sees them: letter spacing, gaps, raised numbers, gutters, vertical writing."""

import pytest
from typeset_pages import Text, bare_page

from flows.readers.pdf.geometry import PageGeometry, Run
from flows.readers.pdf.lines import lines_of


def texts(*lines: Text) -> list[str]:
    return [line.text for line in lines_of(bare_page(lines))]


@pytest.mark.parametrize(
    ("spaced", "joined"),
    [
        ("第 ５ 次 総 合 計 画", "第５次総合計画"),
        ("目 次", "目次"),
        ("総 務", "総務"),
        ("ま ず 、 財 政 に つ い て 申 し 上 げ ま す 。", "まず、財政について申し上げます。"),
    ],
)
def test_a_letter_spaced_line_is_closed_up(spaced: str, joined: str) -> None:
    assert texts(Text(85, 100, spaced, 12)) == [joined]


def test_a_gap_wider_than_the_letter_spacing_stays() -> None:
    assert texts(Text(85, 100, "市 長     山 田   太 郎", 12)) == ["市長 山田 太郎"]


@pytest.mark.parametrize(
    "text", ["「みどり」輝き 「まち」も輝く", "南国 太郎", "Smart City Plan", "令和７年度 当初予算"]
)
def test_a_real_space_stays(text: str) -> None:
    assert texts(Text(85, 100, text, 12)) == [text]


def test_the_quarter_em_between_japanese_and_latin_is_no_space() -> None:
    page = bare_page([Text(85, 100, "令和 7 年")])
    x = 85.0
    for i, char in enumerate(page.text):
        wide = 10.5 if char >= "\u2e80" else 2.6 if char == " " else 5.25
        page.x0[i], page.x1[i] = x, x + (0 if char == " " else wide)
        x += wide
    assert [line.text for line in lines_of(page)] == ["令和7年"]


def test_a_raised_footnote_number_does_not_break_its_line() -> None:
    line = Text(85, 100, "保有率は八割", 12), Text(157, 99, "1", 6), Text(160, 100, "となった。", 12)
    assert texts(*line) == ["保有率は八割1となった。"]


def test_two_columns_held_line_by_line_are_cut_at_the_gutter() -> None:
    rows = [Text(60, 100 + 18 * n, f"左の欄の文{n}です　　　　　　右の欄の文{n}です") for n in range(8)]
    assert texts(*rows)[:2] == ["左の欄の文0です", "右の欄の文0です"]


def test_one_wide_gap_alone_is_no_gutter() -> None:
    rows = [
        Text(60, 100, "件名　　　　　説明"),
        *(Text(60, 120 + 18 * n, f"続く本文の行{n}") for n in range(8)),
    ]
    assert texts(*rows)[0] == "件名　説明"


def test_what_stands_in_a_table_or_outside_the_page_is_left_out() -> None:
    lines = Text(85, 100, "表の外"), Text(85, 200, "表の中"), Text(-300, 300, "紙の外")
    page = bare_page(lines)
    assert [line.text for line in lines_of(page, [(80, 190, 400, 220)])] == ["表の外"]


def test_a_word_through_which_a_tables_edge_runs_is_no_line_of_its_own() -> None:
    page = bare_page([Text(85, 100, "特別会計　　　　35,379"), Text(60, 200, "注 表の中の語")])
    assert [line.text for line in lines_of(page, [(97, 90, 400, 120), (74, 190, 400, 220)])] == ["注"]


def test_controls_are_no_text() -> None:
    assert texts(Text(85, 100, "行\x02政")) == ["行政"]


def vertical(*columns: tuple[float, float, str], order: int = 1) -> PageGeometry:
    """Columns of (x, top, text), their characters in the file's order or against it."""
    text, boxes, runs = "", [], []
    for x, top, words in columns:
        chars = list(enumerate(words))[::order]
        if text:
            text += "\r\n"
            boxes += [boxes[-1], boxes[-1]]
        runs.append(Run(len(text), len(text) + len(words), 10.0, False, "Mincho"))
        for n, char in chars:
            text += char
            boxes.append((x, top + 11 * n, x + 10, top + 11 * n + 10))
    x0, tops, x1, bottoms = (list(values) for values in zip(*boxes, strict=True))
    return PageGeometry(1, 595, 842, text, x0, tops, x1, bottoms, tuple(runs), (), (), (), 0, 0)


@pytest.mark.parametrize("order", [1, -1])
def test_vertical_writing_is_read_from_right_to_left_whatever_its_order_in_the_file(order: int) -> None:
    page = vertical((383, 100, "かな村の便りをお届け"), (400, 100, "今月号では、しず"), order=order)
    lines = lines_of(page)
    assert [line.text for line in lines] == ["今月号では、しず", "かな村の便りをお届け"]
    assert all(line.turned for line in lines)
    assert lines[0].box == pytest.approx((400, 100, 410, 187))


def test_brackets_that_pdfium_turned_in_vertical_writing_are_put_right() -> None:
    page = vertical((400, 100, "電子申請)ｅ等(は【平日【"))
    assert [line.text for line in lines_of(page)] == ["電子申請（ｅ等）は【平日】"]


def test_pieces_of_a_line_held_in_another_order_are_put_together() -> None:
    lines = []
    for n in range(5):
        top = 100 + 20 * n
        lines += [
            Text(184.75, top, "、"),
            Text(85, top, f"焦らず慌てず第{n}班は"),
            Text(195.25, top, "落ち着いて逃げる"),
        ]
    assert texts(*lines) == [f"焦らず慌てず第{n}班は、落ち着いて逃げる" for n in range(5)]


def test_a_character_thrown_far_off_the_paper_costs_nothing() -> None:
    page = bare_page([Text(85, 100, "本市の計画 である")])
    page.x0[-1], page.x1[-1] = 1e12, 1e12 + 10
    assert lines_of(page)[0].text == "本市の計画 であ"
