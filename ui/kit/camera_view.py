"""What the camera sees, live, while somebody looks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from leader_app.ports.scanning import Frame
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

_FRAME_MS = 33
_WORDS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class CameraView(QWidget):
    """Asks for the newest picture thirty times a second, only while it is to be seen."""

    def __init__(self, newest_frame: Callable[[], Frame | None]) -> None:
        super().__init__()
        self._newest = newest_frame
        self._frame: Frame | None = None
        self._icon, self._words = "camera-off", ""
        self.setMinimumSize(Size.FORM // 2, Size.FORM * 3 // 8)
        self._tick = QTimer(self, interval=_FRAME_MS)
        self._tick.timeout.connect(self._look)

    def set_idle(self, icon: str, words: str) -> None:
        """Show this where there is no picture."""
        self._icon, self._words = icon, words
        self.setAccessibleDescription(words)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look."""
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop."""
        super().hideEvent(event)
        self._tick.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture so that it fills the box, or why there is none."""
        painter, box = QPainter(self), QRectF(self.rect())
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        shape = QPainterPath()
        shape.addRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        painter.setClipPath(shape)
        if self._frame is None:
            self._paint_idle(painter, box)
            return
        picture = _image(self._frame)
        painter.drawImage(box, picture, _middle(picture, box))

    def _paint_idle(self, painter: QPainter, box: QRectF) -> None:
        c = colours()
        painter.fillRect(box, QColor(c.sunken))
        size = Size.ICON_STATE
        top = box.center().y() - size
        sign = QRectF(box.center().x() - size / 2, top, size, size)
        icons.paint(painter, self._icon, c.text_hint, sign)
        painter.setPen(QColor(c.text_secondary))
        painter.setFont(font(Type.BODY))
        below = box.adjusted(Space.L, top + size + Space.S - box.top(), -Space.L, 0)
        painter.drawText(below, _WORDS, self._words)

    def _look(self) -> None:
        newest = self._newest()
        if newest is not self._frame:
            self._frame = newest
            self.update()


def _image(frame: Frame) -> QImage:
    kind = QImage.Format.Format_BGR888
    return QImage(frame.pixels, frame.width, frame.height, frame.stride, kind)


def _middle(picture: QImage, box: QRectF) -> QRectF:
    """Return the largest middle part of ``picture`` with the shape of ``box``."""
    share = min(picture.width() / box.width(), picture.height() / box.height())
    width, height = box.width() * share, box.height() * share
    left, top = (picture.width() - width) / 2, (picture.height() - height) / 2
    return QRectF(left, top, width, height)
