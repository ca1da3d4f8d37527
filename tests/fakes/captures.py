"""Fakes of cameras: each does what its script says."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image
    from leader_app.scanning.source import Source

GREY = np.full((72, 128, 3), 128, np.uint8)


class FakeCapture:
    """Gives its pictures one by one, then none, or waits for ``until`` first."""

    def __init__(self, *images: Image, until: Event | None = None, frame_s: float = 0.0) -> None:
        self._images = list(images)
        self._until = until
        self._frame_s = frame_s
        self.closed = Event()

    def read(self) -> Image | None:
        if self._images:
            return self._images.pop(0)
        if self._until is not None:
            self._until.wait(30)
        return None

    def frame_s(self) -> float:
        return self._frame_s

    def close(self) -> None:
        self.closed.set()


class BrokenCapture(FakeCapture):
    """Its driver fails at the first picture and again when it is let go."""

    def read(self) -> Image | None:
        raise RuntimeError("driver")

    def close(self) -> None:
        super().close()
        raise RuntimeError("driver")


class FakeOpener:
    """Opens the given captures one after the other; then nothing is plugged in."""

    def __init__(self, *captures: FakeCapture | None) -> None:
        self._captures = list(captures)
        self.opened: list[Source] = []

    def __call__(self, source: Source) -> FakeCapture | None:
        self.opened.append(source)
        return self._captures.pop(0) if self._captures else None
