"""On or off, at once."""

from __future__ import annotations

from PySide6.QtCore import Property, QPropertyAnimation, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.kit.paint import focus_ring, rounded
from ui.theme.current import colours, duration
from ui.theme.tokens import Motion, Size, Space

_WIDTH, _HEIGHT, _KNOB = 44, Size.ICON_LARGE, 18


class Toggle(QAbstractButton):
    """A switch; Space turns it."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedSize(_WIDTH + 2 * Space.XS, _HEIGHT + 2 * Space.XS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._at = 0.0
        self._slide = QPropertyAnimation(self, b"knob", self)
        self.toggled.connect(self._move)

    def sizeHint(self) -> QSize:
        """Return its one size."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and knob."""
        c, painter = colours(), QPainter(self)
        track = QRectF(Space.XS, Space.XS, _WIDTH, _HEIGHT)
        on = self.isChecked()
        fill = c.accent_fill if on else c.line_strong
        rounded(painter, track, _HEIGHT / 2, fill if self.isEnabled() else c.line)
        inset = (_HEIGHT - _KNOB) / 2
        left = track.left() + inset + self._at * (_WIDTH - _KNOB - 2 * inset)
        painter.setBrush(QColor(c.accent.on_fill))
        painter.drawEllipse(QRectF(left, track.top() + inset, _KNOB, _KNOB))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), self.height() / 2 - 1, c.accent.text)

    def _move(self, on: bool) -> None:
        self._slide.stop()
        target = 1.0 if on else 0.0
        if not self.isVisible() or not duration(Motion.QUICK):
            self._set_knob(target)
            return
        self._slide.setDuration(duration(Motion.QUICK))
        self._slide.setEndValue(target)
        self._slide.start()

    def _knob(self) -> float:
        return self._at

    def _set_knob(self, at: float) -> None:
        self._at = at
        self.update()

    knob = Property(float, _knob, _set_knob)
