"""`dxplan map`'s table: columns, items, failures, and the score on labelled passages."""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from flows.editions import load
from flows.mapping import map_tsv
from flows.mapping.spelling import canonical
from flows.mapping.vocabulary import vocabulary
from flows.model import BadInput, NotWritable

PROJECT = Path(__file__).resolve().parents[2]
HEAD = "id\tdoc\ttitle\ttext\n"


def run(tmp_path: Path, rows: str, edition: str = "5.1", head: str = HEAD) -> dict[str, dict[str, str]]:
    source, out = tmp_path / "in.tsv", tmp_path / "out.tsv"
    source.write_text(head + rows, encoding="utf-8")
    map_tsv(source, out, load(edition))
    with out.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def test_items_scores_and_reason_are_written_best_first(tmp_path: Path) -> None:
    found = run(tmp_path, "a\td\t施政方針\tテレワークを進めます。\nb\td\t施政方針\t消防団の話です。\n")
    assert found["a"]["items"] == "telework"
    assert float(found["a"]["scores"]) > 0.5
    assert "「テレワーク」" in found["a"]["reason"]
    assert (found["b"]["items"], found["b"]["scores"]) == ("none", "")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("官民データ活用推進基本法に基づき官民データの活用を進めます。", {"opendata"}),
        ("デジタル人材を育てます。", {"org"}),
        ("電子申請を広げます。", {"online"}),
    ],
)
def test_the_formats_own_names_are_used(tmp_path: Path, text: str, items: set[str]) -> None:
    found = run(tmp_path, f"a\td\t計画\t{text}\n")["a"]
    assert items <= set(found["items"].split("|"))
    assert not {"public_private", "talent", "planning", "pref"} & set(found["items"].split("|"))


def test_quotes_and_other_columns_do_no_harm(tmp_path: Path) -> None:
    found = run(tmp_path, 'a\td\tx\t広報\t"電子申請\n', head="id\tdoc\tpage\ttitle\ttext\n")
    assert list(found) == ["a"]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"id\tdoc\ttext\n", "title"), (b"", "id"), ("id\tdoc\ttitle\ttext\nあ".encode("cp932"), "UTF-8")],
)
def test_a_bad_table_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    source = tmp_path / "in.tsv"
    source.write_bytes(content)
    with pytest.raises(BadInput, match=told):
        map_tsv(source, tmp_path / "out.tsv", load("5.1"))


def test_a_missing_table_and_an_unwritable_place_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="読めません"):
        map_tsv(tmp_path / "no.tsv", tmp_path / "out.tsv", load("5.1"))
    (tmp_path / "in.tsv").write_text(HEAD, encoding="utf-8")
    with pytest.raises(NotWritable):
        map_tsv(tmp_path / "in.tsv", tmp_path / "no" / "out.tsv", load("5.1"))


@pytest.mark.corpus
def test_the_labelled_sets_are_met(shared: Path) -> None:
    sys.path.insert(0, str(PROJECT))
    from tests.bench import bench_mapping as bench  # noqa: PLC0415  reads the corpus' libraries only here
    from tests.bench.mapping_training.labelled import read_gold, read_second_set  # noqa: PLC0415

    for rows, micro, macro, none in (
        (read_gold(shared / "gold" / "mapping_dev.tsv"), 0.80, 0.70, 0.90),
        (read_second_set(shared / "corpus"), 0.70, 0.65, 0.90),
    ):
        measured = bench.measure(rows, bench.logits(bench.scored(rows, bench.shipped_scorer())))
        assert measured["micro"] >= micro
        assert measured["macro"] >= macro
        assert measured["none"] >= none


@pytest.mark.corpus
def test_no_piece_of_a_labelled_passage_is_among_words_or_written_examples(shared: Path) -> None:
    sys.path.insert(0, str(PROJECT))
    from tests.bench.mapping_training.generate import examples  # noqa: PLC0415
    from tests.bench.mapping_training.labelled import read_gold, read_second_set  # noqa: PLC0415

    def pieces(texts: Iterable[str]) -> set[str]:
        found = {text[i : i + 16] for text in texts for i in range(len(text) - 15)}
        return {piece for piece in found if "..." not in piece}

    labelled = [*read_gold(shared / "gold" / "mapping_dev.tsv"), *read_second_set(shared / "corpus")]
    written = [canonical(example.text) for example in examples(variants=1)]
    assert not pieces(written) & pieces(canonical(row.text) for row in labelled)
    assert not [
        cue.word
        for cue in vocabulary().cues
        if len(cue.word) >= 16 and any(cue.word in row.text for row in labelled)
    ]
