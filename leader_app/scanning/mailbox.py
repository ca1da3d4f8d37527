"""A place for the newest thing only: whoever is slow misses the old ones, never the newest."""

from __future__ import annotations

from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Holds the newest item put into it; made for one taker and any number of onlookers."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._newest: T | None = None
        self._fresh = False
        self._closed = False

    def put(self, item: T) -> None:
        """Replace whatever is in the box; nothing happens once the box is closed."""
        with self._changed:
            if self._closed:
                return
            self._newest = item
            self._fresh = True
            self._changed.notify_all()

    def take(self, timeout_s: float) -> T | None:
        """Return the newest item not taken yet, waiting up to ``timeout_s`` seconds for one.

        ``None`` means that none came in time or that the box is closed.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._fresh or self._closed, timeout_s)
            if not self._fresh:
                return None
            self._fresh = False
            return self._newest

    def peek(self) -> T | None:
        """Return the newest item, taken or not, without taking it."""
        with self._changed:
            return self._newest

    def clear(self) -> None:
        """Forget the newest item: what it shows is no longer so."""
        with self._changed:
            self._newest = None
            self._fresh = False

    def close(self) -> None:
        """Let nothing in any more and wake whoever waits."""
        with self._changed:
            self._closed = True
            self._newest = None
            self._fresh = False
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        """Whether ``close`` was called."""
        with self._changed:
            return self._closed
