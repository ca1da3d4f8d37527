"""Knows whether a program that had the store open ended without closing it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from filelock import FileLock, Timeout


class InUse:
    """A locked file in ``folder`` for as long as this object holds the store open.

    The system drops the lock of a program that dies; a file without a lock tells of it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: FileLock | None = None

    def begin(self) -> bool:
        """Put our mark down; tell whether an earlier program left without taking its own away."""
        self._folder.mkdir(exist_ok=True)
        unclean = [_was_left(path) for path in sorted(self._folder.glob("*.open"))]
        mark = self._folder / f"{os.getpid()}-{os.urandom(4).hex()}.open"
        self._lock = FileLock(mark, thread_local=False)
        self._lock.acquire(timeout=0)
        return any(unclean)

    def end(self) -> None:
        """Take our mark away: the store was closed in order."""
        if self._lock is not None:
            mark = Path(self._lock.lock_file)
            self._lock.release()
            mark.unlink(missing_ok=True)
            self._lock = None


def _was_left(path: Path) -> bool:
    """Tell whether nobody holds this mark any more, and clear it away if so."""
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    lock.release()
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    return True
