"""Editions: every shipped one loads honestly, names are understood, mistakes are listed with their
lines."""

import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from flows import editions
from flows.editions.names import editions_dir
from flows.model import BadConfiguration, Group, UnknownEdition, Verification

MAIN = ("1.0", "2.0", "2.1", "2.2", "2.3", "3.0", "4.0", "5.0", "5.1")
ALL = (*MAIN, "kanmin-data-1.0", "jichitai-dx-tejun-1.0", "jichitai-dx-tejun-4.0")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The newest edition's folder alone, copied to where nothing else lies."""
    return Path(shutil.copytree(editions_dir() / "jichitai-dx-5.1", tmp_path / "jichitai-dx-5.1"))


def test_editions_are_named_oldest_first() -> None:
    assert editions.names() == MAIN
    assert editions.frameworks()[0] == "jichitai-dx"


def test_versions_are_sorted_as_numbers_not_as_text(tmp_path: Path) -> None:
    for name in ("10.0", "2.0", "9.1"):
        shutil.copytree(editions_dir() / "jichitai-dx-3.0", tmp_path / f"jichitai-dx-{name}")
    assert editions.names(folder=tmp_path) == ("2.0", "9.1", "10.0")


@pytest.mark.parametrize("name", ALL)
def test_every_shipped_edition_loads_with_titles_needs_and_an_outline(name: str) -> None:
    edition = editions.load(name)
    assert edition.items
    assert all(item.title and item.short and len(item.needs) >= 1 for item in edition.items)
    assert all(title for _, title, _ in edition.group_titles)
    assert {item.group for item in edition.items} == {group for group, _, _ in edition.group_titles}
    assert edition.outline.sections[0].level == 1


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("5.1", "5.1"),
        ("第5.1版", "5.1"),
        ("【第 5.1 版】", "5.1"),
        ("５．１", "5.1"),
        ("第５．１版", "5.1"),
        ("v5.1", "5.1"),
        ("初版", "1.0"),
        ("1.0", "1.0"),
        ("3", "3.0"),
        ("第3版", "3.0"),
        ("jichitai-dx-2.3", "2.3"),
        ("jichitai-dx", "5.1"),
        ("jichitai-dx-tejun", "4.0"),
    ],
)
def test_an_edition_is_found_under_the_names_people_use(called: str, name: str) -> None:
    assert editions.load(called).name == name


@pytest.mark.parametrize(
    "called", ["6.9", "最新", "", "第版", "jichitai-dx-9.9", "nowhere/at-all", "../../etc", "x" * 5000, "5\0"]
)
def test_an_unknown_edition_is_refused_with_the_known_ones(called: str) -> None:
    with pytest.raises(UnknownEdition, match=r"使える版: 1\.0、2\.0、.*5\.1.*kanmin-data-1\.0"):
        editions.load(called)


def test_the_newest_edition_has_eight_priority_items_in_order() -> None:
    edition = editions.load("5.1")
    keys = " ".join(item.key for item in edition.of(Group.PRIORITY))
    assert keys == "frontyard standardization commonization eltax mynumber security ai_rpa telework"
    assert [item.number for item in edition.of(Group.PRIORITY)] == [f"({n})" for n in range(1, 9)]


def test_a_borrowed_group_is_marked_by_the_borrower_and_never_surer_than_its_origin() -> None:
    borrowed = editions.load("2.2").of(Group.ORGANIZATION)
    assert {item.verification for item in editions.load("2.3").of(Group.ORGANIZATION)} == {
        Verification.CONFIRMED
    }
    assert {item.verification for item in borrowed} == {Verification.UNCONFIRMED}
    assert {item.taken_from for item in borrowed} == {"2.3"}
    guessed = editions.load("4.0").of(Group.PRIORITY)
    assert len(guessed) == 7
    assert {item.verification for item in guessed} == {Verification.UNCONFIRMED}


def test_what_an_edition_does_not_list_is_said_to_lie_inside_another_item() -> None:
    assert editions.load("5.1").by_key["frontyard"].includes == ("online",)
    assert editions.load("3.0").by_key["standardization"].includes == ("commonization",)
    assert editions.load("2.0").by_key["standardization"].includes == ("commonization",)
    assert all("online" not in item.includes for item in editions.load("2.0").items)


