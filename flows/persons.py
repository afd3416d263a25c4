"""Personal names stay out of the plan (個人の名前): speakers become roles, what still names somebody is left out.

    Passage… → Passage…    before anything else is made of them: mapping, facts, draft and lists never see a name

Forms: 「○山田委員　…」「山田議員：…」「総務課長（佐藤一郎君）…」「デジタル推進課長 佐藤…」「佐藤総務課長は…」「鈴木さんから…」. A label of
the speaker at the beginning is cut off, from the text and from its quote alike, for a quote stands in a footnote. A name
inside a sentence cannot be cut without changing the quote, so the passage is left out: fail closed. Columns of names in
a table are emptied, a row that names somebody is left out. Names are told by the title that goes with them; in minutes
any short run of kanji before 議員, 委員, 氏, さん, elsewhere only a common surname. Rules and words: persons.yaml.
What the files themselves hold (01-documents.json, the pictures of cited pages) is as it was received.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ruamel.yaml import YAML

from flows.model import Document, DocumentKind, Origin, Passage, PassageKind, Span
from flows.resources import templates_dir
from flows.text import fold

_MINUTES = re.compile(
    "会議|議事|議会|一般質問|質疑|答弁|ヒアリング|聞き取り|聴き取り|懇談|座談|意見交換|メモ"
)
_HAN = "[一-鿿々ヶ]"
_MASK = "○○"
_STEP = " > "
"""Between the headings of a place."""
_SPACE = r"[ \t　]"
_MARKS = r"^[\s　○◯●〇◇◆■□▪・※（(【［\[]*"
_END = r"(?=[）)】\]:：、。，・\s　]|$)"
_FULL = rf"{_HAN}{{1,4}}(?:{_SPACE}?{_HAN}{{1,4}})?"
_ENDS = r"[\s　）)】］\]]*[:：　\s]+"


class _Rules:
    """persons.yaml as patterns."""

    def __init__(self) -> None:
        path = templates_dir() / "sections" / "persons.yaml"
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        roles = "|".join(sorted(map(re.escape, data["roles"]), key=len, reverse=True))
        titles = "|".join(sorted(map(re.escape, data["titles"]), key=len, reverse=True))
        surnames = "|".join(sorted(map(re.escape, data["surnames"]), key=len, reverse=True))
        # a single letter (東, 林) begins too many words to be told as a name before a long title
        longer = "|".join(
            map(re.escape, sorted((n for n in data["surnames"] if len(n) > 1), key=len, reverse=True))
        )
        self.not_names = frozenset(data["not_names"])
        self.bodies = frozenset(data["ends_of_bodies"])
        self.not_after = tuple(data["not_after_roles"])
        self.columns = re.compile(data["name_columns"])
        place = "(?![県市町村区府郡都道])"
        self.titled = re.compile(
            rf"(?<!{_HAN})(?P<name>{_HAN}{{1,4}}?){_SPACE}?(?:{titles})(?!会|長|側|間|等)"
        )
        self.known = re.compile(
            rf"(?<!{_HAN})(?:(?:{longer}){place}{_HAN}{{0,12}}(?:{roles})"
            rf"|(?:{surnames}){place}{_SPACE}?{_HAN}{{0,3}}{_SPACE}?(?:{titles}))(?!会|業|者)"
        )
        self.after_role = re.compile(
            rf"(?:{roles}){_SPACE}*[（(]?{_SPACE}*(?P<name>(?:{surnames}){place}{_HAN}{{0,3}})(?:{_SPACE}{_HAN}{{1,3}})?{_SPACE}*(?:{titles})?{_END}"
        )
        self.spaced = re.compile(rf"(?:{roles}){_SPACE}+(?P<name>{_FULL}){_SPACE}*(?:{titles})?{_END}")
        self.bracketed = re.compile(
            rf"(?:{roles}|[0-9０-９]+番)[（(](?P<name>{_FULL}){_SPACE}*(?:{titles})[）)]"
        )
        self.label = re.compile(
            rf"{_MARKS}(?:{_HAN}{{1,20}}{_SPACE}*)?(?:{roles}|{titles}|[0-9０-９]+番)(?:{_SPACE}*[（(]?{_HAN}{{0,4}}{_SPACE}?{_HAN}{{0,4}}{_SPACE}*(?:{titles})?[）)]?)?{_ENDS}"
        )


@cache
def _rules() -> _Rules:
    return _Rules()


def names_somebody(text: str, *, minutes: bool) -> bool:
    """Whether a text names a person. `minutes`: of a meeting, where any short run of kanji before 議員 is a name."""
    rules = _rules()
    if rules.known.search(text) or rules.after_role.search(text) or rules.bracketed.search(text):
        return True
    if not minutes:
        return False
    if any(_is_name(match["name"]) for match in rules.titled.finditer(text)):
        return True
    return any(not match["name"].startswith(rules.not_after) for match in rules.spaced.finditer(text))


def masked(document: Document) -> Document:
    """The document with the names in its pages' text masked (○○): what stands round a quote is shown to readers too."""
    if document.source.origin is Origin.GUIDANCE:
        return document
    minutes = _is_minutes(document.source.kind, f"{document.source.title}{document.source.path}")
    texts = tuple(_masked(text, minutes) for text in document.page_texts)
    return document if texts == document.page_texts else document.model_copy(update={"page_texts": texts})


