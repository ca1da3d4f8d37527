"""Reads the size of a picture from its first bytes, before anything unpacks it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_JPEG_SCAN = 0xDA
_BMP_OLD_HEADER = 12
_FOURTEEN_BITS = 0x3FFF


@dataclass(frozen=True, slots=True)
class PictureHeader:
    """Width and height in pixels, and whether the data reaches its own end."""

    width: int
    height: int
    whole: bool


def read_header(data: bytes) -> PictureHeader | None:
    """Return what a PNG, JPEG, WebP, BMP or GIF says of itself; ``None`` for anything else."""
    for signature, read in _READERS:
        if data.startswith(signature):
            try:
                return read(data)
            except (struct.error, IndexError):
                return None
    return None


def is_heic(data: bytes) -> bool:
    """Tell whether it is the form in which iPhones keep photographs."""
    return data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"hevc"}


def _png(data: bytes) -> PictureHeader:
    width, height = struct.unpack_from(">II", data, 16)
    return PictureHeader(width, height, b"IEND\xaeB`\x82" in data)


def _gif(data: bytes) -> PictureHeader:
    width, height = struct.unpack_from("<HH", data, 6)
    return PictureHeader(width, height, data.rstrip(b"\0").endswith(b";"))


def _bmp(data: bytes) -> PictureHeader:
    (size,) = struct.unpack_from("<I", data, 2)
    (header,) = struct.unpack_from("<I", data, 14)
    width, height = struct.unpack_from("<HH" if header == _BMP_OLD_HEADER else "<ii", data, 18)
    return PictureHeader(width, abs(height), size <= len(data))


def _webp(data: bytes) -> PictureHeader | None:
    (size,) = struct.unpack_from("<I", data, 4)
    whole = size + 8 <= len(data)
    form = data[8:16]
    if form == b"WEBPVP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return PictureHeader(width & _FOURTEEN_BITS, height & _FOURTEEN_BITS, whole)
    if form == b"WEBPVP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return PictureHeader((bits & _FOURTEEN_BITS) + 1, (bits >> 14 & _FOURTEEN_BITS) + 1, whole)
    if form == b"WEBPVP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return PictureHeader(width, height, whole)
    return None


def _jpeg(data: bytes) -> PictureHeader | None:
    size: tuple[int, int] | None = None
    for marker, start in _jpeg_segments(data):
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, start + 3)
            size = (width, height)
        if marker == _JPEG_SCAN and size is not None:
            return PictureHeader(*size, whole=data.find(b"\xff\xd9", start) >= 0)
    return PictureHeader(*size, whole=False) if size is not None else None


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield each segment's marker and where its length stands, up to the first scan."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - what every marker begins with
        marker = data[at + 1]
        if marker == 0xFF:  # noqa: PLR2004 - filling before a marker
            at += 1
            continue
        yield marker, at + 2
        if marker == _JPEG_SCAN:
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        at += 2 + length


_READERS: tuple[tuple[bytes, Callable[[bytes], PictureHeader | None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"RIFF", _webp),
    (b"GIF87a", _gif),
    (b"GIF89a", _gif),
    (b"BM", _bmp),
)
