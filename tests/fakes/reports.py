"""Reports of an invented fortnight; the verbs keep ``Reports``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from leader_app.domain.text import say
from leader_app.errors import LeaderError
from leader_app.ports import MovementQuery
from leader_app.services.reports.desk import (
    Bar,
    CellKind,
    Chart,
    Figure,
    Report,
    ReportColumn,
    ReportKind,
    ReportRow,
)

GOODS = ("宫保鸡丁", "丹东草莓", "手工水饺", "土鸡蛋")


@dataclass
class FakeReports:
    """``trouble`` is raised by the next call; ``made`` and ``written`` tell what was asked."""

    trouble: LeaderError | None = None
    is_empty: bool = False
    made: list[tuple[ReportKind, date, date | None]] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)

    def make(
        self, kind: ReportKind, first: date, last: date | None = None, about: str = ""
    ) -> Report:
        """Make a report of the same goods whatever the days."""
        self._may_fail()
        self.made.append((kind, first, last))
        self.about.append(about)
        if self.is_empty:
            return Report(kind, first, last or first, (), (), (), (), ())
        columns = (
            ReportColumn("product", say("Product"), CellKind.TEXT),
            ReportColumn("pieces", say("Pieces"), CellKind.PIECES),
            ReportColumn("value", say("Value"), CellKind.MONEY),
            ReportColumn("rate", say("Collected"), CellKind.PER_MILLE),
        )
        rows = tuple(_row(at, name, kind, about) for at, name in enumerate(GOODS))
        totals = (None, sum(10 * (at + 1) for at in range(len(GOODS))), 123_450, None)
        end = last or first
        charts = (_chart(kind, first),)
        figures = _figures()
        subject = GOODS[int(about[1:])] if about else ""
        return Report(kind, first, end, figures, columns, rows, totals, charts, (), about, subject)

    def names(self, report: Report, row: ReportRow) -> Sequence[tuple[str, str]]:
        """Return the orders of a row."""
        self._may_fail()
        return [(order, "宫保鸡丁 ×1") for order in row.orders]

    def export(self, report: Report, path: Path) -> Path:
        """Remember that it was asked."""
        self._may_fail()
        self.written.append(path)
        return path

    def _may_fail(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble


def _row(at: int, name: str, kind: ReportKind, about: str) -> ReportRow:
    cells = (name, 10 * (at + 1), 12_345 * (at + 1), 950 - 30 * at)
    if kind is ReportKind.PRODUCTS and not about:
        return ReportRow(f"P{at}", cells, about=f"P{at}")
    if at:
        return ReportRow(f"P{at}", cells, movements=MovementQuery(product_id=f"P{at}"))
    return ReportRow("P0", cells, orders=("A1000001", "A1000002"))


def _figures() -> tuple[Figure, ...]:
    return (
        Figure(say("Handed over"), 184, CellKind.PIECES, 160, say("Pieces given to members.")),
        Figure(say("Takings"), 56_780, CellKind.MONEY, 60_000, say("Walk-in sales, as paid.")),
        Figure(say("Written off"), 3_200, CellKind.MONEY, 0, say("At the price of sale.")),
        Figure(say("Pick-up rate"), 873, CellKind.PER_MILLE, None, say("Of what arrived.")),
    )


def _chart(kind: ReportKind, first: date) -> Chart:
    question, answer = say("When do people come?"), say("Most came between 17:00 and 18:00.")
    if kind is ReportKind.DAY:
        bars = tuple(
            Bar(hour, (hour * 7) % 23 + (20 if hour == 17 else 0)) for hour in range(8, 22)
        )
    elif kind is ReportKind.WEEK:
        days = (first + timedelta(days=at) for at in range(7))
        bars = tuple(Bar(day, 30 + day.day % 9 * 5, 40) for day in days)
    else:
        bars = tuple(Bar(name, 80 - 15 * at, 60) for at, name in enumerate(GOODS))
    return Chart(question, answer, CellKind.PIECES, bars)
