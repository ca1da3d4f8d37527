"""The centre of a leader who has none: a process on this computer, started with the counter."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from leader_app.cli.centre_process import CentreProcess
from leader_app.config.paths import Places, make
from leader_app.errors import LeaderError
from leader_app.ports import Wake


class OwnCentre:
    """Keeps ``leader_app.ports.CentreOfOnesOwn``; the store of the centre is its own folder."""

    def __init__(self, where: Places) -> None:
        self._folder = where.own_centre
        self._process = CentreProcess(self._folder)
        self._starter: threading.Thread | None = None

    def invite(self, point_name: str) -> tuple[str, str]:
        """Make the centre with one point, start it and return its address and a fresh token."""
        make(self._folder)
        points = self._process.run("points")
        if not points:
            points = self._process.run("point", "add", "--name", point_name)
        token = self._process.run("enrol-token", "--point", str(points[0]["point"]))
        return self._process.start(), str(token[0]["token"])

    def begin(self, wake: Wake) -> None:
        """Start the centre, if this counter has one, in the background; then wake sync.

        A centre that does not start leaves the counter offline, which it can bear; the reason is
        in the centre's log.
        """
        if self._process.is_made:
            self._starter = threading.Thread(target=self._start, args=(wake,), name="own centre")
            self._starter.start()

    @contextlib.contextmanager
    def at_hand(self) -> Iterator[None]:
        """Have the centre answer during the block, if this counter has one of its own."""
        runs_already = not self._process.is_made or self._process.is_listening()
        if not runs_already:
            self._process.start()
        try:
            yield
        finally:
            self.close()

    def close(self) -> None:
        """End the centre that was started here."""
        if self._starter is not None:
            self._starter.join()
        self._process.stop()

    def _start(self, wake: Wake) -> None:
        with contextlib.suppress(LeaderError):
            self._process.start()
            wake.wake()
