"""A field one chooses from, with the sign that it opens."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

from ui.theme import icons
from ui.theme.current import colours
from ui.theme.tokens import Size, Space


class Combo(QComboBox):
    """Draws its arrow in the colours of the theme: style sheets know files only."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the arrow."""
        super().paintEvent(event)
        size = Size.ICON_SMALL
        left, top = self.width() - size - Space.M, (self.height() - size) / 2
        ink = colours().text_secondary if self.isEnabled() else colours().text_hint
        icons.paint(QPainter(self), "chevron-down", ink, QRectF(left, top, size, size))
