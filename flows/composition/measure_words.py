"""Fixed wording of measure sheets (個票の決まった言葉): templates/sections/measures.yaml."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from flows.model import Field
from flows.resources import templates_dir
from flows.text import era_name


@cache
def _data() -> dict[str, Any]:
    path = templates_dir() / "sections" / "measures.yaml"
    return dict(YAML(typ="safe").load(path.read_text(encoding="utf-8")))


def heading(number: str, name: str) -> str:
    """The head over a sheet."""
    return str(_data()["heading"]).format(number=number, name=name)


def label(field: Field, year: int = 0, *, thousands: bool = False) -> str:
    """What a field is called; with the year of the paper when that is an old one, with the unit of bare amounts."""
    text = str(_data()["fields"][field.value]["thousands" if thousands else "label"])
    return str(_data()["past"]).format(label=text, year=f"{era_name(year)}度") if year else text


def source_label() -> str:
    """What the list of a sheet's papers is called."""
    return str(_data()["fields"]["sources"]["label"])


def order() -> tuple[Field, ...]:
    """The fields in the order of the sheet."""
    return tuple(map(Field, _data()["order"]))


def renewed(field: Field) -> bool:
    """Whether staff are asked for it anew when only an old paper says it."""
    return bool(_data()["fields"][field.value].get("renew"))


def proposals() -> tuple[str, ...]:
    """All that may be proposed in a sheet."""
    return tuple(map(str, _data()["texts"].values()))


def ask_concrete(number: str, name: str) -> str:
    """What staff are asked where a measure only says that it is promoted or considered."""
    return str(_data()["ask_concrete"]).format(number=number, name=name)


def labels(years: Iterable[int]) -> Iterator[str]:
    """Every label that a sheet may have."""
    known = tuple(years)
    yield source_label()
    for year in (0, *known):
        yield from (label(field, year) for field in Field)
        yield label(Field.COST, year, thousands=True)
