"""Tables in which each row is a municipality (市区町村別の表): the head, the key columns, and whose row is whose.

Nationwide statistics and comparisons with neighbours have one thing in common: of all their rows one may speak for the
municipality, and none of the others ever. So readers of a table ask here first. A table is of this kind by its form
alone, never by a list of names: a column of 団体コード (5 digits, 6 with the check digit, leading zero lost or not), or a
column of names under a head that says so (市区町村名, 団体名) or beside a column of prefectures.

Hard cases: prefecture named only in the first of its rows, 「郡」 before a town, prefecture and name in one cell, wards of
a city (札幌市中央区 is not 札幌市), one name in two prefectures, the same municipality once for each year, rows of the
prefecture and the nation among the others, heads of several rows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flows.model import Block, Municipality, Whose
from flows.text import fold

PREFECTURES = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
]
_FEWEST = 5
"""Different names (or codes) from which a table is one of municipalities."""
_MOSTLY = 0.6
_NEARLY_ALL = 0.9
_MOST_HEADS = 12
_PREFECTURE = "|".join(PREFECTURES)
_NAME = re.compile(
    rf"(?:[0-9]{{4,6}})?\(?(?P<prefecture>{_PREFECTURE})?\)?(?:[一-鿿々ヶケ]{{1,5}}郡)?(?P<name>[一-鿿々ヶケノぁ-んァ-ヴー]{{1,8}}[市区町村])"
)
_NAME_HEAD = re.compile(r"(?:市区?町村|区市町村|市町村?|団体|自治体)(?:名|$|/)|^地域(?:名|$)")
_NATION = re.compile(r"^(?:全国|合計|総計|総数|全国計)$")
_NATION_ALONE = re.compile(r"^全国計?$")
_NATIONWIDE = 40
"""Prefectures from which a table is of the whole nation."""
_NONE = ("", "-", "－", "―", "…")


def valid_code(code: str) -> bool:
    """Whether a 6-digit 全国地方公共団体コード has the right check digit (総務省「検査数字を算出する方法」)."""
    if not re.fullmatch(r"[0-9]{6}", code) or not 1 <= int(code[:2]) <= len(PREFECTURES):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    check = 11 - total % 11 if total >= 11 else 11 - total
    return int(code[5]) == check % 10


@dataclass(frozen=True)
class Localities:
    """A table of municipalities."""

    rows: tuple[tuple[str, ...], ...]
    """Folded."""
    header: int
    """How many leading rows are heads."""
    code: int | None
    prefecture: int | None
    name: int | None
    six_digits: bool = True

    def speaking(self, municipality: Municipality) -> dict[int, Whose]:
        """The rows that are no other municipality's, with whose they are; the order is that of the table."""
        found = dict.fromkeys(self.own(municipality), Whose.OWN)
        for row in range(self.header, len(self.rows)):
            keys = [self.rows[row][at] for at in (self.prefecture, self.name, self.code) if at is not None]
            named = {key for key in keys if key not in _NONE and not key.isdigit()}
            if named and all(map(self._nation.match, named)):
                found[row] = Whose.NATION
            elif municipality.prefecture and named == {municipality.prefecture}:
                found[row] = Whose.PREFECTURE
        return dict(sorted(found.items()))

    @cached_property
    def _nation(self) -> re.Pattern[str]:
        """How the nation's row is called: 合計 only where all prefectures are summed up."""
        return _NATION if len(set(self._prefectures)) > _NATIONWIDE else _NATION_ALONE

    def own(self, municipality: Municipality) -> tuple[int, ...]:
        """The rows of the municipality; none when it is not certain which they are."""
        by_name = [row for row in range(self.header, len(self.rows)) if self._is_named(row, municipality)]
        if self.code is not None and municipality.code:
            by_code = [
                row for row in range(self.header, len(self.rows)) if self._base(row) == municipality.code[:5]
            ]
            return tuple(by_code if self.name is None else (row for row in by_code if row in by_name))
        return tuple(by_name) if self._is_certain(by_name, municipality) else ()

    def _is_certain(self, rows: Sequence[int], municipality: Municipality) -> bool:
        """Without a code: one prefecture, the municipality's own where that is known."""
        prefectures = {self._prefectures[row] for row in rows}
        if len(prefectures) > 1:
            return False
        return not municipality.prefecture or prefectures <= {"", municipality.prefecture}

    def _is_named(self, row: int, municipality: Municipality) -> bool:
        if self.name is None:
            return False
        match = _NAME.fullmatch(self.rows[row][self.name])
        same = match is not None and match["name"] == fold(municipality.name)
        own = self._prefectures[row]
        return same and (not own or not municipality.prefecture or own == municipality.prefecture)

    @cached_property
    def _prefectures(self) -> tuple[str, ...]:
        """The prefecture of each row: in its own cell, in that of its name, or in a row above."""
        found: list[str] = []
        last = ""
        for number, row in enumerate(self.rows):
            match = _NAME.fullmatch(row[self.name]) if self.name is not None else None
            cells = [row[at] for at in (self.prefecture, self.name) if at is not None]
            stated = next(
                (cell for cell in cells if cell in PREFECTURES), match["prefecture"] if match else ""
            )
            last = (stated or last) if number >= self.header else ""
            found.append(last)
        return tuple(found)

    def _base(self, row: int) -> str:
        cell = self.rows[row][self.code] if self.code is not None else ""
        if not cell.isdigit():
            return ""
        return cell.zfill(6)[:5] if self.six_digits else cell.zfill(5)


