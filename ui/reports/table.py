"""A report's rows as a table, its totals as the last row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from leader_app.services.reports.desk import CellValue, Report, ReportColumn
from ui.core_text import sentence
from ui.kit.cells import Cell
from ui.kit.columns import Column, ListModel
from ui.reports.values import is_number, written

_tr = QCoreApplication.translate
_LONGEST_MEASURED = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; ``number`` is its place in the report, -1 for the totals."""

    number: int
    cells: tuple[CellValue, ...]


def lines(report: Report) -> list[Line]:
    """Return the rows of a report and its totals."""
    rows = [Line(number, row.cells) for number, row in enumerate(report.rows)]
    return [*rows, Line(-1, report.totals)] if report.totals else rows


def model(report: Report, parent: QObject) -> ListModel[Line]:
    """Return a table model of a report."""
    columns = [_column(at, column, report) for at, column in enumerate(report.columns)]
    made: ListModel[Line] = ListModel(columns, lambda line: line.number, parent)
    made.set_rows(lines(report))
    return made


def _column(at: int, column: ReportColumn, report: Report) -> Column[Line]:
    return Column(
        column.key,
        partial(sentence, column.heading),
        partial(_cell, at, column),
        samples=partial(_samples, at, column, report),
        on_right=is_number(column.kind),
    )


def _cell(at: int, column: ReportColumn, line: Line) -> Cell:
    if line.number < 0 and at == 0:
        return Cell(_tr("Reports", "Total"), strong=True)
    value = line.cells[at]
    words = "" if line.number < 0 and value is None else written(value, column.kind)
    return Cell(words, strong=line.number < 0)


def _samples(at: int, column: ReportColumn, report: Report) -> list[str]:
    measured = lines(report)[:_LONGEST_MEASURED]
    totals = [report.totals] if report.totals else []
    cells = [line.cells for line in measured] + totals
    return [written(row[at], column.kind) for row in cells]
