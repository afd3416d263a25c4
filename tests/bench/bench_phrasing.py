"""How much of what a model says is taken when it obeys, and how much gets through when it does not?

    uv run python -m tests.bench.bench_phrasing [RUN_DIR] [--seed 1]

RUN_DIR is a folder that `dxplan draft` made without a writer; without it the sample is drafted first. An obedient model
(orders, links and joins as it is asked to) gives the share of sentences taken. Then every sentence of its replies is
changed in one way: a digit, a word left out, another tense, a negation, another municipality, a cause, a judgement in
kana, two sentences' evidence exchanged; counted is how many of those are refused. Exit code 1 when an obedient sentence
is refused, one change in a hundred gets through, evidence is lost, or a block fails the gate.
"""

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "phrasing"))

from scripted_server import well

from flows import runs
from flows.checking import recorded_context
from flows.cli.places import default_guidance, default_inputs
from flows.composition import Context
from flows.model import Document, Draft
from flows.phrasing import Phrased, Prompt, Reply
from flows.phrasing.phrase import phrase
from flows.pipeline import Direct
from flows.pipeline import draft as draft_plan
from flows.polishing import gate_over
from flows.preparing import Request

Said = list[dict[str, Any]]
Change = Callable[[str, random.Random], str]
_LAW = "根拠の文の言葉が変わっています"
_LINE = re.compile(r"^\[(\d+)\] (.+)$")


class Scripted:
    """A client that answers by a script, without a server between."""

    def __init__(self, script: Callable[[Said], Said]) -> None:
        self.script = script

    def answers(self, prompts: Sequence[Prompt]) -> Sequence[Reply]:
        """The obedient sentences, changed by the script."""
        said = [self.script(well(_groups(prompt.messages[-1][1]))) for prompt in prompts]
        return [Reply(text=json.dumps({"sentences": each}, ensure_ascii=False)) for each in said]


def _groups(content: str) -> list[dict[int, str]]:
    groups: list[dict[int, str]] = []
    for line in content.splitlines():
        if line.startswith("欄："):
            groups.append({})
        elif match := _LINE.match(line):
            groups[-1][int(match[1])] = match[2]
    return groups


def digit(text: str, rng: random.Random) -> str:
    """Another digit somewhere."""
    places = list(re.finditer("[0-9０-９]", text))
    if not places:
        return text
    place = rng.choice(places)
    return text[: place.start()] + str((int(place[0]) + rng.randrange(1, 10)) % 10) + text[place.end() :]


def word_left_out(text: str, rng: random.Random) -> str:
    """A word of kanji or katakana less."""
    places = list(re.finditer("[一-龥]{2,}[をのにで]?|[ァ-ヶー]{2,}[をのにで]?", text))
    place = rng.choice(places) if places else None
    return text[: place.start()] + text[place.end() :] if place else text


def tense(text: str, _: random.Random) -> str:
    """Done for planned, planned for done."""
    if text.endswith("ました。"):
        return text.removesuffix("ました。") + "ます。"
    return text.removesuffix("ます。") + "ました。" if text.endswith("ます。") else text


def negation(text: str, _: random.Random) -> str:
    """Denied."""
    for end, denied in (("します。", "しません。"), ("います。", "いません。"), ("した。", "しなかった。")):
        if text.endswith(end):
            return text.removesuffix(end) + denied
    return text


def municipality(text: str, _: random.Random) -> str:
    """Another's."""
    return f"磯浜市では、{text}"


def cause(text: str, _: random.Random) -> str:
    """A cause that nobody gave."""
    return f"このため、{text}"


def judgement(text: str, _: random.Random) -> str:
    """A word of judgement in kana, which no rule on kanji sees."""
    return text.replace("は、", "はようやく、", 1) if "は、" in text else f"いまだに{text}"


CHANGES: tuple[Change, ...] = (digit, word_left_out, tense, negation, municipality, cause, judgement)


def main() -> int:
    """Draft if need be, ask, change, count, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("run", nargs="?", type=Path)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.run or Path(temporary) / "run"
        if asked.run is None:
            draft_plan(Request(inputs=default_inputs(), guidance=default_guidance(), out=folder), Direct())
        return _measured(folder, random.Random(asked.seed))  # noqa: S311 (a bench)


def _measured(folder: Path, rng: random.Random) -> int:
    draft = runs.read_draft(folder)
    documents = [Document.model_validate(value) for value in runs.read_json(folder / runs.DOCUMENTS_NAME)]
    context = recorded_context(runs.read_json(folder / runs.RUN_NAME))
    good = _asked(draft, documents, context, lambda said: said)
    came = sum(len(section.sentences) for section in good.sections)
    taken = sum(section.taken for section in good.sections)
    print(f"obedient: {len(good.sections)} sections, {taken}/{came} sentences taken ({taken / came:.3f})")
    for sentence in (sentence for section in good.sections for sentence in section.sentences):
        if sentence.reason:
            print(f"  refused: {sentence.text} {sentence.reason}")
    made = caught = 0
    sound = _quotes(good.draft) == _quotes(draft)
    for change in CHANGES:
        result, changed = _changed(draft, documents, context, change, rng)
        reasons = [
            sentence.reason
            for section in result.sections
            for at, sentence in enumerate(section.sentences)
            if (section.key, at) in changed and sentence.reason
        ]
        beyond = sum(reason.startswith(_LAW) for reason in reasons)
        print(f"  {change.__name__:15} {len(reasons)}/{len(changed)}, of which {beyond} pass the gate alone")
        made, caught = made + len(changed), caught + len(reasons)
        sound = sound and _quotes(result.draft) == _quotes(draft)
    print(f"changed: {caught}/{made} refused ({caught / made:.4f}); evidence {'kept' if sound else 'LOST'}")
    return 0 if taken == came and caught / made >= 0.99 and sound else 1


def _asked(
    draft: Draft, documents: Sequence[Document], context: Context, script: Callable[[Said], Said]
) -> Phrased:
    return phrase(draft, Scripted(script), *gate_over(draft, documents, context))


def _changed(
    draft: Draft, documents: Sequence[Document], context: Context, change: Change, rng: random.Random
) -> tuple[Phrased, set[tuple[str, int]]]:
    """The plan phrased by a model that changes every other sentence, and which sentences those are."""
    lists: list[set[int]] = []

    def script(said: Said) -> Said:
        new = [
            {**each, "text": change(each["text"], rng)} if at % 2 else each for at, each in enumerate(said)
        ]
        lists.append({at for at, (a, b) in enumerate(zip(said, new, strict=True)) if a != b})
        return new

    result = _asked(draft, documents, context, script)
    return result, {
        (section.key, at) for section, places in zip(result.sections, lists, strict=True) for at in places
    }


def _quotes(draft: Draft) -> list[str]:
    return sorted(citation.quote for citation in runs.citations(draft))


if __name__ == "__main__":
    sys.exit(main())