def _masked(text: str, minutes: bool) -> str:
    rules = _rules()
    text = rules.known.sub(_MASK, text)
    for pattern in (rules.after_role, rules.bracketed, *((rules.spaced, rules.titled) if minutes else ())):
        for match in reversed(list(pattern.finditer(text))):
            is_name = pattern is rules.after_role or pattern is rules.bracketed
            if pattern is rules.spaced:
                is_name = not match["name"].startswith(rules.not_after)
            if is_name or (pattern is rules.titled and _is_name(match["name"])):
                text = text[: match.start("name")] + _MASK + text[match.end("name") :]
    return text


def _is_minutes(kind: DocumentKind, named: str) -> bool:
    return kind is DocumentKind.HEARING or bool(_MINUTES.search(fold(named)))


def _is_name(word: str) -> bool:
    rules = _rules()
    return word not in rules.not_names and word[-1] not in rules.bodies


def without_persons(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages with nobody's name in them; what names somebody is left out."""
    for passage in passages:
        if passage.origin is Origin.GUIDANCE:
            yield passage
            continue
        minutes = _is_minutes(passage.document_kind, f"{passage.document_title}{passage.source}")
        made = _row(passage) if passage.kind is PassageKind.ROW else _unlabelled(passage, minutes)
        if made is None or any(names_somebody(span.text, minutes=minutes) for span in made.spans):
            continue
        if not names_somebody(made.text, minutes=minutes):
            yield _around(made, minutes)


def _unlabelled(passage: Passage, minutes: bool) -> Passage | None:
    """Without the label of its speaker, where that names somebody."""
    match = _rules().label.match(passage.text)
    if match is None or not names_somebody(match[0].strip(), minutes=minutes):
        return passage
    rest = passage.text[match.end() :]
    first = passage.spans[0]
    if not rest.strip() or not first.text.startswith(match[0]) or not first.text[match.end() :].strip():
        return None
    spans = (Span(page=first.page, text=first.text[match.end() :]), *passage.spans[1:])
    return passage.model_copy(update={"text": rest, "spans": spans})


def _row(passage: Passage) -> Passage | None:
    """A row without its columns of names."""
    columns = [at for at, head in enumerate(passage.head) if _rules().columns.search(fold(head))]
    named = {passage.cells[at].strip() for at in columns if at < len(passage.cells)} - {""}
    if not named:
        return passage
    cells = tuple("" if at in columns else cell for at, cell in enumerate(passage.cells))
    spans = tuple(span for span in passage.spans if span.text.strip() not in named)
    if not spans:
        return None
    return passage.model_copy(update={"cells": cells, "spans": spans, "text": "\t".join(cells).strip()})


def _around(passage: Passage, minutes: bool) -> Passage:
    """What stands round a passage names nobody either."""
    paragraph = passage.text if names_somebody(passage.paragraph, minutes=minutes) else passage.paragraph
    headings = tuple(head for head in passage.headings if not names_somebody(head, minutes=minutes))
    steps = [step for step in passage.place.split(_STEP) if not names_somebody(step, minutes=minutes)]
    around = {"paragraph": paragraph, "headings": headings, "place": _STEP.join(steps)}
    same = all(getattr(passage, name) == value for name, value in around.items())
    return passage if same else passage.model_copy(update=around)
