"""municipality.yaml: what a municipality decides for itself (設定).

Whose plan it is, how it is written (Manner) and how it looks (Layout), under English keys with the words that staff use
as values; every key may be left out. A value may be written in full or half width and in the short forms of `_SHORT`.
All mistakes of the file are listed at once with their lines, each with the values that are allowed.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import BeforeValidator

from flows.configuration import Mistake, read_configuration
from flows.localities import PREFECTURES, valid_code
from flows.model import (
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
    Value,
)
from flows.municipalities import listed
from flows.text import fold

SETTINGS_NAME = "municipality.yaml"

Choice = TypeVar("Choice", bound=StrEnum)

_SHORT = {
    "ですます": "です・ます",
    "だ・である": "である",
    "である調": "である",
    "ですます調": "です・ます",
    "A4": "A4縦",
    "B5": "B5縦",
    "BIZUDゴシック": "BIZ UD",
    "UD": "BIZ UD",
    "MS明朝": "MS",
    "游ゴシック": "游",
    "游明朝": "游",
    "1桁は全角": "一桁は全角",
    "資料どおり": "資料のまま",
    "第1章→1→(1)→ア": "第1章",
    "第1→1→(1)→ア": "第1",
}


def _one_of(choices: type[Choice]) -> Callable[[Any], Choice]:
    """Reads one of the choices by its Japanese word. The marks 、 and ， are told apart by what is written."""

    def read(value: Any) -> Choice:
        written = str(value).strip()
        for choice in choices:
            if written == choice:
                return choice
        named = _SHORT.get(fold(written), written)
        for choice in choices:
            if fold(named) == fold(choice):
                return choice
        raise ValueError(f"次のどれかを書いてください: {_listed(choices)}")

    return read


def _listed(choices: type[StrEnum]) -> str:
    return "".join(f"「{choice}」" for choice in choices)


class Settings(Value):
    """municipality.yaml."""

    name: str = ""
    code: str = ""
    prefecture: str = ""
    edition: str = ""
    plan_title: str = ""
    date: str = ""
    proposals: bool = True
    """Whether proposals in fixed wording (仮説) stand where the sources are silent."""
    prose: Annotated[Prose, BeforeValidator(_one_of(Prose))] = Manner().prose
    digits: Annotated[Digits, BeforeValidator(_one_of(Digits))] = Manner().digits
    era: Annotated[EraForm, BeforeValidator(_one_of(EraForm))] = Manner().era
    numbering: Annotated[Numbering, BeforeValidator(_one_of(Numbering))] = Manner().numbering
    punctuation: Annotated[Marks, BeforeValidator(_one_of(Marks))] = Manner().punctuation
    fonts: Annotated[Fonts, BeforeValidator(_one_of(Fonts))] | None = None
    paper: Annotated[Paper, BeforeValidator(_one_of(Paper))] | None = None
    line_spacing: Annotated[LineSpacing, BeforeValidator(_one_of(LineSpacing))] | None = None

    @property
    def manner(self) -> Manner:
        """How the plan is written."""
        return Manner(**{name: getattr(self, name) for name in Manner.model_fields})

    @property
    def layout(self) -> Layout:
        """How the pages look."""
        return Layout(**{name: getattr(self, name) for name in Layout.model_fields})


_MEANINGS = {
    "name": "市区町村名（例：○○市）",
    "code": "全国地方公共団体コード（6桁）",
    "prefecture": "都道府県名",
    "edition": "国の計画の版（例：5.1）",
    "plan_title": "計画の名称（例：第2期○○市DX推進計画）",
    "date": "素案の日付（例：2026-11-23）",
    "proposals": "資料に記載のない節に、庁内で決めるための案（仮説）を置くか",
    "prose": "文体",
    "digits": "算用数字の幅",
    "era": "年の表し方。「併記」は 令和8年度（2026年度）",
    "numbering": "見出しの番号。「第1章」は 第1章→1→(1)→ア、「第1」は 第1→1→(1)→ア",
    "punctuation": "句読点",
    "fonts": "書体",
    "paper": "用紙",
    "line_spacing": "行間",
}
_HEADS = {
    "prose": "書き方。素案の文のうち、計画自身の言葉に当てます。引用（「」の中、脚注、国の文書の文）は変えません。",
    "fonts": "書式。書かなければ templates/word/reference.docx のままです。",
}


def load_settings(folder: Path) -> Settings:
    """Read municipality.yaml of a folder; empty settings when there is none.

    Raises BadConfiguration with all mistakes and their lines.
    """
    path = folder / SETTINGS_NAME
    return read_configuration(path, Settings, [_mistakes]) if path.is_file() else Settings()


def _mistakes(settings: Settings) -> Iterator[Mistake]:
    if settings.code and not valid_code(settings.code):
        yield (
            ("code",),
            "全国地方公共団体コードではありません（検査数字を含む6桁を引用符で囲んで書いてください）。",
        )
    if settings.prefecture and settings.prefecture not in PREFECTURES:
        yield ("prefecture",), f"「{settings.prefecture}」という都道府県はありません。"
    if settings.date and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", settings.date):
        yield ("date",), '"2026-11-23" の形で書いてください。'


def merged(found: Municipality | None, settings: Settings) -> Municipality | None:
    """What was found, overridden by what is given."""
    if not (settings.name or settings.code or settings.prefecture):
        return found
    base = found or Municipality(name=settings.name)
    if settings.name and settings.name != base.name:
        base = Municipality(name=settings.name)
    given = base.model_copy(
        update={
            "name": settings.name or base.name,
            "code": settings.code or base.code,
            "prefecture": settings.prefecture or base.prefecture,
            "given": bool(settings.name),
            "evidence": SETTINGS_NAME if settings.name else base.evidence,
        }
    )
    return listed(given)


def settings_text(municipality: Municipality | None) -> str:
    """A municipality.yaml for `dxplan init`: what was found filled in, the rest as comments to uncomment."""
    found = {
        "name": municipality.name if municipality else "",
        "code": municipality.code if municipality else "",
        "prefecture": municipality.prefecture if municipality else "",
    }
    lines = [
        "# 素案づくりの設定。行頭の # を外すと有効になります。",
        "# 文書から読み取った値より、ここに書いた値が優先されます。",
    ]
    for field, meaning in _MEANINGS.items():
        if field in _HEADS:
            lines += ["", f"# {_HEADS[field]}"]
        choices = _choices(field)
        if choices:
            lines.append(f"# {field}: {_usual(field)}  # {meaning}（{'／'.join(choices)}）")
        else:
            value = found.get(field, "")
            lines.append(f'{field}: "{value}"  # {meaning}' if value else f'# {field}: ""  # {meaning}')
    return "\n".join(lines) + "\n"


def _choices(field: str) -> tuple[str, ...]:
    """The words that may stand there; none where anything may."""
    kind = Settings.model_fields[field].annotation
    if kind is bool:
        return ("on", "off")
    kinds = (kind, *get_args(kind), *(inner for part in get_args(kind) for inner in get_args(part)))
    return next(
        (tuple(each) for each in kinds if isinstance(each, type) and issubclass(each, StrEnum)),
        (),
    )


def _usual(field: str) -> str:
    """What holds when nothing is said."""
    value = getattr(Settings(), field)
    return "on" if value is True else str(value or _choices(field)[0])
