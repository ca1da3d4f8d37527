"""The presenter of the slots of the point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.slot import Slot
from leader_app.domain.stock import Level
from leader_app.errors import LeaderError
from leader_app.services.stock.desk import SlotRoom, SlotView
from ui.tasks import Runner

_CONCERNING = (Entity.SLOT, Entity.STOCK, Entity.STOCK_DEED, Entity.REDEMPTION)
Contents = Sequence[tuple[Level, str]]


class Phase(StrEnum):
    """What the list is about just now."""

    LOADING = "loading"
    ROWS = "rows"
    NOTHING = "nothing"
    ERROR = "error"


class SlotsViewModel(QObject):
    """Reads when it comes into sight and whenever something of it changed there."""

    changed = Signal()
    detail_changed = Signal()
    trouble = Signal(object)
    done = Signal(str, int)
    """What was done (``added``, ``kept``, ``closed``) and to how many slots."""

    def __init__(
        self,
        slots: SlotRoom,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._slots, self._database, self._now = slots, database, now
        self._in_sight, self._dirty = False, True
        self.phase = Phase.LOADING
        self.error: LeaderError | None = None
        self.rows: tuple[SlotView, ...] = ()
        self.chosen = ""
        self.contents: Contents = ()

    @property
    def slot(self) -> SlotView | None:
        """The chosen slot."""
        return next((row for row in self.rows if row.slot.slot_id == self.chosen), None)

    def today(self) -> date:
        """Return the day it is at the point."""
        return local_day(self._now())

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        if self._dirty:
            self.read()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False

    def changes(self, changes: ChangeSet) -> None:
        """Read again if something in it may have changed; out of sight later."""
        if any(changes.concerns(entity) for entity in _CONCERNING):
            self._dirty = True
            if self._in_sight:
                self.read()

    def read(self) -> None:
        """Read everything again."""
        self._dirty = False
        self._database.run(self, self._slots.all, self._came, self._failed, latest="slots")

    def choose(self, row: int) -> None:
        """Show what lies in one of them."""
        chosen = self.rows[row].slot.slot_id if 0 <= row < len(self.rows) else ""
        if chosen != self.chosen:
            self.chosen, self.contents = chosen, ()
            self.detail_changed.emit()
            self._read_contents()

    def chosen_row(self) -> int:
        """Return where the chosen one stands, or -1."""
        names = [row.slot.slot_id for row in self.rows]
        return names.index(self.chosen) if self.chosen in names else -1

    def add(self, zone: Zone, prefix: str, count: int, capacity_ml: int) -> None:
        """Add slots prefix-1 ... prefix-count, or the one slot ``prefix`` where ``count`` is 0."""
        name = prefix.strip()
        if count:
            self._do(lambda: self._slots.add_many(zone, name, count, capacity_ml), "added")
        else:
            self._do(lambda: [self._slots.put(name, zone, capacity_ml)], "added")

    def change(self, zone: Zone, capacity_ml: int) -> None:
        """Say how cold the chosen slot is and how much goes in."""
        name = self.chosen
        self._do(lambda: [self._slots.put(name, zone, capacity_ml)], "kept")

    def close_slot(self) -> None:
        """Take the chosen slot out of use."""
        name = self.chosen

        def work() -> Sequence[Slot]:
            self._slots.close(name)
            return ()

        self._do(work, "closed")

    def _do(self, work: Callable[[], Sequence[Slot]], what: str) -> None:
        self._database.run(self, work, partial(self._did, what), self.trouble.emit)

    def _did(self, what: str, slots: Sequence[Slot]) -> None:
        if slots and what == "added":
            self.chosen = slots[0].slot_id
        self.done.emit(what, len(slots))
        self.read()

    def _came(self, rows: Sequence[SlotView]) -> None:
        at = self.chosen_row()
        self.rows, self.error = tuple(rows), None
        if self.slot is None:
            near = self.rows[min(max(at, 0), len(self.rows) - 1)] if self.rows else None
            self.chosen = near.slot.slot_id if near is not None else ""
        self.phase = Phase.ROWS if rows else Phase.NOTHING
        self.changed.emit()
        self.detail_changed.emit()
        self._read_contents()

    def _read_contents(self) -> None:
        name = self.chosen
        if name:
            self._database.run(
                self,
                lambda: self._slots.contents(name),
                partial(self._contents_came, name),
                lambda _: None,
                latest="contents",
            )

    def _contents_came(self, name: str, contents: Contents) -> None:
        if name == self.chosen:
            self.contents = tuple(contents)
            self.detail_changed.emit()

    def _failed(self, error: LeaderError) -> None:
        self.error, self._dirty = error, True
        self.phase = Phase.ERROR
        self.changed.emit()
