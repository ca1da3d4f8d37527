"""The codes printed on goods, for trying things out: what they say, and a picture of them."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from typing import Any

from leader_app.domain.gs1 import check_digit
from leader_app.domain.neighbourhood import Product

_GTIN = 14
_SCALE = 3


class NoBarcodeError(LookupError):
    """The product has no number a carton or label could carry."""


def item_text(product: Product) -> str:
    """Return the number on a piece; ``NoBarcodeError`` if it has none."""
    if not product.barcodes:
        raise NoBarcodeError(product.product_id)
    return product.barcodes[0]


def label_text(product: Product, lot: str, expires_on: date | None, *, carton: bool) -> str:
    """Return what a GS1-128 label says, in the form people read: ``(01)...(17)...(10)...``.

    Raises ``NoBarcodeError`` if the product has no number.
    """
    number = item_text(product).zfill(_GTIN)
    if carton:
        body = f"1{number[1:-1]}"
        number = body + check_digit(body)
    expiry = "" if expires_on is None else f"(17){expires_on:%y%m%d}"
    return f"(01){number}{expiry}" + (f"(10){lot}" if lot else "")


def png(text: str) -> bytes:
    """Draw a label (it begins with a bracket) as GS1-128, or a number as EAN-13 or EAN-8.

    Raises ``ModuleNotFoundError`` where zxing-cpp is not installed, ``ValueError`` for a text
    that fits no code.
    """
    import zxingcpp

    kinds = zxingcpp.BarcodeFormat
    if text.startswith("("):
        code = zxingcpp.create_barcode(text, kinds.Code128, gs1=True)
    elif len(text) <= 8:  # noqa: PLR2004 - the digits of an EAN-8
        code = zxingcpp.create_barcode(text.zfill(8), kinds.EAN8)
    else:
        code = zxingcpp.create_barcode(text.zfill(13), kinds.EAN13)
    image: Any = zxingcpp.write_barcode_to_image(code, scale=_SCALE)
    view = memoryview(image)
    height, width = view.shape or (0, 0)
    return _grey_png(bytes(view), width, height)


def _grey_png(pixels: bytes, width: int, height: int) -> bytes:
    rows = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
