"""The theme in force, and the switch between light, dark and what the system says."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.theme.fonts import font
from ui.theme.palette import palette
from ui.theme.qss import style_sheet
from ui.theme.tokens import DARK, LIGHT, Colours


class ThemeChoice(StrEnum):
    """What a person may choose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class _Theme:
    def __init__(self) -> None:
        self.choice = ThemeChoice.LIGHT
        self.colours = LIGHT
        self.reduced_motion = False
        self.listening = False
        self.worn = False


_theme = _Theme()


def use(choice: ThemeChoice) -> None:
    """Dress the whole application in ``choice`` and keep following it."""
    _theme.choice = choice
    _follow_system()
    wanted = DARK if _is_dark(choice) else LIGHT
    _theme.colours = wanted
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    _theme.worn = True
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setFont(font())
    application.setPalette(palette(wanted))
    application.setStyleSheet(style_sheet(wanted))


def colours() -> Colours:
    """Return the colours in force; ask again at every paint."""
    return _theme.colours


def choice() -> ThemeChoice:
    """Return what was chosen, which may be to follow the system."""
    return _theme.choice


def is_worn() -> bool:
    """Tell whether a theme was put on since the application began."""
    return _theme.worn


def reduce_motion(*, wanted: bool) -> None:
    """Stop (or allow) every animation."""
    _theme.reduced_motion = wanted


def duration(milliseconds: int) -> int:
    """Return how long an animation lasts: nothing at all with reduced motion."""
    return 0 if _theme.reduced_motion else milliseconds


def _is_dark(choice: ThemeChoice) -> bool:
    if choice is not ThemeChoice.SYSTEM:
        return choice is ThemeChoice.DARK
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def _follow_system() -> None:
    if not _theme.listening and QGuiApplication.instance() is not None:
        QGuiApplication.styleHints().colorSchemeChanged.connect(_system_changed)
        _theme.listening = True


def _system_changed() -> None:
    if _theme.choice is ThemeChoice.SYSTEM:
        use(ThemeChoice.SYSTEM)
