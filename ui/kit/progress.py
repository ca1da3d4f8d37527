"""How far something is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from ui.kit.paint import rounded
from ui.theme.current import colours, duration
from ui.theme.tokens import Motion, Space

_FRAME = 30
_SWEEP = 1200


class Progress(QProgressBar):
    """A thin bar; with a maximum of 0 it says that something goes on, not how far."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextVisible(False)
        self.setFixedHeight(Space.S)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._step = 0
        self._tick = QTimer(self, interval=_FRAME)
        self._tick.timeout.connect(self._go_on)

    def set_share(self, done: int, whole: int) -> None:
        """Show ``done`` of ``whole``; 0 means that nobody knows."""
        self.setMaximum(whole)
        self.setValue(min(done, whole))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a thin line."""
        return QSize(Space.XXL * 4, Space.S)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to move."""
        super().showEvent(event)
        if duration(Motion.CALM):
            self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop."""
        super().hideEvent(event)
        self._tick.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and bar."""
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        radius = box.height() / 2
        rounded(painter, box, radius, c.skeleton)
        if self.maximum() > 0:
            share = self.value() / self.maximum()
            if share > 0:
                width = max(box.height(), box.width() * share)
                rounded(painter, QRectF(0, 0, width, box.height()), radius, c.accent_fill)
            return
        width = box.width() / 4
        at = (box.width() - width) * abs(1 - 2 * self._step / _SWEEP)
        rounded(painter, QRectF(at, 0, width, box.height()), radius, c.accent_fill)

    def _go_on(self) -> None:
        if self.maximum() == 0:
            self._step = (self._step + _FRAME) % _SWEEP
            self.update()
