"""Three sounds that differ without looking; playing one never waits for anything."""

from __future__ import annotations

import shutil
import sys
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QApplication

CUES = ("accepted", "look", "refused", "done")
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"))
_MOST_AT_ONCE = 2
_PATIENCE_MS = 1000


class Sounds(QObject):
    """Plays a cue through the system's own player, or beeps where there is none."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = True
        self._command = _player()
        self._playing: list[QProcess] = []

    def play(self, cue: str) -> None:
        """Play ``cue`` (one of ``CUES``), unless sound is off."""
        if not self.on or cue not in CUES:
            return
        path = _file(cue)
        if sys.platform == "win32":
            _play_on_windows(path)
        elif self._command and len(self._playing) < _MOST_AT_ONCE:
            self._start(self._command, path)
        elif not self._command:
            QApplication.beep()

    def stop(self) -> None:
        """Cut off what still sounds, so that leaving does not wait."""
        playing, self._playing = self._playing, []
        for process in playing:
            process.kill()
            process.waitForFinished(_PATIENCE_MS)

    def _start(self, command: tuple[str, ...], path: Path) -> None:
        process = QProcess(self)
        self._playing.append(process)
        process.finished.connect(lambda code: self._ended(process, failed=code != 0))
        process.errorOccurred.connect(lambda: self._ended(process, failed=True))
        process.start(command[0], [*command[1:], str(path)])

    def _ended(self, process: QProcess, *, failed: bool) -> None:
        if process not in self._playing:
            return
        self._playing.remove(process)
        process.deleteLater()
        if failed:
            self._command = ()
            QApplication.beep()


def _player() -> tuple[str, ...]:
    known = (("afplay",),) if sys.platform == "darwin" else _PLAYERS
    return next((command for command in known if shutil.which(command[0])), ())


def _file(cue: str) -> Path:
    return Path(str(resources.files("resources"))) / "sounds" / f"{cue}.wav"


def _play_on_windows(path: Path) -> None:
    if sys.platform == "win32":
        import winsound

        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        winsound.PlaySound(str(path), flags)
