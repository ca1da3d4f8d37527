"""The line at the foot of the window: how things stand, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.label import ElidedLabel, IconLabel, Label
from ui.shell.status import Item, StatusViewModel
from ui.theme.current import colours
from ui.theme.tokens import Ink, Size, Space, Type

_tr = QCoreApplication.translate


class _Part(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._sign = IconLabel("info", size=Size.ICON_SMALL)
        self._words = Label("", Type.CAPTION)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS + 2)
        layout.addWidget(self._sign)
        layout.addWidget(self._words)

    def set_item(self, item: Item | None) -> None:
        self.setVisible(item is not None)
        if item is not None:
            self._sign.set_icon(item.icon, item.ink)
            self._words.setText(item.words)
            self._words.set_ink(item.ink)
            self.setToolTip(item.hint)
            self.setAccessibleName(f"{item.words} {item.hint}".strip())


class StatusLine(QWidget):
    """Connection, age of the data and what is wrong on the left; unsent and camera on the right."""

    def __init__(self, model: StatusViewModel) -> None:
        super().__init__()
        self.setFixedHeight(Size.STATUS_LINE)
        self._model = model
        self._connection, self._age, self._unsent = _Part(), _Part(), _Part()
        self._camera = _Part()
        self._problem = ElidedLabel("", Type.CAPTION, Ink.HINT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Space.L, 0, Space.L, 0)
        layout.setSpacing(Space.XL)
        layout.addWidget(self._connection)
        layout.addWidget(self._age)
        layout.addWidget(self._problem, 1)
        layout.addWidget(self._unsent)
        layout.addWidget(self._camera)
        model.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Show the state in the language in force."""
        model = self._model
        self.setAccessibleName(_tr("StatusLine", "State of this counter"))
        self._connection.set_item(model.connection())
        self._age.set_item(model.age())
        self._problem.setText(model.problem())
        self._unsent.set_item(model.unsent())
        self._camera.set_item(model.camera())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the line above it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().surface))
        painter.fillRect(0, 0, self.width(), Size.LINE, QColor(colours().line))
