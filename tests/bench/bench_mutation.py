"""How much of what is wrong does the gate catch? Changes a finished draft in hundreds of small ways and counts.

    uv run python tests/bench/bench_mutation.py [RUN_DIR] [--per-kind 120] [--seed 1]

RUN_DIR is a folder that `dxplan draft` made (draft.json, 01-documents.json, run.json); without it the sample is drafted
first. Each mutation changes one thing in one statement: a digit, a year, a unit, a name, a page, a negation, the
municipality, … Mutations that say the same (full-width digits, 2026年度 for 令和8年度) or whose citation is still true (the
same quote stands on the other page too) are not made. Prints caught / made for each kind, and the false alarms on the
untouched draft. Exit code 1 below 0.99 caught or with any false alarm.
"""

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows import runs
from flows.checking import recorded_context
from flows.cli.places import default_guidance, default_inputs
from flows.composition import Wording
from flows.model import BlockStatus, Computation, Document, Draft, DraftBlock, Forms, Municipality, Section
from flows.pipeline import Direct
from flows.pipeline import draft as draft_plan
from flows.preparing import Request
from flows.text import fold, numbers, years
from flows.verification import Outcome, Texts, clean_of, tally, verify
from flows.verification.shown import Shown
from flows.writers import docx

ENOUGH = 500
TARGET = 0.99


@dataclass(frozen=True)
class Run:
    """A finished run and what its draft is held against."""

    draft: Draft
    texts: Texts
    municipality: Municipality
    allowed: frozenset[str]
    forms: Forms
    shown: tuple[Shown, ...]
    """The finished file, read back."""
    struck: int
    """Blocks that the gate took out when the draft was made: alarms of which each should be right."""

    @classmethod
    def load(cls, folder: Path) -> "Run":
        """A run from its folder."""
        documents = [Document.model_validate(value) for value in runs.read_json(folder / runs.DOCUMENTS_NAME)]
        record = runs.read_json(folder / runs.RUN_NAME)
        context = recorded_context(record)
        return cls(
            runs.read_draft(folder),
            Texts.of(documents),
            context.municipality,
            Wording(context).register,
            Wording(context).forms,
            docx.read_back(folder / runs.DOCX_NAME),
            sum(finding["code"] == "gate-struck" for finding in record["findings"]),
        )

    def passes(self, section: Section, block: DraftBlock) -> bool:
        """Whether the gate lets the block through; blocks are judged one by one."""
        alone = section.model_copy(update={"blocks": (block,)})
        return clean_of(
            verify(
                self.draft.model_copy(update={"sections": (alone,)}),
                self.texts,
                self.municipality,
                self.allowed,
                self.forms,
            )
        )


Change = Callable[[DraftBlock, random.Random, "Run"], Iterator[DraftBlock]]


def with_text(block: DraftBlock, start: int, end: int, new: str) -> DraftBlock:
    """The block with a part of its text replaced."""
    return block.model_copy(update={"text": block.text[:start] + new + block.text[end:]})


def with_citation(block: DraftBlock, at: int, **change: object) -> DraftBlock:
    """The block with one citation changed."""
    citations = list(block.citations)
    citations[at] = citations[at].model_copy(update=change)
    return block.model_copy(update={"citations": tuple(citations)})


def other_digit(char: str, rng: random.Random) -> str:
    """Another digit of the same width."""
    zero = ord("０") if ord(char) > 0x7F else ord("0")
    return chr(zero + (ord(char) - zero + rng.randrange(1, 10)) % 10)


def digit_in_text(block: DraftBlock, rng: random.Random, _: Run) -> Iterator[DraftBlock]:
    """A digit of the sentence or cell."""
    for match in re.finditer("[0-9０-９]", block.text):
        yield with_text(block, match.start(), match.end(), other_digit(match[0], rng))


def digit_in_quote(block: DraftBlock, rng: random.Random, _: Run) -> Iterator[DraftBlock]:
    """A digit of a quote."""
    for at, citation in enumerate(block.citations):
        for match in re.finditer("[0-9０-９]", citation.quote):
            new = other_digit(match[0], rng)
            yield with_citation(
                block, at, quote=citation.quote[: match.start()] + new + citation.quote[match.end() :]
            )


def digit_in_both(block: DraftBlock, rng: random.Random, _: Run) -> Iterator[DraftBlock]:
    """The same digit in the sentence and in its quote: a consistent lie."""
    for number in re.finditer("[0-9０-９][0-9０-９,，.．]+", block.text):
        for at, citation in enumerate(block.citations):
            if number[0] in citation.quote:
                place = rng.randrange(len(number[0]))
                char = number[0][place]
                if char.isdigit():
                    new = number[0][:place] + other_digit(char, rng) + number[0][place + 1 :]
                    changed = with_text(block, number.start(), number.end(), new)
                    yield with_citation(changed, at, quote=citation.quote.replace(number[0], new, 1))


