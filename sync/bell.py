"""Where threads wait for something to happen, never without a limit."""

from __future__ import annotations

import threading


class Bell:
    """Rung from any thread; one thread waits on it."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        """End the present wait, or the next one."""
        self._event.set()

    def wait(self, seconds: float) -> bool:
        """Wait up to ``seconds``; tell whether it was rung."""
        rung = self._event.wait(seconds)
        self._event.clear()
        return rung
