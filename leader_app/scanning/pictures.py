"""Codes in picture files, pasted screenshots and dropped pictures."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from leader_app.domain.scan import Symbol
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused, Unavailable
from leader_app.scanning.decoder import StagedReader
from leader_app.scanning.picture_header import PictureHeader, is_heic, read_header

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from leader_app.scanning.frame import Image

MAX_BYTES = 40_000_000
MAX_PIXELS = 100_000_000
_JPEG_END = b"\xff\xd9"  # a JPEG that is cut off shows what it has once it ends like one


class StillReader(Protocol):
    """Finds codes in a picture that comes alone."""

    def read_still(self, image: Image) -> tuple[Symbol, ...]:
        """Return the codes found, with all effort."""


@dataclass(frozen=True, slots=True)
class FileCodes:
    """What one file holds: (text, format) of each code, in milliseconds, or why not."""

    file: str
    codes: tuple[tuple[str, str], ...]
    ms: float
    error: LeaderError | None = None


class Pictures:
    """Reads pictures of at most 40 MB and 100 megapixels: PNG, JPEG, WebP, BMP and GIF."""

    def __init__(self, reader: StillReader | None = None) -> None:
        self._reader = reader or StagedReader()

    def read_file(self, path: Path) -> tuple[Symbol, ...]:
        """Return the codes in a picture file.

        Raises ``Unavailable`` if the file cannot be read, ``Refused`` if it is no picture, empty,
        damaged, cut off or too large.
        """
        return self.read_bytes(_file_bytes(path))

    def read_bytes(self, data: bytes) -> tuple[Symbol, ...]:
        """Return the codes in an encoded picture; raises ``Refused`` as ``read_file`` does."""
        header = _checked(data)
        image = _unpack(data if header.whole else data + _JPEG_END)
        found = self._reader.read_still(image) if image is not None else ()
        if not found and not header.whole:
            raise Refused(
                say("The picture is cut off."), say("Copy or send it again, then try again.")
            )
        if image is None:
            raise Refused(
                say("The picture is damaged."), say("Copy or send it again, then try again.")
            )
        return found


def decode_files(paths: Iterable[Path], pictures: Pictures | None = None) -> Iterator[FileCodes]:
    """Read one file after the other; a bad one yields its error and stops nothing."""
    reader = pictures or Pictures()
    for path in paths:
        start = time.perf_counter()
        codes: tuple[tuple[str, str], ...] = ()
        error: LeaderError | None = None
        try:
            codes = tuple((symbol.text, symbol.format) for symbol in reader.read_file(path))
        except LeaderError as trouble:
            error = trouble
        yield FileCodes(str(path), codes, round((time.perf_counter() - start) * 1000, 2), error)


def _file_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large()
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(
            say("The file {name} cannot be read.", name=path.name),
            say("Look whether it is still there and may be opened."),
        ) from error


def _checked(data: bytes) -> PictureHeader:
    """Return the header of a picture that may be unpacked, or raise ``Refused``."""
    if not data:
        raise Refused(say("The file is empty."), say("Choose a picture of the code."))
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
    if len(data) > MAX_BYTES or header.width * header.height > MAX_PIXELS:
        raise _too_large()
    return header


def _unpack(data: bytes) -> Image | None:
    """Return the pixels, grey or BGR on white ground, or ``None`` if they are damaged."""
    import numpy as np

    from leader_app.scanning.opencv import cv2

    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return None
    return None if image is None else _on_white(_in_8_bits(image))


def _in_8_bits(image: NDArray[Any]) -> Image:
    import numpy as np

    return (image >> 8 if image.dtype == np.uint16 else image).astype(np.uint8, copy=False)


def _on_white(image: Image) -> Image:
    """Put a picture that can be seen through on white: codes are often cut out that way."""
    import numpy as np

    from leader_app.scanning.opencv import cv2

    if image.ndim == 2 or image.shape[-1] != 4:  # noqa: PLR2004 - blue, green, red, opacity
        return image
    grey = cv2.cvtColor(image, cv2.COLOR_BGRA2GRAY).astype(np.uint16)
    opacity = image[..., 3].astype(np.uint16)
    shown: Image = ((grey * opacity + 255 * (255 - opacity)) // 255).astype(np.uint8)
    return shown


def _too_large() -> Refused:
    return Refused(
        say("The picture is too large."),
        say("Up to 40 MB and 100 megapixels can be read. Cut out the code and try again."),
    )