def year(block: DraftBlock, rng: random.Random, _: Run) -> Iterator[DraftBlock]:
    """Another year."""
    for found in years(block.text):
        match = re.search("[0-9０-９]{1,4}", found.text)
        if match:
            value = int(match[0]) + rng.choice([-2, -1, 1, 2])
            if value > 0:
                yield with_text(block, found.start + match.start(), found.start + match.end(), str(value))
    for found in years(block.text):
        if found.fiscal and found.text.endswith("年度"):
            yield with_text(block, found.end - 1, found.end, "")


def unit(block: DraftBlock, rng: random.Random, _: Run) -> Iterator[DraftBlock]:
    """Another unit, another scale."""
    others = ("人", "件", "台", "%", "千円", "百万円", "億円", "業務", "か所", "世帯", "年度", "月")
    for number in numbers(block.text):
        match = re.search(r"[^0-9０-９.,．，]+$", number.text)
        if number.unit and match:
            new = rng.choice(
                [other for other in others if fold(other) != fold(match[0]) and other != number.unit]
            )
            yield with_text(block, number.end - len(match[0]), number.end, new)


def hedge(block: DraftBlock, _: random.Random, __: Run) -> Iterator[DraftBlock]:
    """約 or 以上 where there was none, or gone."""
    for number in numbers(block.text):
        if number.text.endswith("年度") or number.unit in ("年度", "年", "月", "日"):
            continue
        if not number.about:
            yield with_text(block, number.start, number.start, "約")
        if not number.bound:
            yield with_text(block, number.end, number.end, "以上")


WORD = re.compile("[一-鿿]{3,8}|[ァ-ヺー]{4,12}")


def name(block: DraftBlock, rng: random.Random, run: Run) -> Iterator[DraftBlock]:
    """A name or term of another statement in place of one of this."""
    quoted = fold("".join(citation.quote for citation in block.citations))
    every = sorted({word for other in statements(run.draft) for word in WORD.findall(other.block.text)})
    for match in WORD.finditer(block.text):
        new = rng.choice(every)
        if fold(new) not in quoted:
            yield with_text(block, match.start(), match.end(), new)


def page(block: DraftBlock, rng: random.Random, run: Run) -> Iterator[DraftBlock]:
    """A neighbouring page, one that does not hold the quote."""
    for at, citation in enumerate(block.citations):
        for number in {citation.page + 1, citation.page - 1, citation.page + rng.randrange(2, 9)}:
            there = run.texts.pages.get((citation.sha256, number))
            if there is None or not there.holds(citation.quote):
                yield with_citation(block, at, page=number)


def printed_page(block: DraftBlock, _: random.Random, __: Run) -> Iterator[DraftBlock]:
    """Another printed page number."""
    for at, citation in enumerate(block.citations):
        if citation.printed_page and citation.printed_page.isdigit():
            yield with_citation(block, at, printed_page=str(int(citation.printed_page) + 1))


def source(block: DraftBlock, rng: random.Random, run: Run) -> Iterator[DraftBlock]:
    """Another document, or the name of another document."""
    every = sorted((s.sha256, s.path) for found in run.texts.sources.values() for s in found)
    for at, citation in enumerate(block.citations):
        sha256, path = rng.choice([other for other in every if other[0] != citation.sha256])
        there = run.texts.pages.get((sha256, citation.page))
        if there is None or not there.holds(citation.quote):
            yield with_citation(block, at, sha256=sha256, source=path, title="")
        yield with_citation(block, at, source=path)


NEGATIONS = (
    ("できない", "できる"),
    ("できません", "できます"),
    ("していません", "しています"),
    ("していない", "している"),
    ("ではない", "である"),
    ("ありません", "あります"),
    ("未", ""),
    ("不", ""),
    ("しました", "しませんでした"),
    ("します", "しません"),
    ("います", "いません"),
    ("きます", "きません"),
    ("あります", "ありません"),
    ("する", "しない"),
    ("できる", "できない"),
    ("図る", "図らない"),
    ("行う", "行わない"),
    ("進め", "進めず"),
    ("された", "されなかった"),
    ("とともに", "ことなく"),
)


