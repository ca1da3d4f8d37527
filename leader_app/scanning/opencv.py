"""The one door to OpenCV: quiet, and without traces in the environment.

Import it inside functions only (``from leader_app.scanning.opencv import cv2``): it loads some
100 MB of libraries.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

# Read by OpenCV while it loads or opens a camera; whoever sets one of them keeps their value.
_WISHES = {
    "OPENCV_LOG_LEVEL": "SILENT",
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "3",  # seconds a camera may keep a read waiting
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",  # with them a camera takes 10 s to open
    "OPENCV_AVFOUNDATION_SKIP_AUTH": "1",  # the system asks by itself, off the main thread too
}
# Its loader points Qt at its own plugins, and programs we start at its own libraries.
_KEPT = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR", "LD_LIBRARY_PATH", "PATH")


@contextmanager
def _environment_kept() -> Iterator[None]:
    for name, wish in _WISHES.items():
        os.environ.setdefault(name, wish)
    before = {name: os.environ.get(name) for name in _KEPT}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


with _environment_kept():
    import cv2

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
# One picture is small work: handing it round between threads costs more than it saves.
cv2.setNumThreads(1)

__all__ = ["cv2"]
