"""What was handed over today, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.local_time import local_day
from leader_app.errors import LeaderError
from leader_app.services.desk import Desk
from leader_app.services.pickup.verdict import HandOverNote
from ui.pickup.card import may_undo
from ui.tasks import Runner

_CONCERNING = (Entity.REDEMPTION, Entity.CLAIM, Entity.COMMAND, Entity.DEVICE, Entity.MEMBER)


class HistoryViewModel(QObject):
    """Reads the day again when something in it may have changed; out of sight it waits."""

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._database, self.now = desk, database, now
        self._in_sight = False
        self._dirty = True
        self._day = local_day(now())
        self.notes: tuple[HandOverNote, ...] = ()
        self.known = False

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        self._refresh()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Take note of a change."""
        if any(changes.concerns(entity) for entity in _CONCERNING):
            self._dirty = True
            self._refresh()

    def tick(self) -> None:
        """Hear that time has passed: a new day begins with an empty list."""
        if local_day(self.now()) != self._day:
            self._dirty = True
            self._refresh()

    def newest_undoable(self) -> HandOverNote | None:
        """Return what Undo takes back unless something else is chosen."""
        return next((note for note in self.notes if may_undo(note, self.now())), None)

    def _refresh(self) -> None:
        if self._in_sight and self._dirty:
            self._dirty = False
            self._day = local_day(self.now())
            self._database.run(self, self._desk.history, self._read, self._failed, latest="day")

    def _read(self, notes: Sequence[HandOverNote]) -> None:
        if not self.known or tuple(notes) != self.notes:
            self.known = True
            self.notes = tuple(notes)
            self.changed.emit()

    def _failed(self, error: LeaderError) -> None:
        self._dirty = True
