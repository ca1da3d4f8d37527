"""A state in one glance: icon, word, colour; never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.paint import rounded
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Size, Space, Tone, Type

PILL_HEIGHT = Size.ICON_LARGE


def pill_width(text: str, icon: str) -> int:
    """Return the width of a pill that says ``text``."""
    icon_room = Size.ICON_SMALL + Space.XS if icon else 0
    return QFontMetrics(font(Type.CAPTION)).horizontalAdvance(text) + icon_room + 2 * Space.S


def paint_pill(painter: QPainter, where: QRectF, text: str, icon: str, tone: Tone) -> None:
    """Draw a pill into ``where``, for widgets and delegates alike."""
    shades = colours().tone(tone)
    rounded(painter, where, where.height() / 2, shades.soft)
    at = where.left() + Space.S
    if icon:
        size = Size.ICON_SMALL - 2
        box = QRectF(at, where.center().y() - size / 2, size, size)
        icons.paint(painter, icon, shades.text, box)
        at += Size.ICON_SMALL + Space.XS - 1
    painter.setPen(QColor(shades.text))
    painter.setFont(font(Type.CAPTION))
    words = QRectF(at, where.top(), where.right() - at, where.height())
    painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)


class StatusPill(QWidget):
    """A pill of its own."""

    def __init__(self, text: str = "", icon: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._icon, self._tone = "", "", Tone.NEUTRAL
        self.set_state(text, icon, tone)

    def set_state(self, text: str, icon: str, tone: Tone) -> None:
        """Show another state."""
        self._text, self._icon, self._tone = text, icon, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for icon and word."""
        return QSize(pill_width(self._text, self._icon), PILL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        if self._text:
            painter = QPainter(self)
            paint_pill(painter, QRectF(self.rect()), self._text, self._icon, self._tone)
