"""What the core asks of the computer it runs on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from leader_app.domain.changes import ChangeSet


class Clock(Protocol):
    """Time, as told by this computer."""

    def now(self) -> datetime:
        """Return the wall time, aware, UTC."""

    def monotonic_ns(self) -> int:
        """Return nanoseconds since some fixed moment of this boot."""

    def boot_id(self) -> str:
        """Return what tells this boot of the computer from others."""


class SecretStore(Protocol):
    """The operating system's keyring, or what a passphrase opens."""

    def get(self, name: str) -> bytes | None:
        """Return a secret or ``None``; ``Unavailable`` if the store is locked or missing."""

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret; ``Unavailable`` if the store is locked or missing."""

    def forget(self, name: str) -> None:
        """Drop a secret, if it is there; ``Unavailable`` as above."""


class Announcements(Protocol):
    """Passes on what was written, from whichever thread wrote it."""

    def publish(self, changes: ChangeSet) -> None:
        """Tell every subscriber, on the caller's thread; nobody's failure stops the others."""

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call ``listener`` from now on; the returned call ends that."""


class CentreOfOnesOwn(Protocol):
    """A central service on this computer, for a leader who has none elsewhere."""

    def invite(self, point_name: str) -> tuple[str, str]:
        """Make it with one point, if it is not there, start it; return its address and a token.

        ``Unavailable`` if it cannot be made or does not start.
        """
