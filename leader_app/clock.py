"""Time, as told by this computer."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

_LINUX_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_MINUTE_NS = 60_000_000_000


class SystemClock:
    """Keeps ``leader_app.ports.Clock``."""

    def now(self) -> datetime:
        """Return the wall time, aware, UTC."""
        return datetime.now(UTC)

    def monotonic_ns(self) -> int:
        """Return nanoseconds since some fixed moment of this boot."""
        return time.monotonic_ns()

    def boot_id(self) -> str:
        """Return what tells this boot from others.

        Linux names its boots; elsewhere it is the minute in which, by the clock of now, the
        computer was started.
        """
        return _boot_id()


@cache
def _boot_id() -> str:
    try:
        return _LINUX_BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return f"boot-{(time.time_ns() - time.monotonic_ns()) // _MINUTE_NS}"
