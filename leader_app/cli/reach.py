"""Whether the centre is in reach right now, for a command that runs no sync of its own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from functools import cached_property
from urllib.parse import urlsplit

from leader_app.ports import Connection, Store, SyncState

BUDGET_SECONDS = 0.25
_PORTS = {"http": 80, "https": 443}


class CentreInReach:
    """Keeps ``leader_app.ports.SyncStatus``: looked once, when first asked.

    A connection is tried for at most a quarter of a second and closed again; nothing is sent.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def state(self) -> SyncState:
        """Return online, offline, or never for a counter that was never in contact."""
        return self._state

    def subscribe(self, listener: Callable[[SyncState], None]) -> Callable[[], None]:
        """Never call ``listener``: nothing changes while one command runs."""
        del listener
        return lambda: None

    @cached_property
    def _state(self) -> SyncState:
        with self._store.read() as work:
            identity, heard = work.device.identity(), work.device.data_at()
        if identity is None:
            return SyncState(Connection.NEVER)
        there = is_in_reach(identity.centre_url)
        return SyncState(Connection.ONLINE if there else Connection.OFFLINE, last_contact=heard)


def is_in_reach(url: str, seconds: float = BUDGET_SECONDS) -> bool:
    """Tell whether something listens at ``url``; looking its name up counts as waiting too."""
    parts = urlsplit(url)
    address = (parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 443))
    found = threading.Event()

    def look() -> None:
        try:
            socket.create_connection(address, seconds).close()
        except OSError:
            return
        found.set()

    looking = threading.Thread(target=look, name="reach", daemon=True)
    looking.start()
    looking.join(seconds)
    return found.is_set()
