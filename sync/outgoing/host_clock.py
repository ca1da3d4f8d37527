"""The time as a robot's own server sees it: its signatures are good for an hour, not by ours."""

from __future__ import annotations

from collections.abc import Callable

from sync.outgoing.call import Heard

WRONG_SECONDS = 60.0


class HostClock:
    """Seconds since 1970 on the other side's clock, as well as its answers have told."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._ahead = 0.0

    def now(self) -> float:
        """Return the time there."""
        return self._now() + self._ahead

    def learn(self, heard: Heard) -> bool:
        """Take the time of an answer; tell whether it was wrong enough to spoil a signature."""
        there = heard.at
        if there is None:
            return False
        off = there - self.now()
        if abs(off) < WRONG_SECONDS:
            return False
        self._ahead += off
        return True
