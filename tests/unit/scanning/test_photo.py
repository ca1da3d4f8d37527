"""Photos are made small, upright and silent; bombs and rubbish are refused."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from leader_app.domain.attachment import MAX_ATTACHMENT_BYTES
from leader_app.errors import Refused
from leader_app.ports import PictureShrinker
from leader_app.scanning.opencv import cv2
from leader_app.scanning.photo import MAX_PIXELS_UNPACKED, MAX_SIDE, PhotoShrinker
from leader_app.scanning.picture_header import read_header
from tests.unit.scanning.drawing import packed

Image = NDArray[np.uint8]
SECRET = b"GPS 39.90N 116.40E, a camera's serial number"


@pytest.fixture
def shrinker() -> PictureShrinker:
    return PhotoShrinker()


def a_photo(width: int, height: int) -> Image:
    """Return noise with a red left half, so that turning shows."""
    image = np.random.default_rng(1).integers(0, 60, (height, width, 3), dtype=np.uint8)
    image[:, : width // 2, 2] = 255
    return image


def with_exif(jpeg: bytes, orientation: int) -> bytes:
    """Return a JPEG that says how it was held, and where."""
    entries = struct.pack("<H", 1) + struct.pack("<HHII", 0x0112, 3, 1, orientation)
    tiff = b"II*\0" + struct.pack("<I", 8) + entries + b"\0\0\0\0" + SECRET
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def opened(data: bytes) -> Image:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert image is not None
    return image.astype(np.uint8)


@pytest.mark.parametrize("ending", [".png", ".jpg", ".webp", ".bmp", ".gif"])
def test_every_common_form_becomes_a_small_jpeg(shrinker: PictureShrinker, ending: str) -> None:
    small = shrinker.shrink(packed(a_photo(2000, 1000), ending))
    header = read_header(small)
    assert small.startswith(b"\xff\xd8")
    assert header is not None
    assert (header.width, header.height) == (MAX_SIDE, MAX_SIDE // 2)
    assert len(small) < MAX_ATTACHMENT_BYTES


@pytest.mark.parametrize("width", [400, 1700, 3300, 6600])
def test_small_ones_stay_and_large_ones_fit(shrinker: PictureShrinker, width: int) -> None:
    header = read_header(shrinker.shrink(packed(a_photo(width, width // 4), ".jpg")))
    assert header is not None
    assert header.width == min(width, MAX_SIDE)


def test_it_is_turned_upright_and_tells_nothing_of_where_it_was_taken(
    shrinker: PictureShrinker,
) -> None:
    held_sideways = with_exif(packed(a_photo(800, 400), ".jpg"), orientation=6)
    assert SECRET in held_sideways
    small = shrinker.shrink(held_sideways)
    assert SECRET not in small
    assert b"Exif" not in small
    image = opened(small)
    assert image.shape[:2] == (800, 400)
    assert image[100, 200, 2] > 200 > image[700, 200, 2]


def png_bomb(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(head))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0)
        + b"IEND\xaeB`\x82"
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not a picture"),
        (b"PK\x03\x04 a workbook", "not a picture"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
        (png_bomb(MAX_PIXELS_UNPACKED, 2), "too large"),
        (png_bomb(60_000, 60_000), "too large"),
        (png_bomb(0, 9), "not a picture"),
        (png_bomb(9, 9), "damaged"),
        (packed(a_photo(80, 40), ".jpg")[:-200], "damaged"),
        (b"\xff\xd8\xff" + bytes(41_000_000), "not a picture"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(
    shrinker: PictureShrinker, data: bytes, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        shrinker.shrink(data)


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]))
def test_rubbish_is_refused_and_nothing_else_happens(rubbish: bytes, begins: bytes) -> None:
    with pytest.raises(Refused):
        PhotoShrinker().shrink(begins + rubbish)
