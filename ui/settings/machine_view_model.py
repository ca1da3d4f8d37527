"""How this counter is: who it is, what the doctor finds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet
from leader_app.errors import LeaderError
from leader_app.ports import Wake
from leader_app.services.desk import Desk
from leader_app.services.device.report import DeviceReport, Finding
from ui.tasks import Runner


class MachineViewModel(QObject):
    """``changed`` after every change; the doctor may take seconds and runs beside the rest."""

    changed = Signal()
    reported = Signal(object)
    """A ``DeviceReport``, whenever a new one was read."""

    asked = Signal()
    """Sync was asked for a run."""

    def __init__(self, desk: Desk, wake: Wake, database: Runner, side: Runner) -> None:
        super().__init__()
        self._desk, self._wake, self._database, self._side = desk, wake, database, side
        self.report: DeviceReport | None = None
        self.findings: Sequence[Finding] = ()
        self.checking = False
        self.error: LeaderError | None = None

    def refresh(self) -> None:
        """Read who this counter is and how far it has got."""
        run = self._database.run
        run(self, self._desk.report, self._reported, self._failed, latest="report")

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Any change may be one more deed to send."""
        if changes:
            self.refresh()

    def check(self) -> None:
        """Have the doctor look at everything."""
        if not self.checking:
            self.checking = True
            self.changed.emit()
            self._side.run(self, self._desk.doctor, self._checked, self._failed)

    def sync_now(self) -> None:
        """Ask sync for a run."""
        self._wake.wake()
        self.asked.emit()

    def _reported(self, report: DeviceReport) -> None:
        self.report = report
        self.reported.emit(report)
        self.changed.emit()

    def _checked(self, findings: Sequence[Finding]) -> None:
        self.findings, self.checking, self.error = findings, False, None
        self.changed.emit()

    def _failed(self, error: LeaderError) -> None:
        self.error, self.checking = error, False
        self.changed.emit()