@pytest.mark.corpus
def test_titles_agree_with_the_collected_facts_of_the_field(shared: Path) -> None:
    """Every title, number and date of the collected facts stands in the shipped files, and no mark is surer."""
    facts = YAML(typ="safe").load((shared / "domain" / "editions.yaml").read_text(encoding="utf-8"))
    sureness = ["unconfirmed", "partial", "confirmed"]
    for fact in facts["editions"]:
        edition = editions.load(fact["edition"])
        assert (edition.date, edition.era_date) == (fact["date"], fact["era_date"])
        assert edition.date_verification == fact["date_verification"]
        for group in Group:
            stated = fact[f"{group.value}_items"]
            listed = [(row["no"], row["id"], row["title"]) for row in stated.get("list") or ()]
            loaded = edition.of(group)
            if listed:
                assert [(item.number, item.key, item.title) for item in loaded] == listed
            for item in loaded:
                assert sureness.index(item.verification) <= sureness.index(stated["verification"])


def test_a_copied_folder_with_another_title_loads_from_where_it_lies(copied: Path) -> None:
    path = copied / "framework.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('edition: "5.1"', 'edition: "5.2"').replace("テレワークの推進", "多様な働き方の推進")
    path.write_text(text, encoding="utf-8")
    edition = editions.load(copied)
    assert (edition.name, edition.by_key["telework"].title) == ("5.2", "多様な働き方の推進")
    assert len(edition.of(Group.ACCOMPANYING)) == 3
    assert editions.load(str(path)) == edition


def test_a_new_item_needs_only_an_items_file_beside_the_edition(copied: Path) -> None:
    own = "items:\n  quantum:\n    short: 量子計算\n    needs: [使う業務の名前]\n"
    (copied / "items.yaml").write_text(own, encoding="utf-8")
    path = copied / "framework.yaml"
    line = '      - {key: telework, number: "(8)"'
    added = '      - {key: quantum, number: "(9)", title: 量子計算の活用}\n'
    path.write_text(path.read_text(encoding="utf-8").replace(line, added + line), encoding="utf-8")
    assert editions.load(copied).by_key["quantum"].needs == ("使う業務の名前",)


def test_an_outline_beside_the_edition_takes_the_place_of_the_shared_one(copied: Path) -> None:
    (copied / "outline.yaml").write_text(
        "sections:\n  - {key: intro, level: 1, title: はじめに, topics: [intro, period]}\n", encoding="utf-8"
    )
    (section,) = editions.load(copied).outline.sections
    assert (section.title, section.topic, section.topics) == ("はじめに", "intro", ("intro", "period"))


