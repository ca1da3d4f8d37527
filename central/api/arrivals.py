"""Lets a long poll sleep until its point has something new."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

LOOK_SECONDS = 1.0


class Arrivals:
    """Wakes waiting polls of this process; another process's news is found by looking."""

    def __init__(self) -> None:
        self._waiting: dict[int, set[asyncio.Event]] = defaultdict(set)

    def announce(self, scopes: Iterable[int]) -> None:
        """Wake everybody who waits for one of these points; call it on the event loop."""
        for scope in scopes:
            for event in self._waiting.get(scope, ()):
                event.set()

    def wake_all(self) -> None:
        """Wake everybody: the server is about to stop."""
        self.announce(list(self._waiting))

    async def wait(self, scope: int, seconds: float) -> None:
        """Return when the point has news, or it is time to look again."""
        event = asyncio.Event()
        self._waiting[scope].add(event)
        try:
            async with asyncio.timeout(min(seconds, LOOK_SECONDS)):
                await event.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting[scope].discard(event)
