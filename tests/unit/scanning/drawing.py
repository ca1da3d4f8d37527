"""Draws codes as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from leader_app.scanning.opencv import cv2

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image


def code_image(text: str, kind: str = "QRCode", scale: int = 4) -> Image:
    """A grey picture of a code with its quiet zone."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat[kind])
    drawn = zxingcpp.write_barcode_to_image(code, scale=scale)
    return np.array(drawn, dtype=np.uint8)


def packed(image: NDArray[Any], ending: str) -> bytes:
    """The bytes of a picture file."""
    done, data = cv2.imencode(ending, image)
    assert done
    return bytes(data)
