"""Facts with their place: what a plan states in figures."""

from decimal import Decimal

from flows.model.base import Value


class Place(Value):
    """Where a fact stands: a passage of a source."""

    source: str
    page: int
    passage: str
    """Passage.id"""
    quote: str
    """The cell or sentence."""


class Period(Value):
    """A plan's period in fiscal years (計画期間); 2026 means 令和8年度."""

    plan: str
    first: int
    last: int
    place: Place


class Budget(Value):
    """One budget line (予算), in yen."""

    name: str
    yen: int
    fiscal_year: int | None
    department: str | None
    place: Place
    """`quote` is the amount as the source writes it."""
    detail: str = ""
    """What it is for, as the source writes it in the row."""
    year_place: Place | None = None
    """Where the fiscal year is stated (title or head over the table), when not in the row itself."""


class Indicator(Value):
    """An indicator with baseline and target (指標)."""

    name: str
    unit: str
    baseline: str | None
    baseline_year: int | None
    target: str | None
    target_year: int | None
    department: str | None
    place: Place
    yearly: tuple[tuple[int, str], ...] = ()
    """(fiscal year, planned value) where the table has a column for each year."""


class Rate(Value):
    """A percentage or count that a sentence states (率・件数)."""

    name: str
    value: Decimal
    unit: str
    place: Place
    year: int | None = None
    """Fiscal year, when the sentence gives one right before the figure."""


class Schedule(Value):
    """A measure's steps by fiscal year (工程表)."""

    measure: str
    steps: tuple[tuple[int, str], ...]
    """(fiscal year, step)"""
    place: Place


class Department(Value):
    """Which department is in charge of what (所管課)."""

    name: str
    subject: str
    """The measure, programme or indicator it is in charge of."""
    place: Place


class LawNumber(Value):
    """A law or rule with its number (法令番号): 地方自治法, 昭和22年法律第67号."""

    law: str
    """"" when the text gives the number alone."""
    number: str
    year: int
    kind: str
    """法律, 政令, 条例, 規則, 告示 …"""
    place: Place


class Stated(Value):
    """A figure, year or name of a table as a sentence of a fixed form takes it."""

    hole: str
    text: str
    """As shown: 45,979人, 令和7年1月1日."""
    quote: str
    """The cell or line, to the letter."""
    page: int
    cell: str = ""
    """「シート!F12」; the table's place where the cell's own cannot be told."""


class Statistic(Value):
    """Figures of one row of a table that a sentence of a fixed form can state (統計値)."""

    pattern: str
    """Name of the form in templates/sections/patterns.yaml."""
    figures: tuple[Stated, ...]
    words: tuple[Stated, ...] = ()
    place: Place
    """`passage` is empty: a table too large to be split has none."""
    sha256: str


Fact = Period | Budget | Indicator | Rate | Schedule | Department | LawNumber | Statistic
