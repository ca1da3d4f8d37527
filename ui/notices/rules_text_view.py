"""A text with places, what is wrong in it underlined where it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from leader_app.services.notices.desk import Flaw
from ui.theme.current import colours
from ui.theme.fonts import font
from ui.theme.tokens import Size, Type


class PlacesEdit(QPlainTextEdit):
    """Tab goes on to the next field: nobody wants one in a notice."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(Type.LEAD))
        self.setTabChangesFocus(True)
        self.setMinimumHeight(Size.RAIL)

    def show_flaws(self, flaws: Sequence[Flaw]) -> None:
        """Underline what is wrong."""
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(QColor(colours().bad.text))
        look.setBackground(QColor(colours().bad.soft))
        text, marks = self.toPlainText(), []
        for flaw in flaws:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_units(text[: flaw.start]))
            end = _units(text[: flaw.start + max(1, flaw.length)])
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.setExtraSelections(marks)

    def insert_place(self, name: str) -> None:
        """Write a place where the caret is."""
        self.insertPlainText(f"{{{name}}}")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to whoever keeps the text."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)


def _units(text: str) -> int:
    """Return how many positions Qt counts in ``text``: it counts UTF-16."""
    return len(text.encode("utf-16-le")) // 2
