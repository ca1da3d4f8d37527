"""Photos made small enough to keep and to send; what they tell of place and camera goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.scanning.picture_header import PictureHeader, is_heic, read_header

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image

MAX_SIDE = 1600
QUALITY = 80
MAX_BYTES = 40_000_000
MAX_PIXELS = 100_000_000
MAX_PIXELS_UNPACKED = 40_000_000
_JPEG = b"\xff\xd8"


class PhotoShrinker:
    """Keeps ``leader_app.ports.PictureShrinker``: PNG, JPEG, WebP, BMP and GIF to JPEG."""

    def shrink(self, data: bytes) -> bytes:
        """Return a picture upright and at most 1,600 pixels a side, nothing told of it.

        ``Refused`` if it is no picture, damaged, cut off, or too large to be opened safely.
        """
        import numpy as np

        from leader_app.scanning.opencv import cv2

        image = _opened(data, _checked(data))
        height, width = image.shape[:2]
        scale = MAX_SIDE / max(height, width)
        if scale < 1:
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            image = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(
                np.uint8, copy=False
            )
        done, packed = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        if not done:
            raise _damaged()
        return packed.tobytes()


def _checked(data: bytes) -> PictureHeader:
    """Return the header of a picture that may be opened."""
    if is_heic(data):
        raise Refused(
            say("This is a HEIC photo, which cannot be read here."),
            say("Take a screenshot of it, or send it as JPEG."),
        )
    header = read_header(data)
    if header is None or header.width < 1 or header.height < 1:
        raise Refused(
            say("This is not a picture."), say("PNG, JPEG, WebP, BMP and GIF can be read.")
        )
    pixels = header.width * header.height
    most = MAX_PIXELS if data.startswith(_JPEG) else MAX_PIXELS_UNPACKED
    if len(data) > MAX_BYTES or pixels > most:
        raise Refused(
            say("The photo is too large."),
            say("Take it with the camera here, or send a smaller one."),
        )
    if not header.whole:
        raise _damaged()
    return header


def _opened(data: bytes, header: PictureHeader) -> Image:
    """Return the pixels, turned upright; a large JPEG is made smaller while it is unpacked."""
    import numpy as np

    from leader_app.scanning.opencv import cv2

    times = max(header.width, header.height) // MAX_SIDE
    reduced = {2: cv2.IMREAD_REDUCED_COLOR_2, 4: cv2.IMREAD_REDUCED_COLOR_4}
    smaller = max((x for x in reduced if x <= times), default=1)
    how = reduced.get(smaller, cv2.IMREAD_COLOR)
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), how)
    except cv2.error as error:
        raise _damaged() from error
    if image is None:
        raise _damaged()
    return image.astype(np.uint8, copy=False)


def _damaged() -> Refused:
    return Refused(say("The picture is damaged."), say("Copy or send it again, then try again."))
