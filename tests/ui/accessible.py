"""What a screen reader would find missing, and where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget


def nameless(root: QWidget) -> list[QWidget]:
    """Return the visible widgets in ``root`` that take the keyboard but have no name."""
    found = []
    for widget in root.findChildren(QWidget):
        takes_keys = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled()
        inner = isinstance(widget.parent(), QAbstractScrollArea)
        if takes_keys and widget.isVisibleTo(root) and not inner and not _name(widget):
            found.append(widget)
    return found


def focused() -> QWidget:
    """Return the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
