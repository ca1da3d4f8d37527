"""Every look at a code is kept for the audit, without a verdict ever waiting for the disk."""

from __future__ import annotations

import logging
import threading
from collections import deque
from datetime import datetime

from leader_app.domain.pickup import VerdictKind
from leader_app.errors import LeaderError
from leader_app.ports import ScanNote, Store

_KEPT = 1000
_log = logging.getLogger(__name__)


class Looks:
    """Writes looks behind the caller's back; ``close`` waits until they are written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: deque[ScanNote] = deque(maxlen=_KEPT)
        self._lock = threading.Condition()
        self._writer: threading.Thread | None = None
        self._closed = False

    def note(self, scan: ScanNote) -> None:
        """Keep a look soon."""
        with self._lock:
            self._waiting.append(scan)
            if self._writer is None and not self._closed:
                self._writer = threading.Thread(target=self._write, name="looks", daemon=True)
                self._writer.start()
            self._lock.notify()

    def misses_waiting(self, source: str, since: datetime) -> int:
        """Count the looks not written yet that no claim answered to."""
        with self._lock:
            return sum(
                note.verdict == VerdictKind.NO_SUCH_CODE
                and note.source == source
                and note.at >= since
                for note in self._waiting
            )

    def close(self) -> None:
        """Write what is waiting and end."""
        with self._lock:
            self._closed = True
            self._lock.notify()
            writer, self._writer = self._writer, None
        if writer is not None:
            writer.join()

    def _write(self) -> None:
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._closed or self._waiting)
                batch = list(self._waiting)
                if not batch:
                    return
            self._keep(batch)
            with self._lock:
                for _ in range(min(len(batch), len(self._waiting))):
                    self._waiting.popleft()

    def _keep(self, batch: list[ScanNote]) -> None:
        try:
            with self._store.write() as work:
                for note in batch:
                    work.scans.note(note)
                work.commit()
        except LeaderError as error:
            _log.warning("%d looks at codes could not be kept: %s", len(batch), error)
