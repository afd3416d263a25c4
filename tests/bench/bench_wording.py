"""Prints what the style check finds in real documents, rule by rule, and how fast it is.

    uv run --no-sync python tests/bench/bench_wording.py [FILE…] [--show N]

Default: all PDFs of ../shared/corpus that hold running text. Each document is checked as if it were the plan's own
words. Columns: hits by rule and document; last line: sentences of the document. `--show N` prints N hits of each rule
in their context, chosen by a fixed seed, to be looked at by hand. The reference in the same run is one pass of a bare
regular expression over the same sentences, which does nothing but split words.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from flows.model import (
    Block,
    BlockKind,
    BlockStatus,
    Draft,
    DraftBlock,
    DraftBlockKind,
    Origin,
    Section,
    WordingFinding,
)
from flows.readers import ReadOptions, read
from flows.text import words
from flows.wording import check, load
from flows.wording.units import units

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FOLDERS = ("guidance", "nankoku", "pairs", "survey")
KINDS = {
    BlockKind.PARAGRAPH: DraftBlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM: DraftBlockKind.BULLET,
    BlockKind.HEADING: DraftBlockKind.LABEL,
}
SEED = 2022


def main() -> None:
    """The table, then the hits to look at."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", type=int, default=0)
    arguments = parser.parse_args()
    paths = arguments.files or [
        path for folder in FOLDERS for path in sorted((CORPUS / folder).glob("*.pdf"))
    ]
    load()
    drafts = {path.stem[:16]: as_draft(path) for path in paths}
    results = {name: check(draft) for name, draft in drafts.items()}
    table(results, {name: sentences(draft) for name, draft in drafts.items()})
    speed(list(drafts.values()))
    if arguments.show:
        show(drafts, results, arguments.show)


def as_draft(path: Path) -> Draft:
    """A document as the plan's own words."""
    document = read(path, name=path.name, origin=Origin.GUIDANCE, options=ReadOptions(ocr="off"))
    blocks = tuple(made for number, block in enumerate(document.blocks) for made in _blocks(number, block))
    section = Section(key="body", title="本文", level=1, blocks=blocks)
    return Draft(title="", subtitle="", municipality="", edition="", date="2026-04-01", sections=(section,))


def _blocks(number: int, block: Block) -> Iterator[DraftBlock]:
    if block.rows is not None:
        for at, cell in enumerate(cell for row in block.rows for cell in row if cell):
            yield DraftBlock(
                id=f"{number}-{at}", kind=DraftBlockKind.CELL, text=cell, status=BlockStatus.COMPOSED
            )
    elif block.kind in KINDS:
        yield DraftBlock(id=str(number), kind=KINDS[block.kind], text=block.text, status=BlockStatus.COMPOSED)


def sentences(draft: Draft) -> int:
    """How many sentences, titles and cells the draft has."""
    return sum(len(unit.sentences) for unit in units(draft))


def table(results: dict[str, tuple[WordingFinding, ...]], counts: dict[str, int]) -> None:
    """Hits by rule and document."""
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    for name, found in results.items():
        for each in found:
            by_rule[each.rule][name] += 1
    for number, name in enumerate(results):
        print(f"[{number}] {name}")
    head = "".join(f"{f'[{number}]':>6}" for number in range(len(results)))
    print(f"{'rule':22}{head}{'all':>7}")
    for rule in load().rules:
        row = [by_rule[rule.code][name] for name in results]
        print(f"{rule.code:22}{''.join(f'{n:6}' for n in row)}{sum(row):7}")
    row = [counts[name] for name in results]
    print(f"{'sentences':22}{''.join(f'{n:6}' for n in row)}{sum(row):7}")


def speed(drafts: list[Draft]) -> None:
    """Sentences per second, beside a bare pass of a regular expression."""
    many = sum(sentences(draft) for draft in drafts)
    texts = [unit.text for draft in drafts for unit in units(draft)]
    for name, work in (
        ("check", lambda: [check(draft) for draft in drafts]),
        ("bare pass", lambda: [words(text) for text in texts]),
    ):
        before = time.perf_counter()
        work()
        print(f"{name:10} {many / (time.perf_counter() - before):12,.0f} sentences/s")


def show(drafts: dict[str, Draft], results: dict[str, tuple[WordingFinding, ...]], many: int) -> None:
    """Hits of each rule in their context."""
    texts = {(name, unit.block): unit.text for name, draft in drafts.items() for unit in units(draft)}
    by_rule: dict[str, list[tuple[str, WordingFinding]]] = defaultdict(list)
    for name, found in results.items():
        for each in found:
            by_rule[each.rule].append((name, each))
    chance = random.Random(SEED)  # noqa: S311 (a sample to look at, no secret)
    for rule, listed in by_rule.items():
        print(f"\n## {rule} ({len(listed)})")
        for name, each in chance.sample(listed, min(many, len(listed))):
            text, end = texts[name, each.block], each.offset + len(each.found)
            found = each.found if len(each.found) <= 40 else f"{each.found[:38]}…"
            context = f"{text[max(0, each.offset - 14) : each.offset]}[{found}]{text[end : end + 12]}"
            print(f"  {name[:6]:6} {context.replace(chr(10), '/')} → {each.suggestion}")


if __name__ == "__main__":
    main()
