"""Keys: how they are named on a button, and how a widget answers one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_tr = QCoreApplication.translate


def key_name(key: str) -> str:
    """Return what stands on the key cap: ``Return`` is called Enter, the rest by its own name."""
    if key in {"Return", "Enter"}:
        return "Enter"
    if key == "Space":
        return _tr("Keys", "Space")
    if key.endswith("+Return"):
        return key.removesuffix("Return") + "Enter"
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def on_key(widget: QWidget, key: str, deed: Callable[[], object]) -> QShortcut:
    """Do ``deed`` when ``key`` is pressed anywhere in the window while ``widget`` is to be seen.

    A widget on a page that is not shown, or one that is disabled, does not answer.
    Enter on the number pad counts as Enter.
    """
    shortcut = QShortcut(widget)
    names = ["Return", "Enter"] if key in {"Return", "Enter"} else [key]
    shortcut.setKeys([QKeySequence(name) for name in names])
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(deed)
    return shortcut
