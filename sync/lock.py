"""One process at a time syncs a store."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable


class SyncLock:
    """A lock on a file beside the store; the operating system frees it when its holder dies."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, thread_local=False)

    def take(self) -> None:
        """Take the lock at once, or keep it; ``Refused`` if another process has it.

        ``Unavailable`` if the folder cannot be written.
        """
        if self._lock.is_locked:
            return
        try:
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise Refused(
                say("Another program on this computer is already syncing this counter."),
                say("The other one sends what is done here as well. Nothing needs to be done."),
            ) from error
        except OSError as error:
            raise Unavailable(
                say("The folder of this counter cannot be written."),
                say("Check the disk and the rights of this folder."),
            ) from error

    def release(self) -> None:
        """Let others have it."""
        self._lock.release()
