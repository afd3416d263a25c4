"""Staff's corrections are read, checked and found again."""

from pathlib import Path

import pytest
from mapping_passages import passage

from flows.mapping import Pins, load_pins
from flows.model import BadConfiguration, Role


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_and_an_empty_file_mean_no_corrections(tmp_path: Path) -> None:
    assert load_pins(tmp_path / "mapping.yaml") == Pins()
    assert load_pins(written(tmp_path, "# まだない\n")) == Pins()


def test_a_quote_is_found_whatever_its_width_spaces_and_line_breaks(tmp_path: Path) -> None:
    pins = load_pins(written(tmp_path, "pin:\n  - {text: ＤＸ推進の取り組みを, item: vision, role: 取組}\n"))
    found = pins.pinned(passage("x"), "本市dx推進の取組を進めます")
    assert [(pin.item, pin.role) for pin in found] == [("vision", Role.ACTION)]


def test_all_mistakes_are_told_with_their_lines(tmp_path: Path) -> None:
    text = """pin:
  - {text: 短い, item: online}
  - {text: 十分に長い文の一部です, item: onlin}
  - {item: online}
ban:
  - {text: 十分に長い文の一部です, passage: a-b, item: "*"}
  - {text: 同じ文を指しています, item: "*"}
"""
    text += "pins: []\n"
    with pytest.raises(BadConfiguration) as failure:
        load_pins(written(tmp_path, text))
    assert "8行目" in failure.value.message
    with pytest.raises(BadConfiguration) as failure:
        load_pins(written(tmp_path, text.replace("pins: []\n", "")))
    for told in ("2行目", "短すぎます", "3行目", "「onlin」", "4行目", "どちらか一つ", "6行目"):
        assert told in failure.value.message


def test_a_pin_and_a_ban_of_the_same_are_a_contradiction(tmp_path: Path) -> None:
    text = (
        "pin: [{text: 同じ文を指しています, item: online}]\nban: [{text: 同じ文を指しています, item: '*'}]\n"
    )
    with pytest.raises(BadConfiguration, match="両方にあります"):
        load_pins(written(tmp_path, text))


def test_a_correction_that_names_nothing_any_more_is_known() -> None:
    pins = Pins.model_validate(
        {"pin": [{"item": "online", "text": "もうどこにもない文です"}, {"item": "online", "passage": "p"}]}
    )
    assert [pin.text for pin in pins.unused([passage("別の文です。")])] == ["もうどこにもない文です"]
