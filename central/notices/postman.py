"""Pushes in the background of a serving centre, or until somebody stops it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping

from central.notices.gateways import gateways
from central.notices.pushing import PUBLIC_SETTING, Pusher
from central.storage.database import Database

logger = logging.getLogger(__name__)
LOOK_SECONDS = 5.0
_STOP_SECONDS = 30.0


def pusher(database: Database, settings: Mapping[str, str]) -> Pusher:
    """Return what sends by the ways that are set up, if any.

    ``central.notices.sending.SettingError`` for a setting that cannot be used.
    """
    return Pusher(database, gateways(settings), settings.get(PUBLIC_SETTING, ""))


class Postman:
    """Runs a pusher every few seconds, at once again while there is more to send."""

    def __init__(self, work: Pusher) -> None:
        self._work = work
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go_round, name="postman", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the message that is on its way."""
        self._ended.set()
        self._thread.join(_STOP_SECONDS)

    def _go_round(self) -> None:
        while not self._ended.is_set():
            if not self._round():
                self._ended.wait(LOOK_SECONDS)

    def _round(self) -> int:
        try:
            return self._work.run().count
        except Exception:
            logger.exception("the centre could not send what waits")
            return 0
