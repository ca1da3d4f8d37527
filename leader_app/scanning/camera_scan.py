"""The camera as a scanner: pictures in one thread, codes in another, each code once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import RLock

from leader_app.domain.scan import CameraState, CameraStatus
from leader_app.ports.scanning import ScanGuard, ScanListener
from leader_app.scanning.camera import Camera
from leader_app.scanning.capture import Capture, open_capture
from leader_app.scanning.decoder import StagedReader
from leader_app.scanning.frame import Frame
from leader_app.scanning.mailbox import Mailbox
from leader_app.scanning.reader_loop import FrameReader, ReaderLoop
from leader_app.scanning.source import Source, parse_source


def _utc_now() -> datetime:
    return datetime.now(UTC)


class CameraScan:
    """Starts and stops the camera with its reader; all calls are safe from any thread.

    ``repeat`` plays a video file again and again. The other arguments are for tests: ``opener``
    opens a source, ``clock`` gives seconds that never go back, ``now`` the aware UTC time.
    """

    def __init__(
        self,
        guard: ScanGuard,
        reader: FrameReader | None = None,
        *,
        repeat: bool = False,
        opener: Callable[[Source], Capture | None] = open_capture,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._guard = guard
        self._reader = reader or StagedReader()
        self._repeat = repeat
        self._opener = opener
        self._clock = clock
        self._now = now
        self._lock = RLock()
        self._box: Mailbox[Frame] = Mailbox()
        self._camera: Camera | None = None
        self._loop: ReaderLoop | None = None

    def start(self, source: str, listener: ScanListener) -> None:
        """Watch ``source``: a camera's number, a video file or an address with ``://``.

        Returns at once; trouble is told to ``listener`` as a state. A camera that runs already
        is stopped first. The listener must not stop the scanner from within its calls.
        """
        with self._lock:
            self.stop()
            self._box = Mailbox()
            camera = Camera(
                parse_source(source),
                self._box,
                listener.camera_changed,
                opener=self._opener,
                clock=self._clock,
                repeat=self._repeat,
            )
            self._loop = ReaderLoop(
                self._box,
                self._reader,
                self._guard,
                listener.scanned,
                on_idle=camera.watch,
                now=self._now,
            )
            self._camera = camera
            self._loop.start()
            camera.start()

    def stop(self) -> None:
        """Let go of the camera within about 2 s; nothing happens if none runs."""
        with self._lock:
            camera, self._camera = self._camera, None
            loop, self._loop = self._loop, None
            if loop is not None:
                loop.stop()
            if camera is not None:
                camera.stop()

    def status(self) -> CameraStatus:
        """Return what the camera is doing."""
        camera = self._camera
        return camera.status if camera is not None else CameraStatus(CameraState.STOPPED)

    def newest_frame(self) -> Frame | None:
        """Return the newest picture without taking it from the reader."""
        return self._box.peek()
