"""Key presses as a window gets them from the system, with time stamps of our own."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow

_SCANNER_MS = 4
_PERSON_MS = 130
_moments = count(1_000_000, 5_000)  # no two texts of a test run are near in time
_NAMED = {
    "\n": (Qt.Key.Key_Return, "\r"),
    "\t": (Qt.Key.Key_Tab, "\t"),
    " ": (Qt.Key.Key_Space, " "),
}


def scan(window: QWindow, text: str) -> None:
    """Type as a keyboard scanner does."""
    _type(window, text, _SCANNER_MS)


def write(window: QWindow, text: str) -> None:
    """Type as a person does."""
    _type(window, text, _PERSON_MS)


def press(
    window: QWindow,
    key: Qt.Key,
    text: str = "",
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press and let go of one key."""
    _click(window, key, text, next(_moments), modifiers)


def press_at(window: QWindow, key: Qt.Key, text: str, at_ms: int) -> None:
    """Press one key at a moment."""
    _click(window, key, text, at_ms, Qt.KeyboardModifier.NoModifier)


def _type(window: QWindow, text: str, gap_ms: int) -> None:
    at_ms = next(_moments)
    for letter in text:
        key, said = _NAMED.get(letter, (Qt.Key(ord(letter.upper())), letter))
        _click(window, key, said, at_ms, Qt.KeyboardModifier.NoModifier)
        at_ms += gap_ms


def _click(
    window: QWindow, key: Qt.Key, text: str, at_ms: int, modifiers: Qt.KeyboardModifier
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, modifiers, text)
        event.setTimestamp(at_ms)
        QCoreApplication.sendEvent(window, event)
