"""The navigation rail: a drawing and a word for each place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.paint import focus_ring, rounded
from ui.shell.page import Place, place_keys
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

_MOST = 99
_WORDS = Type.CAPTION + Space.S


class _RailButton(QAbstractButton):
    def __init__(self, place: Place, key: str) -> None:
        super().__init__()
        self.place, self.key = place, key
        self.narrow = False
        self.badge = 0
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.retranslate()

    def retranslate(self) -> None:
        name = self.place.name()
        self.setText(name)
        self.setToolTip(f"{name}  {self.key}".strip())
        self.setAccessibleName(f"{name} {self.badge}" if self.badge else name)
        self.setAccessibleDescription(self.key)

    def set_badge(self, count: int) -> None:
        if count != self.badge:
            self.badge = count
            self.retranslate()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(Size.RAIL_NARROW, Size.RAIL_NARROW if self.narrow else Size.RAIL_ITEM)

    def minimumSizeHint(self) -> QSize:
        return QSize(Size.RAIL_NARROW, Size.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter = colours(), QPainter(self)
        box = QRectF(self.rect()).adjusted(Space.XS + 2, 2, -Space.XS - 2, -2)
        on = self.isChecked()
        if on or self.underMouse():
            rounded(painter, box, Radius.CARD - 2, c.accent.soft if on else c.hover)
        if self.hasFocus():
            focus_ring(painter, box, Radius.CARD - 3, c.accent.text)
        colour = c.accent.text if on else c.text_secondary
        words = QRectF(box.left(), box.bottom() - _WORDS, box.width(), _WORDS - Space.XS)
        spoken = not self.narrow and box.height() >= Size.ICON_LARGE + _WORDS
        room = words.top() - box.top() if spoken else box.height()
        top = box.top() + max(0.0, (room - Size.ICON_LARGE) / 2)
        middle = box.center().x() - Size.ICON_LARGE / 2
        sign = QRectF(middle, top, Size.ICON_LARGE, Size.ICON_LARGE)
        icons.paint(painter, self.place.icon, colour, sign)
        if spoken:
            painter.setPen(QColor(colour))
            painter.setFont(font(Type.CAPTION, strong=on))
            painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())
        if self.badge:
            self._paint_badge(painter, QPointF(sign.right(), sign.top()))

    def _paint_badge(self, painter: QPainter, at: QPointF) -> None:
        c = colours()
        words = str(self.badge) if self.badge <= _MOST else f"{_MOST}+"
        width = max(18, QFontMetrics(font(Type.CAPTION)).horizontalAdvance(words) + Space.S)
        box = QRectF(at.x() - Space.S, at.y() - Space.XS - 2, width, 18)
        painter.setPen(QPen(QColor(c.surface), Size.FOCUS))
        painter.setBrush(QColor(c.bad.fill))
        painter.drawRoundedRect(box, 9, 9)
        painter.setPen(QColor(c.bad.on_fill))
        painter.setFont(font(Type.CAPTION))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)


class Rail(QWidget):
    """All places, the everyday ones above, settings at the foot."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.setFixedWidth(Size.RAIL)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _RailButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, Space.S, 0, Space.S)
        layout.setSpacing(Space.XS)
        layout.addWidget(_Sign())
        for at, place in enumerate(places):
            self._buttons[place.key] = _RailButton(place, place_keys(at)[0])
        for button in self._buttons.values():
            if not button.place.at_foot:
                self._add(layout, button)
        layout.addStretch(1)
        for button in self._buttons.values():
            if button.place.at_foot:
                self._add(layout, button)

    def choose(self, key: str) -> None:
        """Mark a place without a signal."""
        self._buttons[key].setChecked(True)

    def set_badge(self, key: str, count: int) -> None:
        """Show how many things wait at a place; 0 shows nothing."""
        self._buttons[key].set_badge(count)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show drawings alone."""
        self.setFixedWidth(Size.RAIL_NARROW if narrow else Size.RAIL)
        for button in self._buttons.values():
            button.narrow = narrow
            button.updateGeometry()
            button.update()

    def retranslate(self) -> None:
        """Name the places again."""
        for button in self._buttons.values():
            button.retranslate()
            button.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line on the right."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().surface))
        right = self.rect().adjusted(self.width() - Size.LINE, 0, 0, 0)
        painter.fillRect(right, QColor(colours().line))

    def _add(self, layout: QVBoxLayout, button: _RailButton) -> None:
        layout.addWidget(button)
        self._group.addButton(button)
        button.clicked.connect(lambda: self.chosen.emit(button.place.key))


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(Size.TITLE_LINE - Space.S)

    def paintEvent(self, event: QPaintEvent) -> None:
        size = Size.CONTROL - Space.XS
        box = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        icons.paint(QPainter(self), "logo", colours().text, box)
