"""The looks a picture is given, the quickest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from leader_app.domain.scan import Symbol

if TYPE_CHECKING:
    import zxingcpp

    from leader_app.scanning.frame import Image

QR = ("QRCodeModel2",)
LINEAR = ("EAN13", "EAN8", "UPCA", "UPCE", "Code128")
MATRIX = ("DataMatrix", "Aztec", "PDF417")
# Bars have a weak check or none: a text counts once two looks agree on it.
WEAK_FORMATS = frozenset({*LINEAR, "ISBN", "EANUPC"})
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
        import zxingcpp

        treated, scale = self.treat(grey) if self.treat else (grey, 1.0)
        formats = [zxingcpp.BarcodeFormat[name] for name in self.formats]
        split = zxingcpp.Binarizer
        found = zxingcpp.read_barcodes(
            treated,
            formats=zxingcpp.BarcodeFormats(formats),
            try_invert=self.inverted,
            text_mode=zxingcpp.TextMode.Plain,
            binarizer=split.GlobalHistogram if self.one_threshold else split.LocalAverage,
        )
        return tuple(_symbol(code, scale) for code in found if code.valid)


def _symbol(code: zxingcpp.Barcode, scale: float) -> Symbol:
    place = code.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    corners = tuple((round(point.x / scale), round(point.y / scale)) for point in points)
    return Symbol(code.text, code.format.name, corners)


def _smooth_and_large(grey: Image) -> tuple[Image, float]:
    """Twice the size, then softened: small and jagged modules grow and lose their noise."""
    from leader_app.scanning.opencv import cv2

    scale = 2.0 if grey.size <= _ENLARGED_AT_MOST else 1.0
    large = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
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
    Zxing(MATRIX, _half),
)
# A picture that comes alone is also searched for what a moving camera would sooner or later show.
LAST_LOOKS: tuple[Stage, ...] = (Zxing(MATRIX, inverted=True), Zxing(LINEAR, inverted=True))
