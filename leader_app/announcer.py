"""Passes on what was written to whoever shows it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from leader_app.domain.changes import ChangeSet

_log = logging.getLogger(__name__)
Listener = Callable[[ChangeSet], None]


class Announcer:
    """Keeps ``leader_app.ports.Announcements``; any thread may publish and subscribe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[object, Listener] = {}

    def publish(self, changes: ChangeSet) -> None:
        """Tell every subscriber, on the caller's thread; nobody's failure stops the others."""
        with self._lock:
            listeners = list(self._listeners.values())
        for listener in listeners:
            try:
                listener(changes)
            except Exception:  # noqa: BLE001 - a listener is anything, and is no concern of the writer
                _log.exception("a listener failed")

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` from now on; the returned call ends that, once or again."""
        place = object()
        with self._lock:
            self._listeners[place] = listener

        def leave() -> None:
            with self._lock:
                self._listeners.pop(place, None)

        return leave
