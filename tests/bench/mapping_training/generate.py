"""Written examples for the mapping's model (学習用の文例): phrases.yaml → some thousand labelled passages.

Every phrase is put into the frames in which each kind of document speaks (施政方針, 計画, 予算の表, 調査, ヒアリング,
会議録, 広報, 国の文書). Non-digital subjects go through the same frames, so that a frame never decides; pairs of
subjects give passages with two labels; some passages lose their end, as passages of real files do. Seeded: the same
phrases give the same passages. `python -m tests.bench.mapping_training.generate OUT.tsv` writes them for reading.
"""

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PHRASES = Path(__file__).with_name("phrases.yaml")
NOTHING = "nothing"
_DEPARTMENTS = (
    "企画課",
    "総務課",
    "市民課",
    "税務課",
    "福祉課",
    "子育て支援課",
    "情報政策課",
    "建設課",
    "農林課",
    "商工観光課",
    "学校教育課",
    "危機管理課",
    "健康増進課",
    "デジタル推進課",
    "生涯学習課",
    "上下水道課",
    "会計課",
    "環境課",
)
_THING = {
    "speech": (
        "{thing}につきましては、{does}。", "{thing}につきましては、{state}。", "次に、{thing}でありますが、{does}。",
        "{state}。今後も{thing}に努めてまいります。", "{own}では、{thing}を進めており、{does}。",
        "{trouble}ことから、{thing}に取り組んでまいります。", "新たに{thing}に取り組み、{does}。",
        "また、{thing}を引き続き進め、{does}。", "令和{year}年度は、{thing}を実施し、{does}。",
        "{thing}を図るとともに、{does}。", "{state}。", "{does}。", "{trouble}状況にあります。",
    ),
    "plan": (
        "{thing}", "・{thing}", "施策{n} {thing}", "（{n}）{thing} {does}。", "{thing}を推進し、{does}。",
        "【現状と課題】{trouble}。", "【取組内容】{does}。", "{trouble}ため、{thing}が必要です。",
        "{thing}を検討し、令和{year}年度までに実施します。", "{state}。一方で、{trouble}。",
        "目標 {kpi} {rate}%（令和{year}年度）", "{kpi} 現状値 {rate}% 目標値 {rate}%", "指標：{kpi} 単位：件 {count} {count}",
        "取組{n}　{thing}　{dept}", "○{does}。", "{thing}の取組を進めることで、{does}。",
    ),
    "budget": (
        "{n} {dept} 2.1.{n} {budget} {amount} {amount} {detail}", "{budget} {amount} {detail}。", "{dept} {budget} {amount}千円",
        "（{budget}）", "{detail}。", "{n} {dept} {budget} {amount} {amount} {amount} {detail}を計上。",
        "{budget}{amount}千円を計上。",
    ),
    "survey": (
        "今後望むものは「{thing}」が{rate}%で最も多い。", "「{trouble}」という意見があった。", "{trouble}。（{age}代・女性）",
        "{thing}に満足している人は{rate}%であった。", "{thing}を進めてほしい。",
    ),
    "hearing": (
        "・{trouble}とのこと。", "{dept}：{state}。", "{thing}を来年度の要求に入れたい（{dept}）。", "{dept}では{trouble}。",
        "課題：{trouble}。", "○委員　{thing}について伺う。{trouble}のではないか。", "○課長　{state}。{does}。",
        "{thing}はどこまで進んでいるかとの質問に対し、{state}との答弁があった。",
    ),
    "bulletin": ("{thing}を始めました。{does}。", "{thing}が始まります", "{own}では{thing}に取り組んでいます。"),
    "nation": (
        "地方公共団体においては、{thing}に取り組むことが望ましい。", "国は、{thing}を支援する。", "3 施策の概要 {thing}を推進する。",
        "○ {thing}", "（{n}）{thing}の加速", "{thing}に要する経費について財政措置を講じる。",
        "令和{year}年度補正予算額 {amount}百万円 {thing}",
    ),
}  # fmt: skip
_PAIR = (
    "{one}や{two}に取り組みます。", "{one}を進めるとともに、{two}に努めてまいります。", "{one}及び{two}を推進する。",
    "{one}については{state}。また、{two}も進めます。", "{n} {dept} {one}・{two} {amount}", "{one}、{two}などを柱とします。",
)  # fmt: skip
_TAILS = (
    "",
    "",
    "",
    "",
    "詳しくはホームページで公表しています。",
    "広報紙やホームページで周知します。",
    "議員の皆様の御協力をお願いいたします。",
)


@dataclass(frozen=True)
class Example:
    """One written passage."""

    text: str
    labels: tuple[str, ...]
    pattern: str
    """Which phrase it was made from: examples of one pattern are never split between fitting and testing."""


def phrases() -> dict[str, Any]:
    """The material by subject, `nothing` among them."""
    data = YAML(typ="safe").load(PHRASES.read_text(encoding="utf-8"))
    return {**data["subjects"], NOTHING: data["nothing"]}


