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


class VerdictField(QWidget):
    """A filled field: icon and words as large as there is room for, one line of why below."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._title, self._why, self._tone = "", "", "", Tone.NEUTRAL
        self._settled = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(Size.CONTROL_HUGE * 2)

    def set_verdict(
        self, icon: str, title: str, why: str, tone: Tone, *, settled: bool = False
    ) -> None:
        """Show a verdict in all three ways: icon, words, colour; ``settled`` needs no more deed."""
        self._icon, self._title, self._why, self._tone = icon, title, why, tone
        self._settled = settled
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
        ink = colours().text if self._settled else shades.on_fill
        line = shades.text if self._settled else None
        rounded(painter, box, Radius.CARD, shades.soft if self._settled else shades.fill, line)
        inner = box.adjusted(Space.XL, Space.M, -Space.XL, -Space.M)
        size = Type.VERDICT
        sign = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
        icons.paint(painter, self._icon, shades.text if self._settled else ink, sign)
        self._paint_words(painter, inner.adjusted(size + Space.XL, 0, 0, 0), ink)

    def _paint_words(self, painter: QPainter, box: QRectF, colour: str) -> None:
        painter.setPen(QColor(colour))
        small = self._why_face(box.width())
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

    def _why_face(self, width: float) -> QFont:
        large = font(Type.TITLE)
        fits = QFontMetrics(large).horizontalAdvance(self._why) <= width
        return large if fits else font(Type.LEAD)

    def _fitting(self, width: float, height: float) -> QFont:
        """Return the face of a verdict, made smaller only as far as the words need it."""
        face = font(Type.VERDICT, strong=True)
        metrics = QFontMetrics(face)
        wide = width / max(1, metrics.horizontalAdvance(self._title))
        high = height / metrics.height()
        size = min(1.0, wide, high) * Type.VERDICT
        face.setPixelSize(max(int(Type.TITLE), int(size)))
        return face
