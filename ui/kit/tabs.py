"""The parts of a page, one shown at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.kit.keys import key_name, on_key
from ui.kit.paint import focus_ring, rounded
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Radius, Size, Space


@dataclass(frozen=True, slots=True)
class Tab:
    """One part; ``key`` goes to it from anywhere on the page."""

    name: str
    words: str
    key: str = ""


class _TabButton(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setFixedHeight(Size.CONTROL)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_tab(self, tab: Tab) -> None:
        self.setText(tab.words)
        self.setAccessibleName(tab.words)
        self.setToolTip(key_name(tab.key) if tab.key else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font(strong=True)).horizontalAdvance(self.text())
        return QSize(words + 2 * Space.M, Size.CONTROL)

    def paintEvent(self, event: QPaintEvent) -> None:
        c, painter, box = colours(), QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        if on or self.underMouse():
            rounded(painter, box, Radius.CONTROL, c.accent.soft if on else c.hover)
        if self.hasFocus():
            focus_ring(painter, box, Radius.CONTROL - 1, c.accent.text)
        painter.setPen(QColor(c.accent.text if on else c.text_secondary))
        painter.setFont(font(strong=on))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextHideMnemonic
        painter.drawText(box, int(flags), self.text())


class Tabs(QWidget):
    """The row; arrow keys move."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.XS)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _TabButton] = {}
        self._group.buttonClicked.connect(lambda: self.chosen.emit(self.current()))

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show these, always the same ones; the first is chosen at first."""
        for tab in tabs:
            if tab.name not in self._buttons:
                self._add(tab)
            self._buttons[tab.name].set_tab(tab)
        if not self.current() and tabs:
            self.choose(tabs[0].name)

    def choose(self, name: str) -> None:
        """Choose without a signal."""
        self._buttons[name].setChecked(True)

    def current(self) -> str:
        """Return the name of the part that is shown."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "")

    def _add(self, tab: Tab) -> None:
        button = _TabButton()
        self._buttons[tab.name] = button
        self._group.addButton(button)
        self._row.addWidget(button)
        if tab.key:
            on_key(self, tab.key, self._goer(tab.name))

    def _goer(self, name: str) -> Callable[[], None]:
        return self._buttons[name].click