def examples(seed: int = 20261123, variants: int = 5) -> list[Example]:
    """All passages, in a fixed order."""
    dice = random.Random(seed)  # noqa: S311  not for secrets: the same passages every time
    material = phrases()
    made: dict[str, Example] = {}
    for subject, entry in material.items():
        for example in (*_framed(dice, subject, entry, variants), *_said(dice, subject, entry)):
            made.setdefault(example.text, example)
    for example in _pairs(dice, material):
        made.setdefault(example.text, example)
    return list(made.values())


def _labels(subject: str) -> tuple[str, ...]:
    return () if subject == NOTHING else (subject,)


def _framed(dice: random.Random, subject: str, entry: dict[str, Any], variants: int) -> Iterator[Example]:
    """Each phrase in several frames that have a place for it."""
    frames = [frame for kind in _THING.values() for frame in kind]
    for column in ("things", "does", "state", "trouble", "kpi", "budget", "detail"):
        slot = {"things": "thing"}.get(column, column)
        fitting = [frame for frame in frames if "{" + slot + "}" in frame]
        for phrase in entry[column]:
            for frame in dice.sample(fitting, min(variants, len(fitting))):
                filled = {
                    name: dice.choice(entry[source] or [phrase]) for name, source in _sources(frame, slot)
                }
                # A predicate alone says nothing of its subject when it fits every subject: only with its own things.
                text = _fill(dice, frame, {**filled, slot: phrase})
                tail = dice.choice(_TAILS) if text.endswith("。") else ""
                yield Example(_cut(dice, text + tail), _labels(subject), f"{subject}:{column}:{phrase}")


def _sources(frame: str, but: str) -> list[tuple[str, str]]:
    columns = {
        "thing": "things",
        "does": "does",
        "state": "state",
        "trouble": "trouble",
        "kpi": "kpi",
        "budget": "budget",
        "detail": "detail",
    }
    return [
        (name, columns[name]) for name in re.findall(r"{(\w+)}", frame) if name in columns and name != but
    ]


def _said(dice: random.Random, subject: str, entry: dict[str, Any]) -> Iterator[Example]:
    for said in entry["says"]:
        text, labels = (
            (said["text"], tuple(said["labels"])) if isinstance(said, dict) else (said, _labels(subject))
        )
        for opening in (
            "",
            dice.choice(("また、", "なお、", "さらに、", "○", "・", "（１）", "このため、", "具体的には、")),
        ):
            yield Example(opening + _fill(dice, str(text), {}), labels, f"{subject}:says:{text}")


def _pairs(dice: random.Random, material: dict[str, Any]) -> Iterator[Example]:
    """Two subjects in one passage; also a subject beside something that is none."""
    subjects = list(material)
    for number in range(900):
        one, two = dice.sample(subjects, 2)
        things = {"one": dice.choice(material[one]["things"]), "two": dice.choice(material[two]["things"])}
        things["state"] = dice.choice(material[one]["state"])
        labels = tuple(sorted({*_labels(one), *_labels(two)}))
        yield Example(_fill(dice, dice.choice(_PAIR), things), labels, f"pair:{number}")


def _fill(dice: random.Random, frame: str, phrases_by_slot: dict[str, str]) -> str:
    place = dice.choice("市町村")
    text = re.sub(r"{(\w+)}", lambda slot: phrases_by_slot.get(slot[1], slot[0]), frame)
    text = re.sub(r"[{<](\w+)[}>]", lambda slot: _number(dice, slot[1], place), text)
    return text.replace("本市", "本" + place).replace("市民の皆様", place + "民の皆様")


def _number(dice: random.Random, slot: str, place: str) -> str:
    values = {
        "年": dice.randint(4, 9), "月": dice.randint(1, 12), "日": dice.randint(1, 28), "件": dice.randint(11, 980),
        "人": f"{dice.randint(120, 48000):,}", "率": round(dice.uniform(3, 96), 1), "割": dice.randint(1, 9), "少": dice.randint(2, 19),
        "時": dice.randint(100, 4000), "万": dice.randint(1, 30), "業務": dice.choice((17, 20)), "億": dice.randint(30, 900),
        "市": f"〇〇{place}", "year": dice.randint(5, 11), "n": dice.randint(1, 9), "rate": round(dice.uniform(3, 96), 1),
        "count": dice.randint(10, 900), "amount": f"{dice.randint(200, 99000):,}", "age": dice.choice((20, 30, 40, 50, 60, 70)),
        "dept": dice.choice(_DEPARTMENTS), "own": f"本{place}",
    }  # fmt: skip
    return str(values[slot])


def _cut(dice: random.Random, text: str) -> str:
    """Now and then the end is missing, as in passages cut at a page's end."""
    return text[: -dice.randint(2, 7)] if dice.random() < 0.08 and len(text) > 40 else text


def main() -> None:
    """Write all examples as a table for review."""
    out = Path(sys.argv[1])
    rows = [
        "labels\tpattern\ttext",
        *(f"{'|'.join(e.labels) or 'none'}\t{e.pattern}\t{e.text}" for e in examples()),
    ]
    out.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
