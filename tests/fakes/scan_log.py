"""A scan listener that writes down what it hears and lets a test wait for it."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition

from leader_app.domain.scan import CameraState, CameraStatus, Scan

PATIENCE_S = 20.0


class ScanLog:
    """Keeps all scans and camera states in their order."""

    def __init__(self) -> None:
        self._heard = Condition()
        self.scans: list[Scan] = []
        self.statuses: list[CameraStatus] = []

    def scanned(self, scan: Scan) -> None:
        with self._heard:
            self.scans.append(scan)
            self._heard.notify_all()

    def camera_changed(self, status: CameraStatus) -> None:
        with self._heard:
            self.statuses.append(status)
            self._heard.notify_all()

    @property
    def states(self) -> list[CameraState]:
        with self._heard:
            return [status.state for status in self.statuses]

    @property
    def texts(self) -> list[str]:
        with self._heard:
            return [scan.text for scan in self.scans]

    def wait_for(self, happened: Callable[[], bool], timeout_s: float = PATIENCE_S) -> bool:
        """Wait until ``happened`` is true; it is asked again after each call heard."""
        with self._heard:
            return self._heard.wait_for(happened, timeout_s)

    def wait_for_state(self, state: CameraState, times: int = 1) -> bool:
        return self.wait_for(lambda: [s.state for s in self.statuses].count(state) >= times)

    def wait_for_text(self, text: str, times: int = 1) -> bool:
        return self.wait_for(lambda: [s.text for s in self.scans].count(text) >= times)
