"""Which rows of a table are heads."""

import pytest

from flows.readers.heads import header_count

CASES = {
    "one head over figures": ([["課", "件数"], ["企画", "12"], ["総務", "8"]], 1),
    "two heads merged over groups": (
        [["項目", "年代", ""], ["", "若", "高"], ["窓口", "1", "2"], ["電子", "3", "4"]],
        2,
    ),
    "figures from the first row on": ([["企画", "12"], ["総務", "8"]], 0),
    "a head over words": ([["施策", "内容", "所管"], ["窓口", "書かない", "市民課"]], 1),
    "two columns of terms": ([["用語", "意味"], ["境界", "内側と外側を遮断して守るもの"]], 1),
    "keys and values have none": ([["対象", "十八歳以上の市民"], ["方法", "郵送とオンライン"]], 0),
    "keys with figures have none": (
        [["対象", "十八歳以上の市民"], ["方法", "郵送"], ["回答数", "912"], ["備考", "なし"]],
        0,
    ),
    "a sentence is no head": ([["これは文である。", "二", "三"], ["a", "b", "c"]], 0),
    "one row": ([["a", "b"]], 0),
    "one column": ([["a"], ["b"]], 0),
}


@pytest.mark.parametrize(("rows", "heads"), CASES.values(), ids=CASES)
def test_heads_are_counted(rows: list[list[str]], heads: int) -> None:
    assert header_count(tuple(tuple(row) for row in rows)) == heads
