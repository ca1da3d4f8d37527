"""A clock that stands still until a test moves it."""

from datetime import datetime, timedelta

from tests.fakes.pickups import NOON


class FakeClock:
    """Keeps ``leader_app.ports.Clock``."""

    def __init__(self, at: datetime = NOON) -> None:
        self._at = at
        self._monotonic = 0

    def now(self) -> datetime:
        return self._at

    def monotonic_ns(self) -> int:
        return self._monotonic

    def boot_id(self) -> str:
        return "boot-1"

    def advance(self, step: timedelta) -> None:
        """Let time pass."""
        self._at += step
        self._monotonic += int(step.total_seconds() * 1_000_000_000)

    def set_to(self, at: datetime) -> None:
        """Set the wall clock, rightly or wrongly; no time passes."""
        self._at = at
