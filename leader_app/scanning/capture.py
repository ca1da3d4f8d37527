"""Opens what gives pictures: a thin slot that tests fill with their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from leader_app.scanning.source import Source, SourceKind

if TYPE_CHECKING:
    import cv2 as cv2_types

    from leader_app.scanning.frame import Image

OPEN_TIMEOUT_MS = 5000
READ_TIMEOUT_MS = 3000
WIDTH = 1280
HEIGHT = 720
FRAMES_PER_SECOND = 30
_SLOWEST, _FASTEST = 1.0, 240.0


class Capture(Protocol):
    """An open source of pictures, used by one thread."""

    def read(self) -> Image | None:
        """Wait for the next picture; ``None``: there is none any more."""

    def frame_s(self) -> float:
        """Seconds between two pictures when played at its own speed."""

    def close(self) -> None:
        """Let go of the camera, file or connection."""


class VideoCapture:
    """OpenCV's capture."""

    def __init__(self, video: cv2_types.VideoCapture) -> None:
        self._video = video

    def read(self) -> Image | None:
        """Wait for the next picture; ``None``: there is none any more."""
        got, image = self._video.read()
        return image if got and image is not None and image.size else None  # type: ignore[return-value, redundant-expr]

    def frame_s(self) -> float:
        """Seconds between two pictures when played at its own speed."""
        from leader_app.scanning.opencv import cv2

        rate = self._video.get(cv2.CAP_PROP_FPS)
        return 1 / (rate if _SLOWEST <= rate <= _FASTEST else FRAMES_PER_SECOND)

    def close(self) -> None:
        """Let go of the camera, file or connection."""
        self._video.release()


def open_capture(source: Source) -> Capture | None:
    """Open ``source``, waiting up to 5 s; ``None`` if it does not answer."""
    from leader_app.scanning.opencv import cv2

    if source.kind is SourceKind.DEVICE:
        video = cv2.VideoCapture(source.target)
        _ask_for_lively_pictures(video)
    else:
        limits = [
            *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, OPEN_TIMEOUT_MS),
            *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, READ_TIMEOUT_MS),
        ]
        video = cv2.VideoCapture(source.address, cv2.CAP_FFMPEG, limits)
    if not video.isOpened():
        video.release()
        return None
    return VideoCapture(video)


def _ask_for_lively_pictures(video: cv2_types.VideoCapture) -> None:
    """Ask a camera for 720p at full rate and no queue of old pictures; it may decline."""
    from leader_app.scanning.opencv import cv2

    if not video.isOpened():
        return
    video.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    video.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
    video.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
    video.set(cv2.CAP_PROP_FPS, FRAMES_PER_SECOND)
    video.set(cv2.CAP_PROP_BUFFERSIZE, 1)
