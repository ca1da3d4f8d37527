"""The passphrase of a store on a computer without a keyring."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from leader_app.errors import LeaderError
from leader_app.services.counter import Counter, OpenCounter
from ui.tasks import Runner

SHORTEST = 8


class Slip(StrEnum):
    """What is wrong with what was typed, before anything is tried."""

    NONE = "none"
    SHORT = "short"
    DIFFERENT = "different"


class UnlockViewModel(QObject):
    """``opened`` carries the ``Counter``; ``first`` tells that a passphrase is being chosen."""

    changed = Signal()
    opened = Signal(object)

    def __init__(self, open_counter: OpenCounter, database: Runner, *, first: bool) -> None:
        super().__init__()
        self._open, self._database = open_counter, database
        self.first = first
        self.busy = False
        self.slip = Slip.NONE
        self.error: LeaderError | None = None

    def submit(self, passphrase: str, again: str) -> None:
        """Open the store; a first passphrase has to be typed twice and be long enough."""
        if self.busy:
            return
        self.error, self.slip = None, self._check(passphrase, again)
        if self.slip is Slip.NONE:
            self.busy = True
            self._database.run(self, lambda: self._open(passphrase), self._done, self._failed)
        self.changed.emit()

    def _check(self, passphrase: str, again: str) -> Slip:
        if len(passphrase) < (SHORTEST if self.first else 1):
            return Slip.SHORT
        return Slip.DIFFERENT if self.first and passphrase != again else Slip.NONE

    def _done(self, counter: Counter) -> None:
        self.busy = False
        self.changed.emit()
        self.opened.emit(counter)

    def _failed(self, error: LeaderError) -> None:
        self.busy, self.error = False, error
        self.changed.emit()
