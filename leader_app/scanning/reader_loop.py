"""The thread that looks for codes in the camera's pictures."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

from leader_app.domain.scan import Scan, ScanSource, Symbol
from leader_app.ports.scanning import ScanGuard
from leader_app.scanning.frame import Frame
from leader_app.scanning.mailbox import Mailbox

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image

IDLE_S = 1.0
STOP_S = 2.0
_logger = logging.getLogger(__name__)


class FrameReader(Protocol):
    """Finds codes in a picture."""

    def read(self, image: Image) -> tuple[Symbol, ...]:
        """Return the codes found in one frame of many."""


class ReaderLoop:
    """Takes pictures from ``box``, reads them and hands each new code to ``on_scan``.

    ``on_scan`` is called from the loop's thread. ``on_idle`` is called when no picture came for a
    second. ``now`` gives the aware UTC time.
    """

    def __init__(
        self,
        box: Mailbox[Frame],
        reader: FrameReader,
        guard: ScanGuard,
        on_scan: Callable[[Scan], None],
        *,
        on_idle: Callable[[], None],
        now: Callable[[], datetime],
        idle_s: float = IDLE_S,
    ) -> None:
        self._box = box
        self._reader = reader
        self._guard = guard
        self._on_scan = on_scan
        self._on_idle = on_idle
        self._now = now
        self._idle_s = idle_s
        self._stopping = Event()
        self._reported: set[str] = set()
        self._thread = Thread(target=self._run, name="decoder", daemon=True)

    def start(self) -> None:
        """Begin; a loop is started once."""
        self._thread.start()

    def stop(self) -> None:
        """End; no scan is handed out once this has returned."""
        self._stopping.set()
        self._box.close()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def _run(self) -> None:
        while not self._stopping.is_set():
            frame = self._box.take(self._idle_s)
            if frame is not None:
                self._read(frame)
            elif not self._stopping.is_set():
                self._on_idle()

    def _read(self, frame: Frame) -> None:
        try:
            for symbol in self._reader.read(frame.image):
                self._present(symbol)
        except Exception as error:
            if self._is_first_of_its_kind(error):
                _logger.exception("A picture could not be read")

    def _present(self, symbol: Symbol) -> None:
        if symbol.valid and not self._stopping.is_set() and self._guard.is_new(symbol.text):
            self._on_scan(Scan(symbol.text, symbol.format, ScanSource.CAMERA, self._now()))

    def _is_first_of_its_kind(self, error: Exception) -> bool:
        """Tell whether to log it: the next picture may fail in the same way."""
        kind = type(error).__name__
        first = kind not in self._reported
        self._reported.add(kind)
        return first
