"""The presenter of the receiving page: which of its screens is shown, and what leads to which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.ports.scanning import Frame
from leader_app.services.receiving.desk import Receiving
from leader_app.services.stock.desk import SlotRoom
from ui.receiving import checking, sheet
from ui.receiving.checking import CheckViewModel
from ui.receiving.counting import CountViewModel
from ui.receiving.overview import Goods, Group, OverviewViewModel
from ui.receiving.slots import SlotsViewModel
from ui.tasks import Runner

_OF_A_COUNT = (Entity.DELIVERY, Entity.RECEIPT, Entity.PRODUCT)


class Screen(StrEnum):
    """What fills the page."""

    LIST = "list"
    COUNT = "count"
    CHECK = "check"
    DONE = "done"
    SLOTS = "slots"


class ReceivingViewModel(QObject):
    """Owns a presenter for each screen; ``newest_frame`` is the camera's picture, for photos.

    ``goods`` is the stock room of the desk: the catalogue that unknown goods are chosen from.
    """

    screen_changed = Signal()
    cue = Signal(str)
    """One of the window's sounds."""
    trouble = Signal(object)
    """A ``LeaderError`` to be told in a line."""
    print_wanted = Signal(str, object)
    """The name of a paper and the ids it is about."""
    dropped = Signal()
    """A count was dropped."""

    def __init__(
        self,
        receiving: Receiving,
        goods: Goods,
        slots: SlotRoom,
        database: Runner,
        *,
        side: Runner,
        now: Callable[[], datetime],
        newest_frame: Callable[[], Frame | None] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._receiving, self._database, self.side, self.now = receiving, database, side, now
        self.newest_frame = newest_frame
        self.screen = Screen.LIST
        self.list = OverviewViewModel(receiving, goods, database, now=now, parent=self)
        self.count = CountViewModel(receiving, goods, database, now=now, parent=self)
        self.check = CheckViewModel(receiving, database, now=now, parent=self)
        self.slots = SlotsViewModel(slots, database, now=now, parent=self)
        self.count.cue.connect(self.cue)
        self.check.cue.connect(self.cue)
        for part in (self.count, self.check, self.slots):
            part.trouble.connect(self.trouble)
        self.check.print_wanted.connect(self.print_wanted)
        self.check.finished.connect(self._finished)

    def take_scan(self, text: str) -> bool:
        """Count what was read, beginning with the chosen delivery; tell if that is wanted now."""
        if self.screen is Screen.LIST:
            entry = self.list.chosen
            if entry is None or entry.group is not Group.COMING:
                return False
            self.open(entry.key)
        if self.screen is Screen.CHECK and self.check.phase is checking.Phase.READY:
            self.back()  # one more carton turned up
        if self.screen is not Screen.COUNT or self.count.phase is sheet.Phase.ERROR:
            return False
        self.count.scanned(text)
        return True

    def open(self, delivery_id: str) -> None:
        """Begin or go on with a count; an empty id is for goods without a manifest."""
        self.check.forget()
        self.count.open(delivery_id)
        self._go(Screen.COUNT)

    def go_on(self) -> None:
        """Go from the count to what follows of it."""
        kept = self.count.sheet
        if self.count.phase is sheet.Phase.OPEN and kept is not None:
            self.check.open(kept)
            self._go(Screen.CHECK)

    def back(self) -> None:
        """Go back one screen; what was counted stays."""
        if self.screen is Screen.CHECK and self.check.phase is checking.Phase.FINISHING:
            return
        if self.screen is Screen.CHECK:
            self.count.read()
            self._go(Screen.COUNT)
        else:
            self.to_list()

    def to_list(self) -> None:
        """Go to the list of deliveries."""
        self.list.forget()
        self._go(Screen.LIST)

    def to_slots(self) -> None:
        """Go to the slots."""
        self._go(Screen.SLOTS)

    def drop(self) -> None:
        """Drop the count in progress."""
        delivery_id = self.count.delivery_id
        self._database.run(
            self, lambda: self._receiving.abandon(delivery_id), self._dropped, self.trouble.emit
        )

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Tell each screen what changed."""
        self.list.changes(changes)
        self.slots.changes(changes)
        if self.screen is Screen.CHECK:
            self.check.changes(changes)
        elif self.screen is Screen.COUNT and any(changes.concerns(x) for x in _OF_A_COUNT):
            self.count.read()

    def _dropped(self, _nothing: None) -> None:
        self.to_list()
        self.dropped.emit()

    def _finished(self) -> None:
        self._go(Screen.DONE)

    def _go(self, screen: Screen) -> None:
        if screen is not Screen.CHECK:
            self.check.close()
        if screen is not self.screen:
            self.screen = screen
            self.screen_changed.emit()
