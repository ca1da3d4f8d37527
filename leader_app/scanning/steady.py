"""The same code seen again is not a new scan."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

QUIET_S = 5.0


class SteadyGuard:
    """Lets a text through once, until it has been out of sight for ``quiet_s`` seconds.

    Shared by all scanners of a counter, from any thread. ``clock`` gives seconds that never go
    back.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, quiet_s: float = QUIET_S
    ) -> None:
        self._clock = clock
        self._quiet_s = quiet_s
        self._last_seen: dict[str, float] = {}
        self._lock = Lock()

    def is_new(self, text: str) -> bool:
        """Note a sighting of ``text`` and tell whether it counts as a new scan."""
        with self._lock:
            now = self._clock()
            self._drop_before(now - self._quiet_s)
            known = text in self._last_seen
            self._last_seen[text] = now
            return not known

    def forget(self, text: str | None = None) -> None:
        """Let ``text`` (``None``: every text) count as new again, as after an undo."""
        with self._lock:
            if text is None:
                self._last_seen.clear()
            else:
                self._last_seen.pop(text, None)

    def _drop_before(self, moment: float) -> None:
        gone = [text for text, seen in self._last_seen.items() if seen <= moment]
        for text in gone:
            del self._last_seen[text]
