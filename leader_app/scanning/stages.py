"""The looks a picture is given, the quickest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from leader_app.domain.scan import Corner, Symbol

if TYPE_CHECKING:
    import zxingcpp

    from leader_app.scanning.frame import Image

QR = ("QRCodeModel2",)
LINEAR = ("EAN13", "EAN8", "UPCA", "UPCE", "Code128")
MATRIX = ("DataMatrix", "Aztec", "PDF417")
# Bars have a weak check or none: a text counts once two looks agree on it.
WEAK_FORMATS = frozenset({*LINEAR, "ISBN", "EANUPC"})
_FLATTENED_VERSION = 14  # 73 modules; flattening a larger code takes too long for a frame
_ENLARGED_AT_MOST = 2_000_000  # pixels; a larger picture shows enough as it is


class Stage(Protocol):
    """One way of looking at a grey picture."""

    def look(self, grey: Image) -> tuple[Symbol, ...]:
        """Return what is found, with corners in pixels of ``grey``."""


@dataclass(frozen=True, slots=True)
class Zxing:
    """zxing-cpp looking for ``formats`` in a picture that ``treat`` made ready.

    ``treat`` returns the picture and how much larger it has become. ``one_threshold`` tells light
    from dark by one level for the whole picture instead of one for each region. ``inverted`` looks
    for light codes on dark ground as well.
    """

    formats: tuple[str, ...]
    treat: Callable[[Image], tuple[Image, float]] | None = None
    one_threshold: bool = False
    inverted: bool = False

    def look(self, grey: Image) -> tuple[Symbol, ...]:
        """Return what is found, with corners in pixels of ``grey``."""
        treated, scale = self.treat(grey) if self.treat else (grey, 1.0)
        found = _barcodes(
            treated, self.formats, one_threshold=self.one_threshold, inverted=self.inverted
        )
        return tuple(_symbol(code, scale) for code in found)


@dataclass(frozen=True, slots=True)
class Unbent:
    """QR codes that are seen, but cannot be read because their ground is bent.

    A text counts once two attempts to flatten the code agree on it.
    """

    def look(self, grey: Image) -> tuple[Symbol, ...]:
        """Return what is found, with corners in pixels of ``grey``."""
        large, scale = _large(grey)
        found = (self._flat(large, code, scale) for code in _barcodes(large, QR, failed=True))
        # A bent code may be seen twice, with different corners.
        return tuple({symbol.text: symbol for symbol in found if symbol is not None}.values())

    def _flat(self, large: Image, code: zxingcpp.Barcode, scale: float) -> Symbol | None:
        from leader_app.scanning.flat import flattened

        symbol = _symbol(code, scale)
        modules = _modules(code)
        if code.valid or modules is None:
            return symbol if code.valid else None
        seen: set[str] = set()
        for sheet in flattened(large, _corners(code, 1.0), modules):
            texts = {read.text for read in _barcodes(sheet, QR)}
            if agreed := texts & seen:
                return replace(symbol, text=agreed.pop(), valid=True)
            seen |= texts
        return None


def _barcodes(
    picture: Image,
    formats: tuple[str, ...],
    *,
    one_threshold: bool = False,
    inverted: bool = False,
    failed: bool = False,
) -> list[zxingcpp.Barcode]:
    """Return the codes read, with ``failed`` also those that were only seen."""
    import zxingcpp

    split = zxingcpp.Binarizer
    return zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat[name] for name in formats]),
        try_invert=inverted,
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=split.GlobalHistogram if one_threshold else split.LocalAverage,
        return_errors=failed,
    )


def _modules(code: zxingcpp.Barcode) -> int | None:
    """Return how many modules wide a QR code is; ``None`` if unknown or too many to flatten."""
    version = code.extra.get("Version") if isinstance(code.extra, dict) else None
    if not isinstance(version, str) or not version.isdecimal():
        return None
    return 17 + 4 * int(version) if 1 <= int(version) <= _FLATTENED_VERSION else None


def _symbol(code: zxingcpp.Barcode, scale: float) -> Symbol:
    return Symbol(code.text, code.format.name, _corners(code, scale), code.valid)


def _corners(code: zxingcpp.Barcode, scale: float) -> tuple[Corner, ...]:
    place = code.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((round(point.x / scale), round(point.y / scale)) for point in points)


def _large(grey: Image) -> tuple[Image, float]:
    """Twice the size, unless there are pixels enough."""
    from leader_app.scanning.opencv import cv2

    if grey.size > _ENLARGED_AT_MOST:
        return grey, 1.0
    large = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return large, 2.0  # type: ignore[return-value]


def _smooth_and_large(grey: Image) -> tuple[Image, float]:
    """Twice the size, then softened: small and jagged modules grow and lose their noise."""
    from leader_app.scanning.opencv import cv2

    large, scale = _large(grey)
    return cv2.GaussianBlur(large, (0, 0), 1.5), scale  # type: ignore[return-value]


def _sharp(grey: Image) -> tuple[Image, float]:
    """Contours lifted: what was out of focus comes back."""
    from leader_app.scanning.opencv import cv2

    soft = cv2.GaussianBlur(grey, (0, 0), 3)
    return cv2.addWeighted(grey, 2.5, soft, -1.5, 0), 1.0  # type: ignore[return-value]


def _half(grey: Image) -> tuple[Image, float]:
    """Half the size: a quarter of the cost, and enough for codes that are not ours anyway."""
    from leader_app.scanning.opencv import cv2

    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return half, 0.5  # type: ignore[return-value]


QUICK: Stage = Zxing(QR)
SECOND_LOOKS: tuple[Stage, ...] = (
    Zxing(QR, _smooth_and_large, one_threshold=True),
    Zxing(QR, inverted=True),
    Zxing(LINEAR),
    Zxing(QR, _sharp),
    Unbent(),
    Zxing(MATRIX, _half),
)
# A picture that comes alone is also searched for what a moving camera would sooner or later show.
LAST_LOOKS: tuple[Stage, ...] = (Zxing(MATRIX, inverted=True), Zxing(LINEAR, inverted=True))
