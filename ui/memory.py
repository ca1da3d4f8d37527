"""What the window remembers by itself, before any store is open: its place and its look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.languages import Language
from ui.theme.current import ThemeChoice

_FILE = "window.ini"
_GEOMETRY, _LANGUAGE, _THEME, _STILL = "geometry", "language", "theme", "reduce_motion"


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks and speaks."""

    language: Language = Language.CHINESE
    theme: ThemeChoice = ThemeChoice.SYSTEM
    still: bool = False

    def overridden(self, language: str, theme: str) -> Look:
        """Return this look with what was asked for on the command line; unknown words count not."""
        look = self
        if language in set(Language):
            look = replace(look, language=Language(language))
        if theme in set(ThemeChoice):
            look = replace(look, theme=ThemeChoice(theme))
        return look


class Memory:
    """A small file in ``folder``; a damaged one is as good as none."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / _FILE), QSettings.Format.IniFormat)

    def look(self) -> Look:
        """Return the look chosen last."""
        language, theme = self._word(_LANGUAGE), self._word(_THEME)
        return Look(still=self._word(_STILL) == "1").overridden(language, theme)

    def keep_look(self, look: Look) -> None:
        """Remember a choice."""
        self._file.setValue(_LANGUAGE, look.language.value)
        self._file.setValue(_THEME, look.theme.value)
        self._file.setValue(_STILL, "1" if look.still else "0")
        self._file.sync()

    def geometry(self) -> QByteArray:
        """Return where the window was; empty if nobody knows."""
        kept = self._file.value(_GEOMETRY)
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window is."""
        self._file.setValue(_GEOMETRY, geometry)
        self._file.sync()

    def _word(self, name: str) -> str:
        return str(self._file.value(name) or "")
