"""Pictures for findings and signatures, as bytes. No widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from leader_app.ports.scanning import Frame
from ui.theme.fonts import font
from ui.theme.tokens import LIGHT, Space, Type

MOST_BYTES = 30 * 1024 * 1024
SIGNATURE = QSize(640, 240)
_QUALITY = 85


def of_frame(frame: Frame) -> bytes:
    """Return a camera's picture as a JPEG."""
    kind = QImage.Format.Format_BGR888
    return encoded(QImage(frame.pixels, frame.width, frame.height, frame.stride, kind), "jpeg")


def of_file(path: Path) -> bytes:
    """Return the bytes of a picture file.

    ``Refused`` for one that is too large to be a photo, ``Unavailable`` if it cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(
                say("The picture is larger than 30 MB"), say("Choose a photo, or a smaller copy.")
            )
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(
            say("The picture cannot be read"), say("Is the stick or the phone still plugged in?")
        ) from error


def of_name(name: str) -> bytes:
    """Return a typed name as the picture of a signature."""
    picture = blank_signature()
    painter = QPainter(picture)
    face = font(Type.VERDICT)
    face.setItalic(True)
    painter.setFont(face)
    painter.setPen(QColor(LIGHT.text))
    box = QRectF(0, 0, SIGNATURE.width(), SIGNATURE.height()).adjusted(
        Space.L, Space.L, -Space.L, -Space.L
    )
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), name)
    painter.end()
    return encoded(picture, "png")


def blank_signature() -> QImage:
    """Return white paper."""
    picture = QImage(SIGNATURE, QImage.Format.Format_RGB32)
    picture.fill(QColor(LIGHT.surface))
    return picture


def encoded(image: QImage, kind: str) -> bytes:
    """Return ``image`` as the bytes of a ``png`` or ``jpeg``."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(kind.encode()))
    if kind == "jpeg":
        writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())
