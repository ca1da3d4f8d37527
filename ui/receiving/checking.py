"""The presenter of what follows a count: who gets what, where it goes, who signs, the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.order import LineKey
from leader_app.errors import LeaderError
from leader_app.services.receiving.desk import (
    CountSheet,
    ReceiptDone,
    ReceiptPreview,
    Receiving,
    ShareLine,
)
from ui.receiving.shares import ProductShare, Shares
from ui.tasks import Runner

_CONCERNING = (Entity.ORDER, Entity.SLOT, Entity.PRODUCT, Entity.STOCK, Entity.REDEMPTION)


class Phase(StrEnum):
    """What the page is about just now."""

    CLOSED = "closed"
    LOADING = "loading"
    READY = "ready"
    FINISHING = "finishing"
    DONE = "done"
    ERROR = "error"


class Who(StrEnum):
    """Who signs."""

    DRIVER = "driver"
    LEADER = "leader"


class Paper(StrEnum):
    """What can be printed of a receipt."""

    PARCEL_LABELS = "parcel_labels"
    PICK_LIST = "pick_list"
    OWED_NOTES = "owed_notes"
    DELIVERY_NOTE = "delivery_note"


class CheckViewModel(QObject):
    """Grants are set here and sent when the receipt is booked; signatures are kept at once."""

    changed = Signal()
    shares_changed = Signal()
    finished = Signal()
    cue = Signal(str)
    trouble = Signal(object)
    print_wanted = Signal(str, object)
    """A ``Paper`` and the ids it is about."""

    def __init__(
        self,
        receiving: Receiving,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._receiving, self._database, self.now = receiving, database, now
        self.delivery_id = ""
        self.phase = Phase.CLOSED
        self.error: LeaderError | None = None
        self.sheet: CountSheet | None = None
        self.preview: ReceiptPreview | None = None
        self.shares = Shares()
        self.only_short = True
        self.done: ReceiptDone | None = None

    def open(self, sheet: CountSheet) -> None:
        """Look at what finishing this count would do."""
        self.delivery_id, self.sheet = sheet.delivery_id, sheet
        self.phase, self.error, self.done, self.preview = Phase.LOADING, None, None, None
        self.changed.emit()
        self.read()

    def forget(self) -> None:
        """Forget what a person set: another count begins."""
        self.shares, self.only_short, self.done = Shares(), True, None

    def close(self) -> None:
        """Look no more."""
        self.phase = Phase.CLOSED

    def read(self) -> None:
        """Have the rule applied again; what a person set stays where it can."""
        self._database.run(
            self,
            partial(self._receiving.preview, self.delivery_id),
            partial(self._ruled, self.delivery_id),
            partial(self._not_ruled, self.delivery_id),
            latest="preview",
        )

    def changes(self, changes: ChangeSet) -> None:
        """Reckon again if the orders, the stock or the slots behind it changed."""
        if self.phase is Phase.READY and any(changes.concerns(x) for x in _CONCERNING):
            self.read()

    def lines(self) -> tuple[ShareLine, ...]:
        """Return the lines to show: those of products that came too short, or all."""
        short = {one.product_id for one in self.shares.products() if one.is_short}
        lines = self.shares.lines()
        if not self.only_short:
            return lines
        return tuple(line for line in lines if line.share.demand.product_id in short)

    def products(self) -> Sequence[ProductShare]:
        """Return the products that wait, short ones first."""
        return self.shares.products()

    def show_all(self, *, wanted: bool) -> None:
        """Show the lines that get all they wait for too."""
        self.only_short = not wanted
        self.shares_changed.emit()

    def step(self, key: LineKey, delta: int) -> None:
        """Give a line some pieces more, or fewer."""
        line = next((x for x in self.shares.lines() if x.share.demand.key == key), None)
        if line is not None:
            self.set_grant(key, line.share.granted + delta)

    def set_grant(self, key: LineKey, pieces: int) -> None:
        """Give a line so many pieces; never more than it lacks or there is."""
        after = self.shares.set_to(key, pieces)
        if after.changed == self.shares.changed:
            self.cue.emit("look")
            return
        self._set_shares(after)

    def by_the_rule(self) -> None:
        """Share as the rule says again."""
        self._set_shares(Shares(self.shares.ruled, {}))

    def sign(self, who: Who, png: bytes) -> None:
        """Keep a signature; empty takes it back."""
        delivery_id = self.delivery_id
        self._database.run(
            self,
            lambda: self._receiving.sign(delivery_id, who.value, png),
            partial(self._signed, delivery_id),
            self._failed,
        )

    def finish(self, *, final: bool) -> None:
        """Book everything; ``final`` if no other truck of the delivery is to come."""
        if self.phase is not Phase.READY:
            return
        self.phase = Phase.FINISHING
        self.changed.emit()
        changed, delivery_id = self._changed(), self.delivery_id
        self._database.run(
            self,
            lambda: self._receiving.finish(delivery_id, final=final, changed=changed),
            self._finished,
            self._failed,
        )

    def print(self, paper: Paper) -> None:
        """Ask for a paper about what was booked."""
        ids = self.papers().get(paper, ())
        if ids:
            self.print_wanted.emit(paper.value, ids)

    def papers(self) -> dict[Paper, tuple[str, ...]]:
        """Return the papers that make sense now, and what each is about."""
        done = self.done
        if done is None:
            return {}
        ready = tuple(done.ready_orders)
        keys = (x.share.demand.key for x in self.shares.lines() if x.share.missing)
        found = {
            Paper.PARCEL_LABELS: ready,
            Paper.PICK_LIST: ready,
            Paper.OWED_NOTES: tuple(dict.fromkeys(key.order_id for key in keys)),
            Paper.DELIVERY_NOTE: (done.receipt.stock.deed_id,),
        }
        return {paper: ids for paper, ids in found.items() if ids}

    def _set_shares(self, shares: Shares) -> None:
        self.shares = shares
        self.shares_changed.emit()
        changed, delivery_id = self._changed(), self.delivery_id
        self._database.run(
            self,
            lambda: self._receiving.preview(delivery_id, changed),
            partial(self._previewed, delivery_id),
            self._failed,
            latest="preview",
        )

    def _changed(self) -> tuple[tuple[LineKey, int], ...]:
        return tuple(self.shares.changed.items())

    def _ruled(self, delivery_id: str, preview: ReceiptPreview) -> None:
        if delivery_id != self.delivery_id or self.phase not in {Phase.LOADING, Phase.READY}:
            return
        self.preview = preview
        self.shares = self.shares.ruled_again(preview)
        self.phase = Phase.READY
        self.changed.emit()
        self.shares_changed.emit()

    def _not_ruled(self, delivery_id: str, error: LeaderError) -> None:
        if delivery_id == self.delivery_id:
            self.phase, self.error = Phase.ERROR, error
            self.changed.emit()

    def _previewed(self, delivery_id: str, preview: ReceiptPreview) -> None:
        if delivery_id == self.delivery_id:
            self.preview = preview
            self.changed.emit()

    def _signed(self, delivery_id: str, sheet: CountSheet) -> None:
        if delivery_id == self.delivery_id:
            self.sheet = sheet
            self.changed.emit()

    def _finished(self, done: ReceiptDone) -> None:
        self.done, self.phase = done, Phase.DONE
        self.cue.emit("done")
        self.changed.emit()
        self.finished.emit()

    def _failed(self, error: LeaderError) -> None:
        if self.phase is Phase.FINISHING:
            self.phase = Phase.READY
        self.cue.emit("refused")
        self.changed.emit()
        self.trouble.emit(error)
