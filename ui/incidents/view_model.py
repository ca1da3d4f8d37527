"""The presenter of what a person has to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.text import Text
from leader_app.errors import LeaderError
from leader_app.services.desk import Desk
from leader_app.services.incidents.listing import IncidentNote, IncidentPage, RefusedNote
from ui.tasks import Runner

_CONCERNING = (Entity.INCIDENT, Entity.COMMAND, Entity.REDEMPTION, Entity.DEVICE)


class Phase(StrEnum):
    """What the page is about just now."""

    LOADING = "loading"
    ENTRIES = "entries"
    NOTHING = "nothing"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look at: an incident or a refused command."""

    key: str
    at: datetime
    title: Text
    who: str
    settled: bool
    incident: IncidentNote | None = None
    refused: RefusedNote | None = None


class IncidentsViewModel(QObject):
    """Always up to date, since the rail shows how many are open even when the page is not."""

    changed = Signal()
    open_count = Signal(int)

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
        self.phase = Phase.LOADING
        self.entries: tuple[Entry, ...] = ()
        self.chosen: Entry | None = None
        self.error: LeaderError | None = None

    @Slot()
    def read(self) -> None:
        """Read everything again."""
        self._database.run(
            self, self._desk.incidents.page, self._came, self._failed, latest="incidents"
        )

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Read again if something in it may have changed."""
        if any(changes.concerns(entity) for entity in _CONCERNING):
            self.read()

    def choose(self, row: int) -> None:
        """Show one of them."""
        chosen = self.entries[row] if 0 <= row < len(self.entries) else None
        if chosen != self.chosen:
            self.chosen = chosen
            self.changed.emit()

    def chosen_row(self) -> int:
        """Return where the chosen one stands, or -1."""
        keys = [entry.key for entry in self.entries]
        return keys.index(self.chosen.key) if self.chosen and self.chosen.key in keys else -1

    def dismiss(self) -> None:
        """Take the chosen refused command off the list; it stays in the log."""
        if self.chosen is None or self.chosen.refused is None:
            return
        command_id = self.chosen.key
        self._database.run(
            self, lambda: self._desk.incidents.dismiss(command_id), self._dismissed, self._failed
        )

    def _dismissed(self, _done: None) -> None:
        self.read()

    def _came(self, page: IncidentPage) -> None:
        row = self.chosen_row()
        key = self.chosen.key if self.chosen else ""
        self.entries = _entries(page)
        self.error = None
        self.phase = Phase.ENTRIES if self.entries else Phase.NOTHING
        same = next((entry for entry in self.entries if entry.key == key), None)
        self.chosen = same or self._near(row)
        self.open_count.emit(page.open)
        self.changed.emit()

    def _near(self, row: int) -> Entry | None:
        """Return what stands where the chosen one stood; the first if nothing was chosen."""
        return self.entries[min(max(row, 0), len(self.entries) - 1)] if self.entries else None

    def _failed(self, error: LeaderError) -> None:
        self.error = error
        self.phase = Phase.ERROR
        self.changed.emit()


def _entries(page: IncidentPage) -> tuple[Entry, ...]:
    """Return what is open first, each part newest first."""
    incidents = [
        Entry(
            note.incident_id,
            note.at,
            note.title,
            f"{note.member_name} {note.phone_tail}".strip(),
            note.settled,
            incident=note,
        )
        for note in page.incidents
    ]
    refused = [
        Entry(note.command.command_id, note.command.at, note.title, "", settled=False, refused=note)
        for note in page.refused
    ]
    newest = sorted([*incidents, *refused], key=lambda entry: entry.at, reverse=True)
    return tuple(sorted(newest, key=lambda entry: entry.settled))
