"""How long to stay away after trouble."""

from __future__ import annotations

from collections.abc import Callable

SHORTEST_SECONDS = 1.0
# Below a minute, so that a counter has caught up within a minute of the network's return.
LONGEST_SECONDS = 45.0


class Backoff:
    """Exponential with full jitter: any time up to a limit that doubles with every failure.

    ``random`` returns a number from 0 to 1.
    """

    def __init__(self, random: Callable[[], float]) -> None:
        self._random = random
        self._failures = 0

    def after_failure(self, retry_after: float = 0.0) -> float:
        """Return how many seconds to wait now, at least ``retry_after``."""
        limit = min(LONGEST_SECONDS, SHORTEST_SECONDS * (1 << min(self._failures, 16)))
        self._failures += 1
        return max(retry_after, self._random() * limit)

    def reset(self) -> None:
        """Begin anew: it worked, or something happened that makes it worth trying."""
        self._failures = 0
