"""The presenter of the reports page: one report, and what is behind one of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.local_time import local_day
from leader_app.errors import LeaderError
from leader_app.services.reports.desk import Report, ReportKind, ReportRow, Reports
from ui.reports.period import Period, usual
from ui.reports.values import written
from ui.tasks import Runner

_CONCERNING = (Entity.STOCK, Entity.ORDER, Entity.REDEMPTION)


class Phase(StrEnum):
    """What the page is about just now."""

    LOADING = "loading"
    REPORT = "report"
    NOTHING = "nothing"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Behind:
    """The orders that the figures of a row come from."""

    row: ReportRow
    orders: Sequence[tuple[str, str]] = ()


class ReportsViewModel(QObject):
    """Reads off the GUI thread; out of sight it waits with news.

    ``movements_wanted`` has the ``MovementQuery`` behind a row and what the row is called.
    """

    changed = Signal()
    behind_changed = Signal()
    movements_wanted = Signal(object, str)
    exported = Signal(str)
    export_failed = Signal(object)

    def __init__(
        self,
        reports: Reports,
        database: Runner,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reports, self._database, self.now = reports, database, now
        self.kind = ReportKind.DAY
        self.about = ""
        self.period = usual(self.kind, local_day(now()))
        self.phase = Phase.LOADING
        self.report: Report | None = None
        self.error: LeaderError | None = None
        self.behind: Behind | None = None
        self._in_sight, self._dirty = False, True

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        if self._dirty:
            self.read()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Hear what was written."""
        if any(changes.concerns(entity) for entity in _CONCERNING):
            self._dirty = True
            if self._in_sight:
                self.read()

    def choose(self, kind: ReportKind) -> None:
        """Turn to another report, of the days it begins with."""
        if kind is not self.kind:
            self.kind, self.report, self.about = kind, None, ""
            self.go_to(usual(kind, local_day(self.now())))

    def step(self, steps: int) -> None:
        """Go so many periods on (or back)."""
        self.go_to(self.period.moved(steps, local_day(self.now())))

    def go_to(self, period: Period) -> None:
        """Show other days."""
        self.period, self.behind = period, None
        self.phase = Phase.LOADING
        self.behind_changed.emit()
        self.read()

    def is_latest(self) -> bool:
        """Tell whether there is no later period to go to."""
        return self.period.moved(1, local_day(self.now())) == self.period

    def read(self) -> None:
        """Make the report again."""
        self._dirty = False
        kind, days = self.kind, self.period
        work = partial(self._reports.make, kind, days.first, days.last, self.about)
        self._database.run(self, work, self._made, self._failed, latest="report")
        self.changed.emit()

    def open_row(self, number: int) -> None:
        """Show what is behind a row; -1 closes it."""
        report = self.report
        self.behind = None
        if report is not None and 0 <= number < len(report.rows):
            row = report.rows[number]
            if row.about:
                self.go_into(row.about)
                return
            if row.movements is not None:
                name = written(row.cells[0], report.columns[0].kind)
                self.movements_wanted.emit(row.movements, name)
            elif row.orders:
                self.behind = Behind(row)
                work = partial(self._reports.names, report, row)
                found = partial(self._found, row)
                self._database.run(self, work, found, self._failed, latest="orders")
        self.behind_changed.emit()

    def go_into(self, about: str) -> None:
        """Report on one product or member; empty goes back to all of them."""
        if about != self.about:
            self.about, self.report = about, None
            self.go_to(self.period)

    def export(self, path: Path) -> None:
        """Write the report that is shown to a file."""
        if self.report is not None:
            work = partial(self._reports.export, self.report, path)
            self._database.run(self, work, self._exported, self.export_failed.emit)

    def _exported(self, path: Path) -> None:
        self.exported.emit(str(path))

    def _made(self, report: Report) -> None:
        asked = (self.kind, self.period.first, self.about)
        if (report.kind, report.first, report.about) != asked:
            return
        self.report, self.error = report, None
        is_empty = not report.rows and not any(figure.value for figure in report.figures)
        self.phase = Phase.NOTHING if is_empty else Phase.REPORT
        self.changed.emit()

    def _found(self, row: ReportRow, orders: Sequence[tuple[str, str]]) -> None:
        if self.behind is not None and self.behind.row is row:
            self.behind = Behind(row, orders)
            self.behind_changed.emit()

    def _failed(self, error: LeaderError) -> None:
        self.error, self.phase = error, Phase.ERROR
        self._dirty = True
        self.changed.emit()
