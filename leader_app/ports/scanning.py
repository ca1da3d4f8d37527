"""Camera, scanners and pictures, as the window and scripts see them."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from leader_app.domain.scan import CameraStatus, Key, KeyVerdict, Scan, Symbol


class Frame(Protocol):
    """One camera picture, 8-bit BGR, rows of ``stride`` bytes."""

    @property
    def width(self) -> int:
        """Pixels a row."""

    @property
    def height(self) -> int:
        """Rows."""

    @property
    def stride(self) -> int:
        """Bytes a row."""

    @property
    def pixels(self) -> memoryview:
        """The rows, ``stride * height`` bytes, read-only."""


class ScanListener(Protocol):
    """Hears of codes and of the camera, on the scanning threads."""

    def scanned(self, scan: Scan) -> None:
        """Take a code that was presented."""

    def camera_changed(self, status: CameraStatus) -> None:
        """Take the camera's new state."""


class CameraScanner(Protocol):
    """Camera, decoder and same-code guard as one thing."""

    def start(self, source: str, listener: ScanListener) -> None:
        """Open ``source`` (index, path or URL) in the background; trouble comes as a status."""

    def stop(self) -> None:
        """Let go of the camera, within about 2 s whatever it does; again is harmless."""

    def status(self) -> CameraStatus:
        """Return the newest state."""

    def newest_frame(self) -> Frame | None:
        """Return the newest picture without consuming it; the same object is the same picture."""


class ScanGuard(Protocol):
    """The same text within 5 s of its last sighting is not a new scan. Any thread."""

    def is_new(self, text: str) -> bool:
        """Tell whether ``text`` counts as presented now; it is remembered either way."""

    def forget(self, text: str | None = None) -> None:
        """Let ``text`` (or every text) count as new again, as after an undo."""


class KeyTiming(Protocol):
    """Tells a keyboard-wedge scanner from a person by timing; one a window."""

    def key(self, key: Key) -> KeyVerdict:
        """Take a key press and say what the window shall do with it."""

    def idle(self, at_ms: int) -> KeyVerdict:
        """Take the silence up to ``at_ms``; to be called when ``deadline_ms`` has passed."""

    @property
    def deadline_ms(self) -> int | None:
        """When ``idle`` wants to be called; ``None`` if it need not be."""


class PictureReader(Protocol):
    """Finds codes in pictures; takes up to half a second each."""

    def read_file(self, path: Path) -> tuple[Symbol, ...]:
        """Return the codes in a file; ``Refused`` if it is no picture, ``Unavailable`` if gone."""

    def read_bytes(self, data: bytes) -> tuple[Symbol, ...]:
        """Return the codes in an encoded picture (PNG, JPEG, WebP, BMP, GIF); errors as above."""


class PictureShrinker(Protocol):
    """Makes photos small enough to keep and to send."""

    def shrink(self, data: bytes) -> bytes:
        """Return a picture as JPEG: upright, at most 1,600 pixels a side, nothing told of it.

        Takes any common format. ``Refused`` if it is no picture, or too large to be opened safely.
        """
