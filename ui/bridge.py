"""The one place where plain announcements from any thread become signals on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal

from leader_app.domain.changes import ChangeSet
from leader_app.domain.scan import CameraStatus, Scan
from leader_app.ports import Announcements, SyncState, SyncStatus

_QUEUED = Qt.ConnectionType.QueuedConnection


class Bridge(QObject):
    """Emits on the GUI thread; changes that pile up meanwhile arrive as one."""

    changed = Signal(object)
    """A ``ChangeSet``: every screen asks whether it concerns it."""
    sync_changed = Signal(object)
    """A ``SyncState``, always the newest."""
    scanned = Signal(object)
    """A ``Scan``, each one."""
    camera_changed = Signal(object)
    """A ``CameraStatus``."""
    _woken = Signal()
    _seen = Signal(object)
    _camera = Signal(object)

    def __init__(self, announcements: Announcements, sync: SyncStatus) -> None:
        super().__init__()
        self.ears = _Ears(self)
        self._lock = Lock()
        self._changes = ChangeSet()
        self._state: SyncState | None = None
        self._asleep = True
        self._woken.connect(self._deliver, _QUEUED)
        self._seen.connect(self.scanned, _QUEUED)
        self._camera.connect(self.camera_changed, _QUEUED)
        self._ends: tuple[Callable[[], None], ...] = (
            announcements.subscribe(self._take_changes),
            sync.subscribe(self._take_state),
        )

    def close(self) -> None:
        """Hear no more; again is harmless."""
        ends, self._ends = self._ends, ()
        for end in ends:
            end()

    def _take_changes(self, changes: ChangeSet) -> None:
        with self._lock:
            self._changes |= changes
        self._wake()

    def _take_state(self, state: SyncState) -> None:
        with self._lock:
            self._state = state
        self._wake()

    def _wake(self) -> None:
        with self._lock:
            asleep, self._asleep = self._asleep, False
        if asleep:
            self._woken.emit()

    def _deliver(self) -> None:
        with self._lock:
            changes, self._changes = self._changes, ChangeSet()
            state, self._state = self._state, None
            self._asleep = True
        if changes:
            self.changed.emit(changes)
        if state is not None:
            self.sync_changed.emit(state)


class _Ears:
    """Hears the scanning threads (``ScanListener``)."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def scanned(self, scan: Scan) -> None:
        """Pass on a code that was presented."""
        self._bridge._seen.emit(scan)  # noqa: SLF001 - the bridge's own ear

    def camera_changed(self, status: CameraStatus) -> None:
        """Pass on the camera's new state."""
        self._bridge._camera.emit(status)  # noqa: SLF001 - as above