def negation(block: DraftBlock, _: random.Random, __: Run) -> Iterator[DraftBlock]:
    """A negation that came or went."""
    for old, new in NEGATIONS:
        for match in re.finditer(old, block.text):
            yield with_text(block, match.start(), match.end(), new)


def municipality(block: DraftBlock, rng: random.Random, run: Run) -> Iterator[DraftBlock]:
    """Another municipality."""
    own = run.municipality.name
    for match in re.finditer(f"{own}|本市|本町|本村|当市", block.text):
        yield with_text(block, match.start(), match.end(), rng.choice(["隣川市", "北浜町", "当町", "西岳村"]))
    yield block.model_copy(update={"text": f"隣川市では、{block.text}"})


def both_municipalities(block: DraftBlock, _: random.Random, run: Run) -> Iterator[DraftBlock]:
    """Another municipality in the sentence and in the quote."""
    for at, citation in enumerate(block.citations):
        for own in (run.municipality.name, "本市"):
            if own in citation.quote and own in block.text:
                changed = block.model_copy(update={"text": block.text.replace(own, "隣川市")})
                yield with_citation(changed, at, quote=citation.quote.replace(own, "隣川市"))


def fixed_wording(block: DraftBlock, rng: random.Random, _: Run) -> Iterator[DraftBlock]:
    """A sentence of a template with a word more, a word less."""
    at = rng.randrange(len(block.text))
    yield with_text(block, at, at + 1, "")
    yield with_text(block, at, at, rng.choice(["新", "未", "5", "市"]))


def computed(block: DraftBlock, rng: random.Random, run: Run) -> Iterator[DraftBlock]:
    """An operand, a result or a word of a computation changed: in the record alone, and in sentence and record alike.

    The sentence that agrees with the changed record is written in the manner of the plan.
    """
    made = block.computation
    pattern = run.forms.pattern(made.pattern) if made else None
    if made is None or pattern is None:
        return

    def told(record: Computation, sign: int) -> str:
        return run.forms.in_manner(pattern.rendered(record, sign))

    sign = next(sign for sign in (1, -1, 0) if told(made, sign) == block.text)
    shown = [filled.text for filled in (*made.figures, *made.words)]
    shown += [result for _, result in made.results]
    for text in shown:
        for match in re.finditer("[0-9]", text):
            new = text[: match.start()] + other_digit(match[0], rng) + text[match.end() :]
            record = type(made).model_validate_json(
                made.model_dump_json().replace(f'"{text}"', f'"{new}"', 1)
            )
            if record != made:
                yield block.model_copy(update={"computation": record})
                yield block.model_copy(update={"computation": record, "text": told(record, sign)})
    yield block.model_copy(update={"computation": None})


DIRECTIONS = (
    ("増加", "減少"),
    ("上昇", "低下"),
    ("上回", "下回"),
    ("＋", "－"),
    ("－", "＋"),
    ("人", "世帯"),
    ("件", "人"),
)


def direction(block: DraftBlock, _: random.Random, __: Run) -> Iterator[DraftBlock]:
    """The direction or the sum of a computed sentence."""
    for old, new in (*DIRECTIONS, *((new, old) for old, new in DIRECTIONS)):
        for match in re.finditer(old, block.text if block.computation else ""):
            yield with_text(block, match.start(), match.end(), new)


KINDS: dict[str, tuple[Change, BlockStatus | None]] = {
    "数字（本文）": (digit_in_text, None),
    "数字（引用）": (digit_in_quote, None),
    "数字（両方）": (digit_in_both, None),
    "年": (year, None),
    "単位": (unit, None),
    "約・以上": (hedge, None),
    "名称": (name, None),
    "ページ": (page, None),
    "印刷ページ": (printed_page, None),
    "文書": (source, None),
    "打ち消し": (negation, None),
    "市区町村（本文）": (municipality, None),
    "市区町村（両方）": (both_municipalities, None),
    "計算（記録）": (computed, None),
    "計算（向き・式）": (direction, None),
    "雛形の文": (fixed_wording, BlockStatus.TEMPLATE),
}


@dataclass(frozen=True)
class Statement:
    """A cited block or cell, and where it stands."""

    section: Section
    block: DraftBlock
    table: DraftBlock | None = None

    def changed(self, new: DraftBlock) -> DraftBlock:
        """The block as the draft would have it with `new` instead: for a cell its whole table."""
        if self.table is None:
            return new
        rows = tuple(tuple(new if cell is self.block else cell for cell in row) for row in self.table.rows)
        text = "\n".join("\t".join(cell.text for cell in row) for row in rows)
        citations = tuple(dict.fromkeys(c for row in rows for cell in row for c in cell.citations))
        return self.table.model_copy(update={"rows": rows, "text": text, "citations": citations})


