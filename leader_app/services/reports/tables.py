"""Columns that several reports share, and the sums under them."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.stock import MovementKind
from leader_app.domain.text import Text, say
from leader_app.services.reports.desk import CellKind, CellValue, ReportColumn, ReportRow
from leader_app.services.reports.span import (
    BACK,
    COUNTED,
    IN,
    LOST,
    OUT,
    SOLD,
    Moved,
    money,
    pieces,
)

WAYS: dict[MovementKind, Text] = {
    IN: say("Received"),
    OUT: say("Handed over"),
    SOLD: say("Sold"),
    BACK: say("Returned to the kitchen"),
    LOST: say("Written off"),
    COUNTED: say("Stocktake differences"),
}
TAKINGS = ReportColumn("takings", say("Takings"), CellKind.MONEY)


def way_columns() -> tuple[ReportColumn, ...]:
    """Return a column for each way goods come and go, and what sales brought in."""
    ways = (ReportColumn(kind.value, word, CellKind.PIECES) for kind, word in WAYS.items())
    return (*ways, TAKINGS)


def way_cells(moved: Moved, group: str) -> tuple[CellValue, ...]:
    """Return the cells of those columns for a group."""
    return (*(pieces(moved, kind, group) for kind in WAYS), money(moved, SOLD, group))


def totals(columns: Sequence[ReportColumn], rows: Sequence[ReportRow]) -> tuple[CellValue, ...]:
    """Return the sums of the columns that can be summed up; none for a single row or less."""
    if len(rows) < 2:  # noqa: PLR2004 - one row is its own sum
        return ()
    return tuple(
        _total([row.cells[place] for row in rows])
        if column.kind in {CellKind.PIECES, CellKind.MONEY} and not column.key.startswith("level")
        else None
        for place, column in enumerate(columns)
    )


def _total(cells: Sequence[CellValue]) -> int:
    return sum(cell for cell in cells if isinstance(cell, int))
