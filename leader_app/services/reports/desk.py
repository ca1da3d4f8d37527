"""What the reports page can have done, and what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeAlias

from leader_app.domain.text import Text
from leader_app.ports import MovementQuery


class ReportKind(StrEnum):
    """The reports there are."""

    DAY = "day"
    WEEK = "week"
    PRODUCTS = "products"
    MEMBERS = "members"
    SHRINKAGE = "shrinkage"


class CellKind(StrEnum):
    """What a column holds: words, whole pieces, fen, a share in thousandths, a day, an hour."""

    TEXT = "text"
    PIECES = "pieces"
    MONEY = "money"
    PER_MILLE = "per_mille"
    DAY = "day"
    HOUR = "hour"


CellValue: TypeAlias = str | int | date | Text | None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column; ``key`` names it in exports' order, ``heading`` is what people read."""

    key: str
    heading: Text
    kind: CellKind


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line; ``movements`` or ``orders`` are what its figures come from, if anything.

    ``about`` names the product or member of a line that a report of its own can be made of.
    """

    key: str
    cells: tuple[CellValue, ...]
    movements: MovementQuery | None = None
    orders: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart; ``before`` is the same of the span before, ``None`` if not compared."""

    label: CellValue
    value: int
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that answer ``question``; ``answer`` says what they show, in a sentence."""

    question: Text
    answer: Text
    kind: CellKind
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure with what it is compared to; ``why`` says what is counted."""

    name: Text
    value: int
    kind: CellKind
    before: int | None
    why: Text


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the local days ``first`` to ``last``; ``totals`` has one cell a column or none.

    ``about`` is the product or member it is of, empty for all of them; ``subject`` its name.
    """

    kind: ReportKind
    first: date
    last: date
    figures: tuple[Figure, ...]
    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    totals: tuple[CellValue, ...]
    charts: tuple[Chart, ...]
    remarks: tuple[Text, ...] = ()
    about: str = ""
    subject: str = ""


class Reports(Protocol):
    """Figures of the point. Names are masked; money is what was paid or would be."""

    def make(
        self, kind: ReportKind, first: date, last: date | None = None, about: str = ""
    ) -> Report:
        """Make a report: of a day, the week around ``first``, or the days first to last.

        ``PRODUCTS`` and ``MEMBERS`` list all that moved or ordered; ``about`` one of them they
        go day by day, or order by order. ``Refused`` for a product or member that is not here
        and for a span that ends before it begins or is longer than two years.
        """

    def names(self, report: Report, row: ReportRow) -> Sequence[tuple[str, str]]:
        """Return the orders behind a row: order number and what is in it."""

    def export(self, report: Report, path: Path) -> Path:
        """Write an xlsx file, whole or not at all: numbers, money and days as such."""
