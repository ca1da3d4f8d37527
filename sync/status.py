"""How sync is doing, for whoever wants to know, from any thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from leader_app.errors import LeaderError
from leader_app.ports import Connection, SyncState

_log = logging.getLogger(__name__)

Listener = Callable[[SyncState], None]


class StatusBoard:
    """Keeps ``leader_app.ports.SyncStatus``. Listeners are called in order and must not block."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._state = SyncState(Connection.NEVER)
        self._listeners: list[Listener] = []

    def state(self) -> SyncState:
        """Return the newest state."""
        return self._state

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` on every change, from sync's thread; the returned call ends that."""
        with self._lock:
            self._listeners.append(listener)
        return lambda: self._drop(listener)

    def connecting(self) -> None:
        """Say that the centre is being asked, if nothing else was said yet."""
        if self._state.connection is Connection.NEVER:
            self._show(replace(self._state, connection=Connection.CONNECTING))

    def progress(self, pulled: int, expected: int) -> None:
        """Say that ``pulled`` of ``expected`` rows of the running pull are here."""
        self._show(replace(self._state, pulled=pulled, expected=expected))

    def online(self, at: datetime, problem: LeaderError | None = None) -> None:
        """Say that the centre was heard at ``at``; ``problem`` is what a person should read."""
        self._end(Connection.ONLINE, at, problem)

    def heard(self, at: datetime, problem: LeaderError | None = None) -> None:
        """Say that the centre was heard again; a problem told before stays until ``online``."""
        state = self._state
        if state.connection is not Connection.ONLINE:
            return
        title, hint = (problem.title, problem.hint) if problem else (state.problem, state.hint)
        self._show(SyncState(Connection.ONLINE, at, title, hint))

    def offline(self, problem: LeaderError) -> None:
        """Say why the centre cannot be used just now."""
        self._end(Connection.OFFLINE, self._state.last_contact, problem)

    def refused(self, problem: LeaderError) -> None:
        """Say why the centre does not want this counter."""
        self._end(Connection.REFUSED, self._state.last_contact, problem)

    def never(self) -> None:
        """Say that there is no centre to sync with."""
        self._show(SyncState(Connection.NEVER))

    def _end(
        self, connection: Connection, contact: datetime | None, problem: LeaderError | None
    ) -> None:
        title = None if problem is None else problem.title
        hint = None if problem is None else problem.hint
        self._show(SyncState(connection, contact, title, hint))

    def _show(self, state: SyncState) -> None:
        with self._lock:
            if state == self._state:
                return
            self._state = state
            for listener in tuple(self._listeners):
                self._tell(listener, state)

    def _tell(self, listener: Listener, state: SyncState) -> None:
        try:
            listener(state)
        except Exception:  # noqa: BLE001 - whoever listens must not stop sync
            _log.exception("a listener of the sync status failed")

    def _drop(self, listener: Listener) -> None:
        with self._lock:
            if listener in self._listeners:
                self._listeners.remove(listener)
