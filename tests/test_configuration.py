"""YAML that people edit: every mistake at once, each with its line, in plain Japanese."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from flows.configuration import Mistake, mistakes_of_repeats, read_configuration
from flows.model import BadConfiguration


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str
    weight: float = 1.0


class Sheet(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    lines: list[Line] = []
    shown: bool = True


def repeats(sheet: Sheet) -> Iterator[Mistake]:
    yield from mistakes_of_repeats(("lines",), [line.name for line in sheet.lines])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "設定 １.yaml"


@pytest.mark.parametrize(
    "content",
    [
        b"title: \xe8\xa1\xa8\nlines:\n  - {name: a, weight: 2}\n",
        b"\xef\xbb\xbftitle: \xe8\xa1\xa8\r\nlines:\r\n  - name: a\r\n    weight: 2.0\r\n",
        b"base: &b {name: a, weight: 2}\n".replace(b"base: &b", b"lines: [&b").replace(
            b"}\n", b"}]\ntitle: \xe8\xa1\xa8\n"
        ),
    ],
)
def test_a_right_file_is_read_whatever_its_line_ends(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    sheet = read_configuration(file, Sheet, (repeats,))
    assert (sheet.title, [(line.name, line.weight) for line in sheet.lines]) == ("表", [("a", 2.0)])


def test_an_empty_file_lacks_what_must_be_there(file: Path) -> None:
    file.write_text("# 何も書かれていない\n", encoding="utf-8")
    with pytest.raises(BadConfiguration, match=r"1行目 title: 書かれていません"):
        read_configuration(file, Sheet)


def test_all_mistakes_come_at_once_in_the_order_of_their_lines(file: Path) -> None:
    file.write_text(
        "shown: いいえ\ntitel: 表\nlines:\n  - name: 1\n  - name: a\n    weight: 重い\n  - weight: 1.0\n",
        encoding="utf-8",
    )
    with pytest.raises(BadConfiguration) as wrong:
        read_configuration(file, Sheet, (repeats,))
    said = [line.strip() for line in wrong.value.message.splitlines()[1:]]
    assert [line.partition(":")[0] for line in said] == [
        "1行目 shown",
        "1行目 title",
        "2行目 titel",
        "4行目 lines > 1番目 > name",
        "6行目 lines > 2番目 > weight",
        "7行目 lines > 3番目 > name",
    ]
    assert str(file) in wrong.value.message
    assert not any("Input" in line or "should" in line for line in said)


def test_what_types_cannot_say_is_checked_in_the_same_list(file: Path) -> None:
    file.write_text("title: 表\nlines:\n  - name: a\n  - name: b\n  - name: a\n", encoding="utf-8")
    with pytest.raises(BadConfiguration, match=r"5行目 lines > 3番目: 「a」が二度書かれています"):
        read_configuration(file, Sheet, (repeats,))


def test_a_changed_file_is_read_anew(file: Path) -> None:
    file.write_text("title: 旧\n", encoding="utf-8")
    assert read_configuration(file, Sheet).title == "旧"
    file.write_text("title: 新しい\n", encoding="utf-8")
    assert read_configuration(file, Sheet).title == "新しい"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title: a\ntitle: b\n", "2行目: 「title」が二度書かれています"),
        (b"title: [a\n", "行目: YAML の書き方が正しくありません"),
        (b"- a\n", "1行目: 「項目: 値」の形で"),
        (b"\xff\xfe", "UTF-8 ではありません"),
        (b"{" * 500, "入れ子が深すぎます"),
        (b"a: !!python/object/apply:os.system [x]\n", "設定"),
    ],
)
def test_what_is_no_such_file_is_one_message(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    with pytest.raises(BadConfiguration, match=said):
        read_configuration(file, Sheet)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match=r"ない\.yaml"):
        read_configuration(tmp_path / "ない.yaml", Sheet)
