"""The one place where plain notices from any thread become signals on the GUI thread."""

from __future__ import annotations

from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal

from leader_app.domain.changes import ChangeSet
from leader_app.ports import ChangeNotices, SyncState, SyncStatus


class Bridge(QObject):
    """Emits on the GUI thread; notices that pile up meanwhile arrive as one."""

    changed = Signal(object)
    """A ``ChangeSet``: every screen asks whether it concerns it."""
    sync_changed = Signal(object)
    """A ``SyncState``, always the newest."""
    _woken = Signal()

    def __init__(self, notices: ChangeNotices, sync: SyncStatus) -> None:
        super().__init__()
        self._lock = Lock()
        self._changes = ChangeSet()
        self._state: SyncState | None = None
        self._asleep = True
        self._woken.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._ends = (notices.subscribe(self._take_changes), sync.subscribe(self._take_state))

    def close(self) -> None:
        """Hear no more."""
        for end in self._ends:
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
