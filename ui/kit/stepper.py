"""A number of pieces: typed, or one more and one less."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.kit.button import Button, Kind
from ui.kit.label import Label
from ui.theme.fonts import font
from ui.theme.tokens import Ink, Size, Space, Type

MOST = 999_999


class _Number(QLineEdit):
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class Stepper(QWidget):
    """Emits what a person makes of it; setting it says nothing."""

    changed = Signal(int)
    entered = Signal()

    def __init__(self, least: int = 0, most: int = MOST) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.field = _Number()
        self.field.setFont(font(Type.LEAD, strong=True))
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setFixedWidth(Size.RAIL)
        self.field.setValidator(QIntValidator(0, MOST, self.field))
        self.less, self.more = Button("", Kind.QUIET, icon="minus"), Button("", icon="plus")
        self._unit = Label("", Type.BODY, Ink.SECONDARY)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        for part in (self.less, self.field, self.more, self._unit):
            line.addWidget(part)
        line.addStretch(1)
        self.less.clicked.connect(lambda: self._step(-1))
        self.more.clicked.connect(lambda: self._step(1))
        self.field.stepped.connect(self._step)
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(self.entered)

    def set_words(self, name: str, less: str, more: str, unit: str = "") -> None:
        """Name the number and its buttons."""
        self.field.setAccessibleName(name)
        self.less.set_words("", less)
        self.more.set_words("", more)
        self._unit.setText(unit)

    def set_bounds(self, least: int, most: int) -> None:
        """Allow these."""
        self._least, self._most = least, max(least, most)
        self._show_ends()

    def value(self) -> int:
        """Return the number; 0 while nothing is typed."""
        text = self.field.text()
        return int(text) if text.isdigit() else 0

    def set_value(self, value: int) -> None:
        """Show a number."""
        if value != self.value() or not self.field.text():
            self.field.setText(str(value))
        self._show_ends()

    def _step(self, step: int) -> None:
        value = max(self._least, min(self.value() + step, self._most))
        if value != self.value():
            self.set_value(value)
            self.changed.emit(value)

    def _typed(self) -> None:
        self._show_ends()
        self.changed.emit(self.value())

    def _show_ends(self) -> None:
        self.less.setEnabled(self.value() > self._least)
        self.more.setEnabled(self.value() < self._most)
