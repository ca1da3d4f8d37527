"""The presenter of what follows a count: who gets what, where it goes, who signs, the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.document import DocumentKind
from leader_app.domain.order import LineKey
from leader_app.errors import LeaderError, Refused
from leader_app.services.receiving.desk import (
    CountSheet,
    ReceiptDone,
    ReceiptPreview,
    Receiving,
    ShareLine,
)
from ui.receiving.shares import ProductShare, Shares, ruled
from ui.tasks import Runner

_CONCERNING = (Entity.ORDER, Entity.SLOT, Entity.PRODUCT, Entity.STOCK, Entity.REDEMPTION)
Changed = tuple[tuple[LineKey, int], ...]


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


@dataclass(frozen=True, slots=True)
class _Answer:
    """The shares by the rule, and with what a person set otherwise as far as it still fits."""

    by_rule: ReceiptPreview
    preview: ReceiptPreview
    changed: Changed


class CheckViewModel(QObject):
    """Grants are set here and sent when the receipt is booked; signatures are kept at once."""

    changed = Signal()
    shares_changed = Signal()
    finished = Signal()
    cue = Signal(str)
    trouble = Signal(object)
    print_wanted = Signal(str, object)
    """The name of a ``DocumentKind`` and the ids it is about."""

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
        """Have the rule applied again; what a person set stays where it still fits."""
        self._database.run(
            self,
            partial(_preview, self._receiving, self.delivery_id, self._changed()),
            partial(self._previewed, self.delivery_id),
            partial(self._not_previewed, self.delivery_id),
            latest="preview",
        )

    def changes(self, changes: ChangeSet) -> None:
        """Reckon again if the orders, the stock or the slots behind it changed."""
        if self.phase is Phase.READY and any(changes.concerns(x) for x in _CONCERNING):
            self.read()

    def lines(self) -> tuple[ShareLine, ...]:
        """Return the lines to show: those of products that came too short, or all."""
        short = {one.product_id for one in self.shares.products() if one.is_short}
        lines = self.shares.lines
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
        line = self.shares.line(key)
        if line is not None:
            self.set_grant(key, line.share.granted + delta)

    def set_grant(self, key: LineKey, pieces: int) -> None:
        """Give a line so many pieces; never more than it lacks or there is."""
        after = self.shares.set_to(key, pieces)
        if after is self.shares:
            self.cue.emit("look")
            return
        self.shares = after
        self.shares_changed.emit()
        self.read()

    def by_the_rule(self) -> None:
        """Share as the rule says again."""
        self.shares = replace(self.shares, changed={})
        self.read()

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

    def print(self, paper: DocumentKind) -> None:
        """Ask for a paper about what was booked."""
        ids = self.papers().get(paper, ())
        if ids:
            self.print_wanted.emit(paper.value, ids)

    def papers(self) -> dict[DocumentKind, tuple[str, ...]]:
        """Return the papers that make sense now, and what each is about."""
        done = self.done
        if done is None:
            return {}
        ready, delivery_id = tuple(done.ready_orders), done.receipt.stock.reference
        keys = (x.share.demand.key for x in self.shares.lines if x.share.missing)
        found = {
            DocumentKind.PARCEL_LABELS: ready,
            DocumentKind.PICK_LIST: ready,
            DocumentKind.OWED_NOTE: tuple(dict.fromkeys(key.order_id for key in keys)),
            DocumentKind.DELIVERY_NOTE: (delivery_id,) if delivery_id else (),
        }
        return {paper: ids for paper, ids in found.items() if ids}

    def _changed(self) -> Changed:
        return tuple(self.shares.changed.items())

    def _previewed(self, delivery_id: str, answer: _Answer) -> None:
        if delivery_id != self.delivery_id or self.phase not in {Phase.LOADING, Phase.READY}:
            return
        self.preview, self.phase = answer.preview, Phase.READY
        made = ruled(answer.by_rule.shares)
        lines = tuple(answer.preview.shares)
        self.shares = replace(made, lines=lines, changed=dict(answer.changed))
        self.changed.emit()
        self.shares_changed.emit()

    def _not_previewed(self, delivery_id: str, error: LeaderError) -> None:
        if delivery_id == self.delivery_id:
            self.phase, self.error = Phase.ERROR, error
            self.changed.emit()

    def _signed(self, delivery_id: str, sheet: CountSheet) -> None:
        if delivery_id == self.delivery_id:
            self.sheet = sheet
            self.changed.emit()
            if self.phase is Phase.READY:
                self.read()  # who has not signed is among the warnings

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


def _preview(receiving: Receiving, delivery_id: str, changed: Changed) -> _Answer:
    """Preview by the rule and as a person wants it; what no longer fits is given up."""
    by_rule = receiving.preview(delivery_id)
    if not changed:
        return _Answer(by_rule, by_rule, ())
    try:
        return _Answer(by_rule, receiving.preview(delivery_id, changed), changed)
    except Refused:
        return _Answer(by_rule, by_rule, ())
