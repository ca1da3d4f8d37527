"""From a poster to a picture file that a chat takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageWriter

from leader_app.domain.poster import Poster, PosterDesign
from ui.posters.goods_designs import fresh, price
from ui.posters.news_designs import arrived, stream, tonight
from ui.posters.pictures import opened
from ui.posters.sheet import Sheet
from ui.posters.word_designs import calm, thanks
from ui.theme.poster_colours import POSTER_COLOURS

Design = Callable[[Sheet, Poster, QImage | None], None]
DESIGNS: Mapping[PosterDesign, Design] = MappingProxyType(
    {
        PosterDesign.FRESH: fresh,
        PosterDesign.PRICE: price,
        PosterDesign.TONIGHT: tonight,
        PosterDesign.STREAM: stream,
        PosterDesign.ARRIVED: arrived,
        PosterDesign.CALM: calm,
        PosterDesign.THANKS: thanks,
    }
)
MOST_BYTES = 2 * 1024 * 1024
"""WeCom takes no larger picture."""
_QUALITIES = (92, 86, 78, 66, 50)
_COMPRESSION = 60
_SMALL = 0.5


@dataclass(frozen=True, slots=True)
class Rendered:
    """A picture file: its bytes, and ``png`` or ``jpg``."""

    data: bytes
    suffix: str


def painted(poster: Poster, picture: bytes = b"") -> Sheet:
    """Return the sheet a poster was painted on; a picture that is none is drawn instead."""
    sheet = Sheet(poster.shape, POSTER_COLOURS[poster.mood])
    try:
        DESIGNS[poster.design](sheet, poster, opened(picture) if picture else None)
    finally:
        sheet.finish()
    return sheet


def render(poster: Poster, picture: bytes = b"") -> Rendered:
    """Return a poster as PNG, or as JPEG where that would be more than ``MOST_BYTES``."""
    return encoded(painted(poster, picture).image)


def small(poster: Poster, picture: bytes, width: int) -> QImage:
    """Return a poster as a thumbnail ``width`` pixels wide."""
    whole = painted(poster, picture).image
    return whole.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def encoded(image: QImage) -> Rendered:
    """Return an image as PNG, or as JPEG where that would be more than ``MOST_BYTES``."""
    made = Rendered(_written(image, "png"), "png")
    for quality in _QUALITIES:
        if len(made.data) <= MOST_BYTES:
            break
        made = Rendered(_written(image, "jpeg", quality), "jpg")
    return made


def _written(image: QImage, kind: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    if kind == "jpeg":
        writer.setQuality(quality)
    else:
        writer.setCompression(_COMPRESSION)
    writer.write(image)
    return bytes(buffer.data().data())
