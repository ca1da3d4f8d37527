"""The choices of this counter."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.errors import LeaderError
from leader_app.services.desk import Preferences
from ui.languages import Language
from ui.memory import Look
from ui.tasks import Runner
from ui.theme.current import ThemeChoice

SOUND, FAST, CAMERA = "sound", "pickup.fast", "camera"
FIRST_CAMERA, NO_CAMERA = "0", "none"
_DEFAULTS = {SOUND: "1", FAST: "0", CAMERA: FIRST_CAMERA}


class SettingsViewModel(QObject):
    """Every choice works at once; ``look_chosen`` carries a ``Look``."""

    changed = Signal()
    look_chosen = Signal(object)
    sound_chosen = Signal(bool)
    camera_chosen = Signal(str)

    def __init__(self, preferences: Preferences, database: Runner, look: Look) -> None:
        super().__init__()
        self._preferences, self._database = preferences, database
        self.look = look
        self.error: LeaderError | None = None
        self._words = dict(_DEFAULTS)

    @property
    def sound(self) -> bool:
        """Whether the counter is heard."""
        return self._words[SOUND] == "1"

    @property
    def fast(self) -> bool:
        """Whether a good code hands over at once."""
        return self._words[FAST] == "1"

    @property
    def camera(self) -> str:
        """Which camera: an index, a path, an address, or ``none``."""
        return self._words[CAMERA]

    def load(self) -> None:
        """Read the choices; the camera and the sound follow them."""
        self._database.run(self, self._read, self._loaded, self._failed, latest="load")

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Follow a choice made elsewhere."""
        if changes.concerns(Entity.SETTING):
            self.load()

    def choose_language(self, language: Language) -> None:
        """Speak another language."""
        self._choose_look(replace(self.look, language=language))

    def choose_theme(self, theme: ThemeChoice) -> None:
        """Wear other colours."""
        self._choose_look(replace(self.look, theme=theme))

    def choose_stillness(self, *, still: bool) -> None:
        """Stop or allow animations."""
        self._choose_look(replace(self.look, still=still))

    def choose_sound(self, *, on: bool) -> None:
        """Be heard or not."""
        self._put(SOUND, "1" if on else "0")

    def choose_fast(self, *, on: bool) -> None:
        """Hand over at once or only on a key."""
        self._put(FAST, "1" if on else "0")

    def choose_camera(self, source: str) -> None:
        """Look through another camera; nothing typed means the first one."""
        self._put(CAMERA, source.strip() or FIRST_CAMERA)

    def _choose_look(self, look: Look) -> None:
        if look != self.look:
            self.look = look
            self.look_chosen.emit(look)
            self.changed.emit()

    def _put(self, name: str, value: str) -> None:
        if self._words[name] == value:
            return
        self._take({**self._words, name: value})
        self._database.run(self, lambda: self._preferences.put(name, value), _nothing, self._failed)

    def _read(self) -> dict[str, str]:
        return {name: self._preferences.get(name) or word for name, word in _DEFAULTS.items()}

    def _loaded(self, words: dict[str, str]) -> None:
        self.error = None
        self._take(words, first=True)

    def _take(self, words: dict[str, str], *, first: bool = False) -> None:
        old, self._words = self._words, words
        if first or old[SOUND] != words[SOUND]:
            self.sound_chosen.emit(self.sound)
        if first or old[CAMERA] != words[CAMERA]:
            self.camera_chosen.emit(self.camera)
        self.changed.emit()

    def _failed(self, error: LeaderError) -> None:
        self.error = error
        self.changed.emit()


def _nothing(_result: None) -> None:
    """A choice that was kept needs no more words."""
