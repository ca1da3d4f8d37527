"""Cards of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.kit.paint import focus_ring, rounded
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space, Type

_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Option:
    """One card."""

    key: str
    words: str
    hint: str = ""
    icon: str = ""


class _RadioCard(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.option = Option("", "")
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_option(self, option: Option) -> None:
        self.option = option
        self.setText(option.words)
        self.setAccessibleName(option.words)
        self.setAccessibleDescription(option.hint)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font(strong=True)).horizontalAdvance(self.option.words)
        hint = QFontMetrics(font(Type.CAPTION)).horizontalAdvance(self.option.hint)
        icon = Size.ICON + Space.M if self.option.icon else 0
        height = Size.CONTROL_HUGE if self.option.hint else Size.CONTROL_LARGE
        return QSize(max(words, hint) + icon + Size.ICON + Space.M + 2 * Space.L, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        fill = c.accent.soft if on else c.hover if self.underMouse() else c.surface
        rounded(painter, box, Radius.CONTROL, fill, c.accent.text if on else c.line_strong)
        if self.hasFocus():
            focus_ring(painter, box, Radius.CONTROL - 1, c.accent.text)
        inner = box.adjusted(Space.L, Space.S, -Space.L, -Space.S)
        if self.option.icon:
            where = QRectF(inner.left(), inner.center().y() - Size.ICON / 2, Size.ICON, Size.ICON)
            icons.paint(painter, self.option.icon, c.accent.text if on else c.text_hint, where)
            inner.setLeft(inner.left() + Size.ICON + Space.M)
        self._paint_words(painter, inner)
        self._paint_mark(painter, box)

    def _paint_words(self, painter: QPainter, inner: QRectF) -> None:
        c = colours()
        painter.setPen(QColor(c.text))
        painter.setFont(font(strong=self.isChecked()))
        if not self.option.hint:
            painter.drawText(inner, _LEFT, self.option.words)
            return
        half = inner.height() / 2
        painter.drawText(inner.adjusted(0, 0, 0, -half), _LEFT, self.option.words)
        painter.setPen(QColor(c.text_hint))
        painter.setFont(font(Type.CAPTION))
        painter.drawText(inner.adjusted(0, half, 0, 0), _LEFT, self.option.hint)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        c, size = colours(), Size.ICON_SMALL
        ring = QRectF(box.right() - Space.L - size, box.center().y() - size / 2, size, size)
        painter.setBrush(QColor(c.accent_fill) if self.isChecked() else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(c.accent_fill if self.isChecked() else c.line_strong), 1.5))
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.accent.on_fill))
            painter.drawEllipse(ring.center(), 2.5, 2.5)


class RadioCards(QWidget):
    """Cards side by side, or one under the other; arrow keys move."""

    chosen = Signal(str)

    def __init__(self, *, stacked: bool = False) -> None:
        super().__init__()
        self._row: QBoxLayout = QVBoxLayout(self) if stacked else QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.S)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda: self.chosen.emit(self.current()))
        self._cards: list[_RadioCard] = []

    def set_options(self, options: Sequence[Option]) -> None:
        """Show these; what was chosen stays chosen."""
        while len(self._cards) < len(options):
            card = _RadioCard()
            self._cards.append(card)
            self._group.addButton(card)
            self._row.addWidget(card)
        for card, option in zip(self._cards, options, strict=True):
            card.set_option(option)

    def choose(self, key: str) -> None:
        """Choose without a signal; an unknown key changes nothing."""
        for card in self._cards:
            if card.option.key == key:
                card.setChecked(True)

    def current(self) -> str:
        """Return the key of what is chosen; empty if nothing is."""
        return next((card.option.key for card in self._cards if card.isChecked()), "")
