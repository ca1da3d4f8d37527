"""The picture on a poster: turned upright, cropped around what matters."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainterPath

from ui.posters.sheet import Sheet

MOST_PIXELS = 100_000_000
_LONGEST = 2400


def opened(data: bytes) -> QImage | None:
    """Return a picture, upright and not larger than a poster has use for; ``None`` for none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return None
    if max(size.width(), size.height()) > _LONGEST:
        keep = Qt.AspectRatioMode.KeepAspectRatio
        reader.setScaledSize(size.scaled(QSize(_LONGEST, _LONGEST), keep))
    image = reader.read()
    return None if image.isNull() else image.convertToFormat(QImage.Format.Format_ARGB32)


def file_of(image: QImage) -> bytes:
    """Return a picture that comes as pixels as a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def crop_of(size: QSize, wanted: QRectF, focus: tuple[float, float]) -> QRectF:
    """Return the part of a picture that has the form of ``wanted``, around its focus."""
    share = min(size.width() / wanted.width(), size.height() / wanted.height())
    wide, high = wanted.width() * share, wanted.height() * share
    left = min(max(0.0, focus[0] * size.width() - wide / 2), size.width() - wide)
    top = min(max(0.0, focus[1] * size.height() - high / 2), size.height() - high)
    return QRectF(left, top, wide, high)


def draw_picture(
    sheet: Sheet, image: QImage, box: QRectF, focus: tuple[float, float], clip: QPainterPath
) -> None:
    """Draw a picture cropped to a box, within a shape."""
    part = crop_of(image.size(), box, focus).toAlignedRect().intersected(image.rect())
    small = image.copy(part).scaled(
        box.toAlignedRect().size(),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    sheet.painter.save()
    sheet.painter.setClipPath(clip)
    sheet.painter.fillPath(clip, Qt.GlobalColor.white)
    sheet.painter.drawImage(box.topLeft(), small)
    sheet.painter.restore()
