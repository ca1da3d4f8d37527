"""Notices by themselves, for months: one thread that sends what is due, one at a time."""

from __future__ import annotations

import logging
import random
import threading
import traceback
from collections.abc import Callable

from leader_app.errors import LeaderError
from sync.backoff import Backoff
from sync.bell import Bell

_log = logging.getLogger(__name__)
_random = random.SystemRandom()

LONGEST_REST_SECONDS = 300.0
LEAST_REST_AFTER_TROUBLE_SECONDS = 1.0
STOP_SECONDS = 1.0
CALL_SECONDS = 60.0  # longer than any call to a channel may take
_MOST_BUGS = 100


class OutgoingThread:
    """Keeps ``leader_app.ports.Wake``. Only ``wake``, ``start`` and ``stop`` are for others.

    ``step`` does one thing and returns how many seconds it may rest, 0 if there is more to do.
    Trouble of the world makes it rest with growing pauses; a bug is logged once and does the same.
    ``interrupt`` ends what of a step may be cut off when it is to stop: asking, never sending.
    """

    def __init__(
        self,
        step: Callable[[], float],
        random: Callable[[], float] = _random.random,
        interrupt: Callable[[], None] = lambda: None,
    ) -> None:
        self._step = step
        self._interrupt = interrupt
        self._backoff = Backoff(random)
        self._bell = Bell()
        self._bugs: set[str] = set()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="outgoing", daemon=True)

    def start(self) -> None:
        """Begin; once in its life."""
        self._thread.start()

    def wake(self) -> None:
        """Ask for a step soon; never blocks."""
        self._bell.ring()

    def stop(self) -> None:
        """End within a second, or as soon as a running call ends; may be called twice.

        A call is not cut off: nobody would know whether its message arrived.
        """
        self._stopping = True
        self._bell.ring()
        if not self._thread.is_alive():
            return
        self._interrupt()
        self._thread.join(STOP_SECONDS)
        if self._thread.is_alive():
            _log.info("waiting for a message that is on its way")
            self._thread.join(CALL_SECONDS)

    def _work(self) -> None:
        while not self._stopping:
            rest = self._stepped()
            if rest > 0 and self._bell.wait(min(rest, LONGEST_REST_SECONDS)):
                self._backoff.reset()

    def _stepped(self) -> float:
        try:
            rest = self._step()
        except LeaderError as trouble:
            _log.info("notices wait: %s", trouble)
        except Exception as bug:  # noqa: BLE001 - months without supervision: say it and go on
            self._tell(bug)
        else:
            self._backoff.reset()
            return rest
        return max(LEAST_REST_AFTER_TROUBLE_SECONDS, self._backoff.after_failure())

    def _tell(self, bug: Exception) -> None:
        """Log a bug the first time it is met at its place."""
        place = traceback.extract_tb(bug.__traceback__)[-1]
        known = f"{type(bug).__name__} {place.filename}:{place.lineno}"
        if known not in self._bugs and len(self._bugs) < _MOST_BUGS:
            self._bugs.add(known)
            _log.error("a notice could not be sent in a way nobody thought of", exc_info=bug)
