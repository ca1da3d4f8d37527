"""First use: present the token, then fetch everything once."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from leader_app.errors import LeaderError
from leader_app.ports import Connection, SyncState
from leader_app.services.desk import Enrol, EnrolAlone
from leader_app.services.device.report import DeviceReport
from ui.enrol.invitation import clean_address, read_invitation
from ui.tasks import Runner


class Step(StrEnum):
    """How far it is."""

    FORM = "form"
    ALONE = "alone"
    MAKING = "making"
    ASKING = "asking"
    FETCHING = "fetching"
    DONE = "done"


class Wrong(StrEnum):
    """What a person has to mend in the form."""

    ADDRESS = "address"
    TOKEN = "token"  # noqa: S105 - the name of a field
    POINT = "point"


class EnrolViewModel(QObject):
    """``changed`` after every change; ``finished`` when the counter is ready for work."""

    changed = Signal()
    finished = Signal()

    def __init__(
        self, enrol: Enrol, alone: EnrolAlone, database: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._enrol, self._alone, self._database = enrol, alone, database
        self.step = Step.FORM
        self.wrong: frozenset[Wrong] = frozenset()
        self.error: LeaderError | None = None
        self.sync = SyncState(Connection.NEVER)
        self.report: DeviceReport | None = None

    def understand(self, pasted: str) -> tuple[str, str]:
        """Return the address and token in a pasted or scanned text, empty where there is none."""
        found = read_invitation(pasted)
        return found.url, found.token

    def present(self, address: str, token: str, name: str) -> None:
        """Check the form and ask the centre."""
        if self.step is not Step.FORM:
            return
        url, token = clean_address(address), token.strip()
        pairs = ((Wrong.ADDRESS, url), (Wrong.TOKEN, token))
        self.wrong = frozenset(wrong for wrong, said in pairs if not said)
        self.error = None
        if not self.wrong:
            self.step = Step.ASKING
            wanted = name.strip()
            self._database.run(
                self, lambda: self._enrol(url, token, wanted), self._enrolled, self._failed
            )
        self.changed.emit()

    def choose_alone(self, *, alone: bool) -> None:
        """Ask for a name of one's own point instead of an invitation, or go back."""
        if self.step in {Step.FORM, Step.ALONE}:
            self.step = Step.ALONE if alone else Step.FORM
            self.wrong, self.error = frozenset(), None
            self.changed.emit()

    def begin_alone(self, point_name: str, name: str) -> None:
        """Make a centre on this computer and enrol with it."""
        if self.step is not Step.ALONE:
            return
        point, wanted = point_name.strip(), name.strip()
        self.wrong = frozenset() if point else frozenset({Wrong.POINT})
        self.error = None
        if point:
            self.step = Step.MAKING
            self._database.run(
                self, lambda: self._alone(point, wanted), self._enrolled, self._not_made
            )
        self.changed.emit()

    def resume(self) -> None:
        """Go straight to fetching: enrolled before, but nothing was fetched yet."""
        self.step = Step.FETCHING
        self.changed.emit()

    def set_sync(self, state: SyncState) -> None:
        """Take the newest word of sync."""
        self.sync = state
        if self.step is not Step.FETCHING:
            return
        if state.connection is Connection.ONLINE and state.last_contact is not None:
            self.go_on()
            return
        self.changed.emit()

    def go_on(self) -> None:
        """Open the counter; what is not fetched yet comes while it works."""
        if self.step is not Step.DONE:
            self.step = Step.DONE
            self.changed.emit()
            self.finished.emit()

    def _enrolled(self, report: DeviceReport) -> None:
        self.report, self.step = report, Step.FETCHING
        self.changed.emit()
        self.set_sync(self.sync)

    def _failed(self, error: LeaderError) -> None:
        self.error, self.step = error, Step.FORM
        self.changed.emit()

    def _not_made(self, error: LeaderError) -> None:
        self.error, self.step = error, Step.ALONE
        self.changed.emit()
