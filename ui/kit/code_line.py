"""A line that codes are typed into."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.kit.label import restyle
from ui.theme.fonts import font
from ui.theme.tokens import Type

LONGEST = 200


class CodeLine(QLineEdit):
    """Takes codes below any input method; the page hears every key first."""

    submitted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("large", "true")
        self.setFont(font(Type.TITLE))
        self.setMaxLength(LONGEST)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def grow(self, *, huge: bool) -> None:
        """Be the page's main thing, where there is no camera."""
        size = "huge" if huge else "true"
        if self.property("large") != size:
            self.setProperty("large", size)
            self.setFont(font(Type.HEADLINE if huge else Type.TITLE))
            restyle(self)

    def submit(self) -> None:
        """Hand on what was typed and be empty again."""
        text = self.text()
        self.clear()
        self.submitted.emit(text)

    def take(self, event: QKeyEvent) -> None:
        """Take a letter that was typed elsewhere on the page."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.insert(event.text())
