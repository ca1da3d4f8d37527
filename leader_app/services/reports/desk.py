"""What the reports page can ask for, and what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeAlias

from leader_app.domain.text import Text
from leader_app.ports import MovementQuery

Cell: TypeAlias = "str | Text | int | float | date | datetime | None"


class ColumnKind(StrEnum):
    """What a column holds, and so how it is shown, aligned and written to a file."""

    TEXT = "text"  # str or Text
    PIECES = "pieces"  # int
    MONEY = "money"  # int, fen
    PERCENT = "percent"  # float, 1.0 is all; None where there is nothing to divide by
    TIME = "time"  # datetime, aware
    DAY = "day"  # date at the point


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a report."""

    heading: Text
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class Drill:
    """What is behind a row: movements of stock, or orders; neither if there is nothing to see."""

    movements: MovementQuery | None = None
    order_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row, one cell a column."""

    cells: tuple[Cell, ...]
    drill: Drill


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure for the head of a report, such as what was sold."""

    label: Text
    kind: ColumnKind
    value: Cell


@dataclass(frozen=True, slots=True)
class Series:
    """A line or a row of bars, one value a label of its chart."""

    name: Text
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and the question it answers; ``kind`` is that of all values."""

    question: Text
    kind: ColumnKind
    labels: tuple[str | Text, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is shown, printed and written to a file.

    ``totals`` has one cell a column (``None`` where a sum means nothing), or is empty. ``chart``
    is ``None`` when there is nothing to draw. Members' names are masked.
    """

    title: Text
    facts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    totals: tuple[Cell, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class MemberChoice:
    """A member to report on; the name is masked."""

    member_id: str
    name: str
    phone_tail: str
    home: str


class Reports(Protocol):
    """Figures. Days are days at the point, ``None`` is today; spans take in both their days.

    Calls raise ``Refused`` for what cannot be reported, ``Unavailable`` if the store fails.
    """

    def day(self, day: date | None = None) -> Report:
        """Report a day: each product's ways in and out; the chart shows when people came."""

    def week(self, day: date | None = None) -> Report:
        """Report the week (from Monday) a day is in, day by day."""

    def product(self, product_id: str, first: date, last: date) -> Report:
        """Report a product day by day, with the stock it left in the evening."""

    def member(self, member_id: str, first: date, last: date) -> Report:
        """Report what a member ordered, order by order."""

    def shrinkage(self, first: date, last: date) -> Report:
        """Report what was lost: written off, missing, sent back; the chart shows why."""

    def members(self, text: str, limit: int = 20) -> Sequence[MemberChoice]:
        """Return members by a part of their name, a phone tail or a room."""

    def export(self, report: Report, path: Path) -> int:
        """Write a report to an xlsx file, whole or not at all; return its number of rows.

        ``Unavailable`` if it cannot be written there.
        """
