"""The open store: what bootstrap hands to the services and to sync."""

from __future__ import annotations

from collections.abc import Callable

from leader_app.ports import Examination, UnitOfWork
from leader_app.storage import examination
from leader_app.storage.mirror import SqlMirror
from leader_app.storage.outbox import SqlOutbox
from leader_app.storage.unit_of_work import Units
from leader_app.storage.uploads import SqlUploads


class SqlStore:
    """Keeps ``leader_app.ports.Store`` and ``StoreHealth``.

    ``outbox``, ``mirror`` and ``uploads`` are for sync.

    ``close`` may be called twice; a unit of work must not be open then.
    """

    def __init__(self, units: Units, on_close: Callable[[], None]) -> None:
        self.units = units
        self.outbox = SqlOutbox(units)
        self.mirror = SqlMirror(units)
        self.uploads = SqlUploads(units)
        self._on_close = on_close
        self._closed = False

    def read(self) -> UnitOfWork:
        """Return a unit of work that only looks; any number at a time, on any thread."""
        return self.units.read()

    def write(self) -> UnitOfWork:
        """Return a unit of work that may change things; one at a time over all processes."""
        return self.units.write()

    def examine(self) -> Examination:
        """Read everything and say how it is."""
        return examination.examine(self.units)

    def close(self) -> None:
        """Close the files."""
        if not self._closed:
            self._closed = True
            self._on_close()
