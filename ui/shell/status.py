"""What the status line says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from leader_app.domain.scan import CameraState, CameraStatus
from leader_app.ports import Connection, SyncState
from ui.core_text import sentence, together
from ui.kit import words
from ui.theme.tokens import Ink

_tr = QCoreApplication.translate
_AGE_STEP_MS = 20_000


@dataclass(frozen=True, slots=True)
class Item:
    """One part of the line."""

    icon: str
    words: str
    ink: Ink = Ink.SECONDARY
    hint: str = ""


class StatusViewModel(QObject):
    """Keeps the newest of each and says that something changed."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._sync = SyncState(Connection.NEVER)
        self._unsent = 0
        self._data_at: datetime | None = None
        self._camera = CameraStatus(CameraState.STOPPED)
        self._tick = QTimer(self, interval=_AGE_STEP_MS)
        self._tick.timeout.connect(self.changed)
        self._tick.start()

    def stop(self) -> None:
        """Let no more time pass."""
        self._tick.stop()

    def set_sync(self, state: SyncState) -> None:
        """Take the newest word of sync."""
        self._sync = state
        self.changed.emit()

    def set_unsent(self, count: int) -> None:
        """Take how many deeds the centre has not confirmed."""
        if count != self._unsent:
            self._unsent = count
            self.changed.emit()

    def set_data_at(self, moment: datetime | None) -> None:
        """Take when the store last heard the centre: this run may not have heard it yet."""
        if moment != self._data_at:
            self._data_at = moment
            self.changed.emit()

    def set_camera(self, status: CameraStatus) -> None:
        """Take how the camera is."""
        self._camera = status
        self.changed.emit()

    def connection(self) -> Item:
        """Return the connection in words, with what is wrong and what to do as hint."""
        icon, said, ink = self._connection_words()
        return Item(icon, said, ink, self.problem())

    def problem(self) -> str:
        """Return what is wrong with the connection and what to do; empty if nothing is."""
        return together(self._sync.problem, self._sync.hint)

    def _connection_words(self) -> tuple[str, str, Ink]:
        match self._sync.connection:
            case Connection.ONLINE:
                return "online", _tr("StatusLine", "Online"), Ink.OK
            case Connection.CONNECTING:
                return "sync", _tr("StatusLine", "Connecting"), Ink.SECONDARY
            case Connection.OFFLINE:
                said = _tr("StatusLine", "Offline, pickup goes on")
                return "offline", said, Ink.WARN
            case Connection.REFUSED:
                return "refused", _tr("StatusLine", "The centre refuses this counter"), Ink.BAD
            case Connection.NEVER:
                return "offline", _tr("StatusLine", "Not connected yet"), Ink.SECONDARY

    def age(self) -> Item | None:
        """Return how old the data is."""
        known = [at for at in (self._sync.last_contact, self._data_at) if at is not None]
        if not known:
            return None
        last = max(known)
        said = _tr("StatusLine", "Data from %1").replace("%1", words.age(last, self._now()))
        return Item("clock", said, Ink.SECONDARY, words.moment(last, self._now()))

    def unsent(self) -> Item | None:
        """Return how much waits to be sent."""
        if not self._unsent:
            return Item("check", _tr("StatusLine", "All sent"), Ink.HINT)
        said = _tr("StatusLine", "%n unsent", "", self._unsent)
        return Item("unsent", said, Ink.WARN, _tr("StatusLine", "Safe on this computer"))

    def camera(self) -> Item:
        """Return how the camera is, with why as hint."""
        why = sentence(self._camera.reason) if self._camera.reason is not None else ""
        match self._camera.state:
            case CameraState.LIVE:
                return Item("camera", _tr("StatusLine", "Camera on"), Ink.SECONDARY)
            case CameraState.OPENING:
                return Item("camera", _tr("StatusLine", "Camera starting"), Ink.HINT)
            case CameraState.NO_SIGNAL | CameraState.RETRY:
                said = _tr("StatusLine", "Camera not answering")
                return Item("camera-off", said, Ink.WARN, why)
            case CameraState.STOPPED:
                return Item("camera-off", _tr("StatusLine", "No camera"), Ink.HINT)