def test_all_mistakes_of_a_file_are_listed_at_once_with_their_lines(copied: Path) -> None:
    (copied / "framework.yaml").write_text(
        "framework: jichitai-dx\n"
        "edition: 5.1\n"
        "title: 計画\n"
        "publisher: 総務省\n"
        "date: {value: 2026-01-30, era: 令和8年1月30日, verification: maybe}\n"
        "titel: 二重\n"
        "groups:\n"
        "  priority:\n"
        "    verification: partial\n"
        "    items:\n"
        "      - key: telework\n"
        "        title: テレワーク\n"
        "      - number: (2)\n"
        "        key: Frontyard\n"
        "  extra:\n"
        "    verification: partial\n",
        encoding="utf-8",
    )
    with pytest.raises(BadConfiguration) as wrong:
        editions.load(copied)
    said = wrong.value.message
    assert "誤りが6件" in said
    for line in (
        "2行目 edition: 文字列で",
        "5行目 date > verification: 次のどれかを書いてください: confirmed、partial、unconfirmed",
        "6行目 titel: この名前の項目はありません",
        "13行目 groups > priority > items > 2番目 > title: 書かれていません",
        "14行目 groups > priority > items > 2番目 > key: 書き方が違います",
        "15行目 groups > extra",
    ):
        assert line in said, said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("令和8年1月30日", "令和7年1月30日", "西暦の日付(2026-01-30)と合いません"),
        ('"2026-01-30"', '"2026-02-30"', "暦にない日付です"),
        ("key: telework,", "key: frontyard,", "「frontyard」が二度書かれています"),
        ('number: "(8)"', 'number: "(7)"', "番号「(7)」が二度書かれています"),
        ('same_as: "3.0"', 'same_as: "9.0"', "第9.0版が見つかりません"),
        ('same_as: "3.0"', 'same_as: "5.1"', "自分の版を指しています"),
        (', same_as: "3.0"', "", "どちらか一つを書いてください"),
        ("key: telework,", "key: unheard_of,", "items.yaml にありません"),
        ("publisher: 総務省", "publisher: 総務省\npublisher: 総務省", "「publisher」が二度書かれています"),
        ("publisher: 総務省", "\tpublisher: 総務省", "タブ"),
        ("publisher: 総務省", "publisher: [総務省", "YAML の書き方が正しくありません"),
    ],
)
def test_a_contradiction_in_a_file_is_named_with_its_line(
    copied: Path, old: str, new: str, said: str
) -> None:
    path = copied / "framework.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadConfiguration, match=r"framework\.yaml: (\d+行目|誤りが)") as wrong:
        editions.load(copied)
    assert said in wrong.value.message


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (
            "outline.yaml",
            "sections:\n  - {key: a, level: 1, title: あ, topics: [visoin]}\n",
            "2行目 sections > 1番目 > topics",
        ),
        ("outline.yaml", "sections:\n  - {key: a, level: 2, title: あ}\n", "階層が飛んでいます"),
        (
            "outline.yaml",
            "sections:\n  - {key: a, level: 1, title: あ}\n  - {key: a, level: 1, title: い}\n",
            "3行目",
        ),
        ("outline.yaml", "sections: []\n", "一つ以上書いてください"),
        (
            "items.yaml",
            "items:\n  new:\n    short: 新\n    needs: [問]\n    part_of: nothing\n",
            "5行目 items > new > part_of",
        ),
        (
            "items.yaml",
            "items:\n  new:\n    short: 新\n    needs: [問]\n    answered_by: [visoin]\n",
            "「visoin」という項目や話題",
        ),
        ("items.yaml", "items:\n  new:\n    short: ''\n    needs: []\n", "誤りが2件"),
    ],
)
def test_mistakes_in_the_files_beside_an_edition_are_named_too(
    copied: Path, file: str, text: str, said: str
) -> None:
    (copied / file).write_text(text, encoding="utf-8")
    with pytest.raises(BadConfiguration) as wrong:
        editions.load(copied)
    assert said in wrong.value.message


def test_references_that_run_in_a_circle_are_refused(tmp_path: Path) -> None:
    for name, other in (("7.0", "7.1"), ("7.1", "7.0")):
        folder = shutil.copytree(editions_dir() / "jichitai-dx-2.1", tmp_path / f"jichitai-dx-{name}")
        path = folder / "framework.yaml"
        text = path.read_text(encoding="utf-8").replace('edition: "2.1"', f'edition: "{name}"')
        path.write_text(text.replace('same_as: "2.0"', f'same_as: "{other}"'), encoding="utf-8")
    with pytest.raises(BadConfiguration, match="巡って"):
        editions.load("7.0", folder=tmp_path)


@pytest.mark.parametrize(
    "content",
    [b"", b"- a\n- b\n", b"\xff\xfe\x00", b"a: &a [*a]\n", b"{" * 3000, b"a: !!python/object:os.system x\n"],
)
def test_a_hostile_file_is_one_clear_message(copied: Path, content: bytes) -> None:
    (copied / "framework.yaml").write_bytes(content)
    with pytest.raises(BadConfiguration, match=r"framework\.yaml"):
        editions.load(copied)


def test_a_file_of_many_megabytes_is_refused_unread(copied: Path) -> None:
    (copied / "framework.yaml").write_bytes(b"#" * 5_000_000)
    with pytest.raises(BadConfiguration, match="大きすぎます"):
        editions.load(copied)
