"""How things stand with the centre, for a program that runs no sync of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from leader_app.ports import Clock, Connection, Store, SyncState

FRESH = timedelta(seconds=60)


class LastContact:
    """Keeps ``leader_app.ports.SyncStatus`` by the store alone.

    The counter counts as online while the centre was heard within the last minute, which is so
    as long as another program (the window, ``sync --watch``) keeps this store in sync.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def state(self) -> SyncState:
        """Return online, offline or never, and when the centre was last heard."""
        with self._store.read() as work:
            heard, lead = work.device.data_at(), work.device.centre_lead()
        if heard is None:
            return SyncState(Connection.NEVER)
        fresh = abs(self._clock.now() + lead - heard) <= FRESH
        return SyncState(Connection.ONLINE if fresh else Connection.OFFLINE, last_contact=heard)

    def subscribe(self, listener: Callable[[SyncState], None]) -> Callable[[], None]:
        """Never call ``listener``: nothing changes by itself here."""
        del listener
        return lambda: None
