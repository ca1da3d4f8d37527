"""QR codes as rows of modules, for whatever paints them."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=2048)
def modules(text: str, level: str = "M") -> tuple[bytes, ...]:
    """Return the rows of a QR code, one byte a module, 1 is black, without a quiet zone.

    ``level`` is how much may be smeared: L 7 %, M 15 %, Q 25 %, H 30 %.
    """
    import numpy as np
    import zxingcpp

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    image = np.asarray(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False))
    return tuple(bytes(row) for row in (image == 0).astype(np.uint8))


def row_runs(row: bytes) -> list[tuple[int, int]]:
    """Return where black begins in a row, and how long it is."""
    runs, start = [], -1
    for at, dot in enumerate((*row, 0)):
        if dot and start < 0:
            start = at
        elif not dot and start >= 0:
            runs.append((start, at - start))
            start = -1
    return runs
