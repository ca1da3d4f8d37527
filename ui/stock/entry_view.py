"""A line that takes codes, names and numbers; the page hears every key first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.theme.fonts import font
from ui.theme.tokens import Type

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LONGEST = 200
BOUNCE_MS = 300


class EntryLine(QLineEdit):
    """While it is empty ``keys`` are asked first; a text is sent off with Enter.

    An Enter that bounces right after one that sent off a text is none.
    """

    submitted = Signal(str)

    def __init__(self, keys: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._keys, self._sent_ms = keys, -BOUNCE_MS
        self.setProperty("large", "true")
        self.setFont(font(Type.TITLE))
        self.setMaxLength(_LONGEST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask the page, send off, or write."""
        if event.key() in _ENTER:
            if not event.isAutoRepeat():
                self._send(event.timestamp())
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if self.text() or not self._keys(event):
            super().keyPressEvent(event)

    def _send(self, at_ms: int) -> None:
        text = self.text()
        if text:
            self._sent_ms = at_ms
        elif 0 <= at_ms - self._sent_ms < BOUNCE_MS:
            return
        self.clear()
        self.submitted.emit(text)
