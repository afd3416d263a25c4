"""The rules' file: mistakes are told all at once with their lines; what ships is right."""

from pathlib import Path

import pytest

from flows.model import BadConfiguration
from flows.wording import load

HEAD = "glossary: appendix.terms\nrules:\n"
GOOD = "  - {code: a, title: 題, why: 訳, basis: Ⅰ, words: [{found: [甲], use: 乙}]}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_rules_that_ship_are_right_and_say_their_section() -> None:
    rules = load().rules
    assert len(rules) > 40
    assert all(rule.basis[0] in "ⅠⅡⅢ基" for rule in rules)


def test_no_rule_suggests_what_it_finds() -> None:
    for rule in load().rules:
        for word in rule.words:
            assert word.use not in word.found


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("  - {code: b, title: 題, why: 訳, basis: Ⅰ}\n", "words、nouns、patterns、check"),
        ("  - {code: a, title: 題, why: 訳, basis: Ⅰ, check: levels}\n", "二度"),
        ("  - {code: b, title: 題, why: 訳, basis: Ⅰ, check: colour}\n", "次のどれか"),
        ("  - {code: b, title: 題, why: 訳, basis: Ⅰ, check: long}\n", "limit"),
        ("  - {code: b, title: 題, why: 訳, basis: Ⅰ, patterns: [{find: '('}]}\n", "正規表現"),
        ("  - {code: b, title: 題, why: 訳, basis: Ⅰ, patterns: [{find: 'あ*'}]}\n", "空の文字列"),
        ("  - {code: b, title: 題, why: 訳, basis: Ⅰ, patterns: [{find: 'あ', use: '\\2'}]}\n", "番号の括弧"),
        (
            "  - {code: b, title: 題, why: 訳, basis: Ⅰ, words: [{found: [甲], use: 乙, after: '['}]}\n",
            "正規表現",
        ),
        ("  - {code: b, title: 題, why: 訳, basis: Ⅰ, words: [{found: [], use: 乙}]}\n", "一つ以上"),
        ("  - {code: B 1, title: 題, why: 訳, basis: Ⅰ, check: levels}\n", "書き方が違います"),
        ("  - {code: b, titel: 題, why: 訳, basis: Ⅰ, check: levels}\n", "つづり"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        load(written(tmp_path, HEAD + GOOD + line))
    assert "4行目" in str(caught.value)
    assert told in str(caught.value)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    bad = "  - {code: b, title: 題, why: 訳, basis: Ⅰ, check: colour}\n"
    worse = "  - {code: c, title: 題, why: 訳, basis: Ⅰ, patterns: [{find: '('}]}\n"
    with pytest.raises(BadConfiguration) as caught:
        load(written(tmp_path, HEAD + GOOD + bad + worse))
    assert "4行目" in str(caught.value)
    assert "5行目" in str(caught.value)


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + GOOD)
    first = load(path)
    path.write_text(HEAD + GOOD.replace("甲", "丙丁"), encoding="utf-8")
    assert load(path) != first


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration):
        load(tmp_path / "none.yaml")