def localities(rows: Sequence[Sequence[str]]) -> Localities | None:
    """The table as one of municipalities; None when it is none."""
    width = max((len(row) for row in rows), default=0)
    if len(rows) < _FEWEST or width < 2:
        return None
    table = tuple(tuple(map(_folded, (*row, *[""] * (width - len(row))))) for row in rows)
    columns = [[row[at] for row in table] for at in range(width)]
    codes = [_code_form(column) for column in columns]
    code = next((at for at, form in enumerate(codes) if form), None)
    prefecture = next((at for at, column in enumerate(columns) if _is_prefectures(column)), None)
    names = [at for at, column in enumerate(columns) if _is_names(column)]
    name = next((at for at in names if _head_says(columns[at])), names[0] if names else None)
    together = name is not None and any(
        (match := _NAME.fullmatch(cell)) is not None and match["prefecture"] for cell in columns[name]
    )
    if code is None and (
        name is None or not (prefecture is not None or together or _head_says(columns[name]))
    ):
        return None
    header = _header(table, code, prefecture, name)
    return Localities(table, header, code, prefecture, name, six_digits=codes[code or 0] != "five")


def _folded(cell: str) -> str:
    return cell if cell.isascii() and cell.isalnum() else fold(cell)


def _code_form(column: Sequence[str]) -> str:
    """ "six" or "five" when the column is one of codes."""
    cells = [cell for cell in column if cell.isdigit()]
    filled = [cell for cell in column if cell not in _NONE]
    if len(set(cells)) < _FEWEST or len(cells) < _MOSTLY * len(filled):
        return ""
    valid = sum(5 <= len(cell) <= 6 and valid_code(cell.zfill(6)) for cell in cells)
    if valid >= _NEARLY_ALL * len(cells):
        return "six"
    says = any("コード" in cell for cell in column[:_MOST_HEADS])
    plain = all(4 <= len(cell) <= 5 and 1 <= int(cell.zfill(5)[:2]) <= len(PREFECTURES) for cell in cells)
    return "five" if says and plain else ""


def _is_prefectures(column: Sequence[str]) -> bool:
    """From its first prefecture on a column of them; one that is merged down stands in its first cell alone."""
    first = next((at for at, cell in enumerate(column) if cell in PREFECTURES), None)
    filled = [cell for cell in column[first:] if cell not in _NONE]
    return first is not None and sum(cell in PREFECTURES for cell in filled) >= _MOSTLY * len(filled)


def names_another_prefecture(text: str, municipality: Municipality) -> bool:
    """Whether folded words name prefectures, and not the municipality's own."""
    own = municipality.prefecture
    return bool(own) and own not in text and any(prefecture in text for prefecture in PREFECTURES)


def _is_names(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell not in _NONE and cell not in PREFECTURES]
    named = [cell for cell in filled if _NAME.fullmatch(cell)]
    return len(set(named)) >= _FEWEST and len(named) >= _MOSTLY * len(filled)


def _head_says(column: Sequence[str]) -> bool:
    first = next((at for at, cell in enumerate(column) if _NAME.fullmatch(cell)), 0)
    return any(_NAME_HEAD.search(cell) for cell in column[:first])


def _header(
    rows: tuple[tuple[str, ...], ...], code: int | None, prefecture: int | None, name: int | None
) -> int:
    for number, row in enumerate(rows[:_MOST_HEADS]):
        cells = [row[at] for at in (code, prefecture, name) if at is not None]
        if any(
            cell in PREFECTURES
            or _NATION.match(cell)
            or _NAME.fullmatch(cell)
            or (cell.isdigit() and len(cell) > 3)
            for cell in cells
        ):
            return number
    return min(1, len(rows))


def of_block(block: Block) -> Localities | None:
    """A block's table as one of municipalities."""
    return localities(block.rows) if block.rows else None
