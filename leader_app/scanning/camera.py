"""A camera in its own thread, which survives being unplugged and plugged in again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Lock, Thread

from leader_app.domain.scan import CameraState, CameraStatus
from leader_app.domain.text import Text
from leader_app.scanning.capture import Capture, open_capture
from leader_app.scanning.frame import Frame
from leader_app.scanning.mailbox import Mailbox
from leader_app.scanning.source import Source, SourceKind

STOP_S = 2.0
STALLED_S = 3.0
RETRY_S = (0.5, 1.0, 2.0, 3.0, 5.0)

_logger = logging.getLogger(__name__)


class Camera:
    """Puts the pictures of ``source`` into ``box`` from ``start`` until ``stop``.

    ``on_change`` is told each new state, from the camera's thread or from the one that calls
    ``stop`` or ``watch``. ``clock`` gives seconds that never go back. ``repeat`` plays a file again
    and again.
    """

    def __init__(
        self,
        source: Source,
        box: Mailbox[Frame],
        on_change: Callable[[CameraStatus], None],
        *,
        opener: Callable[[Source], Capture | None] = open_capture,
        clock: Callable[[], float] = time.monotonic,
        retry_s: tuple[float, ...] = RETRY_S,
        repeat: bool = False,
    ) -> None:
        self._source = source
        self._box = box
        self._on_change = on_change
        self._open = opener
        self._clock = clock
        self._retry_s = retry_s
        self._repeat = repeat
        self._stopping = Event()
        self._state_lock = Lock()
        self._status = CameraStatus(CameraState.STOPPED, source.name)
        self._frames = 0
        self._last_frame = clock()
        self._thread = Thread(target=self._run, name="camera", daemon=True)

    @property
    def status(self) -> CameraStatus:
        """The present state."""
        with self._state_lock:
            return self._status

    def start(self) -> None:
        """Begin; trouble is told as a state. A camera is started once."""
        self._thread.start()

    def stop(self) -> None:
        """End within about 2 s, whatever the camera does.

        A thread that hangs in the camera's driver is left behind; it lets go of the camera as soon
        as the driver returns, and says and delivers nothing any more.
        """
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)
        self._change(CameraState.STOPPED, None, final=True)

    def watch(self) -> None:
        """Notice that a camera that was live keeps its reader waiting for more than 3 s."""
        silent_s = self._clock() - self._last_frame
        if self.status.state is CameraState.LIVE and silent_s > STALLED_S:
            self._lost(self._source.lost())

    def _run(self) -> None:
        tries = 0
        reason: Text | None = None
        while not self._stopping.is_set():
            self._change(CameraState.OPENING, reason)
            played = self._session()
            if played and self._source.kind is SourceKind.FILE:
                self._change(CameraState.STOPPED, self._source.ended())
                return
            reason = self._lost(self._source.lost() if played else self._source.missing())
            tries = 1 if played else tries + 1
            pause = self._retry_s[min(tries, len(self._retry_s)) - 1]
            self._change(CameraState.RETRY, reason, pause)
            self._stopping.wait(pause)

    def _session(self) -> bool:
        """Play once, a repeated file for ever; tell whether there was a picture."""
        played = self._open_and_play()
        while played and self._repeat and not self._stopping.is_set():
            if self._source.kind is not SourceKind.FILE or not self._open_and_play():
                break
        return played

    def _open_and_play(self) -> bool:
        capture = None
        before = self._frames
        try:
            capture = self._open(self._source)
            if capture is not None:
                self._play(capture)
        except Exception:
            _logger.exception("The camera %s failed", self._source.name)
        finally:
            if capture is not None:
                with suppress(Exception):
                    capture.close()
        return self._frames > before

    def _play(self, capture: Capture) -> None:
        """Deliver pictures until there are none, a file's at their own speed."""
        pause = capture.frame_s() if self._source.kind is SourceKind.FILE else 0.0
        due = self._clock()
        while (image := capture.read()) is not None and not self._stopping.is_set():
            self._last_frame = self._clock()
            self._frames += 1
            self._box.put(Frame(image, self._last_frame))
            self._change(CameraState.LIVE, None)
            if pause:
                due = max(due + pause, self._last_frame)
                self._stopping.wait(due - self._last_frame)

    def _lost(self, reason: Text) -> Text:
        self._box.clear()
        self._change(CameraState.NO_SIGNAL, reason)
        return reason

    def _change(
        self,
        state: CameraState,
        reason: Text | None,
        retry_s: float = 0.0,
        *,
        final: bool = False,
    ) -> None:
        status = CameraStatus(state, self._source.name, reason, retry_s)
        with self._state_lock:
            if status == self._status or (self._stopping.is_set() and not final):
                return
            self._status = status
        self._on_change(status)
