"""Chips of which any number may hold."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.chips import Choice
from ui.kit.flow import FlowBox
from ui.kit.paint import focus_ring, rounded
from ui.theme import icons
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Size, Space, Type

_HEIGHT = Size.CONTROL - Space.XS
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class _Mark(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.count = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_choice(self, choice: Choice) -> None:
        self.count = "" if choice.count is None else f"{choice.count:,}"
        self.setText(choice.words)
        self.setAccessibleName(f"{choice.words} {self.count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(font(strong=True)).horizontalAdvance(self.text()) + 2 * Space.M
        if self.count:
            number = QFontMetrics(font(Type.CAPTION)).horizontalAdvance(self.count)
            width += Space.XS + 2 + number
        return QSize(width + Size.ICON_SMALL + Space.XS, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        ink = c.accent.text if on else c.text_secondary
        fill = c.accent.soft if on else c.hover if self.underMouse() else c.surface
        rounded(painter, box, box.height() / 2, fill, c.accent.text if on else c.line_strong)
        if self.hasFocus():
            focus_ring(painter, box, box.height() / 2 - 1, c.accent.text)
        size = Size.ICON_SMALL - 2
        sign = QRectF(Space.M - 2, box.center().y() - size / 2, size, size)
        icons.paint(painter, "check" if on else "plus", ink, sign)
        inner = box.adjusted(Space.M + Size.ICON_SMALL + Space.XS - 2, 0, -Space.M, 0)
        painter.setPen(QColor(ink))
        painter.setFont(font(strong=on))
        painter.drawText(inner, _MIDDLE | int(Qt.TextFlag.TextHideMnemonic), self.text())
        painter.setFont(font(Type.CAPTION))
        painter.setPen(QColor(c.accent.text if on else c.text_hint))
        painter.drawText(inner, _MIDDLE | int(Qt.AlignmentFlag.AlignRight), self.count)


class Marks(QWidget):
    """The rows; Tab goes from one to the next, Space marks it."""

    marked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._box = FlowBox()
        self._marks: dict[str, _Mark] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show these; the same ones again keep the keyboard."""
        kept, self._marks = self._marks, {}
        for choice in choices:
            mark = kept.get(choice.key) or self._new(choice.key)
            mark.set_choice(choice)
            self._marks[choice.key] = mark
        self._box.set_things(list(self._marks.values()))

    def set_marked(self, keys: Collection[str]) -> None:
        """Mark these without a signal."""
        for key, mark in self._marks.items():
            mark.setChecked(key in keys)

    def marked_keys(self) -> list[str]:
        """Return what is marked."""
        return [key for key, mark in self._marks.items() if mark.isChecked()]

    def keys(self) -> list[str]:
        """Return what can be marked."""
        return list(self._marks)

    def take_focus(self) -> None:
        """Put the keyboard on the first."""
        for mark in list(self._marks.values())[:1]:
            mark.setFocus(Qt.FocusReason.OtherFocusReason)

    def press(self, key: str) -> None:
        """Turn one, as a person would."""
        self._marks[key].click()

    def _new(self, key: str) -> _Mark:
        mark = _Mark()
        mark.clicked.connect(lambda on: self.marked.emit(key, on))
        return mark