def statements(draft: Draft) -> Iterator[Statement]:
    """Every cited block and cell."""
    for section in draft.sections:
        for block in section.blocks:
            for cell in (cell for row in block.rows for cell in row):
                if cell.citations:
                    yield Statement(section, cell, block)
            if block.citations and not block.rows:
                yield Statement(section, block)


def fixed_sentences(draft: Draft) -> Iterator[Statement]:
    """Fixed wording that is a sentence: a number or name alone may well be another line of the same list."""
    for section in draft.sections:
        for block in section.blocks:
            if block.status is BlockStatus.TEMPLATE and not block.rows and len(block.text) > 10:
                yield Statement(section, block)


def same_meaning(old: DraftBlock, new: DraftBlock) -> bool:
    """Whether nothing was changed but the spelling."""
    return (
        fold(old.text) == fold(new.text)
        and old.computation == new.computation
        and [(c.sha256, c.source, c.page, c.printed_page, fold(c.quote)) for c in old.citations]
        == [(c.sha256, c.source, c.page, c.printed_page, fold(c.quote)) for c in new.citations]
    )


def mutations(run: Run, kind: str, most: int, seed: int) -> list[tuple[Statement, DraftBlock]]:
    """Changed statements of one kind, spread over the draft."""
    change, status = KINDS[kind]
    rng = random.Random(f"{seed}{kind}")  # noqa: S311 - the same mutations every time, no secret
    found = list(fixed_sentences(run.draft) if status is BlockStatus.TEMPLATE else statements(run.draft))
    rng.shuffle(found)
    made: list[tuple[Statement, DraftBlock]] = []
    for statement in found:
        changed = [new for new in change(statement.block, rng, run) if not same_meaning(statement.block, new)]
        made += [(statement, new) for new in rng.sample(changed, min(3, len(changed)))]
        if len(made) >= most:
            break
    return made[:most]


def false_alarms(run: Run) -> list[str]:
    """What the gate finds wrong with the untouched draft."""
    verdicts = verify(run.draft, run.texts, run.municipality, run.allowed, run.forms)
    return [f"{v.section} {v.block}: {v.reason}" for v in verdicts if v.outcome is not Outcome.VERIFIED]


def measure(run: Run, most: int, seed: int, show: int) -> bool:
    """Print the table; whether the target is met."""
    total = caught = 0
    print(f"{'変えたもの':<14}\t見抜いた\t作った\t率")
    for kind in KINDS:
        made = mutations(run, kind, most, seed)
        missed = [(old, new) for old, new in made if run.passes(old.section, old.changed(new))]
        total, caught = total + len(made), caught + len(made) - len(missed)
        rate = f"{1 - len(missed) / len(made):.3f}" if made else "－"
        print(f"{kind:<14}\t{len(made) - len(missed)}\t{len(made)}\t{rate}")
        for statement, block in missed[:show]:
            quotes = " / ".join(f"p.{c.page}「{c.quote[:60]}」" for c in block.citations)
            print(f"    見逃し {statement.section.key} {block.id}: {block.text[:90]!r} ← {quotes}")
    alarms = false_alarms(run)
    count = tally(
        run.shown, run.draft, verify(run.draft, run.texts, run.municipality, run.allowed, run.forms)
    )
    share = caught / total if total else 0.0
    print(f"{'計':<14}\t{caught}\t{total}\t{share:.4f}")
    print(f"手を加えない素案での誤報: {len(alarms)}件")
    print(f"作ったときに関門が外した文: {run.struck}件")
    print(
        f"Word文書の文とセル: 出典付き{count.cited}／雛形{count.fixed}／要確認{count.open}／その他{count.unknown}"
    )
    print(f"網羅率 {count.coverage:.3f}　正確率 {count.accuracy:.3f}")
    for alarm in alarms[:show]:
        print(f"    {alarm}")
    return total >= ENOUGH and share >= TARGET and not alarms


def main() -> int:
    """Measure a run, or the sample."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("run", nargs="?", type=Path)
    parser.add_argument("--per-kind", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=5, help="missed mutations to print for each kind")
    options = parser.parse_args()
    if options.run is not None:
        good = measure(Run.load(options.run), options.per_kind, options.seed, options.show)
    else:
        with tempfile.TemporaryDirectory() as folder:
            request = Request(inputs=default_inputs(), guidance=default_guidance(), out=Path(folder) / "run")
            good = measure(
                Run.load(draft_plan(request, Direct()).folder), options.per_kind, options.seed, options.show
            )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
