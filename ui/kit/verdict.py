"""The verdict: one loud field that is read from two metres."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.paint import rounded
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Tone, Type

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_WRAP = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
_STEPS = (Type.VERDICT, Type.QUANTITY, Type.HEADLINE, Type.TITLE)


class VerdictField(QWidget):
    """A filled field: icon and words as large as there is room for, one line of why below."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._title, self._why, self._tone = "", "", "", Tone.NEUTRAL
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(Size.CONTROL_HUGE * 2)

    def set_verdict(self, icon: str, title: str, why: str, tone: Tone) -> None:
        """Show a verdict in all three ways: icon, words, colour."""
        self._icon, self._title, self._why, self._tone = icon, title, why, tone
        self.setAccessibleName(f"{title} {why}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return one height for all verdicts, so that nothing below jumps."""
        return QSize(Size.FORM, Size.CONTROL_HUGE * 2 + Space.L)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter, shades = QPainter(self), colours().tone(self._tone)
        box = QRectF(self.rect())
        rounded(painter, box, Radius.CARD, shades.fill)
        inner = box.adjusted(Space.XL, Space.M, -Space.XL, -Space.M)
        size = Type.VERDICT
        sign = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
        icons.paint(painter, self._icon, shades.on_fill, sign)
        self._paint_words(painter, inner.adjusted(size + Space.XL, 0, 0, 0), shades.on_fill)

    def _paint_words(self, painter: QPainter, box: QRectF, colour: str) -> None:
        painter.setPen(QColor(colour))
        small = font(Type.LEAD)
        below = QFontMetrics(small).boundingRect(box.toRect(), _WRAP, self._why).height()
        below = below + Space.XS if self._why else 0
        face = self._fitting(box.width(), box.height() - below)
        title = QFontMetrics(face).height()
        top = box.top() + (box.height() - title - below) / 2
        painter.setFont(face)
        painter.drawText(QRectF(box.left(), top, box.width(), title), _LEFT, self._title)
        painter.setFont(small)
        why = QRectF(box.left(), top + title + Space.XS, box.width(), below)
        painter.drawText(why, _WRAP, self._why)

    def _fitting(self, width: float, height: float) -> QFont:
        for step in _STEPS:
            face = font(step, strong=True)
            metrics = QFontMetrics(face)
            if metrics.horizontalAdvance(self._title) <= width and metrics.height() <= height:
                return face
        return font(_STEPS[-1], strong=True)
