"""municipality.yaml: what a municipality decides, read with every mistake told, written for it by `dxplan init`."""

from pathlib import Path

import pytest

from flows.model import (
    BadConfiguration,
    Digits,
    EraForm,
    Fonts,
    Layout,
    LineSpacing,
    Manner,
    Marks,
    Municipality,
    Numbering,
    Paper,
    Prose,
)
from flows.settings import Settings, load_settings, merged, settings_text


def test_settings_override_what_was_found() -> None:
    found = Municipality(name="乙市", prefecture="福井県", evidence="文書1件に3回")
    given = merged(found, Settings(name="甲市"))
    assert given is not None
    assert (given.name, given.prefecture, given.given) == ("甲市", "", True)
    kept = merged(found, Settings(prefecture="大阪府"))
    assert kept is not None
    assert (kept.name, kept.prefecture, kept.given) == ("乙市", "大阪府", False)
    assert merged(None, Settings()) is None


def test_all_mistakes_of_a_settings_file_are_listed_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "municipality.yaml"
    path.write_text('name: 甲市\ncode: "123456"\nprefecture: 高知\ndate: "明日"\n', encoding="utf-8")
    with pytest.raises(BadConfiguration) as caught:
        load_settings(tmp_path)
    message = str(caught.value)
    assert [line in message for line in ("2行目", "3行目", "4行目")] == [True, True, True]
    path.write_text("name: 甲市\nnmae: 乙市\n", encoding="utf-8")
    with pytest.raises(BadConfiguration, match="2行目"):
        load_settings(tmp_path)


def test_the_file_that_init_writes_is_read_back(tmp_path: Path) -> None:
    municipality = Municipality(name="潮見台市", prefecture="福井県", code="131016")
    (tmp_path / "municipality.yaml").write_text(settings_text(municipality), encoding="utf-8")
    settings = load_settings(tmp_path)
    assert (settings.name, settings.prefecture, settings.code) == ("潮見台市", "福井県", "131016")
    (tmp_path / "municipality.yaml").write_text(settings_text(None), encoding="utf-8")
    assert load_settings(tmp_path) == Settings()


def settings_of(folder: Path, text: str) -> Settings:
    (folder / "municipality.yaml").write_text(text, encoding="utf-8")
    return load_settings(folder)


def test_writing_and_layout_are_given_in_the_words_of_the_office(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path,
        "prose: である\ndigits: 全角\nera: 併記\nnumbering: 第1\npunctuation: ，。\n"
        "fonts: 游\npaper: A4横\nline_spacing: 広い\n",
    )
    assert settings.manner == Manner(
        prose=Prose.PLAIN,
        digits=Digits.FULL,
        era=EraForm.BOTH,
        numbering=Numbering.FIRST,
        punctuation=Marks.COMMA,
    )
    assert settings.layout == Layout(fonts=Fonts.YU, paper=Paper.A4_WIDE, line_spacing=LineSpacing.WIDE)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("prose: ですます", "prose", Prose.POLITE),
        ("prose: だ・である", "prose", Prose.PLAIN),
        ("paper: Ａ４", "paper", Paper.A4),
        ("paper: B5", "paper", Paper.B5),
        ("fonts: ＭＳ", "fonts", Fonts.MS),
        ("numbering: 第１章", "numbering", Numbering.CHAPTER),
        ("punctuation: 、。", "punctuation", Marks.TEN),
        ("digits: 1桁は全角", "digits", Digits.MIXED),
    ],
)
def test_a_value_may_be_written_as_people_write_it(
    tmp_path: Path, line: str, field: str, value: object
) -> None:
    assert getattr(settings_of(tmp_path, line + "\n"), field) == value


def test_a_wrong_value_is_told_with_its_line_and_all_that_is_allowed(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration) as caught:
        settings_of(tmp_path, "name: 甲市\nprose: 話し言葉\npaper: 新聞紙\npunctuation: ..\n")
    lines = str(caught.value).splitlines()
    assert any("2行目 prose" in line and "「です・ます」「である」" in line for line in lines)
    assert any("3行目 paper" in line and "「A4縦」「A4横」「B5縦」" in line for line in lines)
    assert any("4行目 punctuation" in line and "「、。」「，。」" in line for line in lines)


def test_every_line_that_init_writes_can_be_uncommented(tmp_path: Path) -> None:
    text = settings_text(None)
    shown = [
        line.removeprefix("# ")
        for line in text.splitlines()
        if ": " in line and "。" not in line.split(": ")[0]
    ]
    settings = settings_of(tmp_path, "\n".join(shown) + "\n")
    assert settings.manner == Manner()
    assert settings.layout == Layout(fonts=Fonts.BIZ_UD, paper=Paper.A4, line_spacing=LineSpacing.NORMAL)
