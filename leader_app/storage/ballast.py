"""Room kept back on the disk, given up when the disk is full so that the next deed fits."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

BALLAST_BYTES = 16 * 1024 * 1024
LOW_DISK_BYTES = 200 * 1024 * 1024
_BLOCK = 1024 * 1024


class Ballast:
    """A file of ``size`` bytes. Below ``low_disk`` free bytes only facts should be written."""

    def __init__(
        self, path: Path, size: int = BALLAST_BYTES, low_disk: int = LOW_DISK_BYTES
    ) -> None:
        self._path = path
        self._size = size
        self._low_disk = low_disk

    def is_disk_low(self) -> bool:
        """Tell whether what is not a fact should rather not be written now."""
        return shutil.disk_usage(self._path.parent).free < self._low_disk

    def fill(self) -> None:
        """Take the room if there is plenty; without it everything else works as well."""
        if self.is_disk_low() or self._held() == self._size:
            return
        try:
            with self._path.open("wb") as file:
                # Written, not truncated to size: a sparse file would hold no room.
                for _ in range(self._size // _BLOCK):
                    file.write(os.urandom(_BLOCK))
        except OSError:
            self.release()

    def release(self) -> None:
        """Give the room back to the disk."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)

    def _held(self) -> int:
        return self._path.stat().st_size if self._path.exists() else 0
